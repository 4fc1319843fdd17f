"""Drivers: each reaches a channel as people do, by its outer surface. DRIVERS is the visible table.

Whoever adds a channel adds a class here; the suite fails while a row of CHANNELS has none.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import socket
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpx
from pydantic import SecretStr

from bot.people.roles import TERMINAL, Role
from tests.contracts.house import Served
from tests.fakes.bot_api import BotApi
from tests.fakes.entities import utf16_length
from tests.fakes.records import Sent
from tests.fakes.update_bodies import message_update, person

PUBLIC = "https://thidua.example.vn"


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What somebody was shown: messages as they are read, the quotes in them, what of them is markup."""

    texts: tuple[str, ...]
    quotes: tuple[str, ...] = ()
    markup: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        return "\n".join(self.texts)


class Driver(ABC):
    """One way to people. `longest` is the room of a message in UTF-16 units, None where there is no limit.

    `is_operators` tells that whoever asks there operates this computer, and may see every plan;
    `reaches_administrators` that people are written to without asking.
    """

    channel: str
    longest: int | None
    is_operators: bool
    reaches_administrators: bool

    def __init__(self) -> None:
        self.announced: list[str] = []
        self.reported: list[str] = []
        self.served: Served | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    @abstractmethod
    def settings(self) -> Mapping[str, Any]:
        """Give the settings by which the channel is there."""

    @abstractmethod
    def is_open(self) -> bool:
        """Tell whether people can ask."""

    @abstractmethod
    async def enter(self, served: Served) -> None:
        """Meet the channel as it is served now; whoever asks is let in."""

    @abstractmethod
    async def ask(self, text: str, key: str = "") -> Heard:
        """Ask, and give what is answered. What has a key that was asked under before is a repeat."""

    @abstractmethod
    async def leave(self, text: str, key: str) -> None:
        """Ask without waiting for an answer."""

    @abstractmethod
    async def come_back(self, text: str, key: str) -> Heard:
        """Get the answer to what was left, after a restart."""

    @abstractmethod
    async def ask_as_strangers(self, text: str) -> Sequence[str]:
        """Ask as those who may not, and give all that they were shown."""

    def told_administrators(self) -> Sequence[str]:
        """Give what administrators were told without asking."""
        return []


class WebDriver(Driver):
    """The web chat, by HTTP."""

    channel = "web"
    longest = None
    is_operators = True
    reaches_administrators = False

    def settings(self) -> Mapping[str, Any]:
        self.announced.clear()
        return {}

    def is_open(self) -> bool:
        return bool(self.announced)

    async def enter(self, served: Served) -> None:
        self.served = served

    async def ask(self, text: str, key: str = "") -> Heard:
        answer = await self._post({"question": text, "key": key})
        assert answer.headers["content-type"].startswith("application/json")
        body = answer.json()
        if answer.status_code != 200:
            return Heard(texts=(body["error"],))
        return Heard(texts=(body["text"],), quotes=tuple(one["quote"] for one in body["citations"]))

    async def leave(self, text: str, key: str) -> None:
        with suppress(httpx.TransportError):
            answer = await self._post({"question": text, "key": key})
            assert answer.status_code == 500

    async def come_back(self, text: str, key: str) -> Heard:
        return await self.ask(text, key)

    async def ask_as_strangers(self, text: str) -> Sequence[str]:
        question = {"question": text, "key": ""}
        rebound = await self._post(question, host="thidua.example.vn")
        foreign = await self._post(question, origin="https://other.example.vn")
        assert (rebound.status_code, foreign.status_code) == (421, 403)
        return [rebound.text, foreign.text]

    async def _post(self, question: Mapping[str, str], **headers: str) -> httpx.Response:
        async with httpx.AsyncClient(base_url=self.announced[0], trust_env=False, timeout=None) as client:
            # Not by the client's own JSON, which refuses halves of characters.
            content = json.dumps(question).encode()
            return await client.post(
                "/api/ask", content=content, headers={"content-type": "application/json", **headers}
            )


class TelegramDriver(Driver):
    """Telegram, polled: a platform to which people write."""

    channel = "telegram"
    longest = 4096
    is_operators = False
    reaches_administrators = True

    def __init__(self) -> None:
        super().__init__()
        self.api = BotApi()
        self.member, self.boss = person(7, "Chị Lan"), person(9, "Anh Sếp")
        self._strangers = itertools.count(500)
        self._updates: dict[str, dict[str, Any]] = {}

    async def __aenter__(self) -> Self:
        await self.api.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.api.__aexit__(kind, error, trace)

    def settings(self) -> Mapping[str, Any]:
        return {"telegram_token": SecretStr(self.api.token), "telegram_base_url": self.api.address}

    def is_open(self) -> bool:
        return self.api.queue.polled()

    async def enter(self, served: Served) -> None:
        self.served = served
        roles: list[tuple[dict[str, Any], Role]] = [(self.member, "member"), (self.boss, "administrator")]
        for who, role in roles:
            if not any(one.name == who["first_name"] for one in served.people.members()):
                await self._let_in(served, who, role)

    async def _let_in(self, served: Served, who: dict[str, Any], role: Role) -> None:
        await self.say("/start", who)
        pending = next(one for one in served.people.pending() if one.person.id == str(who["id"]))
        served.people.approve(pending.code, by=TERMINAL, role=role)

    async def ask(self, text: str, key: str = "") -> Heard:
        return heard(await self.say(text, self.member, key))

    async def leave(self, text: str, key: str) -> None:
        self._deliver(text, self.member, key)
        await self.until_confirmed()

    async def come_back(self, text: str, key: str) -> Heard:
        assert self.served is not None
        await self.served.settle()
        return heard([one for one in self._sent_to(self.member) if one.reply_parameters][-1:])

    async def ask_as_strangers(self, text: str) -> Sequence[str]:
        said = [await self.say(text, person(next(self._strangers)), after) for after in ("", "")]
        return [one.text for each in said for one in each]

    def told_administrators(self) -> Sequence[str]:
        return [one.text for one in self._sent_to(self.boss) if not one.reply_parameters]

    def _deliver(self, text: str, who: dict[str, Any], key: str) -> None:
        if key in self._updates:
            self.api.deliver_raw(self._updates[key])
            return
        (update,) = self.api.deliver(message_update(text, who, entities=[]))
        if key:
            self._updates[key] = update

    async def say(self, text: str, who: dict[str, Any], key: str = "") -> list[Sent]:
        """Write, and give what was sent to this person until all is settled."""
        assert self.served is not None
        before = len(self._sent_to(who))
        self._deliver(text, who, key)
        await self.until_confirmed()
        await self.served.settle()
        return self._sent_to(who)[before:]

    async def until_confirmed(self) -> None:
        assert self.served is not None
        while self.api.unconfirmed():
            self.served.check()
            await asyncio.sleep(0.01)

    def _sent_to(self, who: dict[str, Any]) -> list[Sent]:
        return [one for one in self.api.sent if one.chat_id == who["id"]]


class WebhookDriver(TelegramDriver):
    """Telegram, which calls."""

    def settings(self) -> Mapping[str, Any]:
        port = free_port()
        self.api.updates.routes[PUBLIC] = f"http://127.0.0.1:{port}"
        return {**super().settings(), "public_url": PUBLIC, "webhook_port": port}

    def is_open(self) -> bool:
        address = self.api.updates.webhook.settings.address if self.api.updates.webhook else ""
        return bool(address) and address.startswith(self.api.updates.routes[PUBLIC])


DRIVERS: tuple[type[Driver], ...] = (WebDriver, TelegramDriver, WebhookDriver)


def heard(sent: Sequence[Sent]) -> Heard:
    """Read messages as people see them: a quote is what stands in quotation marks in a quotation."""
    quotes = [
        part.partition("“")[2].rpartition("”")[0]
        for one in sent
        for part in marked(one, "blockquote") + marked(one, "expandable_blockquote")
    ]
    markup = frozenset(entity["type"] for one in sent for entity in one.entities)
    return Heard(texts=tuple(one.text for one in sent), quotes=tuple(quotes), markup=markup)


def marked(one: Sent, kind: str) -> list[str]:
    """Give the stretches of a message that are marked as something; they are counted in UTF-16."""
    whole = one.text.encode("utf-16-le")
    return [
        whole[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
        for entity in one.entities
        if entity["type"] == kind
    ]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def room(text: str) -> int:
    """Count a text as channels do."""
    return utf16_length(text)
