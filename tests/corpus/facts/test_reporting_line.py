from __future__ import annotations

from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.facts.reporting_line import ReportingLine, find_reporting_lines
from tests.corpus.facts.reporting_gold import PARTS, same, score
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at, plan_of


def agrees(found: ReportingLine, wanted: dict[str, Any]) -> bool:
    return found.kind == wanted["kind"] and same(found.to, wanted["to"]) and same(found.via, wanted["via"])


def agrees_wholly(found: ReportingLine, wanted: dict[str, Any]) -> bool:
    return agrees(found, wanted) and same(found.who, wanted["who"]) and same(found.when, wanted["when"])


@pytest.mark.parametrize("part", PARTS)
def test_reporting_lines_are_those_a_reader_finds(part: str) -> None:
    result = score(
        "reporting_line", part, find_reporting_lines, agrees if part == "annotated" else agrees_wholly
    )
    assert result.recall >= 0.95
    assert result.precision >= 0.95


def lines(text: str) -> list[tuple[str | None, ...]]:
    found = find_reporting_lines(plan_of("KẾ HOẠCH\nThử\n" + text))
    return [(one.kind, one.who, one.what, one.to, one.via, one.when) for one in found]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "1. Các phòng, đơn vị báo cáo kết quả về Sở Nội vụ (qua Văn phòng Sở) trước ngày 15/12 hằng năm.",
            (
                "report",
                "Các phòng, đơn vị",
                "kết quả",
                "Sở Nội vụ",
                "Văn phòng Sở",
                "trước ngày 15/12 hằng năm",
            ),
        ),
        (
            "IV. PHÂN CÔNG\n1. Phòng Nội vụ\n- Tham mưu Chủ tịch UBND thị xã khen thưởng các tập thể.",
            ("advice", "Phòng Nội vụ", "khen thưởng các tập thể", "Chủ tịch UBND thị xã", None, None),
        ),
        (
            "1. Hồ sơ gửi trước ngày 10/9/2023.",
            ("submission", None, "Hồ sơ", None, None, "trước ngày 10/9/2023"),
        ),
        (
            "1. Triển khai.\nTrong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về Sở Y tế.",
            ("report", "các đơn vị", "nếu có vướng mắc", "Sở Y tế", None, "nếu có vướng mắc"),
        ),
        (
            "1. Phòng Quản lý chất lượng thẩm định hồ sơ, trình Giám đốc Sở quyết định.",
            ("submission", "Phòng Quản lý chất lượng", "thẩm định hồ sơ", "Giám đốc Sở", None, None),
        ),
    ],
)
def test_a_line_has_who_what_to_whom_through_whom_and_when(text: str, line: tuple[str | None, ...]) -> None:
    assert lines(text) == [line]


def test_who_gets_the_word_passes_it_on() -> None:
    text = "1. Các xã phản ánh về UBND huyện (qua Phòng Nội vụ) để tổng hợp, báo cáo UBND tỉnh xem xét."
    first, second = lines(text)
    assert first[1] == "Các xã"
    assert second[1] == "Phòng Nội vụ"
    assert second[3] == "UBND tỉnh"


def test_copies_with_a_purpose_are_distribution() -> None:
    plan = plan_of(
        "SỞ CÔNG THƯƠNG\nKẾ HOẠCH\nThử\n1. Triển khai.\n"
        "Nơi nhận:\n- UBND tỉnh (b/c);\n- Sở Nội vụ (Ban TĐKT);\n- Lưu: VT."
    )
    (only,) = find_reporting_lines(plan)
    assert (only.kind, only.what, only.to) == ("distribution", "b/c", "UBND tỉnh")
    assert only.cite(plan).quote(plan.source) == "UBND tỉnh (b/c)"


@pytest.mark.parametrize(
    "text",
    [
        "1. Thực hiện chế độ thông tin, báo cáo đầy đủ, đúng thời gian quy định.",
        "1. Báo cáo thành tích không quá 04 trang.",
        "1. Đổi mới quy trình, chương trình; nâng cao trình độ chuyên môn.",
        "1. Tờ trình đề nghị khen thưởng của cơ quan, đơn vị.",
        "1. Số lượng đề nghị khen thưởng: 05 tập thể.",
        "1. Tập thể được đề nghị tặng Cờ thi đua.",
        "1. Mời đại biểu (có Giấy mời gửi sau).",
    ],
)
def test_what_is_no_act_of_reporting_is_left_out(text: str) -> None:
    assert lines(text) == []


def test_every_line_can_be_cited() -> None:
    for plan in map(plan_at, chain(PLANS.values(), DOCUMENTS.values())):
        assert all(one.cite(plan).quote(plan.source) for one in find_reporting_lines(plan))


PIECES = st.sampled_from(
    ["báo cáo", "gửi", "về", "trình", "tham mưu", "đề nghị", "cấp trên", "khen thưởng", "(qua",
     ")", ";", ",", ".",
     ":", "Sở Nội vụ", "các phòng", "đơn vị", "để tổng hợp", "phản ánh", "trước ngày 15/12", "\n1. ", "\n- ",
     "\nNơi nhận:\n- Sở Y tế (để", "İ", "¢", "Giao", "và", "-", "xây dựng"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=8), max_size=30))
def test_no_text_breaks_the_finder(pieces: list[str]) -> None:
    plan = plan_of("KẾ HOẠCH\n" + " ".join(pieces))
    for one in find_reporting_lines(plan):
        quote = one.cite(plan).quote(plan.source)
        assert quote
        assert quote in " ".join(plan.source.split())
