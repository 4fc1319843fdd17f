"""Vietnamese date phrases -> typed dates. READ `read_dates` FIRST.

The patterns are data (`lexicon/dates.toml`). What is printed is what is given: a day that is left blank
stays unknown, a date that does not exist keeps its digits and gets a doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.dates.phrase import (
    Bound,
    DatePhrase,
    Precision,
    around,
    compiled,
    fold_evenly,
    lexicon,
    upside_down,
)
from corpus.dates.points import points
from corpus.dates.recurrences import recurrences, relatives, yearly

__all__ = ["Bound", "DatePhrase", "Precision", "fold_evenly", "read_dates"]

# How far before a date its bound, and before that the document that it may belong to, are looked for.
_BEFORE = 90
_CITED = 140


def read_dates(text: str) -> list[DatePhrase]:
    """Give the date phrases of the text in order, none overlapping another; never raises.

    The patterns are this project's own: on the phrases of real plans the general date parser that was
    tried read two of eight right.
    """
    folded = fold_evenly(text)
    bare = [*recurrences(text, folded), *points(text, folded), *relatives(text, folded)]
    whole = [_again(folded, phrase) for phrase in bare]
    joined = _join(folded, _apart(sorted(whole, key=lambda phrase: (phrase.start, -phrase.end))))
    return [_bind(text, folded, phrase, floor) for phrase, floor in _with_floors(joined)]


def _apart(phrases: Iterable[DatePhrase]) -> list[DatePhrase]:
    kept: list[DatePhrase] = []
    for phrase in phrases:
        if not kept or phrase.start >= kept[-1].end:
            kept.append(phrase)
    return kept


def _join(folded: str, phrases: Sequence[DatePhrase]) -> list[DatePhrase]:
    joined: list[DatePhrase] = []
    for phrase in phrases:
        merged = _merge(folded, joined[-1], phrase) if joined else None
        if merged:
            joined[-1] = merged
            continue
        if joined and around("and").match(folded[joined[-1].end : phrase.start]):
            joined[-1] = _year_shared(joined[-1], phrase)
        joined.append(phrase)
    return joined


def _again(folded: str, phrase: DatePhrase) -> DatePhrase:
    """Take in the "hằng năm" that follows a date without a year."""
    every = around("yearly").match(folded[phrase.end : phrase.end + 20])
    if not every or not phrase.first or phrase.recurring or not phrase.first.startswith("--"):
        return phrase
    rule = yearly(phrase.first)
    return replace(phrase, end=phrase.end + every.end(), recurring=True, recurrence=rule)


def _merge(folded: str, one: DatePhrase, two: DatePhrase) -> DatePhrase | None:
    """Make one period of two dates that a dash or "đến" joins; None where they stay two."""
    if not one.first or not two.first or one.first != one.last or one.recurring or one.doubt:
        return None
    gap = folded[one.end : two.start]
    if two.first != two.last:
        return None
    first = _with_year(one.first, two.first)
    if not around("range").match(gap) and not (around("and").match(gap) and _next_to(first, two.first)):
        return None
    rule = yearly(first) if two.recurring and first.startswith("--") else two.recurrence
    doubt = two.doubt or upside_down(first, two.last)
    return replace(two, start=one.start, first=first, recurrence=rule, doubt=doubt)


def _year_shared(one: DatePhrase, two: DatePhrase) -> DatePhrase:
    """Give a date without a year the year of the next in its list ("tháng 8 hoặc tháng 10 năm 2025")."""
    if not one.first or one.first != one.last or one.recurring or not two.first:
        return one
    first = _with_year(one.first, two.first)
    return replace(one, first=first, last=first)


def _with_year(first: str, other: str) -> str:
    return other[:4] + first[1:] if first.startswith("--") and not other.startswith("--") else first


def _next_to(first: str, other: str) -> bool:
    """Say whether two days or months follow one another without a gap ("tháng 4 và tháng 5")."""
    if first[:-2] != other[:-2] or not (first[-2:].isdigit() and other[-2:].isdigit()) or len(first) < 7:
        return False
    return int(other[-2:]) - int(first[-2:]) == 1


def _with_floors(phrases: Sequence[DatePhrase]) -> Iterable[tuple[DatePhrase, int]]:
    return zip(phrases, [0, *(phrase.end for phrase in phrases)], strict=False)


def _bind(text: str, folded: str, phrase: DatePhrase, floor: int) -> DatePhrase:
    """Take in what stands before a date: the hour, the week, the word that binds it."""
    if phrase.bound or (not phrase.first and not phrase.recurring):
        return phrase
    start, relative, time = phrase.start, phrase.relative, None
    floor = max(floor, start - _BEFORE)
    if weekday := around("weekday").search(folded, floor, start):
        start = weekday.start()
    if hour := around("time").search(folded, floor, start):
        start, time = hour.start(), f"{int(hour['hour']):02d}:{int(hour['minute'] or 0):02d}"
    elif part := around("part").search(folded, floor, start):
        start, relative = part.start(), text[part.start() : phrase.end]
    if phrase.first and around("other_year").match(folded[phrase.end : phrase.end + 20]):
        relative = text[start : phrase.end]
    bound, start = _bound(folded, floor, start, phrase)
    bound_to = replace(phrase, start=start, bound=bound, relative=relative, time=time)
    return _cite(folded, _open(text, folded, floor, bound_to))


def _bound(folded: str, floor: int, start: int, phrase: DatePhrase) -> tuple[Bound | None, int]:
    before = folded[floor:start].rstrip(" \t\n,")
    before = before.removesuffix(" ngay")
    inner = folded[start : phrase.end]
    for entry in lexicon()["bound"]:
        pattern = entry["pattern"]
        # A word that binds may be the first of the date's own pattern ("trước 15/11").
        if match := compiled(rf"^(?:{pattern})\s+(?=\d|ngay)").match(inner):
            return entry["name"], start + match.start()
        if match := compiled(rf"(?<![\w/&-])(?:{pattern})$").search(before):
            return entry["name"], floor + match.start()
    return ("on" if inner.startswith(("ngay", "mung")) else None), start


def _open(text: str, folded: str, floor: int, phrase: DatePhrase) -> DatePhrase:
    """Read a period with one end: "từ ngày 01/7/2025", "từ ngày ký đến hết ngày 31/12/2025"."""
    if phrase.first != phrase.last or not phrase.first:
        return phrase
    if phrase.bound == "from":
        return replace(phrase, last=None)
    if phrase.bound in ("by", "until") and folded.startswith(("den", "cho den"), phrase.start):
        words = around("start").search(folded, floor, phrase.start)
        if words:
            told = text[words.start() : phrase.start].strip()
            return replace(phrase, start=words.start(), first=None, bound="until", relative=told)
    return phrase


def _cite(folded: str, phrase: DatePhrase) -> DatePhrase:
    """Mark the date of a cited document, or the year of a law."""
    if phrase.bound not in ("on", None) or phrase.recurring or phrase.precision not in ("day", "year"):
        return phrase
    before = folded[max(0, phrase.start - _CITED) : phrase.start]
    code, law, named = lexicon()["around"]["cited"]
    patterns = (code, law, named) if phrase.precision == "day" else (law,)
    return replace(phrase, cited=any(compiled(pattern).search(before) for pattern in patterns))
