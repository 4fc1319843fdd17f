"""Buttons: what is to be done when one is pressed, also months later and after a restart."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.connections import Connections

_SAVE = "INSERT OR IGNORE INTO presses (id, channel, chat, person, action, made) VALUES (?, ?, ?, ?, ?, ?)"
_FIND = "SELECT id, channel, chat, person, action FROM presses WHERE id = ?"


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """A button of a chat; `person` is "" where whoever may ask there may press it."""

    id: str
    channel: str
    chat: str
    person: str
    action: Mapping[str, str]


class Presses:
    """Keep buttons by their ids. Raises StoreError and its kinds."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def save(self, presses: Iterable[Press], *, at: float) -> None:
        """Keep buttons."""
        rows = [(p.id, p.channel, p.chat, p.person, json.dumps(dict(p.action)), at) for p in presses]
        with self._connections.write() as db:
            db.conn.executemany(_SAVE, rows)

    def find(self, button: str) -> Press | None:
        """Give the button of this id, None where there is none."""
        with self._connections.lend() as db:
            row = db.execute(_FIND, [button]).fetchone()
        if row is None:
            return None
        return Press(id=row[0], channel=row[1], chat=row[2], person=row[3], action=json.loads(row[4]))

    def forget_before(self, moment: float) -> None:
        """Forget the buttons that were made before the moment."""
        with self._connections.write() as db:
            db.execute("DELETE FROM presses WHERE made < ?", [moment])

    def move(self, channel: str, old: str, new: str) -> None:
        """Follow a chat to its new id."""
        with self._connections.write() as db:
            db.execute("UPDATE presses SET chat = ? WHERE channel = ? AND chat = ?", [new, channel, old])
