"""Reporting lines as a network, laid out and drawn."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise
from typing import Any

import pytest

from bot.web.map_drawing import draw_map
from bot.web.map_layout import Layout, lay_out_map
from bot.web.reporting_network import make_network
from bot.web.wording import load_words
from corpus.facts.reporting_line import ReportingLine, find_reporting_lines
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at, plan_of

WORDS = load_words()["vi"]
PLAN = plan_of("KẾ HOẠCH\nThi đua\n1. Các phòng gửi báo cáo về Sở.")
ALL = PLANS | DOCUMENTS


def line(who: str | None, to: str | None, via: str | None = None, **more: Any) -> ReportingLine:
    fields = {"kind": "report", "what": "kết quả", "when": None, "start": 0, "end": 4} | more
    return ReportingLine(who=who, to=to, via=via, **fields)


def legs(*lines: ReportingLine) -> list[tuple[int, str | None, str | None]]:
    network = make_network(lines)
    names = {office.key: office.name for office in network.offices}
    return [(leg.number, names[leg.start], names[leg.end]) for leg in network.legs]


def offices(*lines: ReportingLine) -> list[str | None]:
    return [office.name for office in make_network(lines).offices]


def layout_of(name: str) -> Layout:
    return lay_out_map(make_network(find_reporting_lines(plan_at(ALL[name]))), WORDS)


def test_names_that_repeat_are_one_office() -> None:
    assert offices(
        line("các phòng", "UBND tỉnh"), line("Các phòng", "Ủy ban nhân dân tỉnh"), line("Các phòng", "Sở")
    ) == ["Các phòng", "UBND tỉnh", "Sở"]


def test_an_office_named_once_with_its_level_is_the_same() -> None:
    assert offices(line("Phòng Nội vụ thị xã", "Sở"), line("phòng Nội vụ", "Sở")) == [
        "Phòng Nội vụ thị xã",
        "Sở",
    ]


def test_a_line_through_an_office_has_two_legs_of_one_number() -> None:
    assert legs(line("Các xã", "UBND huyện", "Phòng Nội vụ")) == [
        (1, "Các xã", "Phòng Nội vụ"), (1, "Phòng Nội vụ", "UBND huyện"),
    ]  # fmt: skip


def test_who_is_not_named_is_an_office_of_its_own_on_either_side() -> None:
    assert legs(line(None, "Sở"), line("Các phòng", None)) == [(1, None, "Sở"), (2, "Các phòng", None)]


def test_lines_between_nobody_and_back_to_the_sender_are_not_drawn_but_kept() -> None:
    lines = (line(None, None), line("Sở", "sở"), line("Các phòng", "Sở"))
    network = make_network(lines)
    assert [leg.number for leg in network.legs] == [1]
    assert network.lines == (lines[2], lines[0], lines[1])


def test_those_who_only_send_stand_first_and_numbers_run_down() -> None:
    lines = (line("Văn phòng", "Sở"), line("Các phòng", "Văn phòng"))
    assert offices(*lines) == ["Các phòng", "Văn phòng", "Sở"]
    assert legs(*lines) == [(1, "Các phòng", "Văn phòng"), (2, "Văn phòng", "Sở")]


def test_a_circle_has_an_end() -> None:
    assert offices(line("A", "B"), line("B", "C"), line("C", "A")) == ["A", "B", "C"]


@pytest.mark.parametrize("name", ALL)
def test_nothing_stands_upon_anything(name: str) -> None:
    layout = layout_of(name)
    stretches = sorted((one.top, one.bottom) for one in (*layout.boxes, *layout.rows))
    assert all(one[1] < other[0] for one, other in pairwise(stretches))
    assert layout.height >= max((bottom for _, bottom in stretches), default=0)


@pytest.mark.parametrize("name", ALL)
def test_lines_to_different_offices_never_share_a_lane_at_one_height(name: str) -> None:
    rows = layout_of(name).rows
    spans: dict[tuple[int, Any], list[float]] = {}
    for row in rows:
        spans.setdefault((row.lane, row.leg.end), [row.target]).append(row.bottom)
    for (lane, end), heights in spans.items():
        for (other_lane, other_end), others in spans.items():
            if lane == other_lane and end != other_end:
                assert max(heights) < min(others) or max(others) < min(heights)


def test_fifteen_offices_leave_room_for_words() -> None:
    lines = [line(f"Phòng {n}", f"Sở {n % 7}") for n in range(8)]
    layout = lay_out_map(make_network(lines), WORDS)
    assert len(layout.boxes) == 15
    assert layout.right > 190


def test_the_drawing_says_what_it_is_and_leads_to_every_line() -> None:
    drawing = draw_map(PLAN, make_network([line("Các phòng", "Sở", "Văn phòng")]), WORDS)
    root = ET.fromstring(str(drawing))
    assert [root[0].tag, root[1].tag] == ["title", "desc"]
    assert root.attrib["aria-labelledby"] == "map-title map-about"
    links = [one for one in root.iter("a") if "aria-label" in one.attrib]
    assert [one.attrib["aria-label"] for one in links] == [
        "Tuyến 1: Các phòng → Sở, qua Văn phòng, kết quả",
        "Tuyến 1: Các phòng → Sở, qua Văn phòng, kết quả",
    ]
    assert all("/plans/mau?start=" in one.attrib["href"] for one in root.iter("a"))


def test_words_of_a_plan_cannot_become_markup() -> None:
    evil = '"><script>x</script>&'
    drawing = str(draw_map(PLAN, make_network([line(evil, "Sở", what=evil, when="<b>")]), WORDS))
    assert "<script" not in drawing
    assert "<b>" not in drawing
    ET.fromstring(drawing)


@pytest.mark.parametrize("receivers", [30, 300])
def test_where_too_many_receive_the_list_alone_says_it(receivers: int) -> None:
    network = make_network([line("Văn phòng", f"Đơn vị số {number}") for number in range(receivers)])
    assert draw_map(PLAN, network, WORDS) is None


def test_without_lines_there_is_no_map() -> None:
    assert draw_map(PLAN, make_network([line(None, None)]), WORDS) is None


@pytest.mark.parametrize("name", ALL)
def test_every_map_is_sound_and_has_nothing_inline(name: str) -> None:
    plan = plan_at(ALL[name])
    drawing = draw_map(plan, make_network(find_reporting_lines(plan)), WORDS)
    assert "style=" not in (drawing or "")
    ET.fromstring(str(drawing))
