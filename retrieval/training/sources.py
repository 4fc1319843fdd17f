"""The texts that the model learns from, as documents with a topic, a heading, a title and lines."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SECTION = re.compile(r"\n+=+ *(.*?) *=+\n+")
_LEAST_WORDS = 12
# Every so many pages of the encyclopedia are kept back to measure on.
_HELD_BACK = 25
_PLACE = re.compile(r"Điều (\d+[a-z]?) \S+(?: \S+)? số (\d+/[^\s,()]+)")


@dataclass(frozen=True, kw_only=True)
class Document:
    """A text to learn from; `place` is "Điều 5 98/2023/NĐ-CP" where it is an article of law."""

    topic: str
    heading: str
    title: str
    lines: tuple[str, ...]
    place: str = ""


def read_codex(folder: Path) -> Iterator[Document]:
    """Read the articles of the legal codex. Raises OSError."""
    for entry in _entries(folder / "codex.jsonl.xz"):
        match = _PLACE.search(entry["source"])
        yield Document(
            topic=entry["demuc"],
            heading=f"{_without_label(entry['demuc'])}\n{_without_label(entry['chuong'])}",
            title=entry["title"],
            lines=_lines(entry["text"]),
            place=f"{match[1]} {match[2]}" if match else "",
        )


def read_wiki(folder: Path) -> Iterator[Document]:
    """Read the sections of encyclopedia pages that are not held back. Raises OSError."""
    for number, entry in enumerate(_entries(folder / "viwiki.jsonl.xz")):
        if number % _HELD_BACK == 0:
            continue
        parts = _SECTION.split("\n" + entry["text"])
        for title, text in zip([entry["title"], *parts[1::2]], parts[::2], strict=True):
            if len(text.split()) >= _LEAST_WORDS:
                yield Document(
                    topic="", heading=entry["title"] if title != entry["title"] else "", title=title,
                    lines=_lines(text),
                )  # fmt: skip


def _entries(path: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _without_label(heading: str) -> str:
    """Leave out "Đề mục 29.1" and "Chương II -", which say nothing of what is below them."""
    return re.sub(r"^(?:Đề mục [\d.]+|(?:Phần|Chương|Mục|Tiểu mục) \w+ ?-?)\s*", "", heading)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())
