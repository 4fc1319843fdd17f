"""The token stands in every address that is called, and nowhere else."""

from __future__ import annotations

import asyncio
import logging
import traceback

import pytest

from bot.channels.telegram_secrecy import Secrets, keep_secret
from bot.channels.telegram_webhook import derive_secret
from bot.errors import BotError
from bot.events import Attachment
from tests.bot.channels.telegram_kit import AN, Desk, open_desk, post
from tests.fakes import faults
from tests.fakes.bot_api import TOKEN, BotApi
from tests.fakes.update_bodies import message_update

ECHO = f"<html>/bot{TOKEN}/sendMessage is not here</html>"
FAULTS = [
    faults.dropped(),
    faults.hanging(),
    faults.server_error(500),
    faults.server_error(502, html=True),
    faults.malformed(),
    faults.too_many(1),
    faults.refused(400, f"Bad Request: no {TOKEN}"),
    faults.refused(401, f"Unauthorized {TOKEN.replace(':', '%3A')}"),
    faults.refused(403, "Forbidden"),
    faults.refused(404, "Not Found"),
    faults.refused(409, "Conflict"),
    *(faults.Fault(kind="answer", body=ECHO, status=status) for status in (200, 302, 400, 404, 500)),
]


def shown(error: BaseException) -> str:
    return "".join(traceback.format_exception(error)) + repr(error)


def holds_secret(text: str) -> bool:
    return TOKEN.partition(":")[2] in text or derive_secret(TOKEN) in text


@pytest.mark.parametrize("fault", FAULTS)
async def test_no_fault_shows_the_token(
    desk: Desk, caplog: pytest.LogCaptureFixture, fault: faults.Fault
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    errors: list[str] = []
    await desk.channel.send(post("a"))
    for method, call in (
        ("sendMessage", lambda: desk.channel.send(post("a"))),
        ("getFile", lambda: desk.channel.fetch(Attachment(id="x", name="y"))),
        ("getChatMemberCount", lambda: desk.channel.count_members("-9")),
        ("getMe", desk.channel.check),
    ):
        desk.api.faults.add(method, fault)
        try:
            await call()
        except BotError as error:
            errors.append(shown(error))
    assert errors
    assert "/bot[token]/" in caplog.text
    assert not holds_secret("".join([caplog.text, *errors, *desk.owner.lines]))


@pytest.mark.parametrize("fault", FAULTS)
async def test_no_fault_of_polling_shows_the_token(
    desk: Desk, caplog: pytest.LogCaptureFixture, fault: faults.Fault
) -> None:
    caplog.set_level(logging.DEBUG)
    desk.api.faults.add("getUpdates", fault)
    desk.api.deliver(message_update("a", AN))
    error = ""
    try:
        async with desk.receiving() as task:
            heard = asyncio.create_task(desk.inbox.wait_for(1))
            await asyncio.wait({task, heard}, return_when=asyncio.FIRST_COMPLETED)
            heard.cancel()
    except BotError as refused:
        error = shown(refused)
    assert error or desk.inbox.events
    assert not holds_secret("".join([caplog.text, error, *desk.owner.lines]))


def test_a_line_of_any_logger_is_scrubbed_by_the_handlers_that_are_there(
    caplog: pytest.LogCaptureFixture,
) -> None:
    end = keep_secret(Secrets("12:abcdef"))
    logging.getLogger("somebody.else").warning("at /bot%s/getMe", "12:abcdef")
    end()
    assert "abcdef" not in caplog.text


async def test_no_setup_shows_the_token(api: BotApi) -> None:
    async with open_desk(api) as desk:
        assert not holds_secret(repr(desk.channel) + repr(vars(desk.channel)["_setup"]))


def test_lines_of_others_are_scrubbed_with_their_errors(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    end = keep_secret(Secrets("12:abcdef"))
    log = logging.getLogger("asyncio")
    try:
        raise ValueError("/bot12%3Aabcdef/getMe")
    except ValueError:
        log.exception("failed: %s", "https://x/bot12:abcdef/getMe")
    log.info("plain %s", 1)
    end()
    log.info("afterwards 12:abcdef")
    assert "plain 1" in caplog.text
    assert caplog.text.count("abcdef") == 1
    # The line, the error, and the line of the program that raised it.
    assert caplog.text.count("[token]") == 3
