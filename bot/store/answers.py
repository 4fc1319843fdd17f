"""Answers that were given: what their buttons go back to. Quotations are kept as places, never as words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.events import Block, Button
from bot.messages import Language

if TYPE_CHECKING:
    from corpus.connections import Connections

_COLUMNS = (
    "id, channel, chat, person, question, whole, previous, plans, language, text, citations, blocks, buttons"
)
_SAVE = f"INSERT OR IGNORE INTO answers ({_COLUMNS}, made) VALUES ({', '.join('?' * 14)})"  # noqa: S608 - constants
_FIND = f"SELECT {_COLUMNS} FROM answers WHERE id = ?"  # noqa: S608 - constants


@dataclass(frozen=True, kw_only=True, slots=True)
class Cited:
    """A place that an answer quoted, in source offsets."""

    plan: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """An answer as it was given to a person; `previous` is "" where there was none.

    `whole` is the question with all that it took from the turn before; `plans` those it was narrowed to.
    """

    id: str
    channel: str
    chat: str
    person: str
    question: str
    whole: str
    previous: str
    plans: tuple[str, ...]
    language: Language
    text: str
    citations: tuple[Cited, ...]
    blocks: tuple[Block, ...]
    buttons: tuple[tuple[Button, ...], ...]


class Answers:
    """Keep answers by their ids. Raises StoreError and its kinds."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def save(self, given: Given, *, at: float) -> None:
        """Keep an answer."""
        with self._connections.write() as db:
            db.execute(_SAVE, [*_row(given), at])

    def find(self, answer: str) -> Given | None:
        """Give the answer of this id, None where there is none."""
        with self._connections.lend() as db:
            row = db.execute(_FIND, [answer]).fetchone()
        return None if row is None else _build([str(value) for value in row])

    def forget_before(self, moment: float) -> None:
        """Forget what was answered before the moment."""
        with self._connections.write() as db:
            db.execute("DELETE FROM answers WHERE made < ?", [moment])

    def move(self, channel: str, old: str, new: str) -> None:
        """Follow a chat to its new id."""
        with self._connections.write() as db:
            db.execute("UPDATE answers SET chat = ? WHERE channel = ? AND chat = ?", [new, channel, old])


def encode_citations(citations: tuple[Cited, ...]) -> str:
    """Give places as JSON."""
    return json.dumps([[one.plan, one.start, one.end] for one in citations])


def decode_citations(text: str) -> tuple[Cited, ...]:
    """Give the places of JSON."""
    return tuple(Cited(plan=plan, start=start, end=end) for plan, start, end in json.loads(text))


def _row(given: Given) -> list[str]:
    blocks = [[block.kind, block.text] for block in given.blocks]
    buttons = [[[button.label, button.id] for button in row] for row in given.buttons]
    return [
        given.id, given.channel, given.chat, given.person, given.question, given.whole,
        given.previous, json.dumps(given.plans), given.language, given.text,
        encode_citations(given.citations),
        json.dumps(blocks, ensure_ascii=False), json.dumps(buttons, ensure_ascii=False),
    ]  # fmt: skip


def _build(row: list[str]) -> Given:
    blocks, buttons = json.loads(row[11]), json.loads(row[12])
    return Given(
        id=row[0], channel=row[1], chat=row[2], person=row[3], question=row[4], whole=row[5], previous=row[6],
        plans=tuple(json.loads(row[7])), language="en" if row[8] == "en" else "vi", text=row[9],
        citations=decode_citations(row[10]),
        blocks=tuple(Block(kind=kind, text=text) for kind, text in blocks),
        buttons=tuple(tuple(Button(label=label, id=button) for label, button in line) for line in buttons),
    )  # fmt: skip
