"""The same thing in several plans, side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.alignment import align_documents, align_movements, align_quotas, is_fuller, name_words
from corpus.facts.legal_basis import find_legal_bases
from corpus.facts.movement import Movement, find_movements
from corpus.facts.quota import Quota, find_quotas
from tests.corpus.reading import PLANS, plan_at


def quota(award: str, grantor: str | None = None, *, start: int = 0, most: int = 1) -> Quota:
    return Quota(
        start=start, end=start + 1, award=award, granting_authority=grantor, collectives_max=most
    )  # fmt: skip


def rows(*plans: list[Quota]) -> list[tuple[str | None, str | None, tuple[int, ...]]]:
    """Give award, grantor, and how many quotas stand in each cell."""
    return [
        (row.first.award, row.first.granting_authority, tuple(map(len, row.cells)))
        for row in align_quotas(plans)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh"),
        ("Chủ tịch UBND tỉnh", "UBND tỉnh"),
        ("UBND tỉnh", "Uỷ ban nhân dân tỉnh Bình Minh"),
        ("Giám đốc Sở", "Giám đốc sở Nội vụ"),
    ],
)
def test_one_award_by_one_grantor_is_one_row(one: str, other: str) -> None:
    assert rows([quota("Bằng khen", one)], [quota("Bằng khen", other)]) == [("Bằng khen", one, (1, 1))]


@pytest.mark.parametrize(
    ("one", "other"),
    [("UBND tỉnh", "UBND huyện"), ("Giám đốc Sở Nội vụ", "Giám đốc Sở Y tế"), ("Bộ Nội vụ", "Sở Nội vụ")],
)
def test_another_grantor_is_another_row(one: str, other: str) -> None:
    assert [cells for *_, cells in rows([quota("Giấy khen", one)], [quota("Giấy khen", other)])] == [
        (1, 0), (0, 1),
    ]  # fmt: skip


def test_a_quota_without_grantor_goes_with_its_award_where_one_alone_grants_it() -> None:
    assert rows([quota("Giấy khen")], [quota("Giấy khen", "Giám đốc Sở")]) == [("Giấy khen", None, (1, 1))]
    both = [quota("Bằng khen", "UBND tỉnh"), quota("Bằng khen", "Bộ Nội vụ", start=2)]
    assert [cells for *_, cells in rows(both, [quota("Bằng khen")])] == [(1, 0), (1, 0), (0, 1)]


def test_a_plan_that_speaks_of_an_award_twice_has_both_in_its_cell_in_the_order_of_the_text() -> None:
    (row,) = align_quotas([[quota("Giấy khen", start=5, most=2), quota("Giấy khen", start=9, most=3)], []])
    assert [one.collectives_max for one in row.cells[0]] == [2, 3]
    assert row.cells[1] == ()
    assert not row.shared


def test_rows_stand_in_the_order_of_the_first_plan_that_has_them() -> None:
    first = [quota("Giấy khen", start=8), quota("Cờ thi đua", "UBND tỉnh", start=4)]
    second = [quota("Thư khen", start=1), quota("Giấy khen", start=2)]
    assert [award for award, *_ in rows(first, second)] == ["Cờ thi đua", "Giấy khen", "Thư khen"]


def test_what_a_heading_only_promises_is_no_quota() -> None:
    assert rows([replace(quota("Giấy khen"), announced_only=True)], []) == []


def test_the_certificates_of_two_shipped_plans_stand_beside_each_other() -> None:
    aligned = align_quotas([find_quotas(plan_at(PLANS[name])) for name in ("001", "000")])
    (certificate,) = (row for row in aligned if row.first.award == "Giấy khen")
    assert [[(one.collectives_min, one.collectives_max) for one in cell] for cell in certificate.cells] == [
        [(2, 5)], [(3, 5)],
    ]  # fmt: skip


def test_a_document_of_both_plans_is_shared() -> None:
    aligned = align_documents([find_legal_bases(plan_at(PLANS[name])) for name in ("001", "000")])
    assert all(len(cell) <= 1 for row in aligned for cell in row.cells)
    assert any(row.shared for row in aligned)
    assert any(not row.shared for row in aligned)


def test_movements_are_the_same_by_their_name_whatever_their_period() -> None:
    one = Movement(start=0, end=1, name="Vì người nghèo - Không để ai bị bỏ lại phía sau", period="2021-2025")
    other = replace(one, name="Vì người nghèo – không để ai bị bỏ lại phía sau", period="2022-2025")
    (row,) = align_movements([[one], [other]])
    assert row.cells == ((one,), (other,))


def test_plans_that_say_nothing_have_no_rows() -> None:
    assert (align_quotas([[], []]), align_documents([[], []]), align_movements([])) == ([], [], [])


def test_no_fact_of_the_shipped_plans_is_lost() -> None:
    plans = [find_movements(plan_at(path)) for path in PLANS.values()]
    cells = [row.cells for row in align_movements(plans)]
    assert [sum(len(cell[column]) for cell in cells) for column in range(len(plans))] == list(map(len, plans))


@pytest.mark.parametrize(
    ("name", "other", "fuller"),
    [
        ("Phòng Nội vụ thị xã", "phòng Nội vụ", True),
        ("Sở Nội vụ", "Sở", False),
        ("UBND tỉnh", "UBND tỉnh", False),
    ],
)
def test_a_name_with_its_level_is_the_fuller_one(name: str, other: str, fuller: bool) -> None:
    assert is_fuller(name_words(name), name_words(other)) is fuller
