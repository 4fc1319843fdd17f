"""Channel: how the rooms inside reach people outside. One file a channel; `CHANNELS` is the visible table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.events import Acknowledge, Attachment, Event, Post, Take


class Channel(Protocol):
    """A way to people. Its methods are called in one event loop.

    `heard` is the second of the monotonic clock at which it last gave a sign of life, whether anything came
    in or not; 0 while it need not give any. A channel that is silent too long is taken for deaf, and the
    process ends. `is_direct` tells that it answers in the request that asks, without inbox and outbox.
    """

    name: str
    is_direct: bool

    @property
    def heard(self) -> float:
        """Give the second of the last sign of life."""
        ...

    async def receive(self, take: Take, acknowledge: Acknowledge) -> None:
        """Take in what happens until it is cancelled; what `take` has not stored is not confirmed outside.

        Raises ChannelRefused where the channel does not accept how it is set up, ChannelDeaf, IntakeFailed.
        """
        ...

    def parts(self, post: Post) -> Sequence[Post]:
        """Cut a post into messages that fit, at the borders of its blocks where that is possible. Pure."""
        ...

    async def send(self, post: Post) -> str:
        """Send one part and give its id in the channel. Raises SendError."""
        ...

    async def fetch(self, file: Attachment) -> bytes:
        """Give the content of a document. Raises SendError."""
        ...

    async def count_members(self, chat: str) -> int | None:
        """Give how many are in a chat, the assistant left out; None where nobody says. Raises SendError."""
        ...

    async def show_typing(self, event: Event) -> None:
        """Show for some seconds that an answer is being made. Raises SendError."""
        ...

    def invitation_link(self, token: str) -> str:
        """Give the address that opens an invitation; "" where the channel has none, or knows none yet."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
