"""Warming up changes no answer."""

from __future__ import annotations

import gc
from pathlib import Path

from bot.app import build
from bot.messages import Message, Person
from bot.settings import Settings

QUESTION = Message(text="giấy khen 2025 bao nhiêu cá nhân?", person=Person(channel="test", id="1"))


def test_an_app_that_was_warmed_up_answers_as_one_that_was_not(tmp_path: Path) -> None:
    app = build(Settings(home=tmp_path), remembered=0)
    try:
        cold = app.assistant.handle(QUESTION)
        app.warm_up()
        assert app.assistant.handle(QUESTION) == cold
        assert cold.found
    finally:
        gc.unfreeze()
        app.close()
