"""Tables of awards: rows of units under columns of awards, or rows of awards under tập thể and cá nhân.

A table is read from the source, where its columns still stand: between bars, or set apart by blanks. Where
an extractor squeezed the blanks, numbers and columns are matched by their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.facts.amounts import Amount, Range, quota_words, read_amounts, read_range
from corpus.facts.award_names import COLLECTIVE, INDIVIDUAL, Mention, find_awards
from corpus.facts.table_lines import (
    Cell,
    Line,
    heading_above,
    holds_number,
    is_row,
    is_total,
    label_of,
    numbers_of,
    read_lines,
    run_from,
)  # fmt: skip
from corpus.models import Plan
from corpus.text import fold


@dataclass(frozen=True, kw_only=True)
class Entry:
    """How many a row gives one award; `award` None where no column and no row names it."""

    award: str | None
    granting_authority: str | None
    collectives: Range | None = None
    individuals: Range | None = None


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """A row of a table of awards: source offsets, the unit as printed (None where the row is an award).

    `condition` is the occasion that the row names behind its award or in a column of its own.
    """

    unit: str | None
    condition: str | None
    entries: tuple[Entry, ...]
    is_total: bool
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class AwardTable:
    """A table of awards by unit or by kind, with its totals row marked; `[start, end)` in source offsets."""

    rows: tuple[TableRow, ...]
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class _Column:
    award: Mention | None
    whom: str | None
    counts: bool = True


def find_tables(plan: Plan) -> list[AwardTable]:
    """Give the tables of awards in the order of the source, totals rows marked; never fails."""
    lines = [line for line in read_lines(plan.source) if line.cells]
    tables, index = [], 0
    while index < len(lines):
        rows = run_from(lines, index) if is_row(lines[index]) else []
        if rows:
            table = _table(lines, index, rows)
            if table:
                tables.append(table)
            index = rows[-1]
        index += 1
    return tables


@cache
def _compiled(key: str) -> re.Pattern[str]:
    return re.compile(quota_words()["tables"][key])


def _table(lines: Sequence[Line], first: int, rows: Sequence[int]) -> AwardTable | None:
    heading = heading_above(lines, first)
    if not heading:
        return None
    read = [row for index in rows if (row := _row(heading, lines[index]))]
    if not any(row.entries and not row.is_total for row in read):
        return None
    return AwardTable(rows=tuple(read), start=heading[0].start, end=lines[rows[-1]].end)


def _row(heading: Sequence[Line], line: Line) -> TableRow | None:
    label, occasion = _parted(label_of(line))
    named = find_awards(label, fold(label))
    entries: list[Entry] = []
    for cell, column in _matched(heading, line):
        award = column.award or (named[0] if named else None)
        entry = _entry(cell, column, award) if column.counts else None
        if entry:
            entries.append(entry)
    occasions = [text for text in (occasion, _occasion(heading, line)) if text]
    return TableRow(
        unit=None if named else label, condition="; ".join(occasions) or None,
        entries=tuple(_merged(entries)), is_total=is_total(line),
        start=line.start, end=line.end,
    )  # fmt: skip


def _parted(label: str) -> tuple[str, str | None]:
    """Part the occasion that stands behind a dash from an award ("Giấy khen của Giám đốc - cuối năm")."""
    name, *behind = re.split(r"\s[-–]\s", label, maxsplit=1)
    words = quota_words()["conditions"]["words"]
    return (name, behind[0].strip()) if behind and re.match(words, fold(behind[0])) else (label, None)


def _occasion(heading: Sequence[Line], line: Line) -> str | None:
    """Give the cell of the column that says when the awards are given."""
    for index, cell in enumerate(line.cells if line.barred else ()):
        if _compiled("occasion").match(fold(_down(heading, index))) and any(c.isdigit() for c in cell.text):
            return cell.text
    return None


def _matched(heading: Sequence[Line], line: Line) -> Iterator[tuple[Cell, _Column]]:
    if line.barred:
        for index, cell in enumerate(line.cells):
            if holds_number(cell.text) and index > 0:
                yield cell, _column(_down(heading, index))
        return
    numbers = numbers_of(line)
    squeezed = all(len(row.cells) == 1 for row in heading)
    columns = _in_order(heading, len(numbers)) if squeezed else [_column(_over(heading, c)) for c in numbers]
    yield from zip(numbers, columns, strict=False)


def _down(heading: Sequence[Line], index: int) -> str:
    """Join what stands above a cell; a cell left empty belongs to the one on its left."""
    parts = []
    for at, line in enumerate(heading):
        if not line.barred:
            continue
        column = min(index, len(line.cells) - 1)
        below = any(len(low.cells) > index and low.cells[index].text for low in heading[at + 1 :])
        while column > 0 and not line.cells[column].text and below:
            column -= 1
        parts.append(line.cells[column].text)
    return " ".join(parts)


def _over(heading: Sequence[Line], number: Cell) -> str:
    """Join the heading cells that stand over a number, or nearest to it, from the top down."""
    parts = []
    for line in heading:
        cell = min(line.cells, key=lambda c: max(c.start - number.end, number.start - c.end, 0))
        if max(cell.start - number.end, number.start - cell.end, 0) <= max(8, len(cell.text) // 2):
            parts.append(cell.text)
    return " ".join(parts)


def _column(text: str) -> _Column:
    folded = fold(text)
    awards = [] if len(folded) != len(text) else find_awards(text, folded)
    bare = folded[awards[0].end :] if awards else folded
    collective, individual = "tap the" in bare, "ca nhan" in bare
    whom = (
        COLLECTIVE if collective and not individual else INDIVIDUAL if individual and not collective else None
    )
    if awards and not whom and awards[0].given_to in (COLLECTIVE, INDIVIDUAL):
        whom = awards[0].given_to
    counts = not _compiled("other_column").search(folded) and len({a.award for a in awards}) <= 1
    return _Column(award=awards[0] if awards else None, whom=whom, counts=counts)


def _in_order(heading: Sequence[Line], count: int) -> list[_Column]:
    """Match awards and "tập thể", "cá nhân" to columns by order, where they divide the columns evenly."""
    text = " ".join(line.text for line in heading)
    folded = fold(text)
    awards = find_awards(text, folded) if len(text) == len(folded) else []
    after = folded
    for award in reversed(awards):
        after = after[: award.start] + after[award.end :]
    whom = [COLLECTIVE if m == "tap the" else INDIVIDUAL for m in re.findall(r"tap the|ca nhan", after)]
    if _compiled("other_column").search(after):
        return []
    if len(whom) == count and len(awards) and count % len(awards) == 0:
        share = count // len(awards)
        return [_Column(award=awards[at // share], whom=who) for at, who in enumerate(whom)]
    if len(whom) == count and not awards:
        return [_Column(award=None, whom=who) for who in whom]
    if len(awards) == count and not whom:
        return [_Column(award=award, whom=award.given_to) for award in awards]
    return []


def _entry(cell: Cell, column: _Column, award: Mention | None) -> Entry | None:
    folded = fold(cell.text)
    amounts: list[Amount] = read_amounts(cell.text, folded) if len(folded) == len(cell.text) else []
    found = read_range(cell.text) or (read_range(cell.text.split()[0]) if column.whom and cell.text else None)
    whom = column.whom or (award.given_to if award else None)
    if amounts:
        collectives, individuals = amounts[0].collectives, amounts[0].individuals
    elif found and whom == COLLECTIVE:
        collectives, individuals = found, None
    elif found and whom == INDIVIDUAL:
        collectives, individuals = None, found
    else:
        return None
    return Entry(
        award=award.award if award else None, granting_authority=award.granting_authority if award else None,
        collectives=collectives, individuals=individuals,
    )  # fmt: skip


def _merged(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Join the columns of one award; leave out an award that gets nothing."""
    keys = dict.fromkeys((entry.award, entry.granting_authority) for entry in entries)
    for award, authority in keys:
        own = [e for e in entries if (e.award, e.granting_authority) == (award, authority)]
        collectives = next((e.collectives for e in own if e.collectives), None)
        individuals = next((e.individuals for e in own if e.individuals), None)
        if any(found and found.high for found in (collectives, individuals)):
            yield Entry(
                award=award, granting_authority=authority, collectives=collectives, individuals=individuals
            )
