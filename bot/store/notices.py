"""Notices: when a person was last told something that is not to be told too often."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.messages import Person
    from corpus.connections import Connections

_SAVE = """
INSERT INTO notices (channel, chat, person, kind, at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (channel, chat, person, kind) DO UPDATE SET at = excluded.at
"""
_FIND = (
    "SELECT 1 FROM notices WHERE channel = ? AND chat = ? AND person = ? AND kind = ? AND at > ? AND at <= ?"
)


class Notices:
    """Keep when each kind of notice was last given. Raises StoreError and its kinds."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def given(self, person: Person, chat: str, kind: str, *, since: float, now: float) -> bool:
        """Tell whether the notice was given since then."""
        values = [person.channel, chat, person.id, kind, since, now]
        with self._connections.lend() as db:
            return db.execute(_FIND, values).fetchone() is not None

    def save(self, person: Person, chat: str, kind: str, *, at: float) -> None:
        """Keep that the notice is given."""
        with self._connections.write() as db:
            db.execute(_SAVE, [person.channel, chat, person.id, kind, at])

    def forget_before(self, moment: float) -> None:
        """Forget what was told before the moment."""
        with self._connections.write() as db:
            db.execute("DELETE FROM notices WHERE at < ?", [moment])
