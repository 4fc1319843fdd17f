"""What an anomaly is, and the words of `lexicon/anomalies.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from corpus.facts.base import Fact
from corpus.lexicon import load
from corpus.models import Plan, SectionKind
from corpus.text import fold

Kind = Literal[
    "late-citation", "period-length", "impossible-date", "reversed-range", "deadline-before-issue",
    "deadline-other-year", "repeated-number", "skipped-number", "announced-quotas", "overlapping-phases",
    "wrong-total", "different-periods",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Anomaly(Fact):
    """What contradicts itself in a plan: `what` says it in one Vietnamese line, quoting as printed."""

    kind: Kind
    what: str


@cache
def pattern(key: str) -> re.Pattern[str]:
    """Give a pattern of the lexicon. Raises LexiconError."""
    return re.compile(load("anomalies")["find"][key])


def say(key: str, **fields: object) -> str:
    """Give a line of the lexicon with its fields filled in. Raises LexiconError."""
    line: str = load("anomalies")["say"][key]
    return line.format(**fields)


def printed(day: date) -> str:
    """Give a day as Vietnamese documents print it: 03/6/2025."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)  # Decree 30/2020: 01, 02, then 3
    return f"{day.day:02d}/{month}/{day.year}"


def issued_on(plan: Plan) -> date | None:
    """Give the day the plan was issued: printed, else that of its electronic signature."""
    if plan.metadata.issue_date:
        return plan.metadata.issue_date
    for section in plan.sections:
        if section.kind is SectionKind.ELECTRONIC_SIGNATURE:
            match = pattern("signed_on").search(fold(plan.reading.text[section.start : section.end]))
            if match:
                return day_of(match[1], match[2], match[3])
    return None


def day_of(day: str, month: str, year: str) -> date | None:
    """Give the date, or None where the calendar has none such."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
