"""The fake in a process of its own, and its controls as methods."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from tests.fakes.bot_api import TOKEN
from tests.fakes.faults import Fault
from tests.fakes.records import Sent
from tests.fakes.update_bodies import Body

_ROOT = Path(__file__).parents[2]


class BotApiProcess:
    """Start the fake as a process, rule it, and end it."""

    def __init__(self, *, token: str = TOKEN, seed: int = 0) -> None:
        self.token = token
        self.address = ""
        self._options = ["--token", token, "--seed", str(seed)]
        self._process: asyncio.subprocess.Process | None = None
        # Long waits are what `state` is for: the test ends them, not the client.
        self._client = httpx.AsyncClient(timeout=None, trust_env=False)

    async def __aenter__(self) -> Self:
        """Start it and learn its address."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.fakes",
            *self._options,
            cwd=_ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._process.stdout is not None
        self.address = (await self._process.stdout.readline()).decode().strip()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let it end, by the end of its input."""
        await self._client.aclose()
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()

    @property
    def base_url(self) -> str:
        """Return what python-telegram-bot takes as base_url."""
        return f"{self.address}/bot"

    @property
    def base_file_url(self) -> str:
        """Return what python-telegram-bot takes as base_file_url."""
        return f"{self.address}/file/bot"

    async def deliver(self, *updates: Body) -> list[Body]:
        """Let updates happen; return them complete."""
        answer = await self._post("deliver", updates=updates)
        return list(answer["updates"])

    async def deliver_raw(self, *bodies: Any) -> None:
        """Queue bodies as they are."""
        await self._post("deliver_raw", bodies=bodies)

    async def press(self, message_id: int, chat_id: int, label: str, by: Body) -> Body:
        """Let somebody press a button."""
        return dict(await self._post("press", message_id=message_id, chat_id=chat_id, label=label, by=by))

    async def add_file(self, name: str, content: bytes) -> Body:
        """Keep a file as if somebody had sent it."""
        answer = await self._client.post(
            f"{self.address}/control/file", params={"name": name}, content=content
        )
        return dict(answer.raise_for_status().json())

    async def fail(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of a method fail."""
        await self._post("faults", method=method, fault=asdict(fault), times=times)

    async def fail_by_chance(self, fault: Fault, probability: float, method: str | None = None) -> None:
        """Let calls of a method (or of all) fail by chance."""
        named = {"method": method} if method else {}
        await self._post("faults", fault=asdict(fault), probability=probability, **named)

    async def control(self, route: str, **body: Any) -> Any:
        """Post to any control route (control.py)."""
        return await self._post(route, **body)

    async def sent(self, since: int = 0) -> list[Sent]:
        """Return what was sent, from the number `since` on."""
        answer = await self._client.get(f"{self.address}/control/sent", params={"since": since})
        return [Sent(**entry) for entry in answer.raise_for_status().json()]

    async def state(self, after: int = -1) -> dict[str, Any]:
        """Return the counts, as soon as they are newer than a version."""
        answer = await self._client.get(f"{self.address}/control/state", params={"after": after})
        return dict(answer.raise_for_status().json())

    async def wait_until(self, holds: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """Wait until something holds of the state; return that state."""
        state = await self.state()
        while not holds(state):
            state = await self.state(state["version"])
        return state

    async def _post(self, route: str, **body: Any) -> Any:
        answer = await self._client.post(f"{self.address}/control/{route}", json=body)
        return answer.raise_for_status().json()
