"""Words of the domain as data, and their loader.

Each TOML file beside this one is one noun: awards, offices, provinces, abbreviations, question words,
English terms. Code asks for a file by its name and for a key in it; it holds no word lists of its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.errors import LexiconError


@cache
def load(name: str) -> dict[str, Any]:
    """Give the content of the lexicon file `name` (without ending). Raises LexiconError."""
    try:
        text = files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
        return tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(
            f"The lexicon file {name}.toml cannot be read ({error}); install Thidua again."
        ) from error


@cache
def words(name: str, key: str) -> tuple[str, ...]:
    """Give the list under `key` of the lexicon file `name`. Raises LexiconError."""
    value = load(name).get(key)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise LexiconError(f"The lexicon file {name}.toml has no list of words named {key}.")
    return tuple(value)


@cache
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    """Compile what stands under the keys of the lexicon file `name`: one, or a list of alternatives.

    Raises LexiconError.
    """
    value: Any = load(name)
    try:
        for key in keys:
            value = value[key]
        return re.compile("|".join(value) if isinstance(value, list) else value)
    except (KeyError, TypeError, re.error) as error:
        raise LexiconError(
            f"The lexicon file {name}.toml has no expression under {'.'.join(keys)} ({error}); "
            "install Thidua again."
        ) from error


@cache
def compounds() -> frozenset[str]:
    """Give the folded words of two syllables, joined by an underscore. Raises LexiconError."""
    return frozenset(line.replace(" ", "_") for line in _lines("compounds.txt"))


@cache
def aligned_english() -> Mapping[str, tuple[str, ...]]:
    """Give English words with the Vietnamese ones that translations have for them, or none.

    Raises LexiconError.
    """
    entries = (line.partition("\t") for line in _lines("english_aligned.txt"))
    return {word: tuple(senses.split(", ")) if senses else () for word, _, senses in entries}


def _lines(name: str) -> Iterator[str]:
    try:
        text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(
            f"The lexicon file {name} cannot be read ({error}); install Thidua again."
        ) from error
    return (line for line in text.splitlines() if line and not line.startswith("#"))
