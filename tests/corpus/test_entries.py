from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from corpus.entries import describe
from corpus.facts import find_facts
from corpus.text import squeeze
from tests.corpus.factories import make_plan
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at, plan_of


def quotes(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "quote" in value:
            yield value["quote"]
        for below in value.values():
            yield from quotes(below)
    elif isinstance(value, list):
        for below in value:
            yield from quotes(below)


@pytest.mark.parametrize("name", [*PLANS, *DOCUMENTS])
def test_every_quote_is_an_exact_part_of_its_plan(name: str) -> None:
    plan = plan_at((PLANS | DOCUMENTS)[name])
    entry = describe(plan, find_facts(plan))
    source = squeeze(plan.source)
    assert [quote for quote in quotes(entry) if not quote or quote not in source] == []
    assert json.loads(json.dumps(entry)) == entry


def test_doubt_stands_beside_the_words_as_printed() -> None:
    plan = plan_of("KẾ HOẠCH\nThi đua\nIV. KHEN THƯỞNG\n1. Giấy khen: 10-05 tập thể.")
    (quota,) = describe(plan, find_facts(plan))["quotas"]
    assert (quota["collectives_min"], quota["collectives_max"]) == (10, 5)
    assert quota["doubt"] == "khoảng số bị ngược: số đầu lớn hơn số sau"


def test_a_plan_without_facts_has_empty_lists() -> None:
    plan = make_plan()
    entry = describe(plan, dict.fromkeys(find_facts(plan), ()))
    assert entry["metadata"]["number"] is None
    assert (entry["quotas"], entry["quotas_note"], entry["anomalies"]) == ([], None, [])
