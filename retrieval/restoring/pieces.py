"""Cut text into words, ends of clauses, and what is never touched, when learning as when restoring."""

from __future__ import annotations

import re

END, NUMBER, UNKNOWN = 0, 1, 2  # numbers of the signs that stand first among the words
SIGNS = ("<end>", "<number>", "<unknown>")

PIECE = re.compile(
    r"\S*[\d@]\S*|\S+://\S*|www\.\S+|[^\W\d_]+|[.,;:()\[\]“”\"!?…•–—/]|\s-\s|\n\s*\n", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")


def is_word(piece: str) -> bool:
    """Tell whether the piece is letters only."""
    return _WORD.fullmatch(piece) is not None


def sign_of(piece: str) -> int:
    """Give the number of the sign for a piece that is no word."""
    if _DIGIT.search(piece):
        return NUMBER
    return UNKNOWN if "@" in piece or "." in piece[1:] or "://" in piece else END


def is_title(piece: str) -> bool:
    """Tell whether the word is written as a name is: one capital, first."""
    return piece[:1].isupper() and (len(piece) == 1 or piece[1:].islower())
