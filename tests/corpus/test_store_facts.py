"""Facts on disk: they come back equal, go with their plan, and are found again by newer finders."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Literal

import pytest
from sqlite_utils import Database

from corpus.entries import anomalies_of
from corpus.errors import StoreDamaged, UnknownPlan
from corpus.facts import FACT_TYPES, VERSION, find_facts
from corpus.facts.budget import Budget
from corpus.facts.deadline import Deadline
from corpus.facts.quota import Quota
from corpus.facts.reporting_line import ReportingLine
from corpus.facts.supersession import Supersession
from corpus.ingest import ingest, load_shipped, refresh_facts
from corpus.store import PlanStore
from tests.corpus.factories import make_chunks, make_facts, make_plan
from tests.corpus.reading import PLANS, plan_at

SPAWN = multiprocessing.get_context("spawn")
NONE: dict[str, tuple[object, ...]] = dict.fromkeys(FACT_TYPES, ())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "thidua.db"


@pytest.fixture
def store(path: Path) -> Iterator[PlanStore]:
    with PlanStore.open(path) as store:
        yield store


def change(path: Path, sql: str) -> None:
    """Change the database behind the program's back."""
    with Database(path) as db:
        db.execute(sql)
        db.commit()


def age(path: Path) -> None:
    """Make the database one of before there were facts."""
    change(path, "DROP TABLE facts")
    change(path, "DELETE FROM _sqlite_migrations WHERE name = 'm002_facts'")
    change(path, "DELETE FROM meta WHERE key = 'note:facts'")


def refresh_at(path: Path) -> bool:
    with PlanStore.open(path) as store:
        return refresh_facts(store)


@pytest.mark.parametrize("name", PLANS)
def test_facts_of_every_kind_come_back_equal(store: PlanStore, name: str) -> None:
    plan = plan_at(PLANS[name])
    found = find_facts(plan)
    store.save(plan, [], found)
    assert store.facts(plan.id) == {kind: tuple(facts) for kind, facts in found.items()}


def test_every_kind_is_found_somewhere_in_the_shipped_plans() -> None:
    found = [find_facts(plan_at(path)) for path in PLANS.values()]
    assert [kind for kind in FACT_TYPES if not any(facts[kind] for facts in found)] == []


def test_a_fact_with_doubt_and_days_comes_back_equal(store: PlanStore) -> None:
    fact = Supersession(
        document_type="Kế hoạch", number="87/KH-SKHCN", date="2025-02-31", issuer=None, whole=True, part=None,
        direction="replaces", effective=None, start=0, end=4, doubt="ngày không có thật",
    )  # fmt: skip
    plan = make_plan()
    store.save(plan, [], {"supersedes": [fact], "budgets": [Budget(amount="1%", start=0, end=2)]})
    assert store.facts(plan.id)["supersedes"] == (fact,)


def test_an_ingested_file_brings_its_facts_and_takes_the_former_ones_place(
    tmp_path: Path, store: PlanStore
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("KẾ HOẠCH\nThi đua\n1. Giấy khen của Giám đốc Sở: 03 tập thể.", "utf-8")
    plan = ingest(file, store)
    assert [quota.award for quota in store.facts(plan.id)["quotas"]] == ["Giấy khen"]  # type: ignore[attr-defined]
    file.write_text("KẾ HOẠCH\nThi đua\n1. Không có gì.", "utf-8")
    ingest(file, store)
    assert store.facts(plan.id)["quotas"] == ()


def test_facts_are_replaced_where_the_plan_stays_as_it_is(store: PlanStore) -> None:
    plan = make_plan()
    store.save(plan, make_chunks(plan), make_facts(plan))
    before = (store.fingerprint(), store.all_chunks())
    store.save_facts(plan.id, {"budgets": [Budget(amount="1%", start=0, end=2)]})
    assert store.facts(plan.id) == {**NONE, "budgets": (Budget(amount="1%", start=0, end=2),)}
    assert (store.fingerprint(), store.all_chunks()) == before


def test_facts_of_no_plan_are_refused(store: PlanStore) -> None:
    with pytest.raises(UnknownPlan):
        store.save_facts("a", {})


def test_a_forgotten_plan_takes_its_facts_along(store: PlanStore) -> None:
    for plan in (make_plan("a"), make_plan("b")):
        store.save(plan, [], make_facts(plan))
    store.forget("a")
    assert store.facts("a") == NONE
    assert store.facts("b") == {**NONE, "movements": tuple(make_facts(make_plan("b"))["movements"])}
    store.check()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE facts SET body = replace(body, 'MỤC', 'MUC')",
        "UPDATE facts SET body = '[]'",
        "UPDATE facts SET position = position + 7",
        "UPDATE facts SET kind = 'budgets'",
        "UPDATE facts SET plan_id = 'ai'",
    ],
)
def test_a_damaged_row_is_found(path: Path, sql: str) -> None:
    with PlanStore.open(path) as store:
        plan = make_plan("a")
        store.save(plan, make_chunks(plan), make_facts(plan))
    change(path, sql)
    with PlanStore.open(path) as store, pytest.raises(StoreDamaged):
        store.check()


def test_facts_that_other_finders_found_are_found_again_once(store: PlanStore) -> None:
    plan = plan_at(PLANS["000"])
    store.save(plan, [], make_facts(plan))
    store.take_note("facts", "an older one")
    assert [refresh_facts(store), refresh_facts(store)] == [True, False]
    assert len(store.facts(plan.id)["quotas"]) == 4
    assert store.note("facts") == VERSION


def test_a_failure_leaves_the_former_facts(path: Path, store: PlanStore) -> None:
    good, bad = make_plan("a"), make_plan("b")
    for plan in (good, bad):
        store.save(plan, [], make_facts(plan))
    change(path, "UPDATE plans SET reading = 'khác' WHERE id = 'b'")
    with pytest.raises(StoreDamaged):
        refresh_facts(store)
    assert store.facts("a") == {**NONE, "movements": tuple(make_facts(good)["movements"])}
    assert store.note("facts") is None


def test_a_database_of_before_facts_gets_them(path: Path) -> None:
    with PlanStore.open(path) as store:
        load_shipped(store)
        before = (store.fingerprint(), store.all_chunks(), [store.facts(plan.id) for plan in store.plans()])
    age(path)
    with PlanStore.open(path) as store:
        assert refresh_facts(store)
        assert (
            store.fingerprint(), store.all_chunks(), [store.facts(plan.id) for plan in store.plans()]
        ) == before  # fmt: skip
        store.check()


def test_of_two_processes_one_finds_them(path: Path) -> None:
    with PlanStore.open(path) as store:
        load_shipped(store)
    age(path)
    with ProcessPoolExecutor(2, mp_context=SPAWN) as pool:
        assert sorted(pool.map(refresh_at, [path, path])) == [False, True]


def line(kind: Literal["report", "advice", "distribution"]) -> ReportingLine:
    return ReportingLine(kind=kind, who=None, what=None, to="Sở", via=None, when=None, start=0, end=2)


def test_counts_leave_out_promised_quotas_anniversaries_and_copies(store: PlanStore) -> None:
    day = {"what": "Kỷ niệm", "first": "2025-09-02", "last": "2025-09-02", "start": 0, "end": 2}
    found = {
        "quotas": [Quota(start=0, end=2), Quota(start=0, end=2, announced_only=True)],
        "deadlines": [Deadline(kind=kind, **day) for kind in ("anniversary", "event")],  # type: ignore[arg-type]
        "reporting_lines": [line("distribution"), line("report"), line("advice")],
    }
    for plan_id in ("a", "b"):
        store.save(make_plan(plan_id), [], found if plan_id == "a" else {})
    counted = {"quotas": 1, "deadlines": 1, "reporting_lines": 2}
    assert store.count_facts(["a", "b", "c"]) == {"a": counted, "b": {}, "c": {}}


def test_the_anomalies_of_an_ingested_plan_are_counted(store: PlanStore) -> None:
    plan = ingest(PLANS["001"], store)
    counts = store.count_facts([plan.id])[plan.id]
    found = find_facts(store.plan(plan.id))
    assert counts["anomalies"] == len(anomalies_of(plan, found)) == 2
    assert counts["movements"] == len(found["movements"])


def test_a_plan_comes_with_its_facts(store: PlanStore) -> None:
    plan = ingest(PLANS["001"], store)
    assert store.plan_with_facts(plan.id) == (plan, store.facts(plan.id))
