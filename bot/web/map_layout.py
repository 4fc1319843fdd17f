"""Where everything of a map of reporting lines stands, for a phone held upright. Pure.

Offices stand below one another; the lines that go out of an office are rows beneath it, and lead over lanes
at the right edge to the offices that receive. All lines to one office share its lane, so a map needs few.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.web.lettering import width_of, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.web.lettering import Measure
    from bot.web.reporting_network import Key, Leg, Network, Office
    from bot.web.wording import Words

WIDTH = 320.0
NAME_SIZE, NAME_HEIGHT = 15.0, 20.0
LINE_SIZE, LINE_HEIGHT = 14.0, 19.0
EDGE, PADDING, GAP = 1.0, 9.0, 14.0
ROW_START = 36.0
LANE = 13.0
_MOST_WORDS, _MOST_TIMES = 3, 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """An office: its name in lines, and the box around it."""

    office: Office
    lines: tuple[str, ...]
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Give the height at which lines arrive."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A leg beneath its office: what is sent, in lines, and how it leads along its lane to the receiver."""

    leg: Leg
    title: tuple[str, ...]
    what: tuple[str, ...]
    when: tuple[str, ...]
    top: float
    bottom: float
    lane: int = 0
    target: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """Boxes and rows from top to bottom; `right` is the right edge of both, beyond it are the lanes."""

    boxes: tuple[Box, ...]
    rows: tuple[Row, ...]
    right: float
    height: float

    def lane_at(self, lane: int) -> float:
        """Give where a lane runs."""
        return self.right + LANE * (lane + 1)


def lay_out_map(
    network: Network, words: Words, *, width: float = WIDTH, measure: Measure = width_of
) -> Layout:
    """Give every office and line its place; more lanes leave less room for words, so it is done twice."""
    first = _place(network, words, width, measure, lanes=1)
    lanes = 1 + max((row.lane for row in first.rows), default=0)
    return _place(network, words, width, measure, lanes=lanes)


def _place(network: Network, words: Words, width: float, measure: Measure, *, lanes: int) -> Layout:
    right = width - EDGE - LANE * lanes - 6
    boxes: list[Box] = []
    rows: list[Row] = []
    y = EDGE
    for office in network.offices:
        box = _box(office, y, right, words, measure)
        y = box.bottom + 6
        boxes.append(box)
        for leg in network.legs:
            if leg.start == office.key:
                row = _row(leg, y, right, words, measure)
                y = row.bottom + 8
                rows.append(row)
        y += GAP - 6
    return Layout(boxes=tuple(boxes), rows=tuple(_laned(rows, boxes)), right=right, height=y - GAP + 6 + EDGE)


def _box(office: Office, top: float, right: float, words: Words, measure: Measure) -> Box:
    name = (
        office.name or words["reporting"]["unknown_receiver" if office.key[-1] == "to" else "unknown_sender"]
    )
    room = right - EDGE - 2 * PADDING
    lines = wrap(name[:1].upper() + name[1:], room, NAME_SIZE, bold=True, measure=measure)
    bottom = top + len(lines) * NAME_HEIGHT + PADDING + 5
    return Box(office=office, lines=tuple(lines), top=top, bottom=bottom)


def _row(leg: Leg, top: float, right: float, words: Words, measure: Measure) -> Row:
    width = right - ROW_START
    kind = words["reporting"][leg.line.kind if leg.first else "passed_on"]
    title = wrap(kind, width, LINE_SIZE, bold=True, measure=measure)
    sent = (leg.line.what or "") if leg.first else ""
    what = wrap(sent, width, LINE_SIZE, most=_MOST_WORDS, measure=measure)
    said = leg.line.when if leg.first and leg.line.when != leg.line.what else None
    when = wrap(said or "", width, LINE_SIZE, most=_MOST_TIMES, measure=measure)
    bottom = top + (len(title) + len(what) + len(when)) * LINE_HEIGHT + 7
    return Row(leg=leg, title=tuple(title), what=tuple(what), when=tuple(when), top=top, bottom=bottom)


def _laned(rows: Sequence[Row], boxes: Sequence[Box]) -> list[Row]:
    """Give every receiver a lane of its own at its height; short ways take the lanes nearby."""
    places = {box.office.key: box.middle for box in boxes}
    spans = {key: _span(key, rows, places[key]) for key in {row.leg.end for row in rows}}
    lanes: dict[Key, int] = {}
    for key in sorted(spans, key=lambda one: (spans[one][1] - spans[one][0], spans[one])):
        taken = {lanes[other] for other in lanes if _meet(spans[key], spans[other])}
        lanes[key] = next(lane for lane in range(len(spans)) if lane not in taken)
    return [
        Row(
            leg=row.leg, title=row.title, what=row.what, when=row.when, top=row.top, bottom=row.bottom,
            lane=lanes[row.leg.end], target=places[row.leg.end],
        )
        for row in rows
    ]  # fmt: skip


def _span(key: Key, rows: Sequence[Row], place: float) -> tuple[float, float]:
    heights = [place, *(row.bottom for row in rows if row.leg.end == key)]
    return min(heights), max(heights)


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
