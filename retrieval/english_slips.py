"""Slips in an English question, mended against the English words of the lexicon.

Only words are touched that neither the lexicon nor the plans know, and only where one slip explains them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from corpus.lexicon import load, words
from retrieval.english import look_up
from retrieval.syllables import is_syllable

Known = Callable[[str], bool]

_WORD = re.compile(r"(?<![\w@./'’-])[A-Za-z]{3,24}(?![\w@/]|[.'’-]\w)")
_LETTERS = "etaoinsrhldcumfpgwybvkxjqz'"
_SHORTEST, _SHORTEST_OTHER = 3, 5
_MOST = 24
_ENDINGS = (("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("s", ""), ("es", ""), ("ly", ""), ("'s", ""))


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
        meant = next((each for each in _slips(lower) if is_english(each)), lower)
        return meant if meant != lower else word

    return _WORD.sub(mend, text)


def is_english(word: str) -> bool:
    """Tell whether the lexicon knows the lower-case English word, in a regular form too."""
    if word in _vocabulary() or look_up(word):
        return True
    return any(
        word.endswith(ending) and word[: len(word) - len(ending)] + instead in _vocabulary()
        for ending, instead in _ENDINGS
        if len(word) - len(ending) >= _SHORTEST
    )


@cache
def _vocabulary() -> frozenset[str]:
    found = {word for key in ("stop", "markers", "ambiguous") for word in words("english_function", key)}
    for name in ("english", "english_general"):
        found.update(part for key in load(name)["terms"] for part in key.split())
    return frozenset(word for word in found if len(word) > 1)


def _slips(word: str) -> Iterator[str]:
    """Give what one slip may have made this word of, the likeliest slips first."""
    cuts = range(len(word) + 1)
    for at in cuts[:-2]:
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in cuts[1:-1]:
        if word[at] == word[at - 1]:
            yield word[:at] + word[at + 1 :]
    for at in cuts[1:]:
        yield from (word[:at] + letter + word[at:] for letter in _LETTERS)
    if len(word) < _SHORTEST_OTHER:
        return
    for at in cuts[1:-1]:
        yield word[:at] + word[at + 1 :]
    for at in cuts[1:-1]:
        yield from (word[:at] + letter + word[at + 1 :] for letter in _LETTERS)
