"""What facts tell about a claim to be confirmed, or about plans set side by side. Pure.

Only what follows from typed values is told; where they leave it open, nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answering.answers import Statement, Verdict
from bot.answering.manners import Claim
from corpus.facts.deadline import Deadline
from corpus.facts.movement import Movement
from corpus.facts.quota import Quota
from corpus.facts.reporting_line import ReportingLine
from corpus.text import fold, tokens

_DAY = re.compile(r"(\d{1,2})\D+(\d{1,2})(?:\D+(\d{4}))?")


def judge_claim(claim: Claim, question: str, statements: Sequence[Statement]) -> Verdict:
    """Tell whether what is said bears a claim out; "" where the plans differ or leave it open."""
    found = {_of_statement(claim, fold(question), statement) for statement in statements}
    return found.pop() if len(found) == 1 else ""


def _of_statement(claim: Claim, question: str, statement: Statement) -> Verdict:
    facts = [line.fact for line in statement.lines]
    quotas = [fact for fact in facts if isinstance(fact, Quota)]
    if claim.kind == "count" and quotas:
        return _of_counts(int(claim.value), question, quotas)
    deadlines = [fact for fact in facts if isinstance(fact, Deadline)]
    if claim.kind == "day" and deadlines:
        return "confirmed" if any(_is_on(claim.value, fact) for fact in deadlines) else "contradicted"
    if claim.kind in ("name", "number") and not facts:
        return ""
    said = " ".join(tokens(" | ".join(quotation.reading for quotation in statement.quotations)))
    value = " ".join(tokens(claim.value))
    # A deputy is not the head: "phó chủ tịch" bears out no "chủ tịch".
    return "confirmed" if re.search(rf"(?<!\w)(?<!pho ){re.escape(value)}(?!\w)", said) else "contradicted"


def _of_counts(count: int, question: str, quotas: Sequence[Quota]) -> Verdict:
    ranges = [ends for quota in quotas for ends in _ranges(quota, question)]
    if (count, count) in ranges:
        return "confirmed"
    within = any((low or 0) <= count <= (high if high is not None else count) for low, high in ranges)
    return "" if within or not ranges else "contradicted"


def _ranges(quota: Quota, question: str) -> Iterator[tuple[int | None, int | None]]:
    """Give the ranges of what the question counts: of both where it does not say."""
    sides = {
        r"ca nhan|individual|people|person": (quota.individuals_min, quota.individuals_max),
        r"tap the|collective|group": (quota.collectives_min, quota.collectives_max),
    }
    named = [ends for words, ends in sides.items() if re.search(words, question)]
    return (ends for ends in named or sides.values() if ends != (None, None))


def _is_on(claimed: str, deadline: Deadline) -> bool:
    found = _DAY.search(claimed)
    if not found:
        return False
    ending = f"-{int(found[2]):02d}-{int(found[1]):02d}"
    days = [day for day in (deadline.first, deadline.last) if day]
    return any(day.endswith(ending) and day.startswith(found[3] or "") for day in days)


def compare(statements: Sequence[Statement]) -> Verdict:
    """Tell whether plans set side by side say the same: by quotas, periods, dates, ways of reporting."""
    said = [_values(statement) for statement in statements]
    if len(said) < 2 or not all(said):
        return ""
    common = set.intersection(*(set(values) for values in said))
    if not common:
        return ""
    return "same" if all(len({values[key] for values in said}) == 1 for key in common) else "different"


def _values(statement: Statement) -> dict[str, frozenset[object]]:
    """Give what a statement says by subject: an award, a movement, the dates, the ways of reporting."""
    values: dict[str, set[object]] = {}
    for fact in (line.fact for line in statement.lines):
        if isinstance(fact, Quota) and fact.award:
            sides = (fact.collectives_min, fact.collectives_max, fact.individuals_min, fact.individuals_max)
            values.setdefault(fold(fact.award), set()).add((*sides, fact.percent))
        elif isinstance(fact, Movement) and fact.period:
            values.setdefault("movement", set()).add(fact.period)
        elif isinstance(fact, Deadline):
            values.setdefault(fact.kind, set()).add((fact.first, fact.last, fact.recurrence))
        elif isinstance(fact, ReportingLine):
            values.setdefault("reporting", set()).add((fold(fact.to or ""), fold(fact.via or "")))
    return {subject: frozenset(said) for subject, said in values.items()}
