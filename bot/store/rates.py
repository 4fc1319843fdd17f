"""When what was done last, for limits on how often; a row means nothing after its `until`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.connections import Connections

_READ = "SELECT times FROM rates WHERE kind = ? AND who = ?"
_SAVE = """
INSERT INTO rates (kind, who, times, until) VALUES (?, ?, ?, ?)
ON CONFLICT (kind, who) DO UPDATE SET times = excluded.times, until = excluded.until
"""
_SWEEP = "DELETE FROM rates WHERE until < ? OR until > ?"


class RateStore:
    """Keep the times of what is limited. Who it was is kept as a digest, which outlives being forgotten."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def times(self, kind: str, who: Sequence[str]) -> tuple[float, ...]:
        """Give the times that are kept."""
        with self._connections.lend() as db:
            row = db.execute(_READ, [kind, _digest(who)]).fetchone()
        return tuple(json.loads(row[0])) if row else ()

    def save(self, kind: str, who: Sequence[str], times: Sequence[float], *, until: float) -> None:
        """Keep these times in place of those before."""
        with self._connections.write() as db:
            db.execute(_SAVE, [kind, _digest(who), json.dumps(list(times)), until])

    def sweep(self, *, now: float, longest: float) -> None:
        """Drop what means nothing any more; also what a clock that ran ahead has left."""
        with self._connections.write() as db:
            db.execute(_SWEEP, [now, now + longest])


def _digest(who: Sequence[str]) -> str:
    return sha256(json.dumps(list(who)).encode()).hexdigest()
