"""Texts -> vectors: the `Encoder` protocol, and a small static model fitted on the loaded plans.

What is fitted here is honest about its size: latent semantic analysis of hashed folded syllables and
bigrams, after Deerwester et al., "Indexing by Latent Semantic Analysis" (1990), with the feature hashing
of Weinberger et al., "Feature Hashing for Large Scale Multitask Learning" (2009). It knows only words that
stand together in the loaded plans; a trained model takes its place behind the same protocol.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from corpus.text import bigrams, tokens
from retrieval.errors import IndexStale

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turn texts into unit vectors."""

    @property
    def name(self) -> str:
        """Give a name that changes whenever the vectors of the same text would."""
        ...

    @property
    def dimension(self) -> int:
        """Give the length of the vectors."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give a (len(texts), dimension) array of unit vectors; a text without known words is all zero."""
        ...

    def save(self, folder: Path) -> None:
        """Write what `encode` needs into the folder."""
        ...


_BUCKETS = 4096
_MOST_FITTED = 1024
_DIMENSION = 128
_BIGRAM_WEIGHT = 0.5
_FILE = "encoder.npz"


class LsaEncoder:
    """Latent semantic analysis over hashed features, fitted on texts."""

    name = "lsa-hashed-1"

    def __init__(self, idf: Vectors, projection: Vectors) -> None:
        self._idf = idf
        self._projection = projection

    @classmethod
    def fit(cls, texts: Sequence[str]) -> Self:
        """Fit on the texts; on an even sample of 1,024 where there are more."""
        step = max(1, -(-len(texts) // _MOST_FITTED))
        counts = _count(list(texts)[::step])
        present = (counts > 0).sum(axis=0)
        idf = np.log1p((1 + len(counts)) / (1 + present)).astype(np.float32)
        weighted = _unit(np.log1p(counts) * idf)
        # The right singular vectors by way of the smaller Gram matrix.
        values, left = np.linalg.eigh(weighted @ weighted.T)
        kept = [i for i in np.argsort(values)[::-1][:_DIMENSION] if values[i] > 1e-6 * max(values[-1], 1e-9)]
        projection = weighted.T @ left[:, kept] / np.sqrt(values[kept])
        full = np.zeros((_BUCKETS, _DIMENSION), dtype=np.float32)
        full[:, : projection.shape[1]] = projection
        return cls(idf, full)

    @property
    def dimension(self) -> int:
        """Give the length of the vectors."""
        return int(self._projection.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give a (len(texts), dimension) array of unit vectors."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return _unit(np.stack([self._sum(text) for text in texts]))

    def _sum(self, text: str) -> Vectors:
        """Add up the rows of the few features that the text has; a question has about twenty of 4,096."""
        counts = _buckets(text)
        rows = np.fromiter(counts, dtype=np.int64, count=len(counts))
        values = np.log1p(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))
        summed: Vectors = (values * self._idf[rows]) @ self._projection[rows]
        return summed

    def save(self, folder: Path) -> None:
        """Write the weights into the folder."""
        np.savez(folder / _FILE, idf=self._idf, projection=self._projection)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read the weights from the folder. Raises IndexStale."""
        try:
            with (folder / _FILE).open("rb") as file, np.load(file) as stored:
                return cls(stored["idf"], stored["projection"])
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise IndexStale(f"{folder / _FILE} cannot be read; the index is built again.") from error


def _buckets(text: str) -> dict[int, float]:
    counts: dict[int, float] = {}
    words = tokens(text)
    for terms, weight in ((words, 1.0), (bigrams(words), _BIGRAM_WEIGHT)):
        for term in terms:
            bucket = zlib.crc32(term.encode()) % _BUCKETS
            counts[bucket] = counts.get(bucket, 0.0) + weight
    return counts


def _count(texts: Sequence[str]) -> Vectors:
    counts = np.zeros((len(texts), _BUCKETS), dtype=np.float32)
    for row, text in enumerate(texts):
        for bucket, count in _buckets(text).items():
            counts[row, bucket] = count
    return counts


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
