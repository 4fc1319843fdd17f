"""The speed that is printed is that of answering; what is remembered has a figure of its own."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.run import measure_questions, measure_remembered, message_of
from bot.app import App, build
from bot.settings import Settings

MESSAGES = [message_of("giấy khen 2025 bao nhiêu cá nhân?"), message_of("ai ký kế hoạch của Mỹ Hào?")] * 2


class Joined:
    """Joins the parts as the product does, and keeps what was joined."""

    def __init__(self) -> None:
        self.apps: list[App] = []

    def __call__(self, settings: Settings, **how: int) -> App:
        """Join them."""
        self.apps.append(build(settings, **how))  # type: ignore[arg-type]
        return self.apps[-1]


@pytest.fixture
def joined() -> Iterator[Joined]:
    joined = Joined()
    yield joined
    gc.unfreeze()
    for app in joined.apps:
        app.close()


def is_made_anew(app: App) -> bool:
    """Tell whether a question that is asked twice is answered twice."""
    first, second = (app.assistant.handle(MESSAGES[0]) for _ in range(2))
    assert first == second
    return first is not second


def test_each_question_is_answered_while_it_is_timed(tmp_path: Path, joined: Joined) -> None:
    median, p99 = measure_questions(tmp_path, MESSAGES, join=joined)
    assert (median.unit, "(4 questions)" in median.what, 0 < median.value <= p99.value) == ("ms", True, True)
    assert [is_made_anew(app) for app in joined.apps] == [True]


def test_what_was_just_asked_has_its_own_figure(tmp_path: Path, joined: Joined) -> None:
    (figure,) = measure_remembered(tmp_path, MESSAGES, join=joined)
    assert (figure.unit, figure.limit, figure.value > 0) == ("ms", 1, True)
    assert [is_made_anew(app) for app in joined.apps] == [False]
