"""Choose among candidates by context: posteriors over all readings of the text, by two passes.

The first pass weighs pairs of words over all candidates, the second triples over the few that are left
(forward and backward sums, Rabiner 1989). The word with the highest posterior is right most often, and its
posterior tells how sure that is.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from corpus.repair.language import Language

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_LEFT = 6
_BLOCK = 128  # places weighed at once, and
_RUN = 4096  # places decided together: both bound memory
_WEIGHT = np.float32(0.8)  # neighbouring words tell less than if each were independent evidence


def posteriors(language: Language, words: Ints, scores: Floats) -> tuple[Ints, Floats]:
    """Give, for each place, the candidate chosen and its posterior.

    `words` [places, candidates] are word numbers, `scores` their log likelihoods under the channel.
    """
    runs = [slice(start, start + _RUN) for start in range(0, len(words), _RUN)]
    decided = [_decided(language, words[run], scores[run]) for run in runs]
    chosen = np.concatenate([each for each, _ in decided]) if decided else np.empty(0, dtype=np.int64)
    sure = np.concatenate([each for _, each in decided]) if decided else np.empty(0, dtype=np.float32)
    return chosen, sure


def _decided(language: Language, words: Ints, scores: Floats) -> tuple[Ints, Floats]:
    if len(words) < 3:
        return np.argmax(scores, axis=1), np.exp(_normal(scores)).max(axis=1)
    first = _by_pairs(language, words, scores)
    left = np.argsort(-first, axis=1)[:, :_LEFT]
    rows = np.arange(len(words))[:, None]
    second = _by_triples(language, words[rows, left], scores[rows, left])
    best = np.argmax(second, axis=1)
    return left[rows[:, 0], best], np.exp(second[rows[:, 0], best])


def _by_pairs(language: Language, words: Ints, scores: Floats) -> Floats:
    width = words.shape[1]
    moves = np.empty((len(words) - 1, width, width), dtype=np.float32)
    for start in range(0, len(moves), _BLOCK):
        logs, _ = _pairs(language, words[start : start + _BLOCK + 1])
        moves[start : start + _BLOCK] = _WEIGHT * logs
    ahead = [scores[0]]
    for move, score in zip(moves, scores[1:], strict=True):
        ahead.append(_summed(ahead[-1][:, None] + move, 0) + score)
    behind = [np.zeros(width, dtype=np.float32)]
    for move, score in zip(moves[::-1], scores[:0:-1], strict=True):
        behind.append(_summed(move + (behind[-1] + score)[None, :], 1))
    return _normal(np.array(ahead) + np.array(behind[::-1]))


def _by_triples(language: Language, words: Ints, scores: Floats) -> Floats:
    width = words.shape[1]
    starts = _WEIGHT * _pairs(language, words[:2])[0][0]
    moves = np.empty((len(words) - 2, width, width, width), dtype=np.float32)
    for start in range(0, len(moves), _BLOCK):
        moves[start : start + _BLOCK] = _WEIGHT * _triples(language, words[start : start + _BLOCK + 2])
    ahead = [scores[0][:, None] + starts + scores[1][None, :]]
    for move, score in zip(moves, scores[2:], strict=True):
        ahead.append(_summed(ahead[-1][:, :, None] + move, 0) + score[None, :])
    behind = [np.zeros((width, width), dtype=np.float32)]
    for move, score in zip(moves[::-1], scores[:1:-1], strict=True):
        behind.append(_summed(move + (behind[-1] + score[None, :])[None, :, :], 2))
    both = np.array(ahead) + np.array(behind[::-1])
    later = np.array([_summed(each, 0) for each in both])
    return _normal(np.vstack([_summed(both[0], 1)[None, :], later]))


def _pairs(language: Language, words: Ints) -> tuple[Floats, Ints]:
    """Give log probabilities [places - 1, before, after] of neighbours, and the places of their pairs."""
    shape = (len(words) - 1, words.shape[1], words.shape[1])
    before = np.broadcast_to(words[:-1, :, None], shape).ravel()
    after = np.broadcast_to(words[1:, None, :], shape).ravel()
    logs, pair = language.after_one(before, after)
    return logs.reshape(shape), pair.reshape(shape)


def _triples(language: Language, words: Ints) -> Floats:
    """Give log probabilities [places - 2, first, second, third] of third words."""
    logs, pair = _pairs(language, words)
    shape = (len(words) - 2, *3 * words.shape[1:])
    history = np.broadcast_to(pair[:-1, :, :, None], shape).ravel()
    third = np.broadcast_to(words[2:, None, None, :], shape).ravel()
    shorter = np.broadcast_to(logs[1:, None, :, :], shape).ravel()
    return language.after_two(history, third, shorter).reshape(shape)


def _summed(logs: Floats, axis: int) -> Floats:
    top = logs.max(axis=axis)
    return np.asarray(top + np.log(np.exp(logs - np.expand_dims(top, axis)).sum(axis=axis)))


def _normal(logs: Floats) -> Floats:
    return np.asarray(logs - _summed(logs, 1)[:, None])
