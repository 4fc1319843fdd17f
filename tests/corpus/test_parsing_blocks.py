from __future__ import annotations

from textwrap import dedent

import pytest

from corpus.parsing.blocks import group, join
from corpus.parsing.lines import split_lines


def read(text: str, width: int | None = 70) -> list[str]:
    """Give the reading text of each block."""
    reading, spans = join(group(split_lines(dedent(text)), width))
    return [reading.text[start:end] for start, end in spans]


WRAPPED = [
    pytest.param(
        "Nghị quyết số 512/NQ-\nHĐND ngày 11/12/2024",
        "Nghị quyết số 512/NQ-HĐND ngày 11/12/2024",
        id="number",
    ),
    pytest.param("nhiệm kỳ 2026-\n2030 và Đại hội", "nhiệm kỳ 2026-2030 và Đại hội", id="range of years"),
    pytest.param(
        "Quyết định 11/2024/QĐ-\nUBND ngày 25/4", "Quyết định 11/2024/QĐ-UBND ngày 25/4", id="decision"
    ),
    pytest.param("người tốt\n- việc tốt", "người tốt - việc tốt", id="dash inside a sentence"),
    pytest.param("báo cáo trong quý\nIV/2024.", "báo cáo trong quý IV/2024.", id="quarter"),
    pytest.param("Đại hội lần thứ\nXIV. Các đơn vị", "Đại hội lần thứ XIV. Các đơn vị", id="Roman numeral"),
    pytest.param("theo quy định tại\nĐiều 5. Của Luật", "theo quy định tại Điều 5. Của Luật", id="article"),
    pytest.param("hướng dẫn của\nSở Nội vụ", "hướng dẫn của Sở Nội vụ", id="word that ends nothing"),
    pytest.param("tập thể,\nCá nhân", "tập thể, Cá nhân", id="comma"),
    pytest.param("tổng kết năm\n(đợt 2)", "tổng kết năm (đợt 2)", id="bracket"),
    pytest.param("phong trào\n\n\nthi đua", "phong trào thi đua", id="blank lines"),
]


@pytest.mark.parametrize(("text", "joined"), WRAPPED)
@pytest.mark.parametrize("width", [70, None])
def test_hard_line_breaks_are_joined(text: str, joined: str, width: int | None) -> None:
    assert read(text, width) == [joined]


MEANT = [
    pytest.param(["I. MỤC ĐÍCH", "Tạo khí thế thi đua."], id="text under a heading in capitals"),
    pytest.param(["I. KHEN THƯỞNG", "01 tập thể."], id="number under a heading in capitals"),
    pytest.param(["1. Mục đích", "a) Nâng cao nhận thức;", "b) Khen thưởng."], id="labels"),
    pytest.param(["1. Thời gian: năm 2025", "2. Đối tượng: tập thể"], id="labels without a full stop"),
    pytest.param(["Căn cứ Luật Thi đua;", "Căn cứ Nghị định số 98;"], id="legal bases"),
    pytest.param(["QUYẾT ĐỊNH:", "Điều 1. Ban hành Quy chế."], id="article"),
    pytest.param(["PHỤ LỤC", "(Kèm theo Kế hoạch số 5)"], id="what an appendix belongs to"),
    pytest.param(["01 tập thể", "02 cá nhân"], id="numbers of people"),
    pytest.param(["1. Chuyển đổi số", "Các đơn vị chủ động."], id="short heading"),
]


@pytest.mark.parametrize("lines", MEANT)
@pytest.mark.parametrize("width", [70, None])
def test_breaks_that_were_meant_stay(lines: list[str], width: int | None) -> None:
    assert read("\n".join(lines), width) == lines


def test_a_break_before_a_capital_is_joined_where_the_line_is_full() -> None:
    text = """\
        Các phòng, đơn vị báo cáo kết quả về Ủy ban nhân dân tỉnh
        Hưng Yên theo quy định.
        """
    assert read(text, 60) == [
        "Các phòng, đơn vị báo cáo kết quả về Ủy ban nhân dân tỉnh Hưng Yên theo quy định."
    ]


def test_a_sentence_that_leaves_room_ends_its_paragraph() -> None:
    text = "Thi đua phải thiết thực, tránh hình thức.\nCác đơn vị chủ động triển khai."
    assert read(text, 60) == text.split("\n")


def test_each_row_of_a_table_is_a_block_without_a_label() -> None:
    rows = ["STT   Đơn vị   Tập thể   Cá nhân", "1.   Văn phòng Sở   01   02", "Tổng   03   07   10"]
    blocks = group(split_lines("Phân bổ như sau:\n" + "\n".join(rows) + "\n2. Kinh phí"), 70)
    assert [(block.text, block.label and block.label.text) for block in blocks] == [
        ("Phân bổ như sau:", None),
        *((row, None) for row in rows),
        ("2. Kinh phí", "2."),
    ]


def test_joined_text_keeps_the_way_back_to_the_source() -> None:
    source = "  Nghị quyết 512/NQ- \n\n HĐND,   năm\u00a02026-\n2030 "
    reading, _ = join(group(split_lines(source), None))
    assert reading.text == "Nghị quyết 512/NQ-HĐND, năm 2026-2030"
    assert [source[run.source : run.source + run.length] for run in reading.runs] == [
        "Nghị quyết 512/NQ-", "HĐND,", "năm", "2026-", "2030",
    ]  # fmt: skip


def test_no_lines_make_no_blocks() -> None:
    assert group([], None) == []
