"""Delivery to a webhook: each chat in its order, several side by side, again and again until it is taken."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.calls import Call
from tests.fakes.refusals import bad_request
from tests.fakes.updates import UpdateQueue, Waiting

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
MOST_CONNECTIONS = 100
# Seconds before an update is tried again, as observed of the platform's order of size; then the last of them.
WAITS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class _FailedError(Exception):
    """Say why a delivery was not taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to deliver an update: the status that came back, 0 where none did."""

    update_id: int
    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where to deliver. `address` is where `url` is reached from here."""

    url: str
    address: str
    secret: str
    connections: int

    @property
    def target(self) -> tuple[str, int, str]:
        """Return host, port and path."""
        parts = urlsplit(self.address)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return parts.hostname or "", parts.port or 80, path


def read_settings(call: Call, routes: dict[str, str]) -> Settings:
    """Read the parameters of setWebhook; 400 where the platform would refuse them.

    `routes` says which public beginnings of URLs lead to which address on this machine, as a proxy knows it.
    """
    url, secret = call.text("url"), call.text("secret_token")
    public = next((start for start in routes if url.startswith(start)), "")
    address = routes[public] + url.removeprefix(public) if public else url
    if not url.startswith("https://") and not address.startswith(("http://127.0.0.1:", "http://localhost:")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    connections = min(max(call.number("max_connections", 40), 1), MOST_CONNECTIONS)
    return Settings(url=url, address=address, secret=secret, connections=connections)


@dataclass(slots=True)
class Webhook:
    """Deliver what waits in the queue. Waits between tries are multiplied by `pace`."""

    settings: Settings
    queue: UpdateQueue
    pace: float
    changed: Callable[[], None]
    attempts: list[Attempt]
    last_error: str = ""
    _lanes: dict[int, deque[tuple[int, Waiting]]] = field(default_factory=lambda: defaultdict(deque))
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _idle: list[Streams] = field(default_factory=list)
    _places: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(self.settings.connections)
        for place, waiting in self.queue.items():
            self.feed(place, waiting)

    def feed(self, place: int, waiting: Waiting) -> None:
        """Take up an update that has come into the queue."""
        lane = self._lanes[waiting.lane]
        lane.append((place, waiting))
        if len(lane) == 1:
            task = asyncio.get_running_loop().create_task(self._work_off(waiting.lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Deliver no more; what is not confirmed stays in the queue."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for _, writer in self._idle:
            writer.transport.abort()

    def info(self) -> dict[str, Any]:
        """Return what getWebhookInfo says of it."""
        failed = {"last_error_date": 1, "last_error_message": self.last_error} if self.last_error else {}
        return {"url": self.settings.url, "max_connections": self.settings.connections, **failed}

    async def _work_off(self, number: int) -> None:
        lane = self._lanes[number]
        while lane:
            place, waiting = lane[0]
            await self._deliver(waiting)
            self.queue.remove(place)
            lane.popleft()
        del self._lanes[number]

    async def _deliver(self, waiting: Waiting) -> None:
        tries = 0
        while True:
            async with self._places:
                try:
                    status = await self._post(waiting.body)
                    error = "" if 200 <= status < 300 else f"Wrong response from the webhook: {status}"
                except (OSError, EOFError, ValueError, _FailedError) as problem:
                    status, error = 0, str(problem) or "Connection reset by peer"
            self.attempts.append(Attempt(update_id=waiting.number, status=status))
            self.last_error = error or self.last_error
            self.changed()
            if not error:
                return
            await asyncio.sleep(WAITS[min(tries, len(WAITS) - 1)] * self.pace)
            tries += 1

    async def _post(self, body: bytes) -> int:
        host, port, path = self.settings.target
        if not self.settings.address.startswith("http://"):
            raise _FailedError("Failed to resolve host: no route leads there")
        secret = f"{SECRET_HEADER}: {self.settings.secret}\r\n" if self.settings.secret else ""
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\n{secret}"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        reader, writer = await self._connection(host, port)
        try:
            writer.write(head.encode() + body)
            status, stays = await _read_answer(reader)
        except BaseException:
            writer.transport.abort()
            raise
        if stays:
            self._idle.append((reader, writer))
        else:
            writer.close()
        return status

    async def _connection(self, host: str, port: int) -> Streams:
        while self._idle:
            reader, writer = self._idle.pop()
            if not reader.at_eof() and not writer.is_closing():
                return reader, writer
            writer.transport.abort()
        return await asyncio.open_connection(host, port)


async def _read_answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    """Read an answer to its end; return its status, and whether the connection can be used again."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = re.search(r"\r\ncontent-length: *(\d+)", head)
    if length:
        await reader.readexactly(int(length.group(1)))
    stays = "\r\nconnection: close" not in head and (
        length is not None or " 204 " in head.partition("\r\n")[0]
    )
    return int(head.split(" ", 2)[1]), stays
