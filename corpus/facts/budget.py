"""What a plan says about money: where it comes from, who arranges it, how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from corpus.facts.base import Fact, Place, places
from corpus.facts.offices import office_end, view
from corpus.lexicon import load
from corpus.models import Plan, SectionKind
from corpus.text import fold, squeeze

_CLAUSE_END = re.compile(r"[.;](?=\s|$)")
_LONGEST_HEADING = 120
_READ = frozenset({SectionKind.NUMBERED, SectionKind.PARAGRAPH, SectionKind.ITEM})


@dataclass(frozen=True, kw_only=True)
class Budget(Fact):
    """A statement about money: its source, who arranges it, how much; all as printed.

    `amount` is a sum ("450.000.000 đồng") or a share ("1%"). None where the text does not say.
    """

    source: str | None = None
    arranged_by: str | None = None
    amount: str | None = None


def find_budgets(plan: Plan) -> list[Budget]:
    """Give the statements about money in the order of the text."""
    damaged = plan.is_garbled
    return [
        budget
        for place in places(plan)
        if place.section.kind in _READ and len(place.folded) == len(place.text)
        for budget in _in_place(place, damaged=damaged)
    ]


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\n\s*", "", load("budgets")[key]))


def _in_place(place: Place, *, damaged: bool) -> list[Budget]:
    headed = _is_headed(place)
    if not headed and not any(
        _pattern(key).search(place.folded) for key in ("money", "share_of", "arranges")
    ):
        return []
    found: list[Budget] = []
    for start, end in _clauses(place.folded):
        budget = _read(place, start, end, headed=headed, damaged=damaged)
        if budget and found and _adds_amount(found[-1], budget):
            found[-1] = replace(found[-1], end=budget.end, amount=budget.amount)
        elif budget:
            found.append(budget)
    return found


def _is_headed(place: Place) -> bool:
    heading = place.headings[-1] if place.headings else ""
    return len(heading) < _LONGEST_HEADING and bool(_pattern("heading").search(fold(heading)))


def _adds_amount(before: Budget, budget: Budget) -> bool:
    """Tell whether the clause only says how much the one before it speaks of."""
    return before.amount is None and budget.source is None and budget.arranged_by is None


def _clauses(folded: str) -> Iterator[tuple[int, int]]:
    """Give the parts of a text between full stops and semicolons; a list of sources stays whole."""
    start = 0
    for match in _CLAUSE_END.finditer(folded):
        if match.start() > start and not _pattern("more_source").match(folded, match.start()):
            yield start, match.start()
            start = match.end()
    if folded[start:].strip():
        yield start, len(folded)


def _read(place: Place, start: int, end: int, *, headed: bool, damaged: bool) -> Budget | None:
    clause = place.folded[start:end]
    arranges = _pattern("arranges").search(clause)
    if not (headed or arranges or _pattern("money").search(clause)) or _pattern("not_money").search(clause):
        return None
    share = _pattern("share_of").search(clause)
    source = share.span("of") if share else _source(clause)
    by = _pattern("arranged_by").search(clause)
    who = _who(place, start, start + arranges.start(), damaged=damaged) if arranges else None
    who = who or (_office_at(place.text, start + by.start("who"), damaged=damaged) if by else None)
    amount = share or _pattern("amount").search(place.text[start:end].lower())
    if not source and not who and not (amount and (arranges or headed)):
        return None
    text = place.text[start:end]
    return Budget(
        start=place.start + start + len(text) - len(text.lstrip()),
        end=place.start + start + len(text.rstrip()),
        source=squeeze(text[slice(*source)]) if source else None,
        arranged_by=who,
        amount=squeeze(text[slice(*amount.span("share" if share else 0))]) if amount else None,
    )


def _source(clause: str) -> tuple[int, int] | None:
    match = _pattern("source").search(clause)
    if match:
        stop = _pattern("source_end").search(clause, match.end())
        end = stop.start() if stop else len(clause)
        return (match.end(), end) if end - match.end() > 2 else None
    gives = _pattern("contributes").search(clause)
    return gives.span("who") if gives else None


def _who(place: Place, start: int, verb: int, *, damaged: bool) -> str | None:
    """Give the office that arranges the money: the subject of the clause, of its list, or the heading."""
    own = len(place.section.label) if place.text.startswith(place.section.label) else 0
    for begin in dict.fromkeys((max(start, own), own)):
        name = _office_at(place.text[:verb], begin, damaged=damaged)
        if name:
            return name
    for heading in reversed(place.headings):
        label = re.match(r"\s*(?:[\w.]{1,6}[.)/]|Điều \d+\.)\s*", heading)
        name = _office_at(heading, label.end() if label else 0, damaged=damaged)
        if name:
            return name
    return None


def _office_at(text: str, start: int, *, damaged: bool) -> str | None:
    seen = view(text, damaged=damaged)
    blank = re.compile(r"[\s\-–+•*]*").match(text, start)
    begin = blank.end() if blank else start
    ahead = _pattern("before_office").match(fold(text[begin:]))
    begin += ahead.end() if ahead and len(fold(text)) == len(text) else 0
    end = office_end(seen, begin) if begin < len(text) else None
    behind = _pattern("after_office").search(fold(text[begin:end])) if end else None
    return squeeze(text[begin : begin + behind.start() if behind else end]) if end else None
