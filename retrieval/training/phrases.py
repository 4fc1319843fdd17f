"""The project's own phrases: what questions and offices say, and law and encyclopaedia seldom do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from corpus.lexicon import load, words

_FILES = ("awards", "offices", "provinces", "abbreviations", "english", "reporting")
_NOT_VIETNAMESE = "english"
_PATTERN = re.compile(r"[\\^$*+?\[\]{}|]")
_SLOT = re.compile(r"\{(\w+)\}")


def lexicon_phrases() -> Iterator[str]:
    """Give the phrases with diacritics that stand as values in the lexicon."""
    for name in _FILES:
        for phrase in _values(load(name)):
            if not phrase.isascii() and not _PATTERN.search(phrase):
                yield phrase


def abbreviations() -> Iterator[str]:
    """Give the abbreviations that can be read in one way only."""
    yield from words("question_phrases", "abbreviations")


def question_phrases() -> Iterator[str]:
    """Give the phrases of questions."""
    yield from words("question_phrases", "phrases")


def framed_phrases() -> Iterator[str]:
    """Give the frames of questions with awards, offices, provinces and what is counted in them."""
    fillings = {
        "award": [award["name"] for award in load("awards")["award"]],
        "province": [province["name"] for province in load("provinces")["province"]],
        "office": words("question_phrases", "offices"),
        "counted": words("question_phrases", "counted"),
    }
    for frame in words("question_phrases", "frames"):
        slots = _SLOT.findall(frame)
        for chosen in product(*(fillings[slot] for slot in slots)):
            yield _filled(frame, chosen)


def _filled(frame: str, chosen: Iterable[str]) -> str:
    for text in chosen:
        frame = _SLOT.sub(text, frame, count=1)
    return frame


def _values(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        yield from (value for key, item in node.items() if key != _NOT_VIETNAMESE for value in _values(item))
    elif isinstance(node, list):
        yield from (value for item in node for value in _values(item))
