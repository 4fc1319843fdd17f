"""Several threads and several processes on one database, and one that is killed."""

from __future__ import annotations

import multiprocessing
import resource
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from sqlite_utils import Database

from corpus.errors import StoreUnwritable
from corpus.store import PlanStore
from tests.corpus.factories import make_chunks, make_plan

SPAWN = multiprocessing.get_context("spawn")
LONG = tuple(f"{number}. Nội dung thi đua số {number}" for number in range(6000))


def save(store: PlanStore, plan_id: str, lines: tuple[str, ...]) -> None:
    plan = make_plan(plan_id, lines)
    store.save(plan, make_chunks(plan))


def save_and_read(store: PlanStore, name: str, rounds: int = 15) -> None:
    """Replace one's own plan over and over; each reading must be of one state, whole."""
    for number in range(rounds):
        lines = (f"I. {name}", f"lần {number}") * (number + 1)
        save(store, name, lines)
        assert store.plan(name) == make_plan(name, lines)
        for summary in store.plans():
            assert store.plan(summary.id).source.count("\n") % 2 == 1
        assert [chunk.plan_id for chunk in store.all_chunks()].count(name) == number + 1


def save_and_read_at(path: Path, name: str) -> None:
    with PlanStore.open(path) as store:
        save_and_read(store, name)


def seed(path: Path) -> bool:
    """Load the seeds as a starting program does; tell whether it was this process that did."""
    with PlanStore.open(path) as store, store.exclusive():
        if store.seeded("1"):
            return False
        for name in ("a", "b", "c"):
            save(store, name, ("I. MỤC ĐÍCH", name))
        store.mark_seeded("1")
    return True


def save_and_hang(path: Path, saved: str) -> None:
    with PlanStore.open(path) as store, store.exclusive():
        store.forget("a")
        save(store, "b", LONG)
        Path(saved).touch()
        time.sleep(60)


def save_with_little_room(path: Path) -> str:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    with PlanStore.open(path) as store:
        try:
            save(store, "b", LONG)
        except StoreUnwritable as error:
            return str(error)
    return ""


def test_threads_share_a_store(tmp_path: Path) -> None:
    names = [f"p{number}" for number in range(4)]
    with PlanStore.open(tmp_path / "thidua.db") as store, ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: save_and_read(store, name), names))
        assert sorted(plan.id for plan in store.plans()) == names


def test_an_exclusive_block_is_one_threads_own(tmp_path: Path) -> None:
    with PlanStore.open(tmp_path / "thidua.db") as store, ThreadPoolExecutor(1) as pool:
        with store.exclusive():
            save(store, "a", ("I. A",))
            assert pool.submit(store.plans).result() == []
            waiting = pool.submit(save, store, "b", ("I. B",))
            time.sleep(0.1)
            assert not waiting.done()
        waiting.result()
        assert [plan.id for plan in store.plans()] == ["a", "b"]


def test_threads_may_open_one_new_file_at_once(tmp_path: Path) -> None:
    start = Barrier(8)

    def open_and_close(_: int) -> None:
        start.wait()
        PlanStore.open(tmp_path / "new" / "thidua.db").close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(open_and_close, range(8)))


def test_opening_waits_while_another_makes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "thidua.db"
    with Database(path) as other, ThreadPoolExecutor(1) as pool:
        other.execute("BEGIN IMMEDIATE")
        opening = pool.submit(PlanStore.open, path)
        time.sleep(0.1)
        assert not opening.done()
        other.commit()
        opening.result().close()


def test_processes_share_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "thidua.db"
    names = ["p0", "p1", "p2"]
    with ProcessPoolExecutor(3, mp_context=SPAWN) as pool:
        list(pool.map(save_and_read_at, [path] * 3, names))
    with PlanStore.open(path) as store:
        store.check()
        assert sorted(plan.id for plan in store.plans()) == names


def test_processes_that_start_together_load_the_seeds_once(tmp_path: Path) -> None:
    path = tmp_path / "thidua.db"
    with ProcessPoolExecutor(3, mp_context=SPAWN) as pool:
        assert sorted(pool.map(seed, [path] * 6)) == [False] * 5 + [True]
    with PlanStore.open(path) as store:
        store.forget("b")
    assert not seed(path)
    with PlanStore.open(path) as store:
        assert [plan.id for plan in store.plans()] == ["a", "c"]


def test_a_killed_writer_leaves_the_old_state_whole(tmp_path: Path) -> None:
    path, saved = tmp_path / "thidua.db", tmp_path / "saved"
    seed(path)
    with PlanStore.open(path) as store:
        before = ([store.plan(plan.id) for plan in store.plans()], store.all_chunks(), store.fingerprint())
    writer = SPAWN.Process(target=save_and_hang, args=(path, str(saved)))
    writer.start()
    while not saved.exists():
        assert writer.is_alive()
        time.sleep(0.01)
    writer.kill()
    writer.join()
    writer.close()
    with PlanStore.open(path) as store:
        store.check()
        assert (
            [store.plan(plan.id) for plan in store.plans()],
            store.all_chunks(),
            store.fingerprint(),
        ) == before
        save(store, "d", ("I. D",))


def test_a_file_that_may_not_grow_keeps_what_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "thidua.db"
    seed(path)
    with ProcessPoolExecutor(1, mp_context=SPAWN) as pool:
        message = pool.submit(save_with_little_room, path).result()
    assert "the disk has room" in message
    with PlanStore.open(path) as store:
        store.check()
        assert [chunk.plan_id for chunk in store.all_chunks()] == ["a", "b", "c"]
