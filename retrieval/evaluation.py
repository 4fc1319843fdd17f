"""Figures of a ranking: pure functions over ranks and texts.

Recall and reciprocal rank as in Manning, Raghavan and Schütze, "Introduction to Information Retrieval"
(2008), chapter 8; discounted gain after Järvelin and Kekäläinen (2002).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from corpus.text import squeeze

_ENOUGH_OF_QUOTE = 0.6


def holds(passage: str, quote: str, share: float = _ENOUGH_OF_QUOTE) -> bool:
    """Tell whether the passage holds a run of at least this share of the quote's words."""
    wanted = squeeze(quote).casefold().split()
    size = max(1, math.ceil(share * len(wanted)))
    text = f" {squeeze(passage).casefold()} "
    return any(f" {' '.join(wanted[i : i + size])} " in text for i in range(len(wanted) - size + 1))


def first_rank(passages: Sequence[str], quote: str) -> int | None:
    """Give the rank, from 1, of the first passage that holds the quote; None where none does."""
    return next((rank for rank, text in enumerate(passages, start=1) if holds(text, quote)), None)


def recall_at_k(ranks: Sequence[int | None], k: int) -> float:
    """Give the share of wanted quotes that stand among the first k; 0 where nothing was wanted."""
    return sum(rank is not None and rank <= k for rank in ranks) / len(ranks) if ranks else 0.0


def mean_reciprocal_rank(ranks: Sequence[int | None]) -> float:
    """Give the mean of 1/rank, a quote not found counting 0."""
    return sum(1 / rank for rank in ranks if rank) / len(ranks) if ranks else 0.0


def ndcg(ranks: Sequence[int | None], k: int) -> float:
    """Give the discounted gain of several wanted quotes, as a share of the best possible."""
    gain = sum(1 / math.log2(rank + 1) for rank in ranks if rank is not None and rank <= k)
    best = sum(1 / math.log2(place + 1) for place in range(1, min(len(ranks), k) + 1))
    return gain / best if best else 0.0
