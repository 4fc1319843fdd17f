"""Text broken into lines for a drawing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.web.lettering import width_of, wrap


def test_words_stay_whole_where_they_fit() -> None:
    assert wrap("Hội đồng Thi đua - Khen thưởng", 120, 15) == ["Hội đồng Thi", "đua - Khen", "thưởng"]


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrap("một hai ba bốn năm sáu bảy", 70, 14, most=2) == ["một hai", "ba bốn…"]


def test_bold_letters_are_wider() -> None:
    assert width_of("Sở Nội vụ", 15, bold=True) > width_of("Sở Nội vụ", 15)


def test_nothing_has_no_lines() -> None:
    assert wrap("  ", 100, 14) == []


@given(st.text(max_size=60), st.floats(40, 200), st.integers(1, 4))
def test_no_line_is_too_wide_and_none_too_many(text: str, width: float, most: int) -> None:
    lines = wrap(text, width, 14, most=most)
    assert len(lines) <= most
    assert all(width_of(line, 14) <= width or " " not in line for line in lines)


@given(st.text(max_size=60))
def test_nothing_is_lost_where_there_is_room(text: str) -> None:
    assert "".join(wrap(text, 60, 14)).replace(" ", "") == "".join(text.split())
