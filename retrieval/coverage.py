"""How much of what was asked a stretch of text speaks of.

A word of two syllables counts as one thing, not as two: "thời tiết" (weather) is not found where "thời
gian" and "tiết kiệm" stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache

from corpus.lexicon import compounds
from corpus.text import bigrams
from retrieval.concepts import Concept
from retrieval.query import Query
from retrieval.scoring import Statistics

# What a question that says little is taken to have said already, in units of inverse frequency.
_SMOOTHING = 0.5
_LOOSE_PAIR, _BOUND_SYLLABLE = 0.25, 0.3

Terms = tuple[tuple[str, float], ...]
Form = tuple[float, Terms]


class Coverage:
    """The share of a question that a text speaks of; made once for a question, asked for many texts."""

    def __init__(self, query: Query, discounts: Mapping[str, float], statistics: Statistics) -> None:
        """Weigh the words of the question.

        `discounts` are factors for folded words that say little here: words of the plan's own title, words
        that only named the plan, words that only asked for a type of answer.
        """
        concepts, self._terms = _weigh(query.concepts, statistics)
        self._concepts = [[_discounted(terms, discounts) for terms in forms] for forms in concepts]
        self._shares: dict[frozenset[str], float] = {}

    def of(self, *found: AbstractSet[str]) -> float:
        """Give the share, 0 to 1, that the folded syllables and bigrams found (in any of the sets) speak of.

        Of a concept with several forms the best found one counts; where nothing was asked, all is found.
        """
        return self.share(frozenset().union(*map(self.asked_in, found)))

    def asked_in(self, found: AbstractSet[str]) -> frozenset[str]:
        """Give those of the terms found that the question speaks of, whatever they are worth."""
        return self._terms.intersection(found)

    def share(self, held: frozenset[str]) -> float:
        """Give the share for terms of the question that are found.

        Stretches that hold the same words of the question speak of as much: the share is remembered.
        """
        share = self._shares.get(held)
        if share is None:
            share = self._shares[held] = self._share(held)
        return share

    def _share(self, found: AbstractSet[str]) -> float:
        total = reached = _SMOOTHING
        for forms in self._concepts:
            best, weight = 0.0, forms[0][0] if forms else 0.0
            for asked, terms in forms:
                held = sum([value for term, value in terms if term in found])
                if held and held / asked > best:
                    best, weight = held / asked, asked
            total += weight
            reached += weight * best
        return reached / total


@lru_cache(maxsize=8)
def _weigh(concepts: tuple[Concept, ...], statistics: Statistics) -> tuple[list[list[Terms]], frozenset[str]]:
    """Give the terms of each form of each concept with what they are worth undiscounted, and all the terms.

    Remembered, since a question is held against several plans, each with discounts of its own.
    """
    weighed = [[_worth(form, concept.weight, statistics) for form in concept.forms] for concept in concepts]
    return weighed, frozenset(term for forms in weighed for terms in forms for term, _ in terms)


def _worth(form: tuple[str, ...], weight: float, statistics: Statistics) -> Terms:
    return tuple(
        (term, weight * factor * statistics.idf(term))
        for term, factor in weigh_words(form)
        if factor != _LOOSE_PAIR or statistics.is_known(term)
    )


def _discounted(terms: Terms, discounts: Mapping[str, float]) -> Form:
    """Give what a form is worth in all, and each of its terms."""
    left = tuple([(term, value * _discount(term, discounts)) for term, value in terms])
    return sum([value for _, value in left]), left


@lru_cache(maxsize=4096)
def weigh_words(form: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """Give the syllables and pairs of a run with factors.

    A pair that is no word counts little, and only where some plan holds it: it may join the end of one word
    to the beginning of the next.
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
        return max([discounts.get(part, 1.0) for part in term.split("_")])
    return 1.0
