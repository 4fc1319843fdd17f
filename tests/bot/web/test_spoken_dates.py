"""Dates in the words of the interface."""

from __future__ import annotations

from typing import Any

import pytest

from bot.web.spoken_dates import say_date, say_often, say_when
from bot.web.wording import load_words
from corpus.facts.deadline import Deadline

VI, EN = load_words()["vi"], load_words()["en"]


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        ("2025-11-30", "ngày 30/11/2025", "30 November 2025"),
        ("2025-02-03", "ngày 03/02/2025", "3 February 2025"),
        ("--06-21", "ngày 21/06", "21 June"),
        ("2025-04", "tháng 4/2025", "April 2025"),
        ("--10", "tháng 10", "October"),
        ("2025-Q2", "quý II/2025", "quarter II of 2025"),
        ("--Q4", "quý IV", "quarter IV"),
        ("2025-H1", "6 tháng đầu năm 2025", "the first half of 2025"),
        ("2030", "năm 2030", "2030"),
        ("2025-02-31", "ngày 31/02/2025", "31 February 2025"),
        ("2025-13", "13/2025", "13 2025"),
        ("khi khác", "khi khác", "khi khác"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(value: str, vietnamese: str, english: str) -> None:
    assert (say_date(value, VI), say_date(value, EN)) == (vietnamese, english)


def when(**fields: Any) -> str | None:
    return say_when(Deadline(start=0, end=1, kind="deadline", what="Nộp", **fields), VI)


@pytest.mark.parametrize(
    ("bound", "said"),
    [
        ("before", "trước ngày 30/11/2025"),
        ("by", "chậm nhất ngày 30/11/2025"),
        ("until", "đến hết ngày 30/11/2025"),
        ("within", "trong ngày 30/11/2025"),
        ("about", "khoảng ngày 30/11/2025"),
        ("on", "ngày 30/11/2025"),
        (None, "ngày 30/11/2025"),
    ],
)
def test_a_date_is_said_with_what_binds_it(bound: Any, said: str) -> None:
    assert when(first="2025-11-30", last="2025-11-30", bound=bound) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"first": "2025-04", "last": "2025-05", "bound": "within"}, "từ tháng 4/2025 đến tháng 5/2025"),
        ({"first": "2025-07-01", "bound": "from"}, "từ ngày 01/07/2025"),
        ({"last": "2025-12-31", "bound": "until"}, "đến hết ngày 31/12/2025"),
        (
            {"first": "2025-12-05", "last": "2025-12-05", "bound": "before", "time": "17:00"},
            "trước 17 giờ 00 ngày 05/12/2025",
        ),
        ({"relative": "trong vòng 03 ngày"}, None),
    ],
)
def test_periods_open_ends_and_hours_are_said(fields: dict[str, Any], said: str | None) -> None:
    assert when(**fields) == said


@pytest.mark.parametrize(
    ("rule", "vi", "en"),
    [
        ("FREQ=YEARLY", "hằng năm", "every year"),
        ("FREQ=MONTHLY;INTERVAL=3", "hằng quý", "every quarter"),
        ("FREQ=MONTHLY;INTERVAL=6", "6 tháng một lần", "every 6 months"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "hằng tháng", "every month"),
        ("FREQ=WEEKLY;BYDAY=MO", "hằng tuần", "every week"),
        ("FREQ=DAILY;INTERVAL=9", None, None),
        (None, None, None),
    ],
)
def test_how_often_is_said_in_words(rule: str | None, vi: str | None, en: str | None) -> None:
    deadline = Deadline(start=0, end=1, kind="deadline", what="", recurring=True, recurrence=rule)
    assert (say_often(deadline, VI), say_often(deadline, EN)) == (vi, en)
