"""What becomes of messages: sent again in their place, asked about, given up, moved."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.delivery.sender import Sender
from bot.delivery.workers import Office
from bot.errors import Ambiguous, Blocked, ChatMoved, RetryLater, Undeliverable
from bot.store.outbox import Outbox, Outgoing
from tests.bot.delivery.stage import (
    Clock,
    Parrot,
    Stage,
    is_settled,
    post,
    said,
    text_of,
    unsettled,
)

DAY = 24 * 3600.0


@pytest.mark.parametrize("problem", [RetryLater("429", seconds=3), RetryLater("refused", seconds=0)])
async def test_what_was_surely_not_delivered_is_sent_again_in_its_place(
    office: Office, clock: Clock, served, problem: RetryLater
) -> None:
    stage = Stage(incoming=[[said("1"), said("2")]], results=[problem])

    def holds() -> bool:
        clock.now += 1
        return len(stage.sent) >= 3 and is_settled(office)()

    await served(Parrot(), stage, holds)
    assert stage.texts() == ["1", "1", "2"]
    assert office.outbox.count() == {"sent": 2}


async def test_nothing_is_sent_before_retry_after_is_over(office: Office, clock: Clock, served) -> None:
    office.inbox.add([said("1")])
    stage = Stage(results=[RetryLater("429", seconds=30)])
    await served(Parrot(), stage, lambda: "1" in stage.texts())
    clock.now += 29
    office.inbox.add([said("y", chat="b")])
    await served(Parrot(), stage, lambda: "y" in stage.texts())
    assert stage.texts().count("1") == 1
    clock.now += 2
    await served(Parrot(), stage, is_settled(office))
    assert stage.texts().count("1") == 2


async def test_a_computer_that_was_off_for_days_does_not_give_up_at_its_first_try(
    office: Office, clock: Clock, served
) -> None:
    office.outbox.add([post("1")])
    clock.now += 3 * DAY
    stage = Stage(results=[RetryLater("no network yet", seconds=0)])

    def holds() -> bool:
        clock.now += 1
        return not unsettled(office)

    await served(Parrot(), stage, holds)
    assert office.outbox.count() == {"sent": 1}


async def test_what_was_tried_for_a_day_is_given_up(office: Office, clock: Clock, served) -> None:
    office.outbox.add([post("1")])
    for _ in range(100):
        (tried,) = office.outbox.claim("before", ["stage"], 1)
        office.outbox.put_off(tried.id, "before", seconds=0, problem="no network")
    clock.now += DAY + 1
    stage = Stage(results=[RetryLater("no network", seconds=0)])
    await served(Parrot(), stage, lambda: not unsettled(office))
    assert (office.outbox.count(), stage.texts()) == ({"failed": 1}, ["1"])


async def test_what_is_claimed_when_the_end_comes_is_sent(tmp_path: Path, office: Office) -> None:
    loop, claiming, may_claim = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    class Slow(Outbox):
        def claim(self, owner: str, channels: Sequence[str], most: int) -> list[Outgoing]:
            loop.call_soon_threadsafe(claiming.set)
            may_claim.wait()
            return super().claim(owner, channels, most)

    office.outbox.add([post("1")])
    stage, outbox = Stage(), Slow(office.connections, time.time)
    sender = Sender(
        office.connections, outbox, {"stage": stage}, Parrot(), owner="me", most=1, clock=time.time
    )
    running = asyncio.create_task(sender.run())
    await claiming.wait()
    running.cancel()
    await asyncio.sleep(0)
    may_claim.set()
    await asyncio.wait([running])
    assert (stage.texts(), office.outbox.count()) == (["1"], {"sent": 1})


async def test_each_part_of_an_answer_that_is_in_doubt_is_asked_about(office: Office, served) -> None:
    stage = Stage(incoming=[[said("1")]], results=[Ambiguous("broke"), Ambiguous("broke")])
    desk = Parrot()
    desk.during = lambda *_: ["first", "second"]
    await served(desk, stage, lambda: len(stage.sent) >= 4 and is_settled(office)())
    assert stage.texts() == ["first", "second", "did “first” arrive?", "did “second” arrive?"]


async def test_a_doubtful_answer_is_not_repeated_but_asked_about(office: Office, served) -> None:
    stage = Stage(incoming=[[said("1"), said("2")]], results=[Ambiguous("broke")])
    await served(Parrot(), stage, lambda: len(stage.sent) >= 3 and is_settled(office)())
    assert stage.texts()[0] == "1"
    assert sorted(stage.texts()[1:]) == ["2", "did “1” arrive?"]
    assert office.outbox.count() == {"sent": 2, "ambiguous": 1}


async def test_asking_whether_an_answer_arrived_does_not_get_lost_itself(office: Office, served) -> None:
    stage = Stage(incoming=[[said("1")]], results=[Ambiguous("broke")] * 3)
    await served(Parrot(), stage, lambda: len(stage.sent) >= 4 and is_settled(office)())
    asked = "did “1” arrive?"
    assert stage.texts() == ["1", asked, f"(again)\n{asked}", f"(again)\n{asked}"]


async def test_what_is_important_is_repeated_once_marked(office: Office, served) -> None:
    office.outbox.add([post("due", important=True)])
    stage = Stage(results=[Ambiguous("broke"), Ambiguous("broke again")])
    await served(Parrot(), stage, lambda: not unsettled(office))
    assert stage.texts()[0] == "due"
    assert text_of(stage.sent[1]) == "(again)\ndue"
    assert office.outbox.count()["ambiguous"] == 1


async def test_a_person_who_blocks_gets_nothing_more_and_others_do(office: Office, served) -> None:
    office.outbox.add([post("1", "a"), post("2", "a"), post("3", "b")])
    stage, desk = Stage(results=[Blocked("blocked")]), Parrot()
    await served(desk, stage, lambda: not unsettled(office))
    assert sorted(stage.texts()) == ["1", "3"]
    assert desk.told == [("blocked", "stage", "a")]
    assert office.outbox.count() == {"failed": 2, "sent": 1}


async def test_what_can_never_be_delivered_makes_way(office: Office, served) -> None:
    office.outbox.add([post("1"), post("2")])
    stage = Stage(results=[Undeliverable("bad request")])
    await served(Parrot(), stage, lambda: not unsettled(office))
    assert office.outbox.count() == {"failed": 1, "sent": 1}


async def test_a_chat_that_moved_gets_what_waits_at_its_new_id(office: Office, served) -> None:
    office.outbox.add([post("1", "old"), post("2", "old")])
    stage, desk = Stage(results=[ChatMoved("moved", moved_to="new")]), Parrot()
    await served(desk, stage, lambda: not unsettled(office))
    assert [(one.chat, text_of(one)) for one in stage.sent] == [("old", "1"), ("new", "1"), ("new", "2")]
    assert desk.told == [("moved", "stage", "old", "new")]
