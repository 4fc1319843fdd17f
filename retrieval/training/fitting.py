"""The rows of the model: first by latent semantic analysis, then by contrast.

Loss: MultipleNegativesRankingLoss (Henderson et al., "Efficient Natural Language Response Suggestion for
Smart Reply", 2017), in both directions; the others of a batch are what a passage must be told from, and a
part of them is of the same topic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import embedding_bag, normalize

Rows = NDArray[np.float32]
# Flat rows of the features of several texts, and where each text begins.
Bag = tuple[NDArray[np.int64], NDArray[np.int64]]
_SCALE = 20.0
_SPREAD = 0.1
# Another number of threads adds up in another order, and a thousand steps make much of a rounding.
_THREADS = 2


def be_repeatable(seed: int) -> None:
    """Make torch give the same numbers for the same seed, whatever the machine has."""
    torch.manual_seed(seed)
    torch.set_num_threads(_THREADS)
    torch.use_deterministic_algorithms(True)


def bag_of(found: NDArray[np.int32], lengths: Sequence[int]) -> Bag:
    """Join (words, 3) rows of several texts, of so many words each, without those that are none."""
    known = found.ravel() >= 0
    ends = np.cumsum(np.asarray(lengths, dtype=np.int64) * 3)
    before = np.concatenate([[0], np.cumsum(known)])
    starts = np.concatenate([[0], ends[:-1]])
    return found.ravel()[known].astype(np.int64), before[starts]


def initial_rows(bags: Bag, size: int, dimension: int, seed: int) -> Rows:
    """Give (size, dimension) rows by a truncated singular value decomposition of tf-idf weights.

    After Deerwester et al., "Indexing by Latent Semantic Analysis" (1990); the decomposition is randomised
    (Halko, Martinsson and Tropp, 2011).
    """
    flat, starts = bags
    lengths = np.diff(np.append(starts, len(flat)))
    texts = np.repeat(np.arange(len(starts)), lengths)
    cells, counts = np.unique(texts * size + flat, return_counts=True)
    rows, columns = cells // size, cells % size
    idf = np.log((1 + len(starts)) / (1 + np.bincount(columns, minlength=size))).astype(np.float32)
    values = np.log1p(counts).astype(np.float32) * idf[columns]
    norms = np.sqrt(np.bincount(rows, weights=values**2, minlength=len(starts))).clip(min=1e-9)
    matrix = torch.sparse_coo_tensor(
        torch.from_numpy(np.stack([rows, columns])),
        torch.from_numpy(values / norms[rows].astype(np.float32)),
        (len(starts), size), check_invariants=True,
    ).coalesce()  # fmt: skip
    torch.manual_seed(seed)
    _, _, right = torch.svd_lowrank(matrix, q=dimension, niter=2)
    found: Rows = (right.numpy() * idf[:, None]).astype(np.float32)
    found *= _SPREAD / found.std()
    return found


def fit(
    rows: Rows, batches: Iterator[tuple[Bag, Bag]], steps: int, *, rate: float,
    report: Callable[[int, float], None],
) -> Rows:  # fmt: skip
    """Train the rows on batches of (questions, passages), which stand side by side, with a falling rate."""
    weights = torch.nn.Parameter(torch.from_numpy(rows.copy()))
    optimizer = torch.optim.Adam([weights], lr=rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
    for step in range(steps):
        questions, passages = next(batches)
        scores = _SCALE * _encode(weights, questions) @ _encode(weights, passages).T
        own = torch.arange(len(scores))
        loss = (
            torch.nn.functional.cross_entropy(scores, own) + torch.nn.functional.cross_entropy(scores.T, own)
        ) / 2
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
        report(step, float(loss.detach()))
    return weights.detach().numpy()


def _encode(weights: torch.Tensor, bag: Bag) -> torch.Tensor:
    flat, starts = bag
    return normalize(embedding_bag(torch.from_numpy(flat), weights, torch.from_numpy(starts), mode="sum"))


def quantise(rows: Rows) -> tuple[NDArray[np.int8], Rows]:
    """Give the rows as whole numbers from -127 to 127, and a scale for each row."""
    scales = (np.abs(rows).max(axis=1) / 127).astype(np.float32)
    safe = np.where(scales > 0, scales, 1)
    return np.round(rows / safe[:, None]).astype(np.int8), scales
