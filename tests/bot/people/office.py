"""An office whose clock and whose chance the tests set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from bot.messages import Person
from bot.migrations import office
from bot.people.doors import Chance
from bot.people.people import People
from bot.people.records import Approved
from bot.people.roles import TERMINAL, Role
from corpus.connections import Connections

NOON = 1_800_000_000.0
DAY = 86_400.0


@dataclass
class Clock:
    """Seconds that go by only when told."""

    now: float = NOON

    def __call__(self) -> float:
        return self.now


@dataclass
class Numbers:
    """Gives 0, 1, 2, …, so that codes are 000000, 000001, …"""

    numbers: Iterator[int] = field(default_factory=count)

    def __call__(self, below: int) -> int:
        return next(self.numbers) % below


@dataclass(frozen=True)
class Office:
    people: People
    clock: Clock
    connections: Connections

    def admit(self, account: str, role: Role = "member", groups: tuple[str, ...] = ()) -> Approved:
        """Let somebody in by the way that everybody takes."""
        knock = self.knock(account)
        return self.people.approve(knock, by=TERMINAL, role=role, groups=groups)

    def knock(self, account: str) -> str:
        knock = self.people.ask_in(someone(account), name=f"Người {account}", chat=account, language="vi")
        return knock.code

    def accept(self, token: str, account: str) -> Approved:
        return self.people.accept(
            token, someone(account), name=f"Người {account}", chat=account, language="vi"
        )

    def actions(self) -> list[str]:
        return [entry["action"] for entry in self.people.audit.export()]


def someone(account: str) -> Person:
    return Person(channel="telegram", id=account)


@contextmanager
def open_office(folder: Path, *, keep_days: int = 90) -> Iterator[Office]:
    clock = Clock()
    connections = Connections.open(folder / "office.db", [office])
    people = People(connections, clock=clock, keep_days=keep_days, chance=Chance(draw=Numbers()))
    try:
        yield Office(people, clock, connections)
    finally:
        connections.close()
