"""Documents that a plan replaces, amends or repeals, or by which it is replaced itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from corpus.facts.base import Fact, Place, places
from corpus.facts.reference_tails import read_date
from corpus.facts.references import Reference, references
from corpus.lexicon import load
from corpus.models import Plan, SectionKind
from corpus.text import squeeze

Direction = Literal["replaces", "amends", "repeals", "replaced_by"]

_SILENT = (SectionKind.RECIPIENTS, SectionKind.SIGNATURE, SectionKind.LETTERHEAD)
_SENTENCE = re.compile(r"[^.\n]+(?:\.(?!\s+[^\W\d_a-zà-ỹ]|\n|$)[^.\n]*)*")


@dataclass(frozen=True, kw_only=True)
class Supersession(Fact):
    """A document that this plan replaces, amends or repeals, whole or in the part named.

    `effective` is the day from which it does so: ISO, or the words printed ("ngày ký").
    """

    document_type: str | None
    number: str | None
    date: str | None
    issuer: str | None
    whole: bool
    part: str | None
    direction: Direction
    effective: str | None


@cache
def _form(key: str) -> re.Pattern[str]:
    return re.compile(load("citations")["supersession"][key])


def find_supersessions(plan: Plan) -> list[Supersession]:
    """Find what this plan itself replaces, amends or repeals; what cited documents do is left out."""
    told = [place for place in places(plan) if place.kind not in _SILENT]
    facts = [fact for place in told if _verb(place.folded, 0, len(place.folded)) for fact in _of_place(place)]
    if not facts:
        return []
    general = next((day for place in told if (day := _effective(place, 0))), None)
    return [fact if fact.effective else replace(fact, effective=general) for fact in facts]


def _of_place(place: Place) -> Iterator[Supersession]:
    named = [one for one in references(place) if one.number]
    for sentence in _SENTENCE.finditer(place.text):
        inside = [one for one in named if sentence.start() <= one.start < sentence.end()]
        if inside:
            yield from _of_sentence(place, sentence.start(), sentence.end(), inside)


def _verb(folded: str, start: int, end: int) -> tuple[Direction, re.Match[str]] | None:
    found: list[tuple[Direction, re.Match[str]]] = []
    for key in ("replaces", "repeals", "amends"):
        if match := _form(key).search(folded, start, end):
            found.append((key, match))
    if match := _form("ends").search(folded, start, end):
        found.append(("repeals", match))
    return min(found, key=lambda pair: pair[1].start()) if found else None


def _of_sentence(place: Place, start: int, end: int, named: list[Reference]) -> Iterator[Supersession]:
    passive = _form("passive").search(place.folded, start, end)
    if passive:
        yield from _passive(place, start, end, passive, named)
        return
    first = _form("ends").search(place.folded, start, end)
    if first and _form("this").search(place.folded, first.end(), end):
        for one in named:
            if one.end <= first.start() and not one.named_within:
                yield _fact(place, one, "repeals", start, None)
        return
    at = start
    while found := _verb(place.folded, at, end):
        direction, verb = found
        at = verb.end()
        if _does_it(place, start, verb.start(), named):
            yield from _objects(place, start, end, direction, verb, named)
            return


def _passive(
    place: Place, start: int, end: int, passive: re.Match[str], named: list[Reference]
) -> Iterator[Supersession]:
    if _form("this").search(place.folded, start, passive.start()):
        for one in named:
            if one.start >= passive.end():
                yield _fact(place, one, "replaced_by", start, None)
    elif _form("this").search(place.folded, passive.end(), end):
        for one in named:
            if one.end <= passive.start() and not one.named_within:
                yield _fact(place, one, "replaces", start, None)


def _does_it(place: Place, start: int, verb: int, named: list[Reference]) -> bool:
    """Tell whether this document is the one that does it: it is named before the verb, or nothing is."""
    before = place.folded[start:verb]
    if any(one.start < verb for one in named) or _form("not_done").search(before):
        return False
    elided = "elided_title" if place.kind is SectionKind.TITLE else "elided"
    return bool(_form("this").search(before) or _form(elided).match(before))


def _objects(
    place: Place, start: int, end: int, direction: Direction, verb: re.Match[str], named: list[Reference]
) -> Iterator[Supersession]:
    """Give the documents behind the verb, up to those that only belong to another's subject."""
    at = verb.start()
    for one in named:
        if one.start < verb.end() or (one.named_within and direction != "amends"):
            continue
        other = _verb(place.folded, at + 1, one.start)
        if other and _form("undergone").search(place.folded[at : other[1].start()]):
            at = one.end
            continue
        if other and other[1].start() > verb.start():
            direction = other[0]
        between = place.folded[at : one.start]
        if _form("not_object").search(between):
            return
        part = _part(place, at, one.start)
        fact = _fact(place, one, direction, start, part)
        yield replace(fact, whole=False) if _form("partly").search(between) else fact
        at = one.end


def _part(place: Place, start: int, end: int) -> str | None:
    found = _form("part").search(place.folded, start, end)
    return squeeze(place.text[found.start() : found.end()]) if found else None


def _fact(place: Place, one: Reference, direction: Direction, start: int, part: str | None) -> Supersession:
    return Supersession(
        document_type=one.type, number=one.number, date=one.date, issuer=one.issuer,
        whole=part is None and direction != "amends", part=part, direction=direction,
        effective=_effective(place, start), start=place.start + start, end=place.start + one.end,
        doubt=load("citations")["doubts"][one.doubt] if one.doubt else None,
    )  # fmt: skip


def _effective(place: Place, start: int) -> str | None:
    """Read from when this document is in force, said at `start` or behind it."""
    found = _form("effective").search(place.folded, start)
    if not found or not _form("this").search(place.folded, 0, found.start()):
        return None
    when, _, _ = read_date(place.folded, found.end())
    if when:
        return when
    signing = _form("signing_day").match(place.folded, found.end())
    return squeeze(place.text[signing.start() : signing.end()]) if signing else None
