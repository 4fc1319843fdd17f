"""Answering from passages: for each plan that the question is about, the clauses that answer, or silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from bot.answering.answers import Answer, Place, Statement, label, quote
from bot.answering.excerpts import Judge, Unit, path_of, widen
from bot.answering.intents import Intent
from bot.answering.sections import section_name
from corpus.models import Plan, PlanSummary
from corpus.repair import looks_damaged
from corpus.text import tokens
from retrieval.focus import Focus, find_focus
from retrieval.query import Query
from retrieval.retriever import Passage, Retriever

# Tuned on the project's own questions (tests/quality, split "tune") by bench/tune.py.
LEAST_COVERAGE = 0.5
LEAST_OWN_COVERAGE = 0.2
NEAR_BEST = 0.82
CLEARLY_BEST = 0.8
_MOST_EXCERPTS = 3
_MOST_PLANS = 8
_PASSAGES = 6
_LIST_LIMIT, _EXCERPT_LIMIT = 1300, 600
_NEAREST = 3

LoadPlan = Callable[[str], Plan]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one plan has for a question: the units that answer (none: it does not say) and the passages."""

    plan: Plan
    units: tuple[Unit, ...]
    passages: tuple[Passage, ...]

    @property
    def score(self) -> float:
        """Give the score of the best unit, 0 where there is none."""
        return self.units[0].score if self.units else 0.0


def answer_from_passages(
    intent: Intent, retriever: Retriever, load: LoadPlan, scope: Collection[str] | None = None
) -> Answer:
    """Answer a question from the plans in `scope` (None: from all)."""
    query = retriever.understand(intent.text)
    plans = [plan for plan in retriever.plans() if scope is None or plan.id in scope]
    focus = _focus(query, intent, plans, retriever)
    asked = [plan.id for plan in plans if focus.plans is None or plan.id in focus.plans]
    findings = [_look(query, focus, retriever, load, plan_id) for plan_id in _likeliest(query, retriever, asked)]
    speaking = _worth_showing([finding for finding in findings if finding.units], named=focus.plans is not None)
    if not speaking:
        return Answer(
            kind="not_found", language=intent.language, nearest=_nearest(findings), unknown=focus.unknown
        )
    several = len(speaking) > 1 or (focus.plans is not None and len(asked) > 1)
    silent = [f for f in findings if not f.units] if several and len(findings) <= _MOST_PLANS else []
    return Answer(
        kind="passages", language=intent.language,
        statements=tuple(_state(finding, query) for finding in speaking),
        silent=tuple(label(finding.plan.id, finding.plan.metadata) for finding in silent),
        damaged=tuple(label(f.plan.id, f.plan.metadata) for f in speaking if looks_damaged(f.plan.source)),
    )  # fmt: skip


def _focus(query: Query, intent: Intent, plans: Sequence[PlanSummary], retriever: Retriever) -> Focus:
    """Find the plans meant; a question that names none and leans on the turn before means that one's."""
    focus = find_focus(query, plans)
    if focus.plans is None and intent.before:
        return find_focus(retriever.understand(intent.before), plans)
    return focus


def _likeliest(query: Query, retriever: Retriever, asked: Sequence[str]) -> list[str]:
    """Give the plans to look into: all, or those of the best passages where there are many."""
    if len(asked) <= _MOST_PLANS:
        return list(asked)
    ranked = retriever.retrieve(query, frozenset(asked), _MOST_PLANS * _PASSAGES)
    return list(dict.fromkeys(passage.chunk.plan_id for passage in ranked))[:_MOST_PLANS]


def _look(query: Query, focus: Focus, retriever: Retriever, load: LoadPlan, plan_id: str) -> Finding:
    """Look for the answer in one plan."""
    passages = retriever.retrieve(query, frozenset((plan_id,)), _PASSAGES)
    plan = load(plan_id)
    judge = Judge(
        query=query, plan=plan, own=retriever.own_terms(plan_id) | focus.used, statistics=retriever.statistics
    )
    units = [unit for unit in judge.units(passages) if _answers(unit, query, focus, plan)]
    return Finding(plan=plan, units=tuple(units), passages=tuple(passages))


def _answers(unit: Unit, query: Query, focus: Focus, plan: Plan) -> bool:
    """Tell whether a unit answers: it speaks of what was asked and looks like the type of answer."""
    if query.types and query.types[0].strict and not unit.fits:
        return False
    if query.types and query.types[0].only and unit.fits:
        return True
    if unit.coverage < LEAST_COVERAGE or unit.own_coverage < LEAST_OWN_COVERAGE:
        return False
    return _names(unit, plan, focus.unknown)


def _names(unit: Unit, plan: Plan, wanted: Sequence[str]) -> bool:
    """Tell whether the unit itself names every place and year that no plan is of."""
    spoken = " ".join(tokens(plan.reading.text[unit.start : unit.end]))
    return all(re.search(rf"\b{re.escape(' '.join(tokens(name)))}\b", spoken) for name in wanted)


def _worth_showing(findings: list[Finding], *, named: bool) -> list[Finding]:
    """Leave out plans that answer clearly worse than the best, best first."""
    if not findings:
        return []
    best = max(finding.score for finding in findings)
    kept = [finding for finding in findings if finding.score >= CLEARLY_BEST * best]
    return kept if named else sorted(kept, key=lambda finding: -finding.score)


def _state(finding: Finding, query: Query) -> Statement:
    """Make the statement about one plan: its best units, widened, without overlap, at most three."""
    whole = any(kind.whole for kind in query.types) or any(kind.name == "list" for kind in query.types)
    limit = _LIST_LIMIT if whole else _EXCERPT_LIMIT
    chosen: list[Unit] = []
    for unit in finding.units:
        if unit.score < NEAR_BEST * finding.score or len(chosen) == _MOST_EXCERPTS:
            break
        wide = widen(unit, finding.plan, whole=whole, limit=limit)
        if not any(wide.start < other.end and other.start < wide.end for other in chosen):
            chosen.append(wide)
    quotations = tuple(
        quote(finding.plan, unit.start, unit.end, section=section_name(path_of(unit.section, finding.plan)))
        for unit in chosen
    )
    name = label(finding.plan.id, finding.plan.metadata)
    return Statement(plan=finding.plan.id, plan_label=name, quotations=quotations)


def _nearest(findings: Sequence[Finding]) -> tuple[Place, ...]:
    """Name the sections that come nearest where nothing answers."""
    ranked = sorted(
        ((passage, finding.plan) for finding in findings for passage in finding.passages),
        key=lambda pair: -pair[0].score,
    )
    places: dict[tuple[str, str], Place] = {}
    for passage, plan in ranked:
        if passage.coverage <= 0:
            continue
        top = next(s for s in plan.sections if s.start <= passage.chunk.start < max(s.end, s.start + 1))
        name = section_name([top])
        places.setdefault((plan.id, name), Place(plan=plan.id, plan_label=label(plan.id, plan.metadata), section=name))
    return tuple(places.values())[:_NEAREST]

