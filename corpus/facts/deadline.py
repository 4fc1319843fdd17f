"""What is due when, from a deadline to an anniversary. READ `find_deadlines` FIRST."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.dates import Bound, DatePhrase, Precision, read_dates
from corpus.dates.recurrences import yearly
from corpus.facts.base import Fact, Place, places
from corpus.facts.deadline_clauses import Clause, clauses, pattern
from corpus.facts.deadline_kinds import Kind, kind_of, row_kind
from corpus.facts.deadline_table import DueRow, due_tables
from corpus.facts.deadline_words import recipient, subject, wording
from corpus.facts.offices import view
from corpus.models import Plan, SectionKind
from corpus.text import fold, squeeze

_BODY = (SectionKind.NUMBERED, SectionKind.PARAGRAPH, SectionKind.ITEM)
# Of these no day is told.
_COARSE = ("half", "quarter", "year")
_OPENING = (SectionKind.TITLE, SectionKind.PREAMBLE)


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


def printed_phrase(plan: Plan, deadline: Deadline) -> str | None:
    """Give the plan's own words for a date that comes again or hangs on something: no rule says it better."""
    if not deadline.recurring and not deadline.relative:
        return None
    text = plan.reading.text[deadline.start : deadline.end]
    wanted = (deadline.recurring, deadline.recurrence, deadline.relative)
    for phrase in read_dates(text):
        if (phrase.recurring, phrase.recurrence, phrase.relative) == wanted:
            return squeeze(text[phrase.start : phrase.end])
    return None


def find_deadlines(plan: Plan) -> list[Deadline]:
    """Give what is due when in the plan, in the order of the text; never raises.

    Dates of cited documents and dates inside names ("phong trào “… giai đoạn 2021-2025”") are left out.
    """
    damaged = plan.is_garbled
    tables = due_tables(plan)
    found = [_of_row(row) for table in tables for row in table.rows]
    found += [
        deadline
        for place, timed in _rows(plan)
        if not any(table.start <= place.start < table.end for table in tables)
        for deadline in _in_place(place, damaged, timed=timed)
    ]
    if not any(deadline.kind in ("period", "phase") for deadline in found):
        found.extend(_title_period(plan, damaged))
    return sorted(_once(found), key=lambda deadline: deadline.start)


def _of_row(row: DueRow) -> Deadline:
    phrase, what = row.phrase, fold(row.what)
    report, held = pattern("report").search(what), pattern("event_kind").search(what)
    return Deadline(
        start=row.start, end=row.end, doubt=phrase.doubt,
        kind="reporting" if report else "event" if held else "deadline", what=row.what, who=row.who,
        first=phrase.first, last=phrase.last, precision=phrase.precision, bound=phrase.bound,
        recurring=phrase.recurring, recurrence=phrase.recurrence, relative=phrase.relative, time=phrase.time,
    )  # fmt: skip


def _in_place(place: Place, damaged: bool, *, timed: bool) -> Iterator[Deadline]:
    if place.kind not in _BODY and place.kind not in _OPENING:
        return
    phrases = _spread(place, _held(place, read_dates(place.text)))
    if not phrases:
        return
    seen = view(place.text, damaged=damaged)
    # A date that is nothing by itself ("sơ kết năm 2025, gửi trước ngày …") cuts no clause.
    telling = _dated_first([clause for clause in clauses(place, seen, phrases) if _tells(clause, timed)])
    last: Deadline | None = None
    for clause in clauses(place, seen, telling):
        kind = kind_of(clause) or (row_kind(clause) if timed else None)
        if clause.empty and last and clause.goes_on:
            kind = last.kind
        elif kind == "deadline" and last and clause.follows and last.kind == "reporting" and not clause.acts:
            kind = "reporting"
        if kind:
            last = _deadline(clause, kind, last)
            yield last


def _dated_first(telling: Sequence[Clause]) -> list[DatePhrase]:
    """Leave out how often, where the sentence goes on to say when ("hằng quý, trước ngày 20 …")."""
    following = [*telling[1:], None] if telling else []
    return [
        clause.phrase
        for clause, after in zip(telling, following, strict=True)
        if not _only_often(clause.phrase) or not _goes_on(clause, after)
    ]


def _goes_on(clause: Clause, after: Clause | None) -> bool:
    if after is None or after.begin != clause.begin:
        return False
    return after.phrase.recurring and after.phrase.bound is not None


def _held(place: Place, phrases: Sequence[DatePhrase]) -> list[DatePhrase]:
    """Leave out what only names a thing held on the next date ("sơ kết năm 2025 tổ chức ngày …")."""
    following = [*phrases[1:], None]
    pairs = zip(phrases, following, strict=False)
    return [phrase for phrase, after in pairs if not _is_held(place, phrase, after)]


def _is_held(place: Place, phrase: DatePhrase, after: DatePhrase | None) -> bool:
    if phrase.bound or phrase.precision not in _COARSE or after is None or after.precision != "day":
        return False
    return bool(pattern("held_on").match(place.folded[phrase.end : after.start]))


def _only_often(phrase: DatePhrase) -> bool:
    return phrase.recurring and not phrase.first and "BY" not in (phrase.recurrence or "BY")


def _tells(clause: Clause, timed: bool) -> bool:
    if clause.heads_date or _only_heads(clause):
        return False
    if kind_of(clause) or (timed and row_kind(clause)):
        return True
    return clause.empty and clause.goes_on and not clause.quoted and clause.phrase.doubt is None


def _only_heads(clause: Clause) -> bool:
    """Tell whether the clause is a heading that says how what follows comes ("3. Về báo cáo định kỳ")."""
    unruled = clause.phrase.recurring and not clause.phrase.recurrence
    return unruled and clause.place.section.heading is not None


def _rows(plan: Plan) -> Iterator[tuple[Place, bool]]:
    """Give the places, and whether each is a row of a table printed as lines that has a column of time."""
    timed = False
    for place in places(plan):
        if pattern("table").search(place.folded):
            timed = True
        elif timed and not pattern("row").search(place.folded):
            timed = False
        yield place, timed


def _deadline(clause: Clause, kind: Kind, last: Deadline | None) -> Deadline:
    phrase = clause.phrase
    first = phrase.last if kind == "anniversary" else phrase.first
    what = last.what if clause.empty and clause.goes_on and last else wording(clause)
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
    return not any(mark in between for mark in (". ", "\n", *(() if comes_yearly else (";",))))


def _title_period(plan: Plan, damaged: bool) -> Iterator[Deadline]:
    """Give the period that the title names, of a plan that names none in its body."""
    for place in places(plan):
        if place.kind is not SectionKind.TITLE or not pattern("movement").search(place.folded):
            continue
        for clause in clauses(place, view(place.text, damaged=damaged), read_dates(place.text)):
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
