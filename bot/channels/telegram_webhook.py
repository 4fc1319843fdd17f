"""Be called by Telegram: a listener of its own, on this computer only, for a reverse proxy to pass on to."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import socket
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.telegram_intake import Intake
from bot.errors import AddressUnusable, ChannelDeaf, IntakeFailed, PortInUse
from bot.web.serving import bind, configure

PATH = "/webhooks/telegram"
LOCAL = "127.0.0.1"
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
# Only who knows the secret is read so far. What is turned away comes again for ever, and holds up its chat.
_LARGEST_BODY = 32 * 1024 * 1024
_SECONDS_BETWEEN_LOOKS = 1.0


def derive_secret(token: str) -> str:
    """Give the secret that goes with a token, the same after every start (HMAC-SHA256, 64 digits)."""
    return hmac.new(token.encode(), b"thidua webhook", hashlib.sha256).hexdigest()


def create_webhook(intake: Intake, secret: str, report: Callable[[str], None]) -> Starlette:
    """Make the app: it stores an update, then says 200; else 503, and Telegram comes again."""

    async def receive(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(_SECRET_HEADER, "").encode(), secret.encode()):
            return PlainTextResponse("wrong secret", 403)
        body = await _read_body(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        update = _parse(body)
        if not isinstance(update, dict):
            return PlainTextResponse("not an update", 400)
        try:
            await intake.accept([update])
        except IntakeFailed as error:
            report(str(error))
            return PlainTextResponse("not stored, try again", 503)
        return PlainTextResponse("stored")

    return Starlette(routes=[Route(PATH, receive, methods=["POST"])])


async def _read_body(request: Request) -> bytes | None:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST_BODY:
            return None
    return bytes(body)


def _parse(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def listen(port: int) -> socket.socket:
    """Open the listener. Raises PortInUse, AddressUnusable."""
    try:
        return bind(LOCAL, port)
    except PortInUse as error:
        raise PortInUse(
            f"port {port} is in use by another program: set THIDUA_WEBHOOK_PORT to a free one,"
            " and the reverse proxy with it"
        ) from error
    except AddressUnusable as error:
        raise AddressUnusable(f"port {port} cannot be used: set THIDUA_WEBHOOK_PORT to another") from error


async def serve_webhook(
    app: Starlette,
    listener: socket.socket,
    *,
    announce: Coroutine[None, None, None],
    heard: Callable[[], None],
) -> None:
    """Serve until cancelled; `announce` tells Telegram where. Raises what it raises, and ChannelDeaf."""
    server = _Server(configure(app))
    serving = asyncio.create_task(server.serve([listener]))
    announcing = asyncio.create_task(announce)
    try:
        waiting = {serving, announcing}
        while serving in waiting:
            done, waiting = await asyncio.wait(
                waiting, timeout=_SECONDS_BETWEEN_LOOKS, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                task.result()
            heard()
        raise ChannelDeaf("the listener of the webhook ended by itself: start thidua serve again")
    finally:
        server.should_exit = True
        announcing.cancel()
        await asyncio.gather(serving, announcing, return_exceptions=True)


class _Server(uvicorn.Server):
    """A server that leaves signals to the process that it is a part of."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
