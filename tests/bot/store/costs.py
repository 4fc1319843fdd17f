"""What a look into the database costs, in steps of SQLite rather than seconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.connections import Connections


def count_steps(connections: Connections, look: Callable[[], object]) -> int:
    """Count the steps that the database takes, to the nearest hundred."""
    taken: list[int] = []

    def step() -> None:
        taken.append(100)

    with connections.lend() as db:
        db.conn.set_progress_handler(step, 100)
        try:
            look()
        finally:
            db.conn.set_progress_handler(None, 0)
    return sum(taken)
