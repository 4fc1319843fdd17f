"""Facts as units: each stretch that a fact of the kind asked for rests on, judged beside the clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache, lru_cache

from bot.answering.excerpts import (
    CLAUSE_END,
    LIKENESS_SHARE,
    PATH_SHARE,
    RANK_SHARE,
    Judge,
    Unit,
    folded,
    terms_of,
)
from bot.answering.stretches import LONG_CLAUSE
from corpus.facts.base import Fact
from corpus.facts.quota import Quota
from corpus.facts.responsibility import Responsibility
from corpus.lexicon import compounds, load, pattern, words
from corpus.models import Plan, Section
from corpus.text import fold, tokens
from retrieval.answer_types import looks_like
from retrieval.query import Query
from retrieval.retriever import Passage

# Types that ask something of a document that the question may name.
_OF_DOCUMENTS = ("number", "exact-date", "issue-date", "when", "basis")

Facts = Mapping[str, Sequence[Fact]]

# Taken for the likeness of each fact where a whole list is asked for: their own would tear the list apart.
LIKENESS_IN_LISTS = 0.4
# What a fact of the kind asked for gains.
_KIND_BONUS = 0.4
# The value of a fact that names whose or what it is: a question that names it means this fact.
_MAIN_BONUS = 0.3
_MAIN = {
    "responsibilities": ("office",),
    "reporting_lines": ("who",),
    "quotas": ("award", "granting_authority", "per"),
    "criteria": ("award", "for_whom"),
    "movements": ("launched_by",),
}
# How far behind a fact its clause may end, in characters; facts whose own words say all of them.
_LONGEST_TAIL = 300
_BY_THEMSELVES = ("movements",)
_OFFICES = {"responsibilities": ("office",), "reporting_lines": ("who", "to", "via")}
# Rank of a fact that stands in none of the passages found.
_UNRANKED = 0.3


def kinds_asked(query: Query, *, names_document: bool) -> tuple[str, ...]:
    """Give the kinds of facts that the question asks for, those of its narrowest type alone.

    What is asked of another document by its number is told by the facts about documents.
    """
    kinds = query.types[0].facts if query.types else _kinds_named(query.folded)
    if names_document and (not query.types or query.types[0].name in _OF_DOCUMENTS):
        kinds = ("legal_basis", "supersedes")
    return tuple(kind for kind in kinds if not _is_beyond(kind, query.folded))


def _kinds_named(folded: str) -> tuple[str, ...]:
    """Give the kinds that a question means which asks for no type of answer but names an award, a report."""
    bare = load("fact_words")["bare"]
    return tuple(kind for kind in bare if pattern("fact_words", "bare", kind).search(folded))


def _is_beyond(kind: str, folded: str) -> bool:
    beyond = load("fact_words")["beyond"]
    return kind in beyond and pattern("fact_words", "beyond", kind).search(folded) is not None


def fact_units(judge: Judge, facts: Facts, kinds: Sequence[str], passages: Sequence[Passage]) -> list[Unit]:
    """Give the facts of the kinds as units, in the order of the kinds and of the text."""
    top = max((passage.score for passage in passages), default=0.0)
    ranks = [(p.chunk.start, p.chunk.end, p.score / top if top > 0 else 0.0) for p in passages]
    return [
        _judge(judge, kind, fact, _rank(fact, ranks))
        for kind in kinds
        for fact in of_kind(facts, kind)
        if _is_wanted(fact, judge)
    ]


def of_kind(facts: Facts, kind: str) -> Iterator[Fact]:
    """Give the facts of a kind; of "metadata.signer" the field of that name alone."""
    kind, _, name = kind.partition(".")
    return (fact for fact in facts.get(kind, ()) if not name or getattr(fact, "name", None) == name)


def _is_wanted(fact: Fact, judge: Judge) -> bool:
    """Leave out what only some questions want, and what does not look like the type of answer asked for."""
    if isinstance(fact, Quota) and (fact.announced_only or _is_of_other(fact, judge.query)):
        return False
    if isinstance(fact, Responsibility) and _is_of_other_office(fact.office, judge.query.folded):
        return False
    sort = getattr(fact, "kind", "")
    if sort in load("fact_words")["unless_asked"]:
        return pattern("fact_words", "unless_asked", sort).search(judge.query.folded) is not None
    asked = judge.query.types[0] if judge.query.types else None
    if asked is None or asked.looks is None or not asked.strict or isinstance(fact, Quota):
        return True
    return looks_like(asked.looks, folded(judge.plan.reading.text[fact.start : fact.end]), asked.ignores)


def _is_of_other(quota: Quota, query: Query) -> bool:
    """Tell whether another authority grants the award than the one that the question names."""
    granted = fold(f"của {quota.granting_authority}") if quota.granting_authority else ""
    return bool(granted) and not may_be_granted(granted, query)


def _is_of_other_office(office: str, folded: str) -> bool:
    """Tell whether the question names another kind of office of the same name ("Sở Nội vụ", "Phòng …")."""
    spoken = f" {' '.join(tokens(office))} "
    heads = load("fact_words")["office_heads"]
    for match in re.finditer(rf"\b(?:{heads}) ([a-z]+ [a-z]+)\b", folded):
        if f" {match[0]} " in spoken:
            return False
        if re.search(rf" (?:{heads}) {re.escape(match[1])} ", spoken):
            return True
    return False


def may_be_granted(folded: str, query: Query) -> bool:
    """Tell whether a stretch names the authority that the question names, where it names just one."""
    asked = _authorities(query.folded)
    return len(asked) != 1 or bool(asked & _authorities(folded))


@lru_cache(maxsize=4096)
def _authorities(folded: str) -> frozenset[str]:
    return frozenset(
        name
        for name in load("fact_words")["authority"]
        if pattern("fact_words", "authority", name).search(folded)
    )


def _rank(fact: Fact, ranks: Sequence[tuple[int, int, float]]) -> float:
    return max((rank for start, end, rank in ranks if start <= fact.start < end), default=_UNRANKED)


def _judge(judge: Judge, kind: str, fact: Fact, rank: float) -> Unit:
    plan = judge.plan
    section = plan.section_at(fact.start)
    start, end = shown_span(plan, kind, fact, section)
    said = said_by(kind, fact)
    covered = judge.covered_if_fit
    text = terms_of(plan.reading.text[fact.start : fact.end])
    spoken = covered.asked_in(text) | covered.asked_in(terms_of(said))
    # A fact belongs to its plan: what names the plan is said with it.
    coverage = covered.share(spoken | judge.heads(section, start) | judge.own)
    score = (1 - PATH_SHARE) * covered.share(spoken) + PATH_SHARE * coverage + RANK_SHARE * rank
    main = " | ".join(filter(None, (getattr(fact, name) for name in _MAIN.get(kind, ()))))
    score += _MAIN_BONUS * covered.of(terms_of(main))
    like = LIKENESS_IN_LISTS if judge.whole else judge.stretches.likeness(judge.meaning, start, end, section)
    score += LIKENESS_SHARE * like
    return Unit(
        start=start, end=end, section=section, score=score + _KIND_BONUS, coverage=coverage,
        fits=True, fact=fact, kind=kind.partition(".")[0], said=said,
    )  # fmt: skip


def shown_span(plan: Plan, kind: str, fact: Fact, section: Section) -> tuple[int, int]:
    """Give the stretch quoted for a fact: its clause where that is short, else its words to the next stop."""
    if fact.end > section.own_end:
        return fact.start, fact.end
    if section.own_end - section.start <= LONG_CLAUSE:
        return section.start, section.own_end
    if kind in _BY_THEMSELVES:
        return fact.start, fact.end
    furthest = min(section.own_end, fact.end + _LONGEST_TAIL)
    stop = CLAUSE_END.search(plan.reading.text, fact.end, furthest)
    return fact.start, stop.start() if stop else _end_of_word(plan.reading.text, fact.end, furthest)


def _end_of_word(text: str, least: int, most: int) -> int:
    """Give where the last whole word of `[least, most)` ends."""
    return max(text.rfind(" ", least, most), least) if text[most : most + 1].isalnum() else most


@lru_cache(maxsize=4096)
def said_by(kind: str, fact: Fact) -> str:
    """Give the words by which people ask for a fact: its values, the names of its award, of what is done."""
    values = [value for field in fields(fact) if isinstance(value := getattr(fact, field.name), str)]
    ways = load("fact_words").get(kind.partition(".")[0], {})
    spoken = [ways[value] for value in values if value in ways]
    names = [name for value in values[:2] for name in _names_of_award(value)] if kind == "quotas" else []
    offices = [initials(getattr(fact, name)) for name in _OFFICES.get(kind, ()) if getattr(fact, name)]
    return " | ".join([*values, *spoken, *names, *offices])


@lru_cache(maxsize=4096)
def initials(office: str) -> str:
    """Give an office as staff write it: "Phòng Văn hóa, Khoa học" is "phòng vh kh", "phòng vhkh"."""
    first, *rest = office.split() or [""]
    words_of_name = tokens(" ".join(rest))
    parts: list[str] = []
    while words_of_name:
        pair = words_of_name[:2]
        size = 2 if len(pair) == 2 and "_".join(pair) in compounds() else 1
        if words_of_name[0] not in words("naming", "not_in_initials"):
            parts.append("".join(word[0] for word in words_of_name[:size]))
        del words_of_name[:size]
    return f"{first} {' '.join(parts)} | {first} {''.join(parts)}" if len(parts) > 1 else ""


@cache
def _names_of_award(name: str) -> tuple[str, ...]:
    """Give the other names and the abbreviations of an award."""
    for award in load("awards")["award"]:
        if fold(award["name"]) == fold(name):
            return (*award.get("aliases", ()), *award.get("abbreviations", ()))
    return ()
