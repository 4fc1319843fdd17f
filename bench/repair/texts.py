"""Read clean texts to print and to count: files of articles, or folders of text files."""

from __future__ import annotations

import json
import lzma
import tomllib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_HELD_OUT = 20  # one article in so many is measured on and never trained on
_HEAD = 400
_NOT_VIETNAMESE = "english"


def held_out(article: str) -> bool:
    """Tell whether the article belongs to those that are measured on and never trained on."""
    return zlib.crc32(article[:_HEAD].encode()) % _HELD_OUT == 0


def articles(source: str, *, held: bool) -> Iterator[tuple[str, str]]:
    """Give topic and text of the held-out or of the other articles of a `.jsonl.xz` file.

    `:0.3` behind the file's name draws so many of its articles. A folder gives all its `.txt` files.
    """
    name, _, share = source.partition(":")
    path = Path(name)
    if path.is_dir():
        yield from (("", file.read_text(encoding="utf-8")) for file in sorted(path.glob("*.txt")))
        return
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = f"{row.get('title', '')}\n{row['text']}"
            drawn = zlib.crc32(text[-_HEAD:].encode()) % 1000 < 1000 * float(share or 1)
            if drawn and held_out(text) is held:
                yield row.get("demuc", ""), text


def phrases(path: Path) -> Iterator[str]:
    """Give the Vietnamese phrases and abbreviations that stand as values in a TOML file of the lexicon."""
    for phrase in _values(tomllib.loads(path.read_text(encoding="utf-8"))):
        if not phrase.isascii() or phrase.isupper():
            yield phrase


def _values(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        yield from (value for key, item in node.items() if key != _NOT_VIETNAMESE for value in _values(item))
    elif isinstance(node, list):
        yield from (value for item in node for value in _values(item))
