"""Watchdog: end a process that hears nothing any more, so that a supervisor starts it again.

It looks at what channels did, not at what they say of themselves, and runs in a thread of its own, so that it
notices too when the event loop itself stands still.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from typing import Protocol

from bot.errors import ChannelDeaf

log = logging.getLogger(__name__)

DEAF_SECONDS = 180.0
EVERY_SECONDS = 2.0
DEAF_EXIT_CODE = 70


class Heard(Protocol):
    """A channel, and the monotonic second of its last sign of life; 0 while it need not give any."""

    @property
    def heard(self) -> float:
        """Give the second of the last sign of life."""
        ...


class Watchdog:
    """Raise ChannelDeaf where a channel is silent too long; end the process where nothing can be raised."""

    def __init__(
        self,
        channels: Mapping[str, Heard],
        *,
        seconds: float = DEAF_SECONDS,
        every: float = EVERY_SECONDS,
        end: Callable[[int], None] = os._exit,
    ) -> None:
        self._channels = channels
        self._seconds = seconds
        self._every = every
        self._end = end
        self._ticked = 0.0

    async def run(self) -> None:
        """Watch until cancelled. Raises ChannelDeaf."""
        stopped = threading.Event()
        self._ticked = time.monotonic()
        watcher = threading.Thread(target=self._watch_loop, args=[stopped], name="watchdog", daemon=True)
        watcher.start()
        try:
            while True:
                await asyncio.sleep(self._every)
                self._ticked = time.monotonic()
                self._listen()
        finally:
            stopped.set()

    def _listen(self) -> None:
        now = time.monotonic()
        for name, channel in self._channels.items():
            if channel.heard and now - channel.heard > self._seconds:
                raise ChannelDeaf(
                    f"nothing was heard from {name} for {self._seconds:.0f} seconds: the process ends and"
                    " should be started again (a service with Restart=always does so)"
                )

    def _watch_loop(self, stopped: threading.Event) -> None:
        while not stopped.wait(self._every):
            if time.monotonic() - self._ticked > self._seconds:
                log.critical(
                    "the event loop has stood still for %.0f seconds: the process ends", self._seconds
                )
                self._end(DEAF_EXIT_CODE)
                return
