"""By webhook, too, nothing is lost and nobody but Telegram is heard."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from bot.channels.telegram_updates import ALLOWED_UPDATES
from bot.channels.telegram_webhook import PATH, derive_secret
from bot.errors import ChannelRefused, PortInUse
from tests.bot.channels.telegram_kit import AN, Desk, open_desk
from tests.fakes import faults
from tests.fakes.bot_api import BotApi
from tests.fakes.update_bodies import message_update, press_update

PUBLIC = "https://thidua.example"
SECRET = "a-secret-of-the-tests"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
UPDATE = json.dumps({"update_id": 5, **message_update("câu 5", AN, message_id=9)})


@asynccontextmanager
async def called(api: BotApi, port: int, *, is_routed: bool = True) -> AsyncIterator[Desk]:
    if is_routed:
        api.updates.routes[PUBLIC] = f"http://127.0.0.1:{port}"
    async with open_desk(api, public_url=PUBLIC, secret=SECRET, webhook_port=port) as desk:
        yield desk


async def until_set(desk: Desk) -> None:
    await desk.api.wait_until(lambda: desk.api.updates.webhook is not None)


async def knock(
    port: int,
    body: str | bytes = UPDATE,
    *,
    secret: str | None = SECRET,
    path: str = PATH,
    verb: str = "POST",
) -> int:
    headers = {} if secret is None else {HEADER: secret}
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.request(verb, f"http://127.0.0.1:{port}{path}", content=body, headers=headers)
        return answer.status_code


async def test_a_text_of_ten_megabytes_is_taken_so_that_it_holds_up_nobody(api: BotApi, port: int) -> None:
    api.deliver(message_update("k" * 10 * 1024 * 1024, AN), message_update("và đây", AN))
    async with called(api, port) as desk, desk.receiving():
        long, short = await desk.inbox.wait_for(2)
        await api.wait_until(lambda: api.unconfirmed() == 0)
        assert (long.text, short.text) == ("k" * 4096, "và đây")


async def test_what_telegram_brings_is_stored_and_confirmed(api: BotApi, port: int) -> None:
    api.deliver(*(message_update(f"câu {number}", AN) for number in range(20)))
    async with called(api, port) as desk, desk.receiving():
        await desk.inbox.wait_for(20)
        await api.wait_until(lambda: api.unconfirmed() == 0)
        assert [event.text for event in desk.inbox.events] == [f"câu {number}" for number in range(20)]
        assert api.updates.webhook is not None
        assert (api.updates.webhook.settings.url, api.updates.webhook.settings.secret) == (
            PUBLIC + PATH,
            SECRET,
        )
        assert api.queue.wanted() == sorted(ALLOWED_UPDATES)
        assert api.records.calls["getUpdates"] == 0


async def test_what_could_not_be_stored_is_brought_again(api: BotApi, port: int) -> None:
    async with called(api, port) as desk, desk.receiving():
        desk.inbox.failures = 2
        await until_set(desk)
        api.deliver(message_update("câu 1", AN))
        await desk.inbox.wait_for(1)
        await api.wait_until(lambda: api.unconfirmed() == 0)
        assert [attempt.status for attempt in api.updates.attempts] == [503, 503, 200]
        assert desk.owner.lines == ["the disk is full: make room"]


async def test_a_webhook_that_is_played_again_is_stored_once(api: BotApi, port: int) -> None:
    async with called(api, port) as desk, desk.receiving():
        await until_set(desk)
        assert [await knock(port) for _ in range(3)] == [200, 200, 200]
        assert [event.key for event in desk.inbox.events] == ["5"]


async def test_a_press_is_answered_by_webhook_too(api: BotApi, port: int) -> None:
    pressed = {"message_id": 4, "date": 1, "chat": {"id": 7, "type": "private"}}
    async with called(api, port) as desk, desk.receiving():
        await until_set(desk)
        api.deliver(press_update(pressed, "b1", AN))
        await api.wait_until(lambda: api.records.query_answers)
        assert [each.text for each in api.records.query_answers] == ["pressed b1"]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "é" * 3])
async def test_who_does_not_know_the_secret_is_not_heard(api: BotApi, port: int, secret: str | None) -> None:
    async with called(api, port) as desk, desk.receiving():
        await until_set(desk)
        sent = secret.encode("latin-1").decode("ascii", "replace") if secret else secret
        assert await knock(port, secret=None if sent is None else sent.replace("\ufffd", "?")) == 403
        assert desk.inbox.events == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("{", 400),
        ("[]", 400),
        ("null", 400),
        ("[" * 100_000, 400),
        (b"\xff\xfe", 400),
        ("x" * (32 * 1024 * 1024 + 1), 413),
        ("{}", 200),
        ('{"update_id": "x", "message": []}', 200),
    ],
)
async def test_what_is_no_update_is_turned_away_and_not_stored(
    api: BotApi, port: int, body: str | bytes, status: int
) -> None:
    async with called(api, port) as desk, desk.receiving():
        await until_set(desk)
        assert await knock(port, body) == status
        assert desk.inbox.events == []


@pytest.mark.parametrize(
    ("verb", "path", "status"), [("GET", PATH, 405), ("POST", "/", 404), ("GET", "/plans", 404)]
)
async def test_nothing_else_is_there(api: BotApi, port: int, verb: str, path: str, status: int) -> None:
    async with called(api, port) as desk, desk.receiving():
        await until_set(desk)
        assert await knock(port, verb=verb, path=path) == status


async def test_telegram_is_told_the_address_until_it_takes_it(api: BotApi, port: int) -> None:
    api.faults.add("setWebhook", faults.server_error(502), faults.dropped(), faults.too_many(1))
    async with called(api, port) as desk, desk.receiving():
        await until_set(desk)
        assert api.records.calls["setWebhook"] == 4


async def test_an_address_that_telegram_refuses_is_one_line(api: BotApi, port: int) -> None:
    api.faults.add("setWebhook", faults.refused(400, "Bad Request: bad webhook: Failed to resolve host"))
    async with called(api, port) as desk:
        with pytest.raises(ChannelRefused, match="set THIDUA_PUBLIC_URL right"):
            await desk.channel.receive(desk.inbox, desk.acknowledge)


async def test_a_port_that_is_taken_is_one_line(api: BotApi) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        async with called(api, other.getsockname()[1]) as desk:
            with pytest.raises(PortInUse, match="THIDUA_WEBHOOK_PORT"):
                await desk.channel.receive(desk.inbox, desk.acknowledge)


async def test_a_listener_shows_that_it_is_awake_and_is_closed_at_the_end(api: BotApi, port: int) -> None:
    async with called(api, port) as desk:
        async with desk.receiving():
            await until_set(desk)
            before = desk.channel.heard
            while desk.channel.heard == before:
                await asyncio.sleep(0.05)
        with pytest.raises(httpx.ConnectError):
            await knock(port)


def test_the_secret_goes_with_the_token() -> None:
    assert derive_secret("1:a") == derive_secret("1:a") != derive_secret("1:b")
    assert len(derive_secret("1:a")) == 64
