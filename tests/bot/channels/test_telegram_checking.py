"""What `thidua doctor` is told of Telegram."""

from __future__ import annotations

import pytest

from bot.errors import ChannelRefused
from tests.bot.channels.telegram_kit import AN, Desk, open_desk
from tests.fakes import faults
from tests.fakes.bot_api import BotApi
from tests.fakes.calls import Call
from tests.fakes.update_bodies import message_update


async def test_all_is_in_place(desk: Desk) -> None:
    assert await desk.channel.check() == [
        "Telegram: @thidua_bot is known",
        "Telegram groups: only what is said to this bot is sent to it (privacy mode), as it should be",
        "Telegram delivery: by polling",
    ]


@pytest.mark.parametrize(
    ("sign", "value", "told"),
    [("can_join_groups", False, "/setjoingroups"), ("can_read_all_group_messages", True, "/setprivacy")],
)
async def test_what_is_set_at_telegram_is_told(desk: Desk, sign: str, value: bool, told: str) -> None:
    desk.api.bot[sign] = value
    desk.api.world.bot[sign] = value
    assert any(told in line for line in await desk.channel.check())


async def test_what_waits_and_where_it_is_brought_is_told(desk: Desk) -> None:
    desk.api.deliver(message_update("a", AN), message_update("b", AN))
    await desk.api.updates.answer(Call("setWebhook", {"url": "https://old.example/x"}))  # type: ignore[misc]
    lines = await desk.channel.check()
    assert "Telegram delivery: a webhook is set elsewhere; thidua serve removes it and polls" in lines
    assert "Telegram: 2 updates wait; thidua serve takes them in" in lines


async def test_a_webhook_that_is_not_set_yet_is_told(api: BotApi) -> None:
    async with open_desk(api, public_url="https://thidua.example") as desk:
        lines = await desk.channel.check()
    assert lines[-1] == "Telegram delivery: the webhook is not set yet; thidua serve sets it"


async def test_a_wrong_token_and_no_network_say_what_to_do(api: BotApi) -> None:
    async with open_desk(api, token="123456:wrong") as desk:
        with pytest.raises(ChannelRefused, match="@BotFather"):
            await desk.channel.check()
    async with open_desk(api) as desk:
        api.faults.add("getMe", faults.dropped())
        with pytest.raises(ChannelRefused, match="check the network"):
            await desk.channel.check()
