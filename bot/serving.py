"""serve(app, …): every channel that is set up, until the process is told to end."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import signal
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.app import App, connect_office, join_people
from bot.channels.web_channel import WebChannel
from bot.delivery.delivery import Delivery
from bot.delivery.direct import Direct
from bot.delivery.owner import Owner, living
from bot.delivery.workers import Office
from bot.dialogue.desk import Desk
from bot.dialogue.means import Means
from bot.dialogue.memory import Memory
from bot.dialogue.recording import record_question
from bot.pictures.deadline_timeline import draw_timeline
from bot.pictures.reporting_map import draw_map
from bot.store.inbox import Inbox
from bot.store.leases import Leases
from bot.store.outbox import Outbox
from corpus.ingest import ingest

if TYPE_CHECKING:
    from bot.channels.base import Channel
    from bot.channels.telegram import TelegramChannel
    from bot.channels.telegram_line import TelegramSetup
    from bot.settings import Settings
    from corpus.connections import Connections

LEASE_SECONDS = 20.0
Tell = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Service:
    """What the channels of one process share, and the channels themselves by their names."""

    app: App
    office: Office
    owner: Owner
    desk: Desk
    direct: Direct
    leases: Leases
    channels: dict[str, Channel]


@dataclass(frozen=True, kw_only=True)
class PollLease:
    """The right of this process to poll one bot."""

    leases: Leases
    name: str
    owner: Owner

    async def hold(self) -> bool:
        """Take or keep the right; False while another process has it."""
        return await asyncio.to_thread(self._hold)

    def _hold(self) -> bool:
        if self.leases.take(self.name, self.owner.name, LEASE_SECONDS):
            return True
        # Whoever starts again need not wait until the lease of the process before runs out.
        for gone in self.owner.gone([self.leases.owner_of(self.name)]):
            self.leases.give_back(self.name, gone)
        return self.leases.take(self.name, self.owner.name, LEASE_SECONDS)


class NoLease:
    """No right to poll: who only asks about the bot leaves its updates to others."""

    async def hold(self) -> bool:
        """Give no right."""
        return False


def _make_web(service: Service, announce: Tell, report: Tell) -> Channel | None:
    app = service.app
    return WebChannel(
        handler=service.direct.handle, library=app.store,
        host=app.settings.host, port=app.settings.port, announce=announce,
    )  # fmt: skip


def _make_telegram(service: Service, announce: Tell, report: Tell) -> Channel | None:
    settings = service.app.settings
    if settings.telegram_token is None:
        return None
    # Only here: who does without Telegram need not wait for its library to load.
    from bot.channels.telegram import TelegramChannel

    setup = telegram_setup(settings)
    lease = PollLease(leases=service.leases, name=_poll_name(setup.token), owner=service.owner)
    return TelegramChannel(setup, lease=lease, report=report)


def _poll_name(token: str) -> str:
    return f"telegram {hashlib.sha256(token.encode()).hexdigest()[:16]}"


# Every channel there is; one that is not set up makes none.
CHANNELS: dict[str, Callable[[Service, Tell, Tell], Channel | None]] = {
    "web": _make_web,
    "telegram": _make_telegram,
}


def telegram_setup(settings: Settings) -> TelegramSetup:
    """Give how Telegram is set up. Call it only where a token is set."""
    from bot.channels.telegram_line import TelegramSetup

    secret = settings.webhook_secret
    return TelegramSetup(
        token=settings.telegram_token.get_secret_value() if settings.telegram_token else "",
        base_url=settings.telegram_base_url,
        public_url=settings.public_url,
        secret=secret.get_secret_value() if secret else "",
        webhook_port=settings.webhook_port,
    )


def serve(app: App, *, announce: Tell, report: Tell) -> None:
    """Serve until SIGINT or SIGTERM. Raises ServeError where a channel cannot go on, and StoreError.

    `announce` is given the address of the web chat, `report` what an operator should know.
    """
    with ExitStack() as stack:
        connections = connect_office(app.settings)
        stack.callback(connections.close)
        owner = stack.enter_context(Owner(app.settings.owners))
        service = join(app, connections, owner)
        made = (make(service, announce, report) for make in CHANNELS.values())
        channels = [channel for channel in made if channel is not None]
        service.channels.update({channel.name: channel for channel in channels})
        app.warm_up()
        delivery = Delivery(service.office, service.desk, channels, owner=owner, clock=time.time)
        asyncio.run(_run(delivery))


def join(
    app: App, connections: Connections, owner: Owner, *, clock: Callable[[], float] = time.time
) -> Service:
    """Join the desk with the boxes of the office."""
    office = Office(
        connections=connections, inbox=Inbox(connections, clock), outbox=Outbox(connections, clock)
    )
    channels: dict[str, Channel] = {}
    people = join_people(app.settings, connections, clock=clock)
    means = Means(
        handle=app.assistant.handle, people=people, plans=app.store, memory=Memory.of(connections),
        ingest=ingest, say_fact=app.renderer.say_fact, clock=clock,
        new_id=lambda: secrets.token_urlsafe(9), pictures={"map": draw_map, "timeline": draw_timeline},
        resend=lambda row_id: office.outbox.find(int(row_id)), keep_days=app.settings.keep_questions_days,
        invitation_link=lambda channel, token: channels[channel].invitation_link(token),
    )  # fmt: skip
    direct = Direct(office, app.assistant.handle, record_question(people.audit), owner=owner.name)
    return Service(
        app=app, office=office, owner=owner, desk=Desk(means), direct=direct,
        leases=Leases(connections, clock), channels=channels,
    )  # fmt: skip


def examine_telegram(settings: Settings) -> list[str]:
    """Ask whether the bot is in place: lines for `thidua doctor`. Call it only where a token is set.

    Raises ChannelRefused, StoreError.
    """
    # Only here: who does without Telegram need not wait for its library to load.
    from bot.channels.telegram import TelegramChannel

    setup = telegram_setup(settings)
    connections = connect_office(settings)
    try:
        poller = Leases(connections, time.time).owner_of(_poll_name(setup.token))
        is_polled = poller in living(settings.owners)
        lines = asyncio.run(_check(TelegramChannel(setup, lease=NoLease(), report=lambda _: None)))
    finally:
        connections.close()
    if setup.public_url:
        return lines
    now = "by a running thidua serve" if is_polled else "by nobody; start with: thidua serve"
    return [*lines, f"Telegram is polled now {now}"]


async def _check(channel: TelegramChannel) -> list[str]:
    try:
        return await channel.check()
    finally:
        await channel.close()


async def _run(delivery: Delivery) -> None:
    """Serve until a signal tells to end; a second one changes nothing, as the end takes seconds only."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await delivery.run(stop)
