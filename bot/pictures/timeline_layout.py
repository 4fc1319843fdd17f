"""Where everything of a drawn timeline stands: years and other groups, their rows below them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from bot.pictures.font_widths import drawn_width
from bot.pictures.legible import legible
from bot.pictures.sheet import HIGHEST, ROOM, say_doubt
from bot.web.lettering import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.web.timeline import Milestone, Timeline
    from bot.web.wording import Words

TEXT_START = 26.0
LINE_HEIGHT = 19.0
_GROUP_HEIGHT, _ROW_GAP, _GROUP_GAP = 30.0, 11.0, 8.0
_WHEN_SIZE, _TEXT_SIZE = 15.0, 14.0
_MOST_WHEN, _MOST_ENDS, _MOST_DOUBT = 2, 2, 2
# As many lines a row as leave room for all rows.
_MOST_WORDS = (4, 3, 2, 1)

Group = tuple[str, "Sequence[Milestone]"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A milestone in lines: its kind, when, what, from whom to whom, and why to look twice.

    `top` is where it begins.
    """

    kind: str
    tag: str
    when: tuple[str, ...]
    what: tuple[str, ...]
    ends: tuple[str, ...]
    doubt: tuple[str, ...]
    top: float

    @property
    def bottom(self) -> float:
        """Give where the last line ends."""
        return self.top + LINE_HEIGHT * sum(map(len, (self.when, self.what, self.ends, self.doubt)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """A year, or what has no year, with the rows beneath; `top` is where its heading begins."""

    name: str
    top: float
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """Bands from top to bottom; `left_out` counts the milestones that found no room."""

    bands: tuple[Band, ...]
    height: float
    left_out: int = 0


def lay_out_chart(timeline: Timeline, words: Words) -> Chart:
    """Give every milestone its place; where they are too many, the last are left out."""
    groups = list(_groups(timeline, words))
    for most in _MOST_WORDS:
        chart = _place(groups, words, most)
        if chart.height <= HIGHEST:
            return chart
    total = sum(len(group) for _, group in groups)
    shown = sum(row.bottom <= HIGHEST for band in chart.bands for row in band.rows)
    kept = list(_first(groups, shown))
    # Rows that were left out make room for words.
    charts = (_place(kept, words, most, left_out=total - shown) for most in _MOST_WORDS)
    return next(chart for chart in charts if chart.height <= HIGHEST)


def _groups(timeline: Timeline, words: Words) -> Iterator[Group]:
    for year, group in groupby(timeline.dated, key=lambda one: one.year):
        yield legible(year), list(group)
    said = words["timeline"]
    for name, others in (
        ("recurring", timeline.recurring), ("relative", timeline.relative),
        ("undated", timeline.undated), ("anniversaries", timeline.anniversaries),
    ):  # fmt: skip
        if others:
            yield said[name], others


def _first(groups: Sequence[Group], count: int) -> Iterator[Group]:
    for name, group in groups:
        if count > 0:
            yield name, group[:count]
        count -= len(group)


def _place(groups: Sequence[Group], words: Words, most: int, *, left_out: int = 0) -> Chart:
    bands: list[Band] = []
    y = 0.0
    for name, group in groups:
        top, rows = y, []
        y += _GROUP_HEIGHT
        for milestone in group:
            rows.append(_row(milestone, y, words, most))
            y = rows[-1].bottom + _ROW_GAP
        bands.append(Band(name=name, top=top, rows=tuple(rows)))
        y += _GROUP_GAP
    return Chart(bands=tuple(bands), height=y - _GROUP_GAP - _ROW_GAP, left_out=left_out)


def _row(one: Milestone, top: float, words: Words, most: int) -> Row:
    room = ROOM - TEXT_START
    tag = words["timeline"][one.kind]
    beside = room - drawn_width(tag, _TEXT_SIZE) - 10
    said = legible(one.when) or words["timeline"]["unknown"]
    when = wrap(said, beside, _WHEN_SIZE, bold=True, most=_MOST_WHEN, measure=drawn_width)
    what = wrap(legible(one.what), room, _TEXT_SIZE, most=most, measure=drawn_width)
    ends = wrap(_ends(one), room, _TEXT_SIZE, most=min(most, _MOST_ENDS), measure=drawn_width)
    doubt = wrap(say_doubt(one.source.doubt, words), room, _TEXT_SIZE, most=_MOST_DOUBT, measure=drawn_width)
    return Row(
        kind=one.kind, tag=tag, top=top,
        when=tuple(when), what=tuple(what), ends=tuple(ends), doubt=tuple(doubt),
    )  # fmt: skip


def _ends(one: Milestone) -> str:
    """Give from whom to whom, where the words do not say it already."""
    ends = [name for name in (one.who, one.to) if name]
    if all(name in one.what for name in ends):
        return ""
    return " → ".join(filter(None, (legible(name) for name in ends)))
