"""How probable is each reading of each place? Sums over all readings of the text, forward and backward.

The first pass weighs pairs of words over all readings, the second triples over the few that are left (Rabiner
1989). The reading with the highest sum is right most often, and the sum tells how sure that is.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from retrieval.restoring.weights import (
    WIDEST,
    Blocks,
    Floats,
    Ints,
    Weights,
    gains_of,
    rest_of,
    shares_of,
)

_LEFT = 5
_TRIPLE_WEIGHT = np.float32(0.8)  # neighbouring triples tell less than if each were independent evidence
_RUN = 1024  # places decided together: bounds memory


def marginals(weights: Weights, classes: Ints, scores: Floats) -> tuple[Ints, Floats]:
    """Give for each place the rank chosen within its class, and how probable it is.

    `classes` [places]; `scores` [places, WIDEST] are log likelihoods of the words of its class, -inf where
    there is none or it cannot be.
    """
    runs = [slice(at, at + _RUN) for at in range(0, len(classes), _RUN)]
    decided = [_decided(weights, classes[run], scores[run]) for run in runs]
    return np.concatenate([ranks for ranks, _ in decided]), np.concatenate([sure for _, sure in decided])


def _decided(weights: Weights, classes: Ints, scores: Floats) -> tuple[Ints, Floats]:
    moves = _pair_moves(weights, classes)
    first = _by_pairs(np.exp(moves), np.exp(scores - scores.max(axis=1, keepdims=True)))
    left = np.argsort(-first, axis=1, kind="stable")[:, :_LEFT]
    if len(classes) > 2:
        second = _by_triples(weights, classes, left, moves, scores)
    else:
        second = np.take_along_axis(first, left, axis=1)
    best = np.argmax(second, axis=1)
    rows = np.arange(len(classes))
    return left[rows, best], second[rows, best]


def _by_pairs(moves: Floats, chances: Floats) -> Floats:
    """Give posteriors [places, WIDEST] from odds of neighbours and of readings."""
    ahead, behind = np.empty_like(chances), np.ones_like(chances)
    ahead[0] = chances[0] / chances[0].sum()
    for at in range(1, len(chances)):
        row = (ahead[at - 1] @ moves[at - 1]) * chances[at]
        ahead[at] = row / row.sum()
    for at in range(len(chances) - 2, -1, -1):
        row = moves[at] @ (behind[at + 1] * chances[at + 1])
        behind[at] = row / row.sum()
    both = ahead * behind
    return np.asarray(both / both.sum(axis=1, keepdims=True))


def _by_triples(weights: Weights, classes: Ints, left: Ints, moves: Floats, scores: Floats) -> Floats:
    """Give posteriors [places, _LEFT] of the readings that are left."""
    kept = np.take_along_axis(scores, left, axis=1)
    near = moves[np.arange(len(moves))[:, None, None], left[:-1, :, None], left[1:, None, :]]
    near = near + kept[1:, None, :]
    steps = _triple_moves(weights, classes, left) + near[1:, None, :, :]
    odds = np.exp(steps - steps.max(axis=(1, 2, 3), keepdims=True)).transpose(0, 2, 1, 3)
    start = near[0] + kept[0][:, None]
    ahead, behind = np.empty_like(near), np.ones_like(near)
    ahead[0] = np.exp(start - start.max())
    for at, step in enumerate(odds):
        row = np.matmul(ahead[at].T[:, None, :], step)[:, 0, :]
        ahead[at + 1] = row / row.sum()
    for at in range(len(odds) - 1, -1, -1):
        row = np.matmul(odds[at], behind[at + 1][:, :, None])[:, :, 0].T
        behind[at] = row / row.sum()
    both = ahead * behind
    both /= both.sum(axis=(1, 2), keepdims=True)
    return np.vstack([both[0].sum(axis=1)[None, :], both.sum(axis=1)])


def _pair_moves(weights: Weights, classes: Ints) -> Floats:
    """Give the gain [places - 1, WIDEST, WIDEST] of every two neighbours over the two words alone."""
    keys = classes[:-1] * len(weights.classes) + classes[1:]
    at, listed = _listed(weights.pairs, keys)
    moves = np.zeros((len(keys), WIDEST, WIDEST), dtype=np.float32)
    shares = shares_of(weights.pairs.steps[listed])
    sums = np.bincount(at, weights=shares, minlength=len(keys)).astype(np.float32)
    moves += np.where(sums > 0, rest_of(sums), np.float32(0))[:, None, None]
    ranks = weights.pairs.ranks[listed]
    one, other = ranks >> 4, ranks & 15
    alone = weights.logs[weights.firsts[classes[at]] + one]
    alone = alone + weights.logs[weights.firsts[classes[at + 1]] + other]
    moves[at, one, other] = np.log(shares) - alone
    return moves


def _triple_moves(weights: Weights, classes: Ints, left: Ints) -> Floats:
    """Give the gain [places - 2, _LEFT, _LEFT, _LEFT] of every three neighbours over their pairs."""
    number = len(weights.classes)
    keys = (classes[:-2] * number + classes[1:-1]) * number + classes[2:]
    blocks = weights.triples
    places, found = _found(blocks, keys)
    gains = np.where(found, gains_of(blocks.rest[places]), np.float32(0))
    moves = np.zeros((len(keys), _LEFT, _LEFT, _LEFT), dtype=np.float32) + gains[:, None, None, None]
    at, listed = _listed(blocks, keys)
    where = np.full((len(left), WIDEST), -1)
    np.put_along_axis(where, left, np.arange(left.shape[1])[None, :], axis=1)
    ranks = blocks.ranks[listed]
    one, two, three = where[at, ranks >> 4], where[at + 1, ranks & 15], where[at + 2, blocks.last[listed]]
    inside = (one >= 0) & (two >= 0) & (three >= 0)
    moves[at[inside], one[inside], two[inside], three[inside]] = gains_of(blocks.steps[listed[inside]])
    return np.asarray(_TRIPLE_WEIGHT * moves)


def _found(blocks: Blocks, keys: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    places = np.minimum(np.searchsorted(blocks.keys, keys), len(blocks.keys) - 1)
    return places, blocks.keys[places] == keys


def _listed(blocks: Blocks, keys: Ints) -> tuple[Ints, Ints]:
    """Give, for every listed reading of these blocks, which key it belongs to and where it stands."""
    places, found = _found(blocks, keys)
    starts = blocks.starts[places]
    counts = np.where(found, blocks.starts[places + 1] - starts, 0)
    at = np.repeat(np.arange(len(keys)), counts)
    offsets = np.arange(len(at)) - np.repeat(np.cumsum(counts) - counts, counts)
    return at, starts[at] + offsets
