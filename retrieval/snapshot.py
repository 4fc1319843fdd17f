"""Everything that belongs to one state of the store, and the part of it that some of the plans make."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.models import Chunk, PlanSummary
from retrieval.encoders import Vectors
from retrieval.features import Features, metadata_terms
from retrieval.index import Index
from retrieval.shelf import Shelf

# Parts kept ready: as many as there are groups of people who may see different plans.
_PARTS = 64


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """One state of the store; `own` are the folded terms of each plan's metadata.

    A part of it shares what is kept ready of chunks: that is asked for by the ids of plans or chunks alone.
    """

    index: Index
    plans: tuple[PlanSummary, ...]
    own: Mapping[str, frozenset[str]]
    plan_frequency: Mapping[str, int]
    loaded: dict[int, tuple[Chunk, Features]] = field(default_factory=dict)
    ids: dict[frozenset[str], Sequence[int]] = field(default_factory=dict)
    shelves: dict[frozenset[str], Shelf] = field(default_factory=dict)
    vectors: dict[str, Vectors] = field(default_factory=dict)
    parts: dict[frozenset[str], Snapshot] = field(default_factory=dict)

    def encode(self, text: str) -> Vectors:
        """Give the vector of a question, which is looked for in each plan by itself."""
        if text not in self.vectors:
            self.vectors.clear()
            self.vectors[text] = self.index.encoder.encode_queries([text])
        found = self.vectors.get(text)
        return found if found is not None else self.index.encoder.encode_queries([text])

    def within(self, scope: Collection[str]) -> Snapshot:
        """Give the part that the plans in `scope` make; where these are all plans, this very snapshot."""
        among = frozenset(plan_id for plan_id in scope if plan_id in self.own)
        if len(among) == len(self.own):
            return self
        part = self.parts.get(among)
        if part is None:
            if len(self.parts) >= _PARTS:
                self.parts.clear()
            part = self.parts[among] = self._part(among)
        return part

    def narrowed(self, scope: Collection[str] | None) -> Collection[str] | None:
        """Give those of the plans in `scope` that are of this part; None where both leave it open."""
        among = self.index.among
        if among is None or scope is None:
            return among if scope is None else scope
        return among.intersection(scope)

    def _part(self, among: frozenset[str]) -> Snapshot:
        own = {plan_id: terms for plan_id, terms in self.own.items() if plan_id in among}
        return replace(
            self, index=self.index.within(among), own=own, plan_frequency=_count(own.values()), parts={},
            plans=tuple(plan for plan in self.plans if plan.id in among),
        )  # fmt: skip


def take(index: Index, plans: Sequence[PlanSummary]) -> Snapshot:
    """Take the snapshot of a state of the store."""
    own = {plan.id: metadata_terms(plan.metadata) for plan in plans}
    return Snapshot(index=index, plans=tuple(plans), own=own, plan_frequency=_count(own.values()))


def _count(several: Iterable[frozenset[str]]) -> Mapping[str, int]:
    """Count how many plans have each term."""
    frequency: dict[str, int] = {}
    for terms in several:
        for term in terms:
            frequency[term] = frequency.get(term, 0) + 1
    return frequency
