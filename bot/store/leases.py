"""Leases: what only one process may do at a time, such as polling one bot."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.connections import Connections

_TAKE = """
INSERT INTO leases (name, owner, until) VALUES (:name, :owner, :until)
ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
WHERE owner = excluded.owner OR until <= :now OR until > :until
"""


class Leases:
    """Give a name to one owner for so many seconds at a time. Raises StoreError and its kinds."""

    def __init__(self, connections: Connections, clock: Callable[[], float]) -> None:
        self._connections = connections
        self._clock = clock

    def take(self, name: str, owner: str, seconds: float) -> bool:
        """Take or lengthen a lease; False where another holds it.

        One that lasts longer than `seconds` was taken before the clock was set back: it counts as over.
        """
        with self._connections.write() as db:
            # Not before: a lease begun while this waited for the lock would seem to come from the future.
            now = self._clock()
            values = {"name": name, "owner": owner, "now": now, "until": now + seconds}
            return db.execute(_TAKE, values).rowcount == 1

    def give_back(self, name: str, owner: str) -> None:
        """End a lease, so that another need not wait for it."""
        with self._connections.write() as db:
            db.execute("DELETE FROM leases WHERE name = ? AND owner = ?", [name, owner])

    def owner_of(self, name: str) -> str:
        """Name who holds a lease now; "" where nobody does."""
        with self._connections.lend() as db:
            row = db.execute(
                "SELECT owner FROM leases WHERE name = ? AND until > ?", [name, self._clock()]
            ).fetchone()
        return str(row[0]) if row else ""
