"""The sheet of every picture: heading, the plan, what is drawn, what is left out. Pure.

Everything is measured in the unit of the drawing, 2.25 pixels.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import svg
from markupsafe import escape

from bot.pictures.font_widths import drawn_width
from bot.pictures.legible import legible
from bot.web.lettering import wrap
from bot.web.wording import load_words
from corpus.naming import short_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.messages import Language
    from bot.web.wording import Words
    from corpus.models import Plan

WIDTH, MARGIN = 480.0, 16.0
ROOM = WIDTH - 2 * MARGIN
# With heading and foot under 2,560 pixels: of what is higher, Telegram keeps a smaller copy only.
HIGHEST = 925.0
_HEADING_SIZE, _PLAN_SIZE, _NOTE_SIZE = 21.0, 15.0, 14.0
_PLAN_HEIGHT, _NOTE_HEIGHT = 20.0, 20.0
_MOST_NAME = 3


def draw_sheet(
    plan: Plan, heading: str, drawn: Sequence[svg.Element], height: float, words: Words, left_out: str = ""
) -> str:
    """Give the whole picture as SVG around what is drawn, which begins at 0, 0 and is as wide as ROOM."""
    name = legible(short_name(plan.id, plan.metadata, damaged=plan.is_garbled))
    lines = wrap(name, ROOM, _PLAN_SIZE, most=_MOST_NAME, measure=drawn_width)
    y = MARGIN + _HEADING_SIZE
    head: list[svg.Element] = [text_at("heading", 0, y - MARGIN, [heading])]
    head.append(text_at("plan", 0, y - MARGIN + 25, lines, _PLAN_HEIGHT))
    rule = y - MARGIN + 25 + (len(lines) - 1) * _PLAN_HEIGHT + 13
    head.append(svg.Line(class_=["rule"], x1=0, y1=rule, x2=ROOM, y2=rule))
    top = rule + 16
    notes = list(_notes(plan, left_out, words))
    foot = [
        text_at(style, 0, top + height + 24 + number * _NOTE_HEIGHT, [text])
        for number, (style, text) in enumerate(notes)
    ]
    whole = MARGIN + top + height + 24 + (len(notes) - 1) * _NOTE_HEIGHT + MARGIN
    body = svg.G(transform=[svg.Translate(0, top)], elements=list(drawn))
    return str(
        svg.SVG(
            viewBox=svg.ViewBoxSpec(0, 0, WIDTH, round(whole)),
            elements=[svg.G(transform=[svg.Translate(MARGIN, MARGIN)], elements=[*head, body, *foot])],
        )
    )


def _notes(plan: Plan, left_out: str, words: Words) -> Iterator[tuple[str, str]]:
    """Give what is said beneath the drawing, by its style, line by line."""
    caution = words["plan"]["reread"] if plan.is_reread else ""
    for style, said in (("caution", left_out), ("caution", caution), ("notice", words["site"]["notice"])):
        for line in wrap(said, ROOM, _NOTE_SIZE, bold=style == "caution", measure=drawn_width):
            yield style, line


def text_at(style: str, x: float, y: float, lines: Sequence[str], height: float = 0) -> svg.Text:
    """Draw lines of text below one another; what they say cannot become markup."""
    spans: list[svg.Element] = [
        svg.TSpan(x=x, y=y + number * height, text=str(escape(line))) for number, line in enumerate(lines)
    ]
    return svg.Text(class_=[style], elements=spans)


def say_doubt(doubt: str | None, words: Words) -> str:
    """Give why a person should look twice; nothing where there is no doubt."""
    return f"{words['facts']['doubt']} {legible(doubt)}" if doubt else ""


@cache
def words_in(language: Language) -> Words:
    """Give the words of the pictures, read once."""
    return load_words()[language]
