"""Documents that a plan rests on or cites, wherever it names them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from corpus.facts.base import Fact, Place, places
from corpus.facts.reference_words import pattern
from corpus.facts.references import Reference, references
from corpus.facts.supersession import find_supersessions
from corpus.lexicon import load
from corpus.models import Plan, SectionKind
from corpus.text import fold

Role = Literal["basis", "cited"]

_WINDOW = 140
_SILENT = (SectionKind.RECIPIENTS, SectionKind.SIGNATURE, SectionKind.ELECTRONIC_SIGNATURE)


@dataclass(frozen=True, kw_only=True)
class LegalBasis(Fact):
    """A document that the plan names: a basis of its own (Căn cứ, Thực hiện), or cited in its text.

    `type` is the type's usual name ("Nghị định"), `number` as printed without inner blanks, `date` ISO and as
    precise as printed ("2023-12-31", "2024-03"). A law named by its title has it in `subject`; the year that
    belongs to the title ("Luật … năm 2022") is no date.
    """

    type: str | None
    number: str | None
    date: str | None
    issuer: str | None
    subject: str | None
    role: Role


def find_legal_bases(plan: Plan) -> list[LegalBasis]:
    """Find every document that the plan names, in the order of the text; the same one as often as named.

    The plan's own number and the documents that it replaces, amends or repeals are left out.
    """
    taken = {fact.end for fact in find_supersessions(plan)}
    facts: list[LegalBasis] = []
    opened = False
    for place in places(plan):
        opened = opened or place.section.kind is SectionKind.NUMBERED
        if place.kind in _SILENT or pattern("attached").match(place.folded):
            continue
        for one in references(place):
            fact = _fact(place, one, opened=opened)
            headless = place.kind is SectionKind.LETTERHEAD and not one.own_type
            if not (fact.end in taken or headless or _is_own(plan, one)):
                facts.append(fact)
    return facts


def _fact(place: Place, one: Reference, *, opened: bool) -> LegalBasis:
    return LegalBasis(
        type=one.type, number=one.number, date=one.date, issuer=one.issuer, subject=one.subject,
        role=_role(place, one, opened=opened), start=place.start + one.start, end=place.start + one.end,
        doubt=load("citations")["doubts"][one.doubt] if one.doubt else None,
    )  # fmt: skip


def _role(place: Place, one: Reference, *, opened: bool) -> Role:
    """Tell bases from citations: a preamble's documents are bases, those within their subjects are not."""
    before = place.folded[max(one.start - _WINDOW, 0) : one.start]
    opening = place.kind is SectionKind.PREAMBLE or (not opened and place.kind is not SectionKind.TITLE)
    based = opening and pattern("basis").match(place.folded) and not pattern("circumstance").search(before)
    return "basis" if based and not one.named_within else "cited"


def _is_own(plan: Plan, one: Reference) -> bool:
    own, issued = plan.metadata.number, plan.metadata.issue_date
    if not own or not one.number or same_number(own) != same_number(one.number):
        return False
    return issued is None or one.date is None or one.date == issued.isoformat()


def same_number(number: str) -> str:
    """Give a number as it is compared: folded, without blanks, leading zeros or kinds of dashes."""
    return fold("".join(number.split())).replace("–", "-").lstrip("0")


def unique_documents(facts: Iterable[LegalBasis]) -> list[LegalBasis]:
    """Merge the facts that name the same document: the first of each, what it lacks taken from the others.

    A basis stays a basis.
    """
    merged: list[LegalBasis] = []
    for fact in facts:
        index = next((i for i, one in enumerate(merged) if same_document(one, fact)), None)
        if index is None:
            merged.append(fact)
        else:
            merged[index] = _merge(merged[index], fact)
    return merged


_YEAR = re.compile(r"\s+n\w{1,2}m\s+(\d{4})$")


def same_document(one: LegalBasis, other: LegalBasis) -> bool:
    """Tell whether two facts name the same document.

    Documents are the same with the same number and date (a missing date agrees with any), laws without
    number with the same title (a missing year agrees with any).
    """
    if (one.number is None) != (other.number is None):
        return False
    dates = one.date == other.date or one.date is None or other.date is None
    if one.number is not None and other.number is not None:
        return dates and same_number(one.number) == same_number(other.number)
    titles = [fold(fact.subject or "").replace(",", "") for fact in (one, other)]
    years = {found[1] for title in titles if (found := _YEAR.search(title))}
    return dates and len(years) < 2 and len({_YEAR.sub("", title) for title in titles}) == 1


def _fuller(one: str | None, other: str | None) -> str | None:
    """Choose the title that says its year, else the first."""
    return (
        other if other and (not one or (_YEAR.search(fold(other)) and not _YEAR.search(fold(one)))) else one
    )


def _merge(one: LegalBasis, other: LegalBasis) -> LegalBasis:
    return LegalBasis(
        type=one.type or other.type, number=one.number, date=one.date or other.date,
        issuer=one.issuer or other.issuer, subject=_fuller(one.subject, other.subject),
        role="basis" if "basis" in (one.role, other.role) else "cited", start=one.start, end=one.end,
        doubt=one.doubt or other.doubt,
    )  # fmt: skip
