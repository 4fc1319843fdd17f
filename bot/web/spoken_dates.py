"""Typed dates in the words of the interface: "trước ngày 30/11/2025". Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.dates.phrase import ISO_DATE

if TYPE_CHECKING:
    from bot.web.wording import Words
    from corpus.facts.deadline import Deadline

# What comes again, by the rule's frequency and interval; the rest of a rule says on which days.
_OFTEN = re.compile(r"FREQ=(?P<frequency>\w+)(?:.*;INTERVAL=(?P<interval>\d+))?")
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def say_date(value: str, words: Words) -> str:
    """Give an ISO date in words, as precise as it is; what is no such date as it stands."""
    match = ISO_DATE.fullmatch(value)
    if not match:
        return value
    part = match.groupdict(default="")
    name = next((name for name in ("day", "month", "quarter") if part[name]), "year")
    if part["half"]:
        name = f"half_{part['half']}"
    elif part["year"] == "-":
        name = f"{name}_of_year"
    # A month that does not exist stays as printed, with the doubt beside it.
    month = words["month"].get(f"m{part['month'].lstrip('0')}", part["month"])
    form = words["date"].get(name)
    if form is None:
        return value
    return form.format(
        **part, plain_day=part["day"].lstrip("0"), month_name=month, roman=_ROMAN.get(part["quarter"], "")
    )


def say_when(deadline: Deadline, words: Words) -> str | None:
    """Give the deadline's date with what binds it; None where it has none."""
    first, last = deadline.first, deadline.last
    bounds = words["bound"]
    if first and last and first != last:
        return bounds["range"].format(first=say_date(first, words), last=say_date(last, words))
    day = first or last
    if day is None:
        return None
    said = say_date(day, words)
    if deadline.time:
        said = bounds["timed"].format(clock=_say_clock(deadline.time, words), date=said)
    bound = "from" if last is None else "until" if first is None else deadline.bound or "on"
    return bounds[bound].format(date=said)


def say_often(deadline: Deadline, words: Words) -> str | None:
    """Give how often a thing comes again ("hằng quý"); None where it does not, or no word is known for it."""
    match = _OFTEN.match(deadline.recurrence or "")
    if not match:
        return None
    return words["every"].get(f"{match['frequency'].lower()}_{match['interval'] or 1}")


def _say_clock(time: str, words: Words) -> str:
    hour, _, minute = time.partition(":")
    return words["date"]["clock"].format(hour=hour, minute=minute)
