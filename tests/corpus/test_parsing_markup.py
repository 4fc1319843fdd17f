"""Marks of Markdown and HTML: told from letters, taken off, and led back to the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answers import quote
from corpus.models import ReadingText, Run
from corpus.parsing.markup import carries_markup, lead_through, without_marks
from tests.corpus.reading import DOCUMENTS, plan_at, plan_of, sections, shown, tree


@pytest.mark.parametrize(
    "text",
    [
        "**Điều 1.** Phạm vi", "## I. MỤC ĐÍCH", "| Nội dung | Hạn |\n|---|---|", "<!-- page 1 -->",
        "Sở<br>Nội vụ", "<b>Điều 1</b>", "Đảng&nbsp;ủy", "Khoa học &amp; Công nghệ",
        "**“Vì người\nnghèo”** năm 2026",
    ],
)  # fmt: skip
def test_marks_are_told(text: str) -> None:
    assert carries_markup(text)


@pytest.mark.parametrize(
    "text",
    [
        "* Ghi chú: số liệu đến 30/6", "(*) Theo Quyết định số 5. (**) Theo Quyết định số 6.", "- Sở Nội vụ;",
        "** Ghi chú\n** Nguồn", "Số: ____/KH-UBND, ngày ____ tháng ____", "*****", "5 * 3 * 2 = 30",
        "#5 và C#", "a < b > c", "2 | P a g e", "UBND xã | Trang 2/7", "KH&ĐT; TN&MT", "A - B",
        "----------",
    ],
)  # fmt: skip
def test_other_signs_are_none(text: str) -> None:
    assert not carries_markup(text)
    assert without_marks(text).text == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1. **“Xanh, *sạch*, đẹp”**: _cả năm_", "1. “Xanh, sạch, đẹp”: cả năm"),
        ("# I. CHỈ TIÊU #", "I. CHỈ TIÊU"),
        ("**a** (*) và 1\\. b", "a (*) và 1. b"),
        ("<p>Sở Khoa học &amp;&nbsp;Công nghệ</p>", "\nSở Khoa học & Công nghệ\n"),
        ("Giấy\u00a0khen, thưởng\u00adđột\u200b xuất", "Giấy khen, thưởngđột xuất"),
        ("[Cổng](https://x.vn/a) **tin**", "Cổng tin"),
        ("| a | **b** |\n|---|---|\n| | 2 |", "a | b\n\n2"),
        ("| a<br>b | c |\n|---|---|", "a b | c\n"),
    ],
)
def test_marks_are_taken_off(text: str, plain: str) -> None:
    assert without_marks(text).text == plain


SOURCE = """
    | **UBND XÃ MƯỜNG** | **Độc lập - Tự do - Hạnh phúc** |
    |---|---|
    | Số: 5/KH-UBND | *Mường, ngày 02 tháng 3 năm 2026* |

    ## KẾ HOẠCH
    **Tổ chức phong trào thi đua năm 2026**

    # I. KHEN THƯỞNG
    1. Giấy khen&nbsp;của **Chủ tịch** UBND xã: **05** tập thể.

    # II. THỜI HẠN
    | Nội dung | Hạn |
    |---|---|
    | Đăng ký | **15/01/2026** |
    | Báo cáo | 20/11/2026 |

    | **Nơi nhận:**<br>- Sở Nội vụ;<br>- Lưu: VT. | **TM. UBND XÃ**<br>**CHỦ TỊCH**<br><br>**Lò Thị Xanh** |
    |---|---|
    """


def test_a_plan_with_marks_is_read_as_one_without() -> None:
    assert shown(plan_of(SOURCE)) == tree("""
        letterhead: UBND XÃ MƯỜNG Độc lập - Tự do - Hạnh phúc | Số: 5/KH-UBND Mường, ngày 02 tháng 3 năm 2026
        title: KẾ HOẠCH Tổ chức phong trào thi đua năm 2026
        numbered: I. KHEN THƯỞNG
          numbered: 1. Giấy khen của Chủ tịch UBND xã: 05 tập thể.
        numbered: II. THỜI HẠN
          paragraph: Nội dung | Hạn
          paragraph: Đăng ký | 15/01/2026
          paragraph: Báo cáo | 20/11/2026
        recipients: Nơi nhận: | - Sở Nội vụ; | - Lưu: VT.
        signature: TM. UBND XÃ | CHỦ TỊCH | Lò Thị Xanh
        """)


def test_what_the_plan_says_of_itself_holds_no_marks() -> None:
    found = plan_of(SOURCE).metadata
    assert (found.number, found.issuer, found.place, found.signer, found.position) == (
        "5/KH-UBND", "UBND XÃ MƯỜNG", "Mường", "Lò Thị Xanh", "Chủ tịch",
    )  # fmt: skip
    assert found.recipients == ("Sở Nội vụ", "Lưu: VT")


def test_a_quote_is_of_the_source_and_its_reading_has_no_marks() -> None:
    plan = plan_of(SOURCE)
    clause = next(section for section in sections(plan) if section.label == "1.")
    quotation = quote(plan, clause.start, clause.end, section="I")
    assert quotation.quote == "1. Giấy khen&nbsp;của **Chủ tịch** UBND xã: **05** tập thể."
    assert quotation.reading == "1. Giấy khen của Chủ tịch UBND xã: 05 tập thể."
    assert not plan.is_reread


def test_the_commune_plan_is_quoted_exactly() -> None:
    plan = plan_at(DOCUMENTS["muonglo_xa_2026"])
    for section in sections(plan):
        assert quote(plan, section.start, section.own_end, section="").reading
    assert "**" not in plan.reading.text


def test_a_word_read_anew_leads_through_marks() -> None:
    plain = without_marks("**Ke** ho**ac**h")
    reading = ReadingText(
        text="Kế hoạch",
        runs=(Run(reading=0, source=0, length=3, source_length=2), Run(reading=3, source=3, length=5)),
    )
    assert lead_through(reading, plain).runs == (
        Run(reading=0, source=2, length=3, source_length=2),
        Run(reading=3, source=7, length=2),
        Run(reading=5, source=11, length=2),
        Run(reading=7, source=15, length=1),
    )


PIECES = st.sampled_from(
    [
        "**", "*", "_", "__", "# ", "|", "\n", "\n\n", "|---|---|\n", "<br>", "<b>", "</b>", "&nbsp;",
        "&amp;", "\\", "\u00a0", "\u00ad", "\u200b", "<!-- x -->", "Sở", " ", "05", "(", ")",
        "Số: 5/KH", ">", "`",
        "[a](#b)", "Nơi nhận:",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80))
def test_every_run_stands_in_the_source_in_order(text: str) -> None:
    plain, behind = without_marks(text), 0
    for run in plain.runs:
        assert run.source >= behind
        behind = run.source + run.length
        assert text[run.source : behind] == plain.text[run.reading : run.reading + run.length]
    kept = {place for run in plain.runs for place in range(run.reading, run.reading + run.length)}
    assert all(c.isspace() for at, c in enumerate(plain.text) if at not in kept)
