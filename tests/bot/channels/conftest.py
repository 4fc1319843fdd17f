"""The platform and the channel on it, for every test of Telegram."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator

import pytest

from tests.bot.channels.telegram_kit import AN, Desk, open_desk
from tests.fakes.bot_api import BotApi
from tests.fakes.update_bodies import message_update


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing that is set on this machine lead calls astray."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def nowhere(port: int) -> str:
    """An address at which nobody listens."""
    return f"http://127.0.0.1:{port}"


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A platform that knows An (7), who has written to the assistant and whose question is confirmed."""
    async with BotApi() as api:
        api.deliver(message_update("xin chào", AN))
        api.queue.clear()
        yield api


@pytest.fixture
async def desk(api: BotApi) -> AsyncIterator[Desk]:
    async with open_desk(api) as desk:
        yield desk
