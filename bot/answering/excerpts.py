"""Passages -> the clauses or sentences that answer, not the whole chunk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from bot.answering.stretches import Stretch, Stretches, fill
from corpus.facts.base import Fact
from corpus.models import Plan, Section, SectionKind
from corpus.text import bigrams, fold, tokens
from retrieval.answer_types import AnswerType
from retrieval.coverage import Coverage
from retrieval.encoders import Vectors
from retrieval.query import Query
from retrieval.retriever import Passage

_LEAD, _MOST_ITEMS = 170, 20
_FIT_BONUS, RANK_SHARE, _HEADED = 0.25, 0.4, 0.15
_PART_BONUS, _NAMED_BONUS, _FRAME_MALUS = 0.3, 0.2, 0.3
_CUT_MALUS, _LENGTH_MALUS = 0.2, 0.2
_FRAME = frozenset(
    (
        SectionKind.LETTERHEAD,
        SectionKind.TITLE,
        SectionKind.RECIPIENTS,
        SectionKind.SIGNATURE,
        SectionKind.ELECTRONIC_SIGNATURE,
    )
)
CLAUSE_END = re.compile(r"[.;!?](?=\s|$)")
PATH_SHARE = 0.45
LIKENESS_SHARE = 0.5


class Unit(NamedTuple):
    """A stretch of reading text that could be quoted, with how well it answers.

    `coverage`, 0 to 1, counts the headings above it too. A unit made for a `fact` of a `kind` holds what the
    fact says of itself in `said`.
    """

    start: int
    end: int
    section: Section
    score: float
    coverage: float
    fits: bool
    fact: Fact | None = None
    kind: str = ""
    said: str = ""


@dataclass(frozen=True, kw_only=True)
class Judge:
    """What the units of one plan are judged by.

    `covered` measures how much of the question a stretch speaks of, `covered_if_fit` the same for one that
    looks like an answer; `own` are those terms of the question that the plan's metadata hold. `whole` asks
    for lists and sections rather than single sentences, of at most `limit` characters. `meaning` is the
    vector of the question.
    """

    query: Query
    plan: Plan
    stretches: Stretches
    covered: Coverage
    covered_if_fit: Coverage
    whole: bool
    limit: int
    own: frozenset[str] = frozenset()
    meaning: Vectors
    _lead_ins: dict[int, frozenset[str]] = field(default_factory=dict, init=False)
    _headings: dict[int, frozenset[str]] = field(default_factory=dict, init=False)

    def units(self, passages: Sequence[Passage]) -> list[Unit]:
        """Give the units of the passages (best first), best first."""
        top = max((passage.score for passage in passages), default=0.0)
        found: dict[tuple[int, int], Unit] = {}
        for passage in passages:
            rank = passage.score / top if top > 0 else 0.0
            for clause in passage.chunk.clauses:
                of_clause = self.stretches.of(clause.start, clause.end, whole=self.whole, limit=self.limit)
                for stretch in of_clause:
                    if stretch[:2] not in found:
                        found[stretch[:2]] = self._judge(stretch, passage.chunk.kind, rank)
        return sorted(found.values(), key=lambda unit: (-unit.score, unit.start))

    def _judge(self, stretch: Stretch, kind: SectionKind, rank: float) -> Unit:
        start, end, section, text = stretch
        asked = self.query.types[0] if self.query.types else None
        fits = asked is None or asked.fits(folded(text), kind)
        covered = self.covered_if_fit if fits and asked else self.covered
        spoken = covered.asked_in(terms_of(text))
        coverage = covered.share(spoken | self.heads(section, start))
        score = (1 - PATH_SHARE) * covered.share(spoken) + PATH_SHARE * coverage + RANK_SHARE * rank
        if asked and fits:
            score += self._type_bonus(asked, section, kind)
        score -= self._malus(start, end, section, kind)
        score += _HEADED * covered.share(self._heading(section))
        score += LIKENESS_SHARE * self.stretches.likeness(self.meaning, start, end, section)
        return Unit(start=start, end=end, section=section, score=score, coverage=coverage, fits=fits)

    def _type_bonus(self, asked: AnswerType, section: Section, kind: SectionKind) -> float:
        """Give what a stretch gains that looks like an answer: more in its part, or headed as answers are."""
        return (
            _FIT_BONUS + _PART_BONUS * (kind in asked.parts) + _NAMED_BONUS * self._is_named(asked, section)
        )

    def _malus(self, start: int, end: int, section: Section, kind: SectionKind) -> float:
        """Give what a stretch loses: of the document's frame unasked, a section cut short, a long one.

        A shorter stretch that says as much is the better quote, except where a whole is wanted.
        """
        unasked = kind in _FRAME and not any(kind in asked.parts for asked in self.query.types[:1])
        cut = start == section.start and section.own_end < end < section.end
        length = 0.0 if self.whole else min((end - start) / 1000, 1.0)
        return _FRAME_MALUS * unasked + _CUT_MALUS * cut + _LENGTH_MALUS * length

    def _is_named(self, asked: AnswerType, section: Section) -> bool:
        """Tell whether the clause begins, or is headed, as answers of the type are."""
        return asked.named is not None and asked.named.search(self.stretches.beginning(section)) is not None

    def heads(self, section: Section, start: int) -> frozenset[str]:
        """Give the terms of the question in the headings and lead-ins above a stretch.

        In its own section's too, if it does not begin it. Remembered: the many windows of one clause stand
        under the same headings.
        """
        return self._led_in(self.stretches.above(section) if start == section.start else section)

    def _led_in(self, section: Section | None) -> frozenset[str]:
        """Give the terms of the question in how the section and those above it begin."""
        if section is None:
            return frozenset()
        held = self._lead_ins.get(id(section))
        if held is None:
            own = self.covered.asked_in(terms_of(self.stretches.lead_in(section)))
            held = self._lead_ins[id(section)] = own | self._led_in(self.stretches.above(section))
        return held

    def _heading(self, section: Section) -> frozenset[str]:
        held = self._headings.get(id(section))
        if held is None:
            held = self._headings[id(section)] = self.covered.asked_in(terms_of(section.heading or ""))
        return held


@lru_cache(maxsize=4_096)
def terms_of(text: str) -> frozenset[str]:
    """Give the folded syllables and bigrams; remembered, since the same clauses are asked of often."""
    words = tokens(text)
    return frozenset((*words, *bigrams(words)))


@lru_cache(maxsize=4_096)
def folded(text: str) -> str:
    """Fold; remembered like the terms."""
    return fold(text)


def path_of(section: Section, plan: Plan) -> list[Section]:
    """Give the sections from the top of the plan down to this one."""
    path = [section]
    while (above := plan.parents.get(id(path[0]))) is not None:
        path.insert(0, above)
    return path


def widen(unit: Unit, limit: int) -> Unit:
    """Make a unit that is only a heading hold the list or the clauses below it."""
    section = unit.section
    if section.children and unit.start == section.start and unit.end <= section.own_end:
        return unit._replace(end=fill(section, limit))
    return unit


def leads(section: Section, plan: Plan) -> list[tuple[int, int]]:
    """Give the heading of a long list and how each item begins, at most its first sentence.

    So a list that is too long to quote is still whole: no item of the first twenty is left out.
    """
    spans = [(section.start, section.own_end)] if section.heading else []
    text = plan.reading.text
    for child in section.children[:_MOST_ITEMS]:
        if child.label:
            named, body = child.heading is not None, child.start + len(child.label)
            end = child.own_end if named else _first_sentence(text, body, child.own_end)
            spans.append((child.start, min(end, child.start + _LEAD)))
    return [(start, start + len(_whole_words(text, start, end))) for start, end in spans]


def _first_sentence(text: str, start: int, end: int) -> int:
    match = CLAUSE_END.search(text, start, end)
    return match.end() if match else end


def _whole_words(text: str, start: int, end: int) -> str:
    """Cut back to the end of a word."""
    part = text[start:end]
    return part if end >= len(text) or not text[end : end + 1].isalnum() else part.rsplit(" ", 1)[0]
