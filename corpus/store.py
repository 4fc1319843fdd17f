"""Plans and their chunks on disk, in one SQLite file that several threads and processes share.

Every row carries a seal, a digest of its values: a page that the disk wrote by half is then found
when it is read, also where the database's own structure shows nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from corpus.connections import Connections
from corpus.errors import UnknownPlan
from corpus.facts import RECORDS
from corpus.migrations import corpus
from corpus.records import (
    CHUNK_COLUMNS,
    PLAN_COLUMNS,
    build_chunk,
    build_plan,
    build_summary,
    chunk_row,
    plan_row,
    seal,
)
from corpus.store_chunks import delete_chunks, read_chunk_ids, read_chunks, replace_chunks
from corpus.store_facts import (
    FactT,
    count_facts,
    delete_facts,
    read_facts,
    read_kind,
    replace_facts,
    rows_of,
    stray_facts,
)
from corpus.store_lists import count_plans, find_file, read_ids, read_summaries
from corpus.store_notes import advance_fingerprint, read_fingerprint, read_note, save_note

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from sqlite_utils import Database

    from corpus.facts.base import Fact
    from corpus.models import Chunk, Plan, PlanSummary
    from corpus.store_facts import Found

Record = TypeVar("Record")
Row = Mapping[str, Any]

_SHOWN_ID_CHARACTERS = 80

_READ_CONTENT = "SELECT content FROM plans WHERE id = ?"
_SAVE_PLAN = """
INSERT INTO plans
    (id, file, origin, digest, seal, content, metadata, pages, sections, runs, reading, source)
VALUES
    (:id, :file, :origin, :digest, :seal, :content, :metadata, :pages, :sections, :runs, :reading, :source)
ON CONFLICT (id) DO UPDATE SET
    file = excluded.file, origin = excluded.origin, digest = excluded.digest, seal = excluded.seal,
    content = excluded.content, metadata = excluded.metadata, pages = excluded.pages,
    sections = excluded.sections, runs = excluded.runs, reading = excluded.reading, source = excluded.source
"""
_READ_PLAN = """
SELECT id, file, origin, digest, seal, metadata, pages, sections, runs, reading, source
FROM plans WHERE id = ?
"""
_DELETE_PLAN = "DELETE FROM plans WHERE id = ?"


class PlanStore:
    """Keep plans and chunks. Every method raises StoreUnwritable, StoreDamaged or StoreError on failure."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    @classmethod
    def open(cls, path: Path) -> PlanStore:
        """Open the database at `path`; make it, and the folders above it, where there is none.

        Raises StoreUnwritable, StoreDamaged, or StoreError where another process keeps it locked.
        """
        return cls(Connections.open(path, [corpus]))

    def close(self) -> None:
        """Close the file for every thread."""
        self._connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Make all that this thread saves in the block one transaction; other writers wait for its end."""
        with self._connections.write():
            yield

    def save(self, plan: Plan, chunks: Sequence[Chunk], facts: Found = MappingProxyType({})) -> None:
        """Put the plan, its chunks and facts in place of what was there under its id, whole or not at all.

        The database gives the chunks new ids; where nothing changed, all stays as it is. Raises
        ValueError where a chunk is of another plan.
        """
        if strangers := {chunk.plan_id for chunk in chunks} - {plan.id}:
            raise ValueError(f"chunks of {sorted(strangers)} cannot be saved with the plan {plan.id!r}")
        row = _sealed(plan_row(plan))
        chunk_rows = [_sealed(chunk_row(chunk)) for chunk in chunks]
        content = seal([row["seal"], *(chunk["seal"] for chunk in chunk_rows)])
        with self._connections.write() as db:
            if db.execute(_READ_CONTENT, [plan.id]).fetchone() == (content,):
                replace_facts(db, plan.id, rows_of(plan.id, facts))
                return
            db.execute(_SAVE_PLAN, {**row, "content": content})
            replace_chunks(db, plan.id, chunk_rows)
            replace_facts(db, plan.id, rows_of(plan.id, facts))
            advance_fingerprint(db, "save", plan.id, content)

    def save_facts(self, plan_id: str, facts: Found) -> None:
        """Put the facts in place of the plan's, which stays as it is. Raises UnknownPlan."""
        with self._connections.write() as db:
            if db.execute(_READ_CONTENT, [plan_id]).fetchone() is None:
                raise _unknown(db, plan_id)
            replace_facts(db, plan_id, rows_of(plan_id, facts))

    def forget(self, plan_id: str) -> None:
        """Remove the plan, its chunks and its facts. Raises UnknownPlan."""
        with self._connections.write() as db:
            if db.execute(_DELETE_PLAN, [plan_id]).rowcount == 0:
                raise _unknown(db, plan_id)
            delete_chunks(db, plan_id)
            delete_facts(db, plan_id)
            advance_fingerprint(db, "forget", plan_id)

    def plan(self, plan_id: str) -> Plan:
        """Give the plan, equal to what was saved. Raises UnknownPlan."""
        with self._connections.lend() as db:
            rows = _rows(db, _READ_PLAN, [plan_id])
            if not rows:
                raise _unknown(db, plan_id)
        self._verify(rows[0], PLAN_COLUMNS)
        return self._build(build_plan, rows[0])

    def facts(self, plan_id: str) -> dict[str, tuple[Fact, ...]]:
        """Give the plan's facts by kind, in the order of the text; none for a plan that is not loaded."""
        with self._connections.lend() as db:
            try:
                return read_facts(db, plan_id, RECORDS)
            except (ValueError, TypeError, KeyError) as error:
                raise self._connections.damaged(error) from error

    def plan_with_facts(self, plan_id: str) -> tuple[Plan, dict[str, tuple[Fact, ...]]]:
        """Give a plan and its facts, both of one state of the store. Raises UnknownPlan."""
        while True:
            before = self.fingerprint()
            read = self.plan(plan_id), self.facts(plan_id)
            if self.fingerprint() == before:
                return read

    def facts_of_kind(self, kind: str, record: type[FactT]) -> list[tuple[str, FactT]]:
        """Give the facts of one kind of all plans, each with the id of its plan."""
        with self._connections.lend() as db:
            try:
                return read_kind(db, kind, record)
            except (ValueError, TypeError, KeyError) as error:
                raise self._connections.damaged(error) from error

    def note(self, key: str) -> str | None:
        """Give what was noted under the key, None where nothing was."""
        with self._connections.lend() as db:
            return read_note(db, f"note:{key}")

    def take_note(self, key: str, value: str) -> None:
        """Note something about the database as a whole."""
        with self._connections.write() as db:
            save_note(db, f"note:{key}", value)

    def plans(self, start: int = 0, most: int | None = None) -> list[PlanSummary]:
        """List plans in the order in which they were first loaded, at most so many from the `start`-th on."""
        with self._connections.lend() as db:
            rows = read_summaries(db, start, most)
        return [self._build(build_summary, row) for row in rows]

    def plan_ids(self) -> list[str]:
        """Give the ids of the plans."""
        with self._connections.lend() as db:
            return list(read_ids(db))

    def count_plans(self) -> int:
        """Count the plans."""
        with self._connections.lend() as db:
            return count_plans(db)

    def count_facts(self, plan_ids: Collection[str]) -> dict[str, dict[str, int]]:
        """Count by kind what was found in each of these plans; kinds of which there is none are left out."""
        with self._connections.lend() as db:
            return count_facts(db, plan_ids)

    def find_file(self, file: str) -> str | None:
        """Give the id of the plan that was loaded from a file of this name, None where there is none."""
        with self._connections.lend() as db:
            return find_file(db, file)

    def chunks(self, ids: Sequence[int]) -> list[Chunk]:
        """Give the chunks with these ids in the order asked.

        Ids that are gone are left out: another process may have replaced a plan since the caller
        looked them up.
        """
        with self._connections.lend() as db:
            rows = read_chunks(db, ids)
        found = {row["id"]: self._chunk(row) for row in rows}
        return [found[number] for number in ids if number in found]

    def chunk_ids(self, plan_ids: Collection[str]) -> list[int]:
        """Give the ids of the chunks of these plans."""
        with self._connections.lend() as db:
            return read_chunk_ids(db, plan_ids)

    def all_chunks(self) -> list[Chunk]:
        """Give every chunk, ordered by id."""
        with self._connections.lend() as db:
            rows = read_chunks(db)
        return [self._chunk(row) for row in rows]

    def fingerprint(self) -> str:
        """Give a short digest that changes whenever a plan or chunk does, and then only."""
        with self._connections.lend() as db:
            return read_fingerprint(db)

    def seeded(self, version: str) -> bool:
        """Tell whether the plans that ship with this version were loaded once, whatever became of them."""
        with self._connections.lend() as db:
            return read_note(db, _seed_key(version)) is not None

    def mark_seeded(self, version: str) -> None:
        """Note that the plans that ship with this version are loaded."""
        with self._connections.write() as db:
            save_note(db, _seed_key(version), "loaded")

    def check(self) -> None:
        """Read everything and compare it with its seals. Raises StoreDamaged at the first thing amiss."""
        self._connections.check()
        for summary in self.plans():
            self.plan(summary.id)
            self.facts(summary.id)
        self.all_chunks()
        with self._connections.lend() as db:
            if strays := stray_facts(db):
                raise self._connections.damaged(f"there are facts of {strays[0]!r}, which is not there")

    def _chunk(self, row: Row) -> Chunk:
        self._verify(row, CHUNK_COLUMNS)
        return self._build(build_chunk, row)

    def _verify(self, row: Row, columns: Sequence[str]) -> None:
        if row["seal"] != seal(row[column] for column in columns):
            owner = row.get("plan_id", row["id"])
            raise self._connections.damaged(f"the text of {owner!r} is not what was saved")

    def _build(self, build: Callable[[Row], Record], row: Row) -> Record:
        try:
            return build(row)
        except (ValueError, TypeError, KeyError) as error:
            raise self._connections.damaged(error) from error


def _rows(db: Database, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
    cursor = db.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _sealed(row: Row) -> dict[str, Any]:
    return {**row, "seal": seal(row.values())}


def _seed_key(version: str) -> str:
    return f"seeded {version}"


def _unknown(db: Database, plan_id: str) -> UnknownPlan:
    known = read_ids(db)
    shown = plan_id[:_SHOWN_ID_CHARACTERS]
    nearest = get_close_matches(shown, known, n=3, cutoff=0.4)
    hint = f"did you mean {' or '.join(nearest)}? " if nearest else ""
    return UnknownPlan(f"no plan {shown!r} is loaded: {hint}`thidua plans` lists what is")
