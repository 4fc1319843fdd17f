"""What a question speaks of, in folded Vietnamese: its runs of content, or its English words translated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from corpus.lexicon import load, words
from corpus.text import tokens
from retrieval.english import LONGEST_PHRASE, look_up, look_up_aligned, stop_words
from retrieval.syllables import is_syllable

_UNKNOWN_ENGLISH = 0.5
_WORD = re.compile(r"[^\s?!.,;:()\"“”‘«»\[\]]+(?:[.,]\d+)*")
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")
_LONGEST_FILLER = 6


@dataclass(frozen=True, kw_only=True)
class Concept:
    """One thing that the question speaks of: any of the forms will do, each a run of folded tokens.

    `weight` is less than 1 for an English word that no glossary knows: it may be of no matter. `said` is the
    likeliest form as a person reads it, where it was translated or is a name in an English question.
    """

    forms: tuple[tuple[str, ...], ...]
    weight: float = 1.0
    said: str = field(default="", compare=False)


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
    for size in range(min(_LONGEST_FILLER, len(typed) - index), 0, -1):
        if tuple(typed[index : index + size]) in phrases:
            return size
    return 0


def vietnamese_concepts(text: str) -> Iterator[Concept]:
    """Give the runs of content of a Vietnamese question."""
    for run in content_runs(text):
        spelled = tuple(part for word in run for part in _spelled_out(word))
        yield Concept(forms=(tuple(run),) if spelled == tuple(run) else (tuple(run), spelled))


@cache
def _spelled_out(word: str) -> tuple[str, ...]:
    """Give the likeliest full form of an abbreviation; a word shaped as a syllable is itself."""
    forms = load("abbreviations")["abbreviations"].get(word, [])
    return tuple(tokens(forms[0])) if forms and not is_syllable(word) else (word,)


def english_concepts(text: str) -> Iterator[Concept]:
    """Translate an English question; Vietnamese names and numbers in it stand as they are."""
    spelled = [re.sub(r"['’]s?$", "", word) for word in _WORD.findall(_HYPHEN.sub(" ", text))]
    spelled = [word for word in spelled if word.strip("'’-")]
    name: list[str] = []
    index = 0
    while index < len(spelled):
        size, senses = _longest_known(spelled, index, least=2)
        if not senses and _is_in_name(spelled, index, name):
            name.append(spelled[index])
            index += 1
            continue
        if not senses:
            size, senses = _longest_known(spelled, index, least=1)
        word = (
            spelled[index].lower() if index == 0 or spelled[index].lower() in stop_words() else spelled[index]
        )
        if not senses and not _is_english(word):
            name.append(word)
        elif name:
            yield from _name(name)
            name = []
        if senses:
            forms = tuple(dict.fromkeys(tuple(tokens(sense)) for sense in senses))
            yield Concept(forms=forms, said=senses[0])
        elif _is_english(word) and word not in stop_words():
            spoken = (*look_up_aligned(word), word)
            forms = tuple(tuple(tokens(form)) for form in spoken)
            yield Concept(forms=forms, weight=_UNKNOWN_ENGLISH, said=spoken[0])
        index += size
    yield from _name(name)


def _longest_known(spelled: list[str], index: int, *, least: int) -> tuple[int, tuple[str, ...]]:
    """Give the longest phrase of the glossary that begins here: how many words, and its senses."""
    for size in range(min(LONGEST_PHRASE, len(spelled) - index), least - 1, -1):
        phrase = " ".join(spelled[index : index + size]).lower()
        senses = look_up(phrase) if size > 1 or phrase not in stop_words() else ()
        if senses:
            return size, senses
    return 1, ()


def _is_in_name(spelled: list[str], index: int, name: list[str]) -> bool:
    """Tell whether the word belongs to a name of capitalised words ("Can Tho", where can is no verb)."""
    word = spelled[index]
    if not _is_capitalised(word) or (
        look_up(word.lower()) and (word.isupper() or not is_syllable(word.lower()))
    ):
        return False
    goes_on = index + 1 < len(spelled) and _is_capitalised(spelled[index + 1])
    return bool(name) or (goes_on and (index > 0 or word.lower() not in stop_words()))


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper() and word.isalpha()


def _is_english(word: str) -> bool:
    """Tell whether a word that the glossary lacks is an English one: no name, number or Vietnamese word."""
    return (
        word.isascii()
        and word.isalpha()
        and word.islower()
        and (word in stop_words() or not is_syllable(word))
    )


def _name(words_of_name: list[str]) -> Iterator[Concept]:
    if run := tokens(" ".join(words_of_name)):
        yield Concept(forms=(tuple(run),), said=" ".join(words_of_name))
