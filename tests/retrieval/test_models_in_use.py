"""Encoders and rerankers at work: indexes kept apart, nothing lost, passages read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from corpus.store import PlanStore
from retrieval.encoders import Vectors, unit
from retrieval.errors import UnsoundVectors
from retrieval.fusion import Scores
from retrieval.index import open_index
from retrieval.reranking import RERANKED
from retrieval.retriever import Retriever
from tests.retrieval.factories import ENCODER, make_library, save


@dataclass
class Lengths:
    """An encoder that knows only how long a text is."""

    name: str = "lengths"
    dimension: int = 4
    fails_at: int | None = None

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode_documents(texts)

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        if self.fails_at is not None and len(texts) >= self.fails_at:
            raise UnsoundVectors("The model gives numbers that are not finite.")
        lengths = np.array([len(text) for text in texts], np.float32)
        return unit(lengths[:, None] + np.arange(self.dimension, dtype=np.float32))


@dataclass
class Wishing:
    """A reranker that likes the passages with a word, and notes what it was given."""

    word: str
    name: str = "wishing"
    given: list[tuple[str, list[str]]] = field(default_factory=list)

    def judge(self, question: str, passages: Sequence[str]) -> Scores:
        self.given.append((question, list(passages)))
        return np.array([100.0 * (self.word in passage) for passage in passages])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PlanStore]:
    with make_library(tmp_path) as store:
        yield store


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "indexes"


def folders(root: Path) -> set[str]:
    return {path.name for path in root.iterdir() if path.is_dir()}


def test_each_encoder_has_an_index_of_its_own(store: PlanStore, root: Path) -> None:
    told: list[str] = []
    for encoder in (ENCODER, Lengths(), ENCODER, Lengths()):
        index = open_index(root, store, encoder, report=told.append)
        assert index.encoder is encoder
        assert len(index.dense.search(encoder.encode_queries(["thi đua"]), 50)) == 7
    assert told == ["Building the index of 3 plans, 7 passages …"] * 2
    assert len(folders(root)) == 2


def test_an_encoder_of_another_dimension_has_the_index_built_again(store: PlanStore, root: Path) -> None:
    open_index(root, store, Lengths())
    told: list[str] = []
    index = open_index(root, store, Lengths(dimension=5), report=told.append)
    assert len(index.dense.search(np.ones((1, 5), np.float32), 50)) == 7
    assert [("built again" in line, "Building" in line) for line in told] == [(True, False), (False, True)]


def test_a_model_that_fails_leaves_the_old_index(store: PlanStore, root: Path) -> None:
    open_index(root, store, ENCODER)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with pytest.raises(UnsoundVectors):
        open_index(root, store, Lengths(fails_at=1))
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert not (root / ".building").exists()
    told: list[str] = []
    open_index(root, store, ENCODER, report=told.append)
    assert told == []


def ranked(retriever: Retriever, text: str, k: int = 50) -> list[int]:
    return [passage.chunk.id for passage in retriever.retrieve(retriever.understand(text), None, k)]


def test_a_reranker_brings_up_what_it_likes(store: PlanStore, root: Path) -> None:
    plain = Retriever(store, root, ENCODER)
    wishing = Wishing("ngân sách tỉnh")
    again = Retriever(store, root, ENCODER, reranker=wishing)
    question = "thi đua khen thưởng của Sở"
    assert set(ranked(plain, question)) == set(ranked(again, question))
    liked = store.chunks(ranked(again, question)[:1])[0]
    assert "ngân sách tỉnh" in liked.text
    assert ranked(plain, question)[0] != liked.id


def test_a_reranker_reads_the_question_with_headings_and_plan(store: PlanStore, root: Path) -> None:
    wishing = Wishing("ngân sách tỉnh")
    retriever = Retriever(store, root, ENCODER, reranker=wishing)
    retriever.retrieve(retriever.understand("kinh phí thi đua"))
    ((question, passages),) = wishing.given
    assert question == "kinh phí thi đua"
    assert any("II. KINH PHÍ" in text and "142/KH-UBND" in text for text in passages)


def test_a_reranker_that_tells_nothing_apart_changes_nothing(store: PlanStore, root: Path) -> None:
    plain, again = (Retriever(store, root, ENCODER, reranker=reranker) for reranker in (None, Wishing("\0")))
    for question in ("thi đua khen thưởng", "báo cáo trước ngày nào", "kinh phí"):
        assert ranked(plain, question) == ranked(again, question)


def test_only_the_best_are_read_again(store: PlanStore, root: Path) -> None:
    lines = tuple(
        line for i in range(60) for line in (f"{i + 1}. THI ĐUA", f"Sở thi đua khen thưởng lần {i}")
    )
    save(store, "moi", lines)
    wishing = Wishing("lần")
    retriever = Retriever(store, root, ENCODER, reranker=wishing)
    assert len(ranked(retriever, "thi đua khen thưởng", 100)) > RERANKED
    assert [len(passages) for _, passages in wishing.given] == [RERANKED]


def test_models_are_loaded_before_the_first_question(store: PlanStore, root: Path) -> None:
    wishing = Wishing("lần")
    Retriever(store, root, ENCODER, reranker=wishing).prepare()
    assert wishing.given == [("", [])]
