"""How well a chunk, or a clause of it, speaks of what was asked. Pure.

BM25 after Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), over
several fields, with one addition of ours: words of a plan's own title say little inside that plan, so
they are discounted there; without that, every chunk of the plan named in a question ranks alike.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Protocol

from corpus.lexicon import compounds
from corpus.text import bigrams
from retrieval.answer_types import looks_like
from retrieval.concepts import Concept
from retrieval.features import Features
from retrieval.lexical import FIELD_WEIGHTS
from retrieval.query import Query

_K1, _B = 1.2, 0.75
OWN_TITLE_DISCOUNT = 0.3
_TYPE_BONUS = 3.0
_PART_BONUS = 6.0
# What a question that says little is taken to have said already, in units of inverse frequency.
SMOOTHING = 0.5
_LOOSE_PAIR, _BOUND_SYLLABLE = 0.25, 0.3


class Statistics(Protocol):
    """What scoring must know of the whole corpus."""

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


def lexical_score(
    query: Query, values: Mapping[str, float], chunk: Features, own: Collection[str], statistics: Statistics
) -> float:
    """Score the chunk's words; `values` are `term_values`, `own` the terms of its plan's metadata."""
    norm = _K1 * (1 - _B + _B * chunk.length / max(statistics.average_length, 1.0))
    score = 0.0
    for term, plain in values.items():
        value = plain * (OWN_TITLE_DISCOUNT if term in own else 1.0)
        count = chunk.counts.get(term, 0)
        if count:
            score += FIELD_WEIGHTS["text"] * value * count * (_K1 + 1) / (count + norm)
        if term in chunk.path:
            score += FIELD_WEIGHTS["path"] * value
    matched = sum(statistics.idf(word) for word in query.accents if word in chunk.accents)
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


def coverage(
    query: Query, found: Collection[str], discounts: Mapping[str, float], statistics: Statistics
) -> float:
    """Give the share (0 to 1) of what was asked that the terms found speak of; 1 where nothing was asked.

    `discounts` are factors for folded words that say little here: words of the plan's own title, words
    that only named the plan, words that only asked for a type of answer.
    """
    total = reached = 0.0
    for concept in query.concepts:
        weight, share = _concept_share(concept, found, discounts, statistics)
        total += weight
        reached += weight * share
    return (reached + SMOOTHING) / (total + SMOOTHING)


def _concept_share(
    concept: Concept, found: Collection[str], discounts: Mapping[str, float], statistics: Statistics
) -> tuple[float, float]:
    """Give the weight of a concept and the share of it that is found, by its best form."""
    best, weight = 0.0, 0.0
    for form in concept.forms:
        asked = reached = 0.0
        for term, factor in weigh_words(form):
            if factor == _LOOSE_PAIR and not statistics.is_known(term):
                continue
            value = concept.weight * factor * statistics.idf(term) * _discount(term, discounts)
            asked += value
            reached += value if term in found else 0.0
        share = reached / asked if asked else 0.0
        if share > best or not weight:
            best, weight = share, asked
    return weight, best


@lru_cache(maxsize=4096)
def weigh_words(form: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """Give the syllables and pairs of a run with factors: a word of two syllables counts as one thing.

    A pair that is no such word counts little, and only where some plan holds it: it may join the end of one
    word to the beginning of the next.
    """
    pairs = bigrams(list(form))
    words = [pair in compounds() for pair in pairs]
    factors = [(pair, 1.0 if word else _LOOSE_PAIR) for pair, word in zip(pairs, words, strict=True)]
    for index, syllable in enumerate(form):
        bound = any(words[max(index - 1, 0) : index + 1])
        factors.append((syllable, _BOUND_SYLLABLE if bound else 1.0))
    return tuple(factors)


def _discount(term: str, discounts: Mapping[str, float]) -> float:
    """Give the factor of a term; a bigram is discounted with the more telling of its two syllables."""
    if term in discounts:
        return discounts[term]
    if "_" in term:
        return max(discounts.get(part, 1.0) for part in term.split("_"))
    return 1.0
