"""The index folder: missing, stale, torn, half built; every time the next opening puts it right."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.store import PlanStore
from retrieval.errors import IndexUnwritable
from retrieval.index import Index, build, open_index
from tests.retrieval.factories import ENCODER, LINES, METADATA, fill, make_library, save

FILES = (
    "manifest.json", "meta.json", ".managed.json", "average_length", "chunk_ids.npy", "vectors.faiss",
    "*.term", "*.idx", "*.pos", "*.store", "*.fast", "*.fieldnorm",
)  # fmt: skip
DAMAGES: dict[str, Callable[[Path], object]] = {
    "removed": Path.unlink,
    "emptied": lambda path: put(path, b""),
    "cut in half": lambda path: put(path, path.read_bytes()[: path.stat().st_size // 2]),
    "garbage": lambda path: put(path, b"\x00\xff{}" * 100),
    "one byte off": lambda path: put(path, flip(path.read_bytes())),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PlanStore]:
    with make_library(tmp_path) as store:
        yield store


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "indexes"


def put(path: Path, data: bytes) -> None:
    """Put the data in place of the file, as another file: this process may still have the old one mapped."""
    path.unlink()
    path.write_bytes(data)


def flip(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def folders(root: Path) -> list[Path]:
    """List the folders of indexes; whatever else lies there but the lock is a failure."""
    rest = [path for path in root.iterdir() if not re.fullmatch("[0-9a-f]{20}", path.name)]
    assert [path.name for path in rest] == [".lock"]
    return sorted(path for path in root.iterdir() if path not in rest)


def answers(index: Index, store: PlanStore) -> bool:
    """Tell whether the index knows every plan of the store, and finds chunks of it by words and by vector."""
    plans = {chunk.plan_id for chunk in store.all_chunks()}
    by_words = store.chunks(index.lexical.search({"so": 1.0, "thi_dua": 1.0}, (), 50, None))
    by_vector = store.chunks(index.dense.search(index.encoder.encode_queries(["thi đua"]), 50))
    return {chunk.plan_id for chunk in by_words} == {chunk.plan_id for chunk in by_vector} == plans


def test_a_missing_index_is_built(store: PlanStore, root: Path) -> None:
    told: list[str] = []
    index = open_index(root, store, ENCODER, report=told.append)
    assert told == ["Building the index of 3 plans, 7 passages …"]
    assert index.fingerprint == store.fingerprint()
    assert (index.lexical.size, index.is_known("thi_dua"), index.is_known("blockchain")) == (7, True, False)
    assert index.idf("thi_dua") < index.idf("blockchain")
    assert answers(index, store)


def test_a_sound_index_is_not_built_again(store: PlanStore, root: Path) -> None:
    open_index(root, store, ENCODER)
    told: list[str] = []
    open_index(root, store, ENCODER, report=told.append)
    assert (told, len(folders(root))) == ([], 1)


def test_two_readers_of_one_folder_do_not_hinder_each_other(store: PlanStore, root: Path) -> None:
    first, second = open_index(root, store, ENCODER), open_index(root, store, ENCODER)
    assert answers(first, store)
    assert answers(second, store)


def test_an_empty_store_has_an_index_too(tmp_path: Path) -> None:
    with PlanStore.open(tmp_path / "empty.db") as store:
        index = open_index(tmp_path / "indexes", store, ENCODER)
        assert (index.lexical.size, index.lexical.search({"a": 1.0}, (), 5, None)) == (0, [])
        assert store.chunks(index.dense.search(index.encoder.encode_queries(["thi đua"]), 5)) == []


def test_a_change_of_the_store_makes_the_index_stale(store: PlanStore, root: Path) -> None:
    before = open_index(root, store, ENCODER)
    save(store, "moi", ("I. SO KẾT", "Sơ kết phong trào thi đua sáu tháng."))
    after = open_index(root, store, ENCODER)
    assert (before.lexical.size, after.lexical.size) == (7, 8)
    assert after.fingerprint == store.fingerprint() != before.fingerprint
    store.forget("moi")
    assert open_index(root, store, ENCODER).lexical.size == 7


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_noticed_and_built_again(
    store: PlanStore, root: Path, name: str, damage: str
) -> None:
    open_index(root, store, ENCODER)
    (folder,) = folders(root)
    (victim,) = folder.glob(name)
    DAMAGES[damage](victim)
    told: list[str] = []
    assert answers(open_index(root, store, ENCODER, report=told.append), store)
    assert (len(told), "built again" in told[0], folders(root)) == (2, True, [folder])
    open_index(root, store, ENCODER, report=told.append)
    assert len(told) == 2


def test_every_file_of_the_folder_is_damaged_above(store: PlanStore, root: Path) -> None:
    open_index(root, store, ENCODER)
    (folder,) = folders(root)
    here = {path for path in folder.iterdir() if path.suffix != ".lock"}
    assert here == {path for name in FILES for path in folder.glob(name)}


@pytest.mark.parametrize("text", ["[]", "null", "{}", '{"format": 1}', "5", '"a"'])
def test_a_manifest_that_says_something_else_is_stale(store: PlanStore, root: Path, text: str) -> None:
    open_index(root, store, ENCODER)
    (folder,) = folders(root)
    (folder / "manifest.json").write_text(text)
    assert answers(open_index(root, store, ENCODER), store)


def test_a_file_in_place_of_the_folder_gives_way(store: PlanStore, root: Path) -> None:
    open_index(root, store, ENCODER)
    (folder,) = folders(root)
    shutil.rmtree(folder)
    folder.write_text("garbage")
    assert answers(open_index(root, store, ENCODER), store)
    assert folder.is_dir()


def test_what_a_killed_builder_left_is_swept_away(store: PlanStore, root: Path) -> None:
    open_index(root, store, ENCODER)
    (folder,) = folders(root)
    (root / ".building").mkdir()
    folder.rename(root / ".building" / "index")
    assert answers(open_index(root, store, ENCODER), store)
    assert folders(root) == [folder]


def test_old_folders_go_in_the_end_and_open_ones_are_read_on(store: PlanStore, root: Path) -> None:
    opened = []
    for number in range(6):
        save(store, "moi", ("I. THI ĐUA", f"Sở thi đua lần {number}"))
        opened.append(open_index(root, store, ENCODER))
        assert answers(opened[-1], store)
    assert len(folders(root)) == 3
    words = {"thi_dua": 1.0}
    assert [len(index.lexical.search(words, (), 50, {"moi"})) for index in opened] == [1] * 6
    assert {len(index.dense.search(index.encoder.encode_queries(["thi đua"]), 50)) for index in opened} == {8}


def test_other_files_beside_the_indexes_are_left_alone(store: PlanStore, root: Path) -> None:
    (root / "mine").mkdir(parents=True)
    for number in range(6):
        save(store, "moi", ("I. THI ĐUA", f"lần {number}"))
        build(root, store, ENCODER)
    assert (root / "mine").is_dir()


def test_threads_that_notice_at_once_build_once(store: PlanStore, root: Path) -> None:
    told: list[str] = []
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: open_index(root, store, ENCODER, report=told.append), range(8)))
    assert [line for line in told if line.startswith("Building")] == told[:1]
    assert len(told) == 1
    assert all(answers(index, store) for index in found)


def test_a_store_that_changes_while_it_is_read_is_read_again(tmp_path: Path, root: Path) -> None:
    with ChangingStore.open(tmp_path / "thidua.db") as store:
        fill(store)
        index = open_index(root, store, ENCODER)
        assert (index.fingerprint, index.lexical.size) == (store.fingerprint(), 8)


def test_a_store_that_changes_while_the_index_is_built_leaves_it_of_the_state_before(
    store: PlanStore, root: Path
) -> None:
    before = store.fingerprint()
    index = open_index(root, store, ENCODER, report=lambda _: store.forget("myhao"))
    assert (index.fingerprint, index.lexical.size) == (before, 7)
    assert open_index(root, store, ENCODER).lexical.size == 5


class ChangingStore(PlanStore):
    """A store to which somebody adds a plan while its chunks are read for the first time."""

    changed = False

    def all_chunks(self) -> list:  # type: ignore[type-arg]
        chunks = super().all_chunks()
        if not self.changed:
            self.changed = True
            save(self, "moi", LINES["myhao"][:2], METADATA["myhao"])
        return chunks


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_file_in_place_of_the_root_is_told_in_one_line(
    store: PlanStore, tmp_path: Path, place: str
) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(
        IndexUnwritable, match=r"cannot be written \(.+\): make room there, or set THIDUA_HOME"
    ) as caught:
        open_index(tmp_path / place, store, ENCODER)
    assert "\n" not in str(caught.value)
    assert (tmp_path / "file").read_text() == "mine"


def test_a_root_that_is_not_ours_is_told_in_one_line(store: PlanStore) -> None:
    # The kernel lets nobody, not even root, make a folder there.
    with pytest.raises(IndexUnwritable, match="a folder that you may write"):
        open_index(Path("/sys/thidua/indexes"), store, ENCODER)
