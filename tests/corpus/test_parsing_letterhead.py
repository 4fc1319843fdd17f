from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest

from corpus.parsing.letterhead import (
    Letterhead,
    read_letterhead,
    split_head,
    type_at,
)
from corpus.parsing.lines import split_lines

COLUMNS = """\
    UBND TỈNH BÌNH ĐỊNH          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        SỞ NỘI VỤ                     Độc lập - Tự do - Hạnh phúc

    Số: 2218/SNV-TĐKT              Bình Định, ngày 01 tháng 11 năm 2024
    """
BODY_OVER_TWO_LINES = """\
    ỦY BAN NHÂN DÂN
    HUYỆN YÊN THÀNH
    -------
    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    Độc lập - Tự do - Hạnh phúc
    Số: 41/KH-UBND
    Yên Thành, ngày 16 tháng 02 năm 2023
    """
SUBJECT = """\
    SỞ NỘI VỤ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    Số: 12/SNV-TĐKT\tHà Nội, ngày 1 tháng 3 năm 2024
    V/v đăng ký thi đua năm 2024
    và rà soát hồ sơ khen thưởng
    """
SUBJECT_BESIDE_DATE = """\
    SỞ NỘI VỤ
    Số: 12/SNV-TĐKT
    V/v đăng ký thi đua      Hà Nội, ngày 1 tháng 3 năm 2024
    năm 2024
    """
HEADS = [
    pytest.param(
        COLUMNS,
        Letterhead(
            superior="UBND TỈNH BÌNH ĐỊNH", issuer="SỞ NỘI VỤ", number="2218/SNV-TĐKT",
            place="Bình Định", issue_date=date(2024, 11, 1), year=2024,
        ),
        id="two columns",
    ),
    pytest.param(
        BODY_OVER_TWO_LINES,
        Letterhead(
            issuer="ỦY BAN NHÂN DÂN HUYỆN YÊN THÀNH", number="41/KH-UBND",
            place="Yên Thành", issue_date=date(2023, 2, 16), year=2023,
        ),
        id="a name over two lines",
    ),
    pytest.param(
        SUBJECT,
        Letterhead(
            issuer="SỞ NỘI VỤ", number="12/SNV-TĐKT", place="Hà Nội", issue_date=date(2024, 3, 1), year=2024,
            subject="đăng ký thi đua năm 2024 và rà soát hồ sơ khen thưởng",
        ),
        id="a subject over two lines",
    ),
    pytest.param(
        SUBJECT_BESIDE_DATE,
        Letterhead(
            issuer="SỞ NỘI VỤ", number="12/SNV-TĐKT", place="Hà Nội", issue_date=date(2024, 3, 1), year=2024,
            subject="đăng ký thi đua năm 2024",
        ),
        id="a subject beside the date",
    ),
    pytest.param(
        "Số: /KH-KHCN Tây Ninh, ngày tháng năm 2025",
        Letterhead(place="Tây Ninh", year=2025),
        id="blanks to fill in",
    ),
    pytest.param(
        "Số: .../KH-SYT      Huế, ngày …. tháng 3 năm 2025",
        Letterhead(place="Huế", year=2025),
        id="dots to fill in",
    ),
    pytest.param(
        "SỞ TƯ PHÁP\n***\nHuế, ngày 15/11/2024",
        Letterhead(issuer="SỞ TƯ PHÁP", place="Huế", issue_date=date(2024, 11, 15), year=2024),
        id="a short date",
    ),
    pytest.param("Huế, ngày 31 tháng 2 năm 2025", Letterhead(place="Huế", year=2025), id="no such day"),
    pytest.param(
        "SO NOI VU\nSO: 5/KH-SNV Hoa Binh, ngay 28 thang 5 nim 2024",
        Letterhead(
            issuer="SO NOI VU", number="5/KH-SNV", place="Hoa Binh", issue_date=date(2024, 5, 28), year=2024,
        ),
        id="bad recognition",
    ),
    pytest.param("", Letterhead(), id="nothing printed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_letterheads_are_read_and_nothing_is_guessed(text: str, expected: Letterhead) -> None:
    assert read_letterhead(split_lines(dedent(text))) == expected


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("KẾ HOẠCH", "Kế hoạch"),
        ("KẾ\u00a0HOẠCH Phát động", "Kế hoạch"),
        ("KE HOACH", "Kế hoạch"),
        ("QUYẾT ĐỊNH:", "Quyết định"),
        ("THÔNG BÁO", "Thông báo"),
        ("Kế hoạch này thay thế", None),
        ("KẾ HOẠCHNĂM", None),
        ("MỤC ĐÍCH", None),
    ],
)
def test_kinds_of_document_count_in_capitals(line: str, kind: str | None) -> None:
    assert type_at(line) == kind


TITLES = [
    pytest.param(
        ["KẾ HOẠCH", "Phát động thi đua năm 2025", "của Sở Nội vụ", "Căn cứ Luật Thi đua;"],
        3,
        id="legal basis",
    ),
    pytest.param(["KẾ HOẠCH", "Phát động thi đua", "I. MỤC ĐÍCH"], 2, id="numbered clause"),
    pytest.param(["THÔNG BÁO", "V/v đăng ký thi đua", "Kính gửi: Các phòng"], 2, id="addressee"),
    pytest.param(["QUY ĐỊNH", "Xét khen thưởng", "(Kèm theo Quyết định số 5)"], 2, id="what it belongs to"),
    pytest.param(["KẾ HOẠCH Phát động phong trào thi đua", "", "", "Năm 2025 là năm"], 1, id="wide gap"),
    pytest.param(["KẾ HOẠCH", "Thi đua năm 2025", "-----", "Năm 2025 là năm"], 2, id="rule"),
]


@pytest.mark.parametrize(("lines", "titles"), TITLES)
def test_titles_end(lines: list[str], titles: int) -> None:
    head = split_head(split_lines("\n".join(lines)))
    assert [line.text for line in head.title] == lines[:titles]


def test_an_official_letter_has_an_addressee_and_no_title() -> None:
    head = split_head(split_lines("SỞ NỘI VỤ\nKính gửi: Các phòng\n1. Đăng ký"))
    assert (head.document_type, head.title) == ("Công văn", [])
    assert [line.text for line in head.letterhead] == ["SỞ NỘI VỤ"]


def test_a_text_without_a_head_is_all_body() -> None:
    head = split_head(split_lines("Năm 2025 là năm tăng tốc\n1. Mục đích\nKẾ HOẠCH"))
    assert (head.letterhead, head.title, len(head.rest)) == ([], [], 3)


def test_an_attached_regulation_has_a_head_and_an_appendix_has_none() -> None:
    regulation = split_head(split_lines("UBND TỈNH\nQUY CHẾ\nXét khen thưởng\nChương I"))
    appendix = split_head(split_lines("PHỤ LỤC\nKẾ HOẠCH PHÂN BỔ\nI. CỤM"))
    assert [line.text for line in regulation.title] == ["QUY CHẾ", "Xét khen thưởng"]
    assert (appendix.title, len(appendix.rest)) == ([], 3)
