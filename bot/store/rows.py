"""Rows as mappings, for the stores of this folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = dict[str, Any]


def read_rows(db: Database, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
    """Give the rows of a statement by the names of their columns."""
    cursor = db.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
