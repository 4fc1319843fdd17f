"""Intake, owner, watchdog and workers where something outside fails."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.delivery.delivery import Delivery
from bot.delivery.intake import Intake
from bot.delivery.owner import Owner
from bot.delivery.watchdog import DEAF_EXIT_CODE, Watchdog
from bot.errors import ChannelDeaf, ChannelRefused, IntakeFailed
from bot.events import Acknowledge, Event, Take
from corpus.errors import StoreUnwritable
from tests.bot.delivery.stage import Clock, Parrot, Stage, open_office, said


class Full:
    """An inbox on a disk that has no room for the first so many tries."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.stored: list[Event] = []

    def add(self, events: Sequence[Event]) -> int:
        if self.failures:
            self.failures -= 1
            raise StoreUnwritable("no room")
        self.stored += events
        return len(events)


async def test_what_cannot_be_stored_at_once_is_stored_later() -> None:
    inbox, arrived = Full(2), []
    await Intake(inbox, arrived=lambda: arrived.append(1), waits=(0, 0, 0))([said("1")])  # type: ignore[arg-type]
    assert ([event.key for event in inbox.stored], arrived) == (["1"], [1])


async def test_what_cannot_be_stored_at_all_ends_the_process() -> None:
    with pytest.raises(IntakeFailed, match="cannot be stored: no room"):
        await Intake(Full(9), arrived=lambda: None, waits=(0, 0))([said("1")])  # type: ignore[arg-type]


class Broken(Stage):
    """A channel that cannot go on."""

    async def receive(self, take: Take, acknowledge: Acknowledge) -> None:
        raise ChannelRefused("the token is wrong: see @BotFather")


async def test_a_channel_that_cannot_go_on_ends_the_serving(tmp_path: Path) -> None:
    office = open_office(tmp_path, time.time)
    with Owner(tmp_path / "owners") as owner, pytest.raises(ChannelRefused, match="token is wrong"):
        await Delivery(office, Parrot(), [Broken()], owner=owner, clock=time.time).run(asyncio.Event())
    office.connections.close()


async def test_an_answer_that_takes_long_shows_that_it_is_being_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.workers.TYPING_AFTER_SECONDS", 0.0)
    office, stage, desk, stop = open_office(tmp_path, Clock()), Stage(), Parrot(), asyncio.Event()
    shown = threading.Event()
    loop = asyncio.get_running_loop()

    class Watched(Stage):
        async def show_typing(self, event: Event) -> None:
            self.typing.append(event.key)
            shown.set()

    stage = Watched()

    def wait_for_it(event: Event, _: object) -> list[str]:
        shown.wait()
        loop.call_soon_threadsafe(stop.set)
        return [event.text]

    desk.during = wait_for_it  # type: ignore[assignment]
    office.inbox.add([said("1")])
    with Owner(tmp_path / "owners") as owner:
        await Delivery(office, desk, [stage], owner=owner, clock=Clock()).run(stop)
    assert (stage.typing, stage.texts()) == (["1"], ["1"])
    office.connections.close()


def test_an_owner_is_gone_when_its_process_is_killed(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib, time; from bot.delivery.owner import Owner;"
        "o = Owner(pathlib.Path(sys.argv[1])); print(o.name, flush=True); time.sleep(600)"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    with Owner(tmp_path) as me, subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        other = process.stdout.readline().strip()
        assert me.gone([other, me.name]) == []
        process.kill()
        process.wait()
        assert me.gone([other, me.name, "never was"]) == [other, "never was"]
        me.sweep()
        assert (tmp_path / f"{other}.lock").exists(), "one that was just made may not be locked yet"
    assert not (tmp_path / f"{me.name}.lock").exists()


@dataclass
class Ear:
    heard: float


async def test_a_channel_that_went_deaf_is_noticed() -> None:
    silent = Ear(time.monotonic() - 100)
    dog = Watchdog({"telegram": silent, "web": Ear(0)}, seconds=50, every=0.001)
    with pytest.raises(ChannelDeaf, match="nothing was heard from telegram for 50 seconds"):
        await dog.run()


async def test_a_channel_that_gives_signs_of_life_is_let_be() -> None:
    ear = Ear(time.monotonic())
    dog = asyncio.create_task(Watchdog({"telegram": ear}, seconds=50, every=0.001).run())
    await asyncio.sleep(0.02)
    assert not dog.done()
    dog.cancel()


async def test_an_event_loop_that_stands_still_ends_the_process() -> None:
    ended = threading.Event()
    codes: list[int] = []

    def end(code: int) -> None:
        codes.append(code)
        ended.set()

    dog = asyncio.create_task(Watchdog({}, seconds=0.02, every=0.005, end=end).run())
    await asyncio.sleep(0.001)
    ended.wait()  # nothing else runs in this loop meanwhile
    dog.cancel()
    assert codes == [DEAF_EXIT_CODE]
