"""An office on a clock of the test, and a service over it that goes on until something holds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from bot.delivery.delivery import Delivery
from bot.delivery.owner import Owner
from bot.delivery.workers import Office
from tests.bot.delivery.stage import Clock, Parrot, Stage, open_office


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Office]:
    opened = open_office(tmp_path, clock)
    yield opened
    opened.connections.close()


async def until(holds: Callable[[], bool]) -> None:
    while not holds():
        await asyncio.sleep(0.005)


@pytest.fixture
def served(tmp_path: Path, office: Office, clock: Clock) -> Callable[..., Awaitable[None]]:
    async def serve(desk: Parrot, stage: Stage, holds: Callable[[], bool], *others: Stage) -> None:
        stop = asyncio.Event()
        with Owner(tmp_path / "owners") as owner:
            delivery = Delivery(office, desk, [stage, *others], owner=owner, clock=clock)
            running = asyncio.create_task(delivery.run(stop))
            waiting = asyncio.create_task(until(holds))
            await asyncio.wait([running, waiting], return_when=asyncio.FIRST_COMPLETED)
            stop.set()
            await running
            if waiting.done():
                waiting.result()
            waiting.cancel()

    return serve
