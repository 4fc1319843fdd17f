"""The map of a plan's reporting lines as a picture."""

from __future__ import annotations

import pytest

from bot.pictures.reporting_map import draw_map, sketch_map
from bot.pictures.sheet import words_in
from bot.web.wording import LANGUAGES
from corpus.facts import find_facts
from corpus.facts.reporting_line import ReportingLine
from tests.bot.pictures.drawn import (
    HOSTILE,
    LONG,
    PLAN,
    VI,
    found,
    line,
    margins_are_empty,
    shipped,
    size_of,
    texts,
)
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at

ALL = PLANS | DOCUMENTS
HEAD = ["Sơ đồ tuyến báo cáo", "Kế hoạch"]
NOTICE = "Chỉ để tham khảo – đối chiếu văn bản gốc"


def drawn(*lines: ReportingLine) -> list[str]:
    return texts(sketch_map(PLAN, found(*lines), VI))


def test_offices_and_lines_are_drawn_as_on_the_page() -> None:
    assert drawn(line("Các phòng", "Sở", "Văn phòng", when="hằng quý"), line(None, "Sở", what=None)) == [
        *HEAD, "Các phòng", "Văn phòng", "Không nêu ai gửi", "Sở",
        "1", "Báo cáo", "kết quả", "hằng quý", "1", "Chuyển tiếp", "2", "Báo cáo", NOTICE,
    ]  # fmt: skip


def test_it_speaks_english() -> None:
    shown = texts(sketch_map(PLAN, found(line("Các phòng", "Sở")), words_in("en")))
    assert shown == [
        "Map of the reporting lines", "Kế hoạch", "Các phòng", "Sở", "1", "Report", "kết quả",
        "For reference only – check the original document",
    ]  # fmt: skip


@pytest.mark.parametrize("receivers", [30, 300])
def test_lines_that_find_no_room_are_counted(receivers: int) -> None:
    shown = drawn(*[line("Văn phòng", f"Đơn vị số {number}") for number in range(receivers)])
    drawn_lines = [text for text in shown if text.isdigit()]
    assert drawn_lines == [str(number + 1) for number in range(8)]
    assert shown[-2:] == [f"Còn {receivers - 8} tuyến nữa không có trong hình.", NOTICE]


def test_hostile_words_are_drawn_as_words() -> None:
    lines = found(line(HOSTILE, "Sở", LONG, what=LONG, when=HOSTILE[::-1]), line("\x00", "\u202e", what=None))
    drawing = sketch_map(PLAN, lines, VI)
    assert drawing is not None
    shown = texts(drawing)
    assert shown[2] == '</text><script>&amp;" đảo …'
    assert shown[3].startswith("WWW")
    assert shown[3].endswith("W…")
    assert shown[-2:] == ["Còn 1 tuyến nữa không có trong hình.", NOTICE]
    assert margins_are_empty(drawing)


def test_a_doubt_is_said() -> None:
    shown = drawn(line("Các phòng", "Sở", when="hằng quý", doubt="tên đọc không chắc"))
    assert shown[-2:] == ["hằng quý. Cần xem lại: tên đọc không chắc", NOTICE]


def test_a_copy_of_the_plan_is_no_line() -> None:
    assert draw_map(PLAN, found(line("Sở", "Các phòng", kind="distribution")), "vi") is None


def test_without_lines_there_is_no_picture() -> None:
    assert draw_map(PLAN, found(), "vi") is None
    assert draw_map(PLAN, found(line(None, None)), "vi") is None


@pytest.mark.parametrize("name", PLANS)
def test_of_the_shipped_plans_it_says(name: str) -> None:
    plan = plan_at(PLANS[name])
    assert texts(sketch_map(plan, find_facts(plan), VI)) == shipped()[name]["map"]


@pytest.mark.parametrize("name", ALL)
def test_every_plan_is_drawn_within_its_sheet(name: str) -> None:
    plan = plan_at(ALL[name])
    for language in LANGUAGES:
        drawing = sketch_map(plan, find_facts(plan), words_in(language))
        assert drawing is not None
        assert margins_are_empty(drawing)


@pytest.mark.parametrize("name", PLANS)
def test_every_picture_fits_a_phone(name: str) -> None:
    plan = plan_at(ALL[name])
    width, height = size_of(draw_map(plan, find_facts(plan), "vi"))
    assert (width, height <= 2560) == (1080, True)
