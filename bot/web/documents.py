"""Cited documents as Vietnamese papers name them: "Nghị định số 98/2023/NĐ-CP ngày 31/12/2023". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.web.citing import Source, source_of

if TYPE_CHECKING:
    from bot.web.wording import Words
    from corpus.facts.legal_basis import LegalBasis
    from corpus.facts.supersession import Supersession
    from corpus.models import Plan

_ISO = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A document by its name, in Vietnamese whatever the interface speaks; `about` is what it is about.

    `role` is what it is to the plan: its basis, cited in it, replaced by it …
    """

    name: str
    about: str | None
    role: str
    source: Source


def show_document(plan: Plan, fact: LegalBasis, words: Words) -> Document:
    """Give a document that the plan cites."""
    return Document(
        name=name_document(fact, words),
        about=fact.subject if fact.number else None,
        role=fact.role,
        source=source_of(plan, fact),
    )


def show_replaced(plan: Plan, fact: Supersession, words: Words) -> Document:
    """Give a document that the plan replaces, amends or repeals."""
    said = words["document"]
    name = _numbered(fact.document_type, fact.number, words) if fact.number else fact.document_type
    name = _dated(name or said["some"], fact.date, fact.issuer, words)
    return Document(name=name, about=fact.part, role=fact.direction, source=source_of(plan, fact))


def name_document(fact: LegalBasis, words: Words) -> str:
    """Give the name of a cited document: its number, or the title of a law."""
    if fact.number:
        name = _numbered(fact.type, fact.number, words)
    else:
        name = fact.subject or fact.type or words["document"]["some"]
        if fact.type and not name.casefold().startswith(fact.type.casefold()):
            name = f"{fact.type} {name}"
    return _dated(name, fact.date, fact.issuer, words)


def _numbered(kind: str | None, number: str, words: Words) -> str:
    said = words["document"]
    return said["numbered"].format(type=kind or said["some"], number=number)


def _dated(name: str, date: str | None, issuer: str | None, words: Words) -> str:
    said = words["document"]
    if date:
        shown = "/".join(reversed(date.split("-"))) if _ISO.fullmatch(date) else date
        name = said["dated" if len(date) == 10 else "of_month" if len(date) == 7 else "of_year"].format(
            name=name, date=shown
        )
    return said["issued"].format(name=name, issuer=issuer) if issuer else name
