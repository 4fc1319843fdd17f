"""Source text -> printed lines, without what only the printer put there (page numbers, footers)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.models import SourcePage

# A page holds between these many characters; a lone number elsewhere is a table cell or a list.
_LEAST_PAGE, _MOST_PAGE = 400, 6000
_LONE_NUMBER = re.compile(r"[-–—]?\s*(\d{1,3})\s*[-–—]?")
_FOOTER = re.compile(
    r"(?:Trang|Page)\s*:?\s*\d{1,3}(?:\s*(?:/|of|trên)\s*\d{1,3})?|\d{1,3}\s*\|\s*P\s?a\s?g\s?e"
    r"|\S.{0,90}(?:\s{2,}|\s\|\s*)(?:Trang|Page)\s*:?\s*\d{1,3}\s*(?:/|of|trên)\s*\d{1,3}",
    re.IGNORECASE,
)
COLUMN_GAP = re.compile(r"\s{3,}|\t")
_BAR = re.compile(r"\S\s+\|\s+\S")
_CELL_GAP = re.compile(rf"\s+\|\s+|{COLUMN_GAP.pattern}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One printed line: source offsets of its trimmed text, and how many blank lines stand before it."""

    text: str
    start: int
    end: int
    gap: int
    after_break: bool = False


def is_row(text: str) -> bool:
    """Tell whether the line is a row of a table: two cells parted by a bar, three or more by wide gaps."""
    cells = sum(1 for cell in _CELL_GAP.split(text) if any(c.isalnum() for c in cell))
    return cells >= (2 if _BAR.search(text) else 3)


def columns(text: str) -> list[str]:
    """Give what stands side by side in the line, parted by wide gaps."""
    return [cell for cell in COLUMN_GAP.split(text) if cell.strip()]


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
    pages = _PageNumbers()
    gap, offset, after_break = 0, 0, False
    raws = re.split(r"(?<=[\n\f])", source)
    bodies = [raw.strip() for raw in raws]
    for index, (raw, body) in enumerate(zip(raws, bodies, strict=True)):
        at_break = after_break or raw.endswith("\f")
        if not body:
            gap += 1
        elif _FOOTER.fullmatch(body) or pages.holds(body, offset, at_break, _neighbours(bodies, index)):
            after_break = True
        else:
            start = offset + raw.index(body)
            end = start + len(body)
            lines.append(Line(text=body, start=start, end=end, gap=gap, after_break=after_break))
            gap, after_break = 0, False
        after_break = after_break or raw.endswith("\f")
        offset += len(raw)
    return lines


def _neighbours(bodies: list[str], index: int) -> list[str]:
    """Give the non-blank lines before and after the line."""
    before = next((body for body in reversed(bodies[max(index - 9, 0) : index]) if body), "")
    return [before, next((body for body in bodies[index + 1 : index + 10] if body), "")]


@dataclass(kw_only=True)
class _PageNumbers:
    """Tells page numbers from other numbers that stand alone: cells of a table, items of a list.

    They rise, a page's text apart; they are not written "02"; they do not stand one below the other.
    """

    page: int = 0
    offset: int = 0

    def holds(self, body: str, offset: int, at_break: bool, neighbours: list[str]) -> bool:
        """Tell whether the line at the offset is the next page number."""
        lone = _LONE_NUMBER.fullmatch(body)
        if not lone or lone[1].startswith("0"):
            return False
        turned, written = int(lone[1]) - self.page, offset - self.offset
        fits = turned > 0 and max(turned - 1, 1) * _LEAST_PAGE <= written <= turned * _MOST_PAGE
        listed = any(_LONE_NUMBER.fullmatch(text) for text in neighbours)
        if not at_break and (listed or not fits):
            return False
        self.page, self.offset = int(lone[1]), offset
        return True


def typical_width(lines: list[Line]) -> int | None:
    """Give the width at which lines were wrapped, in characters; None where a line is a paragraph."""
    lengths = sorted(len(line.text) for line in lines)
    if len(lengths) < 5:
        return None
    width = lengths[int(len(lengths) * 0.95)]
    wrapped = width <= 130 and sum(length > 0.8 * width for length in lengths) >= 0.25 * len(lengths)
    return width if wrapped else None
