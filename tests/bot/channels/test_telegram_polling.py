"""Polling loses nothing: what was not stored comes again, whatever breaks in between."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot

from bot.channels.telegram_commands import menu
from bot.channels.telegram_intake import Intake
from bot.channels.telegram_line import Pace
from bot.errors import ChannelRefused, IntakeFailed
from bot.events import Event
from tests.bot.channels.telegram_kit import AN, PACE, Desk, open_desk
from tests.fakes import faults
from tests.fakes.bot_api import BotApi
from tests.fakes.calls import Call
from tests.fakes.update_bodies import message_update, person, press_update


def ask(*numbers: int) -> list[dict[str, object]]:
    return [message_update(f"câu {number}", AN) for number in numbers]


def texts(desk: Desk) -> list[str]:
    return [event.text for event in desk.inbox.events]


async def confirmed(desk: Desk) -> None:
    await desk.api.wait_until(lambda: desk.api.unconfirmed() == 0)


async def test_what_was_asked_while_nobody_listened_is_taken_in_as_one_batch(desk: Desk) -> None:
    desk.api.deliver(*ask(*range(150)))
    async with desk.receiving():
        await desk.inbox.wait_for(150)
        await confirmed(desk)
    assert texts(desk) == [f"câu {number}" for number in range(150)]
    assert desk.inbox.batches == [100, 50]
    assert desk.owner.lines == []


async def test_a_question_is_heard_while_it_is_waited_for(desk: Desk) -> None:
    async with desk.receiving():
        await desk.api.wait_until(lambda: desk.api.records.calls["getUpdates"])
        desk.api.deliver(*ask(1))
        await desk.inbox.wait_for(1)
    assert texts(desk) == ["câu 1"]


async def test_a_batch_that_cannot_be_stored_is_left_to_the_next_start(desk: Desk) -> None:
    desk.api.deliver(*ask(1, 2))
    desk.inbox.failures = 1
    with pytest.raises(IntakeFailed):
        await desk.channel.receive(desk.inbox, desk.acknowledge)
    assert desk.api.unconfirmed() == 2
    async with desk.receiving():
        await desk.inbox.wait_for(2)


@pytest.mark.parametrize(
    "fault",
    [
        faults.dropped(),
        faults.dropped(handled=True),
        faults.hanging(),
        faults.server_error(500),
        faults.server_error(502, html=True),
        faults.malformed(),
        faults.Fault(kind="answer", body='{"ok":true}'),
        faults.Fault(kind="answer", body='{"ok":true,"result":{"update_id":1}}'),
        faults.Fault(kind="answer", body='{"ok":true,"result":[{"message":{}}]}'),
        faults.Fault(kind="answer", body="[" * 100_000),
        faults.Fault(kind="answer", body="[1]", status=400),
    ],
)
async def test_a_fault_is_told_once_and_nothing_is_lost(api: BotApi, fault: faults.Fault) -> None:
    async with open_desk(api, pace=Pace(poll=0, answer=0.3, first_retry=0.01, longest_retry=0.02)) as desk:
        api.faults.add("getUpdates", fault, fault, fault)
        api.deliver(*ask(1))
        async with desk.receiving():
            await desk.inbox.wait_for(1)
        assert texts(desk) == ["câu 1"]
        assert [line.partition(" (")[0] for line in desk.owner.lines] == [
            "Telegram cannot be reached", "Telegram is reached again",
        ]  # fmt: skip


async def test_a_flood_is_waited_for_in_silence(api: BotApi) -> None:
    waits: list[float] = []

    async def pause(seconds: float) -> None:
        waits.append(seconds)
        await asyncio.sleep(0)

    async with open_desk(api, pause=pause) as desk:
        api.faults.add("getUpdates", faults.too_many(12))
        api.deliver(*ask(1))
        async with desk.receiving():
            await desk.inbox.wait_for(1)
        assert round(sum(waits), 6) >= 12
        assert max(waits) <= PACE.lease
        assert desk.owner.lines == []


async def test_waits_grow_to_their_end(api: BotApi) -> None:
    waits: list[float] = []

    async def pause(seconds: float) -> None:
        waits.append(seconds)
        await asyncio.sleep(0)

    async with open_desk(api, pause=pause, pace=Pace(poll=0, lease=60)) as desk:
        api.faults.add("getMe", *[faults.server_error(502)] * 11)
        async with desk.receiving():
            await desk.api.wait_until(lambda: api.records.calls["deleteWebhook"])
        found = [wait for wait in waits if wait < 60]
        assert found[:4] == [1, 1.5, 2.25, 3.375]
        assert found[-2:] == [30, 30]


async def test_no_network_at_the_start_is_one_line(api: BotApi, nowhere: str) -> None:
    async with open_desk(api, base_url=nowhere) as desk:
        async with desk.receiving():
            (line,) = await desk.owner.wait_for(1)
            await asyncio.sleep(0.2)
        assert desk.owner.lines == [line]
        assert f"check the network and {nowhere}" in line


@pytest.mark.parametrize("token", ["123456:wrong", "nonsense"])
async def test_a_wrong_token_is_one_line_that_says_what_to_do(api: BotApi, token: str) -> None:
    async with open_desk(api, token=token) as desk:
        with pytest.raises(
            ChannelRefused, match=r"copy it anew from @BotFather .* THIDUA_TELEGRAM_TOKEN"
        ) as caught:
            await desk.channel.receive(desk.inbox, desk.acknowledge)
        assert token not in str(caught.value)


async def test_a_token_that_is_taken_back_ends_the_channel(desk: Desk) -> None:
    desk.api.faults.add("getUpdates", faults.refused(401, "Unauthorized"))
    with pytest.raises(ChannelRefused):
        await desk.channel.receive(desk.inbox, desk.acknowledge)


async def test_a_bot_that_is_polled_elsewhere_too_is_told_of_once(desk: Desk) -> None:
    conflict = faults.refused(409, "Conflict: terminated by other getUpdates request")
    desk.api.faults.add("getUpdates", conflict, conflict, conflict)
    desk.api.deliver(*ask(1))
    async with desk.receiving():
        await desk.inbox.wait_for(1)
    (line,) = desk.owner.lines
    assert line.startswith("Telegram: this bot is also polled elsewhere")


async def test_a_webhook_that_was_set_is_taken_away_with_what_waits_kept(desk: Desk) -> None:
    desk.api.updates.routes["https://old.example"] = "http://127.0.0.1:9"
    await desk.api.updates.answer(Call("setWebhook", {"url": "https://old.example/x"}))  # type: ignore[misc]
    desk.api.deliver(*ask(1))
    async with desk.receiving():
        await desk.inbox.wait_for(1)
    assert desk.api.updates.webhook is None


async def test_only_the_holder_of_the_lease_polls(desk: Desk) -> None:
    desk.right.is_mine = False
    desk.api.deliver(*ask(1))
    async with desk.receiving():
        before = desk.channel.heard
        while desk.right.asked < 5:
            await asyncio.sleep(0.01)
        assert (desk.api.records.calls["getUpdates"], desk.inbox.events) == (0, [])
        assert desk.channel.heard > before
        desk.right.is_mine = True
        await desk.inbox.wait_for(1)


async def test_who_loses_the_lease_does_not_try_again_what_failed(desk: Desk) -> None:
    calls = desk.api.records.calls
    desk.api.faults.spread(faults.refused(409, "Conflict: terminated by other getUpdates"), 1.0, "getUpdates")
    async with desk.receiving():
        await desk.api.wait_until(lambda: calls["getUpdates"] > 2)
        desk.right.is_mine = False
        asked, last = desk.right.asked, calls["getUpdates"]
        while desk.right.asked < asked + 50:
            await asyncio.sleep(0.01)
    # One may have been on its way, and one more begun before the loss was known.
    assert calls["getUpdates"] <= last + 2


async def test_every_attempt_shows_that_the_channel_is_awake(desk: Desk) -> None:
    desk.api.faults.spread(faults.server_error(500), 1.0, "getUpdates")
    async with desk.receiving():
        await desk.owner.wait_for(1)
        before = desk.channel.heard
        while desk.channel.heard == before:
            await asyncio.sleep(0.01)


async def test_a_press_is_answered_at_once_and_after_it_is_stored(desk: Desk) -> None:
    pressed = {"message_id": 4, "date": 1, "chat": {"id": 7, "type": "private"}}
    desk.api.deliver(press_update(pressed, "b1", AN))
    async with desk.receiving():
        await desk.api.wait_until(lambda: desk.api.records.query_answers)
    assert [each.text for each in desk.api.records.query_answers] == ["pressed b1"]
    assert [event.button for event in desk.inbox.events] == ["b1"]


async def test_a_press_that_cannot_be_looked_up_is_answered_without_words(desk: Desk) -> None:
    def fail(event: Event) -> str:
        raise RuntimeError("no such button")

    desk.acknowledge = fail
    pressed = {"message_id": 4, "date": 1, "chat": {"id": 7, "type": "private"}}
    desk.api.deliver(press_update(pressed, "b1", AN))
    async with desk.receiving():
        await desk.api.wait_until(lambda: desk.api.records.query_answers)
    assert [each.text for each in desk.api.records.query_answers] == [""]


async def test_a_press_that_is_too_old_to_be_answered_is_taken_in(desk: Desk) -> None:
    pressed = {"message_id": 4, "date": 1, "chat": {"id": 7, "type": "private"}}
    desk.api.deliver(press_update(pressed, "b1", AN), *ask(1))
    desk.api.expire_queries()
    async with desk.receiving():
        await desk.inbox.wait_for(2)
        await confirmed(desk)
    assert desk.owner.lines == []


async def test_what_is_no_update_is_passed_over(desk: Desk) -> None:
    odd = [
        {"update_id": 2000 + place, "message": body}
        for place, body in enumerate([None, [], "x", {"chat": 5}])
    ]
    desk.api.deliver_raw(*odd, {"update_id": 3000})
    desk.api.deliver(*ask(1))
    async with desk.receiving():
        await desk.inbox.wait_for(1)
        await confirmed(desk)
    assert texts(desk) == ["câu 1"]


async def test_an_update_that_defeats_the_reader_is_told_by_its_number_alone(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    def read(update: object) -> Event | None:
        raise TypeError("secret words")

    intake = Intake(Bot(desk.api.token), read, desk.inbox, desk.acknowledge)
    await intake.accept([{"update_id": 5, "message": {"text": "secret words"}}])
    assert [record.getMessage() for record in caplog.records] == ["update 5 cannot be read and is left out"]
    assert (desk.inbox.events, caplog.text.count("secret")) == ([], 0)


async def test_a_text_of_ten_megabytes_is_cut_and_what_follows_is_heard(desk: Desk) -> None:
    desk.api.deliver(message_update("ạ\u200f" * 5_000_000, AN, entities=[]), *ask(1))
    async with desk.receiving():
        await desk.inbox.wait_for(2)
    assert [len(text) for text in texts(desk)] == [4096, 5]


async def test_other_programs_are_not_listened_to(desk: Desk) -> None:
    desk.api.deliver(message_update("/han", person(8, bot=True)), *ask(1))
    async with desk.receiving():
        await desk.inbox.wait_for(1)
    assert texts(desk) == ["câu 1"]


async def test_the_commands_are_offered_in_two_languages(desk: Desk) -> None:
    async with desk.receiving():
        await desk.api.wait_until(lambda: desk.api.records.calls["setMyCommands"] == 4)
        await desk.api.wait_until(lambda: len(desk.api.world.menus) == 4)
    names = {len(commands) for commands in desk.api.world.menus.values()}
    assert names == {10, 8}
    assert {name for name, _ in menu("vi", is_group=True)} == {
        "hoi", "chitieu", "han", "baocao", "kehoach", "sosanh", "sodo", "trogiup",
    }  # fmt: skip


async def test_questions_do_not_wait_for_the_menu(desk: Desk) -> None:
    desk.api.faults.spread(faults.refused(400, "Bad Request: BOT_COMMAND_INVALID"), 1.0, "setMyCommands")
    desk.api.deliver(*ask(1))
    async with desk.receiving():
        await desk.inbox.wait_for(1)
        await desk.owner.wait_for(1)
    assert "menu of commands" in desk.owner.lines[0]
