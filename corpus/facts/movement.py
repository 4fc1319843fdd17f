"""Emulation movements that a plan names in quotes: phong trào, cuộc vận động, đợt thi đua.

A quoted name counts only where words before it say that a movement follows, or where it stands in a list
of movements; mottos, themes, projects and awards in quotes do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from corpus.facts.base import Fact, Place, places
from corpus.facts.quoting import LOST_OPENER, OPENER, Quoted, read_half_quoted, read_quoted, strip_marks
from corpus.lexicon import load
from corpus.models import Plan, SectionKind
from corpus.text import fold, squeeze

_LONGEST_GAP = 220
_ITEM_OPENING = 45  # how far into a clause a name may stand for the whole clause to be about it
_OPENS_WITH_QUOTE = re.compile(rf"[\s*_]*{OPENER.pattern}")
_READ = frozenset(SectionKind) - {
    SectionKind.LETTERHEAD, SectionKind.RECIPIENTS, SectionKind.SIGNATURE, SectionKind.ELECTRONIC_SIGNATURE,
    SectionKind.ADDRESSEE,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Movement(Fact):
    """A named movement; `name` has neither quotes nor period.

    `period` is "2021-2025" or "2025"; `launched_by` and `led_by` are as printed. What the text does not
    say is None. `launched_by` of a movement in the title of a plan that launches it is the plan's issuer.
    """

    name: str
    period: str | None = None
    launched_by: str | None = None
    led_by: str | None = None


def find_movements(plan: Plan) -> list[Movement]:
    """Give the movements in the order of the text, each once."""
    found: list[Movement] = []
    for place in places(plan):
        if place.section.kind in _READ and len(place.folded) == len(place.text):
            for movement in _in_place(place, plan.metadata.issuer):
                _add(found, movement)
    return sorted(found, key=lambda movement: movement.start)


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(_joined(key))


def _joined(key: str) -> str:
    """Give a pattern that is written over several lines as one line."""
    return re.sub(r"\n\s*", "", load("movements")[key])


@cache
def _gap() -> re.Pattern[str]:
    return re.compile(f"(?:{_joined('gap')})*$")


@cache
def _behind(*, title: bool) -> re.Pattern[str]:
    scope = load("movements")["scope_in_title" if title else "scope"]
    return re.compile(rf"[\s,*_]*(?:{scope})?[\s,]*(?:{_joined('period_behind')})")


@cache
def _office() -> str:
    offices = load("offices")
    names = [*offices["heads"], *offices["positions"], *load("movements")["more_offices"]]
    words = "|".join(sorted({re.escape(fold(name)) for name in names}, key=len, reverse=True))
    return rf"(?!{load('movements')['not_offices']})(?:{words})\b"


@cache
def _office_then(key: str, opening: str, stops: str) -> re.Pattern[str]:
    body = rf"(?:(?!\s(?:ve|theo) )[^.;:“”\"{stops}]){{0,90}}?"
    return re.compile(rf"(?:^|{opening})\s*(?=(?P<who>{_office()}{body}){load('movements')[key]})")


def _in_place(place: Place, issuer: str | None) -> Iterator[Movement]:
    names = list(_names(place))
    for quoted in names:
        yield _movement(place, quoted, issuer, alone=len(names) == 1)


def _names(place: Place) -> Iterator[Quoted]:
    done = 0
    for begin, end in _heads(place):
        quoted = _first_name(place, end) if end >= done else None
        said = (begin, quoted.outer_start) if quoted else (0, 0)
        while quoted is not None:
            yield replace(quoted, said=said)
            done = quoted.outer_end
            quoted = _next_name(place, quoted)


def _heads(place: Place) -> Iterator[tuple[int, int]]:
    start = len(place.section.label)
    above = fold(place.headings[-1]).rstrip() if place.headings else ""
    if _pattern("heads").search(above) and _OPENS_WITH_QUOTE.match(place.text, start):
        yield start, start
    for match in _pattern("head").finditer(place.folded):
        if not _pattern("not_before").search(place.folded, max(match.start() - 60, 0), match.start()):
            yield match.span()


def _first_name(place: Place, end: int) -> Quoted | None:
    """Give the name that follows the words of a head, which end at `end`."""
    window = end + _LONGEST_GAP
    opener = OPENER.search(place.text, end, window)
    lost = LOST_OPENER.search(place.text, end, opener.start() if opener else window)
    if lost and _gap().match(place.folded[end : lost.start()]):
        return read_half_quoted(place.text, lost)
    if not opener:
        return None
    gap = place.folded[end : opener.start()]
    if _gap().match(gap) or _introduces_list(gap):
        return read_quoted(place.text, place.folded, opener, _pattern("next_head"))
    return None


def _introduces_list(gap: str) -> bool:
    return bool(
        _pattern("list_end").search(gap)
        and not re.search(r"[.;]\s", gap)
        and not _pattern("head").search(gap)
        and not _pattern("not_in_list").search(gap)
    )


def _next_name(place: Place, before: Quoted) -> Quoted | None:
    """Give the next name of a list of names, where the list goes on."""
    opener = OPENER.search(place.text, before.outer_end, before.outer_end + _LONGEST_GAP)
    if not opener:
        return None
    start = before.outer_end
    period = _behind(title=False).match(place.folded, start, opener.start())
    by = _pattern("by").match(place.folded, _past_blanks(place.text, period.end() if period else start))
    start = by.end() if by and by.end() <= opener.start() else period.end() if period else start
    between = place.folded[start : opener.start()]
    match = _pattern("between").fullmatch(between)
    if not match:
        return None
    quoted = read_quoted(place.text, place.folded, opener, _pattern("next_head"))
    if quoted and match["prefix"]:
        return replace(quoted, outer_start=start + match.start("prefix"))
    return quoted


def _past_blanks(text: str, start: int) -> int:
    match = re.compile(r"[\s,*_]*").match(text, start)
    return match.end() if match else start


def _movement(place: Place, quoted: Quoted, issuer: str | None, *, alone: bool) -> Movement:
    folded, head = place.folded, quoted.said[0]
    first = quoted.outer_start == quoted.said[1]
    inside = _inside(folded, quoted)
    behind = _behind(title=place.kind is SectionKind.TITLE).match(folded, quoted.outer_end)
    period = inside or behind
    end = behind.end() if behind else quoted.outer_end
    by = _pattern("by").match(folded, _past_blanks(place.text, end))
    end = by.end() if by else end
    prefix = place.text[quoted.outer_start : quoted.start]
    printed = place.text[quoted.start : quoted.end]
    if inside:
        printed = place.text[quoted.start : inside.start()] + place.text[inside.end() : quoted.end]
    launched, led = _by_whom(place, quoted, by)
    if not launched and place.kind is SectionKind.TITLE and _launches(folded[:head]):
        launched = issuer
    if not led and alone and quoted.start <= _ITEM_OPENING:
        led = _leader_behind(place, quoted.outer_end)
    years = _years(period)
    upside_down = years and years[:4] > years[-4:]
    return Movement(
        start=place.start + (head if first else quoted.outer_start),
        end=place.start + end,
        period=years,
        launched_by=launched,
        led_by=led,
        name=strip_marks(f"{prefix} {printed}"),
        doubt=quoted.doubt or ("giai đoạn ghi ngược" if upside_down else None),
    )


def _inside(folded: str, quoted: Quoted) -> re.Match[str] | None:
    """Give the period that is part of a quoted name."""
    return _pattern("period_inside").search(folded, quoted.start, quoted.end) or _pattern(
        "period_within"
    ).search(folded, quoted.start, quoted.end)


def _launches(folded: str) -> bool:
    return bool(_pattern("title_launches").search(folded))


def _years(match: re.Match[str] | None) -> str | None:
    if not match:
        return None
    if match["year"]:
        return match["year"]
    return f"{match['from'] or match['from2']}-{match['to'] or match['to2']}"


def _by_whom(place: Place, quoted: Quoted, behind: re.Match[str] | None) -> tuple[str | None, str | None]:
    """Give who launches and who leads: said behind the name, before it, for its list, or above."""
    head = quoted.said[0]
    before = _pattern("by").search(place.folded, *quoted.said)
    for match in (behind, before):
        if match:
            return _named(place.text, match)
    launched = _office_before(place, "launching", head) or _national(place, head)
    led = _office_before(place, "leading", head)
    if launched or led:
        return launched, led
    return _list_by_whom(place, head)


def _named(text: str, match: re.Match[str]) -> tuple[str | None, str | None]:
    start, end = match.span("who")
    assigned = _pattern("assigned").match(text[start:end])
    who = squeeze(text[start + (assigned.end() if assigned else 0) : end])
    verbs = match["verbs"]
    launches, leads = (bool(_pattern(key).search(verbs)) for key in ("launches", "leads"))
    return (who if launches else None, who if leads else None)


def _office_before(place: Place, key: str, head: int) -> str | None:
    begin = max(head - 160, 0)
    for match in _office_then(key, r"[\s*]", ",").finditer(place.folded[begin:head]):
        start, end = (begin + offset for offset in match.span("who"))
        if place.text[start].isupper():
            return squeeze(place.text[start:end])
    return None


def _national(place: Place, head: int) -> str | None:
    match = _pattern("national").search(place.folded, 0, head)
    return squeeze(place.text[slice(*match.span("who"))]) if match else None


def _list_by_whom(place: Place, head: int) -> tuple[str | None, str | None]:
    """Give who launches the list that the name stands in: "các phong trào do … phát động: …"."""
    matches = list(_pattern("by").finditer(place.folded, 0, head))
    for match in reversed(matches):
        rest = place.folded[match.end() : head]
        if re.search(r"\.\s", rest):
            break
        if re.match(r"\s*(?:nhu(?: sau)?)?\s*:", rest):
            return _named(place.text, match)
    for heading in reversed(place.headings[-1:]):
        above = _pattern("by").search(fold(heading))
        if above and len(fold(heading)) == len(heading) and _pattern("heads").search(fold(heading).rstrip()):
            return _named(heading, above)
    return None, None


def _leader_behind(place: Place, start: int) -> str | None:
    rest = place.folded[start:]
    for match in _office_then("leads_behind", r"[.;:]\**\s|\s[-–]\s|\(|\b(?:do|giao)\s", "").finditer(rest):
        begin, end = (start + offset for offset in match.span("who"))
        if place.text[begin].isupper():
            return squeeze(place.text[begin:end])
    return None


def _add(found: list[Movement], movement: Movement) -> None:
    """Add the movement, or fill in what an earlier mention of it left open."""
    if not movement.name:
        return
    for index, other in enumerate(found):
        if fold(other.name) == fold(movement.name) and _compatible(other, movement):
            richer, poorer = sorted((other, movement), key=_said, reverse=True)
            found[index] = replace(
                richer, period=richer.period or poorer.period, led_by=richer.led_by or poorer.led_by,
                launched_by=richer.launched_by or poorer.launched_by,
            )  # fmt: skip
            return
    found.append(movement)


def _compatible(one: Movement, other: Movement) -> bool:
    pairs = ((one.period, other.period), (one.launched_by, other.launched_by), (one.led_by, other.led_by))
    return all(a is None or b is None or fold(a) == fold(b) for a, b in pairs)


def _said(movement: Movement) -> int:
    return sum(value is not None for value in (movement.period, movement.launched_by, movement.led_by))
