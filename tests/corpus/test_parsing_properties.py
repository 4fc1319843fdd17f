"""What holds for any text at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus.errors import NotAPlan
from corpus.models import Plan
from corpus.parsing import parse
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at, sections

PIECES = [
    "KẾ HOẠCH", "QUY CHẾ", "I. ", "II.", "1. ", "1.1. ", "a) ", "đ) ", "- ", "+ ", "Điều 1. ", "Chương I",
    "PHỤ LỤC", "Nơi nhận:", "- Lưu: VT", "GIÁM ĐỐC", "Vũ Tuấn Anh", "Kính gửi:", "Căn cứ ", "Số: 12/KH-",
    "UBND", "V/v ", "ngày 3 tháng 2 năm 2025", "thi đua", "Sở Nội vụ ban hành.", "năm 2026-", "2030", "./.",
    "(Kèm theo", "2", "02", "\n", "\n\n", "\f", " ", "     ", "\t", "\u00a0", "İ", "ß", "ﬁ", "\u0301", "\x85",
    "\u2028",
]  # fmt: skip
ANY_TEXT = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=60).map("".join)
SCANNED = [line for line in PLANS["002"].read_text(encoding="utf-8").splitlines() if len(line) > 20]
ALL_FILES = [pytest.param(path, id=path.stem) for path in [*PLANS.values(), *DOCUMENTS.values()]]


def plan_or_none(text: str) -> Plan | None:
    """Parse the text; the only thing that may go wrong is that it is no plan."""
    try:
        return parse(text, plan_id="mau", file="mau.txt")
    except NotAPlan:
        return None


def assert_sound(plan: Plan) -> None:
    """Check that each character of the reading text comes from the source, and each section holds its own.

    A word read anew comes from one word of the source, and holds no digit.
    """
    read, end, source_end = plan.reading.text, 0, 0
    for run in plan.reading.runs:
        word, raw = read[run.reading : run.reading + run.length], plan.source[run.source : run.source_end]
        if run.is_reread:
            assert len(raw.split()) == len(word.split()) == 1
            assert not any(letter.isdigit() for letter in word)
        else:
            assert word == raw
        assert not read[end : run.reading].strip()
        assert source_end <= run.source
        end, source_end = run.reading + run.length, run.source_end
    assert end == len(read)


@settings(deadline=None)
@given(ANY_TEXT)
def test_parsing_never_fails_but_for_want_of_text(text: str) -> None:
    plan = plan_or_none(text)
    assert plan is None or plan.reading.text.strip()


@settings(deadline=None)
@given(ANY_TEXT)
def test_every_character_of_the_reading_comes_from_the_source(text: str) -> None:
    plan = plan_or_none(text)
    assume(plan)
    assert plan
    assert_sound(plan)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from(SCANNED) | st.sampled_from(PIECES), min_size=8, max_size=16).map("\n".join))
def test_every_word_of_a_bad_scan_leads_back_to_one_of_the_source(text: str) -> None:
    plan = plan_or_none(text)
    assume(plan and plan.is_reread)
    assert plan
    assert_sound(plan)
    for section in sections(plan):
        start, end = plan.reading.to_source(section.start, section.own_end)
        assert plan.reading.to_reading(start, end) == (section.start, section.own_end)


@settings(deadline=None)
@given(ANY_TEXT, st.data())
def test_any_stretch_is_cited_exactly(text: str, data: st.DataObject) -> None:
    plan = plan_or_none(text)
    assume(plan)
    assert plan
    length = len(plan.reading.text)
    begin = data.draw(st.integers(0, length - 1))
    end = data.draw(st.integers(begin + 1, length))
    stretch = plan.reading.text[begin:end].strip()
    assume(stretch)
    citation = plan.cite(begin, end)
    quote = citation.quote(plan.source)
    assert quote in " ".join(plan.source.split())
    assert in_order("".join(stretch.split()), "".join(quote.split()))


def in_order(part: str, whole: str) -> bool:
    """Tell whether the characters stand in the whole in this order (a page number may stand between)."""
    rest = iter(whole)
    return all(character in rest for character in part)


@settings(deadline=None)
@given(ANY_TEXT)
def test_sections_hold_the_whole_reading_text_once_and_in_order(text: str) -> None:
    plan = plan_or_none(text)
    assume(plan)
    assert plan
    end = 0
    for section in sections(plan):
        assert end <= section.start < section.own_end <= section.end
        assert not plan.reading.text[end : section.start].strip()
        end = section.own_end
    assert end == len(plan.reading.text)


@pytest.mark.parametrize("path", ALL_FILES)
def test_the_files_at_hand_are_sound(path: Path) -> None:
    assert_sound(plan_at(path))


@pytest.mark.parametrize("text", ["", " \n\t\n", "1\n2\n3", "---", "😀 😀", "2\f3"])
def test_what_has_no_text_is_no_plan(text: str) -> None:
    with pytest.raises(NotAPlan, match=r"mau\.txt"):
        parse(text, plan_id="mau", file="mau.txt")


def test_a_plan_carries_what_it_was_made_of() -> None:
    plan = parse("KẾ HOẠCH\nThi đua\f1. Một.", plan_id="a", file="b.txt", origin="c")
    assert (plan.id, plan.file, plan.origin) == ("a", "b.txt", "c")
    assert [page.number for page in plan.pages] == [1, 2]
    assert plan.cite(plan.reading.text.index("Một"), len(plan.reading.text)).page == 2
