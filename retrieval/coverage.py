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
from retrieval.query import Query
from retrieval.scoring import Statistics

# What a question that says little is taken to have said already, in units of inverse frequency.
_SMOOTHING = 0.5
_LOOSE_PAIR, _BOUND_SYLLABLE = 0.25, 0.3

Form = tuple[float, tuple[tuple[str, float], ...]]


class Coverage:
    """The share of a question that a text speaks of; made once for a question, asked for many texts."""

    def __init__(self, query: Query, discounts: Mapping[str, float], statistics: Statistics) -> None:
        """Weigh the words of the question.

        `discounts` are factors for folded words that say little here: words of the plan's own title, words
        that only named the plan, words that only asked for a type of answer.
        """
        self._concepts: list[list[Form]] = [
            [_weigh(form, concept.weight, discounts, statistics) for form in concept.forms]
            for concept in query.concepts
        ]
        self._terms = frozenset(term for forms in self._concepts for _, terms in forms for term, _ in terms)
        self._shares: dict[frozenset[str], float] = {}

    def of(self, *found: AbstractSet[str]) -> float:
        """Give the share, 0 to 1, that the folded syllables and bigrams found (in any of the sets) speak of.

        Of a concept with several forms the best found one counts; where nothing was asked, all is found.
        Stretches that hold the same words of the question speak of as much: the share is remembered.
        """
        held = frozenset().union(*map(self._terms.intersection, found))
        if held not in self._shares:
            self._shares[held] = self._share(held)
        return self._shares[held]

    def _share(self, found: AbstractSet[str]) -> float:
        total = reached = _SMOOTHING
        for forms in self._concepts:
            best, weight = 0.0, forms[0][0] if forms else 0.0
            for asked, terms in forms:
                held = sum(value for term, value in terms if term in found)
                if held and held / asked > best:
                    best, weight = held / asked, asked
            total += weight
            reached += weight * best
        return reached / total


def _weigh(
    form: tuple[str, ...], weight: float, discounts: Mapping[str, float], statistics: Statistics
) -> Form:
    """Give what a form is worth in all, and each of its terms."""
    terms = [
        (term, weight * factor * statistics.idf(term) * _discount(term, discounts))
        for term, factor in weigh_words(form)
        if factor != _LOOSE_PAIR or statistics.is_known(term)
    ]
    return sum(value for _, value in terms), tuple(terms)


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
        return max(discounts.get(part, 1.0) for part in term.split("_"))
    return 1.0
