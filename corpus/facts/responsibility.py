"""Find who has to do what when a plan is carried out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from corpus.facts.base import Fact
from corpus.facts.office_clauses import OfficeClause, office_clauses, past_marks, pattern
from corpus.facts.offices import is_task, office_end
from corpus.models import Plan

Role = Literal["leads", "coordinates", "advises", "requested", "assigned"]
_BY = re.compile(r"\bdo\s+")
# So few words ("chủ trì tham mưu") name no task; a topic longer than this is no title of a task.
_NO_TASK, _LONGEST_TOPIC = 4, 300
_CHAIRS = re.compile(r"\s+(?:chu tri|ch\w tr\w)\b")


@dataclass(frozen=True, kw_only=True)
class Responsibility(Fact):
    """A task and the office that has it: `office` and `task` as printed, `role` what the office is in it."""

    office: str
    role: Role
    task: str


def find_responsibilities(plan: Plan) -> list[Responsibility]:
    """Find the tasks that the plan gives to offices, one a clause, in the order of the text; never raises."""
    return [fact for clause in office_clauses(plan) if (fact := _of_clause(clause)) is not None]


def _of_clause(clause: OfficeClause) -> Responsibility | None:
    led = _led_by(clause)
    if led:
        return led
    if clause.subject is None or not _gives_task(clause):
        return None
    return _made(clause, clause.subject.name, _role(clause), _printed(clause, clause.body))


def _made(clause: OfficeClause, office: str, role: Role, task: str) -> Responsibility | None:
    """Make the fact; where the clause says no more than "chủ trì", the words before it are the task."""
    start, place = clause.start, clause.place
    if len(task.split()) <= _NO_TASK and (topic := _topic(clause)):
        start, task = topic
    if len(task.split()) < 2:
        return None
    return Responsibility(
        start=place.start + start, end=place.start + clause.end, office=office, role=role, task=task
    )


def _topic(clause: OfficeClause) -> tuple[int, str] | None:
    start = past_marks(clause.seen.text, len(clause.place.section.label))
    text = " ".join(clause.seen.text[start : clause.start].split()).strip(" ,;./*:")
    return (start, text) if 0 < len(text) <= _LONGEST_TOPIC else None


def _printed(clause: OfficeClause, start: int) -> str:
    return " ".join(clause.seen.text[start : clause.end].split()).strip(" ,;./*:|")


def _gives_task(clause: OfficeClause) -> bool:
    plain = clause.seen.plain
    if clause.own and _is_proper(clause) and _chairs(clause):
        return True
    if pattern("closing").match(plain, clause.start) or pattern("no_task").match(clause.plain.strip()):
        return False
    if clause.own and pattern("execution").search(clause.plain):
        return True
    if clause.organising:
        return clause.own or _goes_on(clause)
    if clause.subject and (clause.subject.ordered or clause.subject.asked) and clause.own:
        return clause.subject.ordered and len(clause.plain.split()) > 3 and clause.subject.name[:1].isupper()
    return clause.organising is None and (clause.titled or (clause.own and _opens_item(clause)))


def _goes_on(clause: OfficeClause) -> bool:
    return clause.subject is not None and not clause.seen.text[clause.start : clause.start + 1].isdigit()


def _chairs(clause: OfficeClause) -> bool:
    """Tell whether the office leads, or coordinates behind a semicolon: said outside such headings too."""
    before = clause.seen.text[: clause.start].rstrip()
    return _role(clause) == "leads" or (_role(clause) == "coordinates" and before.endswith(";"))


def _is_proper(clause: OfficeClause) -> bool:
    return clause.subject is not None and len(clause.subject.name.split()) > 1


def _opens_item(clause: OfficeClause) -> bool:
    """Tell whether the clause opens a numbered item with the name of one office as its subject."""
    label = bool(clause.place.section.label)
    first = clause.start - len(clause.place.section.label) <= 2
    named = clause.subject is not None and clause.subject.name[:1].isupper()
    return label and first and named and is_task(clause.seen, _next_word(clause))


def _next_word(clause: OfficeClause) -> int:
    rest = clause.seen.text[clause.body :]
    return clause.body + len(rest) - len(rest.lstrip(" \n*"))


def _role(clause: OfficeClause) -> Role:
    plain = clause.plain.lstrip(" \n*")
    if clause.subject and clause.subject.asked:
        return "requested"
    if pattern("roles", "coordinates").match(plain):
        return "coordinates"
    if pattern("roles", "leads").match(plain):
        return "leads"
    return "advises" if pattern("roles", "advises").match(plain) else "assigned"


def _led_by(clause: OfficeClause) -> Responsibility | None:
    """Read "…, do Sở Y tế chủ trì": the office stands behind the task."""
    for mark in _BY.finditer(clause.seen.plain, clause.start, clause.end):
        end = office_end(clause.seen, mark.end())
        name = clause.seen.text[mark.end() : end] if end else ""
        if end and len(name.split()) > 2 and _CHAIRS.match(clause.seen.plain, end):
            return _made(clause, " ".join(name.split()), "leads", _printed(clause, clause.start))
    return None
