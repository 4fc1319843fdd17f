from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import StoreError, UnknownPlan
from corpus.models import PlanMetadata, PlanSummary
from corpus.store import PlanStore
from tests.corpus.factories import METADATA, make_chunks, make_plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ANY_METADATA = st.builds(
    PlanMetadata,
    number=st.none() | ANY_TEXT,
    issue_date=st.none() | st.dates(),
    title=ANY_TEXT,
    years=st.lists(st.integers(1945, 2100), max_size=3).map(tuple),
    recipients=st.lists(ANY_TEXT, max_size=3).map(tuple),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PlanStore]:
    with PlanStore.open(tmp_path / "home" / "thidua.db") as store:
        yield store


def save(store: PlanStore, *plan_ids: str) -> None:
    for plan_id in plan_ids:
        plan = make_plan(plan_id, file=f"{plan_id}.txt")
        store.save(plan, make_chunks(plan))


def test_a_plan_comes_back_equal(store: PlanStore) -> None:
    plan = make_plan()
    store.save(plan, make_chunks(plan))
    assert store.plan(plan.id) == plan
    assert [replace(chunk, id=-1) for chunk in store.all_chunks()] == make_chunks(plan)


def test_a_page_of_the_list_has_so_many_plans_in_their_order(store: PlanStore) -> None:
    save(store, "b", "a", "c")
    assert [plan.id for plan in store.plans(1, 1)] == ["a"]
    assert [plan.id for plan in store.plans(2, 9)] == ["c"]
    assert store.plans(3, 9) == []
    assert store.count_plans() == 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(lines=st.lists(ANY_TEXT, min_size=1, max_size=5).map(tuple), metadata=ANY_METADATA)
def test_any_text_comes_back_equal(store: PlanStore, lines: tuple[str, ...], metadata: PlanMetadata) -> None:
    plan = make_plan(lines=lines, metadata=metadata)
    store.save(plan, make_chunks(plan))
    assert store.plan(plan.id) == plan
    assert [replace(chunk, id=-1) for chunk in store.all_chunks()] == make_chunks(plan)


def test_saved_plans_are_there_when_opened_again(tmp_path: Path) -> None:
    with PlanStore.open(tmp_path / "thidua.db") as store:
        save(store, "a")
        fingerprint = store.fingerprint()
    with PlanStore.open(tmp_path / "thidua.db") as store:
        assert (store.plan("a").file, store.fingerprint()) == ("a.txt", fingerprint)


def test_saving_an_id_again_replaces_the_plan_and_its_chunks(store: PlanStore) -> None:
    save(store, "a")
    before = store.all_chunks()
    plan = make_plan("a", ("I. MỚI", "Nội dung khác."))
    store.save(plan, make_chunks(plan))
    after = store.all_chunks()
    assert store.plan("a") == plan
    assert [chunk.text for chunk in after] == ["I. MỚI Nội dung khác."]
    assert not {chunk.id for chunk in before} & {chunk.id for chunk in after}


def test_plans_are_listed_as_first_loaded(store: PlanStore) -> None:
    save(store, "b", "a")
    plan = make_plan("b", ("khác",), file="b2.txt")
    store.save(plan, [])
    assert store.plans() == [
        PlanSummary(id="b", file="b2.txt", origin="Mẫu", digest=plan.digest, metadata=METADATA),
        PlanSummary(id="a", file="a.txt", origin="Mẫu", digest=make_plan().digest, metadata=METADATA),
    ]


def test_a_plan_is_found_by_its_file(store: PlanStore) -> None:
    save(store, "a", "b")
    assert store.find_file("b.txt") == "b"
    assert store.find_file("c.txt") is None


def test_chunks_come_in_the_order_asked_and_lost_ids_are_left_out(store: PlanStore) -> None:
    save(store, "a", "b")
    ids = [chunk.id for chunk in store.all_chunks()]
    asked = [ids[2], 10**6, ids[0], ids[2]]
    assert [chunk.id for chunk in store.chunks(asked)] == [ids[2], ids[0], ids[2]]
    assert store.chunks([]) == []


def test_the_chunks_of_some_plans_are_known_by_their_ids(store: PlanStore) -> None:
    for plan_id in ("a", "b", "c"):
        plan = make_plan(plan_id)
        store.save(plan, make_chunks(plan))
    wanted = [chunk.id for chunk in store.all_chunks() if chunk.plan_id in ("a", "c")]
    assert store.chunk_ids(("c", "a", "unknown")) == wanted


def test_chunks_of_another_plan_are_refused(store: PlanStore) -> None:
    with pytest.raises(ValueError, match="cannot be saved with"):
        store.save(make_plan("a"), make_chunks(make_plan("b")))


def test_a_forgotten_plan_is_gone_with_its_chunks(store: PlanStore) -> None:
    save(store, "a", "b")
    store.forget("a")
    assert [plan.id for plan in store.plans()] == ["b"]
    assert {chunk.plan_id for chunk in store.all_chunks()} == {"b"}


def test_chunk_ids_are_never_used_again(store: PlanStore) -> None:
    save(store, "a")
    last = store.all_chunks()[-1].id
    store.forget("a")
    save(store, "a")
    assert store.all_chunks()[0].id > last


@pytest.mark.parametrize("ask", [PlanStore.plan, PlanStore.forget])
def test_an_unknown_id_names_the_nearest_and_the_command(store: PlanStore, ask: object) -> None:
    save(store, "hungyen-2025", "myhao-2030")
    assert callable(ask)
    with pytest.raises(UnknownPlan) as caught:
        ask(store, "hungyen2025")
    assert str(caught.value) == (
        "no plan 'hungyen2025' is loaded: did you mean hungyen-2025? `thidua plans` lists what is"
    )


@pytest.mark.parametrize("plan_id", ["", "x" * 10_000, "a\nb", "'; DROP TABLE plans; --"])
def test_a_strange_id_is_unknown_in_one_line(store: PlanStore, plan_id: str) -> None:
    with pytest.raises(UnknownPlan) as caught:
        store.plan(plan_id)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_the_fingerprint_changes_with_every_change_and_only_then(store: PlanStore) -> None:
    seen = [store.fingerprint()]
    save(store, "a")
    seen.append(store.fingerprint())
    plan = make_plan("a", file="a.txt")
    store.save(plan, make_chunks(plan)[:1])
    seen.append(store.fingerprint())
    store.forget("a")
    seen.append(store.fingerprint())
    save(store, "a")
    seen.append(store.fingerprint())
    assert len(set(seen)) == 5


def test_saving_the_same_again_changes_nothing(store: PlanStore) -> None:
    save(store, "a")
    before = (store.fingerprint(), store.all_chunks())
    save(store, "a")
    store.mark_seeded("1")
    assert (store.fingerprint(), store.all_chunks()) == before


def test_seeds_are_marked_once_a_version(store: PlanStore) -> None:
    assert not store.seeded("1")
    store.mark_seeded("1")
    store.mark_seeded("1")
    assert store.seeded("1")
    assert not store.seeded("2")


def test_an_exclusive_block_is_saved_whole_or_not_at_all(store: PlanStore) -> None:
    save(store, "a")
    before = (store.fingerprint(), store.plans())

    def save_and_fail() -> None:
        with store.exclusive():
            save(store, "b")
            assert [plan.id for plan in store.plans()] == ["a", "b"]
            store.forget("c")

    with pytest.raises(UnknownPlan):
        save_and_fail()
    assert (store.fingerprint(), store.plans()) == before
    with store.exclusive():
        save(store, "b", "c")
    assert [plan.id for plan in store.plans()] == ["a", "b", "c"]


def test_a_failed_save_inside_an_exclusive_block_undoes_itself_only(store: PlanStore) -> None:
    with store.exclusive():
        save(store, "a")
        with pytest.raises(UnknownPlan):
            store.forget("b")
    assert [plan.id for plan in store.plans()] == ["a"]


def test_a_closed_store_says_so(store: PlanStore) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="open it again"):
        store.plans()


def test_what_is_under_way_ends_before_a_store_is_closed(tmp_path: Path) -> None:
    store = PlanStore.open(tmp_path / "thidua.db")
    with store.exclusive():
        store.close()
        save(store, "a")
    with PlanStore.open(tmp_path / "thidua.db") as again:
        assert [plan.id for plan in again.plans()] == ["a"]


def test_a_sound_store_passes_its_check(store: PlanStore) -> None:
    save(store, "a", "b")
    store.check()
