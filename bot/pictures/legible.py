"""Text that the shipped letters can draw and that a drawing has room for."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from bot.pictures.rasterising import FONTS
from corpus.naming import shorten
from corpus.text import nfc, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

_MORE = "…"
_REPEATED = re.compile(rf"{_MORE}[\s{_MORE}]*{_MORE}")


def legible(text: str, longest: int = 240) -> str:
    """Give the text as it can be drawn, at most so long.

    Signs that nobody sees are taken away, those of control become blanks, letters that the fonts lack become
    such as mean the same, else "…", as does what is too long.
    """
    drawn = "".join(_drawn(letter) for letter in nfc(text))
    return _REPEATED.sub(_MORE, shorten(squeeze(_REPEATED.sub(_MORE, drawn)), longest))


def _drawn(letter: str) -> str:
    if letter in letters():
        return letter
    category = unicodedata.category(letter)
    if letter.isspace() or category == "Cc":
        return " "
    if category[0] in "CM":
        return ""
    same = unicodedata.normalize("NFKC", letter)
    return same if letters().issuperset(same) else _MORE


@cache
def letters() -> frozenset[str]:
    """Give the letters and signs of the shipped fonts."""
    return frozenset(letter for name in ("letters.txt", "signs.txt") for letter in _listed(name))


def _listed(name: str) -> Iterator[str]:
    for line in (FONTS / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            first, _, last = line.partition("-")
            yield from map(chr, range(int(first, 16), int(last or first, 16) + 1))
