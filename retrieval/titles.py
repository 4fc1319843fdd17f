"""Which of several titles a question names: the one that holds clearly more of its words than the others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.text import bigrams
from retrieval.answer_types import words_asking
from retrieval.query import Query, parse_query
from retrieval.scoring import inverse_frequency

_CLEAR = 2.0
_LEAST = 2.0
_NUMBER = re.compile(r"(?<!\w)\d+\w?(?:/\d{4})?[/-][^\W\d_]\S*")


def clearly_named(query: Query, titles: Sequence[frozenset[str]]) -> dict[int, list[str]]:
    """Give the places of the titles that are named, with the folded terms that name them; none where none is.

    A term weighs the more, the fewer of these titles hold it.
    """
    if len(titles) < 2:
        return {}
    terms = _terms(query)
    hits = [_whole_words([term for term in terms if term in title]) for title in titles]
    frequency = {term: sum(term in title for title in titles) for found in hits for term in found}
    scores = [
        sum(inverse_frequency(frequency[term], len(titles)) * terms[term] for term in found) for found in hits
    ]
    best = max(scores)
    second = max((score for score in scores if score < best), default=0.0)
    if best < _LEAST or best < _CLEAR * second:
        return {}
    return {place: hits[place] for place, score in enumerate(scores) if score == best}


def _terms(query: Query) -> Mapping[str, float]:
    """Weigh the words that were typed, not those that only ask for a type of answer.

    The letters of a document number ("87/KH-SKHCN") name no title.
    """
    bare = _NUMBER.sub(" ", query.text)
    parsed = query if bare == query.text else parse_query(bare)
    asking = words_asking(parsed.types)
    terms: dict[str, float] = {}
    for concept in parsed.concepts:
        said = (term for form in concept.forms for term in (*form, *bigrams(list(form))))
        for term in said:
            if not all(part in asking for part in term.split("_")):
                terms[term] = max(terms.get(term, 0.0), concept.weight)
    return terms


def _whole_words(terms: Sequence[str]) -> list[str]:
    """Leave out syllables that stand in no pair: "tuyên" of a title is not the "tuyến" of what is asked."""
    paired = {syllable for term in terms if "_" in term for syllable in term.split("_")}
    return [term for term in terms if "_" in term or term in paired]
