"""Inside a scope all is as if the plans in it alone were loaded; the filter is inside the search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.store import PlanStore
from retrieval.index import open_index
from retrieval.retriever import Retriever
from tests.retrieval.factories import ENCODER, METADATA, make_library, save

MANY = 70
# Loud plans say what is asked in every clause, the quiet ones in one of six.
LOUD, QUIET = ([f"{kind}-{at:02d}" for at in range(MANY)] for kind in ("loud", "quiet"))
QUESTION = "giấy khen tập thể"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Retriever]:
    with make_library(tmp_path) as store:
        yield Retriever(store, tmp_path / "indexes", ENCODER)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    home = tmp_path_factory.mktemp("many")
    with PlanStore.open(home / "thidua.db") as store, store.exclusive():
        for at, (loud, quiet) in enumerate(zip(LOUD, QUIET, strict=True)):
            save(store, loud, ("Giấy khen tập thể", "Giấy khen tập thể.") * 6)
            body = tuple(line for n in range(5) for line in (f"Mục {n}", f"Cây xanh ở xã thứ {at}"))
            save(store, quiet, (*body, "Mục cuối", f"Giấy khen: {at} tập thể"))
    with PlanStore.open(home / "thidua.db") as store:
        yield Retriever(store, home / "indexes", ENCODER)


def found(retriever: Retriever, scope: set[str] | None, k: int = 1_000) -> list[tuple[str, str]]:
    passages = retriever.retrieve(retriever.understand(QUESTION), scope, k)
    return [(passage.chunk.plan_id, passage.chunk.text) for passage in passages]


@pytest.mark.parametrize("size", [1, 3, 8, 9, 20, MANY])
def test_what_is_out_of_the_scope_takes_no_place_among_the_best(many: Retriever, size: int) -> None:
    scope = set(QUIET[:size])
    best = found(many, scope, size)
    assert {plan for plan, _ in best} == scope
    assert all(text.startswith("Mục cuối Giấy khen") for _, text in best)


@pytest.mark.parametrize("size", [0, 1, 9, MANY])
def test_a_scope_that_is_held_is_that_of_every_search(many: Retriever, size: int) -> None:
    scope, both = set(QUIET[:size]), {*QUIET[:size], *LOUD[:3]}
    alone, beyond = found(many, scope), found(many, {*QUIET[:1], *LOUD[:3]})
    with many.held(scope):
        assert found(many, None) == found(many, both) == alone
        assert found(many, set(LOUD)) == []
    assert {plan for plan, _ in beyond} == {*QUIET[:1], *LOUD[:3]}


def test_in_a_scope_no_other_plan_is_there(small: Retriever) -> None:
    with small.held({"myhao", "khong-co"}):
        assert [plan.id for plan in small.plans()] == ["myhao"]
        assert (small.own_terms("tayninh"), "my_hao" in small.own_terms("myhao")) == (frozenset(), True)
        known = small.statistics.is_known
        assert [known(term) for term in ("chuyen_doi", "nong_thon", "khong-co")] == [True, False, False]
    assert [plan.id for plan in small.plans()] == list(METADATA)
    assert small.statistics.is_known("nong_thon")


def test_in_a_scope_slips_are_mended_by_its_own_words(small: Retriever, tmp_path: Path) -> None:
    with PlanStore.open(tmp_path / "thidua.db") as store:
        save(store, "moi", ("I. CHỈ TIÊU", "Trồng xoài"))
    typed = "kinh phí trồng xoaii"
    for scope, read in ((None, "xoai"), ({"myhao"}, "xoaii"), ({"moi", "myhao"}, "xoai")) * 2:
        with small.held(scope):
            assert small.understand(typed).text == f"kinh phí trồng {read}"


def test_a_scope_of_all_plans_is_none(small: Retriever) -> None:
    index = small.statistics
    with small.held({*METADATA, "khong-co"}):
        assert small.statistics is index
        assert index.among is None


def test_an_empty_scope_knows_nothing(small: Retriever) -> None:
    with small.held(()):
        assert (small.plans(), found(small, None), small.statistics.is_known("thi_dua")) == ((), [], False)


@pytest.mark.parametrize("size", [1, 2, 64, 65, MANY])
def test_words_are_known_of_few_plans_and_of_many(many: Retriever, tmp_path: Path, size: int) -> None:
    lexical = many.statistics.lexical
    loud, quiet = frozenset(LOUD[:size]), frozenset(QUIET[:size])
    assert [lexical.stands_in("cay_xanh", plans) for plans in (loud, quiet, loud | quiet)] == [
        False, True, True,
    ]  # fmt: skip
    assert lexical.search({"cay_xanh": 1.0}, (), 1_000, loud) == []
    assert len(lexical.search({"cay_xanh": 1.0}, (), 1_000, loud | quiet)) == 5 * size


def test_a_state_of_the_store_has_scopes_of_its_own(small: Retriever, tmp_path: Path) -> None:
    with small.held({"myhao"}):
        before = small.statistics.is_known("cay_xanh")
    with PlanStore.open(tmp_path / "thidua.db") as store:
        save(store, "myhao", ("I. CHỈ TIÊU", "Trồng 500 cây xanh"))
        assert open_index(tmp_path / "indexes", store, ENCODER).is_known("cay_xanh")
    with small.held({"myhao"}):
        assert (before, small.statistics.is_known("cay_xanh")) == (False, True)
