"""What is due in the rows of a table between bars: a column says by when, others what and who."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.dates import DatePhrase, read_dates
from corpus.facts.deadline_clauses import pattern
from corpus.facts.table_lines import Line, is_rule, read_lines
from corpus.models import Plan
from corpus.text import fold


@dataclass(frozen=True, kw_only=True)
class DueRow:
    """A row with its date: reading offsets; `what` and `who` are the words of its cells."""

    phrase: DatePhrase
    what: str
    who: str | None
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class DueTable:
    """A table with a column of time: reading offsets; without rows where it does not say what is due."""

    rows: tuple[DueRow, ...]
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class _Columns:
    when: int
    what: int
    who: int | None


def due_tables(plan: Plan) -> list[DueTable]:
    """Give the tables between bars that have a column of time, in the order of the source."""
    if "|" not in plan.source:
        return []
    tables = (_table(plan, lines) for lines in _barred(list(read_lines(plan.source))))
    return [table for table in tables if table]


def _barred(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Give the stretches of lines between bars."""
    held: list[Line] = []
    for line in lines:
        if line.barred:
            held.append(line)
        elif held:
            yield held
            held = []
    if held:
        yield held


def _table(plan: Plan, lines: Sequence[Line]) -> DueTable | None:
    heading, *below = [line for line in lines if not is_rule(line)] or [lines[0]]
    names = [fold(cell.text) for cell in heading.cells]
    counted = any(pattern("counted_column").search(name) for name in names)
    columns = None if counted else _columns(names)
    if not below or not (columns or (counted and any(pattern("by_when").match(name) for name in names))):
        return None
    start, end = plan.reading.to_reading(heading.start, lines[-1].end)
    rows = tuple(row for line in below if columns and (row := _row(plan, line, columns)))
    return DueTable(rows=rows, start=start, end=end)


def _columns(names: Sequence[str]) -> _Columns | None:
    when = next((at for at, name in enumerate(names) if pattern("by_when").match(name)), None)
    what = next((at for at, name in enumerate(names) if pattern("what_column").match(name)), None)
    if when is None or what is None or when == what:
        return None
    others = [at for at in range(len(names)) if at not in (when, what)]
    who = next((at for at in others if pattern("who_column").search(names[at])), None)
    return _Columns(when=when, what=what, who=who)


def _row(plan: Plan, line: Line, columns: _Columns) -> DueRow | None:
    cells = [cell.text for cell in line.cells]
    if max(columns.when, columns.what) >= len(cells):
        return None
    phrases = read_dates(cells[columns.when])
    start, end = plan.reading.to_reading(line.start, line.end)
    if not phrases or not cells[columns.what] or start >= end:
        return None
    who = cells[columns.who] if columns.who is not None and columns.who < len(cells) else ""
    return DueRow(phrase=phrases[0], what=cells[columns.what], who=who or None, start=start, end=end)
