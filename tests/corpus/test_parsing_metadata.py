from __future__ import annotations

import pytest

from corpus.parsing.metadata import issuer_stated, province_of, years_named


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("năm 2025", (2025,)),
        ("giai đoạn 2025 - 2030", (2025, 2026, 2027, 2028, 2029, 2030)),
        ("năm học 2024-2025", (2024, 2025)),
        ("11/6/1948-11/6/2023", (2023,)),
        ("trong quý IV/2026", (2026,)),
        ("từ 2010 - 2050", (2010, 2050)),
        ("số 2025/QĐ-TTg và 12025", ()),
        ("không có năm", ()),
    ],
)
def test_years(text: str, years: tuple[int, ...]) -> None:
    assert years_named(text) == years


@pytest.mark.parametrize(
    ("letterhead", "text", "province"),
    [
        ("UBND TỈNH BÌNH ĐỊNH", "", "Bình Định"),
        ("UBND THÀNH PHỐ CẦN THƠ", "tỉnh Hậu Giang", "Cần Thơ"),
        ("", "trên địa bàn tỉnh Hưng Yên", "Hưng Yên"),
        ("", "UBND tinh Hung Yén, tinh Hung Yen", "Hưng Yên"),
        ("", "tỉnh Hưng Yên và tỉnh Thái Bình", None),
        ("", "tư tưởng Hồ Chí Minh", None),
        ("", "", None),
    ],
)
def test_a_province_is_named_clearly_or_unknown(letterhead: str, text: str, province: str | None) -> None:
    assert province_of(letterhead=letterhead, text=text) == province


@pytest.mark.parametrize(
    ("opening", "issuer"),
    [
        (
            "Căn cứ Luật; Ủy ban nhân dân thị xã Mỹ Hào xây dựng Kế hoạch như sau:",
            "Ủy ban nhân dân thị xã Mỹ Hào",
        ),
        (
            "Thực hiện Công văn của Sở Nội vụ, Sở Khoa học và Công nghệ (KH&CN) ban hành",
            "Sở Khoa học và Công nghệ",
        ),
        (
            "thực hiện Kết luận của Ban Thường vụ Tỉnh ủy, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:",
            "Chủ tịch Ủy ban nhân dân tỉnh",
        ),
        ("Xét đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 5", None),
        ("", None),
    ],
)
def test_the_issuer_is_the_last_body_that_says_it_issues(opening: str, issuer: str | None) -> None:
    assert issuer_stated(opening) == issuer
