"""Strangers who knocked, and the codes that they wait with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.messages import Person
from bot.store.rows import Row, read_rows

if TYPE_CHECKING:
    from corpus.connections import Connections

_READ = "SELECT channel, account, code, chat, name, language, made, expires, used FROM pairings"
_SAVE = """
INSERT OR REPLACE INTO pairings (channel, account, code, chat, name, language, made, expires)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pairing:
    """A code and who was given it; `used` once it was approved."""

    person: Person
    code: str
    chat: str
    name: str
    language: str
    made: float
    expires: float
    used: bool = False


class PairingStore:
    """Keep the codes, one an account."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def all(self) -> list[Pairing]:
        """Give every code, the oldest first."""
        with self._connections.lend() as db:
            return [_build(row) for row in read_rows(db, f"{_READ} ORDER BY made, code")]

    def save(self, pairing: Pairing) -> None:
        """Keep a code in place of the one that the account had."""
        who = pairing.person
        with self._connections.write() as db:
            db.execute(
                _SAVE,
                [
                    who.channel, who.id, pairing.code, pairing.chat, pairing.name, pairing.language,
                    pairing.made, pairing.expires,
                ],
            )  # fmt: skip

    def mark_used(self, code: str) -> None:
        """Note that a code was approved; what it was for stands with the person now."""
        with self._connections.write() as db:
            db.execute("UPDATE pairings SET used = 1, chat = '', name = '' WHERE code = ?", [code])

    def drop(self, code: str) -> None:
        """Drop a code."""
        with self._connections.write() as db:
            db.execute("DELETE FROM pairings WHERE code = ?", [code])

    def move_chat(self, channel: str, old: str, new: str) -> None:
        """Follow a chat to its new id."""
        with self._connections.write() as db:
            db.execute("UPDATE pairings SET chat = ? WHERE channel = ? AND chat = ?", [new, channel, old])

    def drop_of(self, person: Person) -> None:
        """Drop the code of an account."""
        with self._connections.write() as db:
            db.execute("DELETE FROM pairings WHERE channel = ? AND account = ?", [person.channel, person.id])


def _build(row: Row) -> Pairing:
    return Pairing(
        person=Person(channel=row["channel"], id=row["account"]),
        code=row["code"],
        chat=row["chat"],
        name=row["name"],
        language=row["language"],
        made=row["made"],
        expires=row["expires"],
        used=bool(row["used"]),
    )
