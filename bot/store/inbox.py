"""What came in and is not yet answered: a row is there before its channel may forget the update.

A row is *claimed* under a lease by one owner (a running process) and closed by the same owner only, so that
no update is answered twice, whatever dies in between. Of each lane only the first open row can be claimed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.store.envelopes import decode_event, encode_event

if TYPE_CHECKING:
    from bot.events import Event
    from corpus.connections import Connections

LEASE_SECONDS = 15.0
# Nothing is put off longer than this: what seems to be was stamped before the clock was set back.
LONGEST_WAIT_SECONDS = 3600.0

_ADD = """
INSERT OR IGNORE INTO inbox (channel, key, lane, received, body)
VALUES (:channel, :key, :lane, :received, :body)
"""
_CLAIM = """
UPDATE inbox SET owner = :owner, lease = :until, claims = claims + 1
WHERE id IN (
    SELECT id FROM inbox
    WHERE id IN (SELECT MIN(id) FROM inbox WHERE state = 'waiting' GROUP BY lane)
        AND channel IN (SELECT value FROM json_each(:channels))
        AND (owner = '' OR lease <= :now OR lease > :until)
        AND (not_before <= :now OR not_before > :latest)
    ORDER BY id LIMIT :most
)
RETURNING id, claims, failures, reference, body
"""
_CLAIM_KEY = """
UPDATE inbox SET owner = :owner, lease = :until, claims = claims + 1
WHERE channel = :channel AND key = :key AND state = 'waiting'
    AND (owner = '' OR lease <= :now OR lease > :until)
RETURNING id
"""
_CLOSE = """
UPDATE inbox SET state = :state, settled = :now, owner = '', reference = :reference, problem = :problem,
    body = CASE WHEN :state = 'done' THEN json_set(body, '$.text', '') ELSE body END
WHERE id = :id AND owner = :owner AND state = 'waiting'
"""
_PUT_OFF = """
UPDATE inbox SET owner = '', failures = failures + 1, not_before = :not_before, problem = :problem
WHERE id = :id AND owner = :owner AND state = 'waiting'
"""


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """An event that this owner may answer; `claims` counts this one too, `failures` those before it."""

    id: int
    event: Event
    claims: int
    failures: int


class Inbox:
    """Keep events until they are answered. Every method raises StoreError and its kinds."""

    def __init__(self, connections: Connections, clock: Callable[[], float]) -> None:
        self._connections = connections
        self._clock = clock

    def add(self, events: Sequence[Event]) -> int:
        """Store events in one transaction, those that were stored before left out; give how many were new."""
        now = self._clock()
        with self._connections.write() as db:
            return sum(
                db.execute(
                    _ADD,
                    {
                        "channel": event.channel,
                        "key": event.key,
                        "lane": lane_of(event.channel, event.chat.id),
                        "received": now,
                        "body": encode_event(event),
                    },
                ).rowcount
                for event in events
            )

    def claim(self, owner: str, channels: Sequence[str], most: int) -> list[Claimed]:
        """Claim the first open events of up to so many lanes of these channels, those longest here first.

        One that cannot be read (another version wrote it) is closed as dead, or its lane would stand still.
        """
        values = {"owner": owner, "channels": json.dumps(channels), "most": most}
        claimed = []
        with self._connections.write() as db:
            rows = db.execute(_CLAIM, {**values, **self._times()}).fetchall()
            for row_id, claims, failures, _, body in sorted(rows):
                try:
                    event = decode_event(body)
                except ValueError:
                    self.bury(row_id, owner, "", "it cannot be read")
                else:
                    claimed.append(Claimed(id=row_id, event=event, claims=claims, failures=failures))
        return claimed

    def claim_key(self, owner: str, channel: str, key: str) -> int | None:
        """Claim one open event by its key, whatever is in its lane; None where another has it."""
        values = {"owner": owner, "channel": channel, "key": key}
        with self._connections.write() as db:
            row = db.execute(_CLAIM_KEY, {**values, **self._times()}).fetchone()
        return int(row[0]) if row else None

    def close(self, row_id: int, owner: str) -> bool:
        """Close an answered event; its words are kept no longer, only who sent it, and its key.

        False where it is no longer this owner's: its answer must not go out.
        """
        return self._settle(row_id, owner, "done")

    def bury(self, row_id: int, owner: str, reference: str, problem: str) -> bool:
        """Close an event that could not be answered, under a reference; False where it is not its owner's."""
        return self._settle(row_id, owner, "dead", reference, problem)

    def put_off(self, row_id: int, owner: str, *, seconds: float, problem: str) -> None:
        """Give an event back after a failure, to be tried again after so many seconds."""
        values = {"id": row_id, "owner": owner, "not_before": self._clock() + seconds, "problem": problem}
        with self._connections.write() as db:
            db.execute(_PUT_OFF, values)

    def renew(self, owner: str, row_ids: Sequence[int]) -> None:
        """Lengthen the leases of what this owner is answering."""
        with self._connections.write() as db:
            db.execute(
                "UPDATE inbox SET lease = ? WHERE state = 'waiting' AND owner = ?"
                " AND id IN (SELECT value FROM json_each(?))",
                [self._clock() + LEASE_SECONDS, owner, json.dumps(list(row_ids))],
            )

    def release(self, owner: str) -> None:
        """Give back what an owner that is gone had claimed."""
        with self._connections.write() as db:
            db.execute("UPDATE inbox SET owner = '' WHERE state = 'waiting' AND owner = ?", [owner])

    def owners(self) -> set[str]:
        """Name the owners of what is claimed now."""
        with self._connections.lend() as db:
            rows = db.execute(
                "SELECT DISTINCT owner FROM inbox WHERE state = 'waiting' AND owner <> ''"
            ).fetchall()
        return {owner for (owner,) in rows}

    def count_waiting(self) -> int:
        """Count open events."""
        with self._connections.lend() as db:
            (count,) = db.execute("SELECT COUNT(*) FROM inbox WHERE state = 'waiting'").fetchone()
        return int(count)

    def count_ready(self, channels: Sequence[str], up_to: int) -> int:
        """Count the open events of these channels up to an id that are not put off after a failure."""
        with self._connections.lend() as db:
            (count,) = db.execute(
                "SELECT COUNT(*) FROM inbox INDEXED BY inbox_waiting"
                " WHERE state = 'waiting' AND id <= ? AND not_before <= ?"
                " AND channel IN (SELECT value FROM json_each(?))",
                [up_to, self._clock(), json.dumps(channels)],
            ).fetchone()
        return int(count)

    def newest(self) -> int:
        """Give the id of the newest event, 0 where none came in yet."""
        with self._connections.lend() as db:
            (row_id,) = db.execute("SELECT COALESCE(MAX(id), 0) FROM inbox").fetchone()
        return int(row_id)

    def expire(self, channel: str, before: float) -> None:
        """Remove all events of a channel in which nobody waits for an answer as long as that."""
        with self._connections.write() as db:
            db.execute("DELETE FROM inbox WHERE channel = ? AND received < ?", [channel, before])

    def forget_settled(self, before: float) -> None:
        """Remove what was settled before a moment; its keys are needed no longer to know duplicates."""
        with self._connections.write() as db:
            db.execute("DELETE FROM inbox WHERE state <> 'waiting' AND settled < ?", [before])

    def _times(self) -> dict[str, float]:
        """Give the times of a claim; call it inside the transaction."""
        # Read before the lock was waited for, they would be older than a lease begun meanwhile, which would
        # seem to come from before the clock was set back, and be taken from its owner.
        now = self._clock()
        return {"now": now, "until": now + LEASE_SECONDS, "latest": now + LONGEST_WAIT_SECONDS}

    def _settle(self, row_id: int, owner: str, state: str, reference: str = "", problem: str = "") -> bool:
        values = {"id": row_id, "owner": owner, "state": state, "reference": reference, "problem": problem}
        with self._connections.write() as db:
            return db.execute(_CLOSE, {**values, "now": self._clock()}).rowcount == 1


def lane_of(channel: str, chat: str) -> str:
    """Name the lane of a chat."""
    return f"{channel}/{chat}"
