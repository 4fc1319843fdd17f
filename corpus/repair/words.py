"""Cut badly recognised text into words, numbers and codes, and tell where a clause ends.

A recogniser that lacks a letter puts a digit or a sign in its place ("s6", "C6ng", "h¢p", "du@ng"), so such
signs belong to words here. What reads as a number, a date, a code or a numeral is fixed: it is never altered.
A capital or a sign with one digit ("T6" for "Tổ", but "khổ A4", "§6", "$5") is either; what follows it tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

_RUN = re.compile(r"\S+")
_LETTER_LIKE = r"¢§$&@€£¥©®°‘’'"
_CORE = re.compile(rf"[\w{_LETTER_LIKE}](?:\S*[\w{_LETTER_LIKE}])?")
_NOT_IN_WORDS = r"\s,;:.()\[\]“”\"…!?–—/+*_~=<>|\-"
_PART = re.compile(rf"[^{_NOT_IN_WORDS}]+(?:[?!](?=\w)[^{_NOT_IN_WORDS}]+)*")
_LETTER = re.compile(r"[^\W\d_]")

_DIGIT = re.compile(r"\d")
_NUMBER_INSIDE = re.compile(r"\d[.,:]\d")
_GLUED = re.compile(r"([^\W\d]\w{0,2})[:.](?=\d)")  # "s6:52/KH-UBND" without a blank
_JOINT = re.compile("[/-]")
_CAPITALS = re.compile("[A-ZĐ&]+")
_ABBREVIATION = re.compile("[B-DF-HJ-NP-TV-XZĐ&]+")
_NUMBER = re.compile(
    r"\d+|\w*\d\d\w*|\d+(?:kg|km|cm|mm|ha|m|g|h|l|k|tr|đ|d)\d?|(?:k?m|cm)\d|[IVXLC]+1+|1+[IVXLC]+|[A-ZĐ]+\d"
)
_NUMERAL = re.compile(r"(?=\w*[IVX])(?=\w*l)[IVXl]{2,}")
_WORD_OR_CODE = re.compile(r"[A-ZĐ$§¢]\d")
_NUMBER_SIGN = re.compile(r"[S$§¢]\d")  # "Số" as it is misread before the number of a document
_DOCUMENT = re.compile(r"\d+\w?(?:/\d{4})?[/-][A-ZĐ]{2}\S*")
_BESIDE = re.compile(r":?[ ]?|\n")
_LONE_CONSONANT = re.compile("[b-df-hj-np-rtv-xzđB-DF-HJ-NP-RTV-XZĐ]")  # an s alone is "số" or "sở"
_LONGEST = 12  # twice a long syllable: words run together, or no word at all
_BREAKS = frozenset(',.;:()[]“”"!?…•–—')


class Kind(Enum):
    """What a token is to the repair: a word that may be misread, or something that (nearly) stays."""

    WORD = auto()
    FIXED = auto()
    WORD_OR_CODE = auto()  # stays, unless its neighbours make a word there all but certain
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
    for run in _RUN.finditer(text):
        core = _CORE.search(run.group())
        if core is None:
            continue
        for at, part, fixed in _pieces(core.group()):
            start = run.start() + core.start() + at
            broken = not found or _is_break(text[last:start])
            last = start + len(part)
            kind = Kind.FIXED if fixed else _kind(part, broken, text[last : last + 1])
            found.append(Token(start, last, part, kind, broken))
    return _settled(found, text)


def _settled(found: list[Token], text: str) -> list[Token]:
    """Decide by the token behind it what a capital or a sign with a digit may be."""
    for at, token in enumerate(found):
        if token.kind is Kind.WORD_OR_CODE:
            behind = found[at + 1] if at + 1 < len(found) else None
            gap = text[token.end : behind.start] if behind else ""
            found[at] = replace(token, kind=_before(token, gap, behind))
    return found


def _before(token: Token, gap: str, behind: Token | None) -> Kind:
    if behind is None or not _BESIDE.fullmatch(gap):
        return Kind.FIXED
    if _NUMBER_SIGN.fullmatch(token.text) and _DOCUMENT.fullmatch(behind.text):
        return Kind.WORD
    goes_on = behind.kind is Kind.WORD and not behind.after_break and len(behind.text) > 1
    return Kind.WORD_OR_CODE if goes_on and gap.isspace() else Kind.FIXED


def _is_break(gap: str) -> bool:
    """Tell whether a clause ends between two tokens: a sign, a dash or bullet, an empty line."""
    if not _BREAKS.isdisjoint(gap) or gap.count("\n") > 1:
        return True
    return len(gap) > 1 and not {"-", "+", "*"}.isdisjoint(gap)


def _pieces(core: str) -> Iterator[tuple[int, str, bool]]:
    """Cut what stands between blanks: offset, text, and whether it is a code or a number with signs in it."""
    at = 0
    if _is_code(core) and (head := _GLUED.match(core)):
        yield 0, head[1], False
        at, core = head.end(), core[head.end() :]
    if _is_code(core):
        yield at, core, True
        return
    for part in _PART.finditer(core):
        if len(part.group()) > 1 or part.group().isalnum():
            yield at + part.start(), part.group(), False


def _is_code(core: str) -> bool:
    if _NUMBER_INSIDE.search(core):
        return True
    parts = _JOINT.split(core)
    if len(parts) == 1:
        return False
    capital = [part for part in parts if _CAPITALS.fullmatch(part)]
    if len(capital) == len(parts):
        return "/" in core or any(_ABBREVIATION.fullmatch(part) for part in parts)
    if any(part.isdigit() for part in parts) or all(len(part) == 1 for part in parts):
        return True
    return _DIGIT.search(core) is not None and any(len(part) > 1 for part in capital)


def _kind(part: str, after_break: bool, following: str) -> Kind:
    if after_break and (_NUMERAL.fullmatch(part) or (following == "." and part in ("ll", "lll"))):
        return Kind.NUMERAL
    if _WORD_OR_CODE.fullmatch(part):
        return Kind.WORD_OR_CODE
    label = after_break and len(part) == 1 and following in (")", ".")
    fixed = label or len(part) > _LONGEST or _is_fixed(part)
    return Kind.FIXED if fixed else Kind.WORD


def _is_fixed(part: str) -> bool:
    return not _LETTER.search(part) or bool(_LONE_CONSONANT.fullmatch(part) or _NUMBER.fullmatch(part))
