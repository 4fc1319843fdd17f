"""Call Telegram until it answers: what passes is waited for, what does not is told to the operator."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import Conflict, EndPointNotFound, InvalidToken

from bot.channels.telegram_faults import NEW_TOKEN, Faults, give_reason
from bot.channels.telegram_line import OFFICIAL_URL, Flooded, TelegramSetup
from bot.channels.telegram_notices import Notices
from bot.channels.telegram_secrecy import Secrets
from bot.errors import ChannelRefused

_GROWTH = 1.5
_POLLED_ELSEWHERE = (
    "Telegram: this bot is also polled elsewhere, or has a webhook: stop the other program,"
    " or give this one a bot of its own; trying again until then"
)
_BACK = "Telegram is reached again"

Answer = TypeVar("Answer")


class Patience:
    """Repeats calls. `last_heard` is when, by `tick`, an attempt last came to an end, good or bad."""

    def __init__(
        self,
        setup: TelegramSetup,
        secrets: Secrets,
        notices: Notices,
        *,
        tick: Callable[[], float],
        pause: Callable[[float], Awaitable[None]],
    ) -> None:
        self._setup = setup
        self._secrets = secrets
        self._notices = notices
        self._tick = tick
        self._pause = pause
        self._failures = 0
        self.last_heard = tick()

    def heard(self) -> None:
        """Note that the channel is awake."""
        self.last_heard = self._tick()

    async def until_answered(self, call: Callable[[], Awaitable[Answer]]) -> Answer:
        """Call until there is an answer. Raises ChannelRefused where there never will be."""
        while True:
            try:
                answer = await call()
            except Faults as error:
                seconds = self._weigh(error)
            else:
                self._recover()
                return answer
            await self._wait(seconds)

    async def _wait(self, seconds: float) -> None:
        """Wait, and show that the channel is awake: a wait that Telegram wants can last for hours."""
        self.heard()
        while seconds > 0:
            await self._pause(min(seconds, self._setup.pace.lease))
            seconds -= self._setup.pace.lease
            self.heard()

    def _weigh(self, error: Exception) -> float:
        """Tell what an error means, and give how long to wait. Raises ChannelRefused."""
        if isinstance(error, InvalidToken | EndPointNotFound):
            raise ChannelRefused(self._refusal()) from error
        if isinstance(error, Flooded):
            return error.seconds
        self._failures += 1
        if isinstance(error, Conflict):
            self._notices.tell("conflict", _POLLED_ELSEWHERE)
        else:
            self._notices.tell("network", self._unreachable(error))
        pace = self._setup.pace
        # The exponent has an end, for a power too large is an error of its own.
        return min(pace.first_retry * _GROWTH ** min(self._failures - 1, 64), pace.longest_retry)

    def _recover(self) -> None:
        self.heard()
        self._failures = 0
        self._notices.end("network", _BACK)

    def _refusal(self) -> str:
        base = self._setup.base_url
        place = "" if base == OFFICIAL_URL else f", or set THIDUA_TELEGRAM_BASE_URL right (now {base})"
        return f"Telegram does not take the token: {NEW_TOKEN}{place}"

    def _unreachable(self, error: Exception) -> str:
        reason = give_reason(error, self._secrets)
        return (
            f"Telegram cannot be reached ({reason}): check the network and {self._setup.base_url};"
            " trying again until then, no question is lost"
        )
