"""Tables whose cells stand between bars: those that hold data, and those that only set two columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from corpus.lexicon import pattern
from corpus.text import fold

_DELIMITER = re.compile(r"[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?[ \t]*")
_FRAMED = re.compile(r"[ \t]*\|.*\|[ \t]*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_GAP = "    "


class Edit(NamedTuple):
    """Put `instead` in the place of the source's stretch `[start, end)`."""

    start: int
    end: int
    instead: str


class Row(NamedTuple):
    """A line with a bar in it: source offsets."""

    start: int
    end: int
    text: str


def barred_lines(source: str) -> Iterator[list[Row]]:
    """Give the tables of the source, each as its lines: they have a line of dashes or a frame of bars."""
    for rows in _runs(source):
        framed = sum(1 for row in rows if _FRAMED.fullmatch(row.text))
        if framed >= 2 or any(_DELIMITER.fullmatch(row.text) for row in rows):
            yield rows


def _runs(source: str) -> Iterator[list[Row]]:
    """Give the stretches of lines that all hold a bar."""
    rows: list[Row] = []
    start = 0
    for line in source.split("\n") if "|" in source else ():
        if "|" in line:
            rows.append(Row(start, start + len(line), line))
        elif rows:
            yield rows
            rows = []
        start += len(line) + 1
    if rows:
        yield rows


def bar_edits(source: str, unmarked: Callable[[str], str]) -> Iterator[Edit]:
    """Give what is to be done about the bars of a text that is known to carry marks.

    Frames and lines of dashes go; the bars between the cells of data stay; a table that only sets the head
    or the foot of a document side by side becomes columns with a wide gap, or, where its cells hold line
    breaks, one column below the other.
    """
    for rows in _runs(source):
        kept = [row for row in rows if not _DELIMITER.fullmatch(row.text)]
        if rows != kept or _is_table(kept) or _sets_columns(kept, unmarked):
            starts = {row.start for row in kept}
            yield from (Edit(row.start, row.end, "") for row in rows if row.start not in starts)
            sets = _sets_columns(kept, unmarked)
            for row in kept:
                yield from _row_edits(row, sets)


def _is_table(rows: Sequence[Row]) -> bool:
    return len(rows) > 1 or any(row.text.count("|") > 1 for row in rows)


def _sets_columns(rows: Sequence[Row], unmarked: Callable[[str], str]) -> bool:
    cells = [[cell for cell in row.text.split("|") if unmarked(cell)] for row in rows]
    if any(len(row) > 2 for row in cells):
        return False
    said = [fold(unmarked(part)) for row in cells for cell in row for part in _BREAK.split(cell)]
    return any(pattern("layout", "side_by_side").match(text) for text in said)


def _row_edits(row: Row, sets: bool) -> Iterator[Edit]:
    inner = re.search(r"[^\s|](?:.*[^\s|])?", row.text)
    if not inner:
        yield Edit(row.start, row.end, "")
        return
    yield Edit(row.start, row.start + inner.start(), "")
    yield Edit(row.start + inner.end(), row.end, "")
    broken = bool(_BREAK.search(row.text))
    if sets:
        for gap in re.finditer(r"\s*\|[\s|]*", row.text[: inner.end()]):
            if gap.start() > inner.start():
                yield Edit(row.start + gap.start(), row.start + gap.end(), "\n" if broken else _GAP)
    else:
        for part in _BREAK.finditer(row.text):
            yield Edit(row.start + part.start(), row.start + part.end(), " ")
