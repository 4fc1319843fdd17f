"""Read clean texts as rows of syllables, numbered by class, to count."""

from __future__ import annotations

import json
import lzma
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.repair.spelling import settled
from corpus.text import fold
from retrieval.restoring.pieces import END, PIECE, SIGNS, UNKNOWN, is_title, is_word, sign_of
from retrieval.restoring.weights import WIDEST, Ints
from retrieval.syllables import is_syllable
from retrieval.training.phrases import abbreviations

Doubles = NDArray[np.float64]

_HELD_OUT = 20  # one text in so many is measured on and never learnt from
_HEAD = 400
_LONGEST = 8
_LEAST = 8  # sightings of a syllable
_SLIP = 3000  # a syllable so many times rarer than one that folds alike is a slip
_VOWELS = set("aeiouy")
_FORGOTTEN = 2.0  # a clause that lacks so many diacritics more than it has was typed without


@dataclass(frozen=True, kw_only=True)
class Source:
    """Texts whose pieces are numbered by `Pieces`, counted `times` times."""

    pieces: NDArray[np.int32]
    times: float


class Pieces(dict[str, int]):
    """Every piece of text seen, with its number."""

    def __missing__(self, piece: str) -> int:
        """Give a piece that was not seen before the next number."""
        number = self[piece] = len(self)
        return number

    def of(self, text: str) -> NDArray[np.int32]:
        """Give the numbers of the pieces of a text."""
        return np.array([self[piece] for piece in PIECE.findall(text)], dtype=np.int32)


def texts(path: Path, *, held: bool, topic: str = "") -> Iterator[str]:
    """Give the held-out or the other texts of a `.jsonl.xz` file, only of this topic where one is given."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = unicodedata.normalize("NFC", f"{row['title']}\n\n{row['text']}\n\n")
            if (zlib.crc32(text[:_HEAD].encode()) % _HELD_OUT == 0) is held and topic in row.get("demuc", ""):
                yield text


def source(pieces: Pieces, texts: Iterable[str], times: float = 1.0) -> Source:
    """Read texts as a source."""
    return Source(pieces=np.concatenate([pieces.of(text) for text in texts]), times=times)


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Words by class, most frequent first, and the word of every piece (`of_piece`)."""

    words: tuple[str, ...]
    class_of: Ints
    rank_of: Ints
    classes: int
    of_piece: Ints


def vocabulary(pieces: Pieces, sources: Iterable[Source], always: NDArray[np.int32]) -> Vocabulary:
    """Choose the words that are kept: seen often enough, or among the pieces of `always`."""
    counts = np.zeros(len(pieces))
    for each in sources:
        counts += each.times * np.bincount(each.pieces, minlength=len(pieces))
    lower = [settled(piece.lower()) if is_word(piece) else "" for piece in pieces]
    seen: dict[str, float] = defaultdict(float)
    for word, count in zip(lower, counts, strict=True):
        seen[word] += float(count)
    del seen[""]
    kept = _kept(seen, {lower[piece] for piece in always})
    words = (*SIGNS, *sorted(kept, key=lambda word: (fold(word), -seen[word], word)))
    number = {word: at for at, word in enumerate(words)}
    signs = [
        number.get(word, UNKNOWN) if word else sign_of(piece)
        for word, piece in zip(lower, pieces, strict=True)
    ]
    folded = [fold(word) for word in words]
    class_of = np.cumsum([False, *(one != other for one, other in pairwise(folded))])
    rank_of = np.arange(len(words)) - np.searchsorted(class_of, class_of)
    return Vocabulary(
        words=words,
        class_of=class_of,
        rank_of=rank_of,
        classes=int(class_of[-1]) + 1,
        of_piece=np.array(signs),
    )


def _kept(seen: Mapping[str, float], always: set[str]) -> list[str]:
    sure = {word.lower() for word in abbreviations()}
    by_fold: dict[str, list[str]] = {}
    for word in seen:
        if len(word) <= _LONGEST:
            by_fold.setdefault(fold(word), []).append(word)
    kept: list[str] = []
    for folded, words in by_fold.items():
        words.sort(key=lambda word: (word not in always, -seen[word], word))
        if is_syllable(folded):
            most = max(seen[word] for word in words)
            good = [
                word
                for word in words
                if word in always or (seen[word] >= _LEAST and seen[word] * _SLIP >= most)
            ]
            kept += good[:WIDEST]
        else:
            kept += [word for word in words if word in (always if _VOWELS & set(folded) else sure)]
    return kept


def singles(rows: Iterable[tuple[Ints, float]], words: Vocabulary) -> Doubles:
    """Count each word."""
    size = len(words.words)
    return np.asarray(np.sum([times * np.bincount(row, minlength=size) for row, times in rows], axis=0))


def without_forgotten(row: Ints, counts: Doubles, words: Vocabulary) -> Ints:
    """Give the row with the words of clauses that were typed without diacritics as unknown ones."""
    plain = np.array([fold(word) == word for word in words.words])
    sign = np.arange(len(words.words)) < len(SIGNS)
    of_class = np.bincount(words.class_of, weights=counts)
    marked = 1 - np.bincount(words.class_of, weights=counts * plain) / np.maximum(of_class, 1)
    clause = np.cumsum(row == END)
    lacking = np.bincount(clause, weights=(marked[words.class_of] * plain)[row])
    having = np.bincount(clause, weights=(~plain & ~sign)[row])
    bad = lacking > _FORGOTTEN * (1 + having)
    return np.where(bad[clause] & ~sign[row], UNKNOWN, row)


def title_shares(sources: Iterable[Source], pieces: Pieces, words: Vocabulary) -> Doubles:
    """Give the share of each word's sightings inside a clause that begin with a capital."""
    title = np.array([is_title(piece) for piece in pieces])
    upper = np.array([piece.isupper() and len(piece) > 1 for piece in pieces])
    size = len(words.words)
    seen, titled = np.zeros(size), np.zeros(size)
    for each in sources:
        row = words.of_piece[each.pieces]
        inside = np.append(False, row[:-1] != END) & ~upper[each.pieces]
        seen += np.bincount(row[inside], minlength=size)
        titled += np.bincount(row[inside & title[each.pieces]], minlength=size)
    usual = titled.sum() / seen.sum()
    return np.asarray((titled + 2 * usual) / (seen + 2))
