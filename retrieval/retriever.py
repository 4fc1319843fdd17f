"""Retriever.retrieve(query, scope, k) -> passages. READ THIS FIRST.

tantivy and FAISS find candidates; each candidate is scored by its words (with the words of its own
plan's title discounted), by its plan, by the type of answer asked for and by its vector; the scores are
scaled and summed. Where a reranker is set, it reads the best once more.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.models import Chunk, PlanSummary
from corpus.store import PlanStore
from retrieval.encoders import Encoder, Vectors
from retrieval.features import Features, features_of, metadata_text, passage_text
from retrieval.fusion import Scores, fuse
from retrieval.index import Index, Progress, open_index
from retrieval.query import Query, parse_query
from retrieval.reranking import RERANKED, Reranker, rerank
from retrieval.scoring import inverse_frequency, term_values
from retrieval.shelf import Shelf
from retrieval.snapshot import Snapshot, take

# Tuned on the project's own questions (tests/quality, split "tune") by bench/tune.py.
WEIGHTS = {"words": 1.0, "plan": 0.25, "type": 0.3, "vector": 0.25}
_CANDIDATES, _NEAREST = 200, 50
# Chunks kept ready (about 20 kB each), shelves of at most fifty of them, questions remembered, and ids of
# chunks: what a server holds has an end.
_CACHED, _SHELVES, _REMEMBERED, _IDS = 4_000, 64, 256, 500_000


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A chunk with its score for a query (higher is better)."""

    chunk: Chunk
    score: float


class Retriever:
    """Find passages in what the store holds now; a change of the store is noticed at the next question."""

    def __init__(
        self,
        store: PlanStore,
        root: Path,
        encoder: Encoder,
        *,
        reranker: Reranker | None = None,
        report: Progress = lambda _: None,
    ) -> None:
        self._store = store
        self._root = root
        self._encoder = encoder
        self._reranker = reranker
        self._report = report
        self._snapshot: Snapshot | None = None
        # One answer asks several times what the same words mean.
        self._understood: dict[tuple[str, str, frozenset[str] | None], Query] = {}
        self._held = threading.local()

    @contextmanager
    def held(self, scope: Collection[str] | None = None) -> Iterator[None]:
        """Answer from one state of the store inside the block, in this thread: it is not looked for again.

        There, everything is as if the plans in `scope` alone were loaded (None: all that are): what is found,
        which plans there are, and which words are known. So no caller can forget to ask within the scope.
        """
        current = self._current()
        self._held.snapshot = current if scope is None else current.within(scope)
        try:
            yield
        finally:
            self._held.snapshot = None

    def prepare(self) -> None:
        """Open the index and load the models, so that nobody waits for them at the first question."""
        self._current().encode("")
        if self._reranker is not None:
            self._reranker.judge("", ())

    @property
    def statistics(self) -> Index:
        """Give the open index as the statistics of the corpus."""
        return self._current().index

    def fingerprint(self) -> str:
        """Give what the store holds at this moment, as a short digest."""
        return self._store.fingerprint()

    def plans(self) -> tuple[PlanSummary, ...]:
        """Give the loaded plans."""
        return self._current().plans

    def own_terms(self, plan_id: str) -> frozenset[str]:
        """Give the folded terms of a plan's metadata; none for a plan that is gone or out of the scope."""
        return self._current().own.get(plan_id, frozenset())

    def understand(self, text: str) -> Query:
        """Make a Query of what was typed, slips of the fingers undone where the plans know the word meant."""
        index = self._current().index
        key = text, index.fingerprint, index.among
        if key not in self._understood:
            if len(self._understood) >= _REMEMBERED:
                self._understood.clear()
            self._understood[key] = parse_query(text, index.is_known)
        return self._understood.get(key) or parse_query(text, index.is_known)

    def retrieve(self, query: Query, scope: Collection[str] | None = None, k: int = 5) -> list[Passage]:
        """Give the k best passages, best first, of the plans in `scope` only (None: of all)."""
        snapshot = self._current()
        scope = snapshot.narrowed(scope)
        vector = snapshot.encode(query.meaning)
        shelf = self._candidates(query, snapshot, scope, vector)
        if not shelf.chunks:
            return []
        ids = [chunk.id for chunk in shelf.chunks]
        values = term_values(query, snapshot.index)
        parts: dict[str, Sequence[float] | Scores] = {
            "words": shelf.lexical_scores(query, values, snapshot.own, snapshot.index),
            "plan": _plan_scores(query, snapshot, shelf),
            "type": shelf.type_scores(query.types),
            "vector": snapshot.index.dense.similarities(vector, ids).astype(float),
        }
        scores = fuse(parts, WEIGHTS)
        if self._reranker is not None:
            scores = self._read_again(self._reranker, query, snapshot, shelf.chunks, scores)
        listed = scores.tolist()
        return [Passage(chunk=shelf.chunks[i], score=listed[i]) for i in _rank(listed, ids)[:k]]

    def _read_again(
        self, reranker: Reranker, query: Query, snapshot: Snapshot, chunks: Sequence[Chunk], scores: Scores
    ) -> Scores:
        """Move the best by what a reranker judges of them."""
        best = _rank(scores.tolist(), [chunk.id for chunk in chunks])[:RERANKED]
        metadata = {plan.id: metadata_text(plan.metadata) for plan in snapshot.plans}
        texts = [passage_text(chunks[i], metadata.get(chunks[i].plan_id, "")) for i in best]
        return rerank(scores, best, reranker.judge(query.text, texts))

    def _candidates(
        self, query: Query, snapshot: Snapshot, scope: Collection[str] | None, vector: Vectors
    ) -> Shelf:
        among = None if scope is None else self._ids(snapshot, frozenset(scope))
        # All chunks of a plan of the usual length are among the nearest: nothing need be looked for.
        if scope is not None and among is not None and len(among) <= _NEAREST:
            shelf = self._shelf(snapshot, frozenset(scope), among)
        else:
            shelf = self._put(snapshot, scope, _search(query, snapshot, scope, vector, among))
        return shelf.of(query.types[0].parts) if query.types and query.types[0].only else shelf

    def _shelf(self, snapshot: Snapshot, scope: frozenset[str], ids: Sequence[int]) -> Shelf:
        """Give all chunks of some plans; remembered, where none of them is gone meanwhile."""
        shelf = snapshot.shelves.get(scope)
        if shelf is None:
            shelf = self._put(snapshot, scope, ids)
            if len(shelf.chunks) == len(ids):
                if len(snapshot.shelves) >= _SHELVES:
                    snapshot.shelves.clear()
                snapshot.shelves[scope] = shelf
        return shelf

    def _put(self, snapshot: Snapshot, scope: Collection[str] | None, ids: Sequence[int]) -> Shelf:
        pairs = self._load(snapshot, ids)
        within = [pair for pair in pairs if scope is None or pair[0].plan_id in scope]
        return Shelf(within, snapshot.index.average_length)

    def _ids(self, snapshot: Snapshot, scope: frozenset[str]) -> Sequence[int]:
        """Give the ids of the chunks of some plans, looked up once for a state of the store."""
        if scope not in snapshot.ids:
            if len(snapshot.ids) >= _REMEMBERED or sum(map(len, snapshot.ids.values())) > _IDS:
                snapshot.ids.clear()
            snapshot.ids[scope] = self._store.chunk_ids(scope)
        return snapshot.ids.get(scope) or self._store.chunk_ids(scope)

    def _load(self, snapshot: Snapshot, ids: Sequence[int]) -> list[tuple[Chunk, Features]]:
        """Load chunks, each once for a state of the store; those that are gone meanwhile are left out."""
        kept = snapshot.loaded
        found = {chunk_id: pair for chunk_id in ids if (pair := kept.get(chunk_id)) is not None}
        if missing := [chunk_id for chunk_id in ids if chunk_id not in found]:
            fresh = {chunk.id: (chunk, features_of(chunk)) for chunk in self._store.chunks(missing)}
            # Others may be reading what is kept: what this question needs stays in `found`.
            if len(kept) + len(fresh) > _CACHED:
                kept.clear()
            kept.update(fresh)
            found |= fresh
        return [found[chunk_id] for chunk_id in ids if chunk_id in found]

    def _current(self) -> Snapshot:
        held: Snapshot | None = getattr(self._held, "snapshot", None)
        if held is not None:
            return held
        fingerprint = self._store.fingerprint()
        if self._snapshot is None or self._snapshot.index.fingerprint != fingerprint:
            index = open_index(self._root, self._store, self._encoder, report=self._report)
            self._snapshot = take(index, self._store.plans())
        return self._snapshot


def _rank(scores: Sequence[float], ids: Sequence[int]) -> list[int]:
    """Give the places of the candidates, best first; of equals, the one that comes first in the plans."""
    return sorted(range(len(ids)), key=lambda i: (-scores[i], ids[i]))


def _search(
    query: Query,
    snapshot: Snapshot,
    scope: Collection[str] | None,
    vector: Vectors,
    among: Collection[int] | None,
) -> list[int]:
    """Give the ids of the chunks that the indexes find, each once."""
    index = snapshot.index
    lexical = index.lexical.search(query.terms, query.accents, _CANDIDATES, scope)
    kinds = {part.value for kind in query.types for part in kind.parts}
    lexical += index.lexical.of_kinds(kinds, _CANDIDATES, scope)
    return list(dict.fromkeys([*lexical, *index.dense.search(vector, _NEAREST, among)]))


def _plan_scores(query: Query, snapshot: Snapshot, shelf: Shelf) -> list[float]:
    """Score how much of the question names the plan of each chunk; where there is one plan, nothing tells."""
    plan_ids = {chunk.plan_id for chunk in shelf.chunks}
    if len(plan_ids) < 2:
        return [0.0] * len(shelf.chunks)
    named = {plan_id: _plan_score(query, snapshot, plan_id) for plan_id in plan_ids}
    return [named[chunk.plan_id] for chunk in shelf.chunks]


def _plan_score(query: Query, snapshot: Snapshot, plan_id: str) -> float:
    """Score how much of the question names the plan."""
    size = len(snapshot.plans)
    return sum(
        weight * inverse_frequency(snapshot.plan_frequency[term], size)
        for term, weight in query.terms.items()
        if term in snapshot.own[plan_id]
    )
