"""ingest(path, store): the whole layer in ten lines. READ THIS FIRST."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path

from corpus.chunking import chunk
from corpus.entries import anomalies_of
from corpus.errors import NotAPlan
from corpus.facts import VERSION as FINDERS
from corpus.facts import find_facts
from corpus.facts.base import Fact
from corpus.models import Plan
from corpus.parsing import VERSION as PARSER
from corpus.parsing import parse
from corpus.readers import read
from corpus.store import PlanStore
from corpus.text import fold, tokens

_SHIPPED = "five-plans-1"
_READ_BY, _FOUND_BY = "reading", "facts"
_ID_WORDS = 5


def ingest(path: Path, store: PlanStore, *, plan_id: str | None = None, origin: str = "") -> Plan:
    """Read a file, parse it and keep it; a file of the same name takes the place of the one before.

    Raises UnreadableFile, NotAPlan, StoreError.
    """
    plan = parse(read(path), plan_id=plan_id or "", file=path.name, origin=origin or path.name)
    chunks, facts = chunk(plan), _find(plan)
    # Between choosing an id and saving under it nobody else may take it: their plan would be lost.
    with store.exclusive():
        plan = replace(plan, id=plan_id or store.find_file(plan.file) or _new_id(plan, store))
        store.save(plan, [replace(one, plan_id=plan.id) for one in chunks], facts)
    return plan


def refresh_readings(store: PlanStore) -> bool:
    """Parse all plans again, from their sources, where another parser read them; tell whether that was now.

    Ids, order and sources stay; a plan that reads as before stays as it is, with the ids of its chunks.
    Raises StoreError, LexiconError; what was stored then stays.
    """

    def read_again(plan_id: str) -> None:
        old = store.plan(plan_id)
        try:
            plan = parse(old.source, plan_id=old.id, file=old.file, origin=old.origin)
        except NotAPlan:
            # An older parser found something to read in it: what it read stays.
            return
        store.save(plan, chunk(plan), _find(plan))

    return _refresh(store, {_READ_BY: PARSER, _FOUND_BY: FINDERS}, read_again)


def refresh_facts(store: PlanStore) -> bool:
    """Find the facts of all plans again where other finders found them; tell whether that was now."""
    return _refresh(
        store,
        {_FOUND_BY: FINDERS},
        lambda plan_id: store.save_facts(plan_id, _find(store.plan(plan_id))),
    )


def _refresh(store: PlanStore, notes: Mapping[str, str], renew: Callable[[str], None]) -> bool:
    """Renew every plan, all or none, unless the store bears the first note already."""
    key, version = next(iter(notes.items()))
    if store.note(key) == version:
        return False
    with store.exclusive():
        if store.note(key) == version:
            return False
        for summary in store.plans():
            renew(summary.id)
        for name, value in notes.items():
            store.take_note(name, value)
    return True


def load_shipped(store: PlanStore) -> bool:
    """Load the plans that ship with Thidua, once for each store; tell whether that was now."""
    if store.seeded(_SHIPPED):
        return False
    with store.exclusive():
        if store.seeded(_SHIPPED):
            return False
        for path, plan_id, origin in _shipped():
            ingest(path, store, plan_id=plan_id, origin=origin)
        store.mark_seeded(_SHIPPED)
    return True


def _find(plan: Plan) -> dict[str, Sequence[Fact]]:
    """Find the facts and, kept with them so that a list of plans can count it, what is odd by them."""
    facts = find_facts(plan)
    return {**facts, "anomalies": anomalies_of(plan, facts)}


def _shipped() -> Iterator[tuple[Path, str, str]]:
    folder = files("corpus") / "plans"
    table = tomllib.loads((folder / "plans.toml").read_text(encoding="utf-8"))
    for entry in table["plan"]:
        with as_file(folder / entry["file"]) as path:
            yield path, entry["id"], entry["origin"]


def _new_id(plan: Plan, store: PlanStore) -> str:
    """Make a readable id of the plan's place, year and title that no other plan has."""
    data = plan.metadata
    place = "".join(tokens(data.province or data.place or ""))
    year = str(data.years[0]) if data.years else ""
    title = [word for word in tokens(data.title) if not word.isdigit()] or tokens(Path(plan.file).stem)
    kind = len(tokens(data.document_type or ""))
    name = "-".join(part for part in (place, year, *title[kind : kind + _ID_WORDS]) if part)
    stem = re.sub(r"[^a-z0-9-]", "", fold(name)).strip("-") or "van-ban"
    taken = {summary.id for summary in store.plans()}
    number = 2
    candidate = stem
    while candidate in taken:
        candidate, number = f"{stem}-{number}", number + 1
    return candidate
