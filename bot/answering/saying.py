"""How the values of facts are written: counts and days, as Vietnamese documents print them. Pure.

Decree 30/2020/NĐ-CP: days below 10 and the months 1 and 2 get a zero before them. Offices write counts of
awards the same way ("03-05 tập thể").
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.dates.phrase import ISO_DATE

_ROMAN = ("", "I", "II", "III", "IV")
_LARGEST_PADDED_MONTH = 2


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A date as precise as it was printed: a day, month, quarter, half or year; numbers as written.

    `text` is the date where it is neither quarter nor half, "" where it has no such form.
    """

    text: str
    year: str = ""
    quarter: str = ""
    half: int = 0
    is_month: bool = False
    is_year: bool = False


def moment(iso: str) -> Moment:
    """Read a date of `corpus.dates` ("2025", "2025-Q2", "2025-H1", "2025-06", "2025-06-30", "--11-15")."""
    found = ISO_DATE.fullmatch(iso)
    if not found:
        return Moment(text=iso)
    year = found["year"].strip("-")
    if found["quarter"] or found["half"]:
        return Moment(
            text="", year=year, quarter=_ROMAN[int(found["quarter"] or 0)], half=int(found["half"] or 0)
        )
    parts = [found["day"] or "", _month(found["month"]), year]
    text = "/".join(part for part in parts if part)
    return Moment(
        text=text, year=year, is_month=not found["day"] and bool(found["month"]), is_year=text == year
    )


def _month(digits: str | None) -> str:
    if not digits:
        return ""
    return digits if int(digits) <= _LARGEST_PADDED_MONTH else str(int(digits))


def amount(low: int | None, high: int | None, *, width: int = 2) -> str:
    """Write a count or a range in at least `width` digits: "03", "03-05"; "" where there is none."""
    ends = dict.fromkeys(f"{count:0{width}d}" for count in (low, high) if count is not None)
    return "-".join(ends)
