"""Text broken into lines for a drawing, where no browser breaks it. Pure.

A server does not know the letters of the phone that shows its drawing, so each is counted about as wide as it
is in DejaVu Sans, the widest of the fonts that phones and offices have.
"""

from __future__ import annotations

import unicodedata
from typing import Protocol

# Widths as shares of the size of the letters; the second is that of bold ones.
_NARROW, _CAPITAL, _OTHER = (0.36, 0.43), (0.77, 0.85), (0.62, 0.69)
_NARROW_LETTERS = frozenset("fijlrtI .,;:!'|()/-")
_WIDE_LETTERS = frozenset("mw…%—")
_MORE = "…"


class Measure(Protocol):
    """A way to tell how wide a text is drawn."""

    def __call__(self, text: str, size: float, *, bold: bool = False) -> float:
        """Give the width in the unit of `size`."""
        ...


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Give about how wide the text is drawn at most, in the unit of `size`."""
    return size * sum(_share(letter)[bold] for letter in unicodedata.normalize("NFC", text))


def wrap(
    text: str, width: float, size: float, *, bold: bool = False, most: int = 99, measure: Measure = width_of
) -> list[str]:
    """Break the text into lines of at most that width; what does not fit on `most` lines ends in "…"."""
    lines: list[str] = []
    for word in _breakable(text, width, size, bold=bold, measure=measure):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and measure(last + _MORE, size, bold=bold) > width:
        last = last.rpartition(" ")[0] or last[:-1]
    return [*lines[: most - 1], last.rstrip(" ,;:–-→") + _MORE]


def _breakable(text: str, width: float, size: float, *, bold: bool, measure: Measure) -> list[str]:
    """Give the words, those wider than a line cut in pieces."""
    words: list[str] = []
    for word in text.split():
        piece = ""
        for letter in word:
            if piece and measure(piece + letter, size, bold=bold) > width:
                words.append(piece)
                piece = ""
            piece += letter
        words.append(piece)
    return words


def _share(letter: str) -> tuple[float, float]:
    if letter in _NARROW_LETTERS:
        return _NARROW
    return _CAPITAL if letter.isupper() or letter in _WIDE_LETTERS else _OTHER
