"""What one plan has for a question: the clauses that answer, or silence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from bot.answering.demands import Demands, names_other_document
from bot.answering.excerpts import Judge, Unit, path_of
from bot.answering.fact_units import fact_units, kinds_asked, may_be_granted
from bot.answering.loaded import LoadedPlan
from bot.answering.stretches import LEAD_IN
from corpus.facts.quota import Quota
from corpus.lexicon import load, pattern
from corpus.models import Plan
from corpus.text import fold
from retrieval.answer_types import types_asked, words_asking
from retrieval.coverage import Coverage
from retrieval.encoders import Vectors
from retrieval.focus import Focus
from retrieval.query import Query
from retrieval.retriever import Passage, Retriever
from retrieval.static import StaticEncoder
from retrieval.unknown import years_alone

# Tuned on the project's own questions (tests/quality, split "tune") by bench/tune.py.
LEAST_COVERAGE = 0.2
LEAST_FACT_COVERAGE = 0.25
LEAST_SCORE = 1.13
PASSAGES = 6
_MOST_WEIGHED = 120
_LIST_LIMIT, _EXCERPT_LIMIT = 1500, 600
# Factors of words that name the plan, that stand in its title, that only ask for a type of answer.
_USED, _OWN, _ASKING = 0.05, 0.15, 0.1
# Share of a question that names the plan where it asks of nothing else; the facts that then answer.
_NAMES_PLAN, _OWN_FACTS = 0.85, "metadata"
# The same where only the holder of a post is asked for.
_NAMES_OFFICE = 0.7


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one plan has for a question: the units that answer (none: it does not say) and the passages.

    `units` are best first; those made for facts stand among them.
    """

    source: LoadedPlan
    query: Query
    units: tuple[Unit, ...]
    passages: tuple[Passage, ...]
    demands: Demands = field(default_factory=Demands)

    @property
    def plan(self) -> Plan:
        """Give the plan itself."""
        return self.source.plan

    @property
    def score(self) -> float:
        """Give the score of the best unit, 0 where there is none."""
        return self.units[0].score if self.units else 0.0


def look(
    query: Query,
    focus: Focus,
    demands: Demands,
    retriever: Retriever,
    source: LoadedPlan,
    *,
    beside: Collection[str] = (),
) -> Finding:
    """Look for the answer in one plan: among its facts of the kind asked for, and in its clauses.

    `demands` are those of the question; `beside` are plans that it is set side by side with: words that name
    one of them are asked of none.
    """
    plan = source.plan
    about_other = names_other_document(query, focus, plan.metadata.number)
    query = _without_own(query) if about_other else _of_itself(query, focus, retriever, plan)
    passages = retriever.retrieve(query, frozenset((plan.id,)), PASSAGES)
    judge = _judge(query, focus, retriever, source, {plan.id, *beside})
    if not beside and (year := _year_of_another(query, plan)):
        demands = demands.of_year(year)
    kinds = kinds_asked(query, names_document=about_other)
    holds_post = _holds_post(query, plan, retriever)
    # A long list has hundreds of units that say much the same: the best of them tell.
    judged = [*judge.units(passages)[:_MOST_WEIGHED], *fact_units(judge, source.facts, kinds, passages)]
    units = [
        unit
        for unit in judged
        if holds_post
        and _answers(unit, query, is_named=focus.plans is not None)
        and _meets(unit, query, demands, plan)
    ]
    best_first = tuple(sorted(units, key=lambda unit: (-unit.score, unit.start)))
    return Finding(source=source, query=query, units=best_first, passages=tuple(passages), demands=demands)


def _of_itself(query: Query, focus: Focus, retriever: Retriever, plan: Plan) -> Query:
    """Where the question names nothing but the plan ("kế hoạch … số mấy"), only its own frame answers."""
    if not query.types or not query.types[0].only_if_own or focus.plans is None:
        return query
    asking = dict.fromkeys(words_asking(query.types[:1]), _ASKING)
    named = Coverage(query, asking, retriever.statistics).of(retriever.own_terms(plan.id) | focus.used)
    if named < _NAMES_PLAN:
        return query
    own = replace(
        query.types[0], only=True, facts=tuple(f for f in query.types[0].facts if f.startswith(_OWN_FACTS))
    )
    return replace(query, types=(own, *query.types[1:]))


def _holds_post(query: Query, plan: Plan, retriever: Retriever) -> bool:
    """Tell whether the plan was signed by the holder of the post asked for, if the question asks for one.

    What else the question says (the office, the place) must name the plan.
    """
    if not query.types or not query.types[0].post:
        return True
    found = pattern("naming", "post").search(query.folded)
    asked = load("naming")["vietnamese"].get(found[1], found[1]) if found else ""
    if asked != fold(plan.metadata.position or ""):
        return False
    asking = dict.fromkeys((*words_asking(query.types[:1]), *asked.split()), 0.0)
    return Coverage(query, asking, retriever.statistics).of(retriever.own_terms(plan.id)) >= _NAMES_OFFICE


def _judge(
    query: Query, focus: Focus, retriever: Retriever, source: LoadedPlan, named: Collection[str]
) -> Judge:
    plan = source.plan
    own = frozenset().union(*map(retriever.own_terms, named))
    discounts = dict.fromkeys(own, _OWN) | dict.fromkeys(focus.used, _USED)
    asking = {
        word: min(_ASKING, discounts.get(word, 1.0)) for word in words_asking(types_asked(query.folded))
    }
    covered = Coverage(query, discounts, retriever.statistics)
    return Judge(
        query=query, plan=plan, stretches=source.stretches,
        covered=covered, own=covered.asked_in(retriever.own_terms(plan.id)),
        covered_if_fit=Coverage(query, discounts | asking, retriever.statistics),
        whole=wants_whole(query), limit=limit_of(query), meaning=_vector_of(query.meaning),
    )  # fmt: skip


def _year_of_another(query: Query, plan: Plan) -> str:
    """Give the one year that the question is of, where only what names that year answers.

    So it is where the plan is of other years; and money for one year is not what it has for all of its years.
    """
    years = years_alone(query)
    ours = {str(year) for year in plan.metadata.years}
    for_one_of_several = len(ours) > 1 and bool(query.types) and query.types[0].yearly
    return next(iter(years)) if len(years) == 1 and ours and (for_one_of_several or not years & ours) else ""


def _vector_of(meaning: str) -> Vectors:
    """Give the vector of a question by the embedded model, which remembers it."""
    vector: Vectors = StaticEncoder.shipped().encode_queries([meaning])[0]
    return vector


def _meets(unit: Unit, query: Query, demands: Demands, plan: Plan) -> bool:
    """Tell whether the unit mentions what is demanded, under its title and headings."""
    if not demands.groups and not demands.awards:
        return True
    text = plan.reading.text
    heads = [text[s.start : min(s.own_end, s.start + LEAD_IN)] for s in path_of(unit.section, plan)]
    whole = "\n".join((*heads, text[unit.start : unit.end], unit.said))
    if demands.awards and not unit.fact and not may_be_granted(fold(whole), query):
        return False
    # Another award may stand in the same clause: a quota is of its own.
    about = plan.metadata
    named = (about.title, about.issuer, about.superior, about.place, about.province, whole)
    titled = "\n".join(filter(None, named))
    return demands.met_by(titled, award_in=unit.said if isinstance(unit.fact, Quota) else whole)


def _without_own(query: Query) -> Query:
    """Where the question names another document, that one's date counts, and the plan itself is not meant."""
    types = tuple(replace(kind, ignores=None, not_in=frozenset()) for kind in query.types if not kind.own)
    return replace(query, types=types)


def is_about_itself(query: Query) -> bool:
    """Tell whether the question is about the documents themselves, which answer it alike."""
    return bool(query.types) and query.types[0].only


def wants_whole(query: Query) -> bool:
    """Tell whether lists and sections are asked for rather than single sentences."""
    return any(kind.whole for kind in query.types)


def limit_of(query: Query) -> int:
    """Give the length of the longest excerpt, in characters."""
    return _LIST_LIMIT if wants_whole(query) else _EXCERPT_LIMIT


def _answers(unit: Unit, query: Query, *, is_named: bool) -> bool:
    """Tell whether a unit answers: it speaks of what was asked and looks like the type of answer."""
    kind = query.types[0] if query.types else None
    if kind and kind.strict and not unit.fits:
        return False
    if kind and kind.only and unit.fits:
        return True
    if unit.fact is not None:
        return unit.coverage >= (0.0 if unit.kind == "metadata" and is_named else LEAST_FACT_COVERAGE)
    return unit.coverage >= LEAST_COVERAGE and unit.score >= LEAST_SCORE
