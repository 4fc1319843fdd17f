"""Who did what, and when."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.messages import Person
from bot.store.rows import Row, read_rows

if TYPE_CHECKING:
    from corpus.connections import Connections

# A person's name is taken as it stands at that moment; it is not looked up again.
_ADD = """
INSERT INTO audit (at, action, channel, account, name, about_channel, about_account, about_name, detail,
words) VALUES (
    :at, :action,
    :channel, :account,
    coalesce((SELECT name FROM people WHERE channel = :channel AND account = :account), ''),
    :about_channel, :about_account,
    coalesce((SELECT name FROM people WHERE channel = :about_channel AND account = :about_account), ''),
    :detail, :words
)
"""
_READ = "SELECT * FROM audit WHERE id > ? AND at >= ? ORDER BY id LIMIT 500"
# Two statements, for by one with "or" SQLite reads the whole index, at every question.
_EMPTY_OLD = "UPDATE audit SET words = '' WHERE words <> '' AND at <= ?"
_EMPTY_LATE = "UPDATE audit SET words = '' WHERE words <> '' AND at > ?"


@dataclass(frozen=True, kw_only=True, slots=True)
class Deed:
    """Something that was done: by whom (None: nobody, or somebody forgotten), and to whom."""

    at: float
    action: str
    who: Person | None = None
    name: str = ""
    about: Person | None = None
    about_name: str = ""
    detail: Mapping[str, Any]
    words: Mapping[str, Any]


class AuditStore:
    """Keep what was done. `detail` stays; `words` are what people wrote, emptied in time."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def add(self, deed: Deed) -> None:
        """Note what was done; the names are those of the people's rows."""
        who = deed.who or Person(channel="", id="")
        about = deed.about or Person(channel="", id="")
        values = {
            "at": deed.at,
            "action": deed.action,
            "channel": who.channel,
            "account": who.id,
            "about_channel": about.channel,
            "about_account": about.id,
            "detail": _dump(deed.detail),
            "words": _dump(deed.words) if deed.words else "",
        }
        with self._connections.write() as db:
            db.execute(_ADD, values)

    def read(self, since: float) -> Iterator[Deed]:
        """Give what was done since then, in order; no connection is held between."""
        last = 0
        while True:
            with self._connections.lend() as db:
                rows = read_rows(db, _READ, [last, since])
            if not rows:
                return
            yield from map(_build, rows)
            last = rows[-1]["id"]

    def empty_words(self, *, before: float, after: float) -> None:
        """Empty the words of what was done up to `before`, or after `after`."""
        with self._connections.write() as db:
            db.execute(_EMPTY_OLD, [before])
            db.execute(_EMPTY_LATE, [after])


def _dump(values: Mapping[str, Any]) -> str:
    return json.dumps(dict(values), ensure_ascii=False, default=str)


def _build(row: Row) -> Deed:
    return Deed(
        at=row["at"],
        action=row["action"],
        who=_person(row["channel"], row["account"]),
        name=row["name"],
        about=_person(row["about_channel"], row["about_account"]),
        about_name=row["about_name"],
        detail=json.loads(row["detail"]),
        words=json.loads(row["words"]) if row["words"] else {},
    )


def _person(channel: str, account: str) -> Person | None:
    return Person(channel=channel, id=account) if channel else None
