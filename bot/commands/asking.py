"""ask: one question, or many as JSON lines."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from bot.app import App
from bot.commands.questions import read_questions
from bot.commands.terminal import make_message, open_app, write, write_json
from bot.messages import describe
from bot.settings import Settings


def ask(settings: Settings, question: str, previous: str | None, *, as_json: bool) -> None:
    """Answer one question."""
    with open_app(settings) as app:
        line = _answer(app, None, question, previous)
        if as_json:
            write_json(line)
        else:
            write(line["text"])


def ask_lines(settings: Settings, source: Iterable[bytes]) -> None:
    """Answer the questions of JSON lines, in order, each as soon as it is read."""
    with open_app(settings) as app:
        for entry in read_questions(source, "standard input"):
            write_json(_answer(app, entry.get("id"), entry["question"], entry.get("previous")))


def _answer(app: App, key: object, question: str, previous: str | None) -> dict[str, Any]:
    """Give the answer line: the fields that others build on."""
    start = time.perf_counter()
    reply = app.assistant.handle(make_message(question, previous))
    milliseconds = (time.perf_counter() - start) * 1000
    return {"id": key, **describe(reply), "ms": round(milliseconds, 2)}
