"""The embedded model: a row for each known feature of a text, added up and made a unit vector.

Features are folded syllables, accented syllables and folded pairs of syllables, so that a question typed
without diacritics shares most of them with a text that has them. The model is kept as an ordinary
sentence-transformers folder (a `StaticEmbedding` over those features, eight bits a number and one scale a
row) and read here without torch. How it was trained stands in `model/README.md`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load

from corpus.text import accented, bigrams, tokens
from retrieval.encoders import Vectors, unit
from retrieval.errors import ModelUnreadable

FOLDED, ACCENTED, PAIR = "f:", "a:", "b:"
_WEIGHTS, _TOKENIZER = "model.safetensors", "tokenizer.json"
_QUESTIONS_KEPT = 256
SHIPPED = Path(__file__).parent / "model"


def features(text: str) -> list[str]:
    """Give the names of the features of a text: what the tokenizer of the model takes, joined by blanks."""
    words = tokens(text)
    return [
        *[FOLDED + word for word in words],
        *[ACCENTED + word for word in accented(text)],
        *[PAIR + pair for pair in bigrams(words)],
    ]


class StaticEncoder:
    """Give texts the vectors of a static model."""

    def __init__(self, name: str, rows: dict[str, int], numbers: NDArray[np.int8], scales: Vectors) -> None:
        self.name = name
        self._rows = rows
        self._numbers = numbers
        self._scales = scales
        # Passages are found and clauses judged by the same vector of a question.
        self._question = lru_cache(maxsize=_QUESTIONS_KEPT)(lambda text: self.encode_documents([text])[0])

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read the model from its folder. Raises ModelUnreadable."""
        try:
            stored = (folder / _WEIGHTS).read_bytes()
            weights = load(stored)
            tokenizer = json.loads((folder / _TOKENIZER).read_bytes())
            rows: dict[str, int] = tokenizer["model"]["vocab"]
            numbers, scales = weights["embeddings"], weights["weights"]
        except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
            raise ModelUnreadable(f"The model in {folder} cannot be read: install Thidua again.") from error
        if numbers.ndim != 2 or numbers.dtype != np.int8 or scales.shape != (len(rows),) != numbers.shape[:1]:
            raise ModelUnreadable(f"The model in {folder} does not fit together: install Thidua again.")
        return cls(f"static-{hashlib.sha256(stored).hexdigest()[:16]}", rows, numbers, scales)

    @staticmethod
    @cache
    def shipped() -> StaticEncoder:
        """Read the model that ships with Thidua, once. Raises ModelUnreadable."""
        return StaticEncoder.load(SHIPPED)

    @property
    def dimension(self) -> int:
        """Give the length of the vectors."""
        return int(self._numbers.shape[1])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Give a (len(texts), dimension) array of unit vectors; a text without known features is all zero."""
        found = [self._question(text) for text in texts]
        return np.stack(found) if found else np.zeros((0, self.dimension), dtype=np.float32)

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Give a (len(texts), dimension) array of unit vectors; a text without known features is all zero."""
        found = [self._sum(text) for text in texts]
        return unit(np.stack(found)) if found else np.zeros((0, self.dimension), dtype=np.float32)

    def _sum(self, text: str) -> Vectors:
        known = [row for row in map(self._rows.get, features(text)) if row is not None]
        rows = np.array(known, dtype=np.int64)
        summed: Vectors = np.einsum("i,ij->j", self._scales.take(rows), self._numbers.take(rows, axis=0))
        return summed
