"""In which language a question is typed: our own heuristic, better than libraries on short questions."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from corpus.lexicon import aligned_english, words
from corpus.text import fold
from retrieval.english import look_up, stop_words
from retrieval.keyboards import from_telex
from retrieval.syllables import is_syllable

Language = Literal["vi", "en"]

# So many English words of function outweigh a Vietnamese word beside them.
_CERTAIN = 2
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_QUOTED = re.compile(r"[\"“«][^\"”»]*[\"”»]")
# A run of capitalised words, or one inside a sentence: a name, in whatever language the sentence is.
_CAPITAL = "[A-ZĐÀ-ỸĂƠƯÂÊÔ]"
_NAME = re.compile(
    rf"\b(?:(?:{_CAPITAL}\w*[ -]+)+{_CAPITAL}\w*|(?<=[a-z,;] ){_CAPITAL}\w*)(?: (?:của|và) (?={_CAPITAL}))?"
)


@cache
def _english() -> frozenset[str]:
    return frozenset(words("english_function", "markers"))


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(words("english_function", "ambiguous"))


@cache
def _vietnamese() -> frozenset[str]:
    return frozenset(words("vietnamese_function", "markers"))


def detect(text: str) -> Language:
    """Give the language of the question; Vietnamese where unsure.

    Words of function decide, not names: "Who leads implementation in Mỹ Hào?" is English.
    """
    typed = _WORD.findall(text.lower())
    nameless = text if text.isupper() else _NAME.sub(_keep_english, _QUOTED.sub(" ", text))
    said = _WORD.findall(nameless.lower())
    english = sum(word in _english() for word in typed)
    content = sum(fold(word) in _vietnamese() for word in said)
    marked = sum(fold(word) in _vietnamese() or fold(word) != word for word in said)
    if marked and english < _CERTAIN:
        return "vi"
    keys = sum(map(_is_raw_keys, said))
    if english == 0:
        only = sum(map(_is_english_only, said))
        syllables = sum(is_syllable(fold(word)) for word in said)
        return "en" if only > keys and only >= syllables else "vi"
    return "en" if english > content + keys else "vi"


def _keep_english(name: re.Match[str]) -> str:
    return name.group() if name.group().isascii() else " "


def _is_raw_keys(word: str) -> bool:
    """Tell whether a word that English lacks is a Vietnamese one as it is typed on a Telex keyboard."""
    if not word.isascii() or is_syllable(word) or not is_syllable(fold(from_telex(word))):
        return False
    listed = word in _english() or word in _ambiguous() or word in stop_words() or word in aligned_english()
    return not listed and not look_up(word)


def _is_english_only(word: str) -> bool:
    """Tell whether a word of content is English and neither a syllable nor a word that Vietnamese borrows."""
    return word.isascii() and word not in _ambiguous() and not is_syllable(word) and bool(look_up(word))
