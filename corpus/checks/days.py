"""Days, years and periods that contradict the plan or the calendar."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from typing import cast

from corpus.checks.anomaly import Anomaly, Kind, day_of, issued_on, pattern, printed, say
from corpus.facts.base import Fact, Place, places
from corpus.facts.deadline import Deadline
from corpus.facts.legal_basis import LegalBasis
from corpus.models import Plan, SectionKind
from corpus.text import fold

_LEAP = 2024
_LAST_MONTH = 12
_MOST_YEARS = 30
_YEAR = re.compile(r"(?<![\d/])20\d\d(?![\d/])")
_FOOT = (SectionKind.RECIPIENTS, SectionKind.SIGNATURE, SectionKind.ELECTRONIC_SIGNATURE)


def late_citations(plan: Plan, facts: Sequence[Fact]) -> Iterator[Anomaly]:
    """Find cited documents dated after the plan.

    A plan for one year that prints no day of its own is taken to be issued before that year's December.
    Where most citations are late, the plan's own date is more likely misread, and nothing is said.
    """
    cited = [(fact, day) for fact in facts if isinstance(fact, LegalBasis) and (day := _full(fact.date))]
    issued = issued_on(plan)
    limit = issued or _latest(plan)
    late = [(fact, day) for fact, day in cited if limit and day > limit and fact.number and not fact.doubt]
    if len(cited) >= 3 and len(late) * 2 > len(cited):
        return
    for fact, day in late:
        named = " ".join(part for part in (fact.type, fact.number) if part)
        shown = printed(issued) if issued else "-".join(map(str, _ends(plan.metadata.years)))
        yield Anomaly(
            start=fact.start, end=fact.end, kind="late-citation", doubt=_doubt(plan, issued),
            what=say("late_citation" if issued else "late_citation_undated",
                     document=named, date=printed(day), issued=shown),
        )  # fmt: skip


def _doubt(plan: Plan, issued: date | None) -> str | None:
    if plan.is_damaged:
        return say("scanned")
    return None if issued else say("undated")


def _ends(years: Sequence[int]) -> tuple[int, ...]:
    return (years[0], years[-1]) if len(years) > 1 else tuple(years)


def _full(iso: str | None) -> date | None:
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", iso or "")
    return day_of(match[3], match[2], match[1]) if match else None


def _latest(plan: Plan) -> date | None:
    """Give the last day on which a plan without a date can have been issued."""
    years = plan.metadata.years
    if not years:
        return None
    if len(years) > 1 or pattern("looks_back").search(fold(plan.metadata.title)):
        return date(years[-1], 12, 31)
    return date(years[0], _LAST_MONTH - 1, 30)


def odd_deadlines(plan: Plan, facts: Sequence[Fact]) -> Iterator[Anomaly]:
    """Find deadlines before the day of issue, or outside the years that the title names."""
    issued = issued_on(plan)
    years = _titled(plan, issued)
    for fact in facts:
        day = _due(fact)
        if not isinstance(fact, Deadline) or not day or _on_purpose(plan, fact):
            continue
        if issued and day < issued:
            kind, key, of = "deadline-before-issue", "deadline_before_issue", printed(issued)
        elif years and fact.bound != "until" and not _near(day.year, years):
            kind, key, of = "deadline-other-year", "deadline_other_year", "-".join(map(str, _ends(years)))
        else:
            continue
        doubt = say("scanned") if plan.is_damaged else None
        what = say(key, date=printed(day), issued=of)
        yield Anomaly(start=fact.start, end=fact.end, kind=cast(Kind, kind), what=what, doubt=doubt)


def _due(fact: Fact) -> date | None:
    """Give the day by which something must be done once; None where the fact is no such deadline."""
    if not isinstance(fact, Deadline) or fact.kind not in ("deadline", "reporting"):
        return None
    bounded = fact.bound in ("before", "by", "until")
    return _full(fact.last) if bounded and not fact.recurring and not fact.doubt else None


def _titled(plan: Plan, issued: date | None) -> list[int]:
    """Give the years that the title names, with the year of issue; none where the plan looks back."""
    title = plan.metadata.title
    years = sorted(int(year) for year in _YEAR.findall(title))
    if not years or (not issued and pattern("looks_back").search(fold(title))):
        return []
    return sorted([*years, *([issued.year] if issued else [])])


def _near(year: int, years: Sequence[int]) -> bool:
    return min(years) - 1 <= year <= max(years) + 1


def _on_purpose(plan: Plan, fact: Deadline) -> bool:
    """Tell whether the sentence looks back, or measures something else than work to be done."""
    text = fold(plan.reading.text[max(fact.start - 120, 0) : fact.end])
    sentence = re.split(r"[.;]\s", text)[-1]
    return bool(pattern("behind_on_purpose").search(sentence))


def odd_spans(plan: Plan, _: Sequence[Fact]) -> Iterator[Anomaly]:
    """Find periods whose years are not as many as said, spans upside down, days the calendar lacks."""
    damaged = plan.is_damaged
    for place in places(plan):
        if len(place.folded) != len(place.text) or place.kind in _FOOT:
            continue
        yield from _lengths(place)
        yield from _anniversaries(place)
        if not damaged:
            yield from _impossible(place)
            yield from _reversed(place)


def _lengths(place: Place) -> Iterator[Anomaly]:
    for match in pattern("years_counted").finditer(place.folded):
        count, first, last = (int(match[key]) for key in ("count", "from", "to"))
        if 2 <= count <= _MOST_YEARS and first <= last and count not in (last - first, last - first + 1):
            what = say("period_length", count=count, years=last - first + 1, **{"from": first, "to": last})
            yield _found(place, match, "period-length", what)


def _anniversaries(place: Place) -> Iterator[Anomaly]:
    for match in pattern("anniversary").finditer(place.folded):
        count, first, last = (int(match[key]) for key in ("count", "from", "to"))
        same = [int(n) for n in match["day"].split("/")] == [int(n) for n in match["again"].split("/")]
        if same and count != last - first:
            what = say("anniversary", count=count, years=last - first, **{"from": first, "to": last})
            yield _found(place, match, "period-length", what)


def _impossible(place: Place) -> Iterator[Anomaly]:
    for match in pattern("day").finditer(place.folded):
        day, month = int(match["d1"] or match["d2"]), int(match["m1"] or match["m2"])
        year = int(match["y1"] or match["y2"] or _LEAP)
        named = match["d1"] or match["named"]
        # Bare figures can be something else than a date: only a day too many for its month is judged.
        possible = 1 <= month <= 12 and 1 <= day <= (monthrange(year, month)[1] if year else 31)
        if not possible and (named or (1 <= month <= 12 and 29 <= day <= 31)):
            yield _found(place, match, "impossible-date", say("impossible_date", date=_shown(place, match)))


def _shown(place: Place, match: re.Match[str]) -> str:
    return re.sub(r"^[Nn]gày\s+", "", " ".join(place.text[match.start() : match.end()].split()))


def _reversed(place: Place) -> Iterator[Anomaly]:
    for key in ("from_to_days", "from_to_years"):
        for match in pattern(key).finditer(place.folded):
            first, last = match["first"], match["last"]
            if key == "from_to_days":
                one, other = day_of(*first.split("/")), day_of(*last.split("/"))
                upside_down = bool(one and other and other < one)
            else:
                upside_down = int(last) < int(first)
            if upside_down:
                yield _found(place, match, "reversed-range", say("reversed_range", first=first, last=last))


def _found(place: Place, match: re.Match[str], kind: Kind, what: str) -> Anomaly:
    return Anomaly(start=place.start + match.start(), end=place.start + match.end(), kind=kind, what=what)
