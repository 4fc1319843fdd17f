"""What a reader must be warned of: what changed since, what is odd in the plan, which plan took its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.answering.answers import short_name
from bot.answering.loaded import Library, LoadedPlan
from corpus.changes import Change, changes_touching
from corpus.checks import other_period
from corpus.checks.anomaly import say
from corpus.facts.base import Fact
from corpus.facts.legal_basis import same_number
from corpus.facts.movement import Movement
from corpus.facts.supersession import Supersession
from corpus.models import PlanSummary
from corpus.text import fold

# Numbering that repeats says nothing about what an answer says.
_OF_NO_MATTER = ("repeated-number", "skipped-number")
_MOST_CHANGES = 3

Span = tuple[int, int]


def changes_since(source: LoadedPlan, spans: Iterable[Span], *, today: date) -> list[Change]:
    """Give what has changed of the offices and documents named in the stretches since the plan was issued."""
    text = "\n".join(source.plan.reading.text[start:end] for start, end in spans)
    issued = source.plan.metadata.issue_date
    return [
        change for change in changes_touching(text, as_of=today) if issued is None or change.date > issued
    ][:_MOST_CHANGES]


def oddities_in(source: LoadedPlan, spans: Sequence[Span]) -> tuple[str, ...]:
    """Give, in one line each, what is odd in the stretches of the plan."""
    return tuple(
        anomaly.what
        for anomaly in source.anomalies
        if anomaly.kind not in _OF_NO_MATTER
        and any(start < anomaly.end and anomaly.start < end for start, end in spans)
    )


def other_periods(
    source: LoadedPlan, facts: Iterable[Fact], library: Library, provinces: Mapping[str, str | None]
) -> tuple[str, ...]:
    """Say, in one line each, where another plan of the province gives a movement another period."""
    own = source.plan.id
    said = []
    for movement in facts:
        if not isinstance(movement, Movement) or not movement.period or not provinces.get(own):
            continue
        for plan_id in dict.fromkeys(plan_id for plan_id, _ in library.movements()):
            if plan_id == own or provinces.get(plan_id) != provinces[own]:
                continue
            theirs = [one for other_id, one in library.movements() if other_id == plan_id]
            if found := other_period(movement, theirs):
                name = short_name(plan_id, library.load(plan_id).plan.metadata)
                said.append(
                    say(
                        "period_elsewhere",
                        name=movement.name,
                        one=movement.period,
                        other=found.period,
                        plan=name,
                    )
                )
    return tuple(said)


def find_replaced(
    plans: Sequence[PlanSummary], supersessions: Iterable[tuple[str, Supersession]]
) -> Mapping[str, str]:
    """Give, for each loaded plan that another one replaces as a whole, the id of that one.

    Documents are the same by number, and by date, province and issuing body where both say them.
    """
    by_id = {plan.id: plan for plan in plans}
    replaced: dict[str, str] = {}
    for newer_id, fact in supersessions:
        newer = by_id.get(newer_id)
        if newer is None or fact.direction != "replaces" or not fact.whole or not fact.number:
            continue
        for older in plans:
            if older.id != newer_id and _is_meant(fact, older, newer):
                replaced[older.id] = newer_id
    return replaced


def _is_meant(fact: Supersession, older: PlanSummary, newer: PlanSummary) -> bool:
    data = older.metadata
    if not data.number or same_number(data.number) != same_number(fact.number or ""):
        return False
    provinces = {name for name in (data.province, newer.metadata.province) if name}
    dated = data.issue_date.isoformat() if data.issue_date else None
    issuers = {fold(name) for name in (data.issuer, newer.metadata.issuer) if name}
    days = data.issue_date, newer.metadata.issue_date
    if len(provinces) > 1 or len(issuers) > 1 or (days[0] and days[1] and days[0] >= days[1]):
        return False
    return not dated or not fact.date or dated.startswith(fact.date)
