"""Case and tone marks of a Vietnamese syllable: what the repair sets aside, and puts back."""

from __future__ import annotations

import re
from enum import Enum, auto

_NEW_PLACE = re.compile(r"(?<![qQ])([ouOU])([àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ])(?!\w)")
_PLAIN = dict(zip("àáảãạèéẻẽẹỳýỷỹỵ", "aaaaaeeeeeyyyyy", strict=True))
_TONED = {"o": "òóỏõọ", "u": "ùúủũụ"}
_TONES = {letter: "àáảãạ".find(letter) for letter in "àáảãạ"}
_TONES |= {letter: "èéẻẽẹ".find(letter) for letter in "èéẻẽẹ"}
_TONES |= {letter: "ỳýỷỹỵ".find(letter) for letter in "ỳýỷỹỵ"}


class Shape(Enum):
    """How a word is written: in small letters, with a capital first, or all in capitals."""

    LOWER = auto()
    TITLE = auto()
    UPPER = auto()


def settled(word: str) -> str:
    """Put the tone mark of a lower-case syllable where most offices write it: hòa, thúy, not hoà, thuý."""
    return _NEW_PLACE.sub(_moved, word)


def _moved(match: re.Match[str]) -> str:
    first, second = match.groups()
    return _TONED[first][_TONES[second]] + _PLAIN[second]


def shape_of(raw: str) -> Shape:
    """Tell how a badly recognised word is written; a capital I before small letters is a misread l."""
    letters = [letter for letter in raw if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if len(letters) > 1 and capitals >= 0.7 * len(letters):
        return Shape.UPPER
    first = raw.lstrip("‘’'°")[:1]
    capital = first in ("$", "§") or (first.isupper() and first != "I")
    return Shape.TITLE if capital else Shape.LOWER


def shaped(word: str, shape: Shape) -> str:
    """Write a lower-case word in this shape."""
    if shape is Shape.UPPER:
        return word.upper()
    return word[:1].upper() + word[1:] if shape is Shape.TITLE else word
