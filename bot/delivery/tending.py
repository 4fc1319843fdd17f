"""Tending the boxes: leases are renewed, what dead processes held is taken over, old rows go."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from corpus.errors import StoreError

if TYPE_CHECKING:
    from bot.delivery.owner import Owner
    from bot.delivery.sender import Sender
    from bot.delivery.workers import Office, Workers

log = logging.getLogger(__name__)

EVERY_SECONDS = 3.0
SWEPT_EVERY_SECONDS = 3600.0
# Nobody waits longer before a page: what is asked again is asked anew.
EXPIRED_SECONDS = 3600.0
# Telegram keeps updates for a day; duplicates older than this cannot come.
KEPT_SECONDS = 7 * 24 * 3600.0


class Tending:
    """Look after the boxes until cancelled."""

    def __init__(
        self,
        office: Office,
        workers: Workers,
        sender: Sender,
        owner: Owner,
        *,
        direct: Sequence[str],
        tidy: Callable[[], None],
        clock: Callable[[], float],
    ) -> None:
        self._office = office
        self._workers = workers
        self._sender = sender
        self._owner = owner
        self._direct = direct
        self._tidy = tidy
        self._clock = clock
        self._swept = -SWEPT_EVERY_SECONDS

    async def run(self) -> None:
        """Tend the boxes every few seconds."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            answering, sending = self._workers.busy(), self._sender.busy()
            try:
                await asyncio.to_thread(self._renew, answering, sending)
                await asyncio.to_thread(self.recover)
            except StoreError as error:
                log.warning("the boxes cannot be tended yet: %s", error)

    def recover(self) -> None:
        """Take over what processes that are gone were answering and sending. Raises StoreError."""
        office, now = self._office, self._clock()
        held = office.inbox.owners() | office.outbox.owners()
        gone = self._owner.gone(held)
        if gone or held - {self._owner.name}:
            with office.connections.write():
                for name in gone:
                    office.inbox.release(name)
                for lost in office.outbox.adopt_lost(self._owner.name, gone):
                    self._sender.settle_doubtful(lost, "the process ended while it was sent")
            self._workers.wake()
            self._sender.wake()
        if not 0 <= now - self._swept < SWEPT_EVERY_SECONDS:
            self._swept = now
            for channel in self._direct:
                office.outbox.expire(channel, now - EXPIRED_SECONDS)
                office.inbox.expire(channel, now - EXPIRED_SECONDS)
            office.inbox.forget_settled(now - KEPT_SECONDS)
            office.outbox.forget_settled(now - KEPT_SECONDS)
            self._owner.sweep()
            self._tidy()
            office.connections.fold()

    def _renew(self, answering: list[int], sending: list[int]) -> None:
        if answering:
            self._office.inbox.renew(self._owner.name, answering)
        if sending:
            self._office.outbox.renew(self._owner.name, sending)
