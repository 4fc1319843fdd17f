"""Several processes on one index, one that is killed, and one that has no room."""

from __future__ import annotations

import multiprocessing
import resource
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from corpus.models import Chunk
from corpus.store import PlanStore
from retrieval.errors import IndexUnwritable
from retrieval.index import build, open_index
from retrieval.retriever import Retriever
from tests.retrieval.factories import ENCODER, make_library, save

SPAWN = multiprocessing.get_context("spawn")


class DeadlyChunks(list[Chunk]):
    """Chunks that kill the process with signal 9 in the middle of the nth walk through them."""

    walks = 0

    def __iter__(self) -> Iterator[Chunk]:
        self.walks -= 1
        for position, chunk in enumerate(super().__iter__()):
            if self.walks == 0 and position == len(self) // 2:
                signal.raise_signal(signal.SIGKILL)
            yield chunk


class DeadlyStore(PlanStore):
    walks = 0

    def all_chunks(self) -> list[Chunk]:
        chunks = DeadlyChunks(super().all_chunks())
        chunks.walks = self.walks
        return chunks


def ask(home: Path) -> set[str]:
    """Open a home as a starting program does, and ask; give the plans found."""
    with PlanStore.open(home / "thidua.db") as store:
        retriever = Retriever(store, home / "indexes", ENCODER)
        passages = retriever.retrieve(retriever.understand("thi đua khen thưởng"), None, 20)
        return {passage.chunk.plan_id for passage in passages}


def ingest_and_ask(home: Path, name: str) -> None:
    """Replace one's own plan over and over; each time the plan as it is now must be found."""
    with PlanStore.open(home / "thidua.db") as store:
        retriever = Retriever(store, home / "indexes", ENCODER)
        for number in range(8):
            save(store, name, ("I. CHỈ TIÊU", f"Trồng {number} cây xanh của {name}"))
            passages = retriever.retrieve(retriever.understand("trồng cây xanh"), {name}, 5)
            texts = [passage.chunk.text for passage in passages]
            assert texts == [f"I. CHỈ TIÊU Trồng {number} cây xanh của {name}"]


def die_while_building(home: Path, walks: int) -> None:
    with DeadlyStore.open(home / "thidua.db") as store:
        store.walks = walks
        build(home / "indexes", store, ENCODER)


def build_with_little_room(home: Path, most: int) -> str:
    with PlanStore.open(home / "thidua.db") as store:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        try:
            open_index(home / "indexes", store, ENCODER)
        except IndexUnwritable as error:
            return str(error)
    return ""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give a home with a small library, not indexed yet."""
    make_library(tmp_path).close()
    return tmp_path


def names(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "indexes").iterdir())


def test_processes_that_start_together_all_answer(home: Path) -> None:
    with ProcessPoolExecutor(3, mp_context=SPAWN) as pool:
        assert list(pool.map(ask, [home] * 6)) == [{"hungyen", "tayninh", "myhao"}] * 6
    assert len(names(home)) == 2


def test_processes_that_change_and_ask_at_once_all_answer(home: Path) -> None:
    with ProcessPoolExecutor(3, mp_context=SPAWN) as pool:
        list(pool.map(ingest_and_ask, [home] * 3, ["a", "b", "c"]))
    assert ask(home) >= {"hungyen", "tayninh", "myhao"}
    assert ".building" not in names(home)


@pytest.mark.parametrize("walks", [1, 2, 3])
def test_a_killed_builder_leaves_the_next_one_free(home: Path, walks: int) -> None:
    builder = SPAWN.Process(target=die_while_building, args=(home, walks))
    builder.start()
    builder.join()
    assert builder.exitcode == -signal.SIGKILL
    builder.close()
    assert names(home) == [".building", ".lock"]
    assert ask(home) == {"hungyen", "tayninh", "myhao"}
    assert ".building" not in names(home)


def test_a_killed_builder_leaves_the_old_index_whole(home: Path) -> None:
    ask(home)
    builder = SPAWN.Process(target=die_while_building, args=(home, 3))
    builder.start()
    builder.join()
    builder.close()
    told: list[str] = []
    with PlanStore.open(home / "thidua.db") as store:
        assert open_index(home / "indexes", store, ENCODER, report=told.append).lexical.size == 7
    assert told == []


@pytest.mark.parametrize("most", [0, 500, 1_500, 5_000])
def test_without_room_the_old_index_stays_whole(home: Path, most: int) -> None:
    ask(home)
    before = {path: path.read_bytes() for path in (home / "indexes").rglob("*") if path.is_file()}
    with PlanStore.open(home / "thidua.db") as store:
        save(store, "moi", ("I. THI ĐUA", "Một phong trào thi đua mới của Sở"))
    with ProcessPoolExecutor(1, mp_context=SPAWN) as pool:
        message = pool.submit(build_with_little_room, home, most).result()
    assert message == (
        f"The index in {home / 'indexes'} cannot be written (no room is left): make room there, or set "
        "THIDUA_HOME to a folder that you may write; what was there before is unchanged."
    )
    assert {path: path.read_bytes() for path in (home / "indexes").rglob("*") if path.is_file()} == before
    assert ask(home) == {"hungyen", "tayninh", "myhao", "moi"}
