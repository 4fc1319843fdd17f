"""Answering from passages: for each plan that the question is about, the clauses that answer, or silence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from bot.answering.answers import Answer, Place, Statement, label, quote, short_name
from bot.answering.demands import Demands, demands_of, names_other_document
from bot.answering.excerpts import LEAD_IN, Judge, Unit, is_long_list, leads, path_of, widen
from bot.answering.intents import Intent
from bot.answering.sections import section_name
from corpus.models import Plan, PlanSummary
from corpus.text import tokens
from retrieval.answer_types import types_asked, words_asking
from retrieval.coverage import Coverage
from retrieval.focus import Focus, find_focus
from retrieval.query import Query
from retrieval.retriever import Passage, Retriever

# Tuned on the project's own questions (tests/quality, split "tune") by bench/tune.py.
LEAST_COVERAGE = 0.2
DAMAGED_SHARE = 0.75
LEAST_SCORE = 1.03
NEAR_BEST = 0.82
CLEARLY_BEST = 0.8
ALIKE = 0.93
# Excerpts of one plan; parts of a signature block that two columns tore apart.
_MOST_EXCERPTS, _MOST_PARTS = 3, 4
_MOST_PLANS = 8
_PASSAGES = 6
_MOST_WEIGHED = 120
_LIST_LIMIT, _EXCERPT_LIMIT = 1500, 600
_NEAREST = 3
# Factors of words that name the plan, that stand in its title, that only ask for a type of answer.
_USED, _OWN, _ASKING = 0.05, 0.15, 0.1

LoadPlan = Callable[[str], Plan]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one plan has for a question: the units that answer (none: it does not say) and the passages."""

    plan: Plan
    query: Query
    units: tuple[Unit, ...]
    passages: tuple[Passage, ...]

    @property
    def score(self) -> float:
        """Give the score of the best unit, 0 where there is none."""
        return self.units[0].score if self.units else 0.0


def answer_from_passages(
    intent: Intent, retriever: Retriever, load: LoadPlan, scope: Collection[str] | None = None
) -> Answer:
    """Answer a question from the plans in `scope` (None: from all).

    Raises UnknownPlan and UnfoundedStatement where a plan is replaced meanwhile, and what the store raises.
    """
    plans = [plan for plan in retriever.plans() if scope is None or plan.id in scope]
    if not plans:
        return Answer(kind="no_plans", language=intent.language)
    intent = _turn_to_place(intent, retriever, plans)
    query = retriever.understand(intent.text)
    focus = _focus(query, intent, plans, retriever)
    asked = [plan.id for plan in plans if focus.plans is None or plan.id in focus.plans]
    findings = [
        _look(query, focus, retriever, load(plan_id)) for plan_id in _likeliest(query, retriever, asked)
    ]
    speaking = _worth_showing([finding for finding in findings if finding.units], focus)
    if not speaking:
        return Answer(
            kind="not_found", language=intent.language, nearest=_nearest(findings), unknown=focus.unknown,
            question=intent.whole,
        )  # fmt: skip
    is_about_several = len(speaking) > 1 or (focus.plans is not None and len(asked) > 1)
    others = [finding for finding in findings if finding not in speaking] if is_about_several else []
    near = [finding for finding in others if finding.units]
    return Answer(
        kind="passages", language=intent.language, question=intent.whole,
        several=_is_undecided(speaking, focus),
        statements=tuple(_state(finding, several=len(speaking) > 1) for finding in speaking),
        silent=tuple(_name(finding.plan) for finding in others if not finding.units),
        related=tuple(_place(finding) for finding in near[:_NEAREST]),
        damaged=tuple(_name(finding.plan) for finding in speaking if finding.plan.is_damaged),
        unknown=focus.unknown if focus.compound else (),
    )  # fmt: skip


def _turn_to_place(intent: Intent, retriever: Retriever, plans: Sequence[PlanSummary]) -> Intent:
    """Drop the place of the turn before where this one names another ("còn Tây Ninh?")."""
    if not intent.before:
        return intent
    new, old = (find_focus(retriever.understand(text), plans) for text in (intent.asked, intent.before))
    left_behind = old.places - new.places
    if not new.places or not left_behind:
        return intent
    return replace(intent, text=_without(intent.text, left_behind), whole=_without(intent.whole, left_behind))


def _without(text: str, folded_words: Collection[str]) -> str:
    return " ".join(word for word in text.split() if not set(tokens(word)) & set(folded_words))


def _is_undecided(speaking: Sequence[Finding], focus: Focus) -> bool:
    """Tell whether several plans answer, none of them clearly better than the next."""
    ranked = sorted((finding.score for finding in speaking), reverse=True)
    return len(ranked) > 1 and (focus.compound or ranked[1] >= ALIKE * ranked[0])


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


def _look(query: Query, focus: Focus, retriever: Retriever, plan: Plan) -> Finding:
    """Look for the answer in one plan."""
    query = _about(query, plan)
    passages = retriever.retrieve(query, frozenset((plan.id,)), _PASSAGES)
    demands = demands_of(query, focus, damaged=plan.is_damaged)
    least = LEAST_COVERAGE * _leniency(plan)
    judged = _judge(query, focus, retriever, plan).units(passages)
    # A long list has hundreds of units that say much the same: the best of them tell.
    units = (unit for unit in judged[:_MOST_WEIGHED] if _answers(unit, query, least))
    met = tuple(unit for unit in units if _meets(unit, demands, plan))
    return Finding(plan=plan, query=query, units=met, passages=tuple(passages))


def _judge(query: Query, focus: Focus, retriever: Retriever, plan: Plan) -> Judge:
    discounts = dict.fromkeys(retriever.own_terms(plan.id), _OWN) | dict.fromkeys(focus.used, _USED)
    asking = {
        word: min(_ASKING, discounts.get(word, 1.0)) for word in words_asking(types_asked(query.folded))
    }
    return Judge(
        query=query, plan=plan, covered=Coverage(query, discounts, retriever.statistics),
        covered_if_fit=Coverage(query, discounts | asking, retriever.statistics),
        whole=_wants_whole(query), limit=_limit(query),
    )  # fmt: skip


def _leniency(plan: Plan) -> float:
    """Give the share of what is asked of other plans that is asked of this one."""
    return DAMAGED_SHARE if plan.is_damaged else 1.0


def _meets(unit: Unit, demands: Demands, plan: Plan) -> bool:
    """Tell whether the unit mentions what is demanded, with how its section and those above it begin."""
    text = plan.reading.text
    heads = [text[s.start : min(s.own_end, s.start + LEAD_IN)] for s in path_of(unit.section, plan)]
    return demands.met_by("\n".join((*heads, text[unit.start : unit.end])))


def _about(query: Query, plan: Plan) -> Query:
    """Where the question names another document, that one's date counts, and the plan itself is not meant."""
    if not names_other_document(query, plan.metadata.number):
        return query
    types = tuple(replace(kind, ignores=None, not_in=frozenset()) for kind in query.types if not kind.own)
    return replace(query, types=types)


def _is_about_itself(query: Query) -> bool:
    """Tell whether the question is about the documents themselves, which answer it alike."""
    return bool(query.types) and query.types[0].only


def _wants_whole(query: Query) -> bool:
    return any(kind.whole for kind in query.types)


def _limit(query: Query) -> int:
    return _LIST_LIMIT if _wants_whole(query) else _EXCERPT_LIMIT


def _answers(unit: Unit, query: Query, least: float) -> bool:
    """Tell whether a unit answers: it speaks of what was asked and looks like the type of answer."""
    kind = query.types[0] if query.types else None
    if kind and kind.strict and not unit.fits:
        return False
    if kind and kind.only and unit.fits:
        return True
    return unit.coverage >= least and unit.score >= LEAST_SCORE


def _worth_showing(findings: list[Finding], focus: Focus) -> list[Finding]:
    """Leave out plans that answer clearly worse than the best, best first where the question names none."""
    if not findings or focus.compound or _is_about_itself(findings[0].query):
        return findings
    best = max(finding.score for finding in findings)
    kept = [finding for finding in findings if finding.score >= CLEARLY_BEST * _leniency(finding.plan) * best]
    return kept if focus.plans is not None else sorted(kept, key=lambda finding: -finding.score)


def _state(finding: Finding, *, several: bool) -> Statement:
    """Make the statement about one plan: its best units, widened, without overlap, at most three."""
    scattered = _is_about_itself(finding.query)
    most = _MOST_PARTS if scattered else _MOST_EXCERPTS - several
    least = 0.0 if scattered else NEAR_BEST * finding.score
    chosen: list[Unit] = []
    for unit in finding.units:
        if unit.score < least or len(chosen) == most:
            break
        wide = widen(unit, _limit(finding.query))
        if not any(wide.start < other.end and other.start < wide.end for other in chosen):
            chosen.append(wide)
    quotations = tuple(
        quote(finding.plan, start, end, section=section_name(path_of(unit.section, finding.plan)))
        for unit in chosen
        for start, end in _spans(unit, finding)
    )
    plan = finding.plan
    return Statement(
        plan=plan.id, plan_label=label(plan.id, plan.metadata), plan_name=_name(plan), quotations=quotations
    )


def _name(plan: Plan) -> str:
    return short_name(plan.id, plan.metadata, damaged=plan.is_damaged)


def _place(finding: Finding) -> Place:
    """Give where a plan comes near an answer."""
    section = section_name(path_of(finding.units[0].section, finding.plan))
    return Place(plan=finding.plan.id, plan_label=_name(finding.plan), sections=(section,))


def _spans(unit: Unit, finding: Finding) -> list[tuple[int, int]]:
    """Give the stretches to quote for a unit: itself, or how each item begins of a list too long to quote."""
    section = unit.section
    cut = unit.start == section.start and unit.end < section.end and unit.end > section.own_end
    if cut and _wants_whole(finding.query) and is_long_list(section):
        return leads(section, finding.plan)
    return [(unit.start, unit.end)]


def _nearest(findings: Sequence[Finding]) -> tuple[Place, ...]:
    """Name the sections that come nearest where nothing answers."""
    ranked = sorted(
        ((passage, finding.plan) for finding in findings for passage in finding.passages),
        key=lambda pair: -pair[0].score,
    )
    places: dict[str, tuple[Plan, list[str]]] = {}
    for passage, plan in ranked[: 2 * _NEAREST]:
        if passage.coverage <= 0:
            continue
        top = next(s for s in plan.sections if s.start <= passage.chunk.start < max(s.end, s.start + 1))
        sections = places.setdefault(plan.id, (plan, []))[1]
        if (name := section_name([top])) not in sections:
            sections.append(name)
    return tuple(
        Place(plan=plan.id, plan_label=_name(plan), sections=tuple(sections))
        for plan, sections in places.values()
    )[:_NEAREST]
