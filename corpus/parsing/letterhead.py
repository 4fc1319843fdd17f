"""The head of a document: issuing body, number, place, date, kind of document, title.

The layout is that of Decree 30/2020/NĐ-CP, Article 8. Two columns often reach us interleaved in one
line. What is not printed stays unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from corpus.lexicon import load, pattern
from corpus.parsing.labels import is_capitals, read_label
from corpus.parsing.lines import Line
from corpus.text import fold, squeeze

_HEAD_LINES = 40
_DATE = re.compile(
    r"(?P<place>[^\W\d_][^,;:/]{1,40}?)?\s*,?\s*ng[aà]y\s*(?P<day>[\d./…_ ]*?)\s*"
    r"th[aá]ng\s*(?P<month>[\d./…_ ]*?)\s*n[aăi]m\s*(?P<year>\d{4})"
)
_SHORT_DATE = re.compile(
    r"(?P<place>[^\W\d_][^,;:/]{1,40}?)\s*,\s*ngay\s*(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})"
)
_NUMBER = re.compile(
    r"(?P<number>\d{1,5}[a-z]?)\s*/\s*"
    r"(?P<code>(?:\d{4}/)?[A-ZĐ][A-Za-zĐđ]{0,5}(?:\s?[-–]\s?[A-ZĐ&]{2,12}(?:[-.][A-ZĐ&]{2,12})*)?)"
    # The Party and its unions put the kind first: "34-CT/TW".
    r"|\d{1,5}\s?-\s?[A-ZĐ][A-Za-zĐđ]{0,5}/[A-ZĐ][A-Za-zĐđ&]{1,12}(?:[-.][A-ZĐ&]{2,12})*"
)
_NUMBER_LINE = re.compile(r"so\s*[:.]")
_CODE_ONLY = re.compile(r"s[oố]\s*:?[\s.…_]*/\s*[A-Z]", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """What the lines above the title say; None where they do not."""

    superior: str | None = None
    issuer: str | None = None
    number: str | None = None
    place: str | None = None
    issue_date: date | None = None
    year: int | None = None
    subject: str | None = None


@dataclass(frozen=True, kw_only=True)
class Head:
    """The head of a document cut from its lines: `rest` is everything below the title."""

    letterhead: list[Line] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)
    document_type: str | None = None


def layout(name: str) -> re.Pattern[str]:
    """Give the lexicon's pattern for the beginning of a part, to be matched on folded text."""
    return pattern("layout", name)


@cache
def _mottos() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(motto) for motto in load("layout")["motto"])


@cache
def _document_types() -> tuple[tuple[re.Pattern[str], str], ...]:
    names = [entry["name"] for entry in load("offices")["document_type"]]
    return tuple(
        (re.compile(r"\s+".join(fold(name).split()) + r"(?!\w)"), name[:1].upper() + name[1:].lower())
        for name in sorted(names, key=len, reverse=True)
    )


def split_head(lines: list[Line]) -> Head:
    """Cut the lines into letterhead, title and the rest; an appendix is all rest."""
    for index, line in enumerate(lines[:_HEAD_LINES]):
        kind = type_at(line.text)
        if kind:
            end = _title_end(lines, index)
            return Head(
                letterhead=lines[:index], title=lines[index:end], rest=lines[end:], document_type=kind
            )
        if layout("addressee").match(fold(line.text)):
            return Head(letterhead=lines[:index], rest=lines[index:], document_type="Công văn")
        if read_label(line.text):
            break
    return Head(rest=lines)


def type_at(text: str) -> str | None:
    """Give the document type that the line names in capitals at its beginning."""
    folded = fold(text).lstrip("~_ .")
    begin = len(text) - len(folded)
    for named, title in _document_types():
        if match := named.match(folded):
            printed = text[begin : begin + match.end()]
            if is_capitals(printed) and printed.isupper():
                return title
    return None


def _title_end(lines: list[Line], start: int) -> int:
    """Find the line after the title: a wide gap, a preamble word or a numbered clause ends it."""
    named = len(fold(lines[start].text).split()) > 4
    for index in range(start + 1, min(len(lines), start + 9)):
        line = lines[index]
        first = index == start + 1 and not named
        folded = fold(line.text)
        if layout("addressee").match(folded) or layout("attached").match(folded) or read_label(line.text):
            return index
        if not first and (layout("preamble").match(folded) or line.gap > lines[index - 1].gap + 1):
            return index
        if (
            not first
            and line.gap == 1
            and lines[index - 1].gap == 0
            and lines[index + 1 : index + 2]
            and lines[index + 1].gap == 0
        ):
            return index
        if is_capitals(line.text) and not is_capitals(lines[index - 1].text) and not first:
            return index
        if re.search(r"[.;]$", line.text) or re.fullmatch(r"[-–—_*]{3,}", line.text):
            return index
    return min(len(lines), start + 9)


def read_letterhead(lines: list[Line]) -> Letterhead:
    """Read the lines above the title. Dates need day, month and year; a blank day leaves the date unknown."""
    names: list[str] = []
    found: dict[str, str | None] = {}
    issue_date, year = None, None
    for line in lines:
        text = _without_motto(line.text)
        if subject := _subject_part(text, found.get("subject")):
            found["subject"] = squeeze(f"{found.get('subject') or ''} {subject}")
            text = text[text.index(subject) + len(subject) :]
        number = _NUMBER.search(text) if len(found.get("number") or "") == 0 else None
        if number:
            found["number"] = re.sub(r"\s", "", number.group())
        dated = _dated(text)
        if dated:
            place = text[dated.start("place") : dated.end("place")] if dated["place"] else ""
            found["place"] = _place(place)
            issue_date, year = _date(dated), int(dated["year"])
        if not (number or dated or _CODE_ONLY.search(text)) and is_capitals(text) and "subject" not in found:
            names.append(squeeze(text.strip("_~*- ")))
    bodies = _join_names([name for name in names if name])
    return Letterhead(
        superior=bodies[-2] if len(bodies) > 1 else None,
        issuer=bodies[-1] if bodies else None,
        number=found.get("number"), place=found.get("place"), subject=found.get("subject"),
        issue_date=issue_date, year=year,
    )  # fmt: skip


def _subject_part(text: str, before: str | None) -> str | None:
    """Give what the line says of the subject ("V/v …"), which goes on over the lines below it."""
    left = re.split(r"\s{3,}|\t", text.strip(), maxsplit=1)[0]
    begins = layout("subject").match(fold(left)) if len(fold(left)) == len(left) else None
    if begins:
        return left[begins.end() :].strip() or None
    if not before or not left or is_capitals(left):
        return None
    return None if _dated(left) or _NUMBER_LINE.match(fold(left)) else left


def _dated(text: str) -> re.Match[str] | None:
    folded = fold(text)
    if len(folded) != len(text):
        return None
    return _DATE.search(folded) or _SHORT_DATE.search(folded)


def _without_motto(text: str) -> str:
    folded = fold(text)
    if len(folded) != len(text):
        return text
    cuts = [match.start() for motto in _mottos() if (match := motto.search(folded))]
    return text[: min(cuts)].rstrip() if cuts else text


def _place(text: str) -> str | None:
    """Give the place name at the end of what stands before the date (a number can stand before it)."""
    words = re.split(r"\s{2,}|\t|\d|/|\b[A-ZĐ]{2,}(?:-[A-ZĐ&]+)+", text)[-1].strip(" ,._-")
    return words or None


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


@cache
def _office_heads() -> tuple[str, ...]:
    return tuple(fold(head) for head in load("offices")["heads"])


def _join_names(names: list[str]) -> list[str]:
    """Join a body's name printed over two lines: the second does not begin as an office does."""
    bodies: list[str] = []
    for name in names:
        begins = fold(name).startswith(_office_heads())
        if bodies and (not begins or fold(bodies[-1]) in _office_heads()):
            bodies[-1] = f"{bodies[-1]} {name}"
        else:
            bodies.append(name)
    return bodies
