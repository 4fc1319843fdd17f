"""How the boxes stand, for an operator: what waits, and what reached nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from corpus.connections import Connections

_WAITING = "SELECT COUNT(*), MIN(received) FROM inbox WHERE state = 'waiting'"
_LEAVING = "SELECT COUNT(*), MIN(made) FROM outbox WHERE state IN ('waiting', 'sending')"
# The words of a message are not among what is given: an operator needs none of them.
_UNDELIVERED = """
SELECT reference, state, lane, settled, problem,
    CASE WHEN json_valid(body) THEN COALESCE(json_extract(body, '$.kind'), '') ELSE '' END
FROM inbox WHERE state = 'dead'
UNION ALL
SELECT '', state, lane, settled, problem, kind FROM outbox WHERE state IN ('failed', 'ambiguous')
ORDER BY settled
"""

State = Literal["dead", "failed", "ambiguous"]


@dataclass(frozen=True, kw_only=True)
class Undelivered:
    """An event that was given up (`dead`, with its reference), or a message that reached nobody or may not.

    `lane` is the chat as "channel/id", `at` when it was settled, `problem` what the log said of it.
    """

    reference: str
    state: State
    lane: str
    at: float
    problem: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class Queue:
    """How many wait, and since when the oldest does (0 where none does)."""

    count: int
    since: float


class Boxes:
    """Look at the inbox and the outbox. Every method raises StoreError and its kinds."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def check(self) -> None:
        """Read the whole file for its structure. Raises StoreDamaged."""
        self._connections.check()

    def waiting(self) -> Queue:
        """Tell what waits to be answered."""
        return self._queue(_WAITING)

    def leaving(self) -> Queue:
        """Tell what waits to be sent."""
        return self._queue(_LEAVING)

    def undelivered(self) -> list[Undelivered]:
        """Give what reached nobody, or may not have, the oldest first; it is kept for seven days."""
        with self._connections.lend() as db:
            rows = db.execute(_UNDELIVERED).fetchall()
        return [
            Undelivered(reference=reference, state=state, lane=lane, at=at, problem=problem, kind=kind)
            for reference, state, lane, at, problem, kind in rows
        ]

    def _queue(self, statement: str) -> Queue:
        with self._connections.lend() as db:
            count, since = db.execute(statement).fetchone()
        return Queue(count=count, since=since or 0.0)
