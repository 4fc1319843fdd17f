"""What was typed -> Query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.text import accented, bigrams, fold, squeeze, tokens
from retrieval.answer_types import AnswerType, types_asked
from retrieval.concepts import Concept, english_concepts, vietnamese_concepts
from retrieval.english_slips import mend_english
from retrieval.language import Language, detect
from retrieval.letters import plain_letters
from retrieval.shorthand import Known, spell_out
from retrieval.typed import mend

# Weights of a second English sense, and of an abbreviation spelled out.
_OTHER_SENSE, _SPELLED_OUT = 0.7, 0.3
# Weight of a pair that a word of function is part of ("của tỉnh", "do ai"): such pairs find the very clause.
JOINED = 0.7
# Weight of a word that was not asked but that answers of this type often hold.
_EXPECTED = 0.5


@dataclass(frozen=True, kw_only=True)
class Query:
    """A question made ready for retrieval.

    `folded` is the whole question folded; `terms` weighs the folded syllables and bigrams of its content;
    `accents` are the syllables typed with diacritics; `concepts` are what an answer must speak of;
    `meaning` is the question in Vietnamese, as vectors take it.
    """

    text: str
    language: Language
    folded: str
    terms: Mapping[str, float]
    accents: tuple[str, ...]
    concepts: tuple[Concept, ...]
    types: tuple[AnswerType, ...]
    meaning: str


def parse_query(text: str, known: Known | None = None) -> Query:
    """Make a Query of what was typed; never fails.

    `known` tells whether the plans hold a folded word; without it, slips of the fingers stay.
    """
    clean = squeeze(plain_letters(text))
    language = detect(clean)
    if known is not None:
        clean = mend_english(clean, known) if language == "en" else spell_out(mend(clean, known), known)
    folded = fold(clean)
    concepts = tuple(english_concepts(clean) if language == "en" else vietnamese_concepts(clean))
    types = types_asked(folded)
    terms = _weigh(concepts, _OTHER_SENSE if language == "en" else _SPELLED_OUT)
    if language == "vi":
        content = {word for concept in concepts for form in concept.forms for word in form}
        for pair in bigrams(tokens(clean)):
            if not content.isdisjoint(pair.split("_")):
                terms.setdefault(pair, JOINED)
    for phrase in types[0].expects if types else ():
        for term in (*phrase, *bigrams(list(phrase))):
            terms.setdefault(term, _EXPECTED)
    return Query(
        text=clean, language=language, folded=folded, terms=terms,
        accents=tuple(accented(clean)) if language == "vi" else (),
        concepts=concepts, types=types,
        meaning=" ".join(word for each in concepts for word in each.forms[0]) if language == "en" else clean,
    )  # fmt: skip


def _weigh(concepts: tuple[Concept, ...], other: float) -> dict[str, float]:
    weights: dict[str, float] = {}
    for concept in concepts:
        for index, form in enumerate(concept.forms):
            weight = concept.weight * (1.0 if index == 0 else other)
            for term in (*form, *bigrams(list(form))):
                weights[term] = max(weights.get(term, 0.0), weight)
    return weights
