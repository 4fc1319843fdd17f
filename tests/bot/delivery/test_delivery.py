"""Delivery as a whole: nothing lost, nothing doubled, each chat in order."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

from bot.delivery.owner import Owner
from bot.delivery.workers import Office
from bot.events import Attachment, Event, Link
from bot.store.boxes import Boxes
from tests.bot.delivery.stage import (
    Clock,
    Parrot,
    Stage,
    is_settled,
    post,
    said,
    unsettled,
)


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


async def test_what_is_told_by_a_channel_that_is_not_served_waits_for_it(office: Office, served) -> None:
    stage, desk = Stage(incoming=[[said("1")]]), Parrot()
    elsewhere = replace(post("notice"), channel="elsewhere")
    desk.beside = (elsewhere,)
    await served(desk, stage, lambda: bool(stage.sent) and not office.inbox.count_waiting())
    assert (stage.texts(), office.outbox.count()) == (["1"], {"sent": 1, "waiting": 1})
    other = Stage(name="elsewhere")
    await served(Parrot(), other, lambda: not unsettled(office))
    assert other.texts() == ["notice"]


async def test_a_document_is_fetched_over_the_line(office: Office, served) -> None:
    stage, desk = Stage(files={"f": b"content"}), Parrot()
    desk.during = lambda event, link: [
        link.fetch(Attachment(id="f", name="plan.txt")).decode(),
        str(link.count_members("7")),
    ]
    office.inbox.add([said("file")])
    await served(desk, stage, lambda: len(stage.sent) >= 2)
    assert stage.texts() == ["content", "3"]
