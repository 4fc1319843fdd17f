"""How a place in a plan is named for people: "IV. Tổ chức thực hiện › 2."."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.lexicon import load
from corpus.models import Section, SectionKind
from corpus.naming import shorten

_LONGEST_HEADING = 70


def section_name(path: Sequence[Section]) -> str:
    """Name a section by the labels and headings from the top of the plan down."""
    parts = [part for part in (_part(section) for section in path) if part]
    return " › ".join(parts) or load("parts")["vi"][SectionKind.PARAGRAPH.value]


def _part(section: Section) -> str:
    if section.kind in (SectionKind.NUMBERED, SectionKind.ITEM):
        if section.label and not section.label[0].isalnum() and section.label[0] != "(":
            return ""
        return f"{section.label} {_plainly(section.heading or '')}".strip()
    if section.kind is SectionKind.PARAGRAPH:
        return ""
    return str(load("parts")["vi"][section.kind.value])


def _plainly(heading: str) -> str:
    """Give a heading in sentence case where it is printed in capitals, cut where it is long."""
    if heading.isupper():
        heading = heading.capitalize()
    return shorten(heading, _LONGEST_HEADING)
