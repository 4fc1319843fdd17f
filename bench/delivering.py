"""How many questions a second go through it all: taken in from Telegram's API, answered, and sent."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.figures import Figure
from tests.fakes.process import BotApiProcess
from tests.load.service import Service, ask_all, deliver, let_in, read_questions, wait_until_settled

CHATS, QUESTIONS, LEAST = 100, 1500, 100


def measure_delivery(home: Path) -> list[Figure]:
    """Measure one process with questions that others asked before, and two with questions all different."""
    let_in(home, CHATS)
    asked = read_questions()
    different = [
        f"{text} (lần {number})" for number, text in enumerate(asked * (QUESTIONS // len(asked) + 1))
    ]
    return [
        _figure("questions a second, as many ask the same", home, asked, processes=1),
        _figure("questions a second, all different", home, different, processes=1),
        _figure("questions a second, all different, two processes", home, different, processes=2),
    ]


def _figure(what: str, home: Path, questions: Sequence[str], *, processes: int) -> Figure:
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as made:
        # Each on a copy: another fake gives its updates the same numbers, which would be taken for repeated.
        copy = Path(shutil.copytree(home, Path(made) / "home"))
        rate = asyncio.run(_measure(copy, questions, processes))
    return Figure(what=f"{what} ({CHATS} chats)", value=rate, limit=LEAST, unit="/s", is_least=True)


async def _measure(home: Path, questions: Sequence[str], processes: int) -> float:
    async with BotApiProcess() as api:
        services = [Service(home, api) for _ in range(processes)]
        try:
            for service in services:
                await service.start()
            began = time.perf_counter()
            await deliver(api, ask_all(questions, CHATS, QUESTIONS))
            await wait_until_settled(services[0])
            return QUESTIONS / (time.perf_counter() - began)
        finally:
            for service in services:
                await service.end()
