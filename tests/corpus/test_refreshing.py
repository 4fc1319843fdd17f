"""A store that an older parser filled is brought up to date from the sources that it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from corpus.chunking import chunk
from corpus.errors import StoreDamaged
from corpus.facts import VERSION as FINDERS
from corpus.facts import find_facts
from corpus.ingest import load_shipped, refresh_facts, refresh_readings
from corpus.models import Plan, ReadingText, Run
from corpus.parsing import VERSION as PARSER
from corpus.store import PlanStore
from tests.corpus.factories import make_plan
from tests.corpus.reading import PLANS, plan_at
from tests.corpus.test_store_facts import change

SPAWN = get_context("spawn")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "thidua.db"


@pytest.fixture
def store(path: Path) -> Iterator[PlanStore]:
    with PlanStore.open(path) as store:
        yield store


def as_recognised(plan: Plan) -> Plan:
    """Give the plan as it was read before bad scans were read again: its raw words in one section."""
    run = Run(reading=0, source=0, length=len(plan.source))
    section = replace(plan.sections[0], start=0, own_end=len(plan.source), end=len(plan.source), children=())
    return replace(plan, reading=ReadingText(text=plan.source, runs=(run,)), sections=(section,))


def age(path: Path) -> None:
    """Make the database one whose plans were read before bad scans were read again."""
    with PlanStore.open(path) as store:
        load_shipped(store)
        for summary in store.plans():
            plan = store.plan(summary.id)
            if plan.is_reread:
                old = as_recognised(plan)
                store.save(old, chunk(old), {})
    change(path, "DELETE FROM meta WHERE key = 'note:reading'")


def refresh_at(path: Path) -> bool:
    with PlanStore.open(path) as store:
        return refresh_readings(store)


def test_a_scan_stored_as_recognised_is_read_again_once(store: PlanStore) -> None:
    plan = replace(plan_at(PLANS["002"]), id="cu", origin="Sở")
    store.save(as_recognised(plan), chunk(as_recognised(plan)), {})
    assert [refresh_readings(store), refresh_readings(store)] == [True, False]
    assert store.plan("cu") == plan
    assert [one.text for one in store.all_chunks()] == [one.text for one in chunk(plan)]
    assert store.facts("cu")["quotas"] == tuple(find_facts(plan)["quotas"])
    assert (store.note("reading"), store.note("facts"), refresh_facts(store)) == (PARSER, FINDERS, False)


def test_nothing_is_lost_and_what_reads_as_before_stays(path: Path) -> None:
    age(path)
    with PlanStore.open(path) as store:
        before = {one.id: store.plan(one.id) for one in store.plans()}
        sound = [one for one in store.all_chunks() if not before[one.plan_id].is_damaged]
        assert refresh_readings(store)
        after = {one.id: store.plan(one.id) for one in store.plans()}
        assert list(after) == list(before)
        assert [each.source for each in after.values()] == [each.source for each in before.values()]
        assert [one for one in store.all_chunks() if not after[one.plan_id].is_damaged] == sound
        assert [each.is_reread for each in after.values()].count(True) == 1
        store.check()


def test_a_failure_leaves_all_as_it_was(path: Path, store: PlanStore) -> None:
    scan = as_recognised(plan_at(PLANS["002"]))
    for plan in (replace(scan, id="a"), make_plan("b")):
        store.save(plan, [], {})
    change(path, "UPDATE plans SET reading = 'khác' WHERE id = 'b'")
    with pytest.raises(StoreDamaged):
        refresh_readings(store)
    assert store.plan("a") == replace(scan, id="a")
    assert store.note("reading") is None


def test_of_two_processes_one_reads_them(path: Path) -> None:
    age(path)
    with ProcessPoolExecutor(2, mp_context=SPAWN) as pool:
        assert sorted(pool.map(refresh_at, [path, path])) == [False, True]
