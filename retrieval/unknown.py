"""Places and years that a question names and no loaded plan is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from corpus.lexicon import load, pattern
from corpus.text import tokens
from retrieval.marks import Marks
from retrieval.query import Query

_YEAR = re.compile(r"(?<![\d/-])(20\d{2})(?![\d/]|\s?[-–]\s?20\d{2})")


def years_alone(query: Query) -> frozenset[str]:
    """Give the years that stand alone in the question: not those of a law, a date or a period."""
    return frozenset(
        match[1]
        for match in _YEAR.finditer(query.folded)
        if not pattern("naming", "law").search(query.folded[: match.start()])
    )


@cache
def _provinces() -> dict[str, tuple[str, ...]]:
    """Give every province with the folded names it goes by."""
    entries = load("provinces")["province"]
    return {
        e["name"]: tuple(" ".join(tokens(n)) for n in (e["name"], *e.get("aliases", []))) for e in entries
    }


def unknown_places(text: str, marks: Sequence[Marks]) -> tuple[str, ...]:
    """Give the provinces that the question names and no plan is of."""
    ours = {place for mark in marks for place in mark.places}
    missing = []
    spoken = f" {text} "
    for province, names in _provinces().items():
        if ours.intersection(names):
            continue
        for name in names:
            at = spoken.find(f" {name} ")
            if at >= 0 and len(name) > 3 and not pattern("naming", "person").search(spoken[: at + 1]):
                missing.append(province)
                break
    return tuple(dict.fromkeys(missing))


def unknown_years(query: Query, left: Sequence[Marks]) -> tuple[str, ...]:
    """Give the years that the question names and none of the plans has."""
    have = {year for mark in left for year in mark.years}
    return tuple(sorted(years_alone(query) - have))
