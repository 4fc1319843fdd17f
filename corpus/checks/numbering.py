"""Numbering that repeats or skips, among siblings of the tree.

Letters follow the Vietnamese alphabet (Decree 30/2020/NĐ-CP, Appendix I: điểm a, b, c, d, đ, e, g).
Bullets and labels that recognition damaged are not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.checks.anomaly import Anomaly, say
from corpus.facts.base import Fact
from corpus.models import Plan, Section, SectionKind

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
# More missing than this is a label misread.
_MOST_MISSING = 2
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_LABEL = re.compile(
    r"(?P<word>(?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN)\s+)?"
    r"(?P<open>\()?(?P<prefix>(?:\d+\.)*)(?P<number>\d{1,3}|[IVXLC]+|[a-zđ]|[A-ZĐ])(?P<close>[.)/:]?)\s*$"
)
_BREAKS = (SectionKind.TITLE, SectionKind.LETTERHEAD, SectionKind.RECIPIENTS, SectionKind.SIGNATURE)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Number:
    """A label read: only labels of one style follow one another."""

    style: str
    value: int
    text: str
    section: Section


def odd_numbering(plan: Plan, _: Sequence[Fact]) -> Iterator[Anomaly]:
    """Find labels that repeat the one before or leave some out."""
    if not plan.is_damaged:
        for siblings in _families(plan.sections):
            for before, number in _successions(siblings):
                yield from _compare(plan, before, number)


def _successions(siblings: Sequence[Section]) -> Iterator[tuple[_Number, _Number]]:
    """Give the labels of one style that follow one another in one list.

    A list that begins anew behind a paragraph is another one; where it does so without, the tree may
    have mixed two lists up, and that style is not judged any further here.
    """
    last: dict[str, _Number] = {}
    apart: set[str] = set()
    mixed: set[str] = set()
    for section in siblings:
        if section.kind in _BREAKS:
            last, mixed = {}, set()
        if section.kind is SectionKind.PARAGRAPH:
            apart.update(last)
        number = _read(section)
        if number is None or number.style in mixed:
            continue
        before = last.get(number.style)
        if before and number.value > 1 and number.value >= before.value:
            yield before, number
        elif before and number.style not in apart:
            mixed.add(number.style)
        last[number.style] = number
        apart.discard(number.style)


def _families(sections: Sequence[Section]) -> Iterator[Sequence[Section]]:
    yield sections
    for section in sections:
        yield from _families(section.children)


def _read(section: Section) -> _Number | None:
    match = _LABEL.match(section.label) if section.kind is SectionKind.NUMBERED else None
    if not match:
        return None
    number = match["number"]
    style = [match["word"] or "", match["open"] or "", match["prefix"], match["close"]]
    if number.isdigit():
        value = int(number)
    elif number.isupper() and _ROMAN.fullmatch(number):
        value = _roman(number)
    elif number in _LETTERS:
        value = _LETTERS.index(number) + 1
    else:
        return None
    kind = "1" if number.isdigit() else "I" if number.isupper() else "a"
    return _Number(style=kind + "|".join(style), value=value, text=section.label, section=section)


def _roman(number: str) -> int:
    values = [_VALUES[letter] for letter in number]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))


def _compare(plan: Plan, before: _Number, number: _Number) -> Iterator[Anomaly]:
    start, end = number.section.start, number.section.own_end
    if number.value == before.value and _text(plan, before) != _text(plan, number):
        what = say("repeated_number", label=number.text)
        yield Anomaly(start=start, end=end, kind="repeated-number", what=what)
    elif before.value + 1 < number.value <= before.value + _MOST_MISSING + 1:
        missing = [_written(before, value) for value in range(before.value + 1, number.value)]
        if missing != ["đ"] and not any(_stands(plan, before, number, one) for one in missing):
            what = say("skipped_number", before=before.text, label=number.text, missing=", ".join(missing))
            yield Anomaly(start=start, end=end, kind="skipped-number", what=what)


def _text(plan: Plan, number: _Number) -> str:
    """Give the clause without its label: a page that is there twice repeats no number."""
    return plan.reading.text[number.section.start + len(number.text) : number.section.own_end].strip()


def _written(like: _Number, value: int) -> str:
    if like.style[0] == "a":
        return _LETTERS[value - 1] if value <= len(_LETTERS) else "?"
    if like.style[0] == "1":
        prefix = like.style[1:].split("|")[2]
        return f"{prefix}{value}"
    tens, ones = divmod(value, 10)
    return "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]


def _stands(plan: Plan, before: _Number, number: _Number, missing: str) -> bool:
    """Tell whether the label that seems to miss stands between the two, where the tree did not see it."""
    between = plan.source[slice(*plan.reading.to_source(before.section.start, number.section.start))]
    return bool(
        re.search(rf"(?<![\w.])0?{re.escape(missing)}\s*[.)/:-]|^\W*{re.escape(missing)}\b", between, re.M)
    )
