"""Recipe + documents -> batches for training: what is drawn, how often, and how it is typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.training.fitting import Bag, bag_of
from retrieval.training.pairs import KINDS, Coded, Pair, Shelf
from retrieval.training.preparing import Prepared
from retrieval.training.recipe import Recipe
from retrieval.training.vocabulary import BREAK, Ids

_ASKED, _TRIES = 0.3, 8


class Batches:
    """Draw pairs in blocks of one topic; the same seed draws the same."""

    def __init__(self, prepared: Prepared, recipe: Recipe) -> None:
        self._shelf = prepared.shelf
        self._vocabulary = prepared.vocabulary
        self._recipe = recipe
        self._random = np.random.default_rng(recipe.seed)
        self._kinds = [KINDS[name] for name in recipe.kinds]
        shares = np.array(list(recipe.kinds.values()), dtype=np.float64)
        self._shares = shares / shares.sum()
        self._before, self._behind = prepared.before, prepared.behind
        self._topics = _by_topic(prepared.shelf)
        self._favoured = prepared.topic_like(recipe.favoured_topic)

    def __iter__(self) -> Iterator[tuple[Bag, Bag]]:
        while True:
            pairs: list[Pair] = []
            while len(pairs) < self._recipe.batch:
                pairs += self._block()
            pairs = pairs[: self._recipe.batch]
            yield (
                self._bag([question for question, _ in pairs], self._recipe.bare_questions),
                self._bag([passage for _, passage in pairs], self._recipe.bare_passages),
            )

    def windows(self, count: int) -> Bag:
        """Give windows of texts, as they stand, for what comes before training."""
        numbers = self._random.choice(
            len(self._shelf.documents), size=min(count, len(self._shelf.documents)), replace=False
        )
        texts = [self._shelf.documents[i].body[:200] for i in numbers]
        return self._bag(texts, (0.1, 0.05))

    def _block(self) -> list[Pair]:
        """Draw pairs of different documents of one topic."""
        topic = self._topic()
        numbers = self._topics[topic]
        chosen = self._random.choice(numbers, size=min(self._recipe.block, len(numbers)), replace=False)
        return [pair for number in chosen if (pair := self._pair(self._shelf.documents[number]))]

    def _topic(self) -> int:
        roll = self._random.random()
        if 0 in self._topics and roll < self._recipe.encyclopedia_share:
            return 0
        if self._favoured in self._topics and roll > 1 - self._recipe.favoured_share:
            return self._favoured
        return self._weighted_topic()

    def _weighted_topic(self) -> int:
        topics = [topic for topic in self._topics if topic]
        sizes = np.array([len(self._topics[topic]) for topic in topics], dtype=np.float64)
        return topics[int(self._random.choice(len(topics), p=sizes / sizes.sum()))]

    def _pair(self, document: Coded) -> Pair | None:
        for _ in range(_TRIES):
            kind = self._kinds[int(self._random.choice(len(self._kinds), p=self._shares))]
            pair = kind(document, self._shelf, self._random)
            if pair and len(pair[0]) > 1 and len(pair[1]) > 1:
                return self._asked(pair[0]), pair[1]
        return None

    def _asked(self, question: Ids) -> Ids:
        if self._random.random() >= _ASKED:
            return question
        gap = np.array([BREAK], dtype=np.int32)
        if self._random.random() < 0.5:
            return np.concatenate([self._pick(self._before), gap, question])
        return np.concatenate([question, gap, self._pick(self._behind)])

    def _pick(self, phrases: Sequence[Ids]) -> Ids:
        return phrases[int(self._random.integers(len(phrases)))]

    def _bag(self, texts: list[Ids], bare: tuple[float, float]) -> Bag:
        lengths = [len(text) for text in texts]
        kept = np.concatenate([self._typed(size, bare) for size in lengths])
        # Each text ends with a break, so that no pair crosses from one to the next.
        flat = np.concatenate(texts)
        rows = self._vocabulary.rows(flat, kept=kept)
        rows[np.cumsum(lengths) - 1, 2] = -1
        return bag_of(rows, lengths)

    def _typed(self, size: int, bare: tuple[float, float]) -> NDArray[np.bool_]:
        roll = self._random.random()
        if roll < bare[0]:
            return np.zeros(size, dtype=bool)
        if roll < sum(bare):
            return self._random.random(size) < 0.5
        return np.ones(size, dtype=bool)


def _by_topic(shelf: Shelf) -> dict[int, NDArray[np.int64]]:
    found: dict[int, list[int]] = {}
    for number, document in enumerate(shelf.documents):
        found.setdefault(document.topic, []).append(number)
    return {topic: np.array(numbers) for topic, numbers in found.items()}
