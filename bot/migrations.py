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


# A person is known by one account of one channel. `chat` is where they are written to alone.
_PEOPLE = """
CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    account TEXT NOT NULL,
    chat TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('member', 'editor', 'administrator')),
    language TEXT NOT NULL DEFAULT '',
    paused INTEGER NOT NULL DEFAULT 0,
    approved REAL NOT NULL,
    UNIQUE (channel, account)
);
CREATE TABLE memberships (
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    group_name TEXT NOT NULL,
    PRIMARY KEY (person_id, group_name)
) WITHOUT ROWID;
CREATE TABLE plan_limits (
    plan_id TEXT NOT NULL,
    group_name TEXT NOT NULL,
    PRIMARY KEY (plan_id, group_name)
) WITHOUT ROWID;
CREATE TABLE pairings (
    channel TEXT NOT NULL,
    account TEXT NOT NULL,
    code TEXT NOT NULL UNIQUE,
    chat TEXT NOT NULL,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    made REAL NOT NULL,
    expires REAL NOT NULL,
    used INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (channel, account)
) WITHOUT ROWID;
CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('member', 'editor', 'administrator')),
    groups TEXT NOT NULL,
    name TEXT NOT NULL,
    made REAL NOT NULL,
    expires REAL NOT NULL,
    by_channel TEXT NOT NULL,
    by_account TEXT NOT NULL,
    used_channel TEXT NOT NULL DEFAULT '',
    used_account TEXT NOT NULL DEFAULT ''
);
"""

# `who` of a rate is a digest. `words` of the audit hold what people wrote: they are emptied after a while.
_WATCHING = """
CREATE TABLE chats (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    chat TEXT NOT NULL,
    title TEXT NOT NULL,
    approved INTEGER NOT NULL DEFAULT 0,
    noted REAL NOT NULL,
    UNIQUE (channel, chat)
);
CREATE TABLE chat_members (
    channel TEXT NOT NULL,
    chat TEXT NOT NULL,
    account TEXT NOT NULL,
    seen REAL NOT NULL,
    PRIMARY KEY (channel, chat, account)
) WITHOUT ROWID;
CREATE TABLE rates (
    kind TEXT NOT NULL,
    who TEXT NOT NULL,
    times TEXT NOT NULL,
    until REAL NOT NULL,
    PRIMARY KEY (kind, who)
) WITHOUT ROWID;
CREATE INDEX rates_until ON rates (until);
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    channel TEXT NOT NULL,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    about_channel TEXT NOT NULL,
    about_account TEXT NOT NULL,
    about_name TEXT NOT NULL,
    action TEXT NOT NULL,
    detail TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_words ON audit (at) WHERE words <> '';
CREATE INDEX audit_account ON audit (channel, account);
"""


@office()
def m002_people(db: Database) -> None:
    """Make the tables of people, how they get in, what they may see, and what is known of what they did."""
    db.executescript(_PEOPLE)
    db.executescript(_WATCHING)


# `person` is "" in `presses` where whoever may ask in the chat may press. `blocks` and `buttons` of an answer
# are what is shown of it; its citations are kept as places. `source` is the text that a sent document
# replaced, NULL where it replaced none.
_DIALOGUE = """
CREATE TABLE turns (
    channel TEXT NOT NULL,
    chat TEXT NOT NULL,
    person TEXT NOT NULL,
    question TEXT NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (channel, chat, person)
) WITHOUT ROWID;
CREATE INDEX turns_at ON turns (at);
CREATE TABLE presses (
    id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    chat TEXT NOT NULL,
    person TEXT NOT NULL,
    action TEXT NOT NULL,
    made REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX presses_made ON presses (made);
CREATE INDEX presses_of_chat ON presses (channel, chat);
CREATE TABLE answers (
    id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    chat TEXT NOT NULL,
    person TEXT NOT NULL,
    question TEXT NOT NULL,
    whole TEXT NOT NULL,
    previous TEXT NOT NULL,
    plans TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    citations TEXT NOT NULL,
    blocks TEXT NOT NULL,
    buttons TEXT NOT NULL,
    made REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX answers_made ON answers (made);
CREATE INDEX answers_of_chat ON answers (channel, chat);
CREATE TABLE feedback (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    answer TEXT NOT NULL,
    channel TEXT NOT NULL,
    person TEXT NOT NULL,
    mark TEXT NOT NULL CHECK (mark IN ('right', 'wrong')),
    question TEXT NOT NULL,
    previous TEXT NOT NULL,
    plans TEXT NOT NULL,
    text TEXT NOT NULL,
    citations TEXT NOT NULL,
    at REAL NOT NULL,
    review TEXT NOT NULL DEFAULT '' CHECK (review IN ('', 'evidence', 'refuse', 'dropped')),
    evidence TEXT NOT NULL DEFAULT '[]',
    UNIQUE (answer, channel, person)
);
CREATE TABLE notices (
    channel TEXT NOT NULL,
    chat TEXT NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (channel, chat, person, kind)
) WITHOUT ROWID;
CREATE INDEX notices_at ON notices (at);
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    person TEXT NOT NULL,
    file TEXT NOT NULL,
    plan TEXT NOT NULL,
    origin TEXT NOT NULL,
    digest TEXT NOT NULL,
    source TEXT,
    at REAL NOT NULL
) WITHOUT ROWID;
"""


@office()
def m003_dialogue(db: Database) -> None:
    """Make what is remembered of talks: last questions, buttons, answers, marks on them, sent documents."""
    db.executescript(_DIALOGUE)


@office()
def m004_plans_of_turns(db: Database) -> None:
    """Keep of a last question the plans that were chosen for it: it may hold their names."""
    db.execute("ALTER TABLE turns ADD COLUMN plans TEXT NOT NULL DEFAULT '[]'")
