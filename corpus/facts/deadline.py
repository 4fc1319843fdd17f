"""What is due when, from a deadline to an anniversary. READ `find_deadlines` FIRST."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.dates import Bound, DatePhrase, Precision, read_dates
from corpus.dates.recurrences import yearly
from corpus.facts.base import Fact, Place, places
from corpus.facts.deadline_clauses import Clause, clauses, pattern
from corpus.facts.deadline_words import recipient, subject, wording
from corpus.facts.offices import view
from corpus.models import Plan, SectionKind
from corpus.repair import looks_damaged

Kind = Literal["deadline", "period", "phase", "reporting", "event", "anniversary"]

_BODY = (SectionKind.NUMBERED, SectionKind.PARAGRAPH, SectionKind.ITEM)
_OPENING = (SectionKind.TITLE, SectionKind.PREAMBLE)
_BOUNDED = ("before", "by", "until")


@dataclass(frozen=True, kw_only=True)
class Deadline(Fact):
    """Something that is due, lasts or takes place.

    `kind`: a deadline; a period or a numbered phase of a movement; a report that is due; an event; an
    anniversary (never a deadline). `what`, `who` and `to` are the clause's or its heading's own words.
    The rest as in `corpus.dates.DatePhrase`.
    """

    kind: Kind
    what: str
    who: str | None = None
    to: str | None = None
    first: str | None = None
    last: str | None = None
    precision: Precision | None = None
    bound: Bound | None = None
    recurring: bool = False
    recurrence: str | None = None
    relative: str | None = None
    time: str | None = None


def find_deadlines(plan: Plan) -> list[Deadline]:
    """Give what is due when in the plan, in the order of the text; never raises.

    Dates of cited documents and dates inside names ("phong trào “… giai đoạn 2021-2025”") are left out.
    """
    damaged = looks_damaged(plan.source)
    found = [deadline for place in places(plan) for deadline in _in_place(place, damaged)]
    if not any(deadline.kind in ("period", "phase") for deadline in found):
        found.extend(_title_period(plan, damaged))
    return sorted(_once(found), key=lambda deadline: deadline.start)


def _in_place(place: Place, damaged: bool) -> Iterator[Deadline]:
    if place.kind not in _BODY and place.kind not in _OPENING:
        return
    last: Deadline | None = None
    for clause in _clauses(place, damaged):
        kind = _kind(clause)
        if clause.empty and last and clause.follows:
            kind = last.kind
        elif kind == "deadline" and last and clause.follows and last.kind == "reporting" and not clause.acts:
            kind = "reporting"
        if kind:
            last = _deadline(clause, kind, last)
            yield last


def _clauses(place: Place, damaged: bool) -> Iterator[Clause]:
    phrases = _spread(place, read_dates(place.text))
    return clauses(place, view(place.text, damaged=damaged), phrases) if phrases else iter(())


def _deadline(clause: Clause, kind: Kind, last: Deadline | None) -> Deadline:
    phrase = clause.phrase
    first = phrase.last if kind == "anniversary" else phrase.first
    what = last.what if clause.empty and clause.follows and last else wording(clause)
    return Deadline(
        start=clause.place.start + clause.start, end=clause.place.start + clause.end, doubt=phrase.doubt,
        kind=kind, what=what, who=subject(clause), to=recipient(clause), first=first, last=phrase.last,
        precision=phrase.precision, bound=phrase.bound, recurring=phrase.recurring,
        recurrence=phrase.recurrence, relative=phrase.relative, time=phrase.time,
    )  # fmt: skip


def _spread(place: Place, phrases: Sequence[DatePhrase]) -> list[DatePhrase]:
    """Let a date without a year come again where its sentence says so ("02 kỳ một năm, vào tháng 5")."""
    spread: list[DatePhrase] = []
    for phrase in phrases:
        if phrase.first and phrase.first.startswith("--") and not phrase.recurring:
            near = [other for other in phrases if other.recurring and _one_sentence(place, phrase, other)]
            if near:
                phrase = replace(phrase, recurring=True, recurrence=yearly(phrase.first))
        spread.append(phrase)
    return spread


def _one_sentence(place: Place, one: DatePhrase, two: DatePhrase) -> bool:
    between = place.text[min(one.end, two.end) : max(one.start, two.start)]
    comes_yearly = two.recurrence is None or two.recurrence.startswith("FREQ=YEARLY")
    return comes_yearly and ". " not in between and "\n" not in between


def _kind(clause: Clause) -> Kind | None:
    phrase = clause.phrase
    if _is_anniversary(clause):
        return "anniversary"
    if clause.place.kind is SectionKind.TITLE or clause.quoted or phrase.cited:
        return None
    if clause.place.kind is SectionKind.PREAMBLE and phrase.bound not in ("before", "by"):
        return None
    if clause.sees("own_condition", clause.before_all):
        return None
    if phrase.recurring:
        return _recurring(clause)
    if not phrase.first and not phrase.last:
        return _relative(clause) if phrase.relative else None
    return _single(clause) if phrase.first == phrase.last else _span(clause)


def _is_anniversary(clause: Clause) -> bool:
    phrase = clause.phrase
    if phrase.precision != "day" or not phrase.last or not clause.sees("anniversary", clause.before_all):
        return False
    if phrase.first and phrase.first != phrase.last:
        return phrase.first[4:] == phrase.last[4:]
    return clause.sees("anniversary_start", clause.before_all) and clause.sees("parenthesis", clause.before)


def _due(clause: Clause) -> Kind:
    return "reporting" if clause.reports else "deadline"


def _recurring(clause: Clause) -> Kind | None:
    phrase = clause.phrase
    if phrase.first or (phrase.recurrence and "BY" in phrase.recurrence):
        if clause.reports or phrase.bound in _BOUNDED:
            return _due(clause)
        weekly = bool(phrase.recurrence and ";BYDAY" in phrase.recurrence and "POS" not in phrase.recurrence)
        held = clause.sees("event_kind", clause.before_all if clause.follows else clause.before)
        return "event" if weekly or held else "deadline"
    if phrase.relative and phrase.relative[:1].isdigit():
        return None
    if phrase.relative and "tháng" in phrase.relative:
        return "event"
    if clause.sees("awarded", clause.words):
        return "event"
    often = clause.folded_phrase
    if clause.sees("held", clause.before) and ("dinh ky" in often or "lan" in often):
        return "event"
    return "reporting" if clause.reports and not clause.sees("not_report", clause.before) else None


def _relative(clause: Clause) -> Kind | None:
    if clause.sees("criterion", clause.heading) or clause.sees("span", clause.after[:20]):
        return None
    if clause.folded_phrase.startswith("it nhat"):
        return None
    return _due(clause)


def _single(clause: Clause) -> Kind | None:
    phrase = clause.phrase
    if clause.counts:
        return None
    if phrase.bound in _BOUNDED:
        return _bounded(clause)
    if phrase.precision == "year" and not phrase.doubt:
        return _in_year(clause)
    return None if _floats(phrase) else _on(clause)


def _floats(phrase: DatePhrase) -> bool:
    """Say whether the date's year is told in words ("tháng 4 năm sau")."""
    return bool(phrase.relative and phrase.first and phrase.first.startswith("--"))


def _bounded(clause: Clause) -> Kind | None:
    phrase = clause.phrase
    if clause.sees("criterion", clause.heading) or _floats(phrase):
        return None
    if (
        phrase.precision == "year"
        and phrase.bound != "before"
        and not clause.sees("open_target", clause.before)
    ):
        return None
    return _due(clause)


def _in_year(clause: Clause) -> Kind | None:
    if clause.sees("time_label", clause.before) or (
        clause.empty and clause.sees("time_heading", clause.heading)
    ):
        return "period"
    if not clause.sees("review", clause.before[-110:]):
        return None
    if clause.sees("review_of", clause.before):
        return "event"
    return "deadline" if clause.phrase.bound in ("on", "within") else None


def _on(clause: Clause) -> Kind | None:
    phrase = clause.phrase
    if clause.sees("past", clause.before):
        return None
    if clause.reports and phrase.bound in ("within", "on"):
        return "reporting"
    if clause.celled:
        return "deadline"
    if clause.sees("event_kind", clause.before) or clause.sees("time_label", clause.before):
        return "event"
    if clause.acts and (phrase.bound in ("within", "about") or phrase.precision != "day"):
        return "deadline" if phrase.bound else None
    if clause.sees("review", clause.before) and phrase.bound in ("within", "on"):
        return "deadline"
    if clause.sees("time_heading", clause.heading) and (clause.labelled or clause.empty):
        return "event"
    return "event" if clause.labelled and clause.sees("event", clause.before) else None


def _span(clause: Clause) -> Kind | None:
    phrase = clause.phrase
    if clause.counts:
        return None
    if phrase.last is None:
        return _open(clause)
    if clause.sees("phase", clause.before):
        return "phase"
    if phrase.precision == "year":
        return _years(clause)
    return "event" if clause.sees("event_kind", clause.before) else "period"


def _open(clause: Clause) -> Kind | None:
    if clause.phrase.precision != "day" or not clause.sees("effect", clause.words):
        return None
    return "period"


def _years(clause: Clause) -> Kind | None:
    timed = clause.sees("time_label", clause.before) or clause.sees("time_heading", clause.heading)
    if clause.bare or clause.sees("time_label", clause.before):
        return "period" if timed else None
    if clause.phrase.bound != "from" or clause.sees("program", clause.before):
        return None
    return "period" if clause.sees("running", clause.before) else None


def _title_period(plan: Plan, damaged: bool) -> Iterator[Deadline]:
    """Give the period that the title names, of a plan that names none in its body."""
    for place in places(plan):
        if place.kind is not SectionKind.TITLE or not pattern("movement").search(place.folded):
            continue
        for clause in _clauses(place, damaged):
            phrase = clause.phrase
            if phrase.precision == "year" and phrase.first != phrase.last and not clause.quoted:
                yield _deadline(clause, "period", None)
                return


def _once(found: Sequence[Deadline]) -> Iterator[Deadline]:
    """Leave out an anniversary that was named before."""
    seen: set[str | None] = set()
    for deadline in found:
        if deadline.kind == "anniversary":
            if deadline.last in seen:
                continue
            seen.add(deadline.last)
        yield deadline
