"""Lines of a source that stand in a table: cells between bars, or set apart by blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus.facts.amounts import quota_words
from corpus.parsing.markup import unmarked
from corpus.text import fold

# Lines of a heading row above the first row; lines between two rows (a page number, a heading row again).
_MOST_HEADING_LINES = 5
_MOST_BETWEEN = 6


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell of a line: offsets are columns of the line, so that cells above each other can be found."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the source cut into cells: source offsets; `barred` where bars part its cells."""

    cells: tuple[Cell, ...]
    start: int
    end: int
    barred: bool

    @property
    def text(self) -> str:
        """Give the line's cells as one text."""
        return " ".join(cell.text for cell in self.cells)


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = quota_words()["tables"]
    return words


@cache
def _compiled(key: str) -> re.Pattern[str]:
    return re.compile(_words()[key])


def read_lines(source: str) -> Iterator[Line]:
    """Cut the source into lines of cells."""
    start = 0
    for printed in source.split("\n"):
        yield _line(printed, start)
        start += len(printed) + 1


def _line(printed: str, start: int) -> Line:
    barred = printed.count("|") >= 2
    cells: list[Cell] = []
    if barred:
        inner = re.sub(r"^\s*\||\|\s*$", lambda m: " " * len(m.group()), printed)
        at = 0
        for part in inner.split("|"):
            cells.append(Cell(text=unmarked(part), start=at, end=at + len(part)))
            at += len(part) + 1
    else:
        cells = [
            Cell(text=m.group(), start=m.start(), end=m.end())
            for m in re.finditer(r"\S+(?: \S+)*", printed.replace("\t", "  "))
        ]
    bare = printed.strip()
    begin = start + printed.find(bare) if bare else start
    return Line(cells=tuple(cells), start=begin, end=begin + len(bare), barred=barred)


def is_rule(line: Line) -> bool:
    """Tell whether the line only parts the heading of a table from its rows."""
    return all(re.fullmatch(r"[:\s|=-]*", cell.text) for cell in line.cells)


def numbers_of(line: Line) -> list[Cell]:
    """Give the cells of numbers that end a line, split at single blanks where the columns are squeezed."""
    if line.barred:
        return [cell for cell in line.cells[1:] if holds_number(cell.text)]
    found: list[Cell] = []
    cells = list(line.cells)
    if len(cells) >= 4 and any(c.isalpha() for c in cells[-1].text):
        cells.pop()  # a remark behind the numbers
    for cell in reversed(cells):
        for match in reversed(list(re.finditer(r"\S+", cell.text))):
            if not _compiled("number").match(match.group()):
                return found[::-1]
            piece = Cell(text=match.group(), start=cell.start + match.start(), end=cell.start + match.end())
            found.append(piece)
    return found[::-1]


def holds_number(text: str) -> bool:
    """Tell whether a cell is a number, a range, a dash, or a count of something ("02 tập thể", "14 bản")."""
    return bool(_compiled("number").match(text) or _compiled("counted").match(fold(text)))


def label_of(line: Line) -> str:
    """Give the row's name: what stands before its numbers, its own number aside."""
    if line.barred:
        names = [c.text for c in line.cells if any(x.isalpha() for x in c.text) and not holds_number(c.text)]
        return names[0] if names else ""
    numbers = numbers_of(line)
    begin = numbers[0].start if numbers else line.cells[-1].end
    before = " ".join(
        cell.text[: max(0, begin - cell.start)].strip() for cell in line.cells if cell.start < begin
    )
    return re.sub(r"^\s*(?:\d{1,3}|[IVX]+)[.)]?\s+(?=\D)", "", before).strip(" .:-")


def is_row(line: Line) -> bool:
    """Tell whether a line is a row: a name, then numbers."""
    count = len(numbers_of(line))
    if not count or not any(c.isalpha() for c in label_of(line)):
        return False
    if line.barred:
        return True
    numbered = bool(re.match(r"\d{1,3}\b", line.cells[0].text))
    if numbered and count == 1:
        return len(line.cells) >= 3
    return count >= 2 and (numbered or is_total(line))


def is_total(line: Line) -> bool:
    """Tell whether a row sums up the others."""
    return bool(_compiled("total").match(fold(label_of(line))))


def run_from(lines: Sequence[Line], first: int) -> list[int]:
    """Give the indices of a table's rows from the first on, over page breaks and repeated heading rows."""
    rows, at = [first], first + 1
    while at < len(lines) and at - rows[-1] <= _MOST_BETWEEN:
        if is_row(lines[at]) and lines[at].barred == lines[first].barred:
            rows.append(at)
            if is_total(lines[at]):
                break
        elif re.match(r"\W*(?:[IVX]+|\d+)[.)]\s|[a-zđ]\)", lines[at].text) and not lines[at].barred:
            break
        at += 1
    return rows


def heading_above(lines: Sequence[Line], first: int) -> list[Line]:
    """Give the heading lines above the first row: from the one with STT, or a unit's column, down."""
    above: list[Line] = []
    for line in reversed(lines[max(0, first - _MOST_HEADING_LINES) : first]):
        if is_rule(line):
            continue
        above.insert(0, line)
        folded = fold(line.text)
        if any(_compiled("serial").match(fold(cell.text)) for cell in line.cells):
            return above
        if re.match(r"(?:stt|tt|so tt)\s", folded) or _compiled("unit").match(fold(line.cells[0].text)):
            return above
    return []
