from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from retrieval.dense import DenseIndex
from retrieval.encoders import Vectors
from retrieval.errors import IndexStale

IDS = [11, 7, 30, 2]
VECTORS = np.asarray([[1, 0, 0], [0.8, 0.6, 0], [0, 1, 0], [0, 0, 1]], dtype=np.float32)
EAST: Vectors = np.asarray([[1, 0, 0]], dtype=np.float32)


@pytest.fixture
def index(tmp_path: Path) -> DenseIndex:
    DenseIndex.build(tmp_path, IDS, VECTORS)
    return DenseIndex.open(tmp_path)


def test_the_nearest_come_first(index: DenseIndex) -> None:
    assert index.search(EAST, 2) == [11, 7]
    assert index.search(VECTORS[2:3], 2) == [30, 7]


def test_a_limit_beyond_the_number_of_chunks_gives_all(index: DenseIndex) -> None:
    assert sorted(index.search(EAST, 100)) == sorted(IDS)


@pytest.mark.parametrize(
    ("among", "found"), [({7, 30}, [7, 30]), ({2}, [2]), (set(), []), ({999}, []), ({999, 30}, [30])]
)
def test_only_those_among_are_found(index: DenseIndex, among: set[int], found: list[int]) -> None:
    assert index.search(EAST, 10, among=among) == found


def test_similarities_stand_in_the_order_asked_and_unknown_ones_are_zero(index: DenseIndex) -> None:
    np.testing.assert_allclose(index.similarities(EAST, [30, 999, 11, 7]), [0, 0, 1, 0.8], atol=0.02)
    assert index.similarities(EAST, []).tolist() == []
    assert index.similarities(EAST, [999]).tolist() == [0]


def test_a_zero_vector_is_near_to_nothing(index: DenseIndex) -> None:
    nothing = np.zeros((1, 3), dtype=np.float32)
    assert len(index.search(nothing, 4)) == 4
    assert index.similarities(nothing, IDS).tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("name", ["vectors.faiss", "chunk_ids.npy"])
@pytest.mark.parametrize("damage", [b"", b"garbage", None])
def test_a_damaged_or_missing_file_is_stale(tmp_path: Path, name: str, damage: bytes | None) -> None:
    DenseIndex.build(tmp_path, IDS, VECTORS)
    (tmp_path / name).unlink()
    if damage is not None:
        (tmp_path / name).write_bytes(damage)
    with pytest.raises(IndexStale, match="built again"):
        DenseIndex.open(tmp_path)
