"""Take updates in: read, stored, and only then answered where a button was pressed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from telegram import Bot

from bot.channels.telegram_faults import Faults
from bot.channels.telegram_updates import press_id, update_number
from bot.events import Acknowledge, Event, Take

_LOG = logging.getLogger(__name__)
_LONGEST_LINE = 200

ReadUpdate = Callable[[object], Event | None]


class Intake:
    """What stands between raw updates and the inbox."""

    def __init__(self, bot: Bot, read: ReadUpdate, take: Take, acknowledge: Acknowledge) -> None:
        self._bot = bot
        self._read = read
        self._take = take
        self._acknowledge = acknowledge
        self._answers: set[asyncio.Task[None]] = set()

    async def accept(self, updates: Sequence[object]) -> None:
        """Store what the updates tell, all at once: then they may be confirmed. Raises IntakeFailed."""
        read = [(event, press_id(update)) for update in updates if (event := self._read_one(update))]
        if not read:
            return
        await self._take([event for event, _ in read])
        for event, press in read:
            if event.kind == "press" and press:
                answer = asyncio.create_task(self._answer(event, press))
                self._answers.add(answer)
                answer.add_done_callback(self._answers.discard)

    async def close(self) -> None:
        """Let answers that are on their way arrive, or end them where that takes long."""
        if self._answers:
            _, late = await asyncio.wait(self._answers, timeout=1)
            for each in late:
                each.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _read_one(self, update: object) -> Event | None:
        try:
            return self._read(update)
        except Faults:
            # It would come again at every start: better one update lost than all that follow it.
            _LOG.error("update %s cannot be read and is left out", update_number(update))
            return None

    async def _answer(self, event: Event, press: str) -> None:
        """Answer the press of a button, so that it stops turning; nothing depends on it."""
        looked_up = asyncio.to_thread(self._acknowledge, event)
        (found,) = await asyncio.gather(looked_up, return_exceptions=True)
        if isinstance(found, BaseException):
            _LOG.error("a button is answered without words", exc_info=found)
        line = found if isinstance(found, str) else ""
        try:
            await self._bot.answer_callback_query(press, text=line[:_LONGEST_LINE] or None)
        except Faults as error:
            _LOG.info("a button was not answered: %s", type(error).__name__)
