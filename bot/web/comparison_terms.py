"""Quotas, deadlines and reporting lines side by side. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from bot.web.citing import source_of
from bot.web.comparison_rows import Entry, Read, Row, aligned_cells, named_row, printed_row
from bot.web.findings import part_lines
from bot.web.quotas import QuotaLine, show_quota
from bot.web.timeline import Milestone, lay_out_timeline
from corpus.alignment import align_quotas, name_words

if TYPE_CHECKING:
    from bot.web.wording import Words
    from corpus.facts.deadline import Deadline
    from corpus.facts.quota import Quota
    from corpus.facts.reporting_line import ReportingLine
    from corpus.models import Plan

_TIMES = {"times": ("period", "phase"), "due": ("deadline", "reporting"), "events": ("event",)}
_KINDS = ("report", "submission", "proposal", "advice")


def quota_rows(read: Sequence[Read], words: Words) -> Iterator[Row]:
    """Give a row for each award by one grantor, with what each plan lets be proposed."""
    for row in align_quotas([cast("Sequence[Quota]", found["quotas"]) for _, found in read]):
        grantor = row.first.granting_authority

        def say(plan: Plan, quota: Quota, grantor: str | None = grantor) -> Entry:
            return _say_quota(show_quota(plan, quota, words), grantor, words)

        name = row.first.award or words["quota"]["unknown_award"]
        yield printed_row(name, aligned_cells(read, row, say), more=grantor)


def deadline_rows(read: Sequence[Read], words: Words) -> Iterator[Row]:
    """Give what lasts, what is due and what takes place in each plan, each in the order of its dates."""
    timelines = [
        lay_out_timeline(plan, cast("Sequence[Deadline]", found["deadlines"]), words) for plan, found in read
    ]
    shown = [(*one.dated, *one.recurring, *one.relative, *one.undated) for one in timelines]
    for name, kinds in _TIMES.items():
        cells = tuple(tuple(_say_milestone(one) for one in each if one.kind in kinds) for each in shown)
        if any(cells):
            yield named_row(words["compare"][name], cells)


def reporting_rows(read: Sequence[Read], words: Words) -> Iterator[Row]:
    """Give who sends what to whom in each plan, by the kind of what is sent."""
    lines = [(plan, part_lines(found)[0]) for plan, found in read]
    for kind in _KINDS:
        cells = tuple(
            tuple(_say_line(plan, one, words) for one in each if one.kind == kind) for plan, each in lines
        )
        if any(cells):
            yield named_row(words["reporting"][kind], cells)


def _say_quota(line: QuotaLine, grantor: str | None, words: Words) -> Entry:
    """Say a quota; who grants it only where this plan names him otherwise than the row does."""
    said = words["compare"]
    numbers = [
        said[name].format(number=number)
        for name, number in (("collectives", line.collectives), ("individuals", line.individuals))
        if number
    ]
    told = [said["or" if line.joint else "and"].join(numbers)] if numbers else []
    told += line.terms
    if line.grantor and name_words(line.grantor) != name_words(grantor or ""):
        told.append(line.grantor)
    first, *more = told or [said["stated"]]
    return Entry(text=first, more=tuple(more), source=line.source)


def _say_milestone(one: Milestone) -> Entry:
    return Entry(text=one.when, more=(one.what,), source=one.source)


def _say_line(plan: Plan, line: ReportingLine, words: Words) -> Entry:
    said = words["reporting"]
    through = f" ({said['through'].format(office=line.via)})" if line.via else ""
    text = f"{line.who or said['unknown_sender']} → {line.to or said['unknown_receiver']}{through}"
    more = dict.fromkeys(filter(None, (line.what, line.when)))
    return Entry(text=text, more=tuple(more), source=source_of(plan, line))
