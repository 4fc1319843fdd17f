"""How a question is put: comparing, looking through all plans, or to be confirmed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.manners import Claim, Manner, read_manner


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("So sánh giấy khen 2023 và 2025", "giấy khen 2023 và 2025"),
        ("thoi gian thi dua 2023 khac gi voi 2025", "thoi gian thi dua 2023, 2025"),
        ("Giấy khen năm 2023 và 2024 khác nhau thế nào?", "Giấy khen năm 2023 và 2024"),
        ("kh 2023 va 2025 ghi giai doan may, co khop ko?", "kh 2023 va 2025 ghi giai doan may"),
        ("Compare the award budgets of Bắc Kạn and Cao Bằng", "the award budgets of Bắc Kạn and Cao Bằng"),
        ("2023 với 2025, bên nào nhiều giấy khen hơn?", "2023 với 2025, giấy khen"),
    ],
)
def test_what_only_asks_to_compare_is_cut_out(typed: str, left: str) -> None:
    assert read_manner(typed) == Manner(text=left, compares=True)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Kế hoạch nào căn cứ Nghị định 98?", "Nghị định 98"),
        ("Phong trào dân vận khéo được nhắc trong những kế hoạch nào?", "Phong trào dân vận khéo"),
        ("cac ke hoach nao co so luong khen thuong, ke hoach nao khong", "so luong khen thuong"),
        ("Which plans mention money?", "money"),
    ],
)
def test_a_search_through_all_plans_leaves_what_is_looked_for(typed: str, left: str) -> None:
    assert read_manner(typed) == Manner(text=left, searches=True)


@pytest.mark.parametrize(
    ("typed", "left", "claim"),
    [
        (
            "giấy khen là 50 cá nhân, phải không?",
            "giấy khen là bao nhiêu cá nhân",
            Claim(kind="count", said="50", value="50"),
        ),
        (
            "hạn nộp báo cáo 30/11 đúng không",
            "hạn nộp báo cáo ngày nào",
            Claim(kind="day", said="30/11", value="30/11"),
        ),
        (
            "ông Trần Văn Mẫu ký kế hoạch đúng không?",
            "ai ký kế hoạch",
            Claim(kind="name", said="Trần Văn Mẫu", value="tran van mau"),
        ),
        (
            "kế hoạch này thay thế kế hoạch 12/KH-UBND phải ko",
            "kế hoạch này thay thế văn bản nào",
            Claim(kind="number", said="12/KH-UBND", value="12/kh-ubnd"),
        ),
        (
            "Is it true that 20 collectives get the flag?",
            "how many collectives get the flag",
            Claim(kind="count", said="20", value="20"),
        ),
    ],
)
def test_what_is_claimed_is_left_open(typed: str, left: str, claim: Claim) -> None:
    assert read_manner(typed) == Manner(text=left, claim=claim)


@pytest.mark.parametrize(
    "typed",
    ["Giấy khen bao nhiêu tập thể?", "so sánh?", "kế hoạch nào", "giay khen 2025 bn", "12/KH-UBND của ai?"],
)
def test_other_questions_stay_as_they_are(typed: str) -> None:
    manner = read_manner(typed)
    assert (manner.text, manner.claim) == (typed, None)


@given(st.text(max_size=80))
def test_no_text_is_too_odd_and_something_is_always_left(text: str) -> None:
    assert read_manner(text).text or not text
