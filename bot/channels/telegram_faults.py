"""What Telegram or the way to it refuses, told as the errors of sending: was it delivered, was it not."""

from __future__ import annotations

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)

from bot.channels.telegram_line import Flooded
from bot.channels.telegram_secrecy import Secrets
from bot.errors import Ambiguous, Blocked, ChatMoved, RetryLater, SendError, Undeliverable

# What a call raises: the library's errors, and what it stumbles over in answers that are no good.
Faults = (TelegramError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)

NEW_TOKEN = "copy it anew from @BotFather (/mybots, API Token) into THIDUA_TELEGRAM_TOKEN"  # noqa: S105
SECONDS_TO_NETWORK = 5.0
SECONDS_TO_TOKEN = 600.0
_LONGEST_REASON = 200
# The connection was never made, so that nothing was sent.
_UNSENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
# Words of Telegram by which people who are gone are known.
_GONE = ("chat not found", "user is deactivated", "user not found", "peer_id_invalid", "blocked by the user")


def explain(error: Exception, secrets: Secrets, chat: str = "") -> SendError:
    """Tell what became of a message to a chat by what its call raised."""
    reason = give_reason(error, secrets)
    if isinstance(error, Flooded):
        return RetryLater(f"Telegram wants a pause: {reason}", seconds=error.seconds)
    if isinstance(error, ChatMigrated):
        return ChatMoved("the group became a supergroup: send to its new id", moved_to=str(error.new_chat_id))
    if isinstance(error, InvalidToken | EndPointNotFound):
        return RetryLater(
            f"Telegram does not take the token ({reason}): {NEW_TOKEN}", seconds=SECONDS_TO_TOKEN
        )
    if isinstance(error, Conflict):
        return RetryLater(f"Telegram is busy with another call: {reason}", seconds=SECONDS_TO_NETWORK)
    if isinstance(error, Forbidden | BadRequest):
        return _explain_refusal(error, reason, chat)
    if isinstance(error, NetworkError) and isinstance(error.__cause__, _UNSENT):
        return RetryLater(
            f"Telegram cannot be reached ({reason}): check the network", seconds=SECONDS_TO_NETWORK
        )
    if isinstance(error, NetworkError) and isinstance(error.__cause__, UnicodeError):
        return Undeliverable(f"the message cannot be written: {reason}")
    return Ambiguous(f"nobody knows whether Telegram took the message ({reason}): look into the chat")


def _explain_refusal(error: TelegramError, reason: str, chat: str) -> Undeliverable:
    is_person = not chat.startswith("-")
    if is_person and (isinstance(error, Forbidden) or any(word in reason.casefold() for word in _GONE)):
        return Blocked(f"the person takes no messages ({reason}): they must write to the assistant first")
    return Undeliverable(f"Telegram refuses the message ({reason}): it is not tried again")


def explain_question(error: Exception, secrets: Secrets, chat: str = "") -> SendError:
    """Tell what became of a call that changes nothing, so that it can be repeated even if it arrived."""
    found = explain(error, secrets, chat)
    if isinstance(found, Ambiguous):
        line = f"Telegram did not answer ({give_reason(error, secrets)}): ask again"
        return RetryLater(line, seconds=SECONDS_TO_NETWORK)
    return found


def give_reason(error: Exception, secrets: Secrets) -> str:
    """Give in one short line what an error says, without secrets."""
    # An error of the library says what Telegram said; another may hold words of people.
    said = str(error) if isinstance(error, TelegramError) else ""
    line = " ".join(secrets.scrub(said).split())
    return line[:_LONGEST_REASON] or f"an answer that cannot be read, {type(error).__name__}"
