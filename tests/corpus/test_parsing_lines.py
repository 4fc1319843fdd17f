from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import SourcePage
from corpus.parsing.lines import Line, columns, is_row, split_lines, split_pages, typical_width

PAGE = "Thi đua là yêu nước, yêu nước thì phải thi đua.\n" * 20


def texts(source: str) -> list[str]:
    return [line.text for line in split_lines(source)]


def test_lines_are_trimmed_and_know_their_place_and_the_blank_lines_before_them() -> None:
    assert split_lines("  I. MỤC ĐÍCH \n\n\nTạo khí thế.\n") == [
        Line(text="I. MỤC ĐÍCH", start=2, end=13, gap=0),
        Line(text="Tạo khí thế.", start=17, end=29, gap=2),
    ]


@given(st.text())
def test_a_line_stands_in_the_source_where_it_says(source: str) -> None:
    assert all(source[line.start : line.end] == line.text for line in split_lines(source))


@pytest.mark.parametrize("mark", ["2", "- 2 -", "Trang 2", "Trang 2/7", "Page 2 of 7", "2 | P a g e"])
def test_page_marks_are_left_out(mark: str) -> None:
    assert texts(f"{PAGE}\n{mark}\n\n{PAGE}") == texts(PAGE + PAGE)


@pytest.mark.parametrize("footer", ["KH thi đua 2025      Trang 2/7", "UBND xã | Trang 2/7"])
def test_running_footers_are_left_out(footer: str) -> None:
    assert texts(f"{PAGE}\n{footer}\n{PAGE}") == texts(PAGE + PAGE)


def test_a_number_at_a_form_feed_is_a_page_number_at_any_length() -> None:
    assert texts("Phần một\n7\f8\nPhần hai") == ["Phần một", "Phần hai"]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param("02", id="a page number has no leading zero"),
        pytest.param("3\n5", id="page numbers do not stand one below the other"),
        pytest.param("40", id="page 40 cannot come after one page"),
        pytest.param("Giai đoạn 2", id="not alone"),
    ],
)
def test_numbers_of_tables_stay(cells: str) -> None:
    assert texts(f"{PAGE}{cells}\n{PAGE}") == texts(PAGE) + cells.split("\n") + texts(PAGE)


def test_page_numbers_rise() -> None:
    assert texts(f"{PAGE}2\n{PAGE}2\n{PAGE}3\n{PAGE}") == [*texts(PAGE * 2), "2", *texts(PAGE * 2)]


def test_the_line_after_a_page_break_is_marked() -> None:
    lines = split_lines(f"{PAGE}\n2\n\nsang trang")
    assert [line.after_break for line in lines[-2:]] == [False, True]


@pytest.mark.parametrize(
    ("source", "pages"),
    [("", [(1, 0, 0)]), ("một", [(1, 0, 3)]), ("một\fhai", [(1, 0, 3), (2, 4, 7)])],
)
def test_pages_part_at_form_feeds(source: str, pages: list[tuple[int, int, int]]) -> None:
    assert split_pages(source) == tuple(SourcePage(number=n, start=s, end=e) for n, s, e in pages)


@pytest.mark.parametrize(
    ("lengths", "width"),
    [
        ([78, 80, 79, 80, 77, 30], 80),
        ([300, 700, 20, 90, 410, 150], None),
        ([80, 80, 80], None),
        ([20, 15, 30, 80, 12, 9, 14, 22, 17], None),
    ],
)
def test_the_width_is_that_of_wrapped_lines(lengths: list[int], width: int | None) -> None:
    assert typical_width(split_lines("\n".join("x" * length for length in lengths))) == width


@pytest.mark.parametrize(
    ("text", "cells", "row"),
    [
        ("1   Văn phòng Sở    01    02", ["1", "Văn phòng Sở", "01", "02"], True),
        ("Đơn vị\tTập thể\tCá nhân", ["Đơn vị", "Tập thể", "Cá nhân"], True),
        ("Nơi nhận:          GIÁM ĐỐC", ["Nơi nhận:", "GIÁM ĐỐC"], False),
        ("1.\tMục đích", ["1.", "Mục đích"], False),
        ("Văn phòng  Sở  chủ  trì", ["Văn phòng  Sở  chủ  trì"], False),
        ("a)   -----   Mục đích", ["a)", "-----", "Mục đích"], False),
    ],
)
def test_columns_and_rows(text: str, cells: list[str], row: bool) -> None:
    assert (columns(text), is_row(text)) == (cells, row)
