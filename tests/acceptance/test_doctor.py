"""thidua doctor and undelivered: the office, its people and its bot, a line each."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from bot.delivery.workers import Office
from bot.messages import Person
from bot.people.people import People
from bot.people.roles import TERMINAL
from tests.acceptance.terminal import Outcome, Terminal
from tests.bot.delivery.stage import Clock, open_office, post, said
from tests.fakes.faults import refused
from tests.fakes.process import BotApiProcess

# 2026-11-20 10:32:00 in the zone of the office.
MORNING = 1_795_145_520.0


@pytest.fixture
async def api() -> AsyncIterator[BotApiProcess]:
    async with BotApiProcess() as api:
        yield api


@contextmanager
def office_of(terminal: Terminal) -> Iterator[Office]:
    office = open_office(terminal.home, Clock(MORNING))
    yield office
    office.connections.close()


def on(api: BotApiProcess, terminal: Terminal, **more: str) -> Terminal:
    settings = {"TELEGRAM_TOKEN": api.token, "TELEGRAM_BASE_URL": api.address, **more}
    return Terminal(terminal.home, {f"THIDUA_{name}": value for name, value in settings.items()})


def lines_of(done: Outcome) -> list[str]:
    """The lines after those about the plans and the index."""
    lines = done.out.splitlines()
    return lines[lines.index("office database: sound") + 1 :]


def test_a_new_office_is_told_what_to_do_first(terminal: Terminal) -> None:
    done = terminal.run("doctor")
    assert (done.code, done.err) == (0, "")
    assert lines_of(done) == [
        "serving: nobody; start with: thidua serve",
        "inbox: nothing waits",
        "outbox: nothing waits",
        "people: nobody is in yet; the first administrator writes /start to the bot, then: thidua people"
        " approve CODE --role administrator",
        "Telegram: not set up (docs/telegram.md)",
        "Everything is in place. Start the web chat with: thidua serve",
    ]


def test_people_are_counted(terminal: Terminal) -> None:
    with office_of(terminal) as office:
        people = People(office.connections, clock=Clock(MORNING))
        for account, role in (("1", "administrator"), ("2", "member")):
            knock = people.ask_in(Person(channel="c", id=account), name="", chat=account, language="")
            people.approve(knock.code, by=TERMINAL, role=role)  # type: ignore[arg-type]
    assert "people: 1 administrator among 2" in lines_of(terminal.run("doctor"))
    assert terminal.run("people", "remove", "1").code == 0
    (line,) = (line for line in lines_of(terminal.run("doctor")) if line.startswith("people"))
    assert line.startswith("people: 0 administrators among 1; the first administrator writes /start")


def test_what_waits_and_what_reached_nobody_is_told(terminal: Terminal) -> None:
    with office_of(terminal) as office:
        office.inbox.add([said("1", "bí mật", chat="7"), said("2", chat="8")])
        (first, _) = office.inbox.claim("gone", ["stage"], 2)
        assert office.inbox.bury(first.id, "gone", "A1B2C3", "ValueError: no\x1b number")
        office.outbox.add([post("bí mật", chat="9"), post("b", chat="10"), post("c", chat="11")])
        failed, doubtful, _ = office.outbox.claim("gone", ["stage"], 3)
        assert office.outbox.settle(failed.id, "gone", "failed", problem="the person takes no messages")
        assert office.outbox.settle(doubtful.id, "gone", "ambiguous")
    told = lines_of(terminal.run("doctor"))
    assert told[1:4] == [
        "inbox: 1 waits to be answered, the oldest since 2026-11-20 10:32; start with: thidua serve",
        "outbox: 1 waits to be sent, the oldest since 2026-11-20 10:32; start with: thidua serve",
        "undelivered in the last 7 days: 1 not answered, 1 not delivered, 1 perhaps not delivered (A1B2C3);"
        " see: thidua undelivered",
    ]
    listed = terminal.run("undelivered")
    assert listed.out.splitlines() == [
        "2026-11-20 10:32:00 A1B2C3  stage/7: text not answered: ValueError: no  number",
        "2026-11-20 10:32:00  stage/9: answer not delivered: the person takes no messages",
        "2026-11-20 10:32:00  stage/10: answer perhaps not delivered",
    ]
    assert terminal.run("undelivered", "--json").lines[0] == {
        "at": "2026-11-20T10:32:00+07:00", "reference": "A1B2C3", "what": "not answered", "chat": "stage/7",
        "kind": "text", "problem": "ValueError: no\x1b number",
    }  # fmt: skip


def test_an_office_of_garbage_is_told(terminal: Terminal) -> None:
    (terminal.home / "office.db").write_bytes(b"garbage " * 5000)
    done = terminal.run("doctor")
    assert (done.code, "office.db is not a sound database" in done.complaint) == (1, True)
    assert "people must be let in anew" in done.complaint


async def test_a_bot_is_known_and_who_polls_it(terminal: Terminal, api: BotApiProcess) -> None:
    told = lines_of(on(api, terminal).run("doctor"))
    assert told[4:8] == [
        "Telegram: @thidua_bot is known",
        "Telegram groups: only what is said to this bot is sent to it (privacy mode), as it should be",
        "Telegram delivery: by polling",
        "Telegram is polled now by nobody; start with: thidua serve",
    ]
    with on(api, terminal).start("serve", "--port", "0"):
        await api.wait_until(lambda state: state["calls"].get("getUpdates"))
        told = lines_of(on(api, terminal).run("doctor"))
    assert told[0] == "serving: 1 process now"
    assert told[-2] == "Telegram is polled now by a running thidua serve"
    # Killed: its lease lasts some seconds more, but nobody is deceived by that.
    told = lines_of(on(api, terminal).run("doctor"))
    assert told[0] == "serving: nobody; start with: thidua serve"
    assert told[-2] == "Telegram is polled now by nobody; start with: thidua serve"


async def test_a_webhook_that_is_not_set_yet_is_told(terminal: Terminal, api: BotApiProcess) -> None:
    told = lines_of(on(api, terminal, PUBLIC_URL="https://thidua.example.vn").run("doctor"))
    assert told[-2] == "Telegram delivery: the webhook is not set yet; thidua serve sets it"


async def test_a_token_that_is_wrong_is_one_line(terminal: Terminal, api: BotApiProcess) -> None:
    wrong = "987654321:" + "B" * 35
    done = on(api, terminal, TELEGRAM_TOKEN=wrong).run("doctor")
    assert (done.code, wrong in done.out + done.err) == (1, False)
    assert "Telegram does not take the token: copy it anew from @BotFather" in done.complaint


async def test_a_bot_that_is_used_elsewhere_is_one_line(terminal: Terminal, api: BotApiProcess) -> None:
    await api.fail("getMe", refused(409, "Conflict: terminated by other getUpdates request"))
    done = on(api, terminal).run("doctor")
    assert (done.code, "stop the other program" in done.complaint) == (1, True)


async def test_no_network_is_one_line(terminal: Terminal, api: BotApiProcess) -> None:
    nowhere = replace(
        terminal, extra={**on(api, terminal).extra, "THIDUA_TELEGRAM_BASE_URL": "http://127.0.0.1:9"}
    )
    done = nowhere.run("doctor")
    assert (done.code, api.token in done.err) == (1, False)
    assert re.match(r"thidua: Telegram cannot be reached \(.+\): check the network", done.complaint)
