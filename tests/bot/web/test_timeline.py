"""What is due when, laid out for reading."""

from __future__ import annotations

from typing import Any

import pytest

from bot.web.timeline import Timeline, lay_out_timeline
from bot.web.wording import load_words
from corpus.facts.deadline import Deadline, find_deadlines
from tests.corpus.reading import DOCUMENTS, plan_at, plan_of

WORDS = load_words()["vi"]
PLAN = plan_of("KẾ HOẠCH\nThi đua\n1. Báo cáo trước ngày 20 của tháng cuối mỗi quý gửi về Sở Nội vụ.")


def due(what: str, first: str | None, last: str | None = "", kind: Any = "deadline", **more: Any) -> Deadline:
    return Deadline(
        start=0, end=4, kind=kind, what=what, first=first, last=first if last == "" else last, **more
    )


def timeline(*deadlines: Deadline) -> Timeline:
    return lay_out_timeline(PLAN, deadlines, WORDS)


def test_dated_things_stand_by_when_they_begin_or_are_over() -> None:
    shown = timeline(
        due("cả năm", "2025"),
        due("quý", "2025-Q2"),
        due("tháng", "2025-06"),
        due("ngày", "2025-06-30", bound="before"),
        due("đợt", "2025-03-01", "2025-12-31", kind="phase"),
        due("nửa năm", "2025-H1", kind="period"),
        due("hết", None, "2025-04-30", kind="period"),
    )
    assert [one.what for one in shown.dated] == ["nửa năm", "đợt", "hết", "quý", "tháng", "ngày", "cả năm"]


def test_what_has_no_day_of_its_own_stands_apart() -> None:
    shown = timeline(
        due("kỷ niệm", "--05-19", kind="anniversary"),
        due("hằng năm", None, recurring=True, recurrence="FREQ=YEARLY"),
        due("sau khi", None, relative="trong vòng 03 ngày"),
        due("nhân ngày", "--06-21"),
        due("bao giờ", None),
    )
    assert [(one.what, one.when) for one in shown.anniversaries] == [("kỷ niệm", "ngày 19/05")]
    assert [one.what for one in shown.recurring] == ["hằng năm"]
    assert [one.when for one in shown.relative] == ["trong vòng 03 ngày"]
    assert [one.when for one in shown.undated] == ["ngày 21/06, không nêu năm", "không rõ ngày"]
    assert shown.dated == ()
    assert shown.count == 4


def test_what_comes_again_is_said_in_the_plans_own_words() -> None:
    (one,) = lay_out_timeline(PLAN, find_deadlines(PLAN), WORDS).recurring
    assert (one.when, one.printed) == ("trước ngày 20 của tháng cuối mỗi quý", True)


def test_a_yearly_day_whose_words_stand_elsewhere_is_said_in_ours() -> None:
    (one,) = timeline(due("họp", "--10", recurring=True, recurrence="FREQ=YEARLY;BYMONTH=10")).recurring
    assert (one.when, one.printed) == ("tháng 10 hằng năm", False)


@pytest.mark.parametrize(
    ("first", "iso"),
    [
        ("2025-11-30", "2025-11-30"),
        ("2025-11", "2025-11"),
        ("2025", "2025"),
        ("2025-Q2", ""),
        ("2025-13-40", ""),
    ],
)
def test_only_days_that_a_calendar_knows_are_given_to_the_browser(first: str, iso: str) -> None:
    assert timeline(due("nộp", first)).dated[0].iso == iso


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_deadline_of_a_document_is_lost(name: str) -> None:
    plan = plan_at(DOCUMENTS[name])
    deadlines = find_deadlines(plan)
    shown = lay_out_timeline(plan, deadlines, WORDS)
    assert shown.count + len(shown.anniversaries) == len(deadlines)
