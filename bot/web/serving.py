"""Serve the web chat on this computer only."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from bot.errors import AddressUnusable, PortInUse, PublicAddressRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.types import ASGIApp

SECONDS_TO_FINISH = 5
BACKLOG = 128
HIGHEST_PORT = 65535


def is_loopback(name: str) -> bool:
    """Tell whether a host name or address means this computer and no other."""
    if name.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def refuse_public(host: str) -> None:
    """Raise PublicAddressRefused unless `host` can be reached from this computer only."""
    if not is_loopback(host):
        raise PublicAddressRefused(
            f"{host} can be reached by others, and the web chat has no access control yet:"
            " use --host 127.0.0.1"
        )


async def serve(app: ASGIApp, host: str, port: int, *, announce: Callable[[str], None]) -> None:
    """Serve until cancelled, then finish what is being answered and return.

    `announce` is given the address once the server listens. Port 0 takes any free port.
    Raises PublicAddressRefused, PortInUse, AddressUnusable.
    """
    refuse_public(host)
    with bind(host, port) as listener:
        address = address_of(listener)
        server = _Server(configure(app), lambda: announce(address))
        await _finish(asyncio.create_task(server.serve(sockets=[listener])), server)


async def _finish(serving: asyncio.Task[None], server: uvicorn.Server) -> None:
    """Wait for a server; when cancelled, however often, let it finish what is being answered."""
    while not serving.done():
        try:
            await asyncio.shield(serving)
        except asyncio.CancelledError:
            server.should_exit = True
    if server.should_exit:
        raise asyncio.CancelledError
    serving.result()


def configure(app: ASGIApp) -> uvicorn.Config:
    """Give the settings of uvicorn: quiet, and no longer than needed at the end."""
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )


def bind(host: str, port: int) -> socket.socket:
    """Open a listening socket. Raises PortInUse, AddressUnusable."""
    # The resolver would quietly take a number that is too large for another port.
    if not 0 <= port <= HIGHEST_PORT:
        raise AddressUnusable(f"there is no port {port}: choose one up to {HIGHEST_PORT}, e.g. --port 8000")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _explain(error, host, port) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise _explain(error, host, port) from error
    return listener


def _explain(error: OSError, host: str, port: int) -> PortInUse | AddressUnusable:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < HIGHEST_PORT else 8001
        return PortInUse(f"port {port} is in use by another program: choose another, e.g. --port {other}")
    return AddressUnusable(f"{host} port {port} cannot be used ({error}): try --host 127.0.0.1 --port 8000")


def address_of(listener: socket.socket) -> str:
    """Give the address of a listening socket as a person types it in a browser."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _Server(uvicorn.Server):
    """A uvicorn server that says when it listens, and leaves signals to who started it."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Catch no signals: several servers and loops end together when the process is told to end."""
        yield
