"""Invitations, known by the digests of their tokens alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.messages import Person
from bot.store.rows import Row, read_rows

if TYPE_CHECKING:
    from corpus.connections import Connections

_READ = """
SELECT id, digest, role, groups, name, made, expires, by_channel, by_account, used_channel, used_account
FROM invitations
"""
_ADD = """
INSERT INTO invitations (digest, role, groups, name, made, expires, by_channel, by_account)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredInvitation:
    """An invitation as stored: who made it, and who used it, if anybody did."""

    id: int = 0
    digest: str
    role: str
    groups: frozenset[str]
    name: str
    made: float
    expires: float
    by: Person
    used_by: Person | None = None


class InvitationStore:
    """Keep invitations."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def all(self) -> list[StoredInvitation]:
        """Give every invitation, the oldest first."""
        with self._connections.lend() as db:
            return [_build(row) for row in read_rows(db, f"{_READ} ORDER BY id")]

    def find(self, digest: str) -> StoredInvitation | None:
        """Give the invitation with this digest, None where there is none."""
        with self._connections.lend() as db:
            rows = read_rows(db, f"{_READ} WHERE digest = ?", [digest])
        return _build(rows[0]) if rows else None

    def add(self, one: StoredInvitation) -> int:
        """Keep an invitation and give its number."""
        groups = json.dumps(sorted(one.groups), ensure_ascii=False)
        values = [
            one.digest, one.role, groups, one.name, one.made, one.expires, one.by.channel, one.by.id,
        ]  # fmt: skip
        with self._connections.write() as db:
            return int(db.execute(_ADD, values).lastrowid or 0)

    def mark_used(self, digest: str, person: Person) -> None:
        """Note who used an invitation."""
        with self._connections.write() as db:
            db.execute(
                "UPDATE invitations SET used_channel = ?, used_account = ? WHERE digest = ?",
                [person.channel, person.id, digest],
            )

    def drop(self, number: int) -> None:
        """Drop an invitation."""
        with self._connections.write() as db:
            db.execute("DELETE FROM invitations WHERE id = ?", [number])

    def drop_of(self, maker: Person) -> None:
        """Drop the invitations that somebody made and nobody used."""
        with self._connections.write() as db:
            db.execute(
                "DELETE FROM invitations WHERE by_channel = ? AND by_account = ? AND used_channel = ''",
                [maker.channel, maker.id],
            )


def _build(row: Row) -> StoredInvitation:
    used = row["used_channel"] != ""
    return StoredInvitation(
        id=row["id"],
        digest=row["digest"],
        role=row["role"],
        groups=frozenset(json.loads(row["groups"])),
        name=row["name"],
        made=row["made"],
        expires=row["expires"],
        by=Person(channel=row["by_channel"], id=row["by_account"]),
        used_by=Person(channel=row["used_channel"], id=row["used_account"]) if used else None,
    )
