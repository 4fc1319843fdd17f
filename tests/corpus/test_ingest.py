from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.chunking import chunk
from corpus.errors import NotAPlan, UnreadableFile
from corpus.ingest import ingest, load_shipped
from corpus.store import PlanStore
from tests.corpus.reading import PLANS

PLAN = "KẾ HOẠCH\nPhát động phong trào thi đua năm 2024\nI. MỤC ĐÍCH\nThi đua trên địa bàn tỉnh Hưng Yên.\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PlanStore]:
    with PlanStore.open(tmp_path / "home" / "thidua.db") as store:
        yield store


def write(folder: Path, text: str, name: str = "a.txt") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_becomes_a_plan_with_its_chunks(tmp_path: Path, store: PlanStore) -> None:
    plan = ingest(write(tmp_path, PLAN), store)
    assert store.plan(plan.id) == plan
    assert [one.text for one in store.all_chunks()] == [one.text for one in chunk(plan)]
    assert (plan.file, plan.origin, plan.source) == ("a.txt", "a.txt", PLAN)


IDS = [
    pytest.param(PLAN, "hungyen-2024-phat-dong-phong-trao-thi", id="place, year and title"),
    pytest.param("KẾ HOẠCH\nThi đua năm 2024\nI. MỤC ĐÍCH", "2024-thi-dua-nam", id="no place"),
    pytest.param("Thi đua là yêu nước.", "so-tay", id="no title: the name of the file"),
]


@pytest.mark.parametrize(("text", "plan_id"), IDS)
def test_ids_can_be_read(tmp_path: Path, store: PlanStore, text: str, plan_id: str) -> None:
    assert ingest(write(tmp_path, text, "sổ tay.txt"), store).id == plan_id


def test_a_file_without_a_single_latin_letter_gets_an_id(tmp_path: Path, store: PlanStore) -> None:
    assert ingest(write(tmp_path, "计划", "计划.txt"), store).id == "van-ban"


def test_two_plans_of_one_name_get_ids_of_their_own(tmp_path: Path, store: PlanStore) -> None:
    names = ["a.txt", "b.txt", "c.txt"]
    ids = [ingest(write(tmp_path, PLAN + name, name), store).id for name in names]
    stem = "hungyen-2024-phat-dong-phong-trao-thi"
    assert ids == [stem, f"{stem}-2", f"{stem}-3"]


def test_plans_of_one_name_that_come_at_the_same_time_are_all_kept(tmp_path: Path, store: PlanStore) -> None:
    paths = [write(tmp_path, PLAN + name, f"{name}.txt") for name in "abcdefgh"]
    with ThreadPoolExecutor(len(paths)) as pool:
        plans = list(pool.map(lambda path: ingest(path, store), paths))
    assert {store.plan(plan.id).file for plan in plans} == {path.name for path in paths}


def test_a_file_of_the_same_name_takes_the_place_of_the_one_before(tmp_path: Path, store: PlanStore) -> None:
    before = ingest(write(tmp_path, PLAN), store)
    after = ingest(write(tmp_path / "khac", PLAN.replace("2024", "2025")), store)
    assert after.id == before.id
    assert [summary.metadata.years for summary in store.plans()] == [(2025,)]


def test_the_callers_id_and_origin_are_kept(tmp_path: Path, store: PlanStore) -> None:
    plan = ingest(write(tmp_path, PLAN), store, plan_id="cua-toi", origin="Sở Nội vụ")
    assert (plan.id, plan.origin) == ("cua-toi", "Sở Nội vụ")


@pytest.mark.parametrize(("text", "error"), [("", NotAPlan), ("1\n2\n", NotAPlan), ("\0", UnreadableFile)])
def test_what_cannot_be_read_leaves_the_store_as_it_was(
    tmp_path: Path, store: PlanStore, text: str, error: type[Exception]
) -> None:
    ingest(write(tmp_path, PLAN), store)
    before = store.plans()
    with pytest.raises(error):
        ingest(write(tmp_path / "khac", text), store)
    assert store.plans() == before


def test_the_shipped_plans_are_loaded_once(store: PlanStore) -> None:
    assert [load_shipped(store), load_shipped(store)] == [True, False]
    assert {summary.file for summary in store.plans()} == {path.name for path in PLANS.values()}
    assert {summary.id for summary in store.plans()} == {
        "hungyen-2025-phat-dong", "hungyen-2023-dot-75-nam", "hungyen-2025-hoi-nghi-tong-ket",
        "myhao-2025-2030-khcn-chuyen-doi-so", "tayninh-2025-phat-dong",
    }  # fmt: skip


def test_a_shipped_plan_that_was_removed_stays_removed(store: PlanStore) -> None:
    load_shipped(store)
    store.forget("tayninh-2025-phat-dong")
    load_shipped(store)
    assert "tayninh-2025-phat-dong" not in {summary.id for summary in store.plans()}
