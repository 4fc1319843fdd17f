"""Cut a plan into clauses, each with the office that it speaks of.

The office is the subject of the clause, else of the sentence or the item before it, else the heading above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from corpus.facts.base import Place, places
from corpus.facts.offices import View, head_end, is_task, matcher, name_follows, office_end, view
from corpus.lexicon import load
from corpus.models import Plan, SectionKind

_SKIPPED = frozenset({
    SectionKind.LETTERHEAD, SectionKind.TITLE, SectionKind.ADDRESSEE,
    SectionKind.RECIPIENTS, SectionKind.SIGNATURE, SectionKind.ELECTRONIC_SIGNATURE,
})  # fmt: skip
_SENTENCE = re.compile(r"(?<=[^\W\d_A-ZĐ]{2}[.!?…])\s+(?=[^\W\d_])|(?<=[\d)”\"][.])\s+(?=[^\W\d_])")
_MARKS = re.compile(r"[\s*#_•–|-]*(?:\d{1,2}\s*[.)|]\s*)?")
_BRACKETS = re.compile(r"\s*\([^()]{1,80}\)")
# What parts an office from its task: a colon, in a table the bar between two cells.
_COLONS = frozenset(":|")
_SEMICOLON = re.compile(r";\s+")
# Behind these a subject may stand that does not open its clause.
_BEFORE_SUBJECT = re.compile(r"[,:]\s+|\b(?:de nghi|yeu cau|giao)\s+")
# A topic before a colon ("Khen thưởng đột xuất: …") is no longer than this.
_TOPIC = 60


@dataclass(frozen=True, kw_only=True)
class Subject:
    """An office that a clause speaks of: its name as printed; `asked` or `ordered` to do what follows."""

    name: str
    asked: bool = False
    ordered: bool = False


@dataclass(frozen=True, kw_only=True)
class OfficeClause:
    """A clause of a place: `start`, `body`, `end` are places in the view of its text.

    `body` is where the words behind the subject begin. `own` says that the subject stands in this clause,
    `titled` that it is a heading above. `organising` says what the headings are about: True for the carrying
    out of the plan, False for something else, None where they do not say.
    """

    place: Place
    seen: View
    start: int
    body: int
    end: int
    subject: Subject | None
    own: bool
    titled: bool
    organising: bool | None

    @property
    def plain(self) -> str:
        """Give the folded words of the clause behind its subject."""
        return self.seen.plain[self.body : self.end]


@cache
def pattern(*keys: str) -> re.Pattern[str]:
    """Compile the pattern under `keys` of the lexicon of reporting."""
    value = load("reporting")
    for key in keys:
        value = value[key]
    return matcher(f"(?:{value})")


def office_clauses(plan: Plan) -> Iterator[OfficeClause]:
    """Give the clauses of the plan's body in the order of the text."""
    damaged = plan.is_garbled
    heads: dict[str, Subject | None] = {}
    beside: dict[int, tuple[str, Subject]] = {}
    for place in places(plan):
        if place.kind in _SKIPPED or not place.text.strip():
            continue
        seen = view(place.text, damaged=damaged)
        if place.kind is SectionKind.PREAMBLE and pattern("basis").match(seen.plain):
            continue
        start = past_marks(seen.text, len(place.section.label))
        parent = id(place.above[-1]) if place.above else 0
        title = _title(seen, start)
        if title:
            beside[parent] = place.section.label, title
            continue
        above = _above(place, damaged, heads) or _beside(place, beside.get(parent))
        yield from _of_place(place, seen, start, above)


def past_marks(text: str, at: int) -> int:
    """Give where the words begin behind bullets, signs of markup and a number at `at`."""
    match = _MARKS.match(text, at)
    return match.end() if match else at


def _title(seen: View, start: int) -> Subject | None:
    """Give the office where the text is nothing but its name."""
    found = _headed(seen, start)
    return found[0] if found and not seen.text[found[1] :].strip(" \n:.*") else None


def _headed(seen: View, start: int) -> tuple[Subject, int] | None:
    duties = pattern("duties_of").match(seen.plain, start)
    return subject_at(seen, duties.end() + 1 if duties else start)


def _above(place: Place, damaged: bool, known: dict[str, Subject | None]) -> Subject | None:
    for section, text in zip(reversed(place.above), reversed(place.headings), strict=True):
        if text not in known:
            seen = view(text, damaged=damaged)
            found = _headed(seen, past_marks(text, len(section.label)))
            known[text] = found[0] if found else None
        if known[text] is not None:
            return known[text]
    return None


def _beside(place: Place, title: tuple[str, Subject] | None) -> Subject | None:
    """Give the office that stood as a title before a list, where the list was not put below it."""
    bullet = place.section.kind is SectionKind.ITEM and not any(c.isalnum() for c in place.section.label)
    return title[1] if title and bullet and place.section.label != title[0] else None


def _organising(place: Place, damaged: bool) -> bool | None:
    for section, text in zip(reversed(place.above), reversed(place.headings), strict=True):
        if section.heading is None:
            continue
        seen = view(text, damaged=damaged)
        if _title(seen, past_marks(text, len(section.label))):
            continue
        if pattern("organising").search(seen.plain):
            return True
        if pattern("otherwise").search(seen.plain):
            return False
    return None


def subject_at(seen: View, at: int) -> tuple[Subject, int] | None:
    """Give the office that a clause beginning at `at` speaks of, and where the words behind it begin."""
    asked = pattern("asks").match(seen.plain, at)
    lead = asked or pattern("orders").match(seen.plain, at)
    begin = past_marks(seen.text, lead.end()) if lead else at
    end = office_end(seen, begin)
    if end is None:
        return None
    qualified = pattern("qualifies").match(seen.plain, end)
    end = qualified.end() if qualified else end
    brackets = _BRACKETS.match(seen.text, end)
    behind = brackets.end() if brackets else end
    rest = seen.text[behind:].lstrip(" \n*")
    if rest[:1] in _COLONS or not rest.strip(" .*\n"):
        behind = len(seen.text) - len(rest) + (rest[:1] in _COLONS)
    elif not (_acts(seen, behind) or (lead and rest[:1].islower())):
        return None
    name = " ".join(seen.text[begin:end].replace("*", " ").split())
    return Subject(name=name, asked=bool(asked), ordered=bool(lead and not asked)), behind


def _acts(seen: View, at: int) -> bool:
    aside = pattern("aside").match(seen.plain, at)
    return name_follows(seen, aside.end() if aside else at) or bool(
        pattern("roles", "is_lead").match(seen.plain, at + 1)
    )


def _of_place(place: Place, seen: View, start: int, above: Subject | None) -> Iterator[OfficeClause]:
    carried, organising = above, _organising(place, seen.damaged)
    for begin, end in _pieces(seen, start):
        found = _subject_of(seen, begin, end, carried is not None)
        subject, body = found or (carried, begin)
        yield OfficeClause(
            place=place, seen=seen, start=begin, body=body, end=end, subject=subject, own=found is not None,
            titled=subject is not None and subject is above, organising=organising,
        )  # fmt: skip
        if found and (organising or head_end(seen, begin) is not None):
            carried = found[0]


def _pieces(seen: View, start: int) -> Iterator[tuple[int, int]]:
    """Give the sentences, cut behind a semicolon where a verb or a subject begins what follows."""
    cuts = [start, *(m.end() for m in _SENTENCE.finditer(seen.text, start)), len(seen.text)]
    for begin, end in pairwise(cuts):
        at = begin
        named = office_end(seen, at) or at
        for semicolon in _SEMICOLON.finditer(seen.text, begin, end):
            after = semicolon.end()
            if after > named and not _in_brackets(seen.text[at:after]) and _begins(seen, after):
                yield at, semicolon.start() + 1
                at = after
        if seen.text[at:end].strip(" .;/\n*|"):
            yield at, end


def _begins(seen: View, at: int) -> bool:
    if (
        is_task(seen, at)
        or pattern("starts").match(seen.plain, at)
        or pattern("leads_in").match(seen.plain, at)
    ):
        return True
    found = subject_at(seen, at)
    return found is not None and ";" not in found[0].name


def _in_brackets(inside: str) -> bool:
    return inside.count("(") > inside.count(")") or inside.count("“") > inside.count("”")


def _subject_of(seen: View, begin: int, end: int, carried: bool) -> tuple[Subject, int] | None:
    found = subject_at(seen, begin)
    if found and found[1] <= end:
        return found
    leads = pattern("leads_in").match(seen.plain, begin)
    colon = seen.text.find(":", begin, min(begin + _TOPIC, end)) + 1
    if not leads and (carried or (is_task(seen, begin) and not colon)):
        return None
    for mark in _BEFORE_SUBJECT.finditer(seen.plain, max(begin, colon - 1), end):
        found = subject_at(seen, mark.end() if mark.group()[0] in ",:" else mark.start())
        if found and found[1] < end and seen.text[found[1] - 1] != ":":
            return found
    return None
