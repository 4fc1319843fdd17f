"""Group chats that the assistant is in, and who is known to be there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.store.rows import Row, read_rows

if TYPE_CHECKING:
    from corpus.connections import Connections

_READ = "SELECT id, channel, chat, title, approved FROM chats"
_NOTE = """
INSERT INTO chats (channel, chat, title, noted) VALUES (?, ?, ?, ?)
ON CONFLICT (channel, chat) DO UPDATE SET
    title = CASE excluded.title WHEN '' THEN title ELSE excluded.title END
"""
_SEE = """
INSERT INTO chat_members (channel, chat, account, seen) VALUES (?, ?, ?, ?)
ON CONFLICT (channel, chat, account) DO UPDATE SET seen = excluded.seen
"""
# A group that has its new id already keeps what is known of it there, and the approval of either.
_MOVE = (
    """
    UPDATE chats SET approved = 1 WHERE channel = :channel AND chat = :new
        AND EXISTS (SELECT 1 FROM chats WHERE channel = :channel AND chat = :old AND approved = 1)
    """,
    "UPDATE OR IGNORE chats SET chat = :new WHERE channel = :channel AND chat = :old",
    "DELETE FROM chats WHERE channel = :channel AND chat = :old",
    "UPDATE OR IGNORE chat_members SET chat = :new WHERE channel = :channel AND chat = :old",
    "DELETE FROM chat_members WHERE channel = :channel AND chat = :old",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredChat:
    """A group chat."""

    id: int
    channel: str
    chat: str
    title: str
    is_approved: bool


class ChatStore:
    """Keep group chats."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def all(self) -> list[StoredChat]:
        """Give every group, in the order in which they were noted."""
        with self._connections.lend() as db:
            return [_build(row) for row in read_rows(db, f"{_READ} ORDER BY id")]

    def find(self, channel: str, chat: str) -> StoredChat | None:
        """Give a group, None where the assistant is not in it."""
        with self._connections.lend() as db:
            rows = read_rows(db, f"{_READ} WHERE channel = ? AND chat = ?", [channel, chat])
        return _build(rows[0]) if rows else None

    def note(self, channel: str, chat: str, title: str, now: float) -> None:
        """Note that the assistant is in a group, and what it is called now."""
        with self._connections.write() as db:
            db.execute(_NOTE, [channel, chat, title, now])

    def set_approved(self, channel: str, chat: str, *, approved: bool) -> None:
        """Note whether the assistant speaks in a group."""
        with self._connections.write() as db:
            values = [int(approved), channel, chat]
            db.execute("UPDATE chats SET approved = ? WHERE channel = ? AND chat = ?", values)

    def drop(self, channel: str, chat: str) -> None:
        """Drop a group and who is in it."""
        with self._connections.write() as db:
            db.execute("DELETE FROM chats WHERE channel = ? AND chat = ?", [channel, chat])
        self.drop_members(channel, chat)

    def move(self, channel: str, old: str, new: str) -> None:
        """Follow a group to its new id."""
        with self._connections.write() as db:
            for statement in _MOVE:
                db.execute(statement, {"channel": channel, "old": old, "new": new})

    def members(self, channel: str, chat: str) -> dict[str, float]:
        """Give the accounts that are known to be in a group, and when each was seen there last."""
        sql = "SELECT account, seen FROM chat_members WHERE channel = ? AND chat = ?"
        with self._connections.lend() as db:
            return dict(db.execute(sql, [channel, chat]).fetchall())

    def see(self, channel: str, chat: str, accounts: Iterable[str], now: float) -> None:
        """Note who is in a group."""
        with self._connections.write() as db:
            for account in accounts:
                db.execute(_SEE, [channel, chat, account, now])

    def miss(self, channel: str, chat: str, accounts: Iterable[str]) -> None:
        """Note who is no longer in a group."""
        sql = "DELETE FROM chat_members WHERE channel = ? AND chat = ? AND account = ?"
        with self._connections.write() as db:
            for account in accounts:
                db.execute(sql, [channel, chat, account])

    def drop_members(self, channel: str, chat: str) -> None:
        """Forget who is in a group."""
        with self._connections.write() as db:
            db.execute("DELETE FROM chat_members WHERE channel = ? AND chat = ?", [channel, chat])


def _build(row: Row) -> StoredChat:
    return StoredChat(
        id=row["id"],
        channel=row["channel"],
        chat=row["chat"],
        title=row["title"],
        is_approved=bool(row["approved"]),
    )
