"""Slips in an English question, mended against the English words of the lexicon.

Only words are touched that neither the lexicon nor the plans know, and only where one slip explains them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from corpus.lexicon import aligned_english, load, words
from retrieval.english import look_up
from retrieval.shorthand import Known
from retrieval.syllables import is_syllable

_WORD = re.compile(r"(?<![\w@./'’-])[A-Za-z]{3,24}(?![\w@/]|[.'’-]\w)")
_LETTERS = "etaoinsrhldcumfpgwybvkxjqz'"
_SHORTEST, _LEAST_LACKING, _LEAST_OTHER = 3, 5, 8
_MOST = 24
# Regular forms of words that are listed: no doubled s, which is a finger that stayed.
_ENDINGS = (
    ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ies", "y"), ("es", ""), ("ly", ""),
    ("er", ""), ("ers", ""), ("er", "e"), ("ers", "e"), ("ness", ""), ("less", ""),
)  # fmt: skip


def mend_english(text: str, known: Known) -> str:
    """Give an English text with slips of the fingers undone; `known` tells whether plans hold a word."""
    tried = 0

    def mend(match: re.Match[str]) -> str:
        nonlocal tried
        word = match.group()
        lower = word.lower()
        is_name = not word.islower() and match.start() > 0 and not text.isupper()
        if tried >= _MOST or is_name or is_english(lower) or is_syllable(lower) or known(lower):
            return word
        tried += 1
        meant = next(_slips(lower), lower)
        return meant if meant != lower else word

    return _WORD.sub(mend, text)


def is_english(word: str) -> bool:
    """Tell whether the lexicon knows the lower-case English word, in a regular form too."""
    if word.endswith("s") and not word.endswith("ss") and _is_listed(word[:-1]):
        return not word[:-1].endswith("s")
    return _is_listed(word) or any(
        word.endswith(ending) and _is_listed(word[: len(word) - len(ending)] + instead)
        for ending, instead in _ENDINGS
        if len(word) - len(ending) >= _SHORTEST
    )


def _is_listed(word: str) -> bool:
    ambiguous = words("english_function", "ambiguous")
    return word in _vocabulary() or bool(look_up(word)) or word in ambiguous or word in aligned_english()


@cache
def _vocabulary() -> frozenset[str]:
    """Give the words that questions about plans are made of: those of the domain and of function."""
    parts = (part for key in load("english")["terms"] for part in key.split())
    return _function() | {part for part in parts if len(part) > 1}


@cache
def _function() -> frozenset[str]:
    found = {*words("english_function", "stop"), *words("english_function", "markers")}
    return frozenset(word for word in found if len(word) > 1)


def _slips(word: str) -> Iterator[str]:
    """Give the words of the domain or of function that one slip may have made this of, the likeliest first.

    A short word is one letter from many: only a word of function is taken for what lacks a letter there.
    """
    cuts = range(len(word) + 1)
    swapped = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in cuts[:-2])
    yield from (each for each in swapped if each in _vocabulary())
    doubled = (word[:at] + word[at + 1 :] for at in cuts[1:-1] if word[at] == word[at - 1])
    yield from (each for each in doubled if each in _vocabulary())
    among = _vocabulary() if len(word) >= _LEAST_LACKING else _function()
    lacking = (word[:at] + letter + word[at:] for at in cuts[1:] for letter in _LETTERS)
    yield from (each for each in lacking if each in among)
    if len(word) >= _LEAST_OTHER:
        other = (word[:at] + letter + word[at + 1 :] for at in cuts[1:-1] for letter in ("", *_LETTERS))
        yield from (each for each in other if each in _vocabulary())
