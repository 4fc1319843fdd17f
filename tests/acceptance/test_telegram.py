"""The whole at once: a real `thidua serve`, Telegram's API over HTTP, and an operator at the terminal."""

from __future__ import annotations

import re
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.acceptance.terminal import Terminal
from tests.fakes.bot_api import TOKEN
from tests.fakes.process import BotApiProcess
from tests.fakes.records import Sent
from tests.fakes.update_bodies import command_update, message_update, person
from tests.load.service import Service, wait_until_settled

AN = person(71, "An")
QUESTION = "giay khen cua giam doc so hung yen 2025 bao nhieu tap the"
QUOTE = "Giấy khen của Giám đốc Sở: 03-05 tập thể, 05-10 cá nhân."


@pytest.fixture
async def service(terminal: Terminal) -> AsyncIterator[Service]:
    async with BotApiProcess() as api, Service(terminal.home, api) as service:
        await service.start()
        yield service


async def after(service: Service, count: int) -> list[Sent]:
    """Wait until so many messages were sent in all, and nothing waits any more."""
    await service.api.wait_until(lambda state: state["sent"] >= count)
    await wait_until_settled(service)
    return await service.api.sent()


async def let_in(service: Service, terminal: Terminal, role: str = "member") -> None:
    await service.api.deliver(command_update("/start", AN))
    (knock,) = await after(service, 1)
    code = re.search(r"\b\d{6}\b", knock.text)
    assert code
    assert terminal.run("people", "approve", code[0], "--role", role).code == 0
    _, greeting = await after(service, 2)
    assert "Anh/chị đã được duyệt" in greeting.text


async def test_from_a_stranger_to_a_cited_answer(service: Service, terminal: Terminal) -> None:
    await service.api.deliver(message_update(QUESTION, AN))
    (refused,) = await after(service, 1)
    assert "Giấy khen" not in refused.text
    assert re.search(r"Mã của anh/chị: \d{6}", refused.text)
    await let_in_with(refused, service, terminal)

    (asked,) = await service.api.deliver(message_update(QUESTION, AN))
    *_, answer = await after(service, 3)
    assert answer.reply_parameters
    assert answer.reply_parameters["message_id"] == asked["message"]["message_id"]
    assert QUOTE in answer.text
    assert answer.parse_mode == "HTML"
    assert "expandable_blockquote" in {entity["type"] for entity in answer.entities}
    told = terminal.run("audit", "--json").lines
    assert [line["action"] for line in told] == ["knock", "approve", "question"]


async def let_in_with(knock: Sent, service: Service, terminal: Terminal) -> None:
    code = re.search(r"\b\d{6}\b", knock.text)
    assert code
    assert terminal.run("people", "approve", code[0]).code == 0
    assert "Anh/chị đã được duyệt" in (await after(service, 2))[-1].text


async def test_an_old_button_works_after_a_restart(service: Service, terminal: Terminal) -> None:
    await let_in(service, terminal)
    await service.api.deliver(message_update(QUESTION, AN))
    *_, answer = await after(service, 3)
    assert await service.end() == 0
    await service.start()
    await service.api.press(answer.message_id, answer.chat_id, "Xem trích dẫn", AN)
    *_, citations = await after(service, 4)
    assert QUOTE in citations.text
    assert len((await service.api.state())["query_answers"]) == 1


async def test_a_map_comes_as_a_picture(service: Service, terminal: Terminal) -> None:
    await let_in(service, terminal)
    await service.api.deliver(command_update("/sodo", AN))
    *_, listed = await after(service, 3)
    assert listed.reply_markup
    label = listed.reply_markup["inline_keyboard"][0][0]["text"]
    await service.api.press(listed.message_id, listed.chat_id, label, AN)
    assert "sendPhoto" in {one.method for one in await after(service, 4)}


async def test_what_was_asked_while_it_was_down_is_answered(service: Service, terminal: Terminal) -> None:
    await let_in(service, terminal)
    await service.kill()
    await service.api.deliver(message_update(QUESTION, AN), message_update("cảm ơn", AN))
    await service.start()
    sent = await after(service, 4)
    assert QUOTE in sent[2].text


async def test_a_token_that_telegram_does_not_know_is_told_in_one_line(prepared: Path) -> None:
    async with BotApiProcess() as api:
        stranger = f"{int(TOKEN.split(':')[0]) + 1}:{'A' * 35}"
        extra = {"THIDUA_TELEGRAM_TOKEN": stranger, "THIDUA_TELEGRAM_BASE_URL": api.address}
        done = Terminal(prepared, extra).run("serve", "--port", "0")
    assert done.code == 1
    assert stranger.split(":")[1] not in done.err
    assert "@BotFather" in done.complaint


async def test_without_a_network_it_says_so_once_and_serves_the_web_chat(prepared: Path) -> None:
    extra = {"THIDUA_TELEGRAM_TOKEN": TOKEN, "THIDUA_TELEGRAM_BASE_URL": "http://127.0.0.1:9"}
    with Terminal(prepared, extra).start("serve", "--port", "0") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert "http://127.0.0.1:" in process.stdout.readline()
        assert "Telegram cannot be reached" in process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 0
