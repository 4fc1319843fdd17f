"""Cut badly recognised text into words, numbers and codes, and tell where a clause ends.

A recogniser that lacks a letter puts a digit or a sign in its place ("s6", "C6ng", "h¢p", "du@ng"), so such
signs belong to words here. What reads as a number, a date, a code or a numeral is fixed: it is never altered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

_RUN = re.compile(r"\S+")
_LETTER_LIKE = r"¢§$&@€£¥©®°‘’'"
_CORE = re.compile(rf"[\w{_LETTER_LIKE}](?:\S*[\w{_LETTER_LIKE}])?")
_NUMBER_INSIDE = re.compile(r"\d[.,:]\d")
_CUT = re.compile(r"[^\s,;:.()\[\]“”\"…!?–—/+*_~=<>|\-]+(?:[?!](?=\w)[^\s,;:.()\[\]“”\"…!?–—/+*_~=<>|\-]+)*")
_CODE = re.compile(r"\S*\d\S*[/-]\S*|\S*[/-]\S*\d\S*|[A-ZĐ&]+(?:[/-][A-ZĐ&]+)+|\w/\w")
_NUMBER = re.compile(
    r"\d+|\w*\d\d\w*|\d+(?:kg|km|cm|mm|ha|m|g|h|l|k|tr|đ|d)\d?|(?:k?m|cm)\d|[IVXLC]+1+|1+[IVXLC]+|[A-ZĐ]+\d"
)
_NUMERAL = re.compile(r"(?=\w*[IVX])(?=\w*l)[IVXl]{2,}")
_TWO_SIGNS = re.compile(r"[A-ZĐ]\d")
_LETTER = re.compile(r"[^\W\d_]")
_BREAK = re.compile(r"[.;:()\[\]“”\"!?…•–—]|\s-\s|\n\s*[-+*]|\n\s*\n")


class Kind(Enum):
    """What a token is to the repair: a word that may be misread, or something that (nearly) stays."""

    WORD = auto()
    FIXED = auto()
    NUMERAL = auto()  # a Roman numeral whose I was read as l


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or code at [start, end) of the text, and whether a clause ends before it."""

    start: int
    end: int
    text: str
    kind: Kind
    after_break: bool


def tokens(text: str) -> list[Token]:
    """Give the words, numbers and codes of the text in order; punctuation and blanks lie between them."""
    found: list[Token] = []
    last = 0
    for start, part in _parts(text):
        gap = text[last:start]
        broken = not found or bool(_BREAK.search(gap))
        last = start + len(part)
        found.append(Token(start, last, part, _kind(part, broken, text[last : last + 1]), broken))
    return found


def _kind(part: str, after_break: bool, following: str) -> Kind:
    if after_break and (_NUMERAL.fullmatch(part) or (following == "." and part in ("ll", "lll"))):
        return Kind.NUMERAL
    label = after_break and len(part) == 1 and following in (")", ".")
    return Kind.FIXED if label or _is_fixed(part) else Kind.WORD


def _parts(text: str) -> Iterator[tuple[int, str]]:
    for run in _RUN.finditer(text):
        core = _CORE.search(run.group())
        if core is None:
            continue
        start = run.start() + core.start()
        yield from _pieces(start, core.group())


def _pieces(start: int, core: str) -> Iterator[tuple[int, str]]:
    if _CODE.fullmatch(core) or _NUMBER_INSIDE.search(core):
        head = re.match(r"([^\W\d]\w{0,2})[:.](?=\d)", core)  # "s6:52/KH-UBND" without a blank
        if head is None:
            yield start, core
            return
        yield start, head[1]
        start, core = start + head.end(), core[head.end() :]
        yield start, core
        return
    for part in _CUT.finditer(core):
        if _LETTER.search(part.group()) or part.group().isdigit() or len(part.group()) > 1:
            yield start + part.start(), part.group()


def _is_fixed(part: str) -> bool:
    if not _LETTER.search(part) and not re.search(rf"[{_LETTER_LIKE}]", part):
        return True
    if _TWO_SIGNS.fullmatch(part):
        return False
    return bool(_CODE.fullmatch(part) or _NUMBER_INSIDE.search(part) or _NUMBER.fullmatch(part))
