from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.checks import Anomaly, check_plan, check_plans
from corpus.facts.base import Fact
from corpus.facts.deadline import find_deadlines
from corpus.facts.legal_basis import find_legal_bases
from corpus.facts.quota import find_quotas
from corpus.models import Plan
from corpus.parsing import parse
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at, plan_of


def facts(plan: Plan) -> list[Fact]:
    return [*find_legal_bases(plan), *find_deadlines(plan), *find_quotas(plan)]


def anomalies(plan: Plan) -> list[tuple[str, str]]:
    """Give kind and quote, cut to its first words."""
    return [(one.kind, one.cite(plan).quote(plan.source)[:40]) for one in check_plan(plan, facts(plan))]


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in anomalies(plan_of(text))]


# Every anomaly of the shipped plans and the invented documents, judged by reading; the others have none.
JUDGED = {
    "000": [("late-citation", "Kế hoạch số 196/KH-UBND ngày 24/12/2025 ")],
    "001": [
        ("period-length", "5 năm (2012-2025"),
        ("repeated-number", "3. Đối tượng: tập thể, cá nhân thuộc Sở "),
    ],
    "003": [
        ("overlapping-phases", "- Giai đoạn 2: Từ năm 2027-2030"),
        ("announced-quotas", "IV. HÌNH THỨC, TIÊU CHUẨN, SỐ LƯỢNG KHEN"),
        ("repeated-number", "IV. TỔ CHỨC THỰC HIỆN"),
    ],
    "haichau_2025": [
        ("skipped-number", "5. Lực lượng công an, quân sự phường thi"),
        ("repeated-number", "3. Trung tâm Phục vụ hành chính công: cô"),
    ],
    "kontum_khoithidua_2025": [("repeated-number", "IV. LỊCH HOẠT ĐỘNG")],
}


@pytest.mark.parametrize("name", [*PLANS, *DOCUMENTS])
def test_what_is_odd_is_found_and_nothing_else(name: str) -> None:
    assert anomalies(plan_at((PLANS | DOCUMENTS)[name])) == JUDGED.get(name, [])


HEAD = (
    "UBND TỈNH HƯNG YÊN\nSỞ NỘI VỤ\nSố: 12/KH-SNV\nHưng Yên, ngày 10 tháng 02 năm 2025\n"
    "KẾ HOẠCH\nPhát động phong trào thi đua năm 2025\n"
)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Căn cứ Kế hoạch số 9/KH-UBND ngày 12/02/2025 của UBND tỉnh;\nI. MỤC ĐÍCH", ["late-citation"]),
        ("Căn cứ Kế hoạch số 9/KH-UBND ngày 10/02/2025 của UBND tỉnh;\nI. MỤC ĐÍCH", []),
        ("1. Thực hiện kế hoạch 5 năm giai đoạn 2020 - 2025; 3 năm 2023-2025.", []),
        ("1. Thực hiện kế hoạch 5 năm (2021-2023).", ["period-length"]),
        ("1. Kế hoạch 10 năm 2021-2030; nhiệm kỳ 2020-2025; tháng 5 năm 2021-2030.", []),
        ("1. Kỷ niệm 79 năm Ngày Quốc khánh (02/9/1945-02/9/2025).", ["period-length"]),
        ("1. Kỷ niệm 80 năm Ngày Quốc khánh (02/9/1945 - 2/9/2025).", []),
        ("1. Gửi báo cáo về Sở trước ngày 31/02/2025.", ["impossible-date"]),
        ("1. Gửi báo cáo ngày 29 tháng 02 năm 2025; ngày 29/02 hằng năm.", ["impossible-date"]),
        ("1. Tỷ lệ 31/4 và điều 30/2; ngày 28/02/2025; ngày 12-15/6; số 31/31/2025.", []),
        ("1. Thời gian: từ ngày 01/6/2025 đến ngày 01/5/2025.", ["reversed-range"]),
        ("1. Phong trào giai đoạn 2030-2025.", ["reversed-range"]),
        ("1. Các phòng gửi báo cáo về Sở trước ngày 15/01/2025.", ["deadline-before-issue"]),
        ("1. Các phòng đã gửi báo cáo về Sở trước ngày 15/01/2025.", []),
        ("1. Các phòng gửi báo cáo về Sở trước ngày 15/12/2028.", ["deadline-other-year"]),
        ("1. Các phòng gửi báo cáo về Sở trước ngày 15/01/2026.", []),
        ("1. Một.\n2. Hai.\n2. Ba.\n3. Bốn.", ["repeated-number"]),
        ("1. Một.\n2. Hai.\n4. Bốn.", ["skipped-number"]),
        ("I. MỘT\n1. Một.\n2. Hai.\nII. HAI\n1. Một.\n2. Hai.\nIV. BỐN", ["skipped-number"]),
        ("1. Một:\na) Một;\nb) Hai;\nc) Ba;\nd) Bốn;\nđ) Năm;\ne) Sáu;\ng) Bảy;\nh) Tám;\ni) Chín.", []),
        ("1. Một:\na) Một;\nb) Hai;\nd) Bốn;\ne) Sáu.", ["skipped-number"]),
        ("- Một.\n- Hai.\n+ Ba.\n+ Bốn.", []),
        ("1. Một.\n2. Hai.\nĐối với cá nhân, thực hiện như sau.\n1. Một nữa.\n2. Hai nữa.", []),
        ("1. Một.\n1. Hai.\n2. Ba.\n2. Bốn.", []),
    ],
)  # fmt: skip
def test_each_kind_is_told_from_what_looks_like_it(body: str, found: list[str]) -> None:
    assert kinds(HEAD + body) == found


TABLE = """
    KẾ HOẠCH
    Phân bổ khen thưởng năm 2025

    TT   Đơn vị            Tập thể    Cá nhân
    1    Văn phòng Sở        01         03
    2    Thanh tra Sở        02         01
    3    Phòng Công chức     01         02
         Tổng cộng           {0}         {1}
"""
MARKDOWN = (
    "KẾ HOẠCH\nPhân bổ năm 2025\n\n| TT | Đơn vị | Tập thể |\n|---|---|---|\n"
    "| 1 | A | 2 |\n| 2 | B | 1.000 |\n| | **Cộng** | {0} |\n"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TABLE.format("04", "06"), []),
        (TABLE.format("04", "07"), ["wrong-total"]),
        (TABLE.format("05", "06"), ["wrong-total"]),
        (TABLE.replace("    2    Thanh tra Sở        02         01\n", "").format("09", "09"), []),
        (MARKDOWN.format("1.002"), []),
        (MARKDOWN.format("1.003"), ["wrong-total"]),
    ],
)
def test_totals_are_added_up_where_every_line_was_read(text: str, found: list[str]) -> None:
    assert kinds(text) == found


def test_an_anomaly_says_what_is_odd_in_one_line() -> None:
    plan = plan_of(HEAD + "1. Thực hiện kế hoạch 5 năm (2012-2025).")
    (only,) = check_plan(plan, facts(plan))
    assert only == Anomaly(
        start=only.start, end=only.end, kind="period-length", what="Ghi 5 năm nhưng 2012-2025 là 14 năm"
    )


def of(plan_id: str, province: str, movement: str) -> Plan:
    head = f"UBND TỈNH {province.upper()}\nSố: 1/KH-UBND\n{province}, ngày 10 tháng 02 năm 2025\n"
    text = f"{head}KẾ HOẠCH\nThi đua năm 2025\n1. Phong trào {movement}.\n"
    return parse(text, plan_id=plan_id, file=f"{plan_id}.txt")


@pytest.mark.parametrize(
    ("one", "other", "province", "count"),
    [
        ("“Vì người nghèo” giai đoạn 2021-2025", "“Vì người nghèo, giai đoạn 2019-2025”", "Hưng Yên", 1),
        ("“Vì người nghèo” giai đoạn 2021-2025", "“Vì người nghèo” giai đoạn 2021 – 2025", "Hưng Yên", 0),
        ("“Vì người nghèo” giai đoạn 2021-2025", "“Vì người nghèo” giai đoạn 2026-2030", "Hưng Yên", 0),
        ("“Vì người nghèo” giai đoạn 2021-2025", "“Vì người nghèo” năm 2025", "Hưng Yên", 0),
        ("“Vì người nghèo” giai đoạn 2021-2025", "“Vì người nghèo” giai đoạn 2022-2025", "Tây Ninh", 0),
        ("“Vì người nghèo” giai đoạn 2021-2025", "“Vì người già” giai đoạn 2022-2025", "Hưng Yên", 0),
    ],
)
def test_one_movement_has_one_period(one: str, other: str, province: str, count: int) -> None:
    found = check_plans([of("a", "Hưng Yên", one), of("b", province, other)])
    assert [(c.plan, c.other_plan, c.here.kind) for c in found] == [("a", "b", "different-periods")] * count


def test_the_shipped_plans_contradict_one_another_twice() -> None:
    found = check_plans([plan_at(path) for path in PLANS.values()])
    assert [(c.plan[:3], c.other_plan[:3], c.here.doubt is None) for c in found] == [
        ("000", "001", True), ("000", "002", False),
    ]  # fmt: skip


PIECES = st.sampled_from(
    ["ngày 31/02/2025", "5 năm (2012-2025)", "Kế hoạch số 1/KH-UBND ngày 30/12/2025", "\n1. ", "\n3. ",
     "\na) ", "\nđ) ", "trước ngày 01/01/2020", "Giai đoạn 1: 2025-2027;", "Giai đoạn 2: 2026-2030.",
     "\nTổng cộng  1  2\n", "\n1  A  2  3\n", "Số lượng khen thưởng", "từ ngày 0/0/0000 đến 1/1/2020",
     "İ", "năm 2025"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=25))
def test_no_text_breaks_the_checks(pieces: list[str]) -> None:
    plan = plan_of("KẾ HOẠCH\nThi đua năm 2025\n" + " ".join(pieces))
    for one in check_plan(plan, facts(plan)):
        assert one.cite(plan).quote(plan.source) in " ".join(plan.source.split())
