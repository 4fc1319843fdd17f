"""A plan as answers need it: its text, its facts, and what is odd in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.answering.stretches import Stretches
from corpus.checks import Anomaly, check_plan
from corpus.facts.base import Fact
from corpus.facts.movement import Movement
from corpus.facts.supersession import Supersession
from corpus.models import Plan


@dataclass(frozen=True, kw_only=True)
class LoadedPlan:
    """A plan with its facts by kind, both of one state of the store."""

    plan: Plan
    facts: Mapping[str, Sequence[Fact]] = field(default_factory=dict)

    @cached_property
    def anomalies(self) -> Sequence[Anomaly]:
        """Give what is odd in the plan, in the order of its text."""
        return check_plan(self.plan, [fact for facts in self.facts.values() for fact in facts])

    @cached_property
    def stretches(self) -> Stretches:
        """Give what of the plan could be quoted."""
        return Stretches(self.plan)


LoadPlan = Callable[[str], LoadedPlan]
LoadSupersessions = Callable[[], Sequence[tuple[str, Supersession]]]
LoadMovements = Callable[[], Sequence[tuple[str, Movement]]]


@dataclass(frozen=True, kw_only=True)
class Library:
    """What answers are made from: plans by their ids, facts of one kind of all plans, and the day."""

    load: LoadPlan
    supersessions: LoadSupersessions
    movements: LoadMovements
    today: Callable[[], date]
