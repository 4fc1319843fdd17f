"""What was found in a plan, in lines that each bear their page. Pure but for the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.answering.answers import Line, quote
from bot.answering.excerpts import path_of
from bot.answering.sections import section_name
from bot.dialogue.fitting import quote_text
from bot.events import Block
from corpus.facts.deadline import Deadline, printed_phrase

if TYPE_CHECKING:
    from bot.dialogue.visit import Visit
    from corpus.facts.base import Fact
    from corpus.models import Plan

# What people ask for by command and button, in the order of a card.
KINDS = ("quotas", "deadlines", "reporting_lines")
# A promised quota is none, an anniversary no deadline, a copy that is sent no line of reporting.
_NOT_COUNTED = {"deadlines": "anniversary", "reporting_lines": "distribution"}
_LONGEST_QUOTE = 400


def facts_of(found: Mapping[str, Sequence[Fact]], kind: str) -> tuple[Fact, ...]:
    """Give the facts of a kind that count."""
    return tuple(
        fact
        for fact in found.get(kind, ())
        if not getattr(fact, "announced_only", False)
        and getattr(fact, "kind", None) != _NOT_COUNTED.get(kind, "")
    )


def fact_line(visit: Visit, plan: Plan, kind: str, fact: Fact) -> str:
    """Say a fact in one line with its page."""
    when = printed_phrase(plan, fact) or "" if isinstance(fact, Deadline) else ""
    said = visit.means.say_fact(Line(kind=kind, fact=fact, when=when), visit.language)
    return visit.say("card.line", line=said, page=fact.cite(plan).page)


def fact_quote(visit: Visit, plan: Plan, fact: Fact) -> Block:
    """Quote the words that a fact rests on. Raises UnfoundedStatement."""
    section = section_name(path_of(plan.section_at(fact.start), plan))
    quotation = quote(plan, fact.start, fact.end, section=section)
    return Block(
        kind="quote", text=quote_text(quotation, visit.say, longest=_LONGEST_QUOTE, names_plan=False)
    )
