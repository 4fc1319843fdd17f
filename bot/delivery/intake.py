"""Intake: what a channel hands over is stored before the channel may confirm it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bot.errors import IntakeFailed
from corpus.errors import StoreError

if TYPE_CHECKING:
    from bot.events import Event
    from bot.store.inbox import Inbox

log = logging.getLogger(__name__)

# Between tries; after the last the process ends, and the channel keeps what it has until the next start.
WAITS = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)


class Intake:
    """Store events; `arrived` is called when there is something to answer."""

    def __init__(self, inbox: Inbox, *, arrived: Callable[[], None], waits: Sequence[float] = WAITS) -> None:
        self._inbox = inbox
        self._arrived = arrived
        self._waits = waits

    async def __call__(self, events: Sequence[Event]) -> None:
        """Store the events; those that were stored before are left out. Raises IntakeFailed."""
        if not events:
            return
        for wait in (*self._waits, None):
            try:
                await asyncio.to_thread(self._inbox.add, events)
            except StoreError as error:
                if wait is None:
                    raise IntakeFailed(f"what came in cannot be stored: {error}") from error
                log.warning("what came in cannot be stored yet: %s", error)
                await asyncio.sleep(wait)
            else:
                self._arrived()
                return
