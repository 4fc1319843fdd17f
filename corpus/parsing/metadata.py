"""What a plan says about itself, gathered from its parts; nothing is guessed."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from corpus.lexicon import load, pattern
from corpus.text import fold, squeeze

_RANGE = re.compile(r"\b(20\d{2})\s*[-–—]\s*(20\d{2})\b")
_YEAR = re.compile(r"(?<![\d/])(20\d{2})(?![\d/])")
_DATED_YEAR = re.compile(r"/(20\d{2})\b")
_LONGEST_PERIOD = 15


def years_named(text: str) -> tuple[int, ...]:
    """Give the years of this century that the text names, periods filled in (2025-2027: three years)."""
    years: set[int] = set()
    for begin, end in _RANGE.findall(text):
        filled = 0 <= int(end) - int(begin) <= _LONGEST_PERIOD
        years.update(range(int(begin), int(end) + 1) if filled else (int(begin), int(end)))
    years.update(int(year) for year in _YEAR.findall(_RANGE.sub(" ", text)))
    years.update(int(year) for year in _DATED_YEAR.findall(text))
    return tuple(sorted(years))


@cache
def _provinces() -> tuple[tuple[re.Pattern[str], str], ...]:
    entries = load("provinces")["province"]
    named = {name: entry["name"] for entry in entries for name in (entry["name"], *entry.get("aliases", []))}
    return tuple((re.compile(rf"\b{re.escape(fold(alias))}\b"), name) for alias, name in named.items())


def _count_provinces(text: str, *, with_unit: bool) -> Counter[str]:
    """Count the provinces named in the folded text; `with_unit` only where "tỉnh" or "thành phố" precedes.

    Bare names mislead in running text: Chủ tịch Hồ Chí Minh is no city.
    """
    counts: Counter[str] = Counter()
    unit = pattern("layout", "province_unit")
    for named, name in _provinces():
        for match in named.finditer(text):
            if not with_unit or unit.search(text, max(match.start() - 12, 0), match.start()):
                counts[name] += 1
    return counts


def province_of(*, letterhead: str, text: str) -> str | None:
    """Give the province of the plan: that of its letterhead, else the one its text names most and clearly.

    Clearly is twice as often as the next.
    """
    for counts in (
        _count_provinces(fold(letterhead), with_unit=False),
        _count_provinces(fold(text), with_unit=True),
    ):
        ranked = counts.most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
            return ranked[0][0]
    return None


def _alternatives(names: list[str]) -> str:
    return "|".join(sorted({re.escape(fold(name)) for name in names}, key=len, reverse=True))


@cache
def _issuing() -> re.Pattern[str]:
    heads = _alternatives(load("offices")["heads"])
    verbs = load("layout")["issues"]
    posts = _alternatives(load("offices")["positions"])
    # "của Sở Nội vụ tại Tờ trình số 5" cites; "Sở Nội vụ trình" issues.
    body = rf"(?P<body>(?:(?:{posts})\s+)?(?:{heads})\b(?:(?!\s(?:tai|ngay|ve viec)\s)[^;.:()]){{0,120}}?)"
    return re.compile(rf"(?:^|[;,.\n]\s*|\bcua\s+)(?={body}(?:\s*\([^)]*\))?\s+{verbs}\b)")


def issuer_stated(opening: str) -> str | None:
    """Give the body that the opening says issues the document ("… ; Ủy ban nhân dân X xây dựng Kế hoạch").

    The last such sentence counts: those before it cite other bodies.
    """
    folded = fold(opening)
    if len(folded) != len(opening):
        return None
    found = [match.span("body") for match in _issuing().finditer(folded)]
    return squeeze(opening[slice(*found[-1])]) if found else None
