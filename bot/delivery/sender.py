"""Sender: bring what is in the outbox to people, and settle each message by what became of it.

The one owner of retries. A message is stamped as being sent, in a transaction, before it leaves: where the
process dies after that, nobody knows whether it arrived (no chat service has a key that would tell). An
answer is then not sent again; the person is asked instead. What is important is sent once more, marked.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from bot.errors import Ambiguous, Blocked, ChatMoved, RetryLater, SendError, Undeliverable
from corpus.errors import StoreError

if TYPE_CHECKING:
    from bot.delivery.lines import Outside
    from bot.events import Post
    from bot.store.outbox import Outbox, Outgoing
    from corpus.connections import Connections

log = logging.getLogger(__name__)

IDLE_SECONDS = 0.5
LONGEST_RETRY_SECONDS = 60.0
# Both: a computer that was off for a week has not tried for a week.
GIVEN_UP_AFTER_SECONDS, GIVEN_UP_AFTER_ATTEMPTS = 24 * 3600.0, 100
# What is on its way when the process is told to end may take so long.
LAST_SECONDS = 5.0

# A post of this kind asks whether an answer arrived. If it gets lost, so does the question that was asked.
DOUBT, MOST_DOUBT_REPEATS = "arrived", 5

Result = str | SendError


class Doubts(Protocol):
    """What is said where nobody knows whether a message arrived; and who hears of chats gone or moved."""

    def mark(self, post: Post) -> Post:
        """Mark a post as sent again."""
        ...

    def ask_whether_arrived(self, row_id: int, post: Post) -> Post | None:
        """Give the post that asks whether another one arrived; None where it is not worth asking. Stores."""
        ...

    def blocked(self, channel: str, chat: str) -> None:
        """Hear that a chat can be reached no more. Stores."""
        ...

    def moved(self, channel: str, old: str, new: str) -> None:
        """Hear that a chat has a new id. Stores."""
        ...


class Sender:
    """Send until cancelled, at most `most` messages at a time, each chat in order."""

    def __init__(
        self,
        connections: Connections,
        outbox: Outbox,
        outside: Mapping[str, Outside],
        doubts: Doubts,
        *,
        owner: str,
        most: int,
        clock: Callable[[], float],
    ) -> None:
        self._connections = connections
        self._outbox = outbox
        self._outside = outside
        self._doubts = doubts
        self._owner = owner
        self._most = most
        self._clock = clock
        self._there = asyncio.Event()
        self._sending: dict[asyncio.Task[Result], Outgoing] = {}
        self._unsettled: list[tuple[Outgoing, Result]] = []

    def wake(self) -> None:
        """Look at the outbox now."""
        self._there.set()

    async def run(self) -> None:
        """Send until cancelled; what has left then is waited for and settled."""
        turn: asyncio.Task[bool] | None = None
        try:
            while True:
                self._there.clear()
                turn = asyncio.create_task(self._turn())
                # Cancelled in the middle, what it stamps as being sent would never leave, and be in doubt.
                if not await asyncio.shield(turn):
                    await self._rest()
        finally:
            if turn is not None:
                await asyncio.wait([turn])
            if self._sending:
                await asyncio.wait(self._sending, timeout=LAST_SECONDS)
            self._collect()
            self._settle_and_claim(self._unsettled, 0)

    async def _turn(self) -> bool:
        """Settle what came back and claim what there is room for, in one transaction; tell if any was."""
        self._collect()
        done, room = list(self._unsettled), self._most - len(self._sending)
        try:
            claimed = await asyncio.to_thread(self._settle_and_claim, done, room)
        except StoreError as error:
            log.warning("what was sent cannot be settled yet: %s", error)
            await asyncio.sleep(IDLE_SECONDS)
            return False
        del self._unsettled[: len(done)]
        for one in claimed:
            task = asyncio.create_task(self._send(one))
            task.add_done_callback(lambda _: self._there.set())
            self._sending[task] = one
        return bool(done or claimed)

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._there.wait(), IDLE_SECONDS)

    def _collect(self) -> None:
        for task in [task for task in self._sending if task.done()]:
            self._unsettled.append((self._sending.pop(task), task.result()))

    def busy(self) -> list[int]:
        """Name the rows that are being sent, or wait to be settled."""
        return [one.id for one in self._sending.values()] + [one.id for one, _ in self._unsettled]

    def _settle_and_claim(self, done: Sequence[tuple[Outgoing, Result]], room: int) -> list[Outgoing]:
        with self._connections.write():
            for outgoing, result in done:
                self._settle(outgoing, result)
            return self._outbox.claim(self._owner, tuple(self._outside), room) if room else []

    async def _send(self, outgoing: Outgoing) -> Result:
        try:
            return await self._outside[outgoing.post.channel].send(outgoing.post)
        except SendError as error:
            return error
        except Exception as error:
            log.exception("a message broke while it was sent")
            return Ambiguous(f"{type(error).__name__}: {error}")

    def _settle(self, outgoing: Outgoing, result: Result) -> None:
        """Close, put off or ask about one message, by what became of it."""
        if isinstance(result, str):
            self._outbox.settle(outgoing.id, self._owner, "sent", message=result)
        elif isinstance(result, RetryLater):
            self._retry(outgoing, result)
        elif isinstance(result, ChatMoved):
            post = outgoing.post
            self._outbox.put_off(outgoing.id, self._owner, seconds=0, problem=str(result))
            self._outbox.move_lane(post.channel, post.chat, result.moved_to)
            self._doubts.moved(post.channel, post.chat, result.moved_to)
        elif isinstance(result, Undeliverable):
            self._fail(outgoing, result)
        else:
            self.settle_doubtful(outgoing, str(result))

    def _retry(self, outgoing: Outgoing, result: RetryLater) -> None:
        is_old = self._clock() - outgoing.made > GIVEN_UP_AFTER_SECONDS
        if is_old and outgoing.attempts > GIVEN_UP_AFTER_ATTEMPTS:
            self._fail(outgoing, result)
            return
        seconds = max(result.seconds, min(2.0 ** (outgoing.attempts - 1), LONGEST_RETRY_SECONDS))
        self._outbox.put_off(outgoing.id, self._owner, seconds=seconds, problem=str(result))

    def _fail(self, outgoing: Outgoing, error: SendError) -> None:
        post = outgoing.post
        log.warning("a message to a chat of %s failed: %s", post.channel, error)
        self._outbox.settle(outgoing.id, self._owner, "failed", problem=str(error))
        if isinstance(error, Blocked):
            self._outbox.drop_lane(post.channel, post.chat, str(error))
            self._doubts.blocked(post.channel, post.chat)

    def settle_doubtful(self, outgoing: Outgoing, problem: str) -> None:
        """Send what is important once more, marked; ask about what is not. Call it in a transaction."""
        post = outgoing.post
        if outgoing.repeats < _most_repeats(post):
            self._outbox.repeat(outgoing.id, self._owner, self._doubts.mark(post), problem)
            return
        self._outbox.settle(outgoing.id, self._owner, "ambiguous", problem=problem)
        question = self._doubts.ask_whether_arrived(outgoing.id, post)
        if question is not None:
            self._outbox.add([question], inbox_id=outgoing.inbox_id, once=f"doubt {outgoing.id}")


def _most_repeats(post: Post) -> int:
    """Give how often a post may be sent again where nobody knows whether it arrived."""
    if post.kind == DOUBT:
        return MOST_DOUBT_REPEATS
    return int(post.important)
