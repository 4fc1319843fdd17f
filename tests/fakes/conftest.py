"""The fake and the real client of python-telegram-bot that is pointed at it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.fakes.bot_api import BotApi
from tests.fakes.process import BotApiProcess


def bot_of(api: BotApi | BotApiProcess, token: str = "", read_timeout: float = 20.0) -> Bot:
    def request() -> HTTPXRequest:
        return HTTPXRequest(
            connection_pool_size=8,
            read_timeout=read_timeout,
            pool_timeout=60.0,
            httpx_kwargs={"trust_env": False},
        )

    return Bot(
        token or api.token,
        base_url=api.base_url,
        base_file_url=api.base_file_url,
        request=request(),
        get_updates_request=request(),
    )


@pytest.fixture(autouse=True)
def timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the library tell waits as it will in time; the old way is a warning, and warnings are errors."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as api:
        yield api


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    async with bot_of(api) as bot:
        yield bot
