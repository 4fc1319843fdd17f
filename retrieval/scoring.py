"""What a term is worth: its weight in the question times its rarity among the chunks. Pure."""

from __future__ import annotations

import math
from typing import Protocol

from retrieval.query import Query

OWN_TITLE_DISCOUNT = 0.3


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
