"""`thidua serve` killed at random moments under load: no question lost, none answered twice.

Where the kill fell between the stamp of an answer and its settling, nobody knows whether it arrived. It is
not sent again; the person is asked, with a button that sends it. Where a kill fell into that too, it is asked
again, marked.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.dialogue.wording import Wording
from tests.fakes.process import BotApiProcess
from tests.fakes.records import Sent
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

PEOPLE, QUESTIONS_A_KILL = 30, 40
SHORTEST, LONGEST = 0.0, 1.5
DOUBT, AGAIN = (Wording().say("vi", f"arrived.{key}") for key in ("ask", "again"))


def is_doubt(sent: Sent) -> bool:
    return DOUBT in sent.text


async def test_no_question_is_lost_and_none_is_answered_twice(
    prepared: Path, pytestconfig: pytest.Config, tell: Callable[[str], None]
) -> None:
    kills, chance = pytestconfig.getoption("kills"), random.Random(20_261_120)
    let_in(prepared, PEOPLE)
    questions = read_questions()
    places: list[tuple[int, int]] = []
    async with BotApiProcess() as api, Service(prepared, api) as service:
        for number in range(kills):
            await service.start()
            begin = number * QUESTIONS_A_KILL % len(questions)
            asked = await deliver(api, ask_all(questions[begin:], PEOPLE, QUESTIONS_A_KILL))
            places += places_of(asked)
            await asyncio.sleep(chance.uniform(SHORTEST, LONGEST))
            await service.kill()
        await service.start()
        await wait_until_settled(service)
        assert await service.end() == 0
        sent = await api.sent()
        dead = service.count("inbox").get("dead", 0)

    answers = replies_of(one for one in sent if not is_doubt(one))
    doubts = replies_of(one for one in sent if is_doubt(one))
    in_doubt = [place for place in places if doubts[place]]
    lost = [place for place in places if not answers[place] and not doubts[place]]
    twice = [place for place in places if len(answers[place]) > 1]
    unmarked = [place for place in places if sum(AGAIN not in one.text for one in doubts[place]) > 1]
    missing = sum(not answers[place] for place in in_doubt)
    tell(
        f"{kills} kills, {len(places)} questions: {len(lost)} lost, {len(twice)} answered twice,"
        f" {len(in_doubt)} asked about, of which {missing} had not arrived"
    )
    assert (lost, twice, unmarked, dead) == ([], [], [], 0)
    orders = order_of(one for one in sent if not is_doubt(one))
    assert all(messages == sorted(messages) for messages in orders.values())
