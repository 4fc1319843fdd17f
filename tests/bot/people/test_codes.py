"""Codes and how long they hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.codes import CLOCK_SLACK_SECONDS, CODE_SECONDS, draw_code, is_open, match_code, read_code

MOMENTS = st.floats(min_value=0, max_value=4e9)


@pytest.mark.parametrize("typed", ["123456", " 123 456 ", "123-456", "1.2.3.4.5.6", "１２３４５６"])
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert read_code(typed) == "123456"


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "12345٦", "123456\x00", "' OR 1=1"])
def test_what_is_no_code_is_not_read(typed: str) -> None:
    assert read_code(typed) is None


def test_a_code_has_six_digits_and_is_not_taken() -> None:
    numbers = iter([7, 7, 42])
    assert draw_code({"000007"}, lambda below: next(numbers)) == "000042"


def test_codes_are_drawn_from_a_million() -> None:
    asked: list[int] = []
    draw_code(set(), lambda below: asked.append(below) or below - 1)  # type: ignore[func-returns-value]
    assert asked == [1_000_000]


def test_a_code_matches_itself_alone() -> None:
    assert match_code("123456", ["123450", "123456", "023456"]) == "123456"
    assert match_code("123457", ["123450", "123456"]) is None
    assert match_code("123457", []) is None


@given(made=MOMENTS, now=MOMENTS)
def test_a_code_holds_from_when_it_was_made_until_it_ends(made: float, now: float) -> None:
    expires = made + CODE_SECONDS
    assert is_open(made, expires, now) == (made - CLOCK_SLACK_SECONDS <= now < expires)


@given(made=MOMENTS, jump=st.floats(min_value=0, max_value=1e8), steps=st.integers(1, 50))
def test_a_clock_set_back_once_does_not_lengthen_a_life_to_more_than_twice(
    made: float, jump: float, steps: int
) -> None:
    expires = made + CODE_SECONDS
    ticks = [made + CODE_SECONDS * step / steps for step in range(steps)]
    for at in ticks:
        # The clock is set back at `at`; real time goes on from there.
        later = at - jump + CODE_SECONDS + CLOCK_SLACK_SECONDS + 1
        really = at - made + CODE_SECONDS + CLOCK_SLACK_SECONDS + 1
        held_all_the_time = at - jump >= made - CLOCK_SLACK_SECONDS
        assert really >= CODE_SECONDS
        assert not (held_all_the_time and is_open(made, expires, later))
