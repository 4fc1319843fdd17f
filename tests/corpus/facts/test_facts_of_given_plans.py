"""The two plans that an annotator read whole (000 and 003), against all that was written down of them.

What counts as the same:

* quota: all fields equal after folding and squeezing, none missing and none more; a heading that promises
  quotas which the text does not give is one too.
* legal basis: (number folded, ISO date), each document once however often it is cited.
* deadline: one quote holds the other, folded, and both days are equal (the rule where something recurs and
  has no days, the printed words where it hangs on something else). Anniversaries are no deadlines. An item
  that the annotator left out and that is as true (`optional`) is neither missing nor wrong.
* reporting line: one quote holds the other (of a long one its first or last 60 characters do), and kind, to
  whom and through whom agree: one value holds the other, or neither is said.
* responsibility: quotes as of a reporting line; of the offices one name holds the other.
* movement: name folded.

The gold is that of the finders' own tests, which lies beside this file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.facts import find_facts
from corpus.facts.base import Fact
from corpus.facts.legal_basis import same_number
from corpus.models import Plan
from corpus.text import fold, squeeze
from tests.corpus.facts.reporting_gold import score
from tests.corpus.facts.test_deadline import matches
from tests.corpus.facts.test_quota import key, values
from tests.corpus.facts.test_reporting_line import agrees as line_agrees
from tests.corpus.facts.test_responsibility import agrees as task_agrees
from tests.corpus.reading import PLANS, plan_at

GIVEN = ("000", "003")


def gold(kind: str) -> Any:
    return json.loads(Path(__file__).with_name(f"gold_{kind}.json").read_text(encoding="utf-8"))


@cache
def found_in(name: str) -> Mapping[str, Sequence[Any]]:
    return find_facts(plan_at(PLANS[name]))


def found_of(kind: str) -> Any:
    """Give a finder of this kind that goes through the table of all kinds."""

    def find(plan: Plan) -> list[Fact]:
        return list(find_facts(plan)[kind])

    return find


def f1(found: Counter[Any], wanted: Counter[Any]) -> float:
    return 2 * (found & wanted).total() / (found.total() + wanted.total())


@pytest.mark.parametrize("name", GIVEN)
def test_quotas_are_exact(name: str) -> None:
    found = Counter(key(values(quota)) for quota in found_in(name)["quotas"])
    assert found == Counter(map(key, gold("quota")["documents"][name]))


def test_legal_bases() -> None:
    found = {
        (name, same_number(one.number), one.date)
        for name in GIVEN
        for one in found_in(name)["legal_basis"]
        if one.number
    }
    wanted = {
        (name, same_number(one["number"]), one["date"])
        for name in GIVEN
        for one in gold("legal_basis")["texts"][name]["documents"]
    }
    assert f1(Counter(found), Counter(wanted)) >= 0.97


def paired(name: str) -> tuple[list[tuple[dict[str, Any], Fact | None]], list[Any]]:
    """Give each deadline of the gold with what was found for it, and what was found beyond."""
    left = [fact for fact in found_in(name)["deadlines"] if fact.kind != "anniversary"]
    items = [item for item in gold("deadline")[name]["facts"] if item["kind"] != "anniversary"]
    pairs: list[tuple[dict[str, Any], Fact | None]] = []
    for item in sorted(items, key=lambda item: bool(item.get("optional"))):
        fact = next((one for one in left if matches(plan_at(PLANS[name]), item, one)), None)
        left = [one for one in left if one is not fact]
        pairs.append((item, fact))
    return pairs, left


def test_deadlines() -> None:
    results = [paired(name) for name in GIVEN]
    pairs = [pair for found, _ in results for pair in found]
    beyond = [fact for _, left in results for fact in left]
    due = [pair for pair in pairs if not pair[0].get("optional")]
    right = sum(1 for _, fact in pairs if fact)
    assert sum(1 for _, fact in due if fact) / len(due) >= 0.95
    assert right / (right + len(beyond)) >= 0.90


def test_reporting_lines() -> None:
    assert score("reporting_line", "annotated", found_of("reporting_lines"), line_agrees).recall >= 0.90


def test_responsibilities() -> None:
    assert score("responsibility", "annotated", found_of("responsibilities"), task_agrees).recall >= 0.90


def test_movements() -> None:
    found = Counter((name, fold(squeeze(one.name))) for name in GIVEN for one in found_in(name)["movements"])
    wanted = Counter((name, fold(one["name"])) for name in GIVEN for one in gold("movement")["plans"][name])
    assert f1(found, wanted) >= 0.90
