"""Deadlines found, against what a person wrote down from reading.

`gold_deadline.json` holds, for a document or a text of its own, the facts that must be found ("quote" is
part of the clause, or holds it) and those that may be (`optional`). A found fact is that of the gold
where the quote is the same up to folding and dates are equal: `first` and `last`; the rule, where there
are no dates but a recurrence; the printed words, where the date hangs on something else. The items of
the plans 000 and 003 are another annotator's; anniversaries are matched apart from deadlines.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import NotAPlan
from corpus.facts.deadline import Deadline, find_deadlines
from corpus.models import Plan
from corpus.parsing import parse
from corpus.text import fold, squeeze
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at, plan_of

GOLD: dict[str, Any] = json.loads(Path(__file__).with_name("gold_deadline.json").read_text(encoding="utf-8"))
FIELDS = ("kind", "bound", "who", "to", "recurrence")


@cache
def plan_named(name: str) -> Plan:
    text = GOLD[name].get("text")
    return plan_of(text) if text else plan_at(PLANS.get(name) or DOCUMENTS[name])


@cache
def compared(name: str) -> tuple[list[tuple[Any, Deadline | None]], list[Deadline]]:
    """Give each gold item with what was found for it, and what was found beyond the gold."""
    plan = plan_named(name)
    left = find_deadlines(plan)
    pairs = []
    for item in sorted(GOLD[name]["facts"], key=lambda item: bool(item.get("optional"))):
        found = next((fact for fact in left if matches(plan, item, fact)), None)
        if found:
            left.remove(found)
        pairs.append((item, found))
    return pairs, left


def matches(plan: Plan, item: dict[str, Any], fact: Deadline) -> bool:
    quote, wanted = fold(fact.cite(plan).quote(plan.source)), fold(squeeze(item["quote"]))
    if wanted not in quote and quote not in wanted:
        return False
    if (item["kind"] == "anniversary") != (fact.kind == "anniversary"):
        return False
    if item["first"] or item["last"]:
        return (item["first"], item["last"]) == (fact.first, fact.last)
    if item.get("recurring"):
        return fact.recurring and fact.recurrence == item["recurrence"]
    return fact.relative is not None and fold(item["relative"]) in fold(fact.relative)


def must(names: list[str]) -> list[tuple[Any, Deadline | None]]:
    return [pair for name in names for pair in compared(name)[0] if not pair[0].get("optional")]


SETS = {
    "annotated": ["000", "003"],
    "plans": ["001", "002", "004"],
    "documents": sorted(set(GOLD) & set(DOCUMENTS)),
    "texts": [name for name in GOLD if "text" in GOLD[name]],
}


@pytest.mark.parametrize("names", SETS.values(), ids=SETS)
def test_nearly_all_is_found_and_little_beyond(names: list[str]) -> None:
    due = [pair for pair in must(names) if pair[0]["kind"] != "anniversary"]
    found = sum(1 for _, fact in due if fact)
    beyond = [fact for name in names for fact in compared(name)[1] if fact.kind != "anniversary"]
    right = sum(
        1 for name in names for item, fact in compared(name)[0] if fact and fact.kind != "anniversary"
    )
    assert found / len(due) >= 0.97, [item["quote"] for item, fact in due if not fact]
    assert right / (right + len(beyond)) >= 0.95, [fact.what for fact in beyond]


@pytest.mark.parametrize("names", SETS.values(), ids=SETS)
def test_what_is_found_is_told_as_it_is_printed(names: list[str]) -> None:
    told = [
        (item["quote"], key, item[key], getattr(fact, key))
        for item, fact in must(names)
        if fact
        for key in FIELDS
        if key in item
    ]
    wrong = [entry for entry in told if fold(str(entry[2])) != fold(str(entry[3]))]
    assert len(wrong) <= 0.03 * len(told), wrong


def test_every_anniversary_is_found_once() -> None:
    found = [fact.last for fact in find_deadlines(plan_named("000")) if fact.kind == "anniversary"]
    assert found == ["2025-02-03", "2025-09-02", "2025-04-30", "2025-05-19"]


def test_a_deadline_is_told_whole() -> None:
    plan = plan_of("""
        KẾ HOẠCH
        Phát động thi đua
        I. TỔ CHỨC THỰC HIỆN
        1. Phòng Nội vụ
        Hồ sơ khen thưởng gửi về Sở Nội vụ (qua Văn phòng Sở) chậm nhất là 16h30 ngày 31/02/2025.
    """)
    (found,) = find_deadlines(plan)
    assert {key: value for key, value in vars(found).items() if key not in ("start", "end", "doubt")} == {
        "kind": "deadline", "what": "Hồ sơ khen thưởng gửi về Sở Nội vụ (qua Văn phòng Sở)",
        "who": "Phòng Nội vụ", "to": "Sở Nội vụ", "first": "2025-02-31", "last": "2025-02-31",
        "precision": "day", "bound": "by", "recurring": False, "recurrence": None, "relative": None,
        "time": "16:30",
    }  # fmt: skip
    assert found.doubt
    assert found.cite(plan).quote(plan.source).endswith("chậm nhất là 16h30 ngày 31/02/2025")


def whats(*lines: str) -> list[tuple[str, str | None, str | None]]:
    text = "\n".join(["KẾ HOẠCH", "Phát động thi đua", "I. TỔ CHỨC THỰC HIỆN", *lines])
    return [(fact.kind, fact.first, fact.last) for fact in find_deadlines(plan_of(text))]


@pytest.mark.parametrize(
    "line",
    [
        "1. Triển khai Kế hoạch số 15/KH-UBND ngày 13/02/2025 của UBND tỉnh và Luật năm 2022.",
        "1. Thực hiện phong trào “Chung tay vì người nghèo, hoàn thành trước ngày 30/6/2025”.",
        "1. Chương trình hỗ trợ doanh nghiệp giai đoạn 2021 - 2025, tầm nhìn đến năm 2030.",
        "1. Luật Thi đua, khen thưởng có hiệu lực thi hành từ ngày 01/01/2024.",
        "1. Cá nhân đã được tặng Bằng khen trước ngày 01/01/2024 thì không xét lại.",
        "1. Bằng khen: không quá 5% số cá nhân có mặt đến ngày 31/10/2024.",
        "1. Ngày 15 tháng 11 năm 2024, UBND tỉnh đã ban hành kế hoạch.",
        "1. Được đánh giá hoàn thành xuất sắc nhiệm vụ (đối với xét khen thưởng hàng năm).",
        "1. Cân đối trong dự toán ngân sách hằng năm; năm 2025 dự toán 180 triệu đồng.",
        "1. Khen thưởng 01-02 tập thể, 03-05 cá nhân; trực 24/7; tổng kết công tác thi đua năm 2024.",
    ],
)
def test_a_date_that_nothing_hangs_on_is_no_deadline(line: str) -> None:
    assert whats(line) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1. Báo cáo năm gửi trước ngày 15/01 năm sau.", ("reporting", "--01-15", "--01-15")),
        ("1. Xây dựng báo cáo định kỳ, đột xuất theo quy định.", ("reporting", None, None)),
        ("1. Hoàn thành trong năm 2025.", ("deadline", "2025", "2025")),
        ("1. Tháng 3/2025: ban hành bảng điểm.", ("deadline", "2025-03", "2025-03")),
        ("1. Ngày 15/3/2025: Lễ phát động.", ("event", "2025-03-15", "2025-03-15")),
        ("1. Đợt 2: Từ 01/5/2025 - 02/9/2025.", ("phase", "2025-05-01", "2025-09-02")),
        ("1. Nhận hồ sơ từ ngày 01/11 đến hết ngày 30/11 hằng năm.", ("period", "--11-01", "--11-30")),
        ("1. Kế hoạch này có hiệu lực kể từ ngày 25/7/2024.", ("period", "2024-07-25", None)),
        ("1. Phấn đấu đến hết năm 2028 có 70% thôn đạt chuẩn.", ("deadline", "2028", "2028")),
    ],
)
def test_each_kind_is_told_from_the_others(line: str, expected: tuple[str, str, str]) -> None:
    assert whats(line) == [expected]


def test_dates_of_one_sentence_are_told_apart() -> None:
    assert whats(
        "1. Hồ sơ gửi trước ngày 31/3/2025 (đối với khen công trạng) và trước ngày 30/9/2025 (chuyên đề)."
    ) == [("deadline", "2025-03-31", "2025-03-31"), ("deadline", "2025-09-30", "2025-09-30")]


_PIECES = st.sampled_from(
    ["KẾ HOẠCH", "\n1. ", "\n- ", "\nI. THỜI GIAN\n", "Sở Nội vụ ", "báo cáo ",
     "trước ngày 15/11/2025 ", "hằng năm ", "từ ngày 01/01/2025 đến ngày ", "31/02/2025", "; ", ", ",
     "(", ")",
     "“", "”",
     "| ", "giai đoạn 1: ",
     "năm 2025 - 2020 ", "kỷ niệm ", "quý II ", "\n\n", "ß",
     "ngày   tháng   năm 2025", "TT Nội dung Thời gian\n"]
)  # fmt: skip


@settings(deadline=None)
@given(st.one_of(st.text(max_size=150), st.lists(_PIECES, max_size=25).map("".join)))
def test_any_text_is_read_and_everything_found_can_be_cited(text: str) -> None:
    try:
        plan = parse(text, plan_id="mau", file="mau.txt")
    except NotAPlan:
        return
    source = squeeze(plan.source)
    for fact in find_deadlines(plan):
        quote = fact.cite(plan).quote(plan.source)
        assert quote
        assert quote in source
        assert fact.what


def test_a_table_between_bars_says_what_is_due_by_whom_and_when() -> None:
    plan = plan_of(
        "# KẾ HOẠCH\nThi đua\n\n# V. MỐC THỜI GIAN\n| Nội dung | Nơi thực hiện | Hạn |\n|---|---|---|\n"
        "| **Đăng ký** | các thôn | **15/01/2026** |\n| Báo cáo năm | các phòng | hằng quý |\n"
    )
    first, second = find_deadlines(plan)
    assert (first.kind, first.what, first.who, first.last) == (
        "deadline", "Đăng ký", "các thôn", "2026-01-15",
    )  # fmt: skip
    assert (second.kind, second.who, second.recurrence) == (
        "reporting", "các phòng", "FREQ=MONTHLY;INTERVAL=3",
    )  # fmt: skip
    assert first.cite(plan).quote(plan.source) == "Đăng ký** | các thôn | **15/01/2026"


def test_the_occasions_of_a_table_of_awards_are_no_deadlines() -> None:
    table = "| Hình thức | Tập thể | Thời điểm |\n|---|---|---|\n| Giấy khen | 04 | tháng 3/2026 |\n"
    assert find_deadlines(plan_of(f"# KẾ HOẠCH\nThi đua\n\n# III. KHEN THƯỞNG\n{table}")) == []


@pytest.mark.parametrize(
    ("text", "last", "time"),
    [
        ("1. Phòng Tổng hợp: gửi hồ sơ trước 17h00 thứ Sáu, ngày 07/11/2025.", "2025-11-07", "17:00"),
        ("1. Cuộc họp sơ kết 6 tháng đầu năm 2025 tổ chức ngày 11/7/2025 tại xã.", "2025-07-11", None),
        ("1. Văn phòng: thẩm định, trình Hội đồng Thi đua ngày 05/12/2025.", "2025-12-05", None),
    ],
)
def test_the_day_is_read_through_what_stands_before_it(text: str, last: str, time: str | None) -> None:
    [found] = find_deadlines(plan_of(f"KẾ HOẠCH\nThi đua\nI. VIỆC\n{text}"))
    assert (found.last, found.time) == (last, time)


def test_a_heading_that_says_how_what_follows_comes_is_no_deadline() -> None:
    text = "KẾ HOẠCH\nThi đua\n3. Về báo cáo định kỳ\n3.1. Báo cáo năm gửi trước ngày 12/12/2025."
    assert [deadline.last for deadline in find_deadlines(plan_of(text))] == ["2025-12-12"]
