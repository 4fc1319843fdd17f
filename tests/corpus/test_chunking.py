from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given, settings

from corpus.chunking import chunk, describe
from corpus.models import Chunk, Clause, Plan
from tests.corpus.reading import DOCUMENTS, PLANS, own_text, plan_at, plan_of, sections
from tests.corpus.test_parsing_properties import ANY_TEXT, plan_or_none

ALL_FILES = [pytest.param(path, id=path.stem) for path in [*PLANS.values(), *DOCUMENTS.values()]]


def clauses_of(chunks: list[Chunk]) -> list[Clause]:
    return [clause for one in chunks for clause in one.clauses]


def assert_clauses_cover(plan: Plan) -> None:
    """Check that the clauses hold every section's own text once, in order, and nothing else."""
    clauses = clauses_of(chunk(plan))
    for section in sections(plan):
        end = section.start
        while clauses and clauses[0].start < section.own_end:
            clause = clauses.pop(0)
            assert end <= clause.start
            assert not plan.reading.text[end : clause.start].strip()
            end = clause.end
        assert end <= section.own_end
        assert not plan.reading.text[end : section.own_end].strip()
    assert clauses == []


@settings(deadline=None)
@given(ANY_TEXT)
def test_clauses_cover_every_sections_own_text_once_and_in_order(text: str) -> None:
    plan = plan_or_none(text)
    assume(plan)
    assert plan
    assert_clauses_cover(plan)


@pytest.mark.parametrize("path", ALL_FILES)
def test_clauses_cover_the_files_at_hand(path: Path) -> None:
    assert_clauses_cover(plan_at(path))


@pytest.mark.parametrize("path", ALL_FILES)
def test_chunks_stand_in_order_and_hold_the_text_of_their_clauses(path: Path) -> None:
    plan = plan_at(path)
    chunks = chunk(plan)
    assert [one.position for one in chunks] == list(range(len(chunks)))
    assert all(one.plan_id == plan.id for one in chunks)
    assert all((one.start, one.end) == (one.clauses[0].start, one.clauses[-1].end) for one in chunks)
    assert all(one.text == plan.reading.text[one.start : one.end] for one in chunks)
    assert all(before.end <= after.start for before, after in pairwise(chunks))


@pytest.mark.parametrize("path", ALL_FILES)
def test_no_chunk_is_much_too_long(path: Path) -> None:
    assert max(len(one.text) for one in chunk(plan_at(path))) <= 1200


LONG = " ".join(f"Việc thứ {number} phải làm xong trong năm nay." for number in range(60))


def test_a_long_clause_is_cut_at_its_sentences() -> None:
    chunks = chunk(plan_of(f"I. NHIỆM VỤ\n1. {LONG}"))
    assert len(chunks) > 2
    assert all(one.text.endswith(".") for one in chunks)
    assert [clause.label for clause in clauses_of(chunks)][:3] == ["I.", "1.", ""]


def test_a_long_sentence_stays_whole() -> None:
    sentence = "1. " + "thi đua yêu nước và " * 100 + "hết."
    assert [one.text for one in chunk(plan_of(sentence))] == [sentence]


def test_short_clauses_of_a_section_share_a_chunk_with_its_heading() -> None:
    chunks = chunk(
        plan_of("III. KHEN THƯỞNG\n1. Giấy khen: 05 tập thể.\n2. Cờ: 01 tập thể.\nIV. KINH PHÍ\nNgân sách.")
    )
    assert [one.text for one in chunks] == [
        "III. KHEN THƯỞNG\n1. Giấy khen: 05 tập thể.\n2. Cờ: 01 tập thể.",
        "IV. KINH PHÍ\nNgân sách.",
    ]


def test_a_heading_is_never_left_behind() -> None:
    items = "\n".join(
        f"{number}. Tập thể số {number} hoàn thành tốt nhiệm vụ được giao." for number in range(1, 10)
    )
    chunks = chunk(plan_of(f"I. NỘI DUNG\n{items}\n10. Cá nhân\na) Công khai;\nb) Kịp thời."))
    assert not any(one.clauses[-1].is_heading for one in chunks)


def test_a_list_that_fills_a_chunk_keeps_its_lead_in_as_path() -> None:
    items = "\n".join(
        f"- Việc số {number} do các phòng, đơn vị trực thuộc Sở chủ trì." for number in range(30)
    )
    chunks = chunk(plan_of(f"I. NỘI DUNG\nCác việc phải làm như sau:\n{items}"))
    assert len(chunks) > 2
    assert {one.path for one in chunks[1:]} == {("I. NỘI DUNG", "Các việc phải làm như sau:")}


def test_paths_name_what_stands_above() -> None:
    plan = plan_at(PLANS["003"])
    found = next(one for one in chunk(plan) if "+ Xây dựng tầm nhìn" in one.text)
    assert found.path[:3] == (
        "IV. HÌNH THỨC, TIÊU CHUẨN, SỐ LƯỢNG KHEN THƯỞNG",
        "2. Tiêu chuẩn Cờ thi đua của Ủy ban nhân dân tỉnh và Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
        "a) Đối với tập thể",
    )


def test_a_clause_without_heading_is_described_by_its_beginning() -> None:
    plan = plan_of(f"1. {LONG}\na) Một;")
    section = plan.sections[0]
    described = describe(plan, section)
    assert described.endswith(" …")
    assert own_text(plan, section).startswith(described.removesuffix(" …"))
