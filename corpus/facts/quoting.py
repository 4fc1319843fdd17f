"""Names in quotes, also where a quote was damaged or never closed."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 230
OPENER = re.compile(r"(?<![^\W_])(?:‘‘|''|``|[“„«\"])(?=[*_]{0,2}\s?[^\W_])")
_CLOSER = re.compile(r"(?:’’|''|[”»\"™])(?![^\W_])|(?<=\S)“(?![^\W_])")
_SENTENCE_END = re.compile(r"[;.](?=\s|$)")
# A recogniser makes a dash of an opening quote.
LOST_OPENER = re.compile(r"(?<=\s)[-–](?=[^\W\d_a-z])")
_MARKS = re.compile(r"[“”„«»\"™*_`]|‘‘|’’")


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """A quoted name: `[start, end)` without its quotes, `[outer_start, outer_end)` with them.

    `said` is where the words stand that say what kind of name it is: before it or before its whole list.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    said: tuple[int, int] = (0, 0)
    doubt: str | None = None


def read_quoted(text: str, folded: str, opener: re.Match[str], next_item: re.Pattern[str]) -> Quoted | None:
    """Give what the opener opens; where the quote is not closed, up to where the next item begins."""
    closer = _CLOSER.search(text, opener.end())
    following = OPENER.search(text, opener.end(), closer.start() if closer else len(text))
    limit = following.start() if following else closer.start() if closer else len(text)
    broken = next_item.search(folded, opener.end(), limit)
    if closer and not broken and not following:
        return _sized(opener, closer.start(), closer.end(), None)
    stop = broken or _SENTENCE_END.search(text, opener.end(), limit)
    end = stop.start() if stop else None if following else limit
    return _sized(opener, end, end, "thiếu dấu đóng ngoặc kép") if end else None


def read_half_quoted(text: str, lost_opener: re.Match[str]) -> Quoted | None:
    """Give what ends with a closing quote whose opening one a recogniser lost."""
    closer = _CLOSER.search(text, lost_opener.end())
    following = OPENER.search(text, lost_opener.end())
    if not closer or (following and following.start() < closer.start()):
        return None
    return _sized(lost_opener, closer.start(), closer.end(), "thiếu dấu mở ngoặc kép")


def strip_marks(name: str) -> str:
    """Take quotes, markup and the punctuation around a name away."""
    return " ".join(_MARKS.sub("", name).split()).strip(" ,.;:(-–")


def _sized(opener: re.Match[str], end: int, outer_end: int, doubt: str | None) -> Quoted | None:
    if not 3 <= end - opener.end() <= _LONGEST:
        return None
    return Quoted(start=opener.end(), end=end, outer_start=opener.start(), outer_end=outer_end, doubt=doubt)
