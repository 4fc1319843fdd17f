"""The words a misread word may have been: those that were learnt, and those that the caller knows."""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

import numpy as np

from corpus.errors import LexiconError
from corpus.repair.channel import Channel, Costs
from corpus.repair.language import Language
from corpus.repair.packed import unpack
from corpus.repair.spelling import settled

CLAUSE_END, NUMBER, UNKNOWN = 0, 1, 2  # numbers of the signs that stand first among a language's words
SIGNS = 3
_WORD = re.compile(r"\d+|[^\W\d_]+(?:&[^\W\d_]+)?")
_RARE = np.float32(-11.5)
_LIKELY_PAIR = np.float32(-1.5)
_FILE = "learnt.npz.xz"


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """A language and the channel over its words; the channel's columns are the words behind the signs."""

    language: Language
    channel: Channel
    costs: Costs


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Give the lexicon that ships. Raises LexiconError."""
    try:
        language, costs = unpack(files("corpus.repair").joinpath(_FILE).read_bytes())
    except (OSError, ValueError, KeyError, lzma.LZMAError) as error:
        raise LexiconError(f"The file {_FILE} cannot be read ({error}); install Thidua again.") from error
    return Lexicon(language=language, channel=Channel(language.words[SIGNS:], costs), costs=costs)


def lexicon_with(phrases: Iterable[str]) -> Lexicon:
    """Give the lexicon with the words of these phrases; words next to each other in one are likely so.

    Figures in a phrase stand for any number.
    """
    known = lexicon()
    sequences = [_sequence(phrase, known.language) for phrase in phrases]
    if not any(sequences):
        return known
    language = _extended(known.language, sequences)
    if len(language.words) == len(known.language.words):
        return replace(known, language=language)
    return replace(known, language=language, channel=Channel(language.words[SIGNS:], known.costs))


def _sequence(phrase: str, language: Language) -> list[str]:
    number = language.words[NUMBER]
    return [number if word.isdigit() else settled(word.lower()) for word in _WORD.findall(phrase)]


def _extended(language: Language, sequences: list[list[str]]) -> Language:
    number = {word: at for at, word in enumerate(language.words)}
    fresh = sorted({word for words in sequences for word in words} - number.keys())
    number |= {word: len(number) + at for at, word in enumerate(fresh)}
    return _with_pairs(
        replace(
            language,
            words=(*language.words, *fresh),
            singles=np.append(language.singles, np.full(len(fresh), _RARE, dtype=np.float32)),
            titles=np.append(language.titles, np.full(len(fresh), 0.5, dtype=np.float32)),
            pair_backs=np.append(language.pair_backs, np.zeros(len(fresh), dtype=np.float32)),
        ),
        {number[first] << 16 | number[second] for words in sequences for first, second in pairwise(words)},
    )


def _with_pairs(language: Language, keys: set[int]) -> Language:
    wanted = np.array(sorted(keys), dtype=np.int64)
    places = np.searchsorted(language.pairs, wanted)
    inside = places < len(language.pairs)
    listed = np.zeros(len(wanted), dtype=bool)
    listed[inside] = language.pairs[places[inside]] == wanted[inside]
    logs = language.pair_logs.copy()
    logs[places[listed]] = np.maximum(logs[places[listed]], _LIKELY_PAIR)
    new = ~listed
    moved = np.arange(len(language.pairs)) + np.searchsorted(wanted[new], language.pairs)
    return replace(
        language,
        pairs=np.insert(language.pairs, places[new], wanted[new]),
        pair_logs=np.insert(logs, places[new], _LIKELY_PAIR),
        triples=moved[language.triples >> 16] << 16 | language.triples & 0xFFFF,
        triple_backs=np.insert(language.triple_backs, places[new], np.float32(0)),
    )
