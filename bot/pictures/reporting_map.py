"""The map of a plan's reporting lines as a picture: the one of its page, on a sheet of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import svg

from bot.pictures.font_widths import drawn_width
from bot.pictures.legible import legible
from bot.pictures.rasterising import rasterise
from bot.pictures.sheet import HIGHEST, ROOM, draw_sheet, say_doubt, words_in
from bot.web.findings import part_lines
from bot.web.map_drawing import draw_parts, fit_map
from bot.web.reporting_network import make_network

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.messages import Language
    from bot.web.map_layout import Layout
    from bot.web.wording import Words
    from corpus.facts.base import Fact
    from corpus.facts.reporting_line import ReportingLine
    from corpus.models import Plan

# More never fit into the height.
_MOST_LINES = 24
# Joining lines by their offices takes time with the square of their number.
_MOST_JOINED = 60
_LONGEST_NAME = 120


def draw_map(plan: Plan, facts: Mapping[str, Sequence[Fact]], language: Language) -> bytes | None:
    """Draw who sends what to whom as PNG; None where no line leads from one office to another."""
    drawing = sketch_map(plan, facts, words_in(language))
    return rasterise(drawing) if drawing else None


def sketch_map(plan: Plan, facts: Mapping[str, Sequence[Fact]], words: Words) -> str | None:
    """Give the picture of the map as SVG; lines that find no room are counted beneath it."""
    found = part_lines(facts)[0]
    lines = make_network([_legible(line, words) for line in found[:_MOST_JOINED]]).lines
    layout = _fit(lines, words)
    if layout is None:
        return None
    left_out = len(found) - len({row.leg.number for row in layout.rows})
    note = words["picture"]["lines_left_out"].format(count=left_out) if left_out else ""
    drawn = svg.G(class_=["map"], elements=list(draw_parts(plan, layout, words)))
    return draw_sheet(plan, words["reporting"]["map"], [drawn], layout.height, words, note)


def _fit(lines: Sequence[ReportingLine], words: Words) -> Layout | None:
    for count in range(min(len(lines), _MOST_LINES), 0, -1):
        layout = fit_map(make_network(lines[:count]), words, width=ROOM, measure=drawn_width)
        if layout and layout.height <= HIGHEST:
            return layout
    return None


def _legible(line: ReportingLine, words: Words) -> ReportingLine:
    who, via, to = (legible(name or "", _LONGEST_NAME) or None for name in (line.who, line.via, line.to))
    what, when = (legible(text or "") or None for text in (line.what, line.when))
    when = ". ".join(filter(None, (when, say_doubt(line.doubt, words)))) or None
    return replace(line, who=who, via=via, to=to, what=what, when=when)
