"""A question -> Answer: what each plan that it is about says, or that it does not. READ THIS FIRST."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.answering.answers import Answer, Kind, Statement, Verdict
from bot.answering.cautions import find_replaced
from bot.answering.demands import demands_of
from bot.answering.findings import Finding, is_about_itself, look
from bot.answering.intents import Intent
from bot.answering.loaded import Library
from bot.answering.plans_meant import Meant, find_meant
from bot.answering.statements import MOST_NEAREST, name_of, nearest, place_of, state
from bot.answering.verdicts import compare, judge_claim
from bot.messages import Choice
from corpus.naming import short_name
from retrieval.retriever import Retriever

# Tuned like the thresholds of findings.py.
CLEARLY_BEST = 0.8
ALIKE = 0.93
# More plans than these that say as much are not told one after another: the person is asked which is meant.
MOST_TOLD, MOST_CHOICES = 4, 8


def answer_question(
    intent: Intent, retriever: Retriever, library: Library, *, chosen: str | None = None
) -> Answer:
    """Answer a question from the plans that the retriever holds, or from the one `chosen` of them.

    Raises UnknownPlan and UnfoundedStatement where a plan is replaced meanwhile, and what the store raises.
    """
    plans = retriever.plans()
    if not plans:
        return Answer(kind="no_plans", language=intent.language)
    supersessions = library.supersessions()
    meant = find_meant(intent, retriever, plans, supersessions)
    if any(plan.id == chosen for plan in plans):
        meant = replace(meant, named=(str(chosen),), looked_into=(str(chosen),))
    beside = frozenset(meant.named) if intent.compares else frozenset[str]()
    demands = demands_of(meant.query, meant.focus)
    findings = [
        look(meant.query, meant.focus, demands, retriever, library.load(plan_id), beside=beside)
        for plan_id in meant.looked_into
    ]
    speaking = _worth_showing([finding for finding in findings if finding.units], meant)
    if not speaking:
        return Answer(
            kind="not_found", language=intent.language, nearest=nearest(findings),
            unknown=meant.focus.unknown, question=meant.intent.whole, silent=_loaded(meant),
        )  # fmt: skip
    if _is_open(speaking, meant):
        return Answer(
            kind="choices", language=intent.language, question=meant.intent.whole,
            choices=tuple(Choice(plan=f.plan.id, name=name_of(f.plan)) for f in speaking[:MOST_CHOICES]),
        )  # fmt: skip
    replaced = find_replaced((finding.plan for finding in speaking), plans, supersessions)
    return _answer(meant, findings, _in_order(speaking, replaced, meant.intent), replaced, library)


def _in_order(speaking: Sequence[Finding], replaced: Mapping[str, str], intent: Intent) -> list[Finding]:
    """Put plans that are compared in the order of their years, and those that were replaced last."""
    if intent.compares:
        speaking = sorted(speaking, key=lambda finding: finding.plan.metadata.years)
    return sorted(speaking, key=lambda finding: finding.plan.id in replaced)


def _answer(
    meant: Meant,
    findings: Sequence[Finding],
    speaking: Sequence[Finding],
    replaced: Mapping[str, str],
    library: Library,
) -> Answer:
    provinces = {plan.id: plan.metadata.province for plan in meant.plans}
    statements = tuple(
        state(
            finding, several=len(speaking) > 1, library=library, provinces=provinces,
            replaced_by=_name_of_newer(finding, replaced, library),
        )
        for finding in speaking
    )  # fmt: skip
    is_about_several = len(speaking) > 1 or (meant.focus.plans is not None and len(meant.named) > 1)
    others = [finding for finding in findings if finding not in speaking] if is_about_several else []
    near = [finding for finding in others if finding.units]
    return Answer(
        kind=_kind(meant.intent, statements),
        language=meant.intent.language, question=meant.intent.whole,
        several=_is_undecided(speaking, meant),
        statements=statements,
        silent=tuple(name_of(finding.plan) for finding in others if not finding.units),
        related=tuple(place_of(finding) for finding in near[:MOST_NEAREST]),
        damaged=tuple(name_of(finding.plan) for finding in speaking if finding.plan.is_garbled),
        unknown=meant.focus.unknown if meant.focus.compound else (),
        claim=meant.intent.claim.said if meant.intent.claim else "",
        verdict=_verdict(meant.intent, statements, is_complete=not others),
    )  # fmt: skip


def _name_of_newer(finding: Finding, replaced: Mapping[str, str], library: Library) -> str:
    newer = replaced.get(finding.plan.id)
    return name_of(library.load(newer).plan) if newer else ""


def _verdict(intent: Intent, statements: Sequence[Statement], *, is_complete: bool) -> Verdict:
    if intent.claim:
        return judge_claim(intent.claim, intent.text, statements)
    return compare(statements, is_complete=is_complete) if intent.compares else ""


def _kind(intent: Intent, statements: Sequence[Statement]) -> Kind:
    if intent.compares and len(statements) > 1:
        return "comparison"
    return "facts" if any(statement.lines for statement in statements) else "passages"


def _loaded(meant: Meant) -> tuple[str, ...]:
    """Name the plans that are loaded, where the question means a place or a year that none is of."""
    if not meant.focus.unknown or meant.focus.named_by - {"year"}:
        return ()
    return tuple(short_name(plan.id, plan.metadata) for plan in meant.plans)


def _is_open(speaking: Sequence[Finding], meant: Meant) -> bool:
    """Tell whether the question names no plan and more plans answer it than can be told."""
    return len(speaking) > MOST_TOLD and meant.focus.plans is None and not _wants_all(meant)


def _is_set_side_by_side(meant: Meant) -> bool:
    """Tell whether plans are named that are all wanted, not only those that say most."""
    return meant.focus.compound or (meant.intent.compares and meant.focus.plans is not None)


def _wants_all(meant: Meant) -> bool:
    return _is_set_side_by_side(meant) or meant.intent.compares or meant.intent.searches


def _is_undecided(speaking: Sequence[Finding], meant: Meant) -> bool:
    """Tell whether the answer is about several plans: all that say something, or many that say as much."""
    ranked = sorted((finding.score for finding in speaking), reverse=True)
    alike = len(ranked) > 2 and ranked[1] >= ALIKE * ranked[0]
    return len(ranked) > 1 and (_wants_all(meant) or alike)


def _worth_showing(findings: list[Finding], meant: Meant) -> list[Finding]:
    """Leave out plans that answer clearly worse than the best, best first where the question names none."""
    if not findings or _is_set_side_by_side(meant) or is_about_itself(findings[0].query):
        return findings
    best = max(finding.score for finding in findings)
    kept = [finding for finding in findings if finding.score >= CLEARLY_BEST * best]
    return kept if meant.focus.plans is not None else sorted(kept, key=lambda finding: -finding.score)
