"""Several threads and processes at one door: exactly one comes through."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bot.errors import TooManyWrongCodes
from bot.migrations import office
from bot.people.doors import Chance
from bot.people.people import People
from bot.people.roles import TERMINAL
from corpus.connections import Connections
from tests.bot.people.office import someone
from tests.bot.people.racing import attempt

ROOT = Path(__file__).parents[3]
RACERS = 4


@pytest.fixture
def connections(tmp_path: Path) -> Iterator[Connections]:
    opened = Connections.open(tmp_path / "office.db", [office])
    yield opened
    opened.close()


@pytest.fixture
def people(connections: Connections) -> People:
    """People by the real clock and chance, as each process has them."""
    return People(connections, clock=time.time)


def secret_of(people: People, what: str, account: str = "1") -> str:
    if what == "approve":
        return people.ask_in(someone(account), name="", chat=account, language="").code
    return people.invite(by=TERMINAL).token


def together(do: Callable[[int], Any]) -> list[Any]:
    """Do the same in several threads at the same moment."""
    start = threading.Barrier(RACERS)

    def run(number: int) -> Any:
        start.wait()
        return do(number)

    with ThreadPoolExecutor(RACERS) as pool:
        return list(pool.map(run, range(RACERS)))


@pytest.mark.parametrize("what", ["approve", "accept"])
def test_one_of_several_threads_wins(people: People, what: str) -> None:
    for round_ in range(10):
        secret = secret_of(people, what, f"stranger {round_}")
        won = together(lambda number, secret=secret: attempt(people, what, secret, f"{secret} {number}"))
        assert sorted(won) == [False] * (RACERS - 1) + [True]
        assert len(people.members()) == round_ + 1


@pytest.mark.parametrize("what", ["approve", "accept"])
def test_one_of_several_processes_wins(people: People, connections: Connections, what: str) -> None:
    secret = secret_of(people, what)
    command = [sys.executable, "-m", "tests.bot.people.racing", str(connections.path), what, secret]
    racers = [
        subprocess.Popen(
            [*command, f"racer {number}"], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for number in range(RACERS)
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    said = sorted(racer.communicate()[0] for racer in racers)
    assert said == ["lost\n"] * (RACERS - 1) + ["won\n"]
    assert [racer.returncode for racer in racers] == [0] * RACERS
    assert len(people.members()) == 1


def test_a_limit_holds_for_all_threads_together(people: People) -> None:
    waits = together(lambda _: [people.wait(someone("1"), "1") for _ in range(10)])
    passed = [wait for one in waits for wait in one if wait == 0.0]
    assert len(passed) == 20


def test_wrong_codes_are_counted_for_all_threads_together(connections: Connections) -> None:
    people = People(connections, clock=time.time, chance=Chance(draw=lambda below: below - 1))
    code = secret_of(people, "approve")
    together(lambda number: [attempt(people, "approve", f"{number}{tried}0000", "") for tried in range(3)])
    with pytest.raises(TooManyWrongCodes):
        people.approve(code, by=TERMINAL)
    assert people.members() == []
