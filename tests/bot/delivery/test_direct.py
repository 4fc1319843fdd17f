"""Questions that are answered in the request that asks: once a key, whatever breaks in between."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.delivery.direct import Direct
from bot.delivery.workers import Office
from bot.messages import Message, Person, Reply
from tests.bot.delivery.stage import Clock, open_office

SOMEBODY = Person(channel="web", id="local")


def ask(text: str, key: str = "k") -> Message:
    return Message(text=text, person=SOMEBODY, key=key)


class Answering:
    """A handler that counts, and the notes of who asked what."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.recorded: list[str] = []
        self.problems: list[Exception] = []
        self.begun, self.may_end = threading.Event(), threading.Event()
        self.may_end.set()

    def handle(self, message: Message) -> Reply:
        self.asked.append(message.text)
        self.begun.set()
        self.may_end.wait()
        if self.problems:
            raise self.problems.pop()
        text = f"{message.text}! ({len(self.asked)})"
        return Reply(found=True, kind="facts", language="vi", summary=text, text=text, question=message.text)

    def record(self, message: Message, reply: Reply) -> None:
        self.recorded.append(f"{message.text} → {reply.text}")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = open_office(tmp_path, Clock())
    yield opened
    opened.connections.close()


def test_the_same_key_gets_the_same_answer_from_any_process(office: Office) -> None:
    answering = Answering()
    first, second = (
        Direct(office, answering.handle, answering.record, owner=owner).handle(ask("hạn?"))
        for owner in ("before the restart", "after it")
    )
    assert first == second
    assert first.text == "hạn?! (1)"
    assert answering.recorded == ["hạn? → hạn?! (1)"]
    assert office.inbox.count_waiting() == 0


def test_another_question_under_the_same_key_is_another_question(office: Office) -> None:
    answering = Answering()
    direct = Direct(office, answering.handle, answering.record, owner="me")
    assert [direct.handle(ask(text)).text for text in ("a", "b")] == ["a! (1)", "b! (2)"]


def test_without_a_key_each_time_counts(office: Office) -> None:
    answering = Answering()
    direct = Direct(office, answering.handle, answering.record, owner="me")
    assert [direct.handle(ask("a", key="")).text for _ in range(2)] == ["a! (1)", "a! (2)"]


def test_what_failed_is_answered_anew_under_its_key(office: Office) -> None:
    answering = Answering()
    answering.problems = [RuntimeError("broke")]
    direct = Direct(office, answering.handle, answering.record, owner="me")
    with pytest.raises(RuntimeError, match="broke"):
        direct.handle(ask("a"))
    assert office.inbox.count_waiting() == 1
    assert direct.handle(ask("a")).text == "a! (2)"
    assert answering.recorded == ["a → a! (2)"]


def test_what_a_dead_process_was_answering_is_answered_when_asked_again(office: Office) -> None:
    answering = Answering()
    answering.problems = [SystemExit()]  # type: ignore[list-item]
    dead = Direct(office, answering.handle, answering.record, owner="dead")
    with pytest.raises(SystemExit):
        dead.handle(ask("a"))
    office.inbox.release("dead")
    assert Direct(office, answering.handle, answering.record, owner="new").handle(ask("a")).text == "a! (2)"


def test_two_requests_of_one_key_at_once_share_one_answer(office: Office) -> None:
    answering = Answering()
    answering.may_end.clear()
    direct = Direct(office, answering.handle, answering.record, owner="me")
    got: list[Reply] = []
    threads = [threading.Thread(target=lambda: got.append(direct.handle(ask("a")))) for _ in range(3)]
    for thread in threads:
        thread.start()
    answering.begun.wait()
    answering.may_end.set()
    for thread in threads:
        thread.join()
    assert [one.text for one in got] == ["a! (1)"] * 3
    assert answering.recorded == ["a → a! (1)"]
