"""A finding -> what is said about its plan: exact quotes, and where to look for more."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.answers import Place, Statement, label, quote, short_name
from bot.answering.excerpts import Unit, is_long_list, leads, path_of, widen
from bot.answering.findings import Finding, is_about_itself, limit_of, wants_whole
from bot.answering.sections import section_name
from corpus.models import Plan

# Tuned like the thresholds of findings.py.
NEAR_BEST = 0.82
# Excerpts of one plan; parts of a signature block that two columns tore apart.
_MOST_EXCERPTS, _MOST_PARTS = 3, 4
MOST_NEAREST = 3


def state(finding: Finding, *, several: bool) -> Statement:
    """Make the statement about one plan: its best units, widened, without overlap, at most three."""
    scattered = is_about_itself(finding.query)
    most = _MOST_PARTS if scattered else _MOST_EXCERPTS - several
    least = 0.0 if scattered else NEAR_BEST * finding.score
    chosen: list[Unit] = []
    for unit in finding.units:
        if unit.score < least or len(chosen) == most:
            break
        wide = widen(unit, limit_of(finding.query))
        if not any(wide.start < other.end and other.start < wide.end for other in chosen):
            chosen.append(wide)
    quotations = tuple(
        quote(finding.plan, start, end, section=section_name(path_of(unit.section, finding.plan)))
        for unit in chosen
        for start, end in _spans(unit, finding)
    )
    plan = finding.plan
    return Statement(
        plan=plan.id, plan_label=label(plan.id, plan.metadata), plan_name=name_of(plan), quotations=quotations
    )


def name_of(plan: Plan) -> str:
    """Give the short name of a plan."""
    return short_name(plan.id, plan.metadata, damaged=plan.is_damaged)


def place_of(finding: Finding) -> Place:
    """Give where a plan comes near an answer."""
    section = section_name(path_of(finding.units[0].section, finding.plan))
    return Place(plan=finding.plan.id, plan_label=name_of(finding.plan), sections=(section,))


def _spans(unit: Unit, finding: Finding) -> list[tuple[int, int]]:
    """Give the stretches to quote for a unit: itself, or how each item begins of a list too long to quote."""
    section = unit.section
    cut = unit.start == section.start and unit.end < section.end and unit.end > section.own_end
    if cut and wants_whole(finding.query) and is_long_list(section):
        return leads(section, finding.plan)
    return [(unit.start, unit.end)]


def nearest(findings: Sequence[Finding]) -> tuple[Place, ...]:
    """Name the sections that come nearest where nothing answers."""
    ranked = sorted(
        ((passage, finding.plan) for finding in findings for passage in finding.passages),
        key=lambda pair: -pair[0].score,
    )
    places: dict[str, tuple[Plan, list[str]]] = {}
    for passage, plan in ranked[: 2 * MOST_NEAREST]:
        if passage.coverage <= 0:
            continue
        top = next(s for s in plan.sections if s.start <= passage.chunk.start < max(s.end, s.start + 1))
        sections = places.setdefault(plan.id, (plan, []))[1]
        if (name := section_name([top])) not in sections:
            sections.append(name)
    return tuple(
        Place(plan=plan.id, plan_label=name_of(plan), sections=tuple(sections))
        for plan, sections in places.values()
    )[:MOST_NEAREST]
