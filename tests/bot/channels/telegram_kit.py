"""A Telegram channel on the fake platform, quick and talkative, and what its owner is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from bot.channels.telegram import Pace, TelegramChannel, TelegramSetup
from bot.errors import IntakeFailed
from bot.events import Block, Event, Post
from tests.fakes.bot_api import BotApi
from tests.fakes.update_bodies import person

PACE = Pace(poll=1, answer=0.5, first_retry=0.01, longest_retry=0.05, lease=0.01)
AN = person(7)


@dataclass
class Inbox:
    """Keeps what it takes, once each; it can be told to fail."""

    events: list[Event] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    failures: int = 0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, events: Sequence[Event]) -> None:
        if self.failures:
            self.failures -= 1
            raise IntakeFailed("the disk is full: make room")
        known = {event.key for event in self.events}
        self.batches.append(len(events))
        self.events += [event for event in events if event.key not in known]
        self._changed.set()

    async def wait_for(self, count: int) -> list[Event]:
        while len(self.events) < count:
            self._changed.clear()
            await self._changed.wait()
        return self.events


@dataclass
class Owner:
    """Who is told lines."""

    lines: list[str] = field(default_factory=list)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, line: str) -> None:
        self.lines.append(line)
        self._changed.set()

    async def wait_for(self, count: int) -> list[str]:
        while len(self.lines) < count:
            self._changed.clear()
            await self._changed.wait()
        return self.lines


@dataclass
class Right:
    """The lease: held while `is_mine`."""

    is_mine: bool = True
    asked: int = 0

    async def hold(self) -> bool:
        self.asked += 1
        return self.is_mine


@dataclass
class Desk:
    """A channel with those around it."""

    api: BotApi
    channel: TelegramChannel
    inbox: Inbox
    owner: Owner
    right: Right
    acknowledge: Callable[[Event], str] = lambda event: f"pressed {event.button}"

    @asynccontextmanager
    async def receiving(self) -> AsyncIterator[asyncio.Task[None]]:
        task = asyncio.create_task(self.channel.receive(self.inbox, lambda event: self.acknowledge(event)))
        try:
            yield task
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


@asynccontextmanager
async def open_desk(api: BotApi, **settings: Any) -> AsyncIterator[Desk]:
    owner, right = Owner(), Right()
    ways = {name: settings.pop(name) for name in ("pause", "tick") if name in settings}
    setup = TelegramSetup(**{"token": api.token, "base_url": api.address, "pace": PACE, **settings})
    channel = TelegramChannel(setup, lease=right, report=owner.tell, clock=lambda: 5.0, **ways)
    try:
        yield Desk(api=api, channel=channel, inbox=Inbox(), owner=owner, right=right)
    finally:
        await channel.close()


def post(*texts: str, chat: int = 7, **more: Any) -> Post:
    """A post of running text."""
    return Post(channel="telegram", chat=str(chat), blocks=tuple(Block(text=text) for text in texts), **more)
