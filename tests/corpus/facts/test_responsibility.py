from __future__ import annotations

from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.facts.responsibility import Responsibility, find_responsibilities
from tests.corpus.facts.reporting_gold import PARTS, same, score
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at, plan_of


def agrees(found: Responsibility, wanted: dict[str, Any]) -> bool:
    return same(found.office, wanted["office"]) and wanted["role"] in {None, found.role}


@pytest.mark.parametrize("part", PARTS)
def test_responsibilities_are_those_a_reader_finds(part: str) -> None:
    result = score("responsibility", part, find_responsibilities, agrees)
    assert result.recall >= 0.94
    assert result.precision >= 0.94


def tasks(text: str) -> list[tuple[str, str, str]]:
    found = find_responsibilities(plan_of("KẾ HOẠCH\nThử\n" + text))
    return [(one.office, one.role, one.task) for one in found]


@pytest.mark.parametrize(
    ("text", "given_"),
    [
        (
            "V. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: chủ trì theo dõi; phối hợp với các trường tuyên truyền.",
            [
                ("Sở Y tế", "leads", "chủ trì theo dõi"),
                ("Sở Y tế", "coordinates", "phối hợp với các trường tuyên truyền"),
            ],
        ),
        (
            "V. TỔ CHỨC THỰC HIỆN\n1. Đề nghị Ủy ban MTTQ tỉnh\nTuyên truyền, vận động hội viên hưởng ứng.",
            [("Ủy ban MTTQ tỉnh", "requested", "Tuyên truyền, vận động hội viên hưởng ứng")],
        ),
        (
            "II. CÁC PHONG TRÀO\n1. Xóa nhà tạm: hỗ trợ 120 hộ. Phòng Lao động chủ trì.",
            [("Phòng Lao động", "leads", "Xóa nhà tạm: hỗ trợ 120 hộ")],
        ),
        (
            "Điều 2. Giao Sở Tài chính cấp kinh phí khen thưởng theo quy định.",
            [("Sở Tài chính", "assigned", "cấp kinh phí khen thưởng theo quy định")],
        ),
        (
            "Điều 3. Chánh Văn phòng; Giám đốc Sở Nội vụ và Thủ trưởng các sở chịu trách nhiệm thi hành.",
            [
                (
                    "Chánh Văn phòng; Giám đốc Sở Nội vụ và Thủ trưởng các sở",
                    "assigned",
                    "chịu trách nhiệm thi hành",
                )
            ],
        ),
        (
            "Điều 9. Trách nhiệm của Phòng Đào tạo\nTham mưu Hiệu trưởng ban hành kế hoạch.",
            [("Phòng Đào tạo", "advises", "Tham mưu Hiệu trưởng ban hành kế hoạch")],
        ),
    ],
)
def test_a_task_has_its_office_and_role(text: str, given_: list[tuple[str, str, str]]) -> None:
    assert tasks(text) == given_


@pytest.mark.parametrize(
    "text",
    [
        "III. ĐỐI TƯỢNG\n1. Các phòng, ban, ngành cấp huyện; 39 xã, thị trấn.",
        "III. SỐ LƯỢNG\n1. Cụm thi đua số 1: 02 tập thể.\n2. Sở Nội vụ: 01 tập thể.",
        "V. TỔ CHỨC THỰC HIỆN\nTrên đây là Kế hoạch, đề nghị các đơn vị nghiêm túc triển khai thực hiện.",
        "I. MỤC ĐÍCH\n1. Tổ chức tốt phong trào; phòng, chống lãng phí; bảo đảm thiết thực.",
        "Đề nghị các đơn vị quan tâm phối hợp thực hiện./.",
    ],
)
def test_what_gives_no_task_is_left_out(text: str) -> None:
    assert tasks(text) == []


def test_every_responsibility_can_be_cited() -> None:
    for plan in map(plan_at, chain(PLANS.values(), DOCUMENTS.values())):
        assert all(one.cite(plan).quote(plan.source) for one in find_responsibilities(plan))


PIECES = st.sampled_from(
    ["chủ trì", "phối hợp", "tham mưu", "Giao", "Đề nghị", "Sở Nội vụ", "các phòng", "đơn vị", "do",
     ":", ";", ",", ".",
     "(", ")", "“", "và", "-", "chịu trách nhiệm thi hành", "\nIV. TỔ CHỨC THỰC HIỆN\n", "\n1. ",
     "\n- ", "\na) ", "İ",
     "\nĐiều 3. ", "Trách nhiệm của", "S¢ Noi vu"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=8), max_size=30))
def test_no_text_breaks_the_finder(pieces: list[str]) -> None:
    plan = plan_of("KẾ HOẠCH\n" + " ".join(pieces))
    for one in find_responsibilities(plan):
        quote = one.cite(plan).quote(plan.source)
        assert quote
        assert quote in " ".join(plan.source.split())
