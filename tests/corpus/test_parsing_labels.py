from __future__ import annotations

import pytest

from corpus.parsing.labels import (
    Label,
    Level,
    awaits_number,
    ends_sentence,
    fits_numbering,
    is_capitals,
    read_label,
)


@pytest.mark.parametrize(
    ("line", "level", "label"),
    [
        ("\uf0b7 Sở Nội vụ", Level.BULLET, "\uf0b7"),
        ("\uf02d Sở Nội vụ", Level.DASH, "\uf02d"),
        ("PHỤ LỤC", Level.APPENDIX, "PHỤ LỤC"),
        ("Phụ lục 2", Level.APPENDIX, "Phụ lục 2"),
        ("Phần thứ nhất. MỤC ĐÍCH", Level.PART, "Phần thứ nhất."),
        ("PHẦN A", Level.PART, "PHẦN A"),
        ("Phần B - CÁC GIAI ĐOẠN", Level.PART, "Phần B -"),
        ("Chương II", Level.CHAPTER, "Chương II"),
        ("Mục 1. PHẠM VI", Level.DIVISION, "Mục 1."),
        ("Điều 12. Hiệu lực thi hành", Level.ARTICLE, "Điều 12."),
        ("A. NGUYÊN TẮC CHUNG", Level.CAPITAL, "A."),
        ("I. MỤC ĐÍCH", Level.ROMAN, "I."),
        ("IV/ TỔ CHỨC THỰC HIỆN", Level.ROMAN, "IV/"),
        ("II - NỘI DUNG", Level.ROMAN, "II -"),
        ("1. Mục đích", Level.NUMBER, "1."),
        ("1.Mục đích", Level.NUMBER, "1."),
        ("I/. MỤC ĐÍCH", Level.ROMAN, "I/."),
        ("2/- Đăng ký", Level.NUMBER, "2/-"),
        ("5- Thành phần", Level.NUMBER, "5-"),
        ("B/. KINH PHÍ", Level.CAPITAL, "B/."),
        ("a/ Lãnh đạo", Level.LETTER, "a/"),
        ("2/ Yêu cầu", Level.NUMBER, "2/"),
        ("1.1. Mục tiêu", Level.DOTTED, "1.1."),
        ("1.1 Mục tiêu", Level.DOTTED, "1.1"),
        ("2.1.3. Đợt thi đua", Level.DOTTED_TWICE, "2.1.3."),
        ("1) Đăng ký", Level.NUMBER_PAREN, "1)"),
        ("(2) Bình xét", Level.NUMBER_PAREN, "(2)"),
        ("a) Tập thể", Level.LETTER, "a)"),
        ("đ) Kinh phí", Level.LETTER, "đ)"),
        ("(b) Cá nhân", Level.LETTER, "(b)"),
        ("c. Thi đua phấn đấu", Level.LETTER, "c."),
        ("ii) Nghiệm thu", Level.SMALL_ROMAN, "ii)"),
        ("- Giấy khen", Level.DASH, "-"),
        ("– Bằng khen", Level.DASH, "–"),
        ("+ Có sáng kiến", Level.PLUS, "+"),
        ("• 80% hồ sơ", Level.BULLET, "•"),
        ("* Bản đăng ký", Level.BULLET, "*"),
    ],
)
def test_labels_are_read_as_printed(line: str, level: Level, label: str) -> None:
    found = read_label(line)
    assert found == Label(level=level, text=label, width=len(label)) or (
        found and (found.level, found.text) == (level, label)
    )


@pytest.mark.parametrize(
    "line",
    [
        "01 tập thể",
        "2025 là năm",
        "30/4/1975",
        "1.200.000 trang",
        "5.000.000 đồng",
        "IV/2024.",
        "Mục đích",
        "Điều 1 của Quy định này",
        "-việc tốt",
        "2/3 số phiếu",
        "01- 02 tập thể",
        "5- việc tốt",
        "Đ/c Bí thư",
        "b/c UBND",
        "***",
        "-------",
        "Phần việc cụ thể",
        "",
    ],
)
def test_what_is_no_label(line: str) -> None:
    assert read_label(line) is None


@pytest.mark.parametrize(
    ("line", "label", "width"),
    [
        ("I1. NOI DUNG", "I1.", 3),
        ("I11. KINH PHI TO CHUC", "I11.", 4),
        ("¢) Sb luong", "¢)", 2),
        ("~ b) Trinh Chu tich", "b)", 4),
    ],
)
def test_labels_damaged_by_recognition(line: str, label: str, width: int) -> None:
    found = read_label(line)
    assert found
    assert (found.text, found.width) == (label, width)


def test_levels_hold_one_another() -> None:
    order = ["PHẦN A", "Chương I", "A. A", "I. I", "Điều 1. Đ", "1. M", "1.1. M", "a) M", "- M"]
    levels = [label.level for line in order if (label := read_label(line))]
    assert levels == sorted(levels)
    assert len(levels) == len(order)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("xong.", True),
        ("gồm:", True),
        ("“thi đua”.", True),
        ("khen;”", True),
        ("./. 2", True),
        ("năm 2", False),
        ("và", False),
    ],
)
def test_ends_of_sentences(text: str, ends: bool) -> None:
    assert ends_sentence(text) is ends


@pytest.mark.parametrize(
    ("text", "capitals"),
    [("MỤC ĐÍCH, YÊU CẦU", True), ("I. UBND XÃ", True), ("UBND tỉnh", False), ("2", False), ("A", False)],
)
def test_capitals(text: str, capitals: bool) -> None:
    assert is_capitals(text) is capitals


@pytest.mark.parametrize(
    ("line", "previous", "fits"),
    [
        ("- việc tốt trong cơ quan", "biểu dương gương người tốt", False),
        ("- Giấy khen", "b) Khen thưởng sơ kết", True),
        ("- việc một;", "gồm các việc sau:", True),
        ("XIV. Các đơn vị báo cáo", "Đại hội Đảng bộ tỉnh lần thứ", False),
        ("IV. Văn phòng tổng hợp", "báo cáo trong quý", False),
        ("IV. KINH PHÍ", "3. Báo cáo hằng quý", True),
        ("IV. KINH PHÍ", "III. QUẢN LÝ QUỸ", True),
        ("15. Văn phòng tổng hợp", "báo cáo trước ngày", False),
        ("2. Cải cách hành chính", "1. Thi đua chuyển đổi số", True),
        ("Điều 5. Của Luật", "theo quy định tại", False),
        ("Điều 5. Hồ sơ", "nêu rõ lý do.", True),
        ("1. Phạm vi", None, True),
    ],
)
def test_what_begins_a_clause_depends_on_the_line_before(line: str, previous: str | None, fits: bool) -> None:
    label = read_label(line)
    assert label
    assert fits_numbering(label, line, previous) is fits


@pytest.mark.parametrize(
    ("text", "awaits"),
    [
        ("trong quý", True),
        ("trước ngày", True),
        ("lần thứ", True),
        ("hằng quý", False),
        ("xếp hạng", False),
        ("nội quy", False),
    ],
)
def test_words_whose_number_is_on_the_next_line(text: str, awaits: bool) -> None:
    assert awaits_number(text) is awaits
