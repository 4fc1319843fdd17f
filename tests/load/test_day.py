"""A day of one question a second, on a clock of the test: what the process holds does not grow."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app import build, connect_office
from bot.channels.telegram import TelegramChannel, TelegramSetup
from bot.delivery.delivery import Delivery
from bot.delivery.owner import Owner
from bot.delivery.workers import Office
from bot.serving import PollLease, join
from bot.settings import Settings
from tests.bot.delivery.stage import Clock
from tests.fakes.process import BotApiProcess
from tests.load.service import ask_all, deliver, let_in, read_questions

PEOPLE, MINUTE, FLAT_BYTES = 50, 60, 20 * 1024 * 1024
# Until then the caches fill, which have an end.
WARM_MINUTES = 5


def memory() -> int:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


async def settle(api: BotApiProcess, office: Office) -> None:
    """Wait until all that happened is taken in, answered and sent."""
    outbox, telegram = office.outbox, ["telegram"]
    while (await api.state())["unconfirmed"] or office.inbox.count_waiting() or outbox.count_ready(telegram):
        await asyncio.sleep(0.01)


async def test_memory_stays_flat(
    prepared: Path, pytestconfig: pytest.Config, tell: Callable[[str], None]
) -> None:
    minutes = max(round(pytestconfig.getoption("hours") * 60), WARM_MINUTES + 1)
    let_in(prepared, PEOPLE)
    app = build(Settings(home=prepared, rate_person=10**6, rate_chat=10**6))
    connections, clock, stop = connect_office(app.settings), Clock(), asyncio.Event()
    held: list[int] = []
    async with BotApiProcess() as api:
        with Owner(prepared / "owners") as owner:
            service = join(app, connections, owner, clock=clock)
            lease = PollLease(leases=service.leases, name="poll", owner=owner)
            channel = TelegramChannel(
                TelegramSetup(token=api.token, base_url=api.address), lease=lease, report=tell, clock=clock
            )
            delivery = Delivery(service.office, service.desk, [channel], owner=owner, clock=clock)
            running = asyncio.create_task(delivery.run(stop))
            updates = ask_all(read_questions(), PEOPLE, minutes * MINUTE)
            for minute in range(minutes):
                await deliver(api, updates[minute * MINUTE : (minute + 1) * MINUTE])
                await settle(api, service.office)
                clock.now += MINUTE
                held.append(memory())
            stop.set()
            await running
        calls = (await api.state())["calls"]
    connections.close()
    app.close()
    later = held[WARM_MINUTES:]
    grown = max(later) - later[0]
    tell(f"{minutes} minutes, {calls['sendMessage']} answers: memory grew by {grown / 2**20:.1f} MB at most")
    assert grown <= FLAT_BYTES
