"""What was understood of a question, where that is not what was typed: so that a person can correct it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from corpus.naming import shorten
from corpus.text import accented, fold, nfc, tokens
from retrieval.concepts import content_runs
from retrieval.letters import plain_letters
from retrieval.query import Query
from retrieval.shorthand import name_awards

Restore = Callable[[str], str]

LONGEST = 200
_MOST_TERMS = 6
_LEAST_MARKED = 0.5
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"[^\W_]+")


def tell_understood(typed: str, understood: Query, restore: Restore) -> str:
    """Give in one line what was understood, "" where it is what was typed.

    A Vietnamese question is given with diacritics (by `restore`) and its words in full; of an English one,
    the Vietnamese words that were looked for. Case, punctuation, diacritics and words of chat make no
    difference: plans are searched without them.
    """
    if understood.language == "en":
        return _terms(understood)
    text = name_awards(understood.text)
    if _said(fold(text)) == _said(fold(plain_letters(typed))):
        return ""
    whole = restore(_without_shapes(text)) if _lacks_diacritics(typed) else text
    return shorten(whole.rstrip(" ?!."), LONGEST)


def _lacks_diacritics(text: str) -> bool:
    """Tell whether fewer words carry a mark than in any Vietnamese sentence typed with them."""
    typed = [word for word in _WORD.findall(text.lower()) if word.isalpha()]
    return len(accented(text)) < _LEAST_MARKED * len(typed)


def _without_shapes(text: str) -> str:
    """Take the marks off words that have no tone ("hô" of "hoo so"): half-typed keys, to be read again."""
    return _WORD.sub(lambda word: word.group() if _has_tone(word.group()) else _plain(word.group()), text)


def _has_tone(word: str) -> bool:
    return any(mark in _TONES for mark in unicodedata.normalize("NFD", word))


def _plain(word: str) -> str:
    return fold(word) if word.islower() else word


def _terms(understood: Query) -> str:
    certain = (concept.said for concept in understood.concepts if concept.weight == 1)
    said = list(dict.fromkeys(words for words in certain if words))
    translated = [words for words in said if fold(words) not in understood.folded]
    return shorten(" · ".join(said[:_MOST_TERMS]), LONGEST) if translated else ""


def _said(text: str) -> list[str]:
    """Give the words of content, each with the diacritics that it has."""
    content = {word for run in content_runs(text) for word in run}
    return [word for word in _WORD.findall(nfc(text).lower()) if not content.isdisjoint(tokens(word))]
