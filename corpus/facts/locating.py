"""Where in a plan a value stands that the parser has read from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from corpus.lexicon import load
from corpus.models import Plan
from corpus.text import fold

Span = tuple[int, int]


def locate(
    plan: Plan, value: str | None, spans: Sequence[Span], *, loose: bool = False, then: str = ""
) -> Span | None:
    """Find the value's words in the first of the spans that holds them, letter case and blanks aside.

    `loose` lets other words stand between them, as where two columns were read as one: the stretch then
    reaches from the first word to the last. `then` is a pattern of what must follow, on folded text.
    """
    parts = re.findall(r"\w+|[^\w\s]", fold(value or ""))
    if not parts:
        return None
    exact = re.compile(_bounded(r"\s*".join(map(re.escape, parts))) + (f"(?={then})" if then else ""))
    for start, end in spans:
        if found := exact.search(_folded(plan, start, end)):
            return start + found.start(), start + found.end()
    return next((s for span in spans if (s := _apart(plan, parts, span))), None) if loose else None


def _bounded(form: str) -> str:
    return rf"(?<!\w){form}(?!\w)"


def _folded(plan: Plan, start: int, end: int) -> str:
    text = plan.reading.text[start:end]
    folded = fold(text)
    return folded if len(folded) == len(text) else text.lower()


def _apart(plan: Plan, parts: list[str], span: Span) -> Span | None:
    """Find all the words in their order, each as soon as possible behind the one before."""
    folded, at, first = _folded(plan, *span), 0, None
    for part in (part for part in parts if part[0].isalnum()):
        found = re.compile(_bounded(re.escape(part))).search(folded, at)
        if not found:
            return None
        first = found.start() if first is None else first
        at = found.end()
    return None if first is None else (span[0] + first, span[0] + at)


def locate_date(plan: Plan, value: date | None, spans: Sequence[Span]) -> Span | None:
    """Find a day printed in words ("ngày 04 tháng 3 năm 2024") or in figures."""
    if value is None:
        return None
    day, month, year = value.day, value.month, value.year
    form = re.compile(
        rf"(?:ng\w{{1,2}}y\s+)?(?<!\d)0?{day}\s*(?:th\w{{1,3}}ng|[/.-])\s*0?{month}\s*(?:n\w{{1,2}}m|[/.-])\s*{year}"
    )
    for start, end in spans:
        if found := form.search(_folded(plan, start, end)):
            return start + found.start(), start + found.end()
    return None


def locate_province(plan: Plan, spans: Sequence[Span]) -> Span | None:
    """Find the province's name, or another of its names."""
    name = plan.metadata.province
    entry = next((e for e in load("provinces")["province"] if e["name"] == name), None)
    names = [name, *entry.get("aliases", ())] if entry else [name]
    return next((span for one in names if (span := locate(plan, one, spans))), None)
