"""What was understood of a question, where that is not what was typed: so that a person can correct it."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.answering.answers import shorten
from corpus.text import accented, fold, nfc, tokens
from retrieval.concepts import content_runs
from retrieval.letters import plain_letters
from retrieval.query import Query
from retrieval.shorthand import name_awards

Restore = Callable[[str], str]

LONGEST = 200
_MOST_TERMS = 6
_LEAST_MARKED = 0.5
_WORD = re.compile(r"[^\W_]+")


def tell_understood(typed: str, understood: Query, restore: Restore) -> str:
    """Give in one line what was understood, "" where it is what was typed.

    A Vietnamese question is given with diacritics (by `restore`) and its words in full; of an English one,
    the Vietnamese words that were looked for. Case, punctuation and words of chat make no difference.
    """
    if understood.language == "en":
        return _terms(understood)
    text = name_awards(understood.text)
    whole = restore(text) if _lacks_diacritics(text) else text
    return shorten(whole.rstrip(" ?!."), LONGEST) if _said(whole) != _said(plain_letters(typed)) else ""


def _lacks_diacritics(text: str) -> bool:
    """Tell whether fewer words carry a mark than in any Vietnamese sentence typed with them."""
    typed = [word for word in _WORD.findall(text.lower()) if word.isalpha()]
    return len(accented(text)) < _LEAST_MARKED * len(typed)


def _terms(understood: Query) -> str:
    certain = (concept.said for concept in understood.concepts if concept.weight == 1)
    said = list(dict.fromkeys(words for words in certain if words))
    translated = [words for words in said if fold(words) not in understood.folded]
    return shorten(" · ".join(said[:_MOST_TERMS]), LONGEST) if translated else ""


def _said(text: str) -> list[str]:
    """Give the words of content, each with the diacritics that it has."""
    content = {word for run in content_runs(text) for word in run}
    return [word for word in _WORD.findall(nfc(text).lower()) if not content.isdisjoint(tokens(word))]
