"""What the bot did, for tests to read, and a way to wait until it has done it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.entities import Entity


@dataclass(slots=True, kw_only=True)
class Sent:
    """One message that was sent or edited. `text` is what is shown, or the caption; `at` is when it arrived.

    `heard` is false where the client cannot know that it was done: the connection broke, or an error came.
    """

    method: str
    chat_id: int
    message_id: int
    text: str
    entities: list[Entity]
    parse_mode: str
    reply_markup: dict[str, Any] | None
    reply_parameters: dict[str, Any] | None
    file_id: str | None
    at: float
    heard: bool = True


@dataclass(slots=True, kw_only=True)
class QueryAnswer:
    """What a person saw after a press."""

    query_id: str
    text: str
    show_alert: bool


@dataclass(slots=True)
class Records:
    """All that was done, in order, and the count of every call, those that failed included."""

    sent: list[Sent] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[str, str]] = field(default_factory=list)
    actions: list[tuple[int, str]] = field(default_factory=list)
    query_answers: list[QueryAnswer] = field(default_factory=list)
    version: int = 0
    _waiters: list[asyncio.Future[None]] = field(default_factory=list)

    def change(self) -> None:
        """Note that something is new, and wake who waits for it."""
        self.version += 1
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def wait_until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds; it is asked again after each change."""
        while not holds():
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiters.append(waiter)
            await waiter

    def texts(self, chat_id: int) -> list[str]:
        """Return the texts that were sent to a chat, in order, without edits."""
        return [sent.text for sent in self.sent if sent.chat_id == chat_id and sent.method.startswith("send")]
