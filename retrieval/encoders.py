"""Texts -> vectors: the `Encoder` protocol.

`static.py` is embedded and the default; `transformer.py` runs any sentence-transformers model.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turn texts into unit vectors, so that a question lies near the passages that answer it."""

    @property
    def name(self) -> str:
        """Give a name that changes whenever the vectors of the same text would."""
        ...

    @property
    def dimension(self) -> int:
        """Give the length of the vectors."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Give a (len(texts), dimension) array of unit vectors; a text without known words is all zero."""
        ...

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Give a (len(texts), dimension) array of unit vectors; a text without known words is all zero."""
        ...


def unit(rows: Vectors) -> Vectors:
    """Scale each row of a (n, dimension) array to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
