"""Plans read for tests, and their trees as text that a person can compare."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any

from corpus.errors import NotAPlan
from corpus.facts.base import Finder
from corpus.models import Plan, Section
from corpus.parsing import parse
from corpus.readers import read
from corpus.text import squeeze

ROOT = Path(__file__).parents[2]
PLANS = {path.name[:3]: path for path in sorted((ROOT / "corpus" / "plans").glob("*.txt"))}
DOCUMENTS = {path.stem: path for path in sorted((ROOT / "tests" / "quality" / "documents").glob("*.txt"))}


def plan_of(text: str) -> Plan:
    """Parse the text, its common indentation removed."""
    return parse(dedent(text).strip("\n"), plan_id="mau", file="mau.txt")


def stray_quotes(text: str, find: Finder) -> list[str]:
    """Give the quotes of the facts found in a text that are empty or do not stand in it."""
    try:
        plan = plan_of(text)
    except NotAPlan:
        return []
    quotes = [fact.cite(plan).quote(plan.source) for fact in find(plan)]
    return [quote for quote in quotes if not quote or quote not in squeeze(plan.source)]


@cache
def plan_at(path: Path) -> Plan:
    """Read and parse a file, once."""
    return parse(read(path), plan_id=path.stem, file=path.name)


@cache
def structure() -> dict[str, dict[str, Any]]:
    """Give what a reader should find in the invented documents."""
    path = ROOT / "tests" / "quality" / "documents" / "structure.json"
    found: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def sections(plan: Plan) -> list[Section]:
    """Give all sections in the order of the text."""
    return [section for top in plan.sections for section in top.walk()]


def own_text(plan: Plan, section: Section) -> str:
    """Give the section's own text, without its children's."""
    return plan.reading.text[section.start : section.own_end]


def shown(plan: Plan) -> str:
    """Give the tree, a section a line: its kind, and its text indented by its depth."""
    return "\n".join(line for top in plan.sections for line in _lines(plan, top, 0))


def _lines(plan: Plan, section: Section, depth: int) -> list[str]:
    text = own_text(plan, section).replace("\n", " | ")
    own = f"{'  ' * depth}{section.kind.value}: {text}"
    return [own, *(line for child in section.children for line in _lines(plan, child, depth + 1))]


def tree(text: str) -> str:
    """Give an expected tree, its common indentation removed."""
    return dedent(text).strip("\n")


def labels(plan: Plan, depth: int = 2) -> list[str]:
    """Give the labels of the numbered clauses down to a depth, bullets left out."""
    return [label for label, _ in headings(plan, depth)]


def headings(plan: Plan, depth: int = 2) -> list[tuple[str, str | None]]:
    """Give label and heading of the numbered clauses down to a depth, bullets left out."""
    return [pair for top in plan.sections for pair in _headings(top, depth)]


def _headings(section: Section, depth: int) -> list[tuple[str, str | None]]:
    if not depth or section.kind.value != "numbered":
        return []
    below = [pair for child in section.children for pair in _headings(child, depth - 1)]
    return [(section.label, section.heading), *below]
