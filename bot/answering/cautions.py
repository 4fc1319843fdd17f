"""What a reader must be warned of: what changed since, what is odd in the plan, which plan took its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.answering.loaded import Library, LoadedPlan
from corpus.changes import Change, changes_touching
from corpus.checks import other_period
from corpus.checks.anomaly import say
from corpus.facts.base import Fact
from corpus.facts.legal_basis import same_number
from corpus.facts.movement import Movement
from corpus.facts.supersession import Supersession
from corpus.models import Plan, PlanMetadata, PlanSummary
from corpus.naming import short_name
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
    own, province = source.plan.id, provinces.get(source.plan.id)
    periods = [(fact, fact.period) for fact in facts if isinstance(fact, Movement) and fact.period]
    if not periods or not province:
        return ()
    beside: dict[str, list[Movement]] = {}
    for plan_id, movement in library.movements():
        if plan_id != own and provinces.get(plan_id) == province:
            beside.setdefault(plan_id, []).append(movement)
    return tuple(
        say(
            "period_elsewhere", name=movement.name, one=period, other=found.period,
            plan=short_name(plan_id, library.load(plan_id).plan.metadata),
        )
        for movement, period in periods
        for plan_id, theirs in beside.items()
        if (found := other_period(movement, theirs))
    )  # fmt: skip


def find_replaced(
    speaking: Iterable[PlanSummary | Plan],
    plans: Iterable[PlanSummary],
    supersessions: Iterable[tuple[str, Supersession]],
) -> Mapping[str, str]:
    """Give, for each of the `speaking` plans that another loaded one replaces as a whole, the id of that one.

    Documents are the same by number, and by date, province and issuing body where both say them.
    """
    older: dict[str, list[PlanSummary | Plan]] = {}
    for plan in speaking:
        if plan.metadata.number:
            older.setdefault(same_number(plan.metadata.number), []).append(plan)
    loaded = {plan.id: plan.metadata for plan in plans} if older else {}
    replaced: dict[str, str] = {}
    for newer_id, fact in supersessions if older else ():
        if newer_id not in loaded or fact.direction != "replaces" or not fact.whole or not fact.number:
            continue
        for plan in older.get(same_number(fact.number), ()):
            if plan.id != newer_id and _agree(fact, plan.metadata, loaded[newer_id]):
                replaced[plan.id] = newer_id
    return replaced


def _agree(fact: Supersession, older: PlanMetadata, newer: PlanMetadata) -> bool:
    """Tell whether the plan can be the document of its number that the newer one replaces."""
    provinces = {name for name in (older.province, newer.province) if name}
    issuers = {fold(name) for name in (older.issuer, newer.issuer) if name}
    if len(provinces) > 1 or len(issuers) > 1:
        return False
    if older.issue_date and newer.issue_date and older.issue_date >= newer.issue_date:
        return False
    return not older.issue_date or not fact.date or older.issue_date.isoformat().startswith(fact.date)
