"""The terminal: answers on standard output, what takes a while on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bot.app import App, build
from bot.messages import Message, Person
from bot.settings import Settings

_SOMEBODY = Person(channel="terminal", id="local")


@contextmanager
def open_app(settings: Settings) -> Iterator[App]:
    """Open what the settings name, and close it in the end."""
    app = build(settings, report=report)
    try:
        yield app
    finally:
        app.close()


def report(line: str) -> None:
    """Say on standard error what takes a while; in a quieter colour where a person watches."""
    if sys.stderr.isatty():
        from rich.console import Console

        Console(stderr=True).print(line, style="dim", highlight=False, markup=False)
    else:
        complain(line)


def complain(line: str) -> None:
    """Write one line on standard error."""
    sys.stderr.write(f"{line}\n")


def write(text: str) -> None:
    """Write a text and see to it that it is out."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def write_json(value: object) -> None:
    """Write a value as one line of JSON."""
    write(json.dumps(value, ensure_ascii=False, default=str))


def make_message(question: str, previous: str | None, plan: str | None = None) -> Message:
    """Make a message of what was typed here."""
    return Message(text=_whole(question), previous=previous and _whole(previous), plan=plan, person=_SOMEBODY)


def _whole(text: str) -> str:
    """Replace halves of characters, which JSON can hand over; read the bytes of a terminal without UTF-8."""
    try:
        raw = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = text.encode("utf-8", "surrogatepass")
    return raw.decode("utf-8", "replace")
