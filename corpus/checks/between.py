"""What two loaded plans of one province say differently of the same movement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from corpus.checks.anomaly import Anomaly, say
from corpus.facts.movement import Movement, find_movements
from corpus.models import Plan
from corpus.text import fold

_SIMILAR = 0.85
_SHORTEST = 20


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    """Two plans, by their ids, with the anomaly as it shows in each."""

    plan: str
    here: Anomaly
    other_plan: str
    there: Anomaly


def check_plans(plans: Sequence[Plan]) -> list[Contradiction]:
    """Find movements with different periods in two plans of one province, in the order of the plans.

    A year within a period, and periods that do not meet (another phase of the movement), contradict
    nothing. Names of a badly scanned plan are compared loosely, and the finding is doubted.
    """
    named = [(plan, find_movements(plan), plan.is_damaged) for plan in plans]
    return [
        _contradiction(plan, one, other_plan, other, loose=damaged or other_damaged)
        for (plan, movements, damaged), (other_plan, others, other_damaged) in combinations(named, 2)
        if plan.metadata.province and plan.metadata.province == other_plan.metadata.province
        for one, other in _pairs(movements, others, loose=damaged or other_damaged)
    ]


def other_period(movement: Movement, others: Sequence[Movement]) -> Movement | None:
    """Give the first of the movements that has the same name and another period; None where one agrees."""
    same = [other for other in others if _same(movement, other, loose=False)]
    return same[0] if same and all(_differ(movement.period, other.period) for other in same) else None


def _pairs(
    movements: Sequence[Movement], others: Sequence[Movement], *, loose: bool
) -> Iterator[tuple[Movement, Movement]]:
    for one in movements:
        same = [other for other in others if _same(one, other, loose=loose)]
        if same and all(_differ(one.period, other.period) for other in same):
            yield one, same[0]


def _same(one: Movement, other: Movement, *, loose: bool) -> bool:
    a, b = _key(one.name), _key(other.name)
    if a == b or not loose or min(len(a), len(b)) < _SHORTEST:
        return a == b
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _SIMILAR


def _key(name: str) -> str:
    return " ".join(re.findall(r"\w+", fold(name)))


def _differ(one: str | None, other: str | None) -> bool:
    if not one or not other or one == other or "-" not in one or "-" not in other:
        return False
    (first, last), (begin, end) = (map(int, period.split("-")) for period in (one, other))
    return first <= end and begin <= last


def _contradiction(
    plan: Plan, one: Movement, other_plan: Plan, other: Movement, *, loose: bool
) -> Contradiction:
    doubt = say("similar_name") if loose and _key(one.name) != _key(other.name) else None
    return Contradiction(
        plan=plan.id,
        here=_anomaly(one, other, doubt),
        other_plan=other_plan.id,
        there=_anomaly(other, one, doubt),
    )


def _anomaly(here: Movement, there: Movement, doubt: str | None) -> Anomaly:
    what = say("different_periods", name=here.name, one=here.period, other=there.period)
    return Anomaly(start=here.start, end=here.end, kind="different-periods", what=what, doubt=doubt)
