from __future__ import annotations

import json
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.facts.budget import Budget, find_budgets
from corpus.models import Plan
from corpus.text import fold
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at, plan_of

GOLD: dict[str, Any] = json.loads((Path(__file__).parent / "gold_budget.json").read_text(encoding="utf-8"))
CASES: list[tuple[Plan, list[dict[str, Any]]]] = [
    *((plan_at(PLANS[key]), gold) for key, gold in GOLD["plans"].items()),
    *((plan_at(DOCUMENTS[key]), gold) for key, gold in GOLD["documents"].items()),
    *((plan_of(item["text"]), item["gold"]) for item in GOLD["snippets"]),
]


def matches(found: Budget, wanted: dict[str, Any]) -> bool:
    """Sources match where one holds the other; the rest must be equal. All folded."""
    one, other = fold(found.source or ""), fold(wanted["source"] or "")
    return (
        bool(one) == bool(other)
        and (one in other or other in one)
        and fold(found.arranged_by or "") == fold(wanted["arranged_by"] or "")
        and fold(found.amount or "") == fold(wanted["amount"] or "")
    )


def test_budgets_are_those_a_reader_finds() -> None:
    asked = sum(len(gold) for _, gold in CASES)
    given_ = sum(len(find_budgets(plan)) for plan, _ in CASES)
    right = sum(
        any(matches(one, wanted) for one in find_budgets(plan)) for plan, gold in CASES for wanted in gold
    )
    assert right / asked >= 0.95
    assert right / given_ >= 0.95


@pytest.mark.parametrize(
    "text",
    [
        "1. Quản lý, sử dụng kinh phí từ ngân sách nhà nước đúng quy định.",
        "1. Hoàn thành dự toán thu ngân sách nhà nước 12.500 tỷ đồng.",
        "1. Mức tiền thưởng thực hiện theo quy định hiện hành.",
        "1. Doanh thu đạt 280 triệu đồng/ha từ nông nghiệp.",
        "1. Phòng, chống tham nhũng trong sử dụng kinh phí từ ngân sách.",
        "1. Sở Y tế: bố trí 01 kíp cấp cứu trực tại Hội nghị.",
    ],
)
def test_what_is_no_budget_is_left_out(text: str) -> None:
    assert find_budgets(plan_of(text)) == []


def test_a_budget_has_source_office_and_amount() -> None:
    plan = plan_of(
        "I. VĂN PHÒNG SỞ\nCân đối, bố trí kinh phí 12,5 triệu đồng từ nguồn ngân sách nhà nước đã cấp cho Sở."
    )
    (only,) = find_budgets(plan)
    assert only == Budget(
        start=only.start, end=only.end, source="nguồn ngân sách nhà nước đã cấp cho Sở",
        arranged_by="VĂN PHÒNG SỞ", amount="12,5 triệu đồng",
    )  # fmt: skip
    assert only.cite(plan).quote(plan.source).startswith("Cân đối, bố trí kinh phí 12,5 triệu đồng từ nguồn")


def test_every_budget_can_be_cited() -> None:
    for plan in map(plan_at, chain(PLANS.values(), DOCUMENTS.values())):
        assert all(one.cite(plan).quote(plan.source) for one in find_budgets(plan))


PIECES = st.sampled_from(
    ["kinh phí", "từ nguồn", "ngân sách", ";", ".", ":", "1%", "trích", "bố trí", "5 triệu đồng", "cho",
     "Sở Tài chính", "\n1. ", "\n- ", "\nV. KINH PHÍ\n", "tham mưu", "đóng góp", "Mỗi đơn vị", "İ"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=8), max_size=25))
def test_no_text_breaks_the_finder(pieces: list[str]) -> None:
    plan = plan_of("KẾ HOẠCH\n" + " ".join(pieces))
    for one in find_budgets(plan):
        assert one.cite(plan).quote(plan.source) in " ".join(plan.source.split())
