"""Put diacritics on syllables that were typed without, by their neighbours. READ THIS FIRST.

For what is searched by vectors and for echoing what was understood; never for quotes, which are cut from the
source. A reading that is wrong reads fluently, so an echo should ask for the sure ones only (`least`).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from corpus.repair.spelling import settled
from corpus.text import nfc
from retrieval.errors import RestorerError
from retrieval.language import detect
from retrieval.restoring.decoding import marginals
from retrieval.restoring.pieces import END, PIECE, UNKNOWN, is_title, is_word, sign_of
from retrieval.restoring.weights import WIDEST, Floats, Ints, Weights, unpack

Flags = NDArray[np.bool_]

_FILE = "learnt.npz"  # how it was made: retrieval/training/restorer.py; its card: learnt.md
_TITLE_WEIGHT = np.float32(0.6)
_ROUNDS = 3  # guesses how much of the text was typed with diacritics, each from the one before
_SURELY = 0.999


@dataclass(frozen=True, slots=True)
class Restored:
    """A word at [start, end) of the text (NFC) that has readings: the likeliest, and how probable it is."""

    start: int
    end: int
    reading: str
    probability: float


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    word: str
    kind: int  # class of what is to be read; -1 - number of a word that is given


class Restorer:
    """Restore diacritics by what was learnt of pairs and triples of syllables."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._numbers = {word: number for number, word in enumerate(weights.words)}
        self._plain = np.array([word.isascii() for word in weights.words])
        firsts, sizes = weights.firsts[:-1], np.diff(weights.firsts)
        inside = np.arange(WIDEST)[None, :] < sizes[:, None]
        self._table = np.where(inside, firsts[:, None] + np.arange(WIDEST)[None, :], -1)

    @staticmethod
    def shipped() -> Restorer:
        """Give the restorer that ships, read once. Raises RestorerError."""
        return _shipped()

    @staticmethod
    def read(content: bytes) -> Restorer:
        """Give the restorer of a file's content. Raises RestorerError where it is damaged."""
        try:
            return Restorer(unpack(content))
        except (EOFError, IndexError, KeyError, ValueError, BadZipFile, zlib.error) as error:
            raise RestorerError(
                f"{_FILE} is damaged ({error or 'it is empty'}); install Thidua again."
            ) from error

    def restore(self, text: str, *, least: float = 0.0) -> str:
        """Give the text (NFC) with diacritics on syllables typed without; all else stays as it was typed.

        A reading less probable than `least` is left as it was typed. English is left alone.
        """
        text = nfc(text)
        parts: list[str] = []
        last = 0
        for word in self.words(text):
            if word.probability >= least:
                parts += [text[last : word.start], word.reading]
                last = word.end
        return "".join([*parts, text[last:]])

    def words(self, text: str) -> list[Restored]:
        """Give every word that was typed without diacritics and has readings, in order; none of English."""
        text = nfc(text)
        if detect(text) == "en":
            return []
        places = self._places(text)
        asked = [at for at, place in enumerate(places) if place.kind >= 0 and place.word]
        if not asked:
            return []
        ranks, sure = self._decided(places)
        return [self._restored(places[at], int(ranks[at]), float(sure[at])) for at in asked]

    def _restored(self, place: _Place, rank: int, probability: float) -> Restored:
        reading = self._weights.words[self._table[place.kind, rank]]
        return Restored(place.start, place.end, _cased(reading, place.word), probability)

    def _places(self, text: str) -> list[_Place]:
        places = [_Place(0, 0, "", -1 - END)]
        for match in PIECE.finditer(text):
            kind = self._kind(match.group())
            if kind != -1 - END or places[-1].kind != -1 - END:
                word = match.group() if is_word(match.group()) else ""
                places.append(_Place(match.start(), match.end(), word, kind))
        return [*places, _Place(len(text), len(text), "", -1 - END)]

    def _kind(self, piece: str) -> int:
        if not is_word(piece):
            return -1 - sign_of(piece)
        word = piece.lower()
        if word.isascii():
            return self._weights.classes.get(word, -1 - UNKNOWN)
        return -1 - self._numbers.get(settled(word), UNKNOWN)

    def _decided(self, places: list[_Place]) -> tuple[Ints, Floats]:
        kinds = np.array([place.kind for place in places])
        asked = kinds >= 0
        given = np.where(asked, 0, -1 - kinds)
        classes = np.where(asked, kinds, np.searchsorted(self._weights.firsts, given, side="right") - 1)
        table = self._table[classes]
        allowed = (table >= 0) & (asked[:, None] | (table == given[:, None]))
        logs = self._weights.logs[table]
        named = [at for at, place in enumerate(places) if _is_named(places, at, place)]
        scores = np.where(allowed, logs, np.float32(-np.inf))
        scores[named] += _TITLE_WEIGHT * self._weights.titles[table[named]]
        marked = ~self._plain[table]
        scores = scores + np.where(marked & asked[:, None], self._left_out(places, logs, marked, asked), 0)
        return marginals(self._weights, classes, scores.astype(np.float32))

    def _left_out(self, places: list[_Place], logs: Floats, marked: Flags, asked: Flags) -> float:
        """Give the log probability that diacritics were left out, from how many words have them."""
        typed = sum(not place.word.isascii() for place in places)
        if not typed:
            return 0.0
        expected = (np.exp(logs) * marked).sum(axis=1)[asked]
        left = float(expected.sum())
        for _ in range(_ROUNDS):
            share = min(typed / (typed + left), _SURELY)
            left = float((expected * (1 - share) / (1 - expected * share)).sum())
        return float(np.log(1 - min(typed / (typed + left), _SURELY)))


def _cased(reading: str, typed: str) -> str:
    if typed.islower():
        return reading
    return "".join(new.upper() if old.isupper() else new for new, old in zip(reading, typed, strict=True))


def _is_named(places: list[_Place], at: int, place: _Place) -> bool:
    return place.kind >= 0 and is_title(place.word) and places[at - 1].kind != -1 - END


@cache
def _shipped() -> Restorer:
    try:
        content = files("retrieval.restoring").joinpath(_FILE).read_bytes()
    except OSError as error:
        raise RestorerError(f"{_FILE} cannot be read ({error}); install Thidua again.") from error
    return Restorer.read(content)
