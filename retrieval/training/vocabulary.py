"""Words of the training texts -> rows of the model: accented syllables, folded syllables, folded pairs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.text import fold, nfc
from retrieval.static import ACCENTED, FOLDED, PAIR

Ids = NDArray[np.int32]

_WORD = re.compile(r"[^\W\d_]+|\d+")
# The id of what stands between texts that are joined: it has no row, and no pair crosses it.
BREAK = 0


class WordTable:
    """Give each different word an id, in the order in which they are met."""

    def __init__(self) -> None:
        self.words = [""]
        self._ids: dict[str, int] = {"": BREAK}

    def code(self, text: str) -> Ids:
        """Give the ids of the words of a text."""
        return np.array([self._id(word) for word in _WORD.findall(nfc(text).lower())], dtype=np.int32)

    def _id(self, word: str) -> int:
        found = self._ids.get(word)
        if found is None:
            found = self._ids[word] = len(self.words)
            self.words.append(word)
        return found


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The rows of the model.

    `names` are the features in order; `folded_row` and `accented_row` give each word id its row, -1 for none;
    `folded_id` numbers the folded words; `pairs` are sorted keys of the pairs that have rows `pair_rows`.
    """

    names: tuple[str, ...]
    folded_row: Ids
    accented_row: Ids
    folded_id: NDArray[np.int64]
    pairs: NDArray[np.int64]
    pair_rows: Ids

    def rows(self, words: Ids, *, kept: NDArray[np.bool_]) -> NDArray[np.int32]:
        """Give a (words, 3) array of rows, -1 for none.

        Of each word its folded row, its accented row where the accents are `kept`, and that of the pair that
        it begins.
        """
        found = np.full((len(words), 3), -1, dtype=np.int32)
        found[:, 0] = self.folded_row[words]
        found[:, 1] = np.where(kept, self.accented_row[words], -1)
        keys = pair_keys(self.folded_id[words])
        at = np.searchsorted(self.pairs, keys).clip(max=len(self.pairs) - 1)
        found[:-1, 2] = np.where(self.pairs[at] == keys, self.pair_rows[at], -1)
        return found


def pair_keys(folded: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give one number for each two neighbours; 0 where one of them is a break."""
    keys: NDArray[np.int64] = (folded[:-1] << 32) | folded[1:]
    return np.where((folded[:-1] == 0) | (folded[1:] == 0), 0, keys)


def build_vocabulary(table: WordTable, texts: Sequence[Ids], *, syllables: int, pairs: int) -> Vocabulary:
    """Choose the rows: the most frequent `syllables`, folded or accented, and the most telling `pairs`.

    Pairs are chosen by count times the square of their normalised pointwise mutual information (Bouma,
    "Normalized (Pointwise) Mutual Information in Collocation Extraction", 2009).
    """
    flat = np.concatenate([part for text in texts for part in (text, np.array([BREAK], dtype=np.int32))])
    folded_words, folded_id = _fold_all(table.words)
    counts = np.bincount(flat, minlength=len(table.words))
    folded_counts = np.bincount(folded_id, weights=counts, minlength=len(folded_words)).astype(np.int64)
    names: list[str] = []
    of_folded = np.full(len(folded_words), -1, dtype=np.int32)
    accented_row = np.full(len(table.words), -1, dtype=np.int32)
    has_accents = np.array(
        [
            not word.isascii() and word != folded_words[number]
            for word, number in zip(table.words, folded_id, strict=True)
        ]
    )
    both = np.concatenate([folded_counts, np.where(has_accents, counts, 0)])
    both[[BREAK, len(folded_words)]] = 0
    for number in sorted(np.argsort(-both, kind="stable")[:syllables].tolist()):
        if number < len(folded_words):
            of_folded[number] = len(names)
            names.append(FOLDED + folded_words[number])
        else:
            accented_row[number - len(folded_words)] = len(names)
            names.append(ACCENTED + table.words[number - len(folded_words)])
    keys = _best_pairs(folded_id[flat], folded_counts, pairs)
    pair_rows = np.arange(len(names), len(names) + len(keys), dtype=np.int32)
    names += [f"{PAIR}{folded_words[key >> 32]}_{folded_words[key & 0xFFFFFFFF]}" for key in keys.tolist()]
    return Vocabulary(
        names=tuple(names), folded_row=of_folded[folded_id], accented_row=accented_row, folded_id=folded_id,
        pairs=keys, pair_rows=pair_rows,
    )  # fmt: skip


def _fold_all(words: Iterable[str]) -> tuple[list[str], NDArray[np.int64]]:
    """Give the folded words, and of each word the number of its folded one; a break stays 0."""
    numbers: dict[str, int] = {}
    ids = [numbers.setdefault(_folded(word), len(numbers)) for word in words]
    return list(numbers), np.array(ids, dtype=np.int64)


def _folded(word: str) -> str:
    return (word.lstrip("0") or "0") if word.isdigit() else fold(word)


def _best_pairs(folded: NDArray[np.int64], counts: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    keys, together = np.unique(pair_keys(folded), return_counts=True)
    keep = (keys != 0) & (together >= 20)
    keys, together = keys[keep], together[keep].astype(np.float64)
    total = float(counts.sum())
    chance = (counts[keys >> 32] / total) * (counts[keys & 0xFFFFFFFF] / total)
    information = np.log(together / total / chance) / -np.log(together / total)
    worth = together * np.square(information.clip(min=0))
    best: NDArray[np.int64] = np.sort(keys[np.argsort(-worth, kind="stable")[:most]])
    return best
