"""Warming up changes no answer, and what is made is for nobody else to read."""

from __future__ import annotations

import gc
from pathlib import Path

from bot.app import build, connect_office
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


def test_other_accounts_of_the_computer_read_nothing(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "office" / "home")
    connect_office(settings).close()
    assert settings.home.stat().st_mode & 0o777 == 0o700
    assert settings.office.stat().st_mode & 0o777 == 0o600
    settings.office.chmod(0o644)
    connect_office(settings).close()
    assert settings.office.stat().st_mode & 0o777 == 0o600
