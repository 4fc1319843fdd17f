"""Single dates, as printed: a day, a month, a quarter, a half year, a year, a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from corpus.dates.phrase import DatePhrase, Precision, compiled, lexicon, upside_down

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_Group = dict[str, str | None]
_Read = tuple[Precision, str | None, str | None, str | None]


def points(text: str, folded: str) -> Iterator[DatePhrase]:
    """Give the single dates of the text, in no order; they may overlap."""
    for entry in lexicon()["point"]:
        for match in compiled(entry["pattern"]).finditer(folded):
            yield from _point(text, match, entry["name"])


def _point(text: str, match: re.Match[str], name: str) -> Iterator[DatePhrase]:
    group = match.groupdict()
    start = match.start("lead") if group.get("lead") is not None else match.start()
    if name == "blank":
        yield DatePhrase(start=start, end=match.end(), doubt="ngày để trống hoặc không đọc được")
        return
    # "quỹ" (a fund) and "quý" (a quarter) are one word without diacritics.
    if name == "quarter" and text[start : start + 3].lower() == "quỹ":
        return
    precision, first, last, doubt = _READERS[name](group)
    yield DatePhrase(
        start=start, end=match.end(), first=first, last=last, precision=precision if first else None,
        doubt=doubt or upside_down(first, last),
    )  # fmt: skip


def _day(group: _Group) -> _Read:
    year, month = group.get("y") or group.get("y2"), group["m"]
    days = [day for day in (group["d"], group.get("d2")) if day]
    doubt = next((doubt for day in days if (doubt := _impossible(year, month, day))), None)
    return "day", _iso_day(year, month, days[0]), _iso_day(year, month, days[-1]), doubt


def _iso_day(year: str | None, month: str | None, day: str | None) -> str:
    return f"{year or '-'}-{int(month or 0):02d}-{int(day or 0):02d}"


def _impossible(year: str | None, month: str | None, day: str | None) -> str | None:
    try:
        date(int(year or 2000), int(month or 0), int(day or 0))
    except ValueError:
        return "ngày không có trong lịch"
    return None


def _month(group: _Group) -> _Read:
    year = group.get("y") or "-"
    first, last = int(group["m"] or 0), int(group.get("m2") or group["m"] or 0)
    known = 1 <= first <= 12 and 1 <= last <= 12
    doubt = None if known else "tháng không có trong lịch"
    return "month", f"{year}-{first:02d}", f"{year}-{last:02d}", doubt


def _quarter(group: _Group) -> _Read:
    year = group.get("y")
    first = _QUARTERS.get(group["q"] or "")
    last = _QUARTERS.get(group.get("q2") or group["q"] or "")
    if not first or not last:
        return "year", year, year, "số của quý không đọc được chắc chắn"
    return "quarter", f"{year or '-'}-Q{first}", f"{year or '-'}-Q{last}", None


def _half(group: _Group) -> _Read:
    value = f"{group.get('y') or '-'}-H{1 if group['h'] == 'dau' else 2}"
    return "half", value, value, None


def _year(group: _Group) -> _Read:
    return "year", group["y"], group.get("y2") or group["y"], None


_READERS = {"day": _day, "days": _day, "month": _month, "quarter": _quarter, "half": _half, "year": _year}
