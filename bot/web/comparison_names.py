"""Movements and legal bases side by side: first what several plans name, then what one alone names. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from bot.web.citing import source_of
from bot.web.comparison_rows import Entry, F, Read, Row, aligned_cells, named_row, printed_row
from bot.web.documents import name_document
from corpus.alignment import Aligned, align_documents, align_movements

if TYPE_CHECKING:
    from bot.web.wording import Words
    from corpus.facts.legal_basis import LegalBasis
    from corpus.facts.movement import Movement
    from corpus.models import Plan


def movement_rows(read: Sequence[Read], words: Words) -> Iterator[Row]:
    """Give a row for each movement that several plans name, with the period that each gives it."""

    def title(one: Movement) -> str:
        return one.name

    def say(plan: Plan, one: Movement) -> Entry:
        return Entry(text=_period(one) or words["compare"]["stated"], source=source_of(plan, one))

    def name(plan: Plan, one: Movement) -> Entry:
        period = _period(one)
        return Entry(text=one.name, more=(period,) if period else (), source=source_of(plan, one))

    aligned = align_movements([cast("Sequence[Movement]", found["movements"]) for _, found in read])
    yield from _shared_first(read, aligned, words, title=title, say=say, name=name)


def document_rows(read: Sequence[Read], words: Words) -> Iterator[Row]:
    """Give a row for each document that several plans rest on."""

    def title(one: LegalBasis) -> str:
        return name_document(one, words)

    def say(plan: Plan, one: LegalBasis) -> Entry:
        return Entry(text=words["compare"]["stated"], source=source_of(plan, one))

    def name(plan: Plan, one: LegalBasis) -> Entry:
        return Entry(text=title(one), source=source_of(plan, one))

    cited = [cast("Sequence[LegalBasis]", found["legal_basis"]) for _, found in read]
    aligned = align_documents([[one for one in facts if one.role == "basis"] for facts in cited])
    yield from _shared_first(read, aligned, words, title=title, say=say, name=name)


def _period(movement: Movement) -> str | None:
    return movement.period.replace("-", "–") if movement.period else None


def _shared_first(
    read: Sequence[Read],
    aligned: Sequence[Aligned[F]],
    words: Words,
    *,
    title: Callable[[F], str],
    say: Callable[[Plan, F], Entry],
    name: Callable[[Plan, F], Entry],
) -> Iterator[Row]:
    alone = [row for row in aligned if sum(map(bool, row.cells)) == 1]
    for row in aligned:
        if row not in alone:
            yield printed_row(title(row.first), aligned_cells(read, row, say))
    if alone:
        joined = [aligned_cells(read, row, name) for row in alone]
        cells = tuple(tuple(one for row in joined for one in row[side]) for side in range(len(read)))
        yield named_row(words["compare"]["only_one"], cells)
