"""People who were let in, each by one account of a channel."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.messages import Person
from bot.store.rows import Row, read_rows

if TYPE_CHECKING:
    from corpus.connections import Connections

_COLUMNS = """
SELECT id, channel, account, chat, name, role, language, paused, approved,
    (SELECT json_group_array(group_name) FROM memberships WHERE person_id = people.id) AS groups
FROM people
"""
_OF_ACCOUNT = f"{_COLUMNS} WHERE channel = ? AND account = ?"
_OF_ID = f"{_COLUMNS} WHERE id = ?"
_ALL = f"{_COLUMNS} ORDER BY id"
_OF_ROLE = f"{_COLUMNS} WHERE role = ? ORDER BY id"
_AMONG = "channel = ? AND account IN (SELECT value FROM json_each(?))"
_OF_ACCOUNTS = f"{_COLUMNS} WHERE {_AMONG} ORDER BY id"
_ADD = """
INSERT INTO people (channel, account, chat, name, role, language, approved) VALUES (?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredPerson:
    """A person as stored."""

    id: int
    person: Person
    chat: str
    name: str
    role: str
    language: str
    is_paused: bool
    approved: float
    groups: frozenset[str]


class PeopleStore:
    """Keep people, and the groups that they are in."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def find(self, person: Person) -> StoredPerson | None:
        """Give the person of this account, None for a stranger."""
        return self._one(_OF_ACCOUNT, [person.channel, person.id])

    def of_id(self, member_id: int) -> StoredPerson | None:
        """Give the person with this number, None where there is none."""
        return self._one(_OF_ID, [member_id])

    def all(self) -> list[StoredPerson]:
        """Give everybody, in the order in which they came in."""
        return self._read(_ALL, [])

    def of_role(self, role: str) -> list[StoredPerson]:
        """Give everybody with this role."""
        return self._read(_OF_ROLE, [role])

    def of_accounts(self, channel: str, accounts: Collection[str]) -> list[StoredPerson]:
        """Give those of these accounts who are let in."""
        return self._read(_OF_ACCOUNTS, [channel, json.dumps(sorted(accounts))])

    def add(self, person: Person, *, chat: str, name: str, role: str, language: str, now: float) -> int:
        """Let a person in and give their number."""
        with self._connections.write() as db:
            values = [person.channel, person.id, chat, name, role, language, now]
            return int(db.execute(_ADD, values).lastrowid or 0)

    def set_role(self, member_id: int, role: str) -> None:
        """Give a person another role."""
        with self._connections.write() as db:
            db.execute("UPDATE people SET role = ? WHERE id = ?", [role, member_id])

    def set_groups(self, member_id: int, groups: Collection[str]) -> None:
        """Put a person into these groups and no others."""
        with self._connections.write() as db:
            db.execute("DELETE FROM memberships WHERE person_id = ?", [member_id])
            for group in sorted(groups):
                db.execute(
                    "INSERT INTO memberships (person_id, group_name) VALUES (?, ?)", [member_id, group]
                )

    def set_language(self, person: Person, language: str) -> None:
        """Note the language that a person wants."""
        with self._connections.write() as db:
            values = [language, person.channel, person.id]
            db.execute("UPDATE people SET language = ? WHERE channel = ? AND account = ?", values)

    def set_paused(self, person: Person, *, paused: bool) -> None:
        """Note whether a person can be written to."""
        with self._connections.write() as db:
            values = [int(paused), person.channel, person.id]
            db.execute("UPDATE people SET paused = ? WHERE channel = ? AND account = ?", values)

    def move_chat(self, channel: str, old: str, new: str) -> None:
        """Follow a chat to its new id."""
        with self._connections.write() as db:
            db.execute("UPDATE people SET chat = ? WHERE channel = ? AND chat = ?", [new, channel, old])

    def remove(self, member_id: int) -> None:
        """Make a person a stranger."""
        with self._connections.write() as db:
            db.execute("DELETE FROM people WHERE id = ?", [member_id])

    def _one(self, sql: str, parameters: Sequence[object]) -> StoredPerson | None:
        found = self._read(sql, parameters)
        return found[0] if found else None

    def _read(self, sql: str, parameters: Sequence[object]) -> list[StoredPerson]:
        with self._connections.lend() as db:
            return [_build(row) for row in read_rows(db, sql, parameters)]


def _build(row: Row) -> StoredPerson:
    return StoredPerson(
        id=row["id"],
        person=Person(channel=row["channel"], id=row["account"]),
        chat=row["chat"],
        name=row["name"],
        role=row["role"],
        language=row["language"],
        is_paused=bool(row["paused"]),
        approved=row["approved"],
        groups=frozenset(json.loads(row["groups"])),
    )
