"""Chunks that are scored together: where a term stands in them, and which look like an answer, is kept.

BM25 after Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), over
several fields, with one addition of ours: words of a plan's own title say little inside that plan, so
they are discounted there; without that, every chunk of the plan named in a question ranks alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from corpus.models import Chunk, SectionKind
from retrieval.answer_types import AnswerType, looks_like
from retrieval.features import Features
from retrieval.lexical import FIELD_WEIGHTS
from retrieval.query import Query
from retrieval.scoring import OWN_TITLE_DISCOUNT, Statistics

_K1, _B = 1.2, 0.75
_TYPE_BONUS = 3.0
_PART_BONUS = 6.0
# Terms kept (about 200 bytes each): a question has about twenty, most of which no chunk holds.
_MOST_TERMS = 4096

_Place = tuple[int, int, bool]
_Look = tuple[re.Pattern[str] | None, re.Pattern[str] | None, frozenset[SectionKind], frozenset[SectionKind]]


class Shelf:
    """Chunks in a fixed order; every list of scores is in that order."""

    def __init__(self, pairs: Sequence[tuple[Chunk, Features]], average_length: float) -> None:
        self.chunks = [chunk for chunk, _ in pairs]
        self.features = [features for _, features in pairs]
        self._average_length = average_length
        self._norms = [
            _K1 * (1 - _B + _B * features.length / max(average_length, 1.0)) for features in self.features
        ]
        self._places: dict[str, tuple[_Place, ...]] = {}
        self._accented: dict[str, tuple[int, ...]] = {}
        self._bonuses: dict[_Look, list[tuple[int, float]]] = {}

    def of(self, kinds: frozenset[SectionKind]) -> Shelf:
        """Give the chunks of these kinds alone."""
        return Shelf(
            [pair for pair in zip(self.chunks, self.features, strict=True) if pair[1].kind in kinds],
            self._average_length,
        )

    def lexical_scores(
        self,
        query: Query,
        values: Mapping[str, float],
        own: Mapping[str, AbstractSet[str]],
        statistics: Statistics,
    ) -> list[float]:
        """Score the words of the chunks; `own` are the terms of each plan's metadata, by its id."""
        scores = [0.0] * len(self.chunks)
        owns = [own[features.plan_id] for features in self.features]
        for term, plain in values.items():
            for row, count, in_path in self._places_of(term):
                value = plain * (OWN_TITLE_DISCOUNT if term in owns[row] else 1.0)
                if count:
                    norm = self._norms[row]
                    scores[row] += FIELD_WEIGHTS["text"] * value * count * (_K1 + 1) / (count + norm)
                if in_path:
                    scores[row] += FIELD_WEIGHTS["path"] * value
        matched = [0.0] * len(self.chunks)
        for word in query.accents:
            for row in self._holding(word):
                matched[row] += statistics.idf(word)
        weight = 0.1 * FIELD_WEIGHTS["accents"]
        return [score + weight * accents for score, accents in zip(scores, matched, strict=True)]

    def type_scores(self, types: Sequence[AnswerType]) -> list[float]:
        """Score how far the chunks look like answers of a type asked for; the narrowest counts most."""
        scores, weight = [0.0] * len(self.chunks), 1.0
        for kind in types[:3]:
            for row, bonus in self._fitting(kind):
                scores[row] += weight * bonus
            weight *= 0.5
        return scores

    def _places_of(self, term: str) -> tuple[_Place, ...]:
        """Give the rows that hold a term, how often in the text, and whether in the headings above it."""
        found = self._places.get(term)
        if found is None:
            found = tuple(
                (row, features.counts.get(term, 0), term in features.path)
                for row, features in enumerate(self.features)
                if term in features.counts or term in features.path
            )
            if len(self._places) >= _MOST_TERMS:
                self._places.clear()
            self._places[term] = found
        return found

    def _holding(self, word: str) -> tuple[int, ...]:
        """Give the rows that hold a syllable with its diacritics."""
        found = self._accented.get(word)
        if found is None:
            found = tuple(row for row, features in enumerate(self.features) if word in features.accents)
            if len(self._accented) >= _MOST_TERMS:
                self._accented.clear()
            self._accented[word] = found
        return found

    def _fitting(self, kind: AnswerType) -> list[tuple[int, float]]:
        """Give the rows that could hold an answer of the type, with what they gain by it."""
        look = kind.looks, kind.ignores, kind.parts, kind.not_in
        found = self._bonuses.get(look)
        if found is None:
            bonuses = (_bonus(kind, features) for features in self.features)
            found = self._bonuses[look] = [(row, bonus) for row, bonus in enumerate(bonuses) if bonus]
        return found


def _bonus(kind: AnswerType, chunk: Features) -> float:
    if kind.parts and chunk.kind in kind.parts:
        return _PART_BONUS
    if kind.looks is None or chunk.kind in kind.not_in:
        return 0.0
    return _TYPE_BONUS if looks_like(kind.looks, chunk.folded, kind.ignores) else 0.0
