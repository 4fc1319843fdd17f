"""In which language a question is typed: our own heuristic, better than libraries on short questions."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from corpus.lexicon import words
from corpus.text import fold

Language = Literal["vi", "en"]

_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")


@cache
def _english() -> frozenset[str]:
    return frozenset(words("english_function", "markers"))


@cache
def _vietnamese() -> frozenset[str]:
    return frozenset(words("vietnamese_function", "markers"))


def detect(text: str) -> Language:
    """Give the language of the question; Vietnamese where unsure.

    Words of function decide, not names: "Does the plan of Hưng Yên …" is English.
    """
    typed = _WORD.findall(text.lower())
    english = sum(word in _english() for word in typed)
    if english == 0:
        return "vi"
    folded = [fold(word) for word in typed]
    content = sum(word in _vietnamese() for word in folded)
    vietnamese = content or folded != typed
    return "en" if english > content and (english >= 2 or not vietnamese) else "vi"
