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


HEAD = "KẾ HOẠCH\nPhát động phong trào thi đua năm 2025\n\nIV. KHEN THƯỞNG\n"


def said(text: str) -> list[tuple[dict[str, Any], str | None]]:
    """Give what the quotas of a small plan say, each with its doubt."""
    return [(values(quota), quota.doubt) for quota in find_quotas(plan_of(HEAD + text))]


@pytest.mark.parametrize(
    ("clause", "numbers"),
    [
        ("từ 03 đến 05 tập thể", (3, 5, None, None)),
        ("không quá 03 tập thể, 04 cá nhân", (None, 3, None, 4)),
        ("không vượt quá 03 tập thể và 04 cá nhân", (None, 3, None, 4)),
        ("ít nhất 02 cá nhân", (None, None, 2, None)),
        ("tối thiểu 01 tập thể; tối đa 09 cá nhân", (1, None, None, 9)),
        ("03 (ba) tập thể, 05 (năm) cá nhân", (3, 3, 5, 5)),
        ("đề nghị ba tập thể, mười hai cá nhân", (3, 3, 12, 12)),
        ("Tập thể: 03-05; Cá nhân: 05-10", (3, 5, 5, 10)),
        ("tập thể 02, cá nhân 03", (2, 2, 3, 3)),
        ("01 – 02 tập thể, 1.200 cá nhân", (1, 2, 1200, 1200)),
    ],
)
def test_numbers_are_read_however_they_are_written(
    clause: str, numbers: tuple[int | None, int | None, int | None, int | None]
) -> None:
    [quota] = find_quotas(plan_of(f"{HEAD}1. Giấy khen của Giám đốc Sở: {clause}."))
    assert (
        quota.collectives_min, quota.collectives_max, quota.individuals_min, quota.individuals_max,
    ) == numbers  # fmt: skip
    assert (quota.award, quota.granting_authority, quota.doubt) == ("Giấy khen", "Giám đốc Sở", None)


@pytest.mark.parametrize(
    ("clause", "percent", "percent_of"),
    [
        ("không quá 15% tổng số cá nhân của đơn vị", 15.0, "tổng số cá nhân của đơn vị"),
        ("xét tặng không quá 5% so với tổng số hội viên", 5.0, "so với tổng số hội viên"),
        ("tối đa 7,5% tổng quân số, trong đó cán bộ không quá 1/3", 7.5, "tổng quân số"),
        ("20% số cá nhân hoàn thành tốt nhiệm vụ", 20.0, "số cá nhân hoàn thành tốt nhiệm vụ"),
    ],
)
def test_shares_are_read_with_what_they_are_shares_of(clause: str, percent: float, percent_of: str) -> None:
    assert said(f"1. Danh hiệu “Chiến sĩ thi đua cơ sở”: {clause}.") == [
        ({"award": "Chiến sĩ thi đua cơ sở", "percent": percent, "percent_of": percent_of}, None)
    ]


@pytest.mark.parametrize(
    "clause",
    [
        "Phấn đấu có 02 tập thể được tặng Cờ thi đua của Chính phủ.",
        "Năm 2024 đã tặng Bằng khen cho 12 tập thể, 35 cá nhân.",
        "Có ít nhất 02 cá nhân đạt Chiến sĩ thi đua cơ sở.",
        "Mỗi đơn vị cử 01 tập thể, 02 cá nhân tham dự hội nghị trao Bằng khen.",
        "Tặng Bằng khen cho 12 tập thể và 25 cá nhân (có danh sách kèm theo).",
        "Bằng khen: trong năm cá nhân có 02 lần hoàn thành xuất sắc nhiệm vụ.",
        "Lao động tiên tiến: 100% cá nhân hoàn thành nhiệm vụ, đạt từ 80% số phiếu trở lên.",
        "Báo cáo thành tích không quá 04 trang đối với cá nhân, 06 trang đối với tập thể.",
        "Tiền thưởng kèm Giấy khen: 500.000 đồng đối với cá nhân.",
    ],
)
def test_other_numbers_are_no_quotas(clause: str) -> None:
    assert said(f"1. {clause}") == []


def test_a_range_upside_down_stays_as_printed_and_is_doubted() -> None:
    [(quota, doubt)] = said("1. Giấy khen: 10-05 tập thể.")
    assert quota == {"award": "Giấy khen", "collectives_min": 10, "collectives_max": 5}
    assert doubt == "khoảng số bị ngược: số đầu lớn hơn số sau"


def test_of_two_quotas_for_one_award_the_later_is_doubted() -> None:
    first, second = said("1. Giấy khen: 05 tập thể.\n2. Giấy khen: 07 tập thể.")
    assert first == ({"award": "Giấy khen", "collectives_min": 5, "collectives_max": 5}, None)
    assert second[0] == {"award": "Giấy khen", "collectives_min": 7, "collectives_max": 7}
    assert second[1] == "danh hiệu này đã có số lượng khác ở phần trước của văn bản"


def test_figures_that_differ_from_their_words_are_doubted() -> None:
    assert said("1. Giấy khen: 03 (hai) tập thể.") == [
        (
            {"award": "Giấy khen", "collectives_min": 3, "collectives_max": 3},
            "số ghi bằng chữ khác số ghi bằng số",
        )
    ]


def test_a_name_damaged_by_recognition_is_read_and_said_to_be() -> None:
    text = """
        3. Sb luong khen thuang
        - Gidy khen caa Giam dbc So: 05-10 tap thé; 05-10 ca nhan;
        - Bang khen caia Chu tich UBND tinh: 05-10 tap thé; 05-10 ca nhan.
    """
    quotas = find_quotas(plan_of(text))
    assert [quota.award for quota in quotas] == ["Giấy khen", "Bằng khen"]
    assert [quota.doubt for quota in quotas] == ["tên danh hiệu đọc lại từ chữ bị hỏng", None]


def test_a_promise_without_numbers_is_quoted() -> None:
    plan = plan_named("003")
    [quota] = find_quotas(plan)
    assert quota.announced_only
    assert quota.cite(plan).quote(plan.source) == "IV. HÌNH THỨC, TIÊU CHUẨN, SỐ LƯỢNG KHEN THƯỞNG"


def test_quotes_hold_award_and_numbers() -> None:
    plan = plan_named("000")
    assert [quota.cite(plan).quote(plan.source) for quota in find_quotas(plan)] == [
        "4.1. Tập thể lao động xuất sắc: 01-02 tập thể.",
        "4.2. Cờ thi đua của UBND tỉnh: 01 tập thể.",
        "4.3. Bằng khen của Chủ tịch UBND tỉnh: 01- 02 tập thể, 01- 02 cá nhân.",
        "4.4. Giấy khen của Giám đốc Sở: 03-05 tập thể, 05-10 cá nhân.",
    ]


def test_a_table_keeps_its_totals_row_marked() -> None:
    [table] = find_tables(plan_named("quangbinh_snv_2022"))
    assert [row.is_total for row in table.rows] == [False] * 9 + [True]
    total = [(e.award, e.collectives and e.collectives.high, e.individuals and e.individuals.high)
             for e in table.rows[-1].entries]  # fmt: skip
    assert total == [("Giấy khen", 11, 24), ("Bằng khen", None, 8)]


def test_a_table_takes_who_grants_from_the_heading_and_the_occasion_from_its_row() -> None:
    row = "| Giấy khen - cuối năm | 14 bản | tháng 11/2026 |"
    table = f"| Hình thức | Tập thể | Thời điểm |\n|---|---|---|\n{row}"
    [quota] = find_quotas(plan_of(f"# KẾ HOẠCH\nThi đua\n\n# IV. GIẤY KHEN CỦA CHỦ TỊCH UBND XÃ\n{table}"))
    assert values(quota) == {
        "award": "Giấy khen", "granting_authority": "CHỦ TỊCH UBND XÃ", "collectives_min": 14,
        "collectives_max": 14, "condition": "cuối năm; tháng 11/2026",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "quota"),
    [
        ("Ban xét chọn 02 doanh nghiệp.", {"collectives_min": 2, "collectives_max": 2}),
        ("Bộ lựa chọn, trình 03 tập thể tiêu biểu.", {"collectives_min": 3, "collectives_max": 3}),
        ("mỗi công ty hạ tầng được đề nghị 01 cá nhân.", {
            "individuals_min": 1, "individuals_max": 1, "per": "mỗi công ty hạ tầng"}),
        ("Phòng Kế toán đề nghị chung không quá 03 tập thể.", {"collectives_max": 3, "per": "Phòng Kế toán"}),
    ],
)  # fmt: skip
def test_who_chooses_is_no_unit(clause: str, quota: dict[str, Any]) -> None:
    assert said(f"1. Cờ thi đua: {clause}") == [({"award": "Cờ thi đua", **quota}, None)]


def test_a_share_for_another_unit_follows_the_first() -> None:
    text = "1. Tập thể lao động xuất sắc: không quá 30% số đơn vị; riêng khối phòng ban không quá 20%."
    assert [(q["percent"], q.get("per")) for q, _ in said(text)] == [(30.0, None), (20.0, "khối phòng ban")]


def test_a_table_without_awards_counts_under_a_heading_that_promises_quotas() -> None:
    rows = (
        "TT   Đơn vị       Tập thể   Cá nhân",
        "1    Sở Y tế      02        05",
        "2    Sở Tư pháp   01        03",
    )
    table = "\n".join(["", *rows, ""])
    promised = find_quotas(plan_of("KẾ HOẠCH\nThi đua\nV. SỐ LƯỢNG KHEN THƯỞNG" + table))
    assert [(q.per, q.collectives_max, q.individuals_max) for q in promised] == [
        ("Sở Y tế", 2, 5), ("Sở Tư pháp", 1, 3),
    ]  # fmt: skip
    assert {q.doubt for q in promised} == {"không rõ số lượng này cho danh hiệu nào"}
    assert find_quotas(plan_of("KẾ HOẠCH\nThi đua\nV. DANH SÁCH ĐĂNG KÝ" + table)) == []


WORDS = st.sampled_from(
    [
        "Bằng khen",
        "Giấy khen",
        "Cờ thi đua",
        "của",
        "UBND tỉnh",
        ":",
        ";",
        ",",
        ".",
        "tập thể",
        "cá nhân",
        "01",
        "10-05",
        "03 (ba)",
        "15%",
        "tổng số",
        "không quá",
        "mỗi đơn vị",
        "riêng",
        "trong đó",
        "năm",
        "hoặc",
        "\n",
        "\n1. ",
        "\nIV. SỐ LƯỢNG KHEN THƯỞNG\n",
        "",
        " ",
        "STT",
        "İ",
        "\t",
        "“",
        "”",
        "-",
    ]
)


@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=200))
def test_any_text_is_read_and_every_quota_can_be_cited(text: str) -> None:
    plan = plan_of("KẾ HOẠCH\nThi đua\n" + text)
    for quota in find_quotas(plan):
        cited = quota.cite(plan)
        assert plan.source[cited.start : cited.end].strip()
        assert cited.quote(plan.source)
