"""What lists of plans need, read without the plans' texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

# A limit of -1 is none: https://sqlite.org/lang_select.html#limitoffset
_READ_SUMMARIES = """
SELECT id, file, origin, digest, metadata FROM plans ORDER BY position LIMIT ? OFFSET ?
"""
_READ_IDS = "SELECT id FROM plans ORDER BY position"
_COUNT = "SELECT COUNT(*) FROM plans"
_FIND_FILE = "SELECT id FROM plans WHERE file = ? ORDER BY position LIMIT 1"


def read_summaries(db: Database, start: int, most: int | None) -> list[dict[str, Any]]:
    """Give the rows of summaries from the `start`-th on (counted from 0), at most so many."""
    cursor = db.execute(_READ_SUMMARIES, [-1 if most is None else most, start])
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def read_ids(db: Database) -> list[str]:
    """Give the ids of all plans in the order in which they were first loaded."""
    return [row[0] for row in db.execute(_READ_IDS)]


def count_plans(db: Database) -> int:
    """Count the plans."""
    return int(db.execute(_COUNT).fetchone()[0])


def find_file(db: Database, file: str) -> str | None:
    """Give the id of the first plan of this file name, None where there is none."""
    row = db.execute(_FIND_FILE, [file]).fetchone()
    return None if row is None else str(row[0])
