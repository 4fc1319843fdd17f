"""A model of another maker in place of the embedded one, as an operator sets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.app import build
from bot.messages import Message, Person
from bot.settings import Settings
from tests.bot.commands.conftest import Thidua

QUESTION = "Giấy khen của Giám đốc Sở Hưng Yên năm 2025 bao nhiêu tập thể?"
QUOTE = "4.4. Giấy khen của Giám đốc Sở: 03-05 tập thể, 05-10 cá nhân."


def index_of(home: Path) -> dict[Path, bytes]:
    files = (path for path in (home / "index").rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path: path.read_bytes() for path in files}


def test_an_app_answers_by_other_models(home: Path, tiny_encoder: Path, tiny_reranker: Path) -> None:
    embedded, told = index_of(home), list[str]()
    settings = Settings(home=home, encoder=str(tiny_encoder), reranker=str(tiny_reranker))
    app = build(settings, report=told.append)
    try:
        reply = app.assistant.handle(Message(text=QUESTION, person=Person(channel="test", id="1")))
    finally:
        app.close()
    assert QUOTE in reply.text
    assert [line.startswith("Building the index of 5 plans") for line in told] == [True]
    assert embedded.items() < index_of(home).items()


def test_ask_goes_to_the_model_that_is_set_and_back(
    thidua: Thidua, tiny_encoder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THIDUA_ENCODER", str(tiny_encoder))
    first, second = thidua("ask", QUESTION, "--json"), thidua("ask", QUESTION, "--json")
    assert (first.code, second.code, second.err) == (0, 0, "")
    assert first.err.startswith("Building the index of 5 plans")
    for asked in (first, second):
        assert QUOTE in [citation["quote"] for citation in json.loads(asked.out)["citations"]]
    monkeypatch.delenv("THIDUA_ENCODER")
    assert thidua("ask", QUESTION).err == ""


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"ENCODER": "/nowhere/at/all"}, "is no folder"),
        ({"RERANKER": "/nowhere/at/all"}, "is no folder"),
        ({"ENCODER": "nobody/no-such-model"}, "cannot be fetched from the model hub"),
    ],
)
def test_a_model_that_cannot_be_used_is_one_line(
    thidua: Thidua,
    home: Path,
    settings: dict[str, str],
    reason: str,
    offline: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = index_of(home)
    for name, value in settings.items():
        monkeypatch.setenv(f"THIDUA_{name}", value)
    ended = thidua("ask", QUESTION)
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (1, "", 1)
    assert reason in ended.err
    assert index_of(home) == before
    assert thidua("plans").code == 0
