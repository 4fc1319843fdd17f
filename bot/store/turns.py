"""Last questions: what a person asked last in a chat, on which the next question may lean."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.messages import Person
    from corpus.connections import Connections

_SAVE = """
INSERT INTO turns (channel, chat, person, question, plans, at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (channel, chat, person) DO UPDATE SET question = excluded.question, plans = excluded.plans,
    at = excluded.at
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """A question, and the plans that were chosen for it, whose names it may hold."""

    question: str
    plans: tuple[str, ...] = ()


class Turns:
    """Keep one question for each person in each chat. Raises StoreError and its kinds."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def last(self, person: Person, chat: str, *, since: float) -> Turn | None:
        """Give the last question, None where there is none that is so new."""
        with self._connections.lend() as db:
            row = db.execute(
                "SELECT question, plans FROM turns WHERE channel = ? AND chat = ? AND person = ? AND at >= ?",
                [person.channel, chat, person.id, since],
            ).fetchone()
        return None if row is None else Turn(question=str(row[0]), plans=tuple(json.loads(row[1])))

    def save(self, person: Person, chat: str, turn: Turn, *, at: float) -> None:
        """Put a question in place of the last one."""
        with self._connections.write() as db:
            values = [person.channel, chat, person.id, turn.question, json.dumps(turn.plans), at]
            db.execute(_SAVE, values)

    def forget_before(self, moment: float) -> None:
        """Forget what was asked before the moment."""
        with self._connections.write() as db:
            db.execute("DELETE FROM turns WHERE at < ?", [moment])

    def move(self, channel: str, old: str, new: str) -> None:
        """Follow a chat to its new id."""
        with self._connections.write() as db:
            db.execute(
                "UPDATE OR REPLACE turns SET chat = ? WHERE channel = ? AND chat = ?", [new, channel, old]
            )
