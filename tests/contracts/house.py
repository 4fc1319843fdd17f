"""An office that serves one channel in the loop of a test, its parts joined as `thidua serve` joins them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bot.app import App, connect_office, join_people
from bot.delivery.delivery import Delivery
from bot.delivery.owner import Owner
from bot.messages import Handler
from bot.people.people import People
from bot.serving import CHANNELS, Service, join
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.channels.base import Channel

SHORT_SECONDS = 0.01


class Outer(Protocol):
    """What is known of a channel before it is served; `announced` and `reported` are filled by it."""

    channel: str
    announced: list[str]
    reported: list[str]

    def settings(self) -> Mapping[str, Any]: ...

    def is_open(self) -> bool: ...


@dataclass
class Clock:
    """The time, and what a test adds to it."""

    ahead: float = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@dataclass(frozen=True)
class StandIn:
    """An assistant that is only a function."""

    handle: Handler


@dataclass(frozen=True, kw_only=True)
class Served:
    """A channel that is served now, and who may ask there."""

    service: Service
    channel: Channel
    people: People
    task: asyncio.Task[None]

    async def settle(self) -> None:
        """Wait until all that came in is answered, and all answers have left."""
        office = self.service.office
        while office.inbox.count_waiting() or {"waiting", "sending"} & set(office.outbox.count()):
            self.check()
            await asyncio.sleep(SHORT_SECONDS)

    def check(self) -> None:
        """Raise what ended the service, if it has ended."""
        if self.task.done():
            self.task.result()
            raise AssertionError("the service ended by itself")

    def count(self, state: str) -> int:
        """Count the rows of the inbox in a state."""
        with self.service.office.connections.lend() as db:
            return int(db.execute("SELECT COUNT(*) FROM inbox WHERE state = ?", [state]).fetchone()[0])

    def questions(self) -> list[str]:
        """Give the questions in the audit, in order."""
        return [
            deed["detail"]["question"]
            for deed in self.people.audit.export()
            if deed["action"] == "question"
        ]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class House:
    """A home, and the plans that were read into another one."""

    app: App
    home: Path
    clock: Clock

    @asynccontextmanager
    async def serving(
        self, outer: Outer, handle: Handler | None = None, **more: Any
    ) -> AsyncIterator[Served]:
        """Serve one channel until the block ends; `handle` answers in the assistant's place."""
        app = replace(
            self.app, settings=Settings(**{"home": self.home, "port": 0, **outer.settings(), **more})
        )
        if handle is not None:
            app = replace(app, assistant=StandIn(handle))  # type: ignore[arg-type]
        with ExitStack() as stack:
            connections = connect_office(app.settings)
            stack.callback(connections.close)
            owner = stack.enter_context(Owner(self.home / "owners"))
            service = join(app, connections, owner, clock=self.clock)
            channel = CHANNELS[outer.channel](service, outer.announced.append, outer.reported.append)
            assert channel is not None, f"the driver of {outer.channel} does not set it up"
            service.channels[channel.name] = channel
            delivery = Delivery(service.office, service.desk, [channel], owner=owner, clock=self.clock)
            stop = asyncio.Event()
            served = Served(
                service=service, channel=channel, people=join_people(app.settings, connections),
                task=asyncio.create_task(delivery.run(stop)),
            )  # fmt: skip
            try:
                while not outer.is_open():
                    served.check()
                    await asyncio.sleep(SHORT_SECONDS)
                yield served
            finally:
                stop.set()
                await served.task
