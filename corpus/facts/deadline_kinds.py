"""What kind of thing a date is, from a deadline to an anniversary, or nothing that is due."""

from __future__ import annotations

from typing import Literal

from corpus.dates import DatePhrase
from corpus.facts.deadline_clauses import Clause
from corpus.models import SectionKind

Kind = Literal["deadline", "period", "phase", "reporting", "event", "anniversary"]

_BOUNDED = ("before", "by", "until")


def kind_of(clause: Clause) -> Kind | None:
    """Give what kind of thing the date of the clause is; None where nothing is due, lasts or takes place."""
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
    if phrase.first != phrase.last:
        return "period"
    if phrase.first or (phrase.recurrence and "BY" in phrase.recurrence):
        if clause.reports or phrase.bound in _BOUNDED:
            return _due(clause)
        weekly = bool(phrase.recurrence and ";BYDAY" in phrase.recurrence and "POS" not in phrase.recurrence)
        held = clause.sees("event_kind", _told(clause))
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


def _told(clause: Clause) -> str:
    if clause.follows:
        return clause.before_all
    return clause.after if clause.bare else clause.before


def _relative(clause: Clause) -> Kind | None:
    if clause.sees("criterion", clause.heading) or clause.sees("span", clause.after[:20]):
        return None
    if clause.folded_phrase.startswith("it nhat"):
        return None
    if clause.sees("in_force", clause.before):
        return "period" if clause.sees("own_force", clause.before) else None
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
    """Say whether the year of a month is told in words ("đến tháng 4 năm sau")."""
    told = phrase.relative and phrase.first and phrase.first.startswith("--")
    return bool(told and phrase.precision != "day")


def _bounded(clause: Clause) -> Kind | None:
    phrase = clause.phrase
    if clause.sees("criterion", clause.heading) or _floats(phrase) or clause.sees("already", clause.before):
        return None
    if (
        phrase.precision == "year"
        and phrase.bound != "before"
        and not clause.sees("open_target", clause.before)
    ):
        return None
    return _due(clause)


def _in_year(clause: Clause) -> Kind | None:
    phrase = clause.phrase
    if clause.sees("time_label", clause.before) or (
        clause.empty and clause.sees("time_heading", clause.heading)
    ):
        return "period"
    if phrase.bound == "within" and clause.sees("finish", clause.before):
        return "deadline"
    if not clause.sees("review", clause.before[-110:]):
        return None
    if clause.sees("review_of", clause.before):
        return "event"
    return "deadline" if phrase.bound in ("on", "within") else None


def _on(clause: Clause) -> Kind | None:
    phrase = clause.phrase
    if clause.sees("past", clause.before):
        return None
    if clause.reports and phrase.bound in ("within", "on"):
        return "reporting"
    if clause.celled:
        return "deadline"
    if clause.heads:
        return "event" if clause.sees("event_kind", clause.after) else "deadline"
    if clause.sees("time_label", clause.before) and clause.sees("due_label", clause.before):
        return "deadline"
    if clause.sees("event_kind", clause.before) or clause.sees("time_label", clause.before):
        return "event"
    if phrase.bound == "on" and phrase.precision == "day" and clause.sees("submitted", clause.before):
        return "reporting" if clause.reports else "deadline"
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
    if clause.sees("event_kind", clause.before):
        return "event"
    spread = phrase.precision in ("month", "quarter") and phrase.bound in ("within", "on", None)
    return "deadline" if spread and (clause.acts or clause.follows) else "period"


def _open(clause: Clause) -> Kind | None:
    if clause.sees("in_force", clause.words) and not clause.sees("own_force", clause.before):
        return None
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


def row_kind(clause: Clause) -> Kind | None:
    """Give what kind of thing the date at the end of a table's row is."""
    phrase = clause.phrase
    at_end = not clause.place.text[phrase.end :].strip(" .;|")
    if not at_end or not phrase.first or phrase.precision == "year" or phrase.cited:
        return None
    return "event" if clause.sees("event_kind", clause.before) else "deadline"
