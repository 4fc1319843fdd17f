"""The words of the interface, by language: data of the folder `words`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from bot.messages import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES: tuple[Language, ...] = get_args(Language)

Words = dict[str, dict[str, str]]


def load_words(folder: Path = Path(__file__).parent / "words") -> Mapping[Language, Words]:
    """Read the words of the interface, by language."""
    return {
        language: tomllib.loads((folder / f"{language}.toml").read_text("utf-8")) for language in LANGUAGES
    }
