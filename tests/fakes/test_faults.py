"""What goes wrong on the way comes to the real client as it does from the platform."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut

from tests.fakes.bot_api import BotApi
from tests.fakes.conftest import bot_of
from tests.fakes.faults import (
    EVERY,
    Fault,
    dropped,
    hanging,
    malformed,
    refused,
    server_error,
    slow,
    too_many,
)
from tests.fakes.process import BotApiProcess
from tests.fakes.update_bodies import message_update, person

AN = person(7)


@pytest.fixture(autouse=True)
def started(api: BotApi) -> None:
    api.world.learn(message_update("", AN))


@pytest.mark.parametrize(
    ("fault", "error", "words", "sent"),
    [
        (too_many(3), RetryAfter, "Flood control exceeded", 0),
        (refused(400, "Bad Request: chat not found"), TelegramError, "Chat not found", 0),
        (server_error(500), NetworkError, "Internal Server Error", 0),
        (server_error(502), NetworkError, "Bad Gateway", 0),
        (server_error(502, html=True), NetworkError, "Bad Gateway", 0),
        (server_error(500, handled=True), NetworkError, "Internal Server Error", 1),
        (dropped(), NetworkError, "ReadError|RemoteProtocolError", 0),
        (dropped(handled=True), NetworkError, "ReadError|RemoteProtocolError", 1),
        (malformed(), TelegramError, "Invalid server response", 1),
    ],
)
async def test_a_call_fails_and_the_next_goes_well(
    api: BotApi, bot: Bot, fault: Fault, error: type[Exception], words: str, sent: int
) -> None:
    api.faults.add("sendMessage", fault)
    with pytest.raises(error, match=words):
        await bot.send_message(7, "a")
    assert [entry.heard for entry in api.sent] == [False] * sent
    await bot.send_message(7, "b")
    assert [entry.heard for entry in api.sent] == [False] * sent + [True]
    assert api.records.calls["sendMessage"] == 2


@pytest.mark.parametrize("handled", [False, True])
async def test_silence_ends_when_the_client_gives_up(api: BotApi, handled: bool) -> None:
    api.faults.add("sendMessage", hanging(handled=handled))
    async with bot_of(api, read_timeout=0.05) as bot:
        with pytest.raises(TimedOut):
            await bot.send_message(7, "a")
    assert len(api.sent) == int(handled)


async def test_a_late_answer_is_a_right_one(api: BotApi, bot: Bot) -> None:
    api.faults.add(EVERY, slow(0.01))
    assert (await bot.send_message(7, "a")).text == "a"
    assert api.sent[0].heard


async def test_polls_fail_too_and_lose_nothing(api: BotApi, bot: Bot) -> None:
    api.deliver(message_update("a", AN))
    api.faults.add("getUpdates", dropped(), dropped(handled=True), too_many(1))
    for _ in range(3):
        with pytest.raises((NetworkError, RetryAfter)):
            await bot.get_updates()
    assert len(await bot.get_updates()) == 1


async def test_chances_are_the_same_for_the_same_seed() -> None:
    async def outcome(seed: int) -> list[bool]:
        async with BotApi(seed=seed) as api, bot_of(api) as bot:
            api.world.learn(message_update("", AN))
            api.faults.spread(server_error(), 0.5, "sendMessage")
            tries = [
                await asyncio.gather(bot.send_message(7, "a"), return_exceptions=True) for _ in range(20)
            ]
            return [isinstance(one, NetworkError) for (one,) in tries]

    first = await outcome(1)
    assert first == await outcome(1)
    assert first != await outcome(2)
    assert 0 < sum(first) < 20


async def test_a_network_that_goes_down_breaks_a_poll(api: BotApi, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=50))
    await api.wait_until(api.queue.polled)
    api.break_connections()
    with pytest.raises(NetworkError):
        await poll
    await api.wait_until(lambda: not api.queue.polled())


async def test_the_fake_as_a_process_is_ruled_from_outside() -> None:
    async with BotApiProcess() as api, bot_of(api) as bot:
        (told,) = await api.deliver(message_update("hỏi", AN))
        await api.fail("sendMessage", dropped(handled=True))
        await api.deliver_raw({"update_id": 5000, "message": 3})
        document = await api.add_file("a.txt", b"abc")
        with pytest.raises(NetworkError):
            await bot.send_message(7, "một")
        await bot.send_message(7, "hai")
        assert bytes(await (await bot.get_file(document["file_id"])).download_as_bytearray()) == b"abc"
        state = await api.wait_until(lambda state: state["sent"] == 2)
        assert (state["unconfirmed"], state["calls"]["sendMessage"]) == (2, 2)
        assert [(sent.text, sent.heard) for sent in await api.sent()] == [("một", False), ("hai", True)]
        assert told["update_id"] == 1000
