"""Telegram: polled, or called by webhook where there is a public address. READ THIS FIRST.

`telegram_updates.py` reads what comes in, `telegram_text.py` writes what goes out; both are pure.
`telegram_polling.py` and `telegram_webhook.py` are the two ways in, `telegram_sending.py` is the way out, and
`telegram_faults.py` tells what became of a message. The token stands in every address that is called:
`telegram_secrecy.py` keeps it out of the log.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from telegram.error import BadRequest

from bot.channels.telegram_checking import check_bot
from bot.channels.telegram_commands import offer_commands
from bot.channels.telegram_faults import Faults, give_reason
from bot.channels.telegram_intake import Intake
from bot.channels.telegram_line import Pace, TelegramLine, TelegramSetup
from bot.channels.telegram_notices import Notices
from bot.channels.telegram_patience import Patience
from bot.channels.telegram_polling import Lease, Poller
from bot.channels.telegram_secrecy import Secrets, keep_secret
from bot.channels.telegram_sending import TelegramSender
from bot.channels.telegram_shapes import CHANNEL
from bot.channels.telegram_text import cut_post
from bot.channels.telegram_updates import ALLOWED_UPDATES, Me, read_update
from bot.channels.telegram_webhook import PATH, create_webhook, derive_secret, listen, serve_webhook
from bot.errors import ChannelRefused

if TYPE_CHECKING:
    from bot.events import Acknowledge, Attachment, Event, Post, Take

__all__ = ["Lease", "Pace", "TelegramChannel", "TelegramSetup"]

_WEBHOOK_CONNECTIONS = 40


class TelegramChannel:
    """The channel `telegram`. `report` is given lines for the operator; `lease` lets one process poll."""

    name = CHANNEL
    is_direct = False

    def __init__(
        self,
        setup: TelegramSetup,
        *,
        lease: Lease,
        report: Callable[[str], None],
        clock: Callable[[], float] = time.time,
        tick: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._setup = setup
        self._secret = setup.secret or derive_secret(setup.token)
        self._secrets = Secrets(setup.token, self._secret)
        self._stop_keeping = keep_secret(self._secrets)
        self._line = TelegramLine(setup, self._secrets)
        self._lease = lease
        self._username = ""
        self._clock = clock
        self._pause = pause
        self._notices = Notices(report, tick, setup.pace.tell_again)
        self._patience = Patience(setup, self._secrets, self._notices, tick=tick, pause=pause)
        self._sender = TelegramSender(self._line.bot, self._secrets, self._notices, tick)

    @property
    def heard(self) -> float:
        """Give when, by `tick`, the way in last showed that it is awake."""
        return self._patience.last_heard

    async def receive(self, take: Take, acknowledge: Acknowledge) -> None:
        """Take in what happens until cancelled. Raises ServeError and its kinds."""
        listener = listen(self._setup.webhook_port) if self._setup.public_url else None
        intake, offering = None, None
        try:
            me = await self._patience.until_answered(self._introduce)
            self._username = me.username
            intake = Intake(self._line.bot, partial(self._read, me), self._noting(take), acknowledge)
            offering = asyncio.create_task(self._offer_commands())
            if listener is None:
                await Poller(
                    self._line.bot, intake, self._patience, self._lease, self._setup.pace, self._pause
                ).run()
            else:
                app = create_webhook(intake, self._secret, partial(self._notices.tell, "intake"))
                await serve_webhook(app, listener, announce=self._announce(), heard=self._patience.heard)
        finally:
            if listener is not None:
                listener.close()
            if offering is not None:
                offering.cancel()
                await asyncio.gather(offering, return_exceptions=True)
            if intake is not None:
                await intake.close()

    def parts(self, post: Post) -> Sequence[Post]:
        """Cut a post into messages that fit."""
        return cut_post(post)

    async def send(self, post: Post) -> str:
        """Send one part and give the id of the message. Raises SendError."""
        return await self._sender.send(post)

    async def fetch(self, file: Attachment) -> bytes:
        """Give the content of a document of up to 20 MB. Raises SendError."""
        return await self._sender.fetch(file)

    async def count_members(self, chat: str) -> int | None:
        """Give how many are in a chat, the assistant left out. Raises SendError."""
        return await self._sender.count_members(chat)

    async def show_typing(self, event: Event) -> None:
        """Show for some seconds that an answer is being made. Raises SendError."""
        await self._sender.show_typing(event.chat.id)

    async def check(self) -> list[str]:
        """Ask Telegram whether all is in place, for `thidua doctor`. Raises ChannelRefused."""
        return await check_bot(self._line.bot, self._secrets, self._address)

    def invitation_link(self, token: str) -> str:
        """Give the address that opens the chat with the bot and hands it an invitation."""
        return f"https://t.me/{self._username}?start={token}" if self._username else ""

    async def close(self) -> None:
        """Let go of connections."""
        await self._line.close()
        self._stop_keeping()

    @property
    def _address(self) -> str:
        return f"{self._setup.public_url.rstrip('/')}{PATH}" if self._setup.public_url else ""

    async def _introduce(self) -> Me:
        user = await self._line.bot.get_me()
        return Me(id=user.id, username=user.username or "")

    async def _offer_commands(self) -> None:
        """Put the commands into the menu; they work without it too, so that nothing waits for this."""
        try:
            await offer_commands(self._line.bot)
        except Faults as error:
            reason = give_reason(error, self._secrets)
            self._notices.tell(
                "menu", f"Telegram did not take the menu of commands ({reason}): the next start tries again"
            )

    def _read(self, me: Me, update: object) -> Event | None:
        return read_update(update, me, self._clock())

    def _noting(self, take: Take) -> Take:
        """Count the members of a group anew once somebody came or left."""

        async def store(events: Sequence[Event]) -> None:
            await take(events)
            for event in events:
                if event.kind in ("joined", "left", "added", "migrated"):
                    self._sender.forget_count(event.chat.id)

        return store

    async def _announce(self) -> None:
        await self._patience.until_answered(self._set_webhook)

    async def _set_webhook(self) -> None:
        try:
            await self._line.bot.set_webhook(
                self._address,
                secret_token=self._secret,
                allowed_updates=list(ALLOWED_UPDATES),
                max_connections=_WEBHOOK_CONNECTIONS,
            )
        except BadRequest as error:
            reason = give_reason(error, self._secrets)
            raise ChannelRefused(
                f"Telegram refuses {self._address} ({reason}): set THIDUA_PUBLIC_URL right"
            ) from error
