from __future__ import annotations

import pytest

from retrieval.fusion import fuse, scale


@pytest.mark.parametrize(
    ("scores", "scaled"),
    [
        ([2.0, 4.0, 3.0], [0.0, 1.0, 0.5]),
        ([-1.0, 1.0], [0.0, 1.0]),
        ([5.0, 5.0], [0.0, 0.0]),
        ([7.0], [0.0]),
        ([], []),
    ],
)
def test_scores_are_scaled_by_the_least_and_the_greatest(scores: list[float], scaled: list[float]) -> None:
    assert scale(scores).tolist() == scaled


def test_parts_are_weighed_and_summed() -> None:
    parts = {"words": [10.0, 0.0, 5.0], "vector": [0.2, 0.4, 0.3]}
    assert fuse(parts, {"words": 1.0, "vector": 0.25}).tolist() == [1.0, 0.25, 0.625]


def test_a_part_that_tells_nothing_apart_changes_nothing() -> None:
    assert fuse({"words": [1.0, 3.0], "type": [9.0, 9.0]}, {"words": 2.0, "type": 5.0}).tolist() == [0.0, 2.0]


def test_the_size_of_scores_does_not_matter() -> None:
    weights = {"words": 1.0, "vector": 0.5}
    small = fuse({"words": [0.1, 0.3, 0.2], "vector": [1.0, 0.0, 0.0]}, weights)
    large = fuse({"words": [100.0, 300.0, 200.0], "vector": [1.0, 0.0, 0.0]}, weights)
    assert small.tolist() == pytest.approx(large.tolist())
