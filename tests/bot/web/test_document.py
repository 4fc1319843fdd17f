"""A plan laid out for reading."""

from __future__ import annotations

import dataclasses

import pytest

from bot.web.document import Block, Entry, Piece, find_excerpt, lay_out, outline
from corpus.models import Plan, Section, SectionKind
from tests.bot.web.sample import PLAN, QUOTA
from tests.corpus.reading import PLANS, plan_at


def squeezed(text: str) -> str:
    return " ".join(text.split())


def place_of(words: str) -> tuple[int, int]:
    at = PLAN.reading.text.index(words)
    return at, at + len(words)


def text_of(block: Block) -> str:
    return "".join(piece.text for piece in block.pieces)


def test_nothing_of_the_text_is_lost() -> None:
    assert squeezed("\n".join(text_of(block) for block in lay_out(PLAN))) == squeezed(PLAN.reading.text)


def test_text_that_stands_in_no_section_is_a_paragraph() -> None:
    plan = dataclasses.replace(PLAN, sections=PLAN.sections[3:4])
    blocks = lay_out(plan)
    assert blocks[0].style == "paragraph"
    assert squeezed("\n".join(map(text_of, blocks))) == squeezed(plan.reading.text)


def test_a_heading_is_parted_from_the_text_behind_it() -> None:
    start, _ = place_of("1. Nguyên tắc")
    heading, after = (block for block in lay_out(PLAN) if start <= block.start < start + 20)
    assert heading == Block(style="heading", level=1, start=start, pieces=(Piece(text="1. Nguyên tắc"),))
    assert text_of(after) == "Khen thưởng chính xác, công khai, công bằng và kịp thời."
    assert (after.style, after.level) == ("paragraph", 0)


def test_the_colon_behind_a_heading_belongs_to_it() -> None:
    assert "2. Yêu cầu:" in [text_of(block) for block in lay_out(PLAN)]


def test_an_excerpt_of_a_bad_scan_is_marked_in_its_reading() -> None:
    plan = plan_at(PLANS["002"])
    for section in (each for top in plan.sections for each in top.walk()):
        cited = plan.cite(section.start, section.own_end)
        marked = find_excerpt(plan, str(cited.start), str(cited.end))
        assert marked == (section.start, section.own_end)


@pytest.mark.parametrize(("words", "style", "level"), [
    ("a) Khơi dậy", "item", 0),
    ("- Thi đua đẩy mạnh", "item", 0),
    ("+ Xử lý hồ sơ", "item", 1),
    ("IV. TỔ CHỨC", "heading", 0),
    ("ỦY BAN NHÂN DÂN TỈNH", "letterhead", 0),
    ("Nơi nhận:", "recipients", 0),
])  # fmt: skip
def test_blocks_have_their_look_and_depth(words: str, style: str, level: int) -> None:
    (block,) = (block for block in lay_out(PLAN) if text_of(block).startswith(words))
    assert (block.style, block.level) == (style, level)


def test_a_heading_that_is_worded_otherwise_ends_with_its_line() -> None:
    text = PLAN.reading.text
    start, end = place_of("1. Nguyên tắc")[0], place_of("kịp thời.")[1]
    odd = Section(
        kind=SectionKind.NUMBERED, label="1.", heading="nguyên  tắc", start=start, own_end=end, end=end
    )
    blocks = lay_out(dataclasses.replace(PLAN, sections=(odd,)))
    assert [text_of(block) for block in blocks if start <= block.start < end] == text[start:end].split("\n")


def test_the_outline_has_the_headings() -> None:
    entries = outline(PLAN)
    assert entries[0] == Entry(text="I. MỤC ĐÍCH, YÊU CẦU", level=0, start=place_of("I. MỤC")[0])
    assert [entry.text for entry in entries if entry.level == 0] == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. NỘI DUNG THI ĐUA",
        "III. KHEN THƯỞNG",
        "IV. TỔ CHỨC THỰC HIỆN",
    ]
    assert {entry.start for entry in entries} <= {block.start for block in lay_out(PLAN)}


def test_an_excerpt_over_several_blocks_is_marked_in_each_and_begins_once() -> None:
    start, end = place_of("tỉnh: từ 02")[0], place_of("08 đến 12")[1]
    pieces = [piece for block in lay_out(PLAN, (start, end)) for piece in block.pieces if piece.marked]
    assert [piece.text for piece in pieces] == [
        "tỉnh: từ 02 đến 03 tập thể.",
        "- Giấy khen của Giám đốc Sở: từ 04 đến 06 tập thể và từ 08 đến 12",
    ]
    assert [piece.first for piece in pieces] == [True, False]


def test_source_offsets_become_the_excerpt_without_blanks_around_it() -> None:
    start, end = place_of(QUOTA)
    citation = PLAN.cite(start, end)
    assert find_excerpt(PLAN, str(citation.start), str(citation.end)) == (start, end)
    assert find_excerpt(PLAN, str(citation.start), str(citation.end + 3)) == (start, end)


@pytest.mark.parametrize(
    ("start", "end"),
    [(None, None), ("1", None), ("a", "b"), ("-1", "5"), ("5", "5"), ("9", "5"), ("0", "1"), ("1", "1e9")],
)
def test_numbers_that_make_no_sense_are_no_excerpt(start: str | None, end: str | None) -> None:
    assert find_excerpt(PLAN, start, end) is None


def test_a_plan_without_sections_is_one_paragraph() -> None:
    plan: Plan = dataclasses.replace(PLAN, sections=())
    (block,) = lay_out(plan)
    assert text_of(block) == plan.reading.text.strip()
    assert outline(plan) == ()
