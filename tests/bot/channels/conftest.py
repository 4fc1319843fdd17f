"""The platform and the channel on it, for every test of Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.bot.channels.telegram_kit import AN, Desk, open_desk
from tests.fakes.bot_api import BotApi
from tests.fakes.update_bodies import message_update


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
