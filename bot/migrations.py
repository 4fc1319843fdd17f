"""The schema of the office (what came in, what must go out, who may ask), as steps taken once by a database.

Never change a step that was released: add one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

office = Migrations("office")

# Times are seconds since 1970. `lane` is a chat of a channel: what is in one lane is done in order.
_DELIVERY = """
CREATE TABLE inbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    key TEXT NOT NULL,
    lane TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'dead')),
    received REAL NOT NULL,
    settled REAL,
    claims INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0,
    owner TEXT NOT NULL DEFAULT '',
    lease REAL NOT NULL DEFAULT 0,
    problem TEXT NOT NULL DEFAULT '',
    reference TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL,
    UNIQUE (channel, key)
);
CREATE INDEX inbox_waiting ON inbox (lane, id) WHERE state = 'waiting';
CREATE INDEX inbox_settled ON inbox (settled) WHERE state <> 'waiting';
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    inbox_id INTEGER,
    once TEXT UNIQUE,
    channel TEXT NOT NULL,
    lane TEXT NOT NULL,
    kind TEXT NOT NULL,
    important INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'ambiguous')),
    made REAL NOT NULL,
    settled REAL,
    attempts INTEGER NOT NULL DEFAULT 0,
    repeats INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0,
    owner TEXT NOT NULL DEFAULT '',
    lease REAL NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '',
    problem TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL,
    picture BLOB
);
CREATE INDEX outbox_unsettled ON outbox (lane, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_settled ON outbox (settled) WHERE state NOT IN ('waiting', 'sending');
CREATE INDEX outbox_of_inbox ON outbox (inbox_id);
CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    until REAL NOT NULL
) WITHOUT ROWID;
"""


@office()
def m001_delivery(db: Database) -> None:
    """Make the inbox, the outbox and the leases."""
    db.executescript(_DELIVERY)
