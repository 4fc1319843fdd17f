"""Passages -> the clauses or sentences that answer, not the whole chunk."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from corpus.models import Plan, Section, SectionKind
from corpus.text import bigrams, fold, tokens
from retrieval.answer_types import AnswerType
from retrieval.coverage import Coverage
from retrieval.query import Query
from retrieval.retriever import Passage

LONG_CLAUSE = 420
_LEAD_IN = 300
_BEGINNING = 60
_LEAD = 170
_FIT_BONUS, _RANK_SHARE, _HEADED = 0.25, 0.4, 0.15
_PART_BONUS, _NAMED_BONUS, _FRAME_MALUS = 0.3, 0.2, 0.3
_CUT_MALUS, _LENGTH_MALUS, _WHOLE_MALUS = 0.2, 0.2, 0.0
_FRAME = frozenset(
    (
        SectionKind.LETTERHEAD,
        SectionKind.TITLE,
        SectionKind.RECIPIENTS,
        SectionKind.SIGNATURE,
        SectionKind.ELECTRONIC_SIGNATURE,
    )
)
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
    """What the units of one plan are judged by.

    `covered` measures how much of the question a stretch speaks of, `covered_if_fit` the same for one that
    looks like an answer; `whole` asks for lists and sections rather than single sentences, of at most `limit`
    characters.
    """

    query: Query
    plan: Plan
    covered: Coverage
    covered_if_fit: Coverage
    whole: bool
    limit: int

    def units(self, passages: Sequence[Passage]) -> list[Unit]:
        """Give the units of the passages, best first."""
        top = max((passage.score for passage in passages), default=0.0)
        parents = self.plan.parents
        found: dict[tuple[int, int], Unit] = {}
        for passage in passages:
            rank = passage.score / top if top > 0 else 0.0
            for clause in passage.chunk.clauses:
                section = self.plan.section_at(clause.start)
                for start, end, below in self._stretches(clause.start, clause.end, section, parents):
                    if (start, end) not in found or rank > found[start, end].rank:
                        found[start, end] = self._judge(start, end, below, passage.chunk.kind, parents, rank)
        return sorted(found.values(), key=lambda unit: (-unit.score, unit.start))

    def _stretches(
        self, start: int, end: int, section: Section, parents: Mapping[int, Section]
    ) -> Iterator[tuple[int, int, Section]]:
        """Give the clause, the windows of its sentences where it is long, and the sections it stands in."""
        for begin, stop in self._windows(start, end):
            yield begin, stop, section
        if section.children and section.start == start:
            yield section.start, fill(section, self.limit), section
        above = parents.get(id(section))
        if (
            self.whole
            and above is not None
            and (above.end - above.start <= self.limit or is_long_list(above))
        ):
            yield above.start, fill(above, self.limit), above

    def _windows(self, start: int, end: int) -> list[tuple[int, int]]:
        if end - start <= LONG_CLAUSE:
            return [(start, end)]
        text = self.plan.reading.text
        cuts = [start, *(m.end() for m in _SENTENCE.finditer(text, start, end)), end]
        sentences = [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]
        windows = []
        for i, (begin, _) in enumerate(sentences):
            for _, stop in sentences[i:]:
                if stop - begin > LONG_CLAUSE and stop != sentences[i][1]:
                    break
                windows.append((begin, begin + len(text[begin:stop].rstrip())))
        if self.whole and end - start <= self.limit:
            windows.append((start, end))
        return windows or [(start, end)]

    def _judge(
        self,
        start: int,
        end: int,
        section: Section,
        kind: SectionKind,
        parents: Mapping[int, Section],
        rank: float,
    ) -> Unit:
        text = self.plan.reading.text[start:end]
        asked = self.query.types[:1]
        fits = all(type_.fits(_folded(text), kind) for type_ in asked)
        covered = self.covered_if_fit if fits and asked else self.covered
        spoken, heads = terms_of(text), self._heads(section, start, parents)
        own = covered.of(spoken)
        whole = covered.of(spoken | heads)
        score = (1 - _PATH_SHARE) * own + _PATH_SHARE * whole + _RANK_SHARE * rank
        if asked and fits:
            score += _FIT_BONUS + _PART_BONUS * (kind in asked[0].parts)
            score += _NAMED_BONUS * self._is_named(asked[0], section, parents)
        if kind in _FRAME and not any(kind in type_.parts for type_ in asked):
            score -= _FRAME_MALUS
        if start == section.start and section.own_end < end < section.end:
            score -= _CUT_MALUS
        # A shorter stretch that says as much is the better quote, except where a whole is wanted.
        score -= (_WHOLE_MALUS if self.whole else _LENGTH_MALUS) * min((end - start) / 1000, 1.0)
        score += _HEADED * covered.of(terms_of(section.heading or ""))
        return Unit(
            start=start, end=end, kind=kind, score=score, coverage=whole, own_coverage=own, fits=fits,
            section=section, rank=rank,
        )  # fmt: skip

    def _is_named(self, asked: AnswerType, section: Section, parents: Mapping[int, Section]) -> bool:
        """Tell whether the clause begins, or is headed, as answers of the type are."""
        above = parents.get(id(section))
        begin = self.plan.reading.text[section.start : min(section.own_end, section.start + _BEGINNING)]
        heads = "\n".join((begin, above.heading or "" if above else ""))
        return asked.named is not None and asked.named.search(_folded(heads)) is not None

    def _heads(self, section: Section, start: int, parents: Mapping[int, Section]) -> frozenset[str]:
        """Give the terms of the headings and lead-ins above a stretch, its own section's if not in it."""
        above = parents.get(id(section)) if start == section.start else section
        terms: frozenset[str] = frozenset()
        while above is not None:
            terms |= terms_of(self.plan.reading.text[above.start : above.own_end][:_LEAD_IN])
            above = parents.get(id(above))
        return terms


@lru_cache(maxsize=16_384)
def terms_of(text: str) -> frozenset[str]:
    """Give the folded syllables and bigrams; remembered, since the same clauses are asked of often."""
    words = tokens(text)
    return frozenset((*words, *bigrams(words)))


@lru_cache(maxsize=16_384)
def _folded(text: str) -> str:
    return fold(text)


def path_of(section: Section, plan: Plan) -> list[Section]:
    """Give the sections from the top of the plan down to this one."""
    path = [section]
    while (above := plan.parents.get(id(path[0]))) is not None:
        path.insert(0, above)
    return path


def fill(section: Section, limit: int) -> int:
    """Give where a section quoted from its heading on ends: whole, or at the last clause within the limit."""
    if section.end - section.start <= limit:
        return section.end
    ends = [below.own_end for below in section.walk() if below.own_end - section.start <= limit]
    return max(ends, default=min(section.end, section.own_end))


def widen(unit: Unit, limit: int) -> Unit:
    """Make a unit that is only a heading hold the list or the clauses below it."""
    section = unit.section
    if section.children and unit.start == section.start and unit.end <= section.own_end:
        return replace(unit, end=fill(section, limit))
    return unit


def is_long_list(section: Section) -> bool:
    """Tell whether a section is a list of at least three labelled items."""
    return sum(bool(child.label) for child in section.children) >= 3


def leads(section: Section, plan: Plan) -> list[tuple[int, int]]:
    """Give the heading of a long list and how each item begins, at most its first sentence.

    So a list that is too long to quote is still whole: no item is left out.
    """
    spans = [(section.start, section.own_end)] if section.heading else []
    text = plan.reading.text
    for child in section.children:
        head = child.heading is not None or not child.label
        end = child.own_end if head else _first_sentence(text, child.start + len(child.label), child.own_end)
        if child.label:
            spans.append((child.start, min(end, child.start + _LEAD)))
    return [(start, start + len(_whole_words(text, start, end))) for start, end in spans]


def _first_sentence(text: str, start: int, end: int) -> int:
    match = re.compile(r"[.;!?](?=\s|$)").search(text, start, end)
    return match.end() if match else end


def _whole_words(text: str, start: int, end: int) -> str:
    """Cut back to the end of a word."""
    part = text[start:end]
    return part if end >= len(text) or not text[end : end + 1].isalnum() else part.rsplit(" ", 1)[0]
