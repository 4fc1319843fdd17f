"""thidua people and audit beside a server that has the same office open."""

from __future__ import annotations

import os
import time

import pytest

from bot.messages import Person
from bot.migrations import office
from bot.people.people import People
from corpus.connections import Connections
from tests.acceptance.terminal import Terminal

PLAN = "hungyen-2025-phat-dong"
AN = Person(channel="telegram", id="71")


def test_people_come_in_and_see_what_they_may(terminal: Terminal) -> None:
    terminal.run("people")
    connections = Connections.open(terminal.home / "office.db", [office])
    people = People(connections, clock=time.time)
    code = people.ask_in(AN, name="An", chat="71", language="vi").code
    assert terminal.run("people", "approve", code, "--role", "administrator").code == 0
    assert people.scope(AN, [PLAN]) == {PLAN}
    assert terminal.run("people", "limit", PLAN, "kế toán").code == 0
    assert people.scope(AN, [PLAN]) == frozenset()
    assert terminal.run("people", "group", "1", "Kế toán").code == 0
    assert people.scope(AN, [PLAN]) == {PLAN}
    told = [(line["action"], line["who"]["channel"]) for line in terminal.run("audit", "--json").lines]
    assert told == [
        ("knock", "telegram"), ("approve", "terminal"), ("limit", "terminal"), ("groups", "terminal"),
    ]  # fmt: skip
    assert terminal.run("people", "remove", "1").code == 0
    assert people.find(AN) is None
    connections.close()


def test_a_home_that_is_not_there_yet_has_nobody(fresh: Terminal) -> None:
    done = fresh.run("people")
    assert (done.code, done.err) == (0, "")
    assert "Nobody is in yet" in done.out


def test_what_is_said_of_an_office_of_garbage_helps(terminal: Terminal) -> None:
    path = terminal.home / "office.db"
    path.write_bytes(b"garbage " * 5000)
    done = terminal.run("people")
    assert (done.code, done.out, path.read_bytes()) == (1, "", b"garbage " * 5000)
    assert "move it away" in done.complaint


@pytest.mark.parametrize("variable", ["KEEP_QUESTIONS_DAYS", "RATE_PERSON", "RATE_CHAT"])
def test_a_bad_setting_is_one_line(terminal: Terminal, variable: str) -> None:
    done = Terminal(terminal.home, {f"THIDUA_{variable}": "-1"}).run("people")
    assert (done.code, done.out) == (2, "")
    assert f"THIDUA_{variable}" in done.complaint


def test_the_office_is_not_for_others_to_read(fresh: Terminal) -> None:
    before = os.umask(0)
    try:
        fresh.run("people")
    finally:
        os.umask(before)
    assert [path.name for path in fresh.home.glob("office.db*") if path.stat().st_mode & 0o077] == []
