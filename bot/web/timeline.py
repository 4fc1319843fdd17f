"""What is due when, laid out for reading: dated things in their order, all else apart. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.web.citing import Source, source_of
from bot.web.spoken_dates import say_date, say_often, say_when
from corpus.facts.deadline import printed_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.web.wording import Words
    from corpus.facts.deadline import Deadline
    from corpus.models import Plan

_LASTING = ("period", "phase")
_MONTHS = {"Q": 3, "H": 6}
_VALID_TIME = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Milestone:
    """One thing that is due, lasts or takes place.

    `when` is said in words; `printed` tells that they are the plan's own. `iso` is the day by which dated
    things are ordered, `year` its year; empty where there is none that a calendar knows.
    """

    kind: str
    when: str
    printed: bool
    iso: str
    year: str
    what: str
    who: str | None
    to: str | None
    source: Source


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """Milestones by what is known of their date; what is dated by its dates, all else in the text's order."""

    dated: tuple[Milestone, ...] = ()
    recurring: tuple[Milestone, ...] = ()
    relative: tuple[Milestone, ...] = ()
    undated: tuple[Milestone, ...] = ()
    anniversaries: tuple[Milestone, ...] = ()

    @property
    def count(self) -> int:
        """Count all but the anniversaries, which are no deadlines."""
        return len(self.dated) + len(self.recurring) + len(self.relative) + len(self.undated)


def lay_out_timeline(plan: Plan, deadlines: Sequence[Deadline], words: Words) -> Timeline:
    """Order a plan's deadlines for reading."""
    groups: dict[str, list[Deadline]] = {}
    for deadline in deadlines:
        groups.setdefault(_group(deadline), []).append(deadline)
    for name in ("dated", "anniversaries"):
        groups.get(name, []).sort(key=_order)
    shown = {name: tuple(_milestones(plan, group, words)) for name, group in groups.items()}
    return Timeline(**shown)


def _milestones(plan: Plan, deadlines: Iterable[Deadline], words: Words) -> Iterable[Milestone]:
    for deadline in deadlines:
        printed = printed_phrase(plan, deadline)
        yield Milestone(
            kind=deadline.kind,
            when=printed or _say(deadline, words),
            printed=printed is not None,
            iso=_iso(deadline),
            year=_year(deadline),
            what=deadline.what,
            who=deadline.who,
            to=deadline.to,
            source=source_of(plan, deadline),
        )


def _group(deadline: Deadline) -> str:
    if deadline.kind == "anniversary":
        return "anniversaries"
    if deadline.recurring:
        return "recurring"
    if any(day and not day.startswith("-") for day in (deadline.first, deadline.last)):
        return "dated"
    return "relative" if deadline.relative else "undated"


def _say(deadline: Deadline, words: Words) -> str:
    said = say_when(deadline, words)
    if said is None:
        return deadline.relative or say_often(deadline, words) or words["timeline"]["unknown"]
    yearless = (deadline.first or deadline.last or "").startswith("-")
    if deadline.recurring:
        return words["timeline"]["yearly"].format(date=said) if yearless else said
    if yearless and deadline.kind != "anniversary":
        return words["timeline"]["no_year"].format(date=said)
    return say_date(deadline.last, words) if deadline.kind == "anniversary" and deadline.last else said


def _iso(deadline: Deadline) -> str:
    """Give the date as HTML's `time` takes it; empty where it takes none such."""
    value = _ordering_date(deadline)
    return value if _VALID_TIME.fullmatch(value) else ""


def _year(deadline: Deadline) -> str:
    year = _ordering_date(deadline)[:4]
    return year if year.isdecimal() else ""


def _ordering_date(deadline: Deadline) -> str:
    """Give what a thing is ordered by: when it begins where it lasts, else when it is over."""
    ends = (deadline.first, deadline.last) if _lasts(deadline) else (deadline.last, deadline.first)
    return ends[0] or ends[1] or ""


def _order(deadline: Deadline) -> tuple[str, int]:
    return _whole_day(_ordering_date(deadline), last=not _lasts(deadline)), deadline.start


def _lasts(deadline: Deadline) -> bool:
    return deadline.kind in _LASTING or deadline.first != deadline.last


def _whole_day(value: str, *, last: bool) -> str:
    """Give the first or the last day of an ISO date that may be less precise."""
    if not value[:4].isdigit():
        return value
    year, _, rest = value.partition("-")
    part, _, day = rest.partition("-")
    month = _month(part, last=last)
    ends = monthrange(int(year), month)[1] if 1 <= month <= 12 else 31
    return f"{year}-{month:02d}-{day or f'{ends if last else 1:02d}'}"


def _month(part: str, *, last: bool) -> int:
    if not part:
        return 12 if last else 1
    if part[0] in _MONTHS:
        months = _MONTHS[part[0]]
        return int(part[1:]) * months - (0 if last else months - 1)
    return int(part)
