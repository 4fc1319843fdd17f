"""Small facts about the database as a whole, by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.records import seal

if TYPE_CHECKING:
    from sqlite_utils import Database

_FINGERPRINT = "fingerprint"
_READ = "SELECT value FROM meta WHERE key = ?"
_SAVE = "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


def read_note(db: Database, key: str) -> str | None:
    """Give what stands under the key, None where nothing does."""
    row = db.execute(_READ, [key]).fetchone()
    return None if row is None else str(row[0])


def save_note(db: Database, key: str, value: str) -> None:
    """Put the value under the key, within the caller's transaction."""
    db.execute(_SAVE, [key, value])


def read_fingerprint(db: Database) -> str:
    """Give a short digest of all that changed since the database was made."""
    return read_note(db, _FINGERPRINT) or seal(())


def advance_fingerprint(db: Database, *change: str) -> None:
    """Add a change to the fingerprint, within the caller's transaction."""
    # A chain of changes, not a digest of the rows: it costs the same however many plans there are,
    # and chunk ids, which an index holds, follow from the same history.
    save_note(db, _FINGERPRINT, seal([read_note(db, _FINGERPRINT) or "", *change]))
