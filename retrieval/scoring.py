"""How well a chunk, or a clause of it, speaks of what was asked. Pure.

BM25 after Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), over
several fields, with one addition of ours: words of a plan's own title say little inside that plan, so
they are discounted there; without that, every chunk of the plan named in a question ranks alike.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from retrieval.answer_types import looks_like
from retrieval.features import Features
from retrieval.lexical import FIELD_WEIGHTS
from retrieval.query import Query

_K1, _B = 1.2, 0.75
OWN_TITLE_DISCOUNT = 0.3
_TYPE_BONUS = 3.0
_PART_BONUS = 6.0


class Statistics(Protocol):
    """What scoring must know of the whole corpus, which never changes: what follows from it is remembered."""

    def __hash__(self) -> int:
        """Tell one corpus from another."""
        ...

    @property
    def average_length(self) -> float:
        """Give the mean length of a chunk in syllables."""
        ...

    def idf(self, term: str) -> float:
        """Give the inverse document frequency of a term among chunks."""
        ...

    def is_known(self, term: str) -> bool:
        """Tell whether any chunk holds the term."""
        ...


def inverse_frequency(frequency: int, size: int) -> float:
    """Give ln(1 + (N - n + 0.5) / (n + 0.5))."""
    return math.log1p((size - frequency + 0.5) / (frequency + 0.5))


def term_values(query: Query, statistics: Statistics) -> dict[str, float]:
    """Give what each term of the question is worth: its weight times its rarity."""
    return {term: weight * statistics.idf(term) for term, weight in query.terms.items()}


def discounted(values: Mapping[str, float], own: Collection[str]) -> dict[str, float]:
    """Give what each term is worth inside a plan; `own` are the terms of its metadata."""
    return {term: value * (OWN_TITLE_DISCOUNT if term in own else 1.0) for term, value in values.items()}


def accent_values(query: Query, statistics: Statistics) -> list[tuple[str, float]]:
    """Give what each syllable that was typed with diacritics is worth."""
    return [(word, statistics.idf(word)) for word in query.accents]


def lexical_score(
    values: Mapping[str, float], accents: Iterable[tuple[str, float]], chunk: Features, average_length: float
) -> float:
    """Score the chunk's words; `values` are `term_values` as its plan discounts them."""
    norm = _K1 * (1 - _B + _B * chunk.length / max(average_length, 1.0))
    counts, path, score = chunk.counts, chunk.path, 0.0
    for term, value in values.items():
        if term in counts:
            count = counts[term]
            score += FIELD_WEIGHTS["text"] * value * count * (_K1 + 1) / (count + norm)
        if term in path:
            score += FIELD_WEIGHTS["path"] * value
    matched = sum([value for word, value in accents if word in chunk.accents])
    return score + 0.1 * FIELD_WEIGHTS["accents"] * matched


def type_score(query: Query, chunk: Features) -> float:
    """Score how far the chunk looks like an answer of a type asked for; the narrowest type counts most."""
    score, weight = 0.0, 1.0
    for kind in query.types[:3]:
        if kind.parts and chunk.kind in kind.parts:
            score += weight * _PART_BONUS
        elif (
            kind.looks
            and chunk.kind not in kind.not_in
            and looks_like(kind.looks, chunk.folded, kind.ignores)
        ):
            score += weight * _TYPE_BONUS
        weight *= 0.5
    return score
