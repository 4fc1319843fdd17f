"""Plans and chunks as flat values for a table, and back.

Trees and lists become compact JSON: lists of numbers and strings rather than objects with named
members, because a long plan has thousands of them and is read for each question about it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from corpus.models import (
    Chunk,
    Clause,
    Plan,
    PlanMetadata,
    PlanSummary,
    ReadingText,
    Run,
    Section,
    SectionKind,
    SourcePage,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PLAN_COLUMNS = (
    "id",
    "file",
    "origin",
    "digest",
    "metadata",
    "pages",
    "sections",
    "runs",
    "reading",
    "source",
)
CHUNK_COLUMNS = ("plan_id", "position", "kind", "path", "start_offset", "end_offset", "clauses", "text")

Value = str | int


def seal(values: Iterable[object]) -> str:
    """Give a digest of the values, to tell later whether the disk kept them as they were."""
    digest = blake2b(digest_size=8)
    for value in values:
        data = value if isinstance(value, bytes) else str(value).encode()
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()


def plan_row(plan: Plan) -> dict[str, Value]:
    """Flatten a plan into PLAN_COLUMNS, in their order."""
    values = (
        plan.id,
        plan.file,
        plan.origin,
        plan.digest,
        _metadata_json(plan.metadata),
        _compact([number for page in plan.pages for number in (page.number, page.start, page.end)]),
        _compact([_section_list(section) for section in plan.sections]),
        _runs_json(plan.reading.runs),
        plan.reading.text,
        plan.source,
    )
    return dict(zip(PLAN_COLUMNS, values, strict=True))


def build_plan(row: Mapping[str, Any]) -> Plan:
    """Build the plan of a row with PLAN_COLUMNS. Raises ValueError, TypeError or KeyError on a bad one."""
    return Plan(
        id=row["id"],
        file=row["file"],
        origin=row["origin"],
        digest=row["digest"],
        source=row["source"],
        pages=tuple(SourcePage(number=n, start=s, end=e) for n, s, e in _triples(row["pages"])),
        reading=ReadingText(
            text=row["reading"],
            runs=_build_runs(row["runs"]),
        ),
        metadata=_build_metadata(row["metadata"]),
        sections=tuple(_build_section(item) for item in json.loads(row["sections"])),
    )


def build_summary(row: Mapping[str, Any]) -> PlanSummary:
    """Build the summary of a row with the first five of PLAN_COLUMNS. Raises like `build_plan`."""
    return PlanSummary(
        id=row["id"],
        file=row["file"],
        origin=row["origin"],
        digest=row["digest"],
        metadata=_build_metadata(row["metadata"]),
    )


def chunk_row(chunk: Chunk) -> dict[str, Value]:
    """Flatten a chunk into CHUNK_COLUMNS, in their order; its id is the database's to give."""
    clauses = [[clause.start, clause.end, clause.label, int(clause.is_heading)] for clause in chunk.clauses]
    values = (
        chunk.plan_id,
        chunk.position,
        chunk.kind.value,
        _compact(chunk.path),
        chunk.start,
        chunk.end,
        _compact(clauses),
        chunk.text,
    )
    return dict(zip(CHUNK_COLUMNS, values, strict=True))


def build_chunk(row: Mapping[str, Any]) -> Chunk:
    """Build the chunk of a row with its id and CHUNK_COLUMNS. Raises like `build_plan`."""
    return Chunk(
        id=row["id"],
        plan_id=row["plan_id"],
        position=row["position"],
        kind=SectionKind(row["kind"]),
        path=tuple(json.loads(row["path"])),
        start=row["start_offset"],
        end=row["end_offset"],
        clauses=tuple(
            Clause(start=start, end=end, label=label, is_heading=bool(is_heading))
            for start, end, label, is_heading in json.loads(row["clauses"])
        ),
        text=row["text"],
    )


def _compact(value: Sequence[object] | Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _runs_json(runs: Sequence[Run]) -> str:
    """Write runs as triples in one list; those of a bad scan, whose lengths differ, as a list of lists."""
    if any(run.source_length is not None for run in runs):
        return _compact([[run.reading, run.source, run.length, run.source_length] for run in runs])
    return _compact([number for run in runs for number in (run.reading, run.source, run.length)])


def _build_runs(text: str) -> tuple[Run, ...]:
    values = json.loads(text)
    if values and isinstance(values[0], list):
        return tuple(Run(reading=r, source=s, length=n, source_length=m) for r, s, n, m in values)
    return tuple(Run(reading=r, source=s, length=n) for r, s, n in _triples(text))


def _triples(text: str) -> zip[tuple[int, int, int]]:
    numbers = iter(json.loads(text))
    return zip(numbers, numbers, numbers, strict=True)


def _metadata_json(metadata: PlanMetadata) -> str:
    values = asdict(metadata)
    values["issue_date"] = metadata.issue_date.isoformat() if metadata.issue_date else None
    return _compact(values)


def _build_metadata(text: str) -> PlanMetadata:
    values = json.loads(text)
    issued = values["issue_date"]
    values["issue_date"] = date.fromisoformat(issued) if issued else None
    values["years"] = tuple(values["years"])
    values["recipients"] = tuple(values["recipients"])
    return PlanMetadata(**values)


def _section_list(section: Section) -> list[object]:
    return [
        section.kind.value,
        section.label,
        section.heading,
        section.start,
        section.own_end,
        section.end,
        [_section_list(child) for child in section.children],
    ]


def _build_section(item: Sequence[Any]) -> Section:
    kind, label, heading, start, own_end, end, children = item
    return Section(
        kind=SectionKind(kind),
        label=label,
        heading=heading,
        start=start,
        own_end=own_end,
        end=end,
        children=tuple(_build_section(child) for child in children),
    )
