"""What is odd in a plan. READ `check_plan` FIRST.

A check takes a plan and the facts found in it and gives anomalies; CHECKS is the one table. Precision is
everything: a check that is not sure says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from corpus.checks.anomaly import Anomaly
from corpus.checks.between import Contradiction, check_plans, other_period
from corpus.checks.contents import announced_quotas, overlapping_phases, wrong_totals
from corpus.checks.days import late_citations, odd_deadlines, odd_spans
from corpus.checks.numbering import odd_numbering
from corpus.facts.base import Fact
from corpus.models import Plan

__all__ = ["CHECKS", "Anomaly", "Contradiction", "check_plan", "check_plans", "other_period"]

Check = Callable[[Plan, Sequence[Fact]], Iterator[Anomaly]]

CHECKS: tuple[Check, ...] = (
    late_citations, odd_deadlines, odd_spans, odd_numbering, announced_quotas, overlapping_phases,
    wrong_totals,
)  # fmt: skip


def check_plan(plan: Plan, facts: Sequence[Fact]) -> list[Anomaly]:
    """Give the anomalies of the plan in the order of its text; never raises.

    `facts` are those found in it: legal bases, deadlines and quotas are looked at, others passed over.
    """
    found = {(one.kind, one.start, one.end): one for check in CHECKS for one in check(plan, facts)}
    return sorted(found.values(), key=lambda anomaly: anomaly.start)
