"""What must go out and is not yet settled: a row a message, in the order of its lane.

waiting → sending (committed before the message leaves) → sent, failed, ambiguous, or waiting again. Of each
lane only the first unsettled row can be claimed, so that messages of one chat keep their order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from bot.store.envelopes import decode_post, encode_post
from bot.store.inbox import LEASE_SECONDS, LONGEST_WAIT_SECONDS, lane_of

if TYPE_CHECKING:
    from bot.events import Post
    from corpus.connections import Connections

# In these words, for only so does SQLite see that the index `outbox_unsettled` will do: without it every
# look at what is open reads all that was sent in a week.
_UNSETTLED = "state IN ('waiting', 'sending')"
_ADD = """
INSERT OR IGNORE INTO outbox (inbox_id, once, channel, lane, kind, important, made, body, picture)
VALUES (:inbox_id, :once, :channel, :lane, :kind, :important, :made, :body, :picture)
"""
_ANSWER = """
SELECT outbox.body FROM inbox JOIN outbox ON outbox.inbox_id = inbox.id
WHERE inbox.channel = ? AND inbox.key = ? ORDER BY outbox.id LIMIT 1
"""
_CLAIM = f"""
UPDATE outbox SET state = 'sending', owner = :owner, lease = :until, attempts = attempts + 1
WHERE id IN (
    SELECT id FROM outbox
    WHERE id IN (SELECT MIN(id) FROM outbox WHERE {_UNSETTLED} GROUP BY lane)
        AND channel IN (SELECT value FROM json_each(:channels))
        AND state = 'waiting' AND (not_before <= :now OR not_before > :latest)
    ORDER BY id LIMIT :most
)
RETURNING id, inbox_id, attempts, repeats, made, body, picture
"""  # noqa: S608 - a constant
_SETTLE = """
UPDATE outbox SET state = :state, settled = :now, owner = '', message = :message, problem = :problem,
    body = CASE WHEN :state = 'sent' THEN '' ELSE body END,
    lane = CASE WHEN :state = 'sent' THEN '' ELSE lane END,
    picture = CASE WHEN :state = 'sent' THEN NULL ELSE picture END
WHERE id = :id AND owner = :owner AND state = 'sending'
"""
_PUT_OFF = """
UPDATE outbox SET state = 'waiting', owner = '', not_before = :not_before, problem = :problem
WHERE id = :id AND owner = :owner AND state = 'sending'
"""
_REPEAT = """
UPDATE outbox SET state = 'waiting', owner = '', repeats = repeats + 1, problem = :problem, body = :body
WHERE id = :id AND owner = :owner AND state = 'sending'
"""
_LOST = f"""
SELECT id, inbox_id, attempts, repeats, made, body, picture FROM outbox
WHERE {_UNSETTLED} AND state = 'sending'
    AND (lease <= :now OR lease > :until OR owner IN (SELECT value FROM json_each(:gone)))
"""  # noqa: S608 - a constant
_ADOPT = "UPDATE outbox SET owner = :owner, lease = :until WHERE id = :id AND state = 'sending'"
_DROP_LANE = f"""
UPDATE outbox SET state = 'failed', settled = ?, problem = ?, picture = NULL
WHERE lane = ? AND {_UNSETTLED} AND state = 'waiting'
"""  # noqa: S608 - a constant
_OF_LANE = f"SELECT id, body FROM outbox WHERE lane = ? AND {_UNSETTLED}"  # noqa: S608 - a constant
_OWNERS = f"SELECT DISTINCT owner FROM outbox WHERE {_UNSETTLED} AND state = 'sending'"  # noqa: S608 - a constant
_COUNT_READY = f"""
SELECT COUNT(*) FROM outbox
WHERE {_UNSETTLED} AND (state = 'sending' OR not_before <= ?)
    AND channel IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - a constant

Settled = Literal["sent", "failed", "ambiguous"]


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """A message that this owner may send; `attempts` counts this one too, `repeats` those after a doubt."""

    id: int
    inbox_id: int | None
    attempts: int
    repeats: int
    made: float
    post: Post


class Outbox:
    """Keep messages until they are settled. Every method raises StoreError and its kinds."""

    def __init__(self, connections: Connections, clock: Callable[[], float]) -> None:
        self._connections = connections
        self._clock = clock

    def add(self, posts: Sequence[Post], *, inbox_id: int | None = None, once: str | None = None) -> int:
        """Store messages in order; give how many were new.

        Under a key of their own (`once`) messages are stored a single time, whoever asks again.
        """
        now = self._clock()
        with self._connections.write() as db:
            return sum(
                db.execute(_ADD, self._row(post, inbox_id, once and f"{once}#{place}", now)).rowcount
                for place, post in enumerate(posts)
            )

    def _row(self, post: Post, inbox_id: int | None, once: str | None, now: float) -> dict[str, Any]:
        return {
            "inbox_id": inbox_id,
            "once": once,
            "channel": post.channel,
            "lane": lane_of(post.channel, post.chat),
            "kind": post.kind,
            "important": post.important,
            "made": now,
            "body": encode_post(post),
            "picture": post.picture,
        }

    def add_answer(self, post: Post, *, inbox_id: int) -> None:
        """Store an answer that has reached whoever asked, in the request that asked for it."""
        now = self._clock()
        with self._connections.write() as db:
            db.execute(_ADD, self._row(post, inbox_id, None, now))
            db.execute("UPDATE outbox SET state = 'sent', settled = ? WHERE inbox_id = ?", [now, inbox_id])

    def find_answer(self, channel: str, key: str) -> Post | None:
        """Give the first message that answered the event of a key; None where it is not answered."""
        with self._connections.lend() as db:
            row = db.execute(_ANSWER, [channel, key]).fetchone()
        return decode_post(row[0], None) if row else None

    def claim(self, owner: str, channels: Sequence[str], most: int) -> list[Outgoing]:
        """Stamp the first messages of up to so many lanes of these channels as being sent, and give them."""
        with self._connections.write() as db:
            now = self._clock()
            times = {"now": now, "until": now + LEASE_SECONDS, "latest": now + LONGEST_WAIT_SECONDS}
            values = {"owner": owner, "channels": json.dumps(list(channels)), "most": most, **times}
            return self._read(db.execute(_CLAIM, values).fetchall(), owner)

    def adopt_lost(self, owner: str, gone: Sequence[str]) -> list[Outgoing]:
        """Take over what was being sent when its owner died (`gone`) or let its lease run out.

        Nobody knows whether these messages arrived.
        """
        with self._connections.write() as db:
            # Not before the lock is held: what was stamped meanwhile would seem to be of the future.
            now = self._clock()
            times = {"now": now, "until": now + LEASE_SECONDS}
            rows = db.execute(_LOST, {"gone": json.dumps(list(gone)), **times}).fetchall()
            for row in rows:
                db.execute(_ADOPT, {"id": row[0], "owner": owner, "until": times["until"]})
            return self._read(rows, owner)

    def settle(
        self, row_id: int, owner: str, state: Settled, *, message: str = "", problem: str = ""
    ) -> bool:
        """Close a message; nothing is kept of one that arrived. False where it is not its owner's."""
        values = {"id": row_id, "owner": owner, "state": state, "message": message, "problem": problem}
        with self._connections.write() as db:
            return db.execute(_SETTLE, {**values, "now": self._clock()}).rowcount == 1

    def put_off(self, row_id: int, owner: str, *, seconds: float, problem: str) -> None:
        """Give a message back, to be sent after so many seconds."""
        until = self._clock() + min(seconds, LONGEST_WAIT_SECONDS)
        with self._connections.write() as db:
            db.execute(_PUT_OFF, {"id": row_id, "owner": owner, "problem": problem, "not_before": until})

    def repeat(self, row_id: int, owner: str, post: Post, problem: str) -> None:
        """Give a message back that may have arrived, in other words, to be sent once more."""
        with self._connections.write() as db:
            db.execute(_REPEAT, {"id": row_id, "owner": owner, "problem": problem, "body": encode_post(post)})

    def drop_lane(self, channel: str, chat: str, problem: str) -> None:
        """Close all that waits for a chat that can be reached no more."""
        with self._connections.write() as db:
            db.execute(_DROP_LANE, [self._clock(), problem, lane_of(channel, chat)])

    def move_lane(self, channel: str, old: str, new: str) -> None:
        """Address all that waits for a chat to its new id."""
        with self._connections.write() as db:
            rows = db.execute(_OF_LANE, [lane_of(channel, old)]).fetchall()
            for row_id, body in rows:
                moved = encode_post(replace(decode_post(body, None), chat=new))
                db.execute(
                    "UPDATE outbox SET lane = ?, body = ? WHERE id = ?",
                    [lane_of(channel, new), moved, row_id],
                )

    def renew(self, owner: str, row_ids: Sequence[int]) -> None:
        """Lengthen the leases of what this owner is sending."""
        with self._connections.write() as db:
            db.execute(
                "UPDATE outbox SET lease = ? WHERE state = 'sending' AND owner = ?"
                " AND id IN (SELECT value FROM json_each(?))",
                [self._clock() + LEASE_SECONDS, owner, json.dumps(list(row_ids))],
            )

    def find(self, row_id: int) -> Post | None:
        """Give a message that was stored; None where it arrived, or is gone."""
        with self._connections.lend() as db:
            row = db.execute("SELECT body, picture FROM outbox WHERE id = ?", [row_id]).fetchone()
        return decode_post(row[0], row[1]) if row and row[0] else None

    def owners(self) -> set[str]:
        """Name the owners of what is being sent now."""
        with self._connections.lend() as db:
            rows = db.execute(_OWNERS).fetchall()
        return {owner for (owner,) in rows}

    def count_ready(self, channels: Sequence[str]) -> int:
        """Count the messages of these channels that could leave now or are on their way."""
        with self._connections.lend() as db:
            (count,) = db.execute(_COUNT_READY, [self._clock(), json.dumps(list(channels))]).fetchone()
        return int(count)

    def count(self) -> dict[str, int]:
        """Count the messages by their state."""
        with self._connections.lend() as db:
            return dict(db.execute("SELECT state, COUNT(*) FROM outbox GROUP BY state").fetchall())

    def expire(self, channel: str, before: float) -> None:
        """Remove the answers of a channel in which nobody asks for them again after as long as that."""
        with self._connections.write() as db:
            db.execute("DELETE FROM outbox WHERE channel = ? AND made < ?", [channel, before])

    def forget_settled(self, before: float) -> None:
        """Remove what was settled before a moment."""
        with self._connections.write() as db:
            db.execute(
                "DELETE FROM outbox WHERE state NOT IN ('waiting', 'sending') AND settled < ?", [before]
            )

    def _read(self, rows: Sequence[Any], owner: str) -> list[Outgoing]:
        """Give messages in their order; one that cannot be read is closed, or its lane would stand still."""
        found = []
        for row_id, inbox_id, attempts, repeats, made, body, picture in sorted(rows, key=lambda row: row[0]):
            try:
                post = decode_post(body, picture)
            except ValueError:
                self.settle(row_id, owner, "failed", problem="it cannot be read")
            else:
                found.append(
                    Outgoing(
                        id=row_id, inbox_id=inbox_id, attempts=attempts, repeats=repeats, made=made, post=post
                    )
                )  # fmt: skip
        return found
