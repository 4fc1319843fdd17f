"""Contracts of retrieval over a small library; no weight is held here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from corpus.models import Chunk
from corpus.store import PlanStore
from retrieval.retriever import Passage, Retriever
from tests.retrieval.factories import ENCODER, METADATA, fill, make_library, save


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PlanStore]:
    with make_library(tmp_path) as store:
        yield store


@pytest.fixture
def retriever(store: PlanStore, tmp_path: Path) -> Retriever:
    return Retriever(store, tmp_path / "indexes", ENCODER)


def retrieve(
    retriever: Retriever, question: str, scope: Sequence[str] | None = None, k: int = 5
) -> list[Passage]:
    return retriever.retrieve(retriever.understand(question), scope, k)


def plans(passages: list[Passage]) -> set[str]:
    return {passage.chunk.plan_id for passage in passages}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Bằng khen của Chủ tịch được mấy tập thể?", "01-02 tập thể"),
        ("bang khen chu tich may tap the", "01-02 tập thể"),
        ("giaays bangf kgen cuar chur tichj", "01-02 tập thể"), ("hạn gửi báo cáo tổng kết", "15/11/2025"),
        ("when is the report due?", "15/11/2025"), ("98/2023/NĐ-CP", "98/2023/NĐ-CP"),
        ("kinh phi nong thon moi", "ngân sách"),
        ("ai chủ trì chuyển đổi số ở Mỹ Hào", "chủ trì"), ("kế hoạch 142 kinh phí", "ngân sách tỉnh"),
    ],
)  # fmt: skip
def test_the_best_passages_hold_the_answer(retriever: Retriever, question: str, words: str) -> None:
    assert any(words in passage.chunk.text for passage in retrieve(retriever, question, k=2))


def test_passages_are_the_stores_chunks_best_first(retriever: Retriever, store: PlanStore) -> None:
    passages = retrieve(retriever, "thi đua khen thưởng", k=20)
    assert [passage.score for passage in passages] == sorted((p.score for p in passages), reverse=True)
    assert len({passage.chunk.id for passage in passages}) == len(passages)
    assert [passage.chunk for passage in passages] == store.chunks([passage.chunk.id for passage in passages])


@pytest.mark.parametrize(
    "question", ["thi đua", "kế hoạch 142 Tây Ninh kinh phí", "ai ký", "nơi nhận", "blockchain"]
)
@pytest.mark.parametrize("scope", [(), ("myhao",), ("hungyen", "myhao"), ("khong-co",)])
def test_the_scope_is_never_left(retriever: Retriever, question: str, scope: tuple[str, ...]) -> None:
    assert plans(retrieve(retriever, question, scope, k=50)) <= set(scope)


@pytest.mark.parametrize("k", [0, 1, 3, 7, 100])
def test_no_more_than_k_are_given_and_the_first_stay_the_same(retriever: Retriever, k: int) -> None:
    everything = retrieve(retriever, "thi đua của sở, phòng, xã, tỉnh", k=100)
    assert len(everything) == 7
    found = retrieve(retriever, "thi đua của sở, phòng, xã, tỉnh", k=k)
    assert [passage.chunk for passage in found] == [passage.chunk for passage in everything[:k]]


@pytest.mark.parametrize(
    "question", ["", "   ", "?!…", "🎉", "\x00", "a" * 10_000, "'; DROP TABLE plans; --", "AND OR (*"]
)
def test_anything_can_be_asked(retriever: Retriever, question: str) -> None:
    assert len(retrieve(retriever, question)) <= 5


def test_the_same_question_finds_the_same_again(
    retriever: Retriever, store: PlanStore, tmp_path: Path
) -> None:
    first = retrieve(retriever, "khen thưởng tập thể")
    assert retrieve(retriever, "khen thưởng tập thể") == first
    assert retrieve(Retriever(store, tmp_path / "others", ENCODER), "khen thưởng tập thể") == first


def test_a_change_of_the_store_is_noticed(retriever: Retriever, store: PlanStore) -> None:
    assert plans(retrieve(retriever, "trồng cây xanh", k=50)) <= set(METADATA)
    save(store, "moi", ("I. CHỈ TIÊU", "Trồng 500 cây xanh"))
    assert retrieve(retriever, "trồng cây xanh", k=1)[0].chunk.text == "I. CHỈ TIÊU Trồng 500 cây xanh"
    save(store, "moi", ("I. CHỈ TIÊU", "Trồng 900 cây xanh"))
    assert retrieve(retriever, "trồng cây xanh", k=1)[0].chunk.text == "I. CHỈ TIÊU Trồng 900 cây xanh"
    store.forget("moi")
    assert plans(retrieve(retriever, "trồng cây xanh", k=50)) <= set(METADATA)
    assert [plan.id for plan in retriever.plans()] == list(METADATA)


def test_a_change_by_another_process_is_noticed(retriever: Retriever, tmp_path: Path) -> None:
    retriever.plans()
    with PlanStore.open(tmp_path / "thidua.db") as other:
        save(other, "moi", ("I. CHỈ TIÊU", "Trồng 500 cây xanh"))
    assert plans(retrieve(retriever, "trồng cây xanh", k=1)) == {"moi"}


def test_an_empty_store_is_asked_in_vain(tmp_path: Path) -> None:
    with PlanStore.open(tmp_path / "empty.db") as store:
        retriever = Retriever(store, tmp_path / "indexes", ENCODER)
        assert (retrieve(retriever, "thi đua"), retriever.plans()) == ([], ())


class ForgettingStore(PlanStore):
    """A store in which somebody forgets a plan between the search and the loading of what it found."""

    armed = False

    def chunks(self, ids: Sequence[int]) -> list[Chunk]:
        if self.armed:
            self.armed = False
            self.forget("hungyen")
        return super().chunks(ids)


def test_a_plan_forgotten_in_the_middle_of_a_question_is_left_out(tmp_path: Path) -> None:
    with ForgettingStore.open(tmp_path / "thidua.db") as store:
        fill(store)
        retriever = Retriever(store, tmp_path / "indexes", ENCODER)
        query = retriever.understand("thi đua khen thưởng")
        store.armed = True
        assert plans(retriever.retrieve(query, None, 50)) == {"tayninh", "myhao"}
        assert [plan.id for plan in retriever.plans()] == ["tayninh", "myhao"]


def test_what_the_plans_say_of_themselves_is_known(retriever: Retriever) -> None:
    assert [plan.metadata for plan in retriever.plans()] == list(METADATA.values())
    assert {"tay_ninh", "142/kh-ubnd", "nong_thon"} <= retriever.own_terms("tayninh")
    assert retriever.statistics.is_known("bang_khen")
