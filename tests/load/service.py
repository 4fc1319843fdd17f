"""A real `thidua serve` on a home of its own, over the fake Bot API in a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.app import open_office
from bot.messages import Person
from bot.people.roles import TERMINAL
from bot.settings import Settings
from tests.acceptance.terminal import Terminal
from tests.fakes.process import BotApiProcess
from tests.fakes.records import Sent
from tests.fakes.update_bodies import Body, message_update, person

QUESTIONS = Path(__file__).parents[1] / "quality" / "five_plans.jsonl"
FIRST_PERSON = 10_000
_BATCH = 200
_LOOK_SECONDS = 0.2
# What is asked is not to be limited here: rates have tests of their own.
_UNLIMITED = {"THIDUA_RATE_PERSON": "1000000", "THIDUA_RATE_CHAT": "1000000"}


def read_questions() -> list[str]:
    """Give the project's own questions over the five plans."""
    return [json.loads(line)["question"] for line in QUESTIONS.read_text("utf-8").splitlines()]


def let_in(home: Path, people: int) -> None:
    """Let so many people in, as an administrator at the terminal does."""
    with open_office(Settings(home=home)) as office:
        for number in range(FIRST_PERSON, FIRST_PERSON + people):
            someone = Person(channel="telegram", id=str(number))
            token = office.invite(by=TERMINAL).token
            office.accept(token, someone, name=f"Người {number}", chat=str(number), language="vi")


def ask_all(questions: Sequence[str], people: int, updates: int) -> list[Body]:
    """Give so many questions, of all people in turn."""
    return [
        message_update(questions[n % len(questions)], person(FIRST_PERSON + n % people))
        for n in range(updates)
    ]


@dataclass
class Service:
    """`thidua serve`, started, killed and ended as a test likes."""

    home: Path
    api: BotApiProcess
    extra: dict[str, str] = field(default_factory=dict)
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it and wait until its web chat can be opened."""
        telegram = {"THIDUA_TELEGRAM_TOKEN": self.api.token, "THIDUA_TELEGRAM_BASE_URL": self.api.address}
        terminal = Terminal(self.home, telegram | _UNLIMITED | self.extra)
        command = terminal.command("serve", "--port", "0")
        self.process = await asyncio.create_subprocess_exec(
            *command, env=terminal.environment(), stdout=asyncio.subprocess.PIPE
        )
        assert self.process.stdout is not None
        assert b"http://127.0.0.1" in await self.process.stdout.readline()

    async def kill(self) -> None:
        """Kill it where it stands."""
        assert self.process is not None
        self.process.kill()
        await self.process.wait()

    async def end(self) -> int:
        """Tell it to end, and give its exit code."""
        assert self.process is not None
        self.process.terminate()
        return await self.process.wait()

    @property
    def memory(self) -> int:
        """Give the bytes that it holds in memory."""
        assert self.process is not None
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def count(self, table: str) -> dict[str, int]:
        """Count the rows of a box by their state."""
        with sqlite3.connect(f"file:{self.home / 'office.db'}?mode=ro", uri=True) as database:
            return dict(database.execute(f"SELECT state, COUNT(*) FROM {table} GROUP BY state").fetchall())

    def is_settled(self) -> bool:
        """Tell whether nothing waits to be answered or sent."""
        return not self.count("inbox").get("waiting") and not (
            self.count("outbox").keys() & {"waiting", "sending"}
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process is not None and self.process.returncode is None:
            await self.kill()


async def deliver(api: BotApiProcess, updates: Sequence[Body]) -> list[Body]:
    """Let updates happen as fast as they can be handed over; give them complete."""
    parts = [updates[start : start + _BATCH] for start in range(0, len(updates), _BATCH)]
    return [update for part in parts for update in await api.deliver(*part)]


async def wait_until_settled(service: Service) -> None:
    """Wait until all that happened is taken in, answered and sent."""
    while (await service.api.state())["unconfirmed"] or not service.is_settled():
        await asyncio.sleep(_LOOK_SECONDS)


def replies_of(sent: Iterable[Sent]) -> dict[tuple[int, int], list[Sent]]:
    """Give what was sent in reply to each message, by chat and message."""
    found: dict[tuple[int, int], list[Sent]] = defaultdict(list)
    for one in sent:
        if one.reply_parameters:
            found[one.chat_id, int(one.reply_parameters["message_id"])].append(one)
    return found


def order_of(sent: Iterable[Sent]) -> dict[int, list[int]]:
    """Give the messages that each chat's replies answer, in the order in which the replies came."""
    found: dict[int, list[int]] = defaultdict(list)
    for one in sent:
        if one.reply_parameters:
            found[one.chat_id].append(int(one.reply_parameters["message_id"]))
    return found


def places_of(updates: Iterable[Body]) -> Iterator[tuple[int, int]]:
    """Give chat and message of each update."""
    for update in updates:
        message: dict[str, Any] = update["message"]
        yield message["chat"]["id"], message["message_id"]
