"""What comes again, as rules of RFC 5545, and what hangs on something that happens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.dates.phrase import Bound, DatePhrase, compiled, lexicon

_NUMBERS = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA")
_QUARTER_MONTHS = {"cuoi": "3,6,9,12", "dau": "1,4,7,10"}
_WORKDAYS = "BYDAY=MO,TU,WE,TH,FR;BYSETPOS="
_UNITS = {
    "nam": ("YEARLY", 1),
    "quy": ("MONTHLY", 3),
    "thang": ("MONTHLY", 1),
    "tuan": ("WEEKLY", 1),
    "ngay": ("DAILY", 1),
}

_Group = dict[str, str | None]


def recurrences(text: str, folded: str) -> Iterator[DatePhrase]:
    """Give what comes again ("ngày 15 hằng tháng", "định kỳ 6 tháng", "hằng năm"), in no order."""
    for entry in lexicon()["every"]:
        for match in compiled(entry["pattern"]).finditer(folded):
            rule = _rule(entry["rule"], match) or None
            yield DatePhrase(
                start=match.start(), end=match.end(), recurring=True, recurrence=rule,
                relative=None if rule else text[match.start() : match.end()],
            )  # fmt: skip


def relatives(text: str, folded: str) -> Iterator[DatePhrase]:
    """Give what hangs on something that happens ("trong vòng 05 ngày làm việc kể từ ngày nhận")."""
    words = lexicon()["relative"]
    for match in compiled(words["pattern"]).finditer(folded):
        head = match.group()[: len(match.group()) - len(match["tail"] or "")]
        alone = compiled(words["alone"]).search(head) and compiled(words["alone_unit"]).search(head)
        if not match["tail"] and not alone:
            continue
        end = match.start() + len(match.group().rstrip())
        yield DatePhrase(
            start=match.start(),
            end=end,
            bound=_relative_bound(match["lead"]),
            relative=text[match.start() : end],
        )


def _relative_bound(lead: str) -> Bound:
    if lead.startswith("tr") and not lead.startswith("trong"):
        return "before"
    return "by" if lead.startswith(("cham", "muon")) else "within"


def yearly(first: str) -> str | None:
    """Give the rule of a date without a year ("--11-15", "--06", "--Q1") that comes again every year."""
    value = first[2:]
    if value.startswith("Q"):
        month = int(value[1]) * 3 - 2
        return f"FREQ=YEARLY;BYMONTH={month},{month + 1},{month + 2}"
    month_text, _, day = value.partition("-")
    if not month_text.isdigit():
        return None
    return f"FREQ=YEARLY;BYMONTH={int(month_text)}" + (f";BYMONTHDAY={int(day)}" if day else "")


def _rule(rule: str, match: re.Match[str]) -> str:
    group = match.groupdict()
    special = {"{workday}": _workday, "{interval}": _interval}
    if rule in special:
        return special[rule](group)
    if rule == "{weekday}":
        return _weekday(match.group(), group)
    side = _QUARTER_MONTHS.get(group.get("side") or "", "")
    return rule.replace("{side}", side).replace("{d}", str(int(group.get("d") or 0)))


def _workday(group: _Group) -> str:
    unit, first = group["unit"] or "", (group["last"] or "").startswith("dau")
    if "quy" in unit:
        months = f"BYMONTH={_QUARTER_MONTHS['dau' if first else 'cuoi']};"
    else:
        months = "" if unit == "thang" else f"BYMONTH={1 if first else 12};"
    return f"FREQ=MONTHLY;{months}{_WORKDAYS}{1 if first else -1}"


def _weekday(words: str, group: _Group) -> str:
    nth = group.get("nth")
    week, names = lexicon()["around"]["week"], lexicon()["around"]["weekdays"]
    place = "" if not nth else "-1" if nth == "cuoi" else str(max(week.index(nth), 1))
    head = words.split("tuan")[0] if nth else words
    found = [match[1] for match in re.finditer(r"chu nhat|thu\s+(\w+)", head)]
    days = ["SU" if name is None else _day_name(name, names) for name in found]
    return f"FREQ={_UNITS[group['unit'] or 'tuan'][0]};BYDAY={','.join(place + day for day in days)}"


def _day_name(name: str, names: list[str]) -> str:
    return _DAYS[int(name) - 2 if name.isdigit() else names.index(name)]


def _interval(group: _Group) -> str:
    frequency, times = _UNITS[group["unit"] or "nam"]
    word = group.get("n") or "1"
    number = (int(word) if word.isdigit() else _NUMBERS.index(word) + 1) * times
    return f"FREQ={frequency}" if number <= 1 else f"FREQ={frequency};INTERVAL={number}"
