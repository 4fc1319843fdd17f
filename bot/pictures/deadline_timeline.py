"""A plan's deadlines as a picture: days in their order along a rail, then what has no day of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import svg

from bot.pictures.rasterising import rasterise
from bot.pictures.sheet import ROOM, draw_sheet, text_at, words_in
from bot.pictures.timeline_layout import LINE_HEIGHT, TEXT_START, Band, Row, lay_out_chart
from bot.web.timeline import lay_out_timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.messages import Language
    from bot.web.wording import Words
    from corpus.facts.base import Fact
    from corpus.models import Plan

_RAIL = 9.0
_DOT = 5.5
# From the top of a line to the foot of its letters, and to their middle.
_FOOT, _MIDDLE = 14.0, 9.0


def draw_timeline(plan: Plan, facts: Mapping[str, Sequence[Fact]], language: Language) -> bytes | None:
    """Draw what is due when as PNG; None where the plan names nothing but anniversaries."""
    drawing = sketch_timeline(plan, facts, words_in(language))
    return rasterise(drawing) if drawing else None


def sketch_timeline(plan: Plan, facts: Mapping[str, Sequence[Fact]], words: Words) -> str | None:
    """Give the picture of the timeline as SVG; what finds no room is counted beneath it."""
    timeline = lay_out_timeline(plan, cast("Sequence[Any]", facts["deadlines"]), words)
    if not timeline.count:
        return None
    chart = lay_out_chart(timeline, words)
    note = words["picture"]["deadlines_left_out"].format(count=chart.left_out) if chart.left_out else ""
    drawn = [part for band in chart.bands for part in _band(band)]
    return draw_sheet(plan, words["facts"]["deadlines"], drawn, chart.height, words, note)


def _band(band: Band) -> Iterable[svg.Element]:
    yield text_at("group", 0, band.top + 17, [band.name])
    first, last = band.rows[0].top + _MIDDLE, band.rows[-1].bottom
    yield svg.Line(class_=["rail"], x1=_RAIL, y1=first, x2=_RAIL, y2=last)
    for row in band.rows:
        yield from _row(row)


def _row(row: Row) -> Iterable[svg.Element]:
    kind = f"kind-{row.kind}"
    yield svg.Circle(class_=[kind], cx=_RAIL, cy=row.top + _MIDDLE, r=_DOT)
    yield text_at(f"tag {kind}", ROOM, row.top + _FOOT, [row.tag])
    y = row.top + _FOOT
    said = (("when", row.when), ("what", row.what), ("ends", row.ends), ("doubt", row.doubt))
    for style, lines in said:
        if lines:
            yield text_at(style, TEXT_START, y, lines, LINE_HEIGHT)
        y += len(lines) * LINE_HEIGHT
