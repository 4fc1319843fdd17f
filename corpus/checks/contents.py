"""What a plan promises and does not give, phases that overlap, totals that do not add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.checks.anomaly import Anomaly, pattern, say
from corpus.facts.base import Fact
from corpus.facts.deadline import Deadline
from corpus.facts.quota import Quota
from corpus.models import Plan
from corpus.text import fold

_CELLS = re.compile(r"\s*\|\s*|\t+|\s{2,}")
_COUNT = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_LEAST_ROWS = 2


def announced_quotas(_: Plan, facts: Sequence[Fact]) -> Iterator[Anomaly]:
    """Find headings that promise numbers of awards under which none stands."""
    quotas = [fact for fact in facts if isinstance(fact, Quota)]
    elsewhere = any(not quota.announced_only for quota in quotas)
    for quota in quotas:
        if quota.announced_only and not quota.doubt:
            yield Anomaly(
                start=quota.start, end=quota.end, kind="announced-quotas", what=say("announced_quotas"),
                doubt=say("quotas_elsewhere") if elsewhere else None,
            )  # fmt: skip


def overlapping_phases(plan: Plan, facts: Sequence[Fact]) -> Iterator[Anomaly]:
    """Find numbered phases of which one begins before the other ends, or in the same year."""
    phases = [
        fact for fact in facts if isinstance(fact, Deadline) and fact.kind == "phase" and not fact.doubt
    ]
    for one, other in pairwise(phases):
        names = _phase(plan, one), _phase(plan, other)
        if not names[0] or not names[1] or names[0][0] != names[1][0] or names[1][1] != names[0][1] + 1:
            continue
        if one.last and other.first and one.precision == other.precision and _overlap(one, other):
            what = say(
                "overlapping_phases", one=names[0][2], last=one.last, other=names[1][2], first=other.first
            )
            yield Anomaly(start=other.start, end=other.end, kind="overlapping-phases", what=what)


def _phase(plan: Plan, fact: Deadline) -> tuple[str, int, str] | None:
    text = plan.reading.text[fact.start : fact.end]
    match = pattern("phase").search(fold(text))
    if not match or len(fold(text)) != len(text):
        return None
    number = match["number"]
    return match["word"], _ROMAN.get(number) or int(number), text[match.start() : match.end()]


def _overlap(one: Deadline, other: Deadline) -> bool:
    first, last = other.first or "", one.last or ""
    return first < last or (first == last and one.precision == "year")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """A line of a table: source offsets, its number in the first cell, the counts at its end."""

    start: int
    end: int
    index: int | None
    counts: tuple[int, ...]
    label: str


def wrong_totals(plan: Plan, _: Sequence[Fact]) -> Iterator[Anomaly]:
    """Find total lines of tables that are not the sums of the lines above.

    Judged only where the lines are numbered 1, 2, 3, … and each has as many counts as the total.
    """
    if plan.is_damaged:
        return
    rows: list[_Row] = []
    for row in _rows(plan.source):
        if row.index is None and pattern("total").match(fold(row.label)):
            yield from _judge(plan, rows, row)
            rows = []
        elif row.index == 1:
            rows = [row]
        elif row.index is not None:
            rows.append(row)


def _rows(source: str) -> Iterator[_Row]:
    start = 0
    for line in source.splitlines(keepends=True):
        row = _row(line, start)
        start += len(line)
        if row:
            yield row


def _row(line: str, start: int) -> _Row | None:
    cells = [cell for cell in _CELLS.split(line.strip().strip("|").strip()) if cell]
    counts: list[int] = []
    while cells and (_COUNT.fullmatch(cells[-1]) or cells[-1] in "-–"):
        cell = cells.pop()
        counts.append(int(cell.replace(".", "")) if cell not in "-–" else 0)
    if not counts or not cells:
        return None
    index = (
        int(cells[0])
        if len(cells) > 1 and cells[0].rstrip(".").isdecimal() and cells[0].isdecimal()
        else None
    )
    label = cells[-1].strip("* ")
    return _Row(
        start=start, end=start + len(line.rstrip()), index=index, counts=tuple(reversed(counts)), label=label
    )


def _judge(plan: Plan, rows: Sequence[_Row], total: _Row) -> Iterator[Anomaly]:
    if len(rows) < _LEAST_ROWS or [row.index for row in rows] != list(range(1, len(rows) + 1)):
        return
    if any(len(row.counts) != len(total.counts) for row in rows):
        return
    sums = tuple(sum(column) for column in zip(*(row.counts for row in rows), strict=True))
    start, end = plan.reading.to_reading(total.start, total.end)
    if sums != total.counts and start < end:
        wrong = [(p, c) for p, c in zip(total.counts, sums, strict=True) if p != c]
        what = say(
            "wrong_total",
            printed=", ".join(str(p) for p, _ in wrong),
            counted=", ".join(str(c) for _, c in wrong),
        )
        yield Anomaly(start=start, end=end, kind="wrong-total", what=what)
