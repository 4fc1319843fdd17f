"""Keep the token out of logs and errors: it stands in every address that the Bot API is called by."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import quote

_SHOWN = "[token]"
# Who writes addresses, answers or errors of calls. A filter holds for one logger, not for those below it.
_LOGGERS = (
    "asyncio", "bot.channels.telegram_intake", "httpcore", "httpcore.connection", "httpcore.http11",
    "httpcore.http2", "httpcore.proxy", "httpcore.socks", "httpx", "telegram", "telegram.Bot",
    "telegram.request.BaseRequest", "telegram.request.HTTPXRequest", "uvicorn", "uvicorn.access",
    "uvicorn.asgi", "uvicorn.error",
)  # fmt: skip
# They tell every call with its address, and what people write; what matters of it the channel tells itself.
_QUIET = {"httpcore": logging.WARNING, "httpx": logging.WARNING, "telegram": logging.CRITICAL}


class Secrets:
    """Words that nobody may read: the token, whole or without the number of the bot, and other secrets."""

    def __init__(self, token: str, *others: str) -> None:
        parts = [token, token.partition(":")[2], *others]
        forms = {form for part in parts if part for form in (part, quote(part, safe=""))}
        self._forms = sorted(forms, key=len, reverse=True)

    def scrub(self, text: str) -> str:
        """Give a text in which no secret stands."""
        for form in self._forms:
            text = text.replace(form, _SHOWN)
        return text


class SecretFilter(logging.Filter):
    """Lets every line pass, without the secrets."""

    def __init__(self, secrets: Secrets) -> None:
        super().__init__()
        self._secrets = secrets

    def filter(self, record: logging.LogRecord) -> bool:
        """Put a sign in the place of every secret, in the line and in the error that goes with it."""
        line = record.getMessage()
        scrubbed = self._secrets.scrub(line)
        if scrubbed != line:
            record.msg, record.args = scrubbed, ()
        if record.exc_info:
            story = logging.Formatter().formatException(record.exc_info)
            scrubbed = self._secrets.scrub(story)
            if scrubbed != story:
                record.exc_info, record.exc_text = None, scrubbed
        return True


def keep_secret(secrets: Secrets) -> Callable[[], None]:
    """Keep secrets out of the log from now on; call what is given back to end that."""
    guard = SecretFilter(secrets)
    # Handlers see the lines of every logger, the last of them where nothing else is set up; loggers are for
    # handlers that are added later.
    places: list[logging.Filterer] = [logging.getLogger(name) for name in _LOGGERS]
    places += [*logging.getLogger().handlers, *filter(None, [logging.lastResort])]
    levels = {name: logging.getLogger(name).level for name in _QUIET}
    for place in places:
        place.addFilter(guard)
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)

    def end() -> None:
        for place in places:
            place.removeFilter(guard)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)

    return end
