"""The schema of the corpus, as steps that each database takes once.

Never change a step that was released: add one. The set has a name of its own, so that other layers
keep their tables in the same file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

if TYPE_CHECKING:
    from collections.abc import Iterable

corpus = Migrations("corpus")

# The wide columns stand last: SQLite then reads the narrow ones without walking a plan's text.
_TABLES = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE plans (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    file TEXT NOT NULL,
    origin TEXT NOT NULL,
    digest TEXT NOT NULL,
    seal TEXT NOT NULL,
    content TEXT NOT NULL,
    metadata TEXT NOT NULL,
    pages TEXT NOT NULL,
    sections TEXT NOT NULL,
    runs TEXT NOT NULL,
    reading TEXT NOT NULL,
    source TEXT NOT NULL
);
CREATE INDEX plans_by_file ON plans (file);
CREATE TABLE chunks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    plan_id TEXT NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    seal TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    clauses TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX chunks_by_plan ON chunks (plan_id);
"""


@corpus()
def m001_plans_and_chunks(db: Database) -> None:
    """Make the tables of plans, their chunks, and the small facts about the database itself."""
    db.executescript(_TABLES)


_FACTS = """
CREATE TABLE facts (
    plan_id TEXT NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    position INTEGER NOT NULL,
    seal TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (plan_id, kind, position)
) WITHOUT ROWID;
"""


@corpus()
def m002_facts(db: Database) -> None:
    """Make the table of typed facts."""
    db.executescript(_FACTS)


def unknown_steps(db: Database, migrations: Migrations) -> list[str]:
    """Name the steps that the database took and this program does not know: it is too old for it."""
    with Database(memory=True, execute_plugins=False) as blank:
        known = {step.name for step in migrations.pending(blank)}
    return [step.name for step in migrations.applied(db) if step.name not in known]


def bring_up_to_date(db: Database, migrations: Iterable[Migrations]) -> None:
    """Apply what is pending. Call it in a transaction begun IMMEDIATE: two processes may start at once."""
    for steps in migrations:
        steps.apply(db)
