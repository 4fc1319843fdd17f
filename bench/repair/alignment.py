"""Pair the words that were printed with the words that were read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from corpus.text import fold

_GAP = 0.6
_BAND = 25
_WORST = 0.75


@lru_cache(maxsize=500_000)
def distance(left: str, right: str) -> float:
    """Give the edit distance of two words without diacritics, as a share of the longer one."""
    a, b = fold(left), fold(right)
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1] / max(len(a), len(b), 1)


def aligned(truth: Sequence[str], raw: Sequence[str]) -> list[tuple[int, int]]:
    """Give the places of words that answer each other, in order, under the cheapest alignment in a band."""
    slope = len(raw) / max(1, len(truth))
    best: list[dict[int, tuple[float, int]]] = []
    for i in range(len(truth) + 1):
        middle = round(i * slope)
        row: dict[int, tuple[float, int]] = {}
        for j in range(max(0, middle - _BAND), min(len(raw), middle + _BAND) + 1):
            row[j] = _cheapest(i, j, best, row, truth, raw)
        best.append(row)
    return _path(best, len(truth), len(raw))


def _cheapest(
    i: int,
    j: int,
    best: list[dict[int, tuple[float, int]]],
    row: dict[int, tuple[float, int]],
    truth: Sequence[str],
    raw: Sequence[str],
) -> tuple[float, int]:
    if i == j == 0:
        return 0.0, 0
    ways = [(1e9, 0)]
    if i and j in best[i - 1]:
        ways.append((best[i - 1][j][0] + _GAP, 1))
    if j - 1 in row:
        ways.append((row[j - 1][0] + _GAP, 2))
    if i and j - 1 in best[i - 1]:
        ways.append((best[i - 1][j - 1][0] + distance(truth[i - 1], raw[j - 1]), 3))
    return min(ways)


def _path(best: list[dict[int, tuple[float, int]]], i: int, j: int) -> list[tuple[int, int]]:
    pairs = []
    while i or j:
        way = best[i][j][1]
        if way == 0:
            break
        i -= way in (1, 3)
        j -= way in (2, 3)
        if way == 3:
            pairs.append((i, j))
    return pairs[::-1]


def answering(truth: Sequence[str], raw: Sequence[str]) -> list[tuple[str, str]]:
    """Give the pairs of words that are alike enough to be one word printed and read."""
    pairs = [(truth[i], raw[j]) for i, j in aligned(truth, raw)]
    return [pair for pair in pairs if distance(*pair) <= _WORST]
