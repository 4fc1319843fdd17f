"""Passages encoded share by share: the same vectors, and progress where it takes long."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from retrieval.embedding import embed
from retrieval.encoders import Vectors


class Slow:
    """An encoder that takes a while for each text, by a clock of its own."""

    name, dimension = "slow", 2

    def __init__(self, seconds: float) -> None:
        self.now = 0.0
        self.shares: list[int] = []
        self._seconds = seconds

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        raise NotImplementedError

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        self.now += self._seconds * len(texts)
        self.shares.append(len(texts))
        return np.array([[float(text), 1.0] for text in texts], dtype=np.float32).reshape(-1, 2)


def run(seconds: float, count: int) -> tuple[Slow, Vectors, list[str]]:
    encoder, told = Slow(seconds), list[str]()
    texts = [str(number) for number in range(count)]
    return encoder, embed(encoder, texts, report=told.append, clock=lambda: encoder.now), told


@pytest.mark.parametrize("count", [0, 1, 32, 33, 5000])
@pytest.mark.parametrize("seconds", [0.0, 0.1])
def test_every_text_has_its_vector(seconds: float, count: int) -> None:
    _, vectors, _ = run(seconds, count)
    assert vectors[:, 0].tolist() == list(range(count))


def test_a_slow_encoder_tells_how_far_it_is() -> None:
    _, _, told = run(0.1, 1200)
    assert told[:2] == ["Encoding passages: 64 of 1,200 …", "Encoding passages: 128 of 1,200 …"]
    assert len(told) == 18


def test_a_quick_encoder_is_done_before_it_says_a_word() -> None:
    encoder, _, told = run(0.0001, 20_000)
    assert told == []
    assert encoder.shares[:4] == [32, 64, 128, 256]
    assert max(encoder.shares) == 4096
