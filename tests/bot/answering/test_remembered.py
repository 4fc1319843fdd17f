"""Replies are remembered by all that they depend on, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.answering.answers import Answer
from bot.answering.assistant import Assistant
from bot.answering.loaded import Library, LoadedPlan
from bot.answering.remembered import Asked, RememberedReplies
from bot.answering.rendering import Renderer
from bot.app import App
from bot.messages import Message, Person, Reply
from corpus.facts.movement import Movement
from corpus.facts.supersession import Supersession
from corpus.ingest import ingest
from tests.bot.answering.two_offices import NEWER, VISIBLE, open_with

QUESTION = Message(text="giấy khen 2024 bao nhiêu?", person=Person(channel="test", id="1"))
ASKED = Asked(text="hỏi", previous=None, plan=None, scope=None, state="s", day=date(2026, 1, 1))
REPLY = Reply(found=True, kind="facts", language="vi", summary="", text="đáp")


class CountingRenderer(Renderer):
    """Counts the answers that were made."""

    made = 0

    def render(self, answer: Answer) -> Reply:
        self.made += 1
        return super().render(answer)


class Calendar:
    """Tells the day that was set."""

    day = date(2026, 1, 1)

    def today(self) -> date:
        return self.day


class Desk(NamedTuple):
    """An assistant over two plans, with what it is watched and led by."""

    app: App
    renderer: CountingRenderer
    calendar: Calendar
    assistant: Assistant

    def made_for(self, *messages: Message) -> int:
        """Give how many answers are made for messages that come one after the other."""
        before = self.renderer.made
        for message in messages:
            self.assistant.handle(message)
        return self.renderer.made - before


def sit_down(app: App, remembered: int) -> Desk:
    renderer, calendar, store = CountingRenderer(), Calendar(), app.store

    def load(plan_id: str) -> LoadedPlan:
        plan, facts = store.plan_with_facts(plan_id)
        return LoadedPlan(plan=plan, facts=facts)

    library = Library(
        load=load, today=calendar.today,
        supersessions=lambda: store.facts_of_kind("supersedes", Supersession),
        movements=lambda: store.facts_of_kind("movements", Movement),
    )  # fmt: skip
    assistant = Assistant(retriever=app.retriever, library=library, renderer=renderer, remembered=remembered)
    return Desk(app, renderer, calendar, assistant)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    app = open_with(tmp_path, VISIBLE)
    yield app
    app.close()


@pytest.fixture
def desk(app: App) -> Desk:
    return sit_down(app, 512)


def test_what_many_ask_is_answered_once(desk: Desk) -> None:
    people = [
        replace(QUESTION, person=Person(channel=channel, id=str(number)))
        for channel in ("web", "telegram")
        for number in range(20)
    ]
    assert desk.made_for(*people) == 1
    assert {desk.assistant.handle(each) for each in people} == {
        desk.app.assistant.handle(QUESTION)  # remembers nothing
    }


@pytest.mark.parametrize(
    "other",
    [
        replace(QUESTION, text="giay khen 2024 bao nhieu?"),
        replace(QUESTION, previous="giấy khen 2023 bao nhiêu?"),
        replace(QUESTION, plan="tu-phap-2023"),
        replace(QUESTION, scope=frozenset({"tu-phap-2023"})),
        replace(QUESTION, scope=frozenset[str]()),
    ],
)
def test_what_differs_is_answered_by_itself(desk: Desk, other: Message) -> None:
    assert desk.made_for(QUESTION, other, QUESTION, other) == 2
    assert desk.assistant.handle(other) == desk.app.assistant.handle(other)


def test_who_sees_the_same_plans_is_told_the_same(desk: Desk) -> None:
    everything = frozenset(VISIBLE)
    assert desk.made_for(*(replace(QUESTION, scope=scope) for scope in (None, everything))) == 1
    one = frozenset({"tu-phap-2024"})
    assert desk.made_for(*(replace(QUESTION, scope=scope) for scope in (one, one | {"khong-co"}))) == 1


def test_on_another_day_the_answer_is_made_anew(desk: Desk) -> None:
    question = replace(QUESTION, text="kế hoạch 2024 căn cứ nghị định nào?")
    desk.calendar.day = date(2024, 6, 1)
    assert desk.assistant.handle(question).warnings == ()
    desk.calendar.day = date(2026, 1, 1)
    assert any("152/2025/NĐ-CP" in line for line in desk.assistant.handle(question).warnings)


def test_a_change_of_the_plans_is_answered_from(desk: Desk, tmp_path: Path) -> None:
    assert "05-07 tập thể" in desk.assistant.handle(QUESTION).text
    path = tmp_path / "tu-phap-2024.txt"
    path.write_text(NEWER.replace("05-07 tập thể", "08-09 tập thể"), "utf-8")
    ingest(path, desk.app.store, plan_id="tu-phap-2024")
    assert "08-09 tập thể" in desk.assistant.handle(QUESTION).text
    desk.app.store.forget("tu-phap-2024")
    assert desk.assistant.handle(QUESTION).found is False


def test_no_more_are_remembered_than_is_said(app: App) -> None:
    first, second, third = (
        replace(QUESTION, text=f"giấy khen {year} bao nhiêu") for year in (2022, 2023, 2024)
    )
    two, none = sit_down(app, 2), sit_down(app, 0)
    assert two.made_for(first, second, first, third, first) == 3
    assert two.made_for(second) == 1
    assert none.made_for(first, first, first) == 3


def test_people_who_ask_at_once_are_told_the_same(desk: Desk) -> None:
    texts = [f"giấy khen {year} bao nhiêu?" for year in (2023, 2024)] * 50
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda text: desk.assistant.handle(replace(QUESTION, text=text)), texts))
    expected = {text: desk.app.assistant.handle(replace(QUESTION, text=text)) for text in set(texts)}
    assert replies == [expected[text] for text in texts]


def test_the_one_not_asked_for_longest_makes_room() -> None:
    replies = RememberedReplies(2)
    first, second, third = (ASKED._replace(text=text) for text in ("một", "hai", "ba"))
    replies.keep(first, REPLY)
    replies.keep(second, REPLY)
    assert replies.recall(first) is REPLY
    replies.keep(third, REPLY)
    assert [replies.recall(each) for each in (first, second, third)] == [REPLY, None, REPLY]


@pytest.mark.parametrize(
    "long",
    [
        ASKED._replace(text="a" * 4_001),
        ASKED._replace(text="a" * 2_001, previous="b" * 2_000),
        ASKED._replace(plan="c" * 10_000_000),
    ],
)
def test_what_is_longer_than_any_question_takes_no_room(long: Asked) -> None:
    replies = RememberedReplies(8)
    replies.keep(long, REPLY)
    replies.keep(ASKED._replace(text="a" * 4_000), REPLY)
    assert (replies.recall(long), replies.recall(ASKED._replace(text="a" * 4_000))) == (None, REPLY)
