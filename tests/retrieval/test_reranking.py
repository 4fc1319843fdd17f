"""The best passages read again: how scores move, and what a cross-encoder gives."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import ModelMissing, RetrievalError, UnsoundVectors, WrongModel
from retrieval.model_source import ModelChoice
from retrieval.reranking import CrossEncoderReranker, rerank
from tests.retrieval.tiny_models import save_bare, save_reranker, spoil

PASSAGES = ["Giấy khen: 03-05 tập thể.", "Kinh phí từ ngân sách tỉnh.", "Báo cáo " * 100]


def make(folder: Path, **choice: object) -> CrossEncoderReranker:
    return CrossEncoderReranker(ModelChoice(source=str(folder), **choice))


def test_what_is_judged_better_moves_up() -> None:
    moved = rerank(np.array([0.9, 0.8, 0.7, 0.1]), [0, 1, 2], np.array([0.0, 5.0, 1.0]))
    assert list(np.argsort(-moved)) == [1, 0, 2, 3]


def test_the_rest_stays_below_and_as_it_was() -> None:
    scores = np.array([0.9, 0.5, 0.3, 0.2])
    moved = rerank(scores, [0, 1], np.array([-3.0, 4.0]))
    assert list(moved[2:]) == [0.3, 0.2]
    assert 0.5 <= moved[:2].min() <= moved[:2].max() <= 0.9


@pytest.mark.parametrize(("best", "judged"), [([], []), ([0], [7.0]), ([0, 1, 2], [2.0, 2.0, 2.0])])
def test_a_judgement_that_tells_nothing_apart_keeps_the_order(best: list[int], judged: list[float]) -> None:
    moved = rerank(np.array([0.9, 0.5, 0.3]), best, np.array(judged))
    assert list(np.argsort(-moved)) == [0, 1, 2]


def test_scores_are_those_of_the_library(tiny_reranker: Path) -> None:
    from sentence_transformers import CrossEncoder

    expected = CrossEncoder(str(tiny_reranker)).predict([("giấy khen", passage) for passage in PASSAGES])
    for size in (1, 32):
        found = make(tiny_reranker, batch_size=size).judge("giấy khen", PASSAGES)
        np.testing.assert_allclose(found, expected, atol=1e-6)


def test_no_passages_have_no_scores(tiny_reranker: Path) -> None:
    assert make(tiny_reranker).judge("giấy khen", []).shape == (0,)


def test_only_so_much_of_a_pair_is_read(tiny_reranker: Path) -> None:
    short = make(tiny_reranker, max_length=16)
    first, same = short.judge("so", ["so " * 20, "so " * 20 + "kinh phí"])
    assert first == pytest.approx(same, abs=1e-7)


def test_many_threads_share_one_model(tiny_reranker: Path) -> None:
    reranker = make(tiny_reranker)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: reranker.judge("giấy khen", PASSAGES), range(16)))
    assert all(np.array_equal(scores, found[0]) for scores in found)


def refusal(folder: Path) -> tuple[type[RetrievalError], str]:
    with pytest.raises(RetrievalError) as caught:
        make(folder).judge("giấy khen", PASSAGES)
    assert "\n" not in str(caught.value)
    return caught.type, str(caught.value)


def test_an_encoder_is_no_reranker(tiny_encoder: Path, tmp_path: Path) -> None:
    for folder in (tiny_encoder, save_bare(tmp_path)):
        error, line = refusal(folder)
        assert (error, "it is an encoder, set as THIDUA_ENCODER" in line) == (WrongModel, True)


def test_a_model_that_sorts_into_classes_is_no_reranker(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers")
    error, line = refusal(save_reranker(tmp_path, labels=3))
    assert (error, "3 classes" in line) == (WrongModel, True)


def test_a_model_that_is_not_there_is_told(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers")
    assert refusal(tmp_path / "none")[0] is ModelMissing


def test_scores_that_are_no_numbers_are_refused(tiny_reranker: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny_reranker, tmp_path / "copy"))
    error, line = refusal(spoil(folder, float("nan")))
    assert (error, "not finite" in line) == (UnsoundVectors, True)
