"""Homes that are not as they should be: one line that says what to do, and nothing lost."""

from __future__ import annotations

import resource
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.terminal import Terminal

QUESTION = "Giấy khen của Giám đốc Sở Hưng Yên năm 2025 bao nhiêu tập thể?"
QUOTA = "4.4. Giấy khen của Giám đốc Sở: 03-05 tập thể, 05-10 cá nhân."


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def database(home: Path) -> Path:
    """Give the database with everything in the one file."""
    path = home / "thidua.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


def index_files(home: Path) -> list[Path]:
    return sorted(path for path in (home / "index").rglob("*") if path.is_file() and path.suffix != ".lock")


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("mine")
    done = Terminal(home).run("ask", QUESTION)
    assert (done.code, done.out, home.read_text()) == (1, "", "mine")
    assert "THIDUA_HOME" in done.complaint


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    done = Terminal(Path("/proc/thidua/home")).run("doctor")
    assert done.code == 1
    assert "THIDUA_HOME" in done.complaint


@pytest.mark.parametrize("command", [("ask", QUESTION), ("doctor",)])
def test_a_database_of_garbage_is_left_as_it_is(terminal: Terminal, command: tuple[str, ...]) -> None:
    path = database(terminal.home)
    path.write_bytes(b"garbage " * 5000)
    done = terminal.run(*command)
    assert (done.code, path.read_bytes()) == (1, b"garbage " * 5000)
    assert "is not a sound database" in done.complaint
    assert "move it away" in done.complaint


def test_a_database_cut_in_half_is_left_as_it_is(terminal: Terminal) -> None:
    path = database(terminal.home)
    half = path.read_bytes()[: path.stat().st_size // 2]
    path.write_bytes(half)
    done = terminal.run("ask", QUESTION)
    assert (done.code, path.read_bytes()) == (1, half)
    assert "is not a sound database" in done.complaint


def test_what_it_says_of_a_damaged_database_helps(terminal: Terminal) -> None:
    database(terminal.home).write_bytes(b"garbage")
    for path in terminal.home.glob("thidua.db*"):
        path.rename(path.with_name(f"old-{path.name}"))
    assert QUOTA in terminal.run("ask", QUESTION).out


def spoil(path: Path) -> None:
    path.write_bytes(bytes(255 - byte for byte in path.read_bytes()))


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("damage", [spoil, halve, Path.unlink])
def test_a_damaged_index_is_built_again(terminal: Terminal, damage: Callable[[Path], None]) -> None:
    for path in index_files(terminal.home):
        damage(path)
    done = terminal.run("ask", QUESTION)
    assert (done.code, QUOTA in done.out) == (0, True)
    assert "Traceback" not in done.err
    again = terminal.run("ask", QUESTION)
    assert (again.code, again.err) == (0, "")


def test_what_a_crash_left_of_an_index_does_no_harm(terminal: Terminal) -> None:
    (folder,) = (path for path in (terminal.home / "index").iterdir() if path.is_dir())
    shutil.copytree(folder, folder.parent / ".building-1" / "index")
    folder.rename(folder.parent / "0123456789")
    done = terminal.run("ask", QUESTION)
    assert (done.code, QUOTA in done.out) == (0, True)


def test_a_lost_index_comes_back(terminal: Terminal) -> None:
    shutil.rmtree(terminal.home / "index")
    assert QUOTA in terminal.run("ask", QUESTION).out


def test_an_index_that_cannot_be_written_is_told(terminal: Terminal) -> None:
    shutil.rmtree(terminal.home / "index")
    (terminal.home / "index").write_text("mine")
    done = terminal.run("ask", QUESTION)
    assert (done.code, (terminal.home / "index").read_text()) == (1, "mine")
    assert "THIDUA_HOME" in done.err.splitlines()[-1]


def allow(size: int) -> Callable[[], None]:
    """Let a process write no file beyond the size, as a full disk would."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [0, 200_000])
def test_a_disk_that_is_full_at_first_use(fresh: Terminal, size: int) -> None:
    done = fresh.run("ask", QUESTION, before=allow(size))
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines()[-1].startswith("thidua: ")
    assert "Traceback" not in done.err
    assert QUOTA in fresh.run("ask", QUESTION).out


@pytest.mark.parametrize("size", [0, 30_000])
def test_a_disk_that_fills_up_loses_nothing(terminal: Terminal, plan_file: Path, size: int) -> None:
    before = terminal.run("plans").out
    done = terminal.run("ingest", str(plan_file), before=allow(size))
    assert done.code == 1
    assert done.err.splitlines()[-1].startswith("thidua: ")
    assert "Traceback" not in done.err
    assert terminal.run("plans").out.startswith(before)
    assert QUOTA in terminal.run("ask", QUESTION).out


def test_a_question_needs_no_room(terminal: Terminal) -> None:
    database(terminal.home)
    before = contents(terminal.home)
    done = terminal.run("plans", before=allow(100_000))
    assert (done.code, done.err) == (0, "")
    assert contents(terminal.home)["thidua.db"] == before["thidua.db"]


def test_several_on_one_fresh_home_all_answer(fresh: Terminal) -> None:
    with fresh.start("ask", QUESTION) as a, fresh.start("ask", QUESTION) as b, fresh.start("plans") as c:
        answers = [process.communicate()[0] for process in (a, b, c)]
        assert [process.returncode for process in (a, b, c)] == [0, 0, 0]
    assert [QUOTA in answers[0], QUOTA in answers[1], "tayninh-2025-phat-dong" in answers[2]] == [True] * 3
    assert len(fresh.run("plans", "--json").lines) == 5


def test_asking_goes_on_while_plans_come_and_go(terminal: Terminal, plan_file: Path) -> None:
    with (
        terminal.start("ingest", str(plan_file)) as a,
        terminal.start("forget", "tayninh-2025-phat-dong") as b,
    ):
        assert QUOTA in terminal.run("ask", QUESTION).out
        errors = [process.communicate()[1] for process in (a, b)]
        assert [process.returncode for process in (a, b)] == [0, 0], errors
    keys = [entry["id"] for entry in terminal.run("plans", "--json").lines]
    assert len(keys) == 5
    assert "tayninh-2025-phat-dong" not in keys
