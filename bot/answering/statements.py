"""A finding -> what is said about its plan: its facts in lines, exact quotes, and where to look for more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from bot.answering.answers import Line, Place, Statement, label, quote
from bot.answering.cautions import changes_since, oddities_in, other_periods
from bot.answering.excerpts import Unit, leads, path_of, widen
from bot.answering.findings import Finding, is_about_itself, limit_of, wants_whole
from bot.answering.loaded import Library
from bot.answering.sections import section_name
from bot.answering.stretches import is_long_list
from corpus.facts.base import Fact
from corpus.facts.criterion import Criterion
from corpus.facts.deadline import Deadline, printed_phrase
from corpus.facts.responsibility import Responsibility
from corpus.models import Plan
from corpus.naming import short_name

# Tuned like the thresholds of findings.py.
NEAR_BEST = 0.82
# Facts are quoted, not clauses, where the best fact comes so near to the best clause.
FACTS_FIRST = 0.92
# Of a list that is asked for whole, more belongs to the answer.
_LISTS = ("movements", "legal_basis", "quotas", "responsibilities")
NEAR_BEST_FACT, NEAR_BEST_IN_LIST = 0.87, 0.75
# Excerpts of one plan; parts of a signature block that two columns tore apart; facts in lines.
_MOST_EXCERPTS, _MOST_PARTS, _MOST_LINES = 3, 4, 12
# Clauses that stand so near to each other, in characters, are quoted as one stretch.
_LONGEST_JOINED = 900
MOST_NEAREST = 3

Span = tuple[int, int, str]


def state(
    finding: Finding,
    *,
    several: bool,
    replaced_by: str,
    library: Library,
    provinces: Mapping[str, str | None],
) -> Statement:
    """Make the statement about one plan: from its facts where one of them answers best, else from clauses."""
    plan = finding.plan
    by_facts = _fact_is_near_best(finding) and not is_about_itself(finding.query)
    near = _facts_near_best(finding)
    spans = (
        _spans_of_facts(finding, near[:_MOST_LINES])
        if by_facts
        else _spans_of_clauses(finding, several=several)
    )
    stretches = [(start, end) for start, end, _ in spans]
    quoted = [unit for unit in near if any(s <= unit.start and unit.end <= e for s, e in stretches)]
    lines = tuple(_lines(finding.plan, quoted))
    elsewhere = other_periods(finding.source, [line.fact for line in lines], library, provinces)
    return Statement(
        plan=plan.id, plan_label=label(plan.id, plan.metadata), plan_name=name_of(plan),
        quotations=tuple(quote(plan, start, end, section=section) for start, end, section in spans),
        lines=lines, unsaid=len(near) - len(quoted) if by_facts else 0,
        oddities=(*oddities_in(finding.source, stretches), *elsewhere),
        changes=tuple(changes_since(finding.source, stretches, today=library.today())),
        replaced_by=replaced_by, is_reread=plan.is_reread,
    )  # fmt: skip


def _fact_is_near_best(finding: Finding) -> bool:
    best_fact = max((unit.score for unit in finding.units if unit.fact), default=0.0)
    return best_fact >= FACTS_FIRST * finding.score


def _facts_near_best(finding: Finding) -> list[Unit]:
    """Give the units of the facts that answer about as well as the best fact, best first.

    Where the question names several awards, the best facts of each.
    """
    facts = [unit for unit in finding.units if unit.fact]
    if is_about_itself(finding.query):
        return facts
    listed = wants_whole(finding.query) and facts and facts[0].kind in _LISTS
    near = NEAR_BEST_IN_LIST if listed else NEAR_BEST_FACT
    best: dict[int, float] = {}
    kept = []
    for unit in facts:
        awards = finding.demands.by_award(unit.said) if len(finding.demands.awards) > 1 else [-1]
        for award in awards or [-1]:
            if unit.score >= near * best.setdefault(award, unit.score) and unit not in kept:
                kept.append(unit)
    return kept


def _spans_of_facts(finding: Finding, facts: Sequence[Unit]) -> list[Span]:
    """Give the stretches to quote for the facts, in the order of the text, neighbours joined to one."""
    chosen = sorted(facts, key=lambda unit: (unit.start, -unit.end))
    text = finding.plan.reading.text
    spans: list[Span] = []
    for unit in chosen:
        start, end, section = spans[-1] if spans else (0, -1, "")
        if unit.end <= end:
            continue
        adjoins = unit.start <= end or not text[end : unit.start].strip()
        if spans and adjoins and unit.end - start <= _LONGEST_JOINED:
            spans[-1] = (start, unit.end, section)
        else:
            spans.append((max(unit.start, end), unit.end, _section(unit, finding.plan)))
    return spans


def _lines(plan: Plan, units: Sequence[Unit]) -> Iterator[Line]:
    """Give the lines of the facts that answer, in the order of the text, none twice."""
    said: set[object] = set()
    for unit in sorted(units, key=lambda unit: (unit.fact.start if unit.fact else 0, unit.end)):
        if unit.fact and (key := _said(unit.fact)) not in said:
            said.add(key)
            yield Line(kind=unit.kind, fact=unit.fact, when=_when(unit.fact, plan))


def _when(fact: Fact, plan: Plan) -> str:
    return printed_phrase(plan, fact) or "" if isinstance(fact, Deadline) else ""


def _said(fact: Fact) -> object:
    """Give what the line of a fact says: of a task or a condition whose, since the quote holds itself."""
    if isinstance(fact, Responsibility):
        return fact.office, fact.role
    if isinstance(fact, Criterion):
        return fact.award, fact.for_whom
    return replace(fact, start=0, end=0)


def _spans_of_clauses(finding: Finding, *, several: bool) -> list[Span]:
    """Give the best units, widened, without overlap, at most three."""
    scattered = is_about_itself(finding.query)
    most = _MOST_PARTS if scattered else _MOST_EXCERPTS - several
    least = 0.0 if scattered else NEAR_BEST * finding.score
    chosen: list[Unit] = []
    for unit in (unit for unit in finding.units if not (scattered and unit.fact)):
        if unit.score < least or len(chosen) == most:
            break
        wide = widen(unit, limit_of(finding.query))
        if not any(wide.start < other.end and other.start < wide.end for other in chosen):
            chosen.append(wide)
    return [
        (start, end, _section(unit, finding.plan))
        for unit in chosen
        for start, end in _stretches(unit, finding)
    ]


def _stretches(unit: Unit, finding: Finding) -> list[tuple[int, int]]:
    """Give the stretches to quote for a unit: itself, or how each item begins of a list too long to quote."""
    section = unit.section
    cut = unit.start == section.start and unit.end < section.end and unit.end > section.own_end
    if cut and wants_whole(finding.query) and is_long_list(section):
        return leads(section, finding.plan)
    return [(unit.start, unit.end)]


def _section(unit: Unit, plan: Plan) -> str:
    return section_name(path_of(unit.section, plan))


def name_of(plan: Plan) -> str:
    """Give the short name of a plan."""
    return short_name(plan.id, plan.metadata, damaged=plan.is_garbled)


def place_of(finding: Finding) -> Place:
    """Give where a plan comes near an answer."""
    section = _section(finding.units[0], finding.plan)
    return Place(plan=finding.plan.id, plan_label=name_of(finding.plan), sections=(section,))


def nearest(findings: Sequence[Finding]) -> tuple[Place, ...]:
    """Name the sections that come nearest where nothing answers."""
    ranked = sorted(
        ((passage, finding.plan) for finding in findings for passage in finding.passages),
        key=lambda pair: -pair[0].score,
    )
    places: dict[str, tuple[Plan, list[str]]] = {}
    for passage, plan in islice(ranked, 2 * MOST_NEAREST):
        start = passage.chunk.start
        top = next((s for s in plan.sections if s.start <= start < max(s.end, s.start + 1)), None)
        if top is None:
            continue
        sections = places.setdefault(plan.id, (plan, []))[1]
        if (name := section_name([top])) not in sections:
            sections.append(name)
    return tuple(
        Place(plan=plan.id, plan_label=name_of(plan), sections=tuple(sections))
        for plan, sections in places.values()
    )[:MOST_NEAREST]
