"""Passages -> the clauses or sentences that answer, not the whole chunk."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from corpus.models import Plan, Section, SectionKind
from corpus.text import bigrams, fold, tokens
from retrieval.query import Query
from retrieval.retriever import Passage
from retrieval.scoring import Statistics, coverage

LONG_CLAUSE = 420
_SENTENCE = re.compile(r"(?<=[.;!?:])\s+")
_PATH_SHARE = 0.45


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A stretch of reading text that could be quoted, with how well it answers.

    `coverage` counts the headings above it, `own_coverage` its own words only; both 0 to 1.
    """

    start: int
    end: int
    kind: SectionKind
    score: float
    coverage: float
    own_coverage: float
    fits: bool
    section: Section
    rank: float


@dataclass(frozen=True, kw_only=True)
class Judge:
    """What the units of one plan are judged by."""

    query: Query
    plan: Plan
    own: Collection[str]
    statistics: Statistics

    def units(self, passages: list[Passage]) -> list[Unit]:
        """Give the units of the passages, best first."""
        top = max((passage.score for passage in passages), default=0.0)
        parents = _parents(self.plan)
        found: dict[tuple[int, int], Unit] = {}
        for passage in passages:
            rank = passage.score / top if top > 0 else 0.0
            for clause in passage.chunk.clauses:
                section = _section_at(self.plan, clause.start)
                heads = _heads(section, parents, self.plan)
                for start, end in self._stretches(clause.start, clause.end):
                    unit = self._judge(start, end, section, passage.chunk.kind, heads, rank)
                    if (start, end) not in found or unit.score > found[start, end].score:
                        found[start, end] = unit
        return sorted(found.values(), key=lambda unit: (-unit.score, unit.start))

    def _stretches(self, start: int, end: int) -> list[tuple[int, int]]:
        """Give the clause, and where it is long the windows of its sentences."""
        if end - start <= LONG_CLAUSE:
            return [(start, end)]
        text = self.plan.reading.text
        cuts = [start, *(m.end() for m in _SENTENCE.finditer(text, start, end)), end]
        sentences = [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if text[a:b].strip()]
        windows = []
        for i, (begin, _) in enumerate(sentences):
            for _, stop in sentences[i:]:
                if stop - begin > LONG_CLAUSE and stop != sentences[i][1]:
                    break
                windows.append((begin, begin + len(text[begin:stop].rstrip())))
        return windows or [(start, end)]

    def _judge(
        self, start: int, end: int, section: Section, kind: SectionKind, heads: frozenset[str], rank: float
    ) -> Unit:
        text = self.plan.reading.text[start:end]
        words = tokens(text)
        spoken = {*words, *bigrams(words)}
        own = coverage(self.query, spoken, self.own, self.statistics)
        whole = coverage(self.query, spoken | heads, self.own, self.statistics)
        folded = fold(text)
        asked = self.query.types[:1]
        fits = all(kind_.fits(folded, kind) for kind_ in asked)
        # A shorter stretch that says as much is the better quote.
        score = (1 - _PATH_SHARE) * own + _PATH_SHARE * whole + 0.35 * (fits and bool(asked)) + 0.25 * rank
        score -= 0.1 * min((end - start) / 1000, 1.0)
        return Unit(
            start=start, end=end, kind=kind, score=score, coverage=whole, own_coverage=own, fits=fits,
            section=section, rank=rank,
        )  # fmt: skip


def _section_at(plan: Plan, offset: int) -> Section:
    """Give the innermost section whose own text holds the reading offset."""
    best = plan.sections[0]
    for section in _walk(plan):
        if section.start <= offset < max(section.own_end, section.start + 1):
            best = section
    return best


def _walk(plan: Plan) -> Iterator[Section]:
    for top in plan.sections:
        yield from top.walk()


def _parents(plan: Plan) -> dict[int, Section]:
    """Give each section's parent by the section's start and label (both together are its own)."""
    return {id(child): section for section in _walk(plan) for child in section.children}


def _heads(section: Section, parents: dict[int, Section], plan: Plan) -> frozenset[str]:
    """Give the terms of the headings and lead-ins above a section."""
    terms: set[str] = set()
    above = parents.get(id(section))
    while above is not None:
        words = tokens(plan.reading.text[above.start : above.own_end])
        terms.update(words, bigrams(words))
        above = parents.get(id(above))
    return frozenset(terms)


def path_of(section: Section, plan: Plan) -> list[Section]:
    """Give the sections from the top of the plan down to this one."""
    parents = _parents(plan)
    path = [section]
    while (above := parents.get(id(path[0]))) is not None:
        path.insert(0, above)
    return path


def widen(unit: Unit, plan: Plan, *, whole: bool, limit: int) -> Unit:
    """Make a unit hold what belongs to it: a heading its list, an item of a wanted list the whole list.

    `limit` is the most characters that a widened stretch may have.
    """
    section = unit.section
    if section.children and unit.start == section.start:
        return replace(unit, end=_fill(section, plan, limit))
    parent = path_of(section, plan)[-2:-1]
    if whole and parent and _is_list(parent[0]) and parent[0].end - parent[0].start <= limit:
        return replace(unit, start=parent[0].start, end=parent[0].end, section=parent[0])
    return unit


def _is_list(section: Section) -> bool:
    return len(section.children) > 1 and any(child.label for child in section.children)


def _fill(section: Section, plan: Plan, limit: int) -> int:
    """Give where a section quoted from its heading on ends: whole, or at the last clause within the limit."""
    if section.end - section.start <= limit:
        return section.end
    ends = [below.own_end for below in section.walk() if below.own_end - section.start <= limit]
    return max(ends, default=min(section.end, section.own_end))
