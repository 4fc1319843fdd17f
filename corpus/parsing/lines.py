"""Source text -> printed lines, without what only the printer put there (page numbers, footers)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.models import SourcePage

# A page holds between these many characters; a lone number elsewhere is a table cell or a list.
_LEAST_PAGE, _MOST_PAGE = 400, 6000
_LONE_NUMBER = re.compile(r"[-–—]?\s*(\d{1,3})\s*[-–—]?")
_FOOTER = re.compile(r"(?:Trang|Page)\s*:?\s*\d{1,3}(?:\s*(?:/|of|trên)\s*\d{1,3})?|\d{1,3}\s*\|\s*P\s?a\s?g\s?e", re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One printed line: source offsets of its trimmed text, and how many blank lines stand before it."""

    text: str
    start: int
    end: int
    gap: int
    after_break: bool = False


def split_pages(source: str) -> tuple[SourcePage, ...]:
    """Split the source at form feeds; a text without any is one page."""
    pages, start = [], 0
    for number, part in enumerate(source.split("\f"), start=1):
        pages.append(SourcePage(number=number, start=start, end=start + len(part)))
        start += len(part) + 1
    return tuple(pages)


def split_lines(source: str) -> list[Line]:
    """Give the non-blank lines, page numbers and footers left out."""
    lines: list[Line] = []
    gap, offset, after_break = 0, 0, False
    for raw in re.split(r"(?<=[\n\f])", source):
        body = raw.strip()
        if not body:
            gap += 1
        elif _is_page_mark(body, offset, at_break=after_break or raw.endswith("\f"), total=len(source)):
            after_break = True
        else:
            start = offset + raw.index(body)
            lines.append(
                Line(text=body, start=start, end=start + len(body), gap=gap, after_break=after_break)
            )
            gap, after_break = 0, False
        after_break = after_break or raw.endswith("\f")
        offset += len(raw)
    return lines


def _is_page_mark(body: str, offset: int, *, at_break: bool, total: int) -> bool:
    if _FOOTER.fullmatch(body):
        return True
    lone = _LONE_NUMBER.fullmatch(body)
    if not lone:
        return False
    page = int(lone[1])
    if at_break:
        return True
    # Page n begins after n-1 pages and ends after n: its number stands between the two.
    return page >= 1 and page * _LEAST_PAGE <= max(offset, 1) + _LEAST_PAGE and offset <= page * _MOST_PAGE and total > _LEAST_PAGE


def typical_width(lines: list[Line]) -> int | None:
    """Give the width at which lines were wrapped, in characters; None where a line is a paragraph."""
    lengths = sorted(len(line.text) for line in lines)
    if len(lengths) < 5:
        return None
    width = lengths[int(len(lengths) * 0.95)]
    wrapped = width <= 130 and sum(length > 0.8 * width for length in lengths) >= 0.25 * len(lengths)
    return width if wrapped else None
