"""What a date phrase is, and how the patterns of `lexicon/dates.toml` are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from corpus.lexicon import load
from corpus.text import fold

# A date as precise as printed: "2025", "2025-Q2", "2025-H1", "2025-06-30"; "--11-15" without a year.
ISO_DATE = re.compile(
    r"(?P<year>\d{4}|-)(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?"
)

Precision = Literal["day", "month", "quarter", "half", "year"]
Bound = Literal["before", "by", "until", "from", "within", "on", "about"]


@dataclass(frozen=True, kw_only=True)
class DatePhrase:
    """A date phrase: `[start, end)` in the text given, with the words that bind it.

    `first` and `last` are ISO 8601, as precise as printed ("2025", "2025-Q2", "2025-H1", "2025-06",
    "2025-06-30"; "--11-15" where no year is printed); for a single date both are the same, for an open
    start `last` is None. `recurrence` is a rule of RFC 5545 where one can say it. `relative` holds the
    printed words where the date hangs on something else. `time` is "HH:MM". `cited` marks the date of a
    cited document. Values are as printed; `doubt` says why a person should look twice.
    """

    start: int
    end: int
    first: str | None = None
    last: str | None = None
    precision: Precision | None = None
    bound: Bound | None = None
    recurring: bool = False
    recurrence: str | None = None
    relative: str | None = None
    time: str | None = None
    cited: bool = False
    doubt: str | None = None


def lexicon() -> dict[str, Any]:
    """Give the patterns of dates as they stand in the lexicon."""
    return load("dates")


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of the lexicon, its {parts} filled in (a part may hold other parts)."""
    for _ in range(2):
        for name, part in lexicon()["part"].items():
            pattern = pattern.replace(f"{{{name}}}", part)
    return re.compile(pattern)


def around(name: str) -> re.Pattern[str]:
    """Compile the pattern that stands under `name` in the table of what surrounds a date."""
    return compiled(lexicon()["around"][name])


def fold_evenly(text: str) -> str:
    """Give the text folded, of the same length: letters that fold to another length stay, in lower case."""
    folded = fold(text)
    return folded if len(folded) == len(text) else "".join(_fold_letter(letter) for letter in text)


def _fold_letter(letter: str) -> str:
    for changed in (fold(letter), letter.lower()):
        if len(changed) == 1:
            return changed
    return letter


def upside_down(first: str | None, last: str | None) -> str | None:
    """Say that a period ends before it begins; None where it does not, or where years are not printed."""
    if not first or not last or first.startswith("-") or last.startswith("-"):
        return None
    common = min(len(first), len(last))
    if first[:4] != last[:4]:
        upside = last[:4] < first[:4]
    else:
        upside = len(first) == len(last) and last[:common] < first[:common]
    return "khoảng thời gian kết thúc trước khi bắt đầu" if upside else None
