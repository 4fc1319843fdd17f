"""Delivery as a whole: nothing lost, nothing doubled, each chat in order."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.delivery.delivery import Delivery
from bot.delivery.owner import Owner
from bot.delivery.sender import Sender
from bot.delivery.workers import Office
from bot.errors import Ambiguous, Blocked, ChatMoved, RetryLater, Undeliverable
from bot.events import Attachment, Event, Link
from bot.store.boxes import Boxes
from bot.store.outbox import Outbox, Outgoing
from tests.bot.delivery.stage import Clock, Parrot, Stage, open_office, post, said, text_of

DAY = 24 * 3600.0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Office]:
    opened = open_office(tmp_path, clock)
    yield opened
    opened.connections.close()


async def until(holds: Callable[[], bool]) -> None:
    while not holds():
        await asyncio.sleep(0.005)


@pytest.fixture
def served(tmp_path: Path, office: Office, clock: Clock) -> Callable[..., Awaitable[None]]:
    async def serve(desk: Parrot, stage: Stage, holds: Callable[[], bool], *others: Stage) -> None:
        stop = asyncio.Event()
        with Owner(tmp_path / "owners") as owner:
            delivery = Delivery(office, desk, [stage, *others], owner=owner, clock=clock)
            running = asyncio.create_task(delivery.run(stop))
            waiting = asyncio.create_task(until(holds))
            await asyncio.wait([running, waiting], return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            stop.set()
            await running

    return serve


def is_settled(office: Office) -> Callable[[], bool]:
    return lambda: office.inbox.newest() > 0 and not office.inbox.count_waiting() and not unsettled(office)


def unsettled(office: Office) -> int:
    return sum(count for state, count in office.outbox.count().items() if state in {"waiting", "sending"})


async def test_what_comes_in_is_answered_once_and_in_order(office: Office, served) -> None:
    stage, desk = Stage(incoming=[[said("1"), said("2"), said("1")], [said("3"), said("2")]]), Parrot()
    await served(desk, stage, lambda: len(stage.sent) >= 3 and is_settled(office)())
    assert stage.texts() == ["1", "2", "3"]
    assert desk.stored == ["1", "2", "3"]
    assert office.outbox.count() == {"sent": 3}


async def test_chats_are_answered_side_by_side_but_each_in_order(office: Office, served) -> None:
    events = [said(f"{chat}-{n}", chat=chat) for n in range(25) for chat in "abcdefgh"]
    stage, desk, both = Stage(incoming=[events]), Parrot(), threading.Barrier(2)

    def meet(event: Event, _: Link) -> list[str]:
        if event.text in {"a-0", "b-0"}:
            both.wait()
        return [event.text]

    desk.during = meet
    await served(desk, stage, lambda: len(stage.sent) >= 200 and is_settled(office)())
    for chat in "abcdefgh":
        assert [text for text in stage.texts() if text[0] == chat] == [f"{chat}-{n}" for n in range(25)]
    assert 1 < desk.most_at_once <= 4


async def test_what_was_left_over_is_answered_before_anybody_is_listened_to(office: Office, served) -> None:
    office.inbox.add([said("old", chat="a"), said("older", chat="b")])
    stage, desk = Stage(incoming=[[said("new", chat="c")]]), Parrot()
    await served(desk, stage, lambda: len(stage.sent) >= 3)
    assert set(desk.heard[:2]) == {"old", "older"}
    assert desk.heard[2] == "new"


async def test_nobody_waits_for_a_question_that_only_its_page_can_ask_again(office: Office, served) -> None:
    office.inbox.add([replace(said("left"), channel="page")])
    stage, page = Stage(incoming=[[said("1")]]), Stage(name="page", is_direct=True)
    await served(Parrot(), stage, lambda: bool(stage.sent), page)
    assert (stage.texts(), office.inbox.count_waiting()) == (["1"], 1)


async def test_a_failure_is_tried_again_and_holds_up_its_own_chat_only(
    office: Office, clock: Clock, served
) -> None:
    stage = Stage(incoming=[[said("bad", chat="a"), said("after", chat="a"), said("other", chat="b")]])
    desk = Parrot({"bad": [RuntimeError("first"), RuntimeError("second")]})

    def holds() -> bool:
        if len(desk.heard) > 1 and "other" in stage.texts():
            clock.now += 10
        return len(stage.sent) >= 3 and is_settled(office)()

    await served(desk, stage, holds)
    assert stage.texts() == ["other", "bad", "after"]
    assert desk.heard.count("bad") == 3


async def test_after_three_failures_the_person_is_told_and_the_chat_goes_on(
    office: Office, clock: Clock, served
) -> None:
    stage = Stage(incoming=[[said("bad"), said("next")]])
    desk = Parrot({"bad": [RuntimeError("one"), OSError("two"), ValueError("three")]})

    def holds() -> bool:
        clock.now += 10
        return len(stage.sent) >= 2 and is_settled(office)()

    await served(desk, stage, holds)
    assert stage.texts() == ["given up bad", "next"]
    assert desk.stored == ["next"]
    (lost,) = Boxes(office.connections).undelivered()
    assert (lost.state, lost.lane, lost.kind, lost.problem) == (
        "dead",
        "stage/7",
        "text",
        "ValueError: three",
    )


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


async def test_what_a_dead_process_left_is_taken_over_at_once(tmp_path: Path, office: Office, served) -> None:
    office.inbox.add([said("asked")])
    office.outbox.add([post("on its way", "b"), post("behind", "b")])
    office.inbox.claim("dead", ["stage"], 9)
    office.outbox.claim("dead", ["stage"], 9)
    stage = Stage()
    await served(Parrot(), stage, lambda: len(stage.sent) >= 3 and is_settled(office)())
    assert sorted(stage.texts()) == ["asked", "behind", "did “on its way” arrive?"]


async def test_what_a_living_process_holds_is_left_to_it(tmp_path: Path, office: Office, served) -> None:
    with Owner(tmp_path / "owners") as other:
        office.inbox.add([said("theirs", chat="a"), said("ours", chat="b")])
        assert [one.event.text for one in office.inbox.claim(other.name, ["stage"], 1)] == ["theirs"]
        stage = Stage()
        await served(Parrot(), stage, lambda: len(stage.sent) >= 1)
        assert stage.texts() == ["ours"]
    await served(Parrot(), stage, is_settled(office))
    assert stage.texts() == ["ours", "theirs"]


async def test_an_answer_whose_claim_was_lost_goes_nowhere(office: Office, served) -> None:
    office.inbox.add([said("slow")])
    desk, stage = Parrot(), Stage()

    def taken_over(event: Event, _: Link) -> list[str]:
        if len(desk.heard) == 1:
            with office.connections.write():
                office.inbox.release(*office.inbox.owners())
                (claimed,) = office.inbox.claim("another", ["stage"], 1)
                assert office.inbox.close(claimed.id, "another")
        return [event.text]

    desk.during = taken_over
    await served(desk, stage, lambda: bool(desk.heard) and is_settled(office)())
    assert (stage.sent, desk.stored) == ([], [])


async def test_what_is_being_answered_is_not_begun_again_when_the_clock_jumps(
    office: Office, clock: Clock, served
) -> None:
    stage, desk, may_end = Stage(incoming=[[said("slow")]]), Parrot(), threading.Event()

    def answer(event: Event, _: Link) -> list[str]:
        may_end.wait()
        return [event.text]

    desk.during = answer
    turns = 0

    def holds() -> bool:
        nonlocal turns
        turns += bool(desk.heard)
        clock.now += 20
        if turns > 200:
            may_end.set()
        return may_end.is_set() and is_settled(office)()

    await served(desk, stage, holds)
    assert (desk.heard, stage.texts()) == (["slow"], ["slow"])


async def test_a_document_is_fetched_over_the_line(office: Office, served) -> None:
    stage, desk = Stage(files={"f": b"content"}), Parrot()
    desk.during = lambda event, link: [
        link.fetch(Attachment(id="f", name="plan.txt")).decode(),
        str(link.count_members("7")),
    ]
    office.inbox.add([said("file")])
    await served(desk, stage, lambda: len(stage.sent) >= 2)
    assert stage.texts() == ["content", "3"]
