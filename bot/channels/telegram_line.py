"""The line to the Bot API: where it is, how long to wait for it, and what is read before the library does."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.telegram_secrecy import Secrets

OFFICIAL_URL = "https://api.telegram.org"
_CONNECTIONS = 32
_SECONDS_TO_CONNECT = 10.0
_LONGEST_FLOOD = 24 * 3600.0
_FLOOD_WITHOUT_TIME = 5.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """How long things take, in seconds."""

    poll: int = 50  # a call that waits for what happens
    answer: float = 20.0  # the longest wait for an answer
    first_retry: float = 1.0
    longest_retry: float = 30.0
    lease: float = 5.0  # between two looks whether this process may poll
    tell_again: float = 3600.0  # before the same trouble is told again


@dataclass(frozen=True, kw_only=True, slots=True)
class TelegramSetup:
    """How an operator sets the channel up. With a `public_url` (https) Telegram calls, else it is polled."""

    token: str = field(repr=False)
    base_url: str = OFFICIAL_URL
    public_url: str = ""
    secret: str = field(default="", repr=False)
    webhook_port: int = 8443
    pace: Pace = Pace()


class Flooded(TelegramError):
    """Telegram wants no more calls for some `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"too many calls, wait {seconds:g} seconds")
        self.seconds = seconds


class _Requests(HTTPXRequest):
    """Requests whose failures hold no secret, and are read where the library reads them otherwise.

    Its own error for floods warns of itself when it is made, and is not made where no time is told.
    """

    def __init__(self, secrets: Secrets, **settings: Any) -> None:
        super().__init__(**settings)
        self._secrets = secrets

    async def do_request(self, *args: Any, **settings: Any) -> tuple[int, bytes]:
        status, payload = await super().do_request(*args, **settings)
        if 200 <= status < 300:
            return status, payload
        seconds = _read_flood(status, payload)
        if seconds is not None:
            raise Flooded(seconds)
        if status == 413:
            raise BadRequest("Request Entity Too Large")
        # A proxy or a login page in between may give back the address that was called.
        return status, self._secrets.scrub(payload.decode("utf-8", "replace")).encode()


def _read_flood(status: int, payload: bytes) -> float | None:
    """Read for how long no call is wanted; None where the answer is no such one."""
    try:
        seconds = json.loads(payload)["parameters"]["retry_after"]
    except (ValueError, LookupError, TypeError, RecursionError):
        seconds = None
    if isinstance(seconds, int | float) and not isinstance(seconds, bool) and seconds > 0:
        return float(min(seconds, _LONGEST_FLOOD))
    return _FLOOD_WITHOUT_TIME if status == 429 else None


class TelegramLine:
    """The connections to the Bot API; `bot` calls through them."""

    def __init__(self, setup: TelegramSetup, secrets: Secrets) -> None:
        waits = {
            "read_timeout": setup.pace.answer,
            "write_timeout": setup.pace.answer,
            "connect_timeout": min(_SECONDS_TO_CONNECT, setup.pace.answer),
            "pool_timeout": setup.pace.answer,
        }
        self._requests = [
            _Requests(secrets, connection_pool_size=size, **waits) for size in (1, _CONNECTIONS)
        ]
        self.bot = Bot(
            setup.token,
            base_url=f"{setup.base_url}/bot",
            base_file_url=f"{setup.base_url}/file/bot",
            get_updates_request=self._requests[0],
            request=self._requests[1],
        )

    async def close(self) -> None:
        """Let go of the connections."""
        # Bot.shutdown does nothing for a bot that was not initialised, which asks who it is each time.
        for each in self._requests:
            await each.shutdown()
