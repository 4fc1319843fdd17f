"""Documents that people sent in chats, with the text that each replaced, so that it can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.messages import Person
    from corpus.connections import Connections

_NOTE = """
INSERT OR IGNORE INTO documents (id, channel, person, file, plan, origin, digest, source, at)
VALUES (?, ?, ?, ?, ?, ?, '', ?, ?)
"""
_FIND = "SELECT id, file, plan, origin, digest, source FROM documents WHERE id = ?"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A document that was sent: `digest` is that of the plan made of it, "" until it is made.

    `source` and `origin` are those of the plan that it replaced; `source` is None where it replaced none.
    """

    id: str
    file: str
    plan: str
    origin: str
    digest: str
    source: str | None


class Documents:
    """Keep what was sent by its event. Raises StoreError and its kinds."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def note(self, sent: Sent, person: Person, *, at: float) -> Sent:
        """Keep what is there before a document is read; what was noted for the event before stays."""
        values = [sent.id, person.channel, person.id, sent.file, sent.plan, sent.origin, sent.source, at]
        with self._connections.write() as db:
            db.execute(_NOTE, values)
        return self.find(sent.id) or sent

    def find(self, event: str) -> Sent | None:
        """Give what was sent by the event, None where nothing was."""
        with self._connections.lend() as db:
            row = db.execute(_FIND, [event]).fetchone()
        if row is None:
            return None
        return Sent(id=row[0], file=row[1], plan=row[2], origin=row[3], digest=row[4], source=row[5])

    def settle(self, event: str, plan: str, digest: str) -> None:
        """Keep what plan a document became."""
        with self._connections.write() as db:
            db.execute("UPDATE documents SET plan = ?, digest = ? WHERE id = ?", [plan, digest, event])

    def forget(self, event: str) -> None:
        """Forget a document, and the text that it replaced."""
        with self._connections.write() as db:
            db.execute("DELETE FROM documents WHERE id = ?", [event])

    def forget_before(self, moment: float) -> None:
        """Forget what was sent before the moment."""
        with self._connections.write() as db:
            db.execute("DELETE FROM documents WHERE at < ?", [moment])
