"""A question -> Answer: what each plan that it is about says, or that it does not. READ THIS FIRST."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.answering.answers import Answer
from bot.answering.findings import PASSAGES, Finding, is_about_itself, leniency, look
from bot.answering.intents import Intent
from bot.answering.loaded import LoadPlan
from bot.answering.statements import MOST_NEAREST, name_of, nearest, place_of, state
from corpus.models import PlanSummary
from corpus.text import tokens
from retrieval.focus import Focus, find_focus
from retrieval.query import Query
from retrieval.retriever import Retriever

# Tuned like the thresholds of findings.py.
CLEARLY_BEST = 0.8
ALIKE = 0.93
_MOST_PLANS = 8


def answer_question(
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
        look(query, focus, retriever, load(plan_id)) for plan_id in _likeliest(query, retriever, asked)
    ]
    speaking = _worth_showing([finding for finding in findings if finding.units], focus)
    if not speaking:
        return Answer(
            kind="not_found", language=intent.language, nearest=nearest(findings), unknown=focus.unknown,
            question=intent.whole,
        )  # fmt: skip
    statements = tuple(state(finding, several=len(speaking) > 1) for finding in speaking)
    is_about_several = len(speaking) > 1 or (focus.plans is not None and len(asked) > 1)
    others = [finding for finding in findings if finding not in speaking] if is_about_several else []
    near = [finding for finding in others if finding.units]
    return Answer(
        kind="facts" if any(statement.lines for statement in statements) else "passages",
        language=intent.language, question=intent.whole,
        several=_is_undecided(speaking, focus),
        statements=statements,
        silent=tuple(name_of(finding.plan) for finding in others if not finding.units),
        related=tuple(place_of(finding) for finding in near[:MOST_NEAREST]),
        damaged=tuple(name_of(finding.plan) for finding in speaking if finding.plan.is_damaged),
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
    ranked = retriever.retrieve(query, frozenset(asked), _MOST_PLANS * PASSAGES)
    return list(dict.fromkeys(passage.chunk.plan_id for passage in ranked))[:_MOST_PLANS]


def _worth_showing(findings: list[Finding], focus: Focus) -> list[Finding]:
    """Leave out plans that answer clearly worse than the best, best first where the question names none."""
    if not findings or focus.compound or is_about_itself(findings[0].query):
        return findings
    best = max(finding.score for finding in findings)
    kept = [finding for finding in findings if finding.score >= CLEARLY_BEST * leniency(finding.plan) * best]
    return kept if focus.plans is not None else sorted(kept, key=lambda finding: -finding.score)
