"""Many chats at once: each question answered exactly once, in the order of its chat."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes.process import BotApiProcess
from tests.load.service import (
    Service,
    ask_all,
    deliver,
    let_in,
    order_of,
    places_of,
    read_questions,
    replies_of,
    wait_until_settled,
)


async def test_every_question_is_answered_once_and_in_order(
    prepared: Path,
    tmp_path: Path,
    pytestconfig: pytest.Config,
    tell: Callable[[str], None],
) -> None:
    people, updates = pytestconfig.getoption("chats"), pytestconfig.getoption("updates")
    home = prepared
    let_in(home, people)
    async with BotApiProcess() as api, Service(home, api) as service:
        await service.start()
        began = time.perf_counter()
        asked = await deliver(api, ask_all(read_questions(), people, updates))
        await wait_until_settled(service)
        seconds = time.perf_counter() - began
        assert await service.end() == 0
        sent = await api.sent()
        state = await api.state()
    places = list(places_of(asked))
    replies = replies_of(sent)
    assert {place: len(replies[place]) for place in places} == dict.fromkeys(places, 1)
    assert all(messages == sorted(messages) for messages in order_of(sent).values())
    assert (state["unconfirmed"], state["refused"]) == (0, [])
    rate = updates / seconds
    tell(f"{updates} questions of {people} chats in {seconds:.1f} s: {rate:.0f} a second")
