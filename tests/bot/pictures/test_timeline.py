"""A plan's deadlines as a picture."""

from __future__ import annotations

import pytest

from bot.pictures.deadline_timeline import draw_timeline, sketch_timeline
from bot.pictures.sheet import words_in
from bot.web.wording import LANGUAGES
from corpus.facts import find_facts
from corpus.facts.deadline import Deadline
from tests.bot.pictures.drawn import (
    HOSTILE,
    LONG,
    PLAN,
    VI,
    due,
    found,
    margins_are_empty,
    shipped,
    size_of,
    texts,
)
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at

ALL = PLANS | DOCUMENTS
HEAD = ["Mốc thời gian", "Kế hoạch"]
NOTICE = "Chỉ để tham khảo – đối chiếu văn bản gốc"


def drawn(*deadlines: Deadline) -> list[str]:
    return texts(sketch_timeline(PLAN, found(*deadlines), VI))


def test_days_stand_in_their_order_under_their_year() -> None:
    assert drawn(
        due("tổng kết", "2026-01-10", bound="by"),
        due("gửi báo cáo", "2025-11-15", bound="before", kind="reporting", who="Các phòng", to="Sở"),
        due("Thời gian thi đua", "2025-02", "2025-11", kind="period"),
    ) == [
        *HEAD,
        "2025", "Thời gian", "từ tháng 02/2025 đến tháng 11/2025", "Thời gian thi đua",
        "Báo cáo", "trước ngày 15/11/2025", "gửi báo cáo", "Các phòng → Sở",
        "2026", "Thời hạn", "chậm nhất ngày 10/01/2026", "tổng kết",
        NOTICE,
    ]  # fmt: skip


def test_what_comes_again_is_said_in_words() -> None:
    assert drawn(
        due("họp", "--10", recurring=True, recurrence="FREQ=YEARLY;BYMONTH=10"),
        due("báo cáo", None, recurring=True, recurrence="FREQ=MONTHLY;INTERVAL=3"),
        due("bình xét", None, recurring=True, recurrence="FREQ=YEARLY"),
    ) == [
        *HEAD, "Lặp lại định kỳ",
        "Thời hạn", "tháng 10 hằng năm", "họp",
        "Thời hạn", "hằng quý", "báo cáo",
        "Thời hạn", "hằng năm", "bình xét",
        NOTICE,
    ]  # fmt: skip


def test_it_speaks_english() -> None:
    shown = texts(sketch_timeline(PLAN, found(due("họp", "2025-10-02", bound="by")), words_in("en")))
    assert shown == [
        "Dates and deadlines", "Kế hoạch", "2025", "Deadline", "by 2 October 2025", "họp",
        "For reference only – check the original document",
    ]  # fmt: skip


def test_who_is_named_in_what_is_not_named_again() -> None:
    shown = drawn(due("Các phòng gửi báo cáo về Sở", "2025", who="Các phòng", to="Sở"))
    assert shown[-2:] == ["Các phòng gửi báo cáo về Sở", NOTICE]


def test_a_doubt_is_said() -> None:
    shown = drawn(due("họp", "2025", doubt="số không đọc được chắc chắn"))
    assert shown[-2:] == ["Cần xem lại: số không đọc được chắc chắn", NOTICE]


def test_of_200_deadlines_the_first_are_drawn_and_the_rest_counted() -> None:
    days = [due(f"việc {number}", f"20{number // 12 + 10}-{number % 12 + 1:02d}-10") for number in range(200)]
    shown = drawn(*days)
    tasks = [text for text in shown if text.startswith("việc")]
    assert tasks == [f"việc {number}" for number in range(len(tasks))]
    assert len(tasks) == 17
    assert shown[-2:] == ["Còn 183 mốc nữa không có trong hình.", NOTICE]


def test_hostile_words_are_drawn_as_words() -> None:
    drawing = sketch_timeline(PLAN, found(due(HOSTILE, "2025-10-02", who=LONG, to=HOSTILE)), VI)
    assert drawing is not None
    shown = texts(drawing)
    assert shown[:6] == [*HEAD, "2025", "Thời hạn", "ngày 02/10/2025", '</text><script>&amp;" đảo …']
    assert shown[6].startswith("WWW")
    assert shown[6].endswith("W…")
    assert margins_are_empty(drawing)


@pytest.mark.parametrize("relative", ["", "\x00", "\u202e", HOSTILE])
def test_hostile_times_are_said_or_unknown(relative: str) -> None:
    shown = drawn(due("họp", None, relative=relative))
    assert shown[3] == "Thời hạn"
    assert shown[4] == "không rõ ngày" if len(relative) < 2 else shown[4].startswith("</text>")


def test_200_hostile_deadlines_are_drawn() -> None:
    deadlines = found(*[due(HOSTILE, "2025-10-02", who=LONG, to=HOSTILE) for _ in range(200)])
    width, height = size_of(draw_timeline(PLAN, deadlines, "vi"))
    assert (width, height <= 2560) == (1080, True)


def test_without_deadlines_there_is_no_picture() -> None:
    assert draw_timeline(PLAN, found(), "vi") is None
    assert draw_timeline(PLAN, found(due("kỷ niệm", "--05-19", kind="anniversary")), "vi") is None


@pytest.mark.parametrize("name", PLANS)
def test_of_the_shipped_plans_it_says(name: str) -> None:
    plan = plan_at(PLANS[name])
    assert texts(sketch_timeline(plan, find_facts(plan), VI)) == shipped()[name]["timeline"]


@pytest.mark.parametrize("name", ALL)
def test_every_plan_is_drawn_within_its_sheet(name: str) -> None:
    plan = plan_at(ALL[name])
    for language in LANGUAGES:
        drawing = sketch_timeline(plan, find_facts(plan), words_in(language))
        assert drawing is not None
        assert margins_are_empty(drawing)


@pytest.mark.parametrize("name", PLANS)
def test_every_picture_fits_a_phone(name: str) -> None:
    plan = plan_at(ALL[name])
    width, height = size_of(draw_timeline(plan, find_facts(plan), "vi"))
    assert (width, height <= 2560) == (1080, True)
