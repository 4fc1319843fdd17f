"""Words typed without the blanks between them, taken apart where the plans know what comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from corpus.lexicon import words
from retrieval.syllables import LONGEST_SYLLABLE, is_syllable

# One join in so many may be of two words that no plan has side by side.
_JOINS_KNOWN = 3
_SHORTEST_PART, _SHORTEST_ABBREVIATION = 2, 3


@dataclass(frozen=True, kw_only=True)
class _Path:
    """A way to take the beginning of a word apart: joins that nobody knows, then parts (fewer are better)."""

    unknown: int
    known: int
    parts: tuple[str, ...]


def take_apart(folded: str, is_word: Callable[[str], bool], is_pair: Callable[[str, str], bool]) -> list[str]:
    """Give the parts of a folded word, none where it is not clearly several words.

    `is_word` tells whether a part is known, `is_pair` whether two stand side by side somewhere. Takes time
    linear in the length of the word (dynamic programming over the last part).
    """
    best: list[dict[str, _Path]] = [{"": _Path(unknown=0, known=0, parts=())}]
    for end in range(1, len(folded) + 1):
        here: dict[str, _Path] = {}
        for start in range(max(0, end - LONGEST_SYLLABLE), end - _SHORTEST_PART + 1):
            part = folded[start:end]
            ways = best[start]
            if ways and _may_stand(part, is_word):
                here[part] = min((_joined(way, part, is_pair) for way in ways.values()), key=_cost)
        best.append(here)
    whole = min(best[-1].values(), key=_cost, default=None)
    if whole is None or not whole.known or whole.unknown > (len(whole.parts) - 1) // _JOINS_KNOWN:
        return []
    return list(whole.parts)


def _cost(way: _Path) -> tuple[int, int]:
    return way.unknown, len(way.parts)


def _may_stand(part: str, is_word: Callable[[str], bool]) -> bool:
    return is_word(part) and (is_syllable(part) or len(part) >= _SHORTEST_ABBREVIATION)


def _joined(way: _Path, part: str, is_pair: Callable[[str, str], bool]) -> _Path:
    if not way.parts:
        return _Path(unknown=0, known=0, parts=(part,))
    before = way.parts[-1]
    known = is_pair(before, part)
    unknown = not known and part not in _fillers() and before not in _fillers()
    return _Path(unknown=way.unknown + unknown, known=way.known + known, parts=(*way.parts, part))


@cache
def _fillers() -> frozenset[str]:
    return frozenset(words("vietnamese_function", "stop"))
