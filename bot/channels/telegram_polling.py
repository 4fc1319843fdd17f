"""Ask Telegram what happened, again and again; what is stored here is confirmed by the next question only.

The library's own loop is not used: it moves on before an update is stored, hands a batch over one by one, and
asks for the same batch for ever where it cannot read one update of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Protocol

from telegram import Bot

from bot.channels.telegram_intake import Intake
from bot.channels.telegram_line import Pace
from bot.channels.telegram_patience import Patience
from bot.channels.telegram_updates import ALLOWED_UPDATES, update_number


class Lease(Protocol):
    """The right to poll, which one process has at a time."""

    async def hold(self) -> bool:
        """Take or keep the right; False while another process has it. Called every few seconds."""
        ...


class Poller:
    """Polls while it holds the lease."""

    def __init__(
        self,
        bot: Bot,
        intake: Intake,
        patience: Patience,
        lease: Lease,
        pace: Pace,
        pause: Callable[[float], Awaitable[None]],
    ) -> None:
        self._bot = bot
        self._intake = intake
        self._patience = patience
        self._lease = lease
        self._pace = pace
        self._pause = pause
        self._is_held = asyncio.Event()

    async def run(self) -> None:
        """Poll until cancelled. Raises ChannelRefused, IntakeFailed, and what the lease raises."""
        tasks = [asyncio.create_task(self._keep_lease()), asyncio.create_task(self._poll())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _keep_lease(self) -> None:
        while True:
            if await self._lease.hold():
                self._is_held.set()
            else:
                self._is_held.clear()
                self._patience.heard()
            await self._pause(self._pace.lease)

    async def _poll(self) -> None:
        offset: int | None = None
        has_webhook = True
        while True:
            if has_webhook:
                await self._is_held.wait()
                await self._patience.until_answered(self._delete_webhook)
                has_webhook = False
            updates = await self._patience.until_answered(partial(self._fetch, offset))
            await self._intake.accept(updates)
            numbers = [found for each in updates if (found := update_number(each)) is not None]
            offset = max(numbers) + 1 if numbers else offset

    async def _delete_webhook(self) -> None:
        # What was asked while nobody listened stays: it is answered now.
        await self._bot.delete_webhook(drop_pending_updates=False)

    async def _fetch(self, offset: int | None) -> Sequence[object]:
        """Ask once. Raises one of the Faults, also where the answer is no list of updates."""
        # Also before what is tried again: two that poll end each other's calls.
        await self._is_held.wait()
        asked = {"offset": offset, "timeout": self._pace.poll, "allowed_updates": list(ALLOWED_UPDATES)}
        # By a name with one underscore more: the library warns of methods that it has itself, and its own
        # fails where it cannot read a single update.
        batch = await self._bot.do_api_request(
            "get_updates_", api_kwargs=asked, read_timeout=self._pace.poll + self._pace.answer
        )
        if not isinstance(batch, list):
            raise TypeError("the answer is no list")
        if batch and all(update_number(each) is None for each in batch):
            raise ValueError("no update has a number")
        return batch
