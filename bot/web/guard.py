"""What stands before every route: strict headers, requests of this computer only, no traceback."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request

from bot.errors import BotError
from bot.web.serving import is_loopback
from corpus.errors import CorpusError
from retrieval.errors import RetrievalError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from bot.web.rendering import Pages

log = logging.getLogger(__name__)

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
        " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
READING_METHODS = ("GET", "HEAD")


class Guard:
    """Put the headers on every response and turn away what another site may have sent."""

    def __init__(self, app: ASGIApp, pages: Pages) -> None:
        self._app = app
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        request = Request(scope)
        problem = find_problem(request)
        answer = self._pages.refuse(request, *problem) if problem else self._app
        await answer(scope, receive, send_guarded)


def find_problem(request: Request) -> tuple[int, str] | None:
    """Give status and word of what is wrong with where a request comes from, or None.

    A Host that is not this computer is DNS rebinding; an Origin that is not the Host is another site.
    """
    host = request.headers.get("host", "")
    if not is_loopback(_name_in(host)):
        return 421, "foreign_host"
    origin = request.headers.get("origin")
    if request.method not in READING_METHODS and origin is not None and _place_in(origin) != host:
        return 403, "foreign_origin"
    return None


def _name_in(host: str) -> str:
    name, _, port = host.rpartition(":")
    return name if port.isdecimal() else host


def _place_in(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc or None
    except ValueError:
        return None


class Failsafe:
    """Turn an unforeseen error into a short line with a reference number that the log has too."""

    def __init__(self, app: ASGIApp, pages: Pages) -> None:
        self._app = app
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        started = False

        async def send_watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, send_watched)
        except ClientDisconnect:
            return
        except (BotError, CorpusError, RetrievalError) as error:
            # These lines are written for people, and say what to do.
            if started:
                raise
            await self._pages.tell(Request(scope), 503, str(error))(scope, receive, send)
        except Exception:
            reference = secrets.token_hex(3).upper()
            log.exception("web request failed, reference %s", reference)
            # Half a response cannot be taken back: the server must cut the connection.
            if started or scope["type"] != "http":
                raise
            await self._pages.refuse(Request(scope), 500, "failure", reference)(scope, receive, send)
