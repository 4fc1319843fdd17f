from __future__ import annotations

import pytest

from tests.corpus.reading import labels, plan_of, sections, shown, tree

NESTED = """
    KẾ HOẠCH
    Thi đua năm 2024
    Căn cứ Luật Thi đua, khen thưởng năm 2022;
    A. NỘI DUNG
    I. CHỦ ĐỀ
    1. Thi đua yêu nước
    1.1. Tập thể:
    a) Phòng;
    b) Ban gồm:
    - Ban một;
    + Tổ một;
    + Tổ hai;
    - Ban hai.
    2. Khen thưởng
    B. KINH PHÍ
    Từ ngân sách.
    """


def test_clauses_stand_in_one_another_as_numbered() -> None:
    assert shown(plan_of(NESTED)) == tree("""
        title: KẾ HOẠCH Thi đua năm 2024
        preamble: Căn cứ Luật Thi đua, khen thưởng năm 2022;
        numbered: A. NỘI DUNG
          numbered: I. CHỦ ĐỀ
            numbered: 1. Thi đua yêu nước
              numbered: 1.1. Tập thể:
                numbered: a) Phòng;
                numbered: b) Ban gồm:
                  item: - Ban một;
                    item: + Tổ một;
                    item: + Tổ hai;
                  item: - Ban hai.
            numbered: 2. Khen thưởng
        numbered: B. KINH PHÍ
          paragraph: Từ ngân sách.
        """)


def test_plus_may_hold_dash() -> None:
    text = "I. NỘI DUNG\n+ Tập thể:\n- Cờ thi đua;\n- Bằng khen.\n+ Cá nhân:\n- Giấy khen."
    assert shown(plan_of(text)) == tree("""
        numbered: I. NỘI DUNG
          item: + Tập thể:
            item: - Cờ thi đua;
            item: - Bằng khen.
          item: + Cá nhân:
            item: - Giấy khen.
        """)


@pytest.mark.parametrize(
    "printed",
    [["1.", "2.", "3.", "3.", "4."], ["1.", "2.", "5."], ["2.", "1."]],
    ids=["repeats", "skips", "turns back"],
)
def test_numbering_stays_as_printed(printed: list[str]) -> None:
    text = "I. NỘI DUNG\n" + "\n".join(f"{label} Thi đua tốt." for label in printed)
    assert labels(plan_of(text)) == ["I.", *printed]


def test_a_repeated_roman_numeral_is_a_section_of_its_own() -> None:
    plan = plan_of("IV. KHEN THƯỞNG\n1. Giấy khen.\nIV. TỔ CHỨC\n1. Văn phòng.")
    assert labels(plan) == ["IV.", "1.", "IV.", "1."]


def test_a_list_belongs_to_the_paragraph_that_leads_it_in() -> None:
    text = "I. NỘI DUNG\nChia thành các giai đoạn:\n- Giai đoạn 1;\n- Giai đoạn 2.\nCác đơn vị thực hiện."
    assert shown(plan_of(text)) == tree("""
        numbered: I. NỘI DUNG
          paragraph: Chia thành các giai đoạn:
            item: - Giai đoạn 1;
            item: - Giai đoạn 2.
          paragraph: Các đơn vị thực hiện.
        """)


CLOSING = "Trong quá trình thực hiện, có vướng mắc thì phản ánh về Sở./."


@pytest.mark.parametrize(
    ("above", "depth"),
    [
        pytest.param(["IV. TỔ CHỨC", "1. Văn phòng Sở", "a) Theo dõi."], 1, id="in the last section"),
        pytest.param(["1. Văn phòng Sở", "- Theo dõi."], 0, id="behind clauses without a section"),
        pytest.param(["Chương I", "QUY ĐỊNH", "Điều 1. Hiệu lực"], 2, id="in an article"),
    ],
)
def test_the_closing_sentence_leaves_the_clause_before_it(above: list[str], depth: int) -> None:
    lines = shown(plan_of("\n".join([*above, CLOSING]))).split("\n")
    assert lines[-1] == f"{'  ' * depth}paragraph: {CLOSING}"


@pytest.mark.parametrize(
    "end", ["Đề nghị các phòng nghiêm túc thực hiện./.", "Kế hoạch này thay thế Kế hoạch số 5."]
)
def test_other_closing_sentences(end: str) -> None:
    lines = shown(plan_of(f"VI. TỔ CHỨC\n1. Văn phòng.\n{end}")).split("\n")
    assert lines[-1] == f"  paragraph: {end}"


HEADINGS = [
    pytest.param("1. Mục đích:\na) Một;", ["Mục đích", None], id="colon dropped"),
    pytest.param("1. Mục đích", [None], id="names nothing"),
    pytest.param("1. Tập thể hoàn thành nhiệm vụ.\na) Một;", [None, None], id="a sentence is no heading"),
    pytest.param("Điều 1. Hiệu lực.\nTừ ngày ký.", ["Hiệu lực.", None], id="an article's name"),
    pytest.param(
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi", ["QUY ĐỊNH CHUNG", None], id="below the number"
    ),
    pytest.param(f"1. {'rất dài ' * 40}\na) Một;", [None, None], id="too long to be a name"),
]


@pytest.mark.parametrize(("text", "headings"), HEADINGS)
def test_headings(text: str, headings: list[str | None]) -> None:
    assert [section.heading for section in sections(plan_of(text))] == headings


def test_a_section_spans_its_children() -> None:
    plan = plan_of(NESTED)
    spans = [(section.end, [child.end for child in section.children]) for section in sections(plan)]
    assert all(end == max(below) for end, below in spans if below)
