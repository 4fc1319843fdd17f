"""Updates go to a webhook in order, with their secret, again and again until they are taken."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable

import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict

from tests.fakes.bot_api import BotApi
from tests.fakes.update_bodies import message_update, person
from tests.fakes.wire import Answer, Reply, Request, Server


class Receiver:
    """A bot's end: keep what comes, and answer with what is planned, then with 200."""

    def __init__(self) -> None:
        self.taken: list[int] = []
        self.secrets: set[str] = set()
        self.planned: list[int | None] = []
        self.server = Server(self._answer)
        self.address = ""

    def _answer(self, request: Request) -> Answer:
        self.secrets.add(request.headers.get("x-telegram-bot-api-secret-token", ""))
        status = self.planned.pop(0) if self.planned else 200
        if status == 200:
            self.taken.append(json.loads(request.body)["update_id"])
        return None if status is None else Reply(body=b"", status=status)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    receiver.address = await receiver.server.start()
    yield receiver
    await receiver.server.stop()


def questions(count: int, chats: int = 1) -> list[dict[str, object]]:
    return [message_update(str(n), person(1 + n % chats)) for n in range(count)]


def all_taken(api: BotApi) -> Callable[[], bool]:
    return lambda: api.unconfirmed() == 0


async def test_updates_come_in_order_with_the_secret(api: BotApi, bot: Bot, receiver: Receiver) -> None:
    api.deliver(*questions(3))
    address = receiver.address
    api.updates.routes["https://bot.example"] = address
    await bot.set_webhook("https://bot.example/telegram", secret_token="s3cret", max_connections=1)
    api.deliver(*questions(3))
    await api.wait_until(all_taken(api))
    assert receiver.taken == [1000, 1001, 1002, 1003, 1004, 1005]
    assert receiver.secrets == {"s3cret"}
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections, info.pending_update_count) == (
        "https://bot.example/telegram",
        1,
        0,
    )


async def test_what_is_not_taken_comes_again(api: BotApi, bot: Bot, receiver: Receiver) -> None:
    receiver.planned = [500, None, 403]
    await bot.set_webhook(receiver.address)
    api.deliver(*questions(2))
    await api.wait_until(all_taken(api))
    assert receiver.taken == [1000, 1001]
    assert [attempt.status for attempt in api.updates.attempts] == [500, 0, 403, 200, 200]
    assert (await bot.get_webhook_info()).last_error_message == "Wrong response from the webhook: 403"


async def test_chats_go_side_by_side_each_in_its_order(api: BotApi, bot: Bot, receiver: Receiver) -> None:
    await bot.set_webhook(receiver.address, max_connections=8)
    api.deliver(*questions(60, chats=6))
    await api.wait_until(all_taken(api))
    for chat in range(6):
        assert [number for number in receiver.taken if number % 6 == (1000 + chat) % 6] == [
            number for number in range(1000, 1060) if number % 6 == (1000 + chat) % 6
        ]


async def test_a_webhook_and_polls_exclude_each_other(api: BotApi, bot: Bot, receiver: Receiver) -> None:
    receiver.planned = [500] * 1000
    await bot.set_webhook(receiver.address)
    with pytest.raises(Conflict, match="while webhook is active"):
        await bot.get_updates()
    api.deliver(*questions(2))
    await api.wait_until(lambda: api.updates.attempts)
    await bot.delete_webhook()
    assert len(await bot.get_updates()) == 2
    await bot.delete_webhook(drop_pending_updates=True)
    assert api.unconfirmed() == 0


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("http://bot.example", "", "an https url must be provided"),
        ("https://bot.example", "a b", "unallowed characters"),
        ("https://bot.example", "a" * 257, "too long"),
    ],
)
async def test_wrong_settings_are_refused(bot: Bot, url: str, secret: str, words: str) -> None:
    with pytest.raises(BadRequest, match=words):
        await bot.set_webhook(url, secret_token=secret)
