"""What a plan says about itself, each value with the words it stands in. READ `read_metadata` FIRST."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cache

from corpus.facts.base import Fact, Place, places
from corpus.facts.locating import locate, locate_date, locate_province
from corpus.lexicon import load
from corpus.models import Plan, Section, SectionKind
from corpus.text import fold, squeeze

_QUOTES = "\"“”«»'‘’`"
_LONGEST_LEAD = 90
_DATED = r"\s*,?\s*ng\w{1,3}y\b"
_SELF = (SectionKind.TITLE, SectionKind.LETTERHEAD, SectionKind.RECIPIENTS, SectionKind.SIGNATURE)


@dataclass(frozen=True, kw_only=True)
class MetadataField(Fact):
    """One thing that a plan says about itself: `value` is ISO for a date, as printed for all else.

    A period that is a range of years is given as "2025-2030" however it is printed.
    """

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class MetadataFacts:
    """What a plan says about itself; None where it does not say, or where the place is not found."""

    number: MetadataField | None = None
    issuer: MetadataField | None = None
    issue_date: MetadataField | None = None
    place: MetadataField | None = None
    title: MetadataField | None = None
    signer: MetadataField | None = None
    position: MetadataField | None = None
    authority: MetadataField | None = None
    province: MetadataField | None = None
    period: MetadataField | None = None
    scope: MetadataField | None = None
    audience: MetadataField | None = None
    theme: MetadataField | None = None
    slogan: MetadataField | None = None
    recipients: tuple[MetadataField, ...] = ()

    def found(self) -> list[MetadataField]:
        """Give all that was found, in the order of the text."""
        single = (getattr(self, field.name) for field in fields(self) if field.name != "recipients")
        given = [value for value in single if value is not None]
        return sorted([*given, *self.recipients], key=lambda one: (one.start, one.end))


def read_metadata(plan: Plan) -> MetadataFacts:
    """Read what the plan says about itself: the parser's values with their places, and what its text tells.

    Nothing is guessed: a value whose words are not found in the plan is left out.
    """
    named = plan.metadata
    head = _spans(plan, SectionKind.LETTERHEAD)
    title = _spans(plan, SectionKind.TITLE)
    opening = _spans(plan, SectionKind.PREAMBLE)
    foot = [*_spans(plan, SectionKind.SIGNATURE), *_spans(plan, SectionKind.ELECTRONIC_SIGNATURE)]
    whole = [(0, len(plan.reading.text))]
    known = {
        "number": locate(plan, named.number, head),
        "issuer": locate(plan, named.issuer, [*head, *opening], loose=True),
        "issue_date": locate_date(plan, named.issue_date, [*head, *title, *whole]),
        "place": locate(plan, named.place, head, then=_DATED) or locate(plan, named.place, head),
        "title": locate(plan, named.title, [*title, *head], loose=True),
        "signer": locate(plan, named.signer, [*foot, *whole]),
        "position": locate(plan, named.position, foot)
        or locate(plan, named.position, _joined(foot), loose=True),
        "authority": locate(plan, named.authority, _joined(foot), loose=True),
        "province": locate_province(plan, [*head, *title, *whole]),
    }
    placed = {name: _field(name, str(getattr(named, name)), span) for name, span in known.items() if span}
    return MetadataFacts(**placed, **_told(plan), recipients=tuple(_recipients(plan)))


def find_metadata(plan: Plan) -> list[MetadataField]:
    """Find what the plan says about itself, in the order of the text."""
    return read_metadata(plan).found()


def _field(name: str, value: str, span: tuple[int, int]) -> MetadataField:
    return MetadataField(name=name, value=value, start=span[0], end=span[1])


def _spans(plan: Plan, kind: SectionKind) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in plan.sections if s.kind is kind]


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [*spans, (spans[0][0], spans[-1][1])] if spans else []


def _recipients(plan: Plan) -> Iterator[MetadataField]:
    spans = _spans(plan, SectionKind.RECIPIENTS)
    for name in plan.metadata.recipients:
        span = locate(plan, name, [*spans, *_joined(spans)], loose=True)
        if span:
            yield _field("recipients", name, span)


def _told(plan: Plan) -> dict[str, MetadataField]:
    """Find what no fixed place of a document holds: period, scope, audience, theme, slogan."""
    below = [place for place in places(plan) if place.kind not in _SELF]
    found = {
        "period": _announced(plan, below, "period") or _titled_period(plan),
        "scope": _announced(plan, below, "scope"),
        "audience": _announced(plan, below, "audience"),
        "theme": _announced(plan, below, "theme") or _quoted(below, "theme"),
        "slogan": _announced(plan, below, "slogan") or _quoted(below, "slogan"),
    }
    return {name: field for name, field in found.items() if field}


def _announced(plan: Plan, below: list[Place], name: str) -> MetadataField | None:
    """Take the value of the highest clause that announces one; doubtful where as high a clause differs."""
    given = [(len(p.above), field) for p in below if (field := _of_clause(plan, p, name))]
    if not given:
        return None
    highest = min(depth for depth, _ in given)
    level = [field for depth, field in given if depth == highest]
    differs = len({fold(field.value) for field in level}) > 1
    doubt = load("citations")["doubts"]["said_twice"] if differs else None
    return replace(level[0], doubt=doubt)


@cache
def _form(key: str) -> re.Pattern[str]:
    return re.compile(load("citations")["metadata"][key])


@cache
def _announcing(name: str) -> re.Pattern[str]:
    words = load("citations")["metadata"]
    return re.compile(rf"{words['before']}(?:{words[name]})")


@cache
def _periods() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form) for form in load("citations")["metadata"]["periods"])


def _of_clause(plan: Plan, place: Place, name: str) -> MetadataField | None:
    """Read the value behind the words that announce it, or below them where nothing stands behind."""
    if place.kind is SectionKind.PREAMBLE:
        return None
    begin = len(place.section.label) if place.text.startswith(place.section.label) else 0
    opening = _announcing(name).match(place.folded, begin)
    if not opening or opening.end() - begin > _LONGEST_LEAD:
        return None
    span = place.start + opening.end(), place.start + len(place.text)
    if not plan.reading.text[slice(*span)].strip(" .:*_\n"):
        span = _under(plan, place.section) or span
    return _valued(plan, name, span)


def _under(plan: Plan, section: Section) -> tuple[int, int] | None:
    """Give the stretch below a heading: its first paragraph, or its whole list."""
    children = section.children or tuple(filter(None, [_following(plan, section)]))
    if not children:
        return None
    if children[0].kind is SectionKind.PARAGRAPH and not _leads(plan, children[0]):
        return children[0].start, children[0].own_end
    return children[0].start, children[-1].end


def _following(plan: Plan, section: Section) -> Section | None:
    """Give the paragraph that follows a heading on its own level, where the tree did not put it below."""
    above = plan.parents.get(id(section))
    level = above.children if above else plan.sections
    index = next(i for i, one in enumerate(level) if one is section)
    after = level[index + 1] if index + 1 < len(level) else None
    return after if after is not None and after.kind is SectionKind.PARAGRAPH else None


def _leads(plan: Plan, section: Section) -> bool:
    return plan.reading.text[section.start : section.own_end].rstrip().endswith(":")


def _valued(plan: Plan, name: str, span: tuple[int, int]) -> MetadataField | None:
    if name == "period":
        return _period(plan, span)
    text = plan.reading.text[slice(*span)]
    if name in ("theme", "slogan"):
        quoted = re.search(r"[\"“”«](?P<value>[^\"“”»]{4,300})[\"”“»]", text)
        if quoted:
            return _trimmed(plan, name, span[0] + quoted.start("value"), span[0] + quoted.end("value"))
    one_line = name != "slogan" and not re.match(r"\s*(?:[-–+*•]|\d+[.)])\s", text)
    sentence = re.search(r"(?<=\w)\.(?=\s+[^\W\d_a-zà-ỹ])", text) if one_line else None
    return _trimmed(plan, name, span[0], span[0] + sentence.start() if sentence else span[1])


def _trimmed(plan: Plan, name: str, start: int, end: int) -> MetadataField | None:
    """Cut blanks, quotation marks and the last stop off the stretch."""
    text = plan.reading.text
    while start < end and (text[start].isspace() or text[start] in _QUOTES + ":*_"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _QUOTES + ".;*_/"):
        end -= 1
    value = squeeze(text[start:end])
    return _field(name, value, (start, end)) if len(value) > 1 else None


def _period(plan: Plan, span: tuple[int, int]) -> MetadataField | None:
    folded = fold(plan.reading.text[slice(*span)])
    if len(folded) != span[1] - span[0]:
        return None
    for form in _periods():
        if match := form.search(folded):
            start, end = span[0] + match.start(), span[0] + match.end()
            printed = squeeze(plan.reading.text[start:end])
            years = _form("years").match(squeeze(match.group()))
            return _field("period", f"{years[1]}-{years[2]}" if years else printed, (start, end))
    return None


def _quoted(below: list[Place], name: str) -> MetadataField | None:
    """Find the quoted words that a sentence calls a theme or a slogan; the plan's own text comes first."""
    for place in sorted(below, key=lambda one: one.kind is SectionKind.PREAMBLE):
        if match := _form(f"{name}_quoted").search(place.folded):
            start, end = match.span("value")
            value = squeeze(place.text[start:end])
            return _field(name, value, (place.start + start, place.start + end))
    return None


def _titled_period(plan: Plan) -> MetadataField | None:
    """Take the period from the title where it names just one."""
    if plan.metadata.document_type not in load("citations")["metadata"]["titled_with_period"]:
        return None
    for start, end in _spans(plan, SectionKind.TITLE)[:1]:
        folded = fold(plan.reading.text[start:end])
        years = {match.group() for match in re.finditer(r"\bn[a-z]m 20\d\d", folded)}
        if len(years) <= 1:
            return _period(plan, (start, end))
    return None
