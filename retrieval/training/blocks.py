"""Learn what neighbours tell about readings, and keep what tells most.

The share of a pair of words among the readings of its two classes is discounted and filled up with what the
words alone say (Ney, Essen, Kneser 1994); that of a triple is filled up with what its pairs say. Kept are
blocks that make the text so many nats likelier, given what was typed (after Stolcke 1998, but over readings).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.restoring.weights import WIDEST, Blocks, Ints, gain_steps, odds_steps, shares_of
from retrieval.training.sequences import Doubles, Vocabulary

Rows = list[tuple[Ints, float]]

_DISCOUNT = 0.5
_PAIR_PRIOR, _TRIPLE_PRIOR = 4.0, 4.0
_LEAST_REST = 1e-3
_TOP = 5
_BATCH = 50_000


@dataclass(frozen=True, kw_only=True)
class Grams:
    """Counted pairs or triples: `words` [n, 2 or 3], and in which block each is."""

    words: Ints
    counts: Doubles
    block: Ints
    keys: Ints

    @property
    def totals(self) -> Doubles:
        """Give how often each block was seen."""
        return np.asarray(np.bincount(self.block, weights=self.counts), dtype=np.float64)


def grams(rows: Rows, order: int, words: Vocabulary) -> Grams:
    """Count the pairs or triples of words of all rows; a negative number parts phrases."""
    size = len(words.words)
    found, counts = [], []
    for row, times in rows:
        parts = [row[at : len(row) - order + 1 + at] for at in range(order)]
        keys = parts[0].astype(np.int64)
        for part in parts[1:]:
            keys = keys * size + part
        keys, count = np.unique(keys[np.min(parts, axis=0) >= 0], return_counts=True)
        found.append(keys)
        counts.append(times * count)
    keys, at = np.unique(np.concatenate(found), return_inverse=True)
    split = np.stack([keys // size**power % size for power in range(order - 1, -1, -1)], axis=1)
    typed = words.class_of[split]
    block = typed[:, 0]
    for column in range(1, order):
        block = block * words.classes + typed[:, column]
    blocks, inside = np.unique(block, return_inverse=True)
    return Grams(
        words=split,
        counts=np.asarray(np.bincount(at, weights=np.concatenate(counts)), dtype=np.float64),
        block=inside,
        keys=blocks,
    )


def _filled(grams: Grams, lower: Doubles, prior: float) -> tuple[Doubles, Doubles]:
    """Give the share of each gram in its block, and the share of its block that is filled up from below."""
    kinds, totals = np.bincount(grams.block), grams.totals
    rest = ((prior + _DISCOUNT * np.minimum(kinds, totals)) / (totals + prior))[grams.block]
    shares = np.maximum(grams.counts - _DISCOUNT, 0) / (totals + prior)[grams.block]
    return shares + rest * np.exp(lower), rest


def _kept(
    grams: Grams,
    shares: Doubles,
    rest: Doubles,
    lower: Doubles,
    least: float,
    usable: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    worth = np.bincount(grams.block, weights=grams.counts * (np.log(shares) - lower))
    own = grams.counts * (np.log(shares) - np.log(rest) - lower)
    return np.asarray(((worth > least) & usable)[grams.block] & (own > least / 2))


def pair_blocks(counted: Grams, logs: Doubles, words: Vocabulary, least: float) -> Blocks:
    """Learn the blocks of two classes that are worth at least so many nats."""
    lower = logs[counted.words].sum(axis=1).astype(np.float64)
    shares, rest = _filled(counted, lower, _PAIR_PRIOR)
    kept = _kept(counted, shares, rest, lower, least, np.ones(len(counted.keys), dtype=bool))
    return _blocks(counted, kept, words, odds_steps(shares[kept]), lambda at: np.zeros(len(at)))


def _blocks(
    counted: Grams,
    kept: NDArray[np.bool_],
    words: Vocabulary,
    steps: NDArray[np.uint8],
    rest: Callable[[Ints], Doubles],
) -> Blocks:
    order = np.argsort(counted.block[kept], kind="stable")
    at, first = np.unique(counted.block[kept][order], return_index=True)
    ranks = words.rank_of[counted.words[kept][order]].astype(np.uint8)
    third = ranks.shape[1] == 3
    return Blocks(
        keys=counted.keys[at],
        starts=np.append(first, len(order)),
        ranks=(ranks[:, 0] << 4 | ranks[:, 1]).astype(np.uint8),
        last=ranks[:, 2] if third else np.zeros(0, dtype=np.uint8),
        steps=steps[order],
        rest=gain_steps(rest(at)) if third else np.zeros(0, dtype=np.uint8),
    )


class PairGains:
    """The gain of two neighbours over the two words alone, as the restorer will reckon it."""

    def __init__(self, blocks: Blocks, logs: Doubles, words: Vocabulary) -> None:
        self.words, self.logs = words, np.append(logs, -30).astype(np.float64)
        self._size = len(words.words) + 1
        self._blocks = blocks.keys
        sizes = np.diff(blocks.starts)
        shares = shares_of(blocks.steps).astype(np.float64)
        sums = np.bincount(np.repeat(np.arange(len(sizes)), sizes), weights=shares)
        self._rest = np.log(np.maximum(1 - sums, _LEAST_REST))
        first_of = np.searchsorted(words.class_of, np.arange(words.classes))
        key = np.repeat(blocks.keys, sizes)
        one = first_of[key // words.classes] + (blocks.ranks >> 4)
        other = first_of[key % words.classes] + (blocks.ranks & 15)
        order = np.argsort(one * self._size + other)
        self._pairs = (one * self._size + other)[order]
        self._gains = (np.log(shares) - self.logs[one] - self.logs[other])[order]
        self.members = np.full((words.classes, WIDEST), len(words.words))
        self.members[words.class_of, words.rank_of] = np.arange(len(words.words))

    def __call__(self, one: Ints, other: Ints, block: Ints) -> Doubles:
        """Give the gain of words `one` and `other`, whose classes make `block`."""
        rest = _looked_up(self._blocks, self._rest, block, np.float64(0))
        return _looked_up(self._pairs, self._gains, one * self._size + other, rest)

    def log_sums(self, keys: Ints) -> Doubles:
        """Give the log of the sum over all readings of blocks of three classes."""
        number = self.words.classes
        sums = [self._log_sum(keys[at : at + _BATCH], number) for at in range(0, len(keys), _BATCH)]
        return np.concatenate(sums)

    def _log_sum(self, keys: Ints, number: int) -> Doubles:
        typed = keys // number**2, keys // number % number, keys % number
        one, two, three = (self.members[each] for each in typed)
        one, three = one[:, :_TOP], three[:, :_TOP]
        left = self(one[:, :, None], two[:, None, :], (typed[0] * number + typed[1])[:, None, None])
        right = self(two[:, :, None], three[:, None, :], (typed[1] * number + typed[2])[:, None, None])
        before = np.logaddexp.reduce(left + self.logs[one][:, :, None], axis=1)
        behind = np.logaddexp.reduce(right + self.logs[three][:, None, :], axis=2)
        return np.asarray(np.logaddexp.reduce(before + behind + self.logs[two], axis=1))


def _looked_up(keys: Ints, values: Doubles, wanted: Ints, otherwise: Doubles | np.float64) -> Doubles:
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, values[at], otherwise)


def triple_blocks(counted: Grams, gains: PairGains, words: Vocabulary, least: float) -> Blocks:
    """Learn the blocks of three classes that are worth at least so many nats beside their pairs."""
    number = words.classes
    several = np.bincount(words.class_of) > 1
    first, second, third = counted.keys // number**2, counted.keys // number % number, counted.keys % number
    usable = (counted.totals > 1) & (several[first] | several[second] | several[third])
    sums = np.zeros(len(counted.keys))
    sums[usable] = gains.log_sums(counted.keys[usable])
    one, two, three = counted.words.T
    lower = gains.logs[counted.words].sum(axis=1) - sums[counted.block]
    lower += gains(one, two, (first * number + second)[counted.block])
    lower += gains(two, three, (second * number + third)[counted.block])
    lower = np.minimum(lower, 0)
    shares, rest = _filled(counted, lower, _TRIPLE_PRIOR)
    kept = _kept(counted, shares, rest, lower, least, usable)
    size = len(counted.keys)
    own = 1 - np.bincount(counted.block[kept], weights=shares[kept], minlength=size)
    below = 1 - np.bincount(counted.block[kept], weights=np.exp(lower[kept]), minlength=size)
    left = np.minimum(np.log(np.maximum(own, _LEAST_REST) / np.maximum(below, 0.05)), 0)
    return _blocks(counted, kept, words, gain_steps((np.log(shares) - lower)[kept]), lambda at: left[at])
