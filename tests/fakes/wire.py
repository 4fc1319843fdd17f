"""HTTP/1.1 as far as bots use it: requests and replies on connections that stay open."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from http.client import responses
from typing import Any
from urllib.parse import unquote


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request: its path without the query, and its headers in lower case."""

    verb: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One reply."""

    body: bytes
    status: int = 200
    kind: str = "application/json"

    def encoded(self) -> bytes:
        """Return it as it goes over the wire."""
        reason = responses.get(self.status, "Unknown")
        head = (
            f"HTTP/1.1 {self.status} {reason}\r\nContent-Type: {self.kind}\r\n"
            f"Content-Length: {len(self.body)}\r\n\r\n"
        )
        return head.encode() + self.body


# A reply at once, one that takes its time, or None where the connection is to break.
Answer = Reply | None | Coroutine[Any, Any, Reply | None]


class Connection(asyncio.Protocol):
    """Read requests from one client and write the replies, in turn.

    What can be answered at once is answered without a task of its own: under load this is most of it.
    """

    def __init__(self, answer: Callable[[Request], Answer], others: set[Connection]) -> None:
        self._answer = answer
        self._others = others
        self._buffer = bytearray()
        self._scanned = 0
        self._transport: asyncio.Transport | None = None
        self._task: asyncio.Task[Reply | None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._others.add(self)

    def data_received(self, data: bytes) -> None:
        """Take in what came, and answer what is complete."""
        self._buffer += data
        self._advance()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop working for a client that is gone."""
        self._others.discard(self)
        if self._task is not None:
            self._task.cancel()

    def break_off(self) -> None:
        """End the connection without a word."""
        if self._transport is not None:
            self._transport.abort()

    def _advance(self) -> None:
        while self._task is None and (request := self._next_request()) is not None:
            answer = self._answer(request)
            if isinstance(answer, Coroutine):
                self._task = asyncio.get_running_loop().create_task(answer)
                self._task.add_done_callback(self._finish)
            elif not self._write(answer):
                return

    def _finish(self, task: asyncio.Task[Reply | None]) -> None:
        self._task = None
        if not task.cancelled() and self._write(task.result()):
            self._advance()

    def _write(self, reply: Reply | None) -> bool:
        assert self._transport is not None
        if reply is None:
            self.break_off()
        elif not self._transport.is_closing():
            self._transport.write(reply.encoded())
        return reply is not None

    def _next_request(self) -> Request | None:
        # What was scanned is not scanned again: a body of 10 MB comes in hundreds of pieces.
        end = self._buffer.find(b"\r\n\r\n", max(0, self._scanned - 3))
        if end < 0:
            self._scanned = len(self._buffer)
            return None
        self._scanned = end
        first, *lines = self._buffer[:end].decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        finish = end + 4 + int(headers.get("content-length", 0))
        if len(self._buffer) < finish:
            return None
        body = bytes(self._buffer[end + 4 : finish])
        del self._buffer[:finish]
        self._scanned = 0
        verb, target, _ = first.split(" ")
        path, _, query = target.partition("?")
        return Request(verb=verb, path=unquote(path), query=query, headers=headers, body=body)


class Server:
    """Listen on the loopback interface, and be able to end all connections at once."""

    def __init__(self, answer: Callable[[Request], Answer], port: int = 0) -> None:
        self._answer = answer
        self._wanted = port
        self._connections: set[Connection] = set()
        self._listener: asyncio.Server | None = None

    async def start(self) -> str:
        """Start to listen and return the address, http://127.0.0.1:PORT."""
        self._listener = await asyncio.get_running_loop().create_server(
            lambda: Connection(self._answer, self._connections), "127.0.0.1", self._wanted
        )
        return f"http://127.0.0.1:{self._listener.sockets[0].getsockname()[1]}"

    def break_connections(self) -> None:
        """End every connection, as a network that goes down does."""
        for connection in tuple(self._connections):
            connection.break_off()

    async def stop(self) -> None:
        """Listen no more and end what is open."""
        if self._listener is not None:
            self._listener.close()
            self.break_connections()
            await self._listener.wait_closed()
