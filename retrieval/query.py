"""What was typed -> Query."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from corpus.lexicon import load, words
from corpus.text import accented, bigrams, fold, nfc, squeeze, tokens
from retrieval.answer_types import AnswerType, types_asked
from retrieval.english import stop_words, translate
from retrieval.language import Language, detect
from retrieval.typed import Known, is_syllable, mend

# Weights of a second English sense, and of an abbreviation spelled out.
_OTHER_SENSE, _SPELLED_OUT = 0.7, 0.3
# Weight of a word that was not asked but that answers of this type often hold.
_EXPECTED = 0.5
_UNKNOWN_ENGLISH = 0.5
_WORD = re.compile(r"[^\s?!.,;:()\"“”‘’«»\[\]]+(?:[.,]\d+)*")
_LONGEST_PHRASE = 6


@dataclass(frozen=True, kw_only=True)
class Concept:
    """One thing that the question speaks of: any of the forms will do, each a run of folded tokens.

    `weight` is less than 1 for an English word that no glossary knows: it may be of no matter.
    """

    forms: tuple[tuple[str, ...], ...]
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Query:
    """A question made ready for retrieval.

    `folded` is the whole question folded; `terms` weighs the folded syllables and bigrams of its content;
    `accents` are the syllables typed with diacritics; `concepts` are what an answer must speak of.
    """

    text: str
    language: Language
    folded: str
    terms: Mapping[str, float]
    accents: tuple[str, ...]
    concepts: tuple[Concept, ...]
    types: tuple[AnswerType, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is left to look for."""
        return not self.terms


def parse_query(text: str, known: Known | None = None) -> Query:
    """Make a Query of what was typed; never fails.

    `known` tells whether the plans hold a folded word; without it, slips of the fingers stay.
    """
    clean = squeeze(nfc(text))
    language = detect(clean)
    if known is not None and language == "vi":
        clean = mend(clean, known)
    folded = fold(clean)
    concepts = tuple(_english_concepts(clean) if language == "en" else _vietnamese_concepts(clean))
    types = types_asked(folded)
    terms = _weigh(concepts, _OTHER_SENSE if language == "en" else _SPELLED_OUT)
    for phrase in types[0].expects if types else ():
        for term in (*phrase, *bigrams(list(phrase))):
            terms.setdefault(term, _EXPECTED)
    return Query(
        text=clean, language=language, folded=folded, terms=terms,
        accents=tuple(accented(clean)) if language == "vi" else (),
        concepts=concepts, types=types,
    )  # fmt: skip


@cache
def _phrases(key: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in words("vietnamese_function", key))


def content_runs(text: str) -> list[list[str]]:
    """Give the folded tokens of a Vietnamese text without words of function, in runs that stood together."""
    typed = tokens(text)
    keep, stop = _phrases("keep"), _phrases("stop")
    runs: list[list[str]] = [[]]
    index = 0
    while index < len(typed):
        size = _longest(typed, index, keep)
        if size:
            runs[-1].extend(typed[index : index + size])
        else:
            size = _longest(typed, index, stop)
            if size:
                runs.append([])
            else:
                size = 1
                runs[-1].append(typed[index])
        index += size
    return [run for run in runs if run]


def _longest(typed: list[str], index: int, phrases: frozenset[tuple[str, ...]]) -> int:
    for size in range(min(_LONGEST_PHRASE, len(typed) - index), 0, -1):
        if tuple(typed[index : index + size]) in phrases:
            return size
    return 0


def _vietnamese_concepts(text: str) -> Iterator[Concept]:
    for run in content_runs(text):
        spelled = tuple(part for word in run for part in _spelled_out(word))
        yield Concept(forms=(tuple(run),) if spelled == tuple(run) else (tuple(run), spelled))


@cache
def _spelled_out(word: str) -> tuple[str, ...]:
    """Give the likeliest full form of an abbreviation; a word shaped as a syllable is itself."""
    forms = load("abbreviations")["abbreviations"].get(word, [])
    return tuple(tokens(forms[0])) if forms and not is_syllable(word) else (word,)


def _english_concepts(text: str) -> Iterator[Concept]:
    """Translate an English question; Vietnamese names and numbers in it stand as they are."""
    spelled = [word.strip("'") for word in _WORD.findall(text)]
    names = {word.lower() for word in spelled[1:] if not word.islower()}
    unknown: list[str] = []
    for group, senses in translate([word.lower() for word in spelled if word]):
        if not senses and group[0] not in stop_words() and _is_plain_english(group[0], names):
            yield Concept(forms=(tuple(tokens(group[0])),), weight=_UNKNOWN_ENGLISH)
            continue
        if not senses and group[0] not in stop_words():
            unknown.extend(group)
            continue
        if unknown:
            yield from _vietnamese_concepts_of_names(unknown)
            unknown = []
        if senses:
            yield Concept(forms=tuple(dict.fromkeys(tuple(tokens(sense)) for sense in senses)))
    yield from _vietnamese_concepts_of_names(unknown)


def _is_plain_english(word: str, names: set[str]) -> bool:
    """Tell whether an unknown word is no name, no number and no Vietnamese word."""
    return word.isascii() and word.isalpha() and word not in names and not is_syllable(word)


def _vietnamese_concepts_of_names(unknown: list[str]) -> Iterator[Concept]:
    if run := tokens(" ".join(unknown)):
        yield Concept(forms=(tuple(run),))


def _weigh(concepts: tuple[Concept, ...], other: float) -> dict[str, float]:
    weights: dict[str, float] = {}
    for concept in concepts:
        for index, form in enumerate(concept.forms):
            weight = concept.weight * (1.0 if index == 0 else other)
            for term in (*form, *bigrams(list(form))):
                weights[term] = max(weights.get(term, 0.0), weight)
    return weights
