"""The updates that wait for the bot, kept until they are confirmed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.fakes.refusals import Refusal

MOST_AT_ONCE = 100
_UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An update that waits: its number, its JSON, and the chat whose order it keeps."""

    number: int
    body: bytes
    lane: int


class UpdateQueue:
    """Number updates, keep them, and wake the one poll that may wait for them."""

    def __init__(self, first: int, changed: Callable[[], None]) -> None:
        self._next = first
        self._place = 0
        self._changed = changed
        self._waiting: dict[int, Waiting] = {}
        self._poll: asyncio.Future[None] | None = None
        self._wanted: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self._waiting)

    def items(self) -> Iterator[tuple[int, Waiting]]:
        """Yield the place of each update in the queue, and the update."""
        yield from tuple(self._waiting.items())

    def want(self, kinds: list[str] | None) -> None:
        """Keep from now on only updates of these kinds; [] stands for the platform's choice."""
        if kinds is not None:
            self._wanted = frozenset(kinds)

    def wanted(self) -> list[str]:
        """Return the kinds that were asked for, in order of the alphabet."""
        return sorted(self._wanted)

    def wants(self, update: dict[str, Any]) -> bool:
        """Return whether an update is of a kind that was asked for."""
        kind = next((key for key in update if key != "update_id"), "")
        return kind in self._wanted if self._wanted else kind not in _UNASKED

    def number(self, wish: object = None) -> int:
        """Return the number of the next update: the one that it has of itself, or the next in turn."""
        number = wish if type(wish) is int else self._next
        self._next = max(self._next, number + 1)
        return number

    def put(self, number: int, body: bytes, lane: int) -> tuple[int, Waiting]:
        """Add an update and wake whoever waits for one."""
        self._place += 1
        waiting = self._waiting[self._place] = Waiting(number=number, body=body, lane=lane)
        self._wake()
        self._changed()
        return self._place, waiting

    def confirm(self, offset: int) -> None:
        """Forget what is below an offset; below zero it counts from the end."""
        if offset < 0:
            gone = list(self._waiting)[:offset]
        else:
            gone = [place for place, waiting in self._waiting.items() if waiting.number < offset]
        for place in gone:
            self.remove(place)

    def remove(self, place: int) -> None:
        """Forget one update."""
        if self._waiting.pop(place, None) is not None:
            self._changed()

    def clear(self) -> None:
        """Forget them all."""
        self._waiting.clear()
        self._changed()

    def batch(self, limit: int) -> list[bytes]:
        """Return the first updates, at most the limit and at most 100."""
        most = min(limit, MOST_AT_ONCE) if limit > 0 else MOST_AT_ONCE
        return [waiting.body for _, waiting in zip(range(most), self._waiting.values(), strict=False)]

    def end_poll(self, reason: Refusal) -> None:
        """Let the poll that waits now fail."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(reason)
        self._poll = None

    async def wait(self, seconds: float) -> None:
        """Wait until an update is there or the time is over; a Refusal where another poll took the place."""
        mine = self._poll = asyncio.get_running_loop().create_future()
        self._changed()
        try:
            async with asyncio.timeout(seconds):
                await mine
        except TimeoutError:
            pass
        finally:
            if self._poll is mine:
                self._poll = None
            self._changed()

    def polled(self) -> bool:
        """Return whether a poll waits."""
        return self._poll is not None

    def _wake(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)


def encoded(body: Any) -> bytes:
    """Return an update as JSON; bytes are taken as they are, so that they may be no JSON at all."""
    return body if isinstance(body, bytes) else json.dumps(body).encode()
