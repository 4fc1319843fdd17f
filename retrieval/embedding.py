"""Passages -> vectors, a few at a time, so that a slow model can tell how far it has come."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np

from retrieval.encoders import Encoder, Vectors

_FIRST, _MOST = 32, 4096
# A share that took less than this many seconds is followed by one of twice as many texts.
_QUICK = 1.0
_TOLD_EVERY = 5.0


def embed(
    encoder: Encoder,
    texts: Sequence[str],
    *,
    report: Callable[[str], None],
    clock: Callable[[], float] = time.monotonic,
) -> Vectors:
    """Give a (len(texts), dimension) array of the passages' vectors.

    `report` is told every five seconds how many are done; a quick encoder is done before the first time.
    """
    vectors = np.zeros((len(texts), encoder.dimension), dtype=np.float32)
    done, share = 0, _FIRST
    told = begun = clock()
    while done < len(texts):
        vectors[done : done + share] = encoder.encode_documents(texts[done : done + share])
        done, before, begun = min(done + share, len(texts)), begun, clock()
        if begun - before < _QUICK:
            share = min(2 * share, _MOST)
        if begun - told >= _TOLD_EVERY and done < len(texts):
            report(f"Encoding passages: {done:,} of {len(texts):,} …")
            told = begun
    return vectors
