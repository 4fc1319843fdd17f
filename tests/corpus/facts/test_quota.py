"""Quotas against gold written by hand, before the finder, from reading.

A quota is right where all its fields are those of the gold after folding and squeezing, none more, none less.
The gold of the plans 000 and 003 is that of their annotator.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.facts.quota import Quota, find_quotas
from corpus.facts.quota_table import find_tables
from corpus.models import Plan
from corpus.text import fold, squeeze
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at, plan_of

GOLD: dict[str, Any] = json.loads(Path(__file__).with_name("gold_quota.json").read_text(encoding="utf-8"))
FIELDS = (
    "award", "granting_authority", "collectives_min", "collectives_max", "individuals_min", "individuals_max",
    "percent", "percent_of", "per", "condition", "either_or", "announced_only",
)  # fmt: skip
READ_FOR_SURE = ("000", "001", "002", "003", "004")


def values(quota: Quota) -> dict[str, Any]:
    """Give what a quota says, its empty fields aside."""
    found = {name: getattr(quota, name) for name in FIELDS}
    return {name: value for name, value in found.items() if value is not None and value is not False}


def key(said: dict[str, Any]) -> str:
    folded = {name: fold(squeeze(v)) if isinstance(v, str) else float(v) for name, v in said.items()}
    return json.dumps(folded, sort_keys=True)


def compare(plan: Plan, gold: list[dict[str, Any]]) -> tuple[Counter[str], Counter[str]]:
    """Give what is missing and what is too much."""
    found = Counter(key(values(quota)) for quota in find_quotas(plan))
    wanted = Counter(map(key, gold))
    return wanted - found, found - wanted


def plan_named(name: str) -> Plan:
    return plan_at((PLANS | DOCUMENTS)[name])


@pytest.mark.parametrize("name", READ_FOR_SURE)
def test_the_plans_give_exactly_their_quotas(name: str) -> None:
    assert compare(plan_named(name), GOLD["documents"][name]) == (Counter(), Counter())


def test_most_quotas_are_found_and_hardly_one_is_wrong() -> None:
    pairs = [(plan_named(name), gold) for name, gold in GOLD["documents"].items()]
    pairs += [(plan_of(s["text"]), s["quotas"]) for s in GOLD["snippets"].values()]
    missing = extra = 0
    for plan, gold in pairs:
        less, more = compare(plan, gold)
        missing, extra = missing + less.total(), extra + more.total()
    total = sum(len(gold) for _, gold in pairs)
    assert (total - missing) / total >= 0.97
    assert (total - missing) / (total - missing + extra) >= 0.97
