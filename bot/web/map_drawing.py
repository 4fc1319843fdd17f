"""The map of reporting lines as SVG, drawn with svg.py; colours and letters are for the style sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import svg
from markupsafe import Markup, escape

from bot.web.citing import source_of
from bot.web.lettering import width_of
from bot.web.map_layout import (
    EDGE,
    LINE_HEIGHT,
    NAME_HEIGHT,
    PADDING,
    ROW_START,
    WIDTH,
    Box,
    Layout,
    Row,
    lay_out_map,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.web.lettering import Measure
    from bot.web.reporting_network import Network
    from bot.web.wording import Words
    from corpus.models import Plan

COLOURS = 5
# With more lanes there is no room for words on a phone; with more lines no map is read.
_MOST_LANES, _MOST_LINES = 8, 60
_BADGE = 11.0
# The arrow's head, from where the way ends.
_TIP = ((1, 0), (9, -5), (9, 5))


def draw_map(plan: Plan, network: Network, words: Words) -> Markup | None:
    """Draw who sends what to whom; None where no line leads from one office to another, or too many do.

    The list below the map says all of it.
    """
    layout = fit_map(network, words)
    if layout is None:
        return None
    said = words["reporting"]
    drawing = svg.SVG(
        xmlns=None, class_=["map"], viewBox=svg.ViewBoxSpec(0, 0, WIDTH, round(layout.height)),
        extra={"role": "group", "aria-labelledby": "map-title map-about"},
        elements=[
            svg.Title(id="map-title", text=_said(said["map"])),
            svg.Desc(id="map-about", text=_said(said["map_about"])),
            *draw_parts(plan, layout, words),
        ],
    )  # fmt: skip
    # Every word in it went through _said.
    return Markup(drawing)  # noqa: S704


def fit_map(
    network: Network, words: Words, *, width: float = WIDTH, measure: Measure = width_of
) -> Layout | None:
    """Lay the map out; None where no line leads from one office to another, or too many do."""
    if len(network.legs) > _MOST_LINES:
        return None
    layout = lay_out_map(network, words, width=width, measure=measure)
    lanes = {row.lane for row in layout.rows}
    return layout if lanes and len(lanes) <= _MOST_LANES else None


def draw_parts(plan: Plan, layout: Layout, words: Words) -> Iterable[svg.Element]:
    """Draw the ways, the offices upon them, and the lines."""
    yield from (_lane(layout, rows) for rows in _by_receiver(layout.rows))
    yield from (_office(plan, layout, box) for box in layout.boxes)
    yield from (_line(plan, layout, row, words) for row in layout.rows)


def _by_receiver(rows: Sequence[Row]) -> Iterable[list[Row]]:
    receivers = dict.fromkeys(row.leg.end for row in rows)
    return ([row for row in rows if row.leg.end == receiver] for receiver in receivers)


def _said(text: str) -> str:
    """Give text as it may stand in SVG: svg.py writes what it is given as it is."""
    return str(escape(text))


def _colour(row: Row) -> str:
    return f"way-{row.lane % COLOURS}"


def _lane(layout: Layout, rows: Sequence[Row]) -> svg.G:
    """Draw the ways of all rows to one office: from beneath each to their lane, along it, and in."""
    lane, end = layout.lane_at(rows[0].lane), rows[0].target
    heights = [end, *(row.bottom for row in rows)]
    starts = [part for row in rows for part in (svg.M(ROW_START, row.bottom), svg.H(lane))]
    along = [svg.M(lane, min(heights)), svg.V(max(heights))]
    way = svg.Path(class_=["way"], d=[*starts, *along, svg.M(lane, end), svg.H(layout.right + 6)])
    tip = svg.Polygon(class_=["tip"], points=[svg.Point(layout.right + x, end + y) for x, y in _TIP])
    return svg.G(class_=[_colour(rows[0])], elements=[way, tip])


def _office(plan: Plan, layout: Layout, box: Box) -> svg.Element:
    named = box.office.name is not None
    rect = svg.Rect(
        x=EDGE, y=box.top, width=layout.right - EDGE, height=box.bottom - box.top, rx=8,
        class_=["office" if named else "office unknown"],
    )  # fmt: skip
    name = _text("name", EDGE + PADDING, box.top + PADDING + 13, NAME_HEIGHT, box.lines)
    first = next(row for row in layout.rows if box.office.key in (row.leg.start, row.leg.end))
    # The rows beneath lead to the same places by the keyboard; twice would only be in the way.
    return svg.A(
        href=_said(source_of(plan, first.leg.line).url), tabindex=-1, elements=[rect, name],
        extra={"aria-hidden": "true"},
    )  # fmt: skip


def _line(plan: Plan, layout: Layout, row: Row, words: Words) -> svg.Element:
    line, said = row.leg.line, words["reporting"]
    title = said["line"].format(
        number=row.leg.number,
        sender=line.who or said["unknown_sender"],
        receiver=line.to or said["unknown_receiver"],
    )
    through = said["through"].format(office=line.via) if line.via else None
    label = ", ".join(filter(None, [title, through, line.what, line.when]))
    ground = svg.Rect(
        class_=["ground"], x=EDGE, y=row.top, width=layout.right - EDGE, height=row.bottom - row.top
    )
    return svg.A(
        class_=["line", _colour(row)], href=_said(source_of(plan, line).url),
        elements=[ground, *_badge(row), *_row_text(row)], extra={"aria-label": _said(label)},
    )  # fmt: skip


def _badge(row: Row) -> Iterable[svg.Element]:
    x, y = EDGE + _BADGE + 3, row.top + _BADGE + 1
    yield svg.Circle(class_=["badge"], cx=x, cy=y, r=_BADGE)
    yield svg.Text(class_=["digit"], x=x, y=y + 5, text_anchor="middle", text=str(row.leg.number))


def _row_text(row: Row) -> Iterable[svg.Element]:
    y = row.top + 15
    for style, lines in (("kind", row.title), ("what", row.what), ("when", row.when)):
        if lines:
            yield _text(style, ROW_START, y, LINE_HEIGHT, lines)
        y += len(lines) * LINE_HEIGHT


def _text(style: str, x: float, y: float, height: float, lines: Sequence[str]) -> svg.Text:
    spans: list[svg.Element] = [
        svg.TSpan(x=x, y=y + number * height, text=_said(line)) for number, line in enumerate(lines)
    ]
    return svg.Text(class_=[style], elements=spans)
