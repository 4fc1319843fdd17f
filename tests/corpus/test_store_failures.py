from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database, Migrations

from corpus.connections import Connections
from corpus.errors import StoreDamaged, StoreError, StoreUnwritable
from corpus.migrations import corpus
from corpus.store import PlanStore
from tests.corpus.factories import make_chunks, make_facts, make_plan

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = 4096
LONG = tuple(f"{number}. Nội dung thi đua số {number}" for number in range(400))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a sound database of two plans, closed."""
    path = tmp_path / "thidua.db"
    with PlanStore.open(path) as store:
        for plan_id in ("a", "b"):
            plan = make_plan(plan_id, LONG)
            store.save(plan, make_chunks(plan), make_facts(plan))
    return path


def read_all(path: Path) -> None:
    with PlanStore.open(path) as store:
        store.check()


def assert_helpful(error: StoreError, path: Path, *words: str) -> None:
    message = str(error)
    assert "\n" not in message
    assert [word for word in (str(path), *words) if word not in message] == []


@pytest.mark.parametrize("content", [Random(1).randbytes(3 * PAGE), "Kế hoạch\n".encode() * 100])
def test_a_file_that_is_no_database_is_damaged_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreDamaged) as caught:
        PlanStore.open(path)
    assert_helpful(caught.value, path, "move it away", "shipped plans")
    assert path.read_bytes() == content


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_damaged(path: Path, share: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(StoreDamaged, match="move it away"):
        PlanStore.open(path)


@pytest.mark.parametrize("damage", [bytes, Random(2).randbytes])
def test_a_half_written_page_is_found_wherever_it_is(path: Path, damage: Callable[[int], bytes]) -> None:
    data = path.read_bytes()
    for start in range(PAGE // 2, len(data), PAGE):
        path.write_bytes(data[:start] + damage(PAGE // 2) + data[start + PAGE // 2 :])
        with pytest.raises(StoreDamaged):
            read_all(path)


def test_a_garbled_schema_is_damaged(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data.replace(b"plans_by_file ON plans", b"plans_by_file ON pl\xf4ns"))
    with pytest.raises(StoreDamaged, match="move it away"):
        PlanStore.open(path)


def test_a_changed_letter_is_found_when_the_plan_is_read(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data.replace("thi đua số 77".encode(), "thi đua số 71".encode()))
    with PlanStore.open(path) as store, pytest.raises(StoreDamaged, match="not what was saved"):
        store.plan("b")


@pytest.mark.parametrize("sql", ["DROP TABLE chunks", "UPDATE plans SET metadata = '[]'"])
def test_a_database_that_others_changed_is_damaged(path: Path, sql: str) -> None:
    with Database(path) as db:
        db.execute(sql)
    with pytest.raises(StoreDamaged):
        read_all(path)


def test_a_schema_newer_than_the_program_is_refused(path: Path) -> None:
    newer = Migrations("corpus")
    newer(name="m999_later")(lambda db: None)
    with Database(path) as db:
        newer.apply(db)
    with pytest.raises(StoreDamaged) as caught:
        PlanStore.open(path)
    assert_helpful(caught.value, path, "newer thidua", "m999_later")


@pytest.mark.parametrize(
    "place",
    [
        lambda folder: folder,
        lambda folder: folder / "file" / "thidua.db",
        lambda folder: folder / "file" / "deep" / "thidua.db",
        lambda folder: Path("/proc/thidua/thidua.db"),
        lambda folder: folder / ("x" * 300),
    ],
)
def test_a_place_that_cannot_hold_a_database_is_unwritable(
    tmp_path: Path, place: Callable[[Path], Path]
) -> None:
    (tmp_path / "file").write_text("một tập tin")
    with pytest.raises(StoreUnwritable) as caught:
        PlanStore.open(place(tmp_path))
    assert_helpful(caught.value, place(tmp_path), "THIDUA_HOME")


@pytest.mark.parametrize(
    ("pragma", "reason"),
    [("max_page_count = 1", "disk is full"), ("query_only = ON", "readonly")],
)
def test_a_full_or_read_only_disk_keeps_what_was_saved(path: Path, pragma: str, reason: str) -> None:
    connections = Connections.open(path, [corpus])
    with connections.lend() as db:
        db.execute(f"PRAGMA {pragma}")
    with PlanStore(connections) as store:
        before = (store.plan("a"), store.all_chunks(), store.fingerprint())
        plan = make_plan("a", LONG * 5)
        with pytest.raises(StoreUnwritable, match=reason), store.exclusive():
            store.save(plan, make_chunks(plan))
        assert (store.plan("a"), store.all_chunks(), store.fingerprint()) == before


def test_a_failure_is_told_inside_an_exclusive_block_too(path: Path) -> None:
    connections = Connections.open(path, [corpus])
    with connections.lend() as db:
        db.execute("PRAGMA query_only = ON")
    with PlanStore(connections) as store, connections.lend(), pytest.raises(StoreUnwritable):
        store.forget("a")


def test_a_database_that_stays_locked_asks_to_try_again(path: Path) -> None:
    hasty = PlanStore(Connections.open(path, [corpus], busy_seconds=0.05))
    with hasty, PlanStore.open(path) as other, other.exclusive():
        with pytest.raises(StoreError, match="another thidua is writing") as caught:
            hasty.forget("a")
        assert [plan.id for plan in hasty.plans()] == ["a", "b"]
    assert_helpful(caught.value, path, "try again")
