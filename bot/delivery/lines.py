"""The line from a worker's thread to the channel of its event."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from bot.errors import SendError, Undeliverable

if TYPE_CHECKING:
    from bot.events import Attachment, Event, Post

Value = TypeVar("Value")


class Outside(Protocol):
    """What delivery asks of a channel."""

    def parts(self, post: Post) -> Sequence[Post]:
        """Cut a post into messages that fit."""
        ...

    async def send(self, post: Post) -> str:
        """Send one part and give its id in the channel. Raises SendError."""
        ...

    async def fetch(self, file: Attachment) -> bytes:
        """Give the content of a document. Raises SendError."""
        ...

    async def count_members(self, chat: str) -> int | None:
        """Give how many are in a chat, the assistant left out. Raises SendError."""
        ...

    async def show_typing(self, event: Event) -> None:
        """Show for some seconds that an answer is being made. Raises SendError."""
        ...


class Line:
    """Ask a channel from a thread, while its event loop goes on."""

    def __init__(self, outside: Outside | None, loop: asyncio.AbstractEventLoop) -> None:
        self._outside = outside
        self._loop = loop

    def fetch(self, file: Attachment) -> bytes:
        """Give the content of a document. Raises SendError."""
        if self._outside is None:
            raise Undeliverable("the channel of this document is not served now: send it again later")
        return self._wait(self._outside.fetch(file))

    def count_members(self, chat: str) -> int | None:
        """Give how many are in a chat; None where the channel does not say."""
        if self._outside is None:
            return None
        try:
            return self._wait(self._outside.count_members(chat))
        except SendError:
            return None

    def _wait(self, asked: Coroutine[Any, Any, Value]) -> Value:
        return asyncio.run_coroutine_threadsafe(asked, self._loop).result()
