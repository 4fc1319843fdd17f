"""Workers: answer what is in the inbox, several chats side by side, each chat in order.

Answers are made in threads, never in the event loop. What an event leads to is stored in the transaction that
closes it; an owner that lost its claim meanwhile (another process took over) stores nothing.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.delivery.lines import Line
from bot.errors import BotError, SendError
from corpus.errors import CorpusError, StoreError

if TYPE_CHECKING:
    from bot.delivery.lines import Outside
    from bot.events import Event, Link, Outcome, Post
    from bot.store.inbox import Claimed, Inbox
    from bot.store.outbox import Outbox
    from corpus.connections import Connections

log = logging.getLogger(__name__)

MOST_FAILURES = 3
# An event under which the process died so often may be what kills it.
MOST_CLAIMS = 12
FAILURE_WAITS = (1.0, 5.0)
TYPING_AFTER_SECONDS, TYPING_AGAIN_SECONDS = 1.0, 4.0
IDLE_SECONDS = 0.5


class Desk(Protocol):
    """What answers events, in worker threads."""

    def respond(self, event: Event, link: Link) -> Outcome:
        """Give what an event leads to. Whatever it raises is tried again, and told in the end."""
        ...

    def give_up(self, event: Event, reference: str) -> Outcome:
        """Tell the person, and those who look after the assistant, that an event could not be answered."""
        ...


@dataclass(frozen=True, kw_only=True)
class Office:
    """The stores that workers write, all in one database."""

    connections: Connections
    inbox: Inbox
    outbox: Outbox


class Workers:
    """Answer events until cancelled. `answered` is called when something is there to be sent."""

    def __init__(
        self,
        office: Office,
        desk: Desk,
        outside: Mapping[str, Outside],
        *,
        owner: str,
        executor: Executor,
        most: int,
        answered: Callable[[], None],
    ) -> None:
        self._office = office
        self._desk = desk
        self._outside = outside
        self._owner = owner
        self._executor = executor
        self._most = most
        self._answered = answered
        self._arrived = asyncio.Event()
        self._running: dict[asyncio.Task[None], int] = {}

    def wake(self) -> None:
        """Look at the inbox now."""
        self._arrived.set()

    def busy(self) -> list[int]:
        """Name the rows that are being answered."""
        return list(self._running.values())

    async def run(self) -> None:
        """Claim and answer until cancelled; what is being answered then is finished."""
        try:
            while True:
                self._arrived.clear()
                if not await self._claim():
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._arrived.wait(), IDLE_SECONDS)
        finally:
            if self._running:
                await asyncio.wait(self._running)

    async def _claim(self) -> bool:
        """Start on what can be claimed, or wait for room. Tell whether there was anything.

        Claimed are several at a time, as each claim looks through all chats that wait.
        """
        room = self._most - len(self._running)
        if room < self._most / 2:
            await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
            return True
        try:
            claimed = await asyncio.to_thread(
                self._office.inbox.claim, self._owner, tuple(self._outside), room
            )
        except StoreError as error:
            log.warning("the inbox cannot be read yet: %s", error)
            return False
        for one in claimed:
            if one.id in self._running.values():
                # Its lease ran out while it is answered here, as when the clock jumps: it has a new one now.
                continue
            task = asyncio.create_task(self._answer(one))
            self._running[task] = one.id
            task.add_done_callback(self._finish)
        return bool(claimed)

    def _finish(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        # The next event of the same chat can be claimed now.
        self._arrived.set()
        if not task.cancelled() and (error := task.exception()):
            log.error("an event could not be put back: %s", error)

    async def _answer(self, claimed: Claimed) -> None:
        loop = asyncio.get_running_loop()
        outside = self._outside.get(claimed.event.channel)
        typing = asyncio.create_task(_show_typing(outside, claimed.event))
        try:
            await loop.run_in_executor(self._executor, self._work, claimed, Line(outside, loop))
        finally:
            typing.cancel()
        self._answered()

    def _work(self, claimed: Claimed, line: Line) -> None:
        """Answer one event in this thread, and store what it leads to; put it off where that fails."""
        if claimed.claims > MOST_CLAIMS:
            self._bury(claimed, "the process ended again and again while this was answered")
            return
        try:
            outcome = self._desk.respond(claimed.event, line)
            parts = self._cut(outcome.posts)
            self._close(claimed, outcome, parts)
        except Exception as error:  # noqa: BLE001 - whatever it is, the event is kept, and the person told
            self._fail(claimed, error)

    def _close(self, claimed: Claimed, outcome: Outcome, parts: Sequence[Post]) -> None:
        with self._office.connections.write():
            if self._office.inbox.close(claimed.id, self._owner):
                outcome.commit()
                self._office.outbox.add(parts, inbox_id=claimed.id)

    def _cut(self, posts: Sequence[Post]) -> list[Post]:
        """Cut posts to fit; one to a channel that is not served here waits whole for whoever serves it."""
        return [
            part
            for post in posts
            for part in (
                self._outside[post.channel].parts(post) if post.channel in self._outside else (post,)
            )
        ]

    def _fail(self, claimed: Claimed, error: Exception) -> None:
        if isinstance(error, BotError | CorpusError):
            log.warning("an event of %s failed: %s", claimed.event.channel, error)
        else:
            log.error("an event of %s failed", claimed.event.channel, exc_info=error)
        problem = f"{type(error).__name__}: {error}"
        if claimed.failures + 1 >= MOST_FAILURES:
            self._bury(claimed, problem)
            return
        seconds = FAILURE_WAITS[min(claimed.failures, len(FAILURE_WAITS) - 1)]
        self._office.inbox.put_off(claimed.id, self._owner, seconds=seconds, problem=problem)

    def _bury(self, claimed: Claimed, problem: str) -> None:
        reference = secrets.token_hex(3).upper()
        log.error("an event was given up, reference %s: %s", reference, problem)
        outcome = self._desk.give_up(claimed.event, reference)
        parts = self._cut(outcome.posts)
        with self._office.connections.write():
            if self._office.inbox.bury(claimed.id, self._owner, reference, problem):
                outcome.commit()
                self._office.outbox.add(parts, inbox_id=claimed.id)


async def _show_typing(outside: Outside | None, event: Event) -> None:
    """Show that an answer is being made, once it takes long."""
    if outside is None:
        return
    await asyncio.sleep(TYPING_AFTER_SECONDS)
    while True:
        with suppress(SendError):
            await outside.show_typing(event)
        await asyncio.sleep(TYPING_AGAIN_SECONDS)
