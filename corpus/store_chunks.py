"""Rows of chunks on disk, beside the plans they were cut from."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

_DELETE = "DELETE FROM chunks WHERE plan_id = ?"
_SAVE = """
INSERT INTO chunks (plan_id, seal, position, kind, path, start_offset, end_offset, clauses, text)
VALUES (:plan_id, :seal, :position, :kind, :path, :start_offset, :end_offset, :clauses, :text)
"""
_COLUMNS = "id, plan_id, seal, position, kind, path, start_offset, end_offset, clauses, text"
_READ_ALL = f"SELECT {_COLUMNS} FROM chunks ORDER BY id"  # noqa: S608 (of constants)
_READ = f"SELECT {_COLUMNS} FROM chunks WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
_READ_IDS = "SELECT id FROM chunks WHERE plan_id IN (SELECT value FROM json_each(?)) ORDER BY id"

Row = dict[str, Any]


def replace_chunks(db: Database, plan_id: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put the rows in place of a plan's chunks, within the caller's transaction."""
    delete_chunks(db, plan_id)
    db.conn.executemany(_SAVE, rows)


def delete_chunks(db: Database, plan_id: str) -> None:
    """Remove a plan's chunks, within the caller's transaction."""
    db.execute(_DELETE, [plan_id])


def read_chunks(db: Database, ids: Sequence[int] | None = None) -> list[Row]:
    """Give the rows with these ids in no order, those that are gone left out; without ids all, ordered."""
    if ids is None:
        cursor = db.execute(_READ_ALL)
    else:
        cursor = db.execute(_READ, [json.dumps([int(number) for number in ids])])
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def read_chunk_ids(db: Database, plan_ids: Collection[str]) -> list[int]:
    """Give the ids of the chunks of these plans."""
    return [row[0] for row in db.execute(_READ_IDS, [json.dumps(sorted(plan_ids))])]
