"""Facts on disk, beside the plans they were found in."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, TypeVar

from corpus.facts.base import Fact
from corpus.records import seal

if TYPE_CHECKING:
    from sqlite_utils import Database

FactT = TypeVar("FactT", bound=Fact)

_DELETE = "DELETE FROM facts WHERE plan_id = ?"
_INSERT = "INSERT INTO facts (plan_id, kind, position, seal, body) VALUES (?, ?, ?, ?, ?)"
_READ = "SELECT kind, position, seal, body FROM facts WHERE plan_id = ? ORDER BY kind, position"

_READ_STRAYS = "SELECT DISTINCT plan_id FROM facts WHERE plan_id NOT IN (SELECT id FROM plans)"
# A promised quota is none, an anniversary no deadline, a copy that is sent no line of reporting.
_COUNT = """
SELECT plan_id, kind, COUNT(*) FROM facts
WHERE plan_id IN (SELECT value FROM json_each(?))
    AND NOT (kind = 'quotas' AND json_extract(body, '$.announced_only'))
    AND NOT (kind = 'deadlines' AND json_extract(body, '$.kind') = 'anniversary')
    AND NOT (kind = 'reporting_lines' AND json_extract(body, '$.kind') = 'distribution')
GROUP BY plan_id, kind
"""
_READ_KIND = "SELECT plan_id, position, seal, body FROM facts WHERE kind = ? ORDER BY plan_id, position"

# Plan, kind, position, seal, body.
Row = tuple[str, str, int, str, str]
Found = Mapping[str, Sequence[Fact]]


def rows_of(plan_id: str, found: Found) -> list[Row]:
    """Flatten a plan's facts by kind into rows."""
    bodies = [
        (kind, position, json.dumps(asdict(fact), ensure_ascii=False, separators=(",", ":")))
        for kind, facts in found.items()
        for position, fact in enumerate(facts)
    ]
    return [(plan_id, kind, place, seal((plan_id, kind, place, body)), body) for kind, place, body in bodies]


def replace_facts(db: Database, plan_id: str, rows: Iterable[Row]) -> None:
    """Put the rows in place of a plan's facts, within the caller's transaction."""
    delete_facts(db, plan_id)
    db.conn.executemany(_INSERT, list(rows))


def delete_facts(db: Database, plan_id: str) -> None:
    """Remove a plan's facts, within the caller's transaction."""
    db.execute(_DELETE, [plan_id])


def stray_facts(db: Database) -> list[str]:
    """Name the plans that facts say they are of and that are not there: those rows are damaged."""
    return [row[0] for row in db.execute(_READ_STRAYS).fetchall()]


def count_facts(db: Database, plan_ids: Collection[str]) -> dict[str, dict[str, int]]:
    """Count by kind the facts of each of these plans; kinds of which there is none are left out."""
    counts: dict[str, dict[str, int]] = {plan_id: {} for plan_id in plan_ids}
    for plan_id, kind, count in db.execute(_COUNT, [json.dumps(list(counts))]).fetchall():
        counts[plan_id][kind] = count
    return counts


def read_facts(db: Database, plan_id: str, kinds: Mapping[str, type[Fact]]) -> dict[str, tuple[Fact, ...]]:
    """Give a plan's facts by kind. Raises ValueError on a row that is not what was written."""
    found: dict[str, list[Fact]] = {kind: [] for kind in kinds}
    for kind, position, sealed, body in db.execute(_READ, [plan_id]).fetchall():
        if seal((plan_id, kind, position, body)) != sealed:
            raise ValueError(f"a fact of {plan_id} is not what was written")
        if kind in kinds:
            found[kind].append(build_fact(kinds[kind], json.loads(body)))
    return {kind: tuple(facts) for kind, facts in found.items()}


def read_kind(db: Database, kind: str, record: type[FactT]) -> list[tuple[str, FactT]]:
    """Give the facts of one kind of all plans, each with its plan. Raises ValueError as `read_facts` does."""
    found = []
    for plan_id, position, sealed, body in db.execute(_READ_KIND, [kind]).fetchall():
        if seal((plan_id, kind, position, body)) != sealed:
            raise ValueError(f"a fact of {plan_id} is not what was written")
        found.append((plan_id, build_fact(record, json.loads(body))))
    return found


def build_fact(kind: type[FactT], values: Mapping[str, Any]) -> FactT:
    """Build a fact from its values; lists become tuples, as they were."""
    known = {field.name for field in fields(kind)}
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in values.items()
        if name in known
    }
    return kind(**given)
