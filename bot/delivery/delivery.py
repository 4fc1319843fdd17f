"""Delivery: what comes in is stored, answered in order, and brought back. READ THIS FIRST.

    channel → intake → inbox → workers → outbox → sender → channel

Every arrow is a transaction. Whatever dies in between, the next start goes on from what is stored: what was
left over is worked off before the channels are listened to again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from bot.delivery.intake import Intake
from bot.delivery.lines import Outside
from bot.delivery.owner import Owner
from bot.delivery.sender import Doubts, Sender
from bot.delivery.tending import Tending
from bot.delivery.watchdog import Watchdog
from bot.delivery.workers import Desk, Office, Workers
from corpus.errors import StoreError

if TYPE_CHECKING:
    from bot.events import Acknowledge, Event, Take

log = logging.getLogger(__name__)

# Answers made side by side, chats claimed for them, messages on their way side by side.
ANSWERS_AT_ONCE, CHATS_AT_ONCE, SENDS_AT_ONCE = 4, 16, 16
# What was left over is worked off first, but nobody new waits longer than this for it.
LONGEST_CATCHING_UP_SECONDS = 60.0
LAST_SECONDS = 5.0


class Listened(Outside, Protocol):
    """A channel that is listened to; `heard` is the monotonic second of its last sign of life.

    One that is direct answers in the request that asks; nothing of it goes through the boxes.
    """

    name: str
    is_direct: bool

    @property
    def heard(self) -> float:
        """Give the second of the last sign of life."""
        ...

    async def receive(self, take: Take, acknowledge: Acknowledge) -> None:
        """Take in what happens until cancelled. Raises ServeError."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class Reception(Desk, Doubts, Protocol):
    """All that is asked of the room that answers."""

    def acknowledge(self, event: Event) -> str:
        """Give the short line that is shown at once where a button was pressed."""
        ...

    def tidy(self) -> None:
        """Forget what is over. Called every hour."""
        ...


class Delivery:
    """Serve channels until told to stop. `clock` gives seconds since 1970."""

    def __init__(
        self,
        office: Office,
        reception: Reception,
        channels: Sequence[Listened],
        *,
        owner: Owner,
        clock: Callable[[], float],
    ) -> None:
        self._office = office
        self._owner = owner
        self._reception = reception
        self._channels = {channel.name: channel for channel in channels}
        # Those that are written to by way of the outbox.
        self._reached = [channel.name for channel in channels if not channel.is_direct]
        self._clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set. Raises ServeError where a channel cannot go on."""
        with ThreadPoolExecutor(ANSWERS_AT_ONCE, thread_name_prefix="answer") as executor:
            parts = self._join(self._owner, executor)
            try:
                await self._serve(parts, stop)
            finally:
                for channel in self._channels.values():
                    with suppress(Exception):
                        await channel.close()

    def _join(self, owner: Owner, executor: ThreadPoolExecutor) -> _Parts:
        office = self._office
        outside = {name: self._channels[name] for name in self._reached}
        direct = [name for name, channel in self._channels.items() if channel.is_direct]
        sender = Sender(
            office.connections, office.outbox, outside, self._reception,
            owner=owner.name, most=SENDS_AT_ONCE, clock=self._clock,
        )  # fmt: skip
        workers = Workers(
            office, self._reception, outside,
            owner=owner.name, executor=executor, most=CHATS_AT_ONCE, answered=sender.wake,
        )  # fmt: skip
        tending = Tending(
            office, workers, sender, owner, direct=direct, tidy=self._reception.tidy, clock=self._clock
        )
        return _Parts(sender, workers, tending, Watchdog(self._channels))

    async def _serve(self, parts: _Parts, stop: asyncio.Event) -> None:
        """Work off what was left over, then listen, until told to stop or until something cannot go on."""
        await asyncio.to_thread(parts.tending.recover)
        inside = [
            asyncio.create_task(run) for run in (parts.workers.run(), parts.sender.run(), parts.tending.run())
        ]
        stopping = asyncio.create_task(stop.wait())
        listening = [*self._listen(parts, direct=True), asyncio.create_task(parts.watchdog.run())]
        try:
            await self._catch_up([*inside, *listening, stopping])
            listening += self._listen(parts, direct=False)
            done, _ = await asyncio.wait([*inside, *listening, stopping], return_when=asyncio.FIRST_COMPLETED)
            for task in done - {stopping}:
                task.result()
        finally:
            stopping.cancel()
            await _end(listening)
            await _end(inside[:1])
            await self._send_the_rest()
            await _end(inside[1:])

    async def _send_the_rest(self) -> None:
        """Wait a moment until what was answered has left; the rest goes out at the next start."""
        until = asyncio.get_running_loop().time() + LAST_SECONDS
        with suppress(StoreError):
            while await asyncio.to_thread(self._office.outbox.count_ready, self._reached):
                if asyncio.get_running_loop().time() > until:
                    return
                await asyncio.sleep(0.02)

    def _listen(self, parts: _Parts, *, direct: bool) -> list[asyncio.Task[None]]:
        intake = Intake(self._office.inbox, arrived=parts.workers.wake)
        return [
            asyncio.create_task(channel.receive(intake, self._reception.acknowledge))
            for channel in self._channels.values()
            if channel.is_direct == direct
        ]

    async def _catch_up(self, others: Sequence[asyncio.Task[Any]]) -> None:
        """Wait until what was in the inbox at the start is answered, for a while at most."""
        newest = await asyncio.to_thread(self._office.inbox.newest)
        until = asyncio.get_running_loop().time() + LONGEST_CATCHING_UP_SECONDS
        while await asyncio.to_thread(self._office.inbox.count_ready, self._reached, newest):
            if any(task.done() for task in others) or asyncio.get_running_loop().time() > until:
                return
            await asyncio.sleep(0.05)


class _Parts:
    """What one run of delivery is made of."""

    def __init__(self, sender: Sender, workers: Workers, tending: Tending, watchdog: Watchdog) -> None:
        self.sender, self.workers = sender, workers
        self.tending, self.watchdog = tending, watchdog


async def _end(tasks: Sequence[asyncio.Task[Any]]) -> None:
    """Cancel tasks and wait until they have ended; what they raise then was told, or is logged."""
    for task in tasks:
        task.cancel()
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(result, Exception):
            log.debug("ended with %r", result)
