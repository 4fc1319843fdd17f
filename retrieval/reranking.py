"""The best passages, read once more together with the question, by a cross-encoder that an operator may set.

After Nogueira and Cho, "Passage Re-ranking with BERT" (2019). Without one, ranking is as it was.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

import numpy as np

from retrieval.errors import UnsoundVectors
from retrieval.fusion import Scores, fuse
from retrieval.model_loading import PairModel, load_reranker
from retrieval.model_source import Located, ModelChoice, explained, locate

# How many passages are read again, and what their first ranking still counts. Not tuned: no cross-encoder
# ships with Thidua, and the halves suit any.
RERANKED = 30
WEIGHTS = {"ranking": 0.5, "reranking": 0.5}


class Reranker(Protocol):
    """Judge passages by reading each together with the question."""

    @property
    def name(self) -> str:
        """Give the name of the model, for people."""
        ...

    def judge(self, question: str, passages: Sequence[str]) -> Scores:
        """Give a finite score for each passage, higher where it answers the question better."""
        ...


class CrossEncoderReranker:
    """A sentence-transformers cross-encoder, loaded at the first question; threads may share it."""

    def __init__(self, choice: ModelChoice) -> None:
        self._choice = choice
        self._lock = threading.RLock()
        self._loaded: PairModel | None = None

    @property
    def name(self) -> str:
        """Give the name of the model. Raises ModelUnusable."""
        return self._located.label

    def judge(self, question: str, passages: Sequence[str]) -> Scores:
        """Give a score for each passage. Raises ModelUnusable."""
        model = self._ready()
        if not passages:
            return np.zeros(0, dtype=np.float64)
        with self._lock, explained(self._located, "run"):
            pairs = [(question, passage) for passage in passages]
            found = model.predict(pairs, batch_size=self._choice.batch_size, show_progress_bar=False)
            scores: Scores = np.asarray(found, dtype=np.float64)
        if scores.shape != (len(passages),) or not np.isfinite(scores).all():
            raise UnsoundVectors(
                f"The model {self._choice.source} gives scores that are not finite: fetch it once more, or "
                "set THIDUA_RERANKER to another model, or unset it."
            )
        return scores

    @cached_property
    def _located(self) -> Located:
        return locate(self._choice)

    def _ready(self) -> PairModel:
        """Load the model once."""
        with self._lock:
            if self._loaded is None:
                self._loaded = load_reranker(self._located)
            return self._loaded


def rerank(scores: Scores, best: Sequence[int], judged: Scores) -> Scores:
    """Give the scores, those of the `best` candidates moved by what was judged of them.

    They stay within their own range, so that the others stay below and scores mean what they meant.
    """
    moved = np.array(scores, dtype=np.float64)
    if len(best) > 1:
        first = moved[list(best)]
        fused = fuse({"ranking": first, "reranking": judged}, WEIGHTS)
        moved[list(best)] = first.min() + fused / sum(WEIGHTS.values()) * np.ptp(first)
    return moved
