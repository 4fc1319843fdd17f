"""Which of the loaded plans a question means, with the turn that it leans on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.answering.findings import PASSAGES
from bot.answering.intents import Intent
from corpus.facts.legal_basis import same_number
from corpus.facts.supersession import Supersession
from corpus.lexicon import pattern
from corpus.models import PlanSummary
from corpus.text import fold, tokens
from retrieval.focus import PLACED, Focus, find_focus
from retrieval.query import Query
from retrieval.retriever import Retriever

_MOST_PLANS = 8
# A search through all plans is narrowed by where they are from alone; a comparison not by words of one title.
_SEARCHED_BY = PLACED
_COMPARED_BY = frozenset((*PLACED, "number", "year"))


@dataclass(frozen=True, kw_only=True)
class Meant:
    """A question made ready, with the plans that it names and, of these, the ones to look into.

    `plans` are all that it could be about.
    """

    intent: Intent
    query: Query
    focus: Focus
    named: tuple[str, ...]
    looked_into: tuple[str, ...]
    plans: tuple[PlanSummary, ...]


def find_meant(
    intent: Intent,
    retriever: Retriever,
    plans: Sequence[PlanSummary],
    supersessions: Iterable[tuple[str, Supersession]],
) -> Meant:
    """Find the plans that the question means, all where it names none.

    What became of a document is told by the plan that replaces it: that one is meant too.
    """
    intent = _turn_to_place(intent, retriever, plans)
    query = retriever.understand(intent.text)
    focus = _focus(query, intent, plans, retriever)
    newer = _replacing(query, supersessions)
    if newer and (near := find_focus(query, plans, by=PLACED).plans) is not None:
        newer = newer.intersection(near)
    named = tuple(
        plan.id for plan in plans if focus.plans is None or plan.id in focus.plans or plan.id in newer
    )
    return Meant(
        intent=intent,
        query=query,
        focus=focus,
        named=named,
        looked_into=_likeliest(query, retriever, named),
        plans=tuple(plans),
    )


def _turn_to_place(intent: Intent, retriever: Retriever, plans: Sequence[PlanSummary]) -> Intent:
    """Put the place that this turn names ("còn Tây Ninh?") where the turn before has another."""
    if not intent.before:
        return intent
    new, old = (find_focus(retriever.understand(text), plans) for text in (intent.asked, intent.before))
    named = new.places | {word for name in new.unknown for word in tokens(name)}
    if not named or not old.places - named:
        return intent
    return replace(
        intent,
        text=_turned(intent.text, intent, named, old.places),
        whole=_turned(intent.whole, intent, named, old.places),
    )


def _turned(text: str, intent: Intent, new: Collection[str], old: Collection[str]) -> str:
    """Give a text of the turn before with what this one adds, the new place in the place of the old."""
    place = [word for word in intent.asked.split() if set(tokens(word)) & set(new)]
    before = text.removesuffix(intent.asked)
    if before == text or not place:
        return _without(text, set(old) - set(new))
    out: list[str] = []
    for word in before.split():
        if not set(tokens(word)) & set(old):
            out.append(word)
        elif place[0] not in out:
            out += place
    rest = [word for word in intent.asked.split() if word not in place]
    return " ".join((*out, *rest)) if place[0] in out else text


def _without(text: str, folded_words: Collection[str]) -> str:
    return " ".join(word for word in text.split() if not set(tokens(word)) & set(folded_words))


def _focus(query: Query, intent: Intent, plans: Sequence[PlanSummary], retriever: Retriever) -> Focus:
    """Find the plans named; a question that names none and leans on the turn before means that one's."""
    knows = retriever.statistics.is_known
    if intent.searches:
        return find_focus(query, plans, by=_SEARCHED_BY, knows=knows)
    focus = find_focus(query, plans, knows=knows)
    if intent.compares and not focus.compound:
        return find_focus(query, plans, by=_COMPARED_BY, knows=knows)
    if focus.plans is None and intent.before:
        return find_focus(retriever.understand(intent.before), plans)
    return focus


def _replacing(query: Query, supersessions: Iterable[tuple[str, Supersession]]) -> frozenset[str]:
    """Give the plans that replace a document which a question about validity names by its number."""
    if not query.types or "supersedes" not in query.types[0].facts:
        return frozenset()
    spoken = " ".join(tokens(query.text))
    heads = {match[1].lstrip("0") for match in pattern("naming", "document").finditer(query.folded)}
    return frozenset(
        plan_id
        for plan_id, fact in supersessions
        if fact.number and (fold(fact.number) in spoken or same_number(fact.number).split("/")[0] in heads)
    )


def _likeliest(query: Query, retriever: Retriever, named: Sequence[str]) -> tuple[str, ...]:
    """Give the plans to look into: all that are named, or those of the best passages where there are many."""
    if len(named) <= _MOST_PLANS:
        return tuple(named)
    ranked = retriever.retrieve(query, frozenset(named), _MOST_PLANS * PASSAGES)
    return tuple(dict.fromkeys(passage.chunk.plan_id for passage in ranked))[:_MOST_PLANS]
