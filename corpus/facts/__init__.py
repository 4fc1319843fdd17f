"""Typed facts of a plan, each with the stretch it was found in.

FACT_TYPES is the one table: a new kind of fact is one file beside this one and one line in it. A finder
takes a Plan and gives its facts in the order of the text; it never fails, and leaves out what it is not
sure of: a wrong fact is worse than a missing one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.facts.base import Fact, Finder
from corpus.facts.budget import Budget, find_budgets
from corpus.facts.criterion import Criterion, find_criterions
from corpus.facts.deadline import Deadline, find_deadlines
from corpus.facts.legal_basis import LegalBasis, find_legal_bases
from corpus.facts.metadata import MetadataField, find_metadata
from corpus.facts.movement import Movement, find_movements
from corpus.facts.quota import Quota, find_quotas
from corpus.facts.reporting_line import ReportingLine, find_reporting_lines
from corpus.facts.responsibility import Responsibility, find_responsibilities
from corpus.facts.supersession import Supersession, find_supersessions
from corpus.models import Plan

# Changes whenever finders or checks change what they find: stored facts of another version are found again.
VERSION = "6"


@dataclass(frozen=True, kw_only=True)
class FactType:
    """A kind of fact: the record it is kept as, and how it is found."""

    record: type[Fact]
    find: Finder


FACT_TYPES: Mapping[str, FactType] = {
    "metadata": FactType(record=MetadataField, find=find_metadata),
    "quotas": FactType(record=Quota, find=find_quotas),
    "deadlines": FactType(record=Deadline, find=find_deadlines),
    "reporting_lines": FactType(record=ReportingLine, find=find_reporting_lines),
    "responsibilities": FactType(record=Responsibility, find=find_responsibilities),
    "legal_basis": FactType(record=LegalBasis, find=find_legal_bases),
    "supersedes": FactType(record=Supersession, find=find_supersessions),
    "movements": FactType(record=Movement, find=find_movements),
    "budgets": FactType(record=Budget, find=find_budgets),
    "criteria": FactType(record=Criterion, find=find_criterions),
}
RECORDS: Mapping[str, type[Fact]] = {kind: entry.record for kind, entry in FACT_TYPES.items()}


def find_facts(plan: Plan) -> dict[str, Sequence[Fact]]:
    """Find the facts of every kind."""
    return {kind: entry.find(plan) for kind, entry in FACT_TYPES.items()}
