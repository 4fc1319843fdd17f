"""Passages -> the clauses or sentences that answer, not the whole chunk."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice, pairwise, takewhile

from corpus.facts.base import Fact
from corpus.models import Plan, Section, SectionKind
from corpus.text import bigrams, fold, tokens
from retrieval.answer_types import AnswerType
from retrieval.coverage import Coverage
from retrieval.query import Query
from retrieval.retriever import Passage

LONG_CLAUSE = 420
LEAD_IN = 300
_BEGINNING = 60
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
_SENTENCE = re.compile(r"(?<=[.;!?:])\s+")
CLAUSE_END = re.compile(r"[.;!?](?=\s|$)")
PATH_SHARE = 0.45


@dataclass(frozen=True, kw_only=True)
class Unit:
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
    looks like an answer; `own` are the terms of the plan's metadata. `whole` asks for lists and sections
    rather than single sentences, of at most `limit` characters.
    """

    query: Query
    plan: Plan
    covered: Coverage
    covered_if_fit: Coverage
    whole: bool
    limit: int
    own: frozenset[str] = frozenset()
    _lead_ins: dict[int, frozenset[str]] = field(default_factory=dict, init=False)
    _headings: dict[int, frozenset[str]] = field(default_factory=dict, init=False)

    def units(self, passages: Sequence[Passage]) -> list[Unit]:
        """Give the units of the passages (best first), best first."""
        top = max((passage.score for passage in passages), default=0.0)
        found: dict[tuple[int, int], Unit] = {}
        for passage in passages:
            rank = passage.score / top if top > 0 else 0.0
            for clause in passage.chunk.clauses:
                section = self.plan.section_at(clause.start)
                for start, end, below in self._stretches(clause.start, clause.end, section):
                    if (start, end) not in found:
                        found[start, end] = self._judge(start, end, below, passage.chunk.kind, rank)
        return sorted(found.values(), key=lambda unit: (-unit.score, unit.start))

    def _stretches(self, start: int, end: int, section: Section) -> Iterator[tuple[int, int, Section]]:
        """Give the clause, the windows of its sentences where it is long, and the sections it stands in."""
        for begin, stop in self._windows(start, end):
            yield begin, stop, section
        if self.whole and section.own_end - section.start <= self.limit:
            yield section.start, section.own_end, section
        if section.children and section.start == start:
            yield section.start, fill(section, self.limit), section
        above = self._above(section)
        if self.whole and above and (above.end - above.start <= self.limit or is_long_list(above)):
            yield above.start, fill(above, self.limit), above

    def _windows(self, start: int, end: int) -> list[tuple[int, int]]:
        if end - start <= LONG_CLAUSE:
            return [(start, end)]
        text = self.plan.reading.text
        cuts = [start, *(match.end() for match in _SENTENCE.finditer(text, start, end)), end]
        sentences = [(begin, stop) for begin, stop in pairwise(cuts) if text[begin:stop].strip()]
        windows = [
            (begin, begin + len(text[begin:stop].rstrip()))
            for index, (begin, first_stop) in enumerate(sentences)
            for _, stop in sentences[index:]
            if stop == first_stop or stop - begin <= LONG_CLAUSE
        ]
        # What ends on a colon only leads in to what was asked for.
        windows = [(begin, stop) for begin, stop in windows if text[stop - 1] != ":"] or windows
        if self.whole and end - start <= self.limit:
            windows.append((start, end))
        return windows or [(start, end)]

    def _judge(self, start: int, end: int, section: Section, kind: SectionKind, rank: float) -> Unit:
        text = self.plan.reading.text[start:end]
        asked = self.query.types[0] if self.query.types else None
        fits = asked is None or asked.fits(_folded(text), kind)
        covered = self.covered_if_fit if fits and asked else self.covered
        spoken = covered.asked_in(terms_of(text))
        coverage = covered.share(spoken | self.heads(section, start))
        score = (1 - PATH_SHARE) * covered.share(spoken) + PATH_SHARE * coverage + RANK_SHARE * rank
        if asked and fits:
            score += self._type_bonus(asked, section, kind)
        score -= self._malus(start, end, section, kind)
        score += _HEADED * covered.share(self._heading(section))
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
        above = self._above(section)
        begin = self.plan.reading.text[section.start : min(section.own_end, section.start + _BEGINNING)]
        heads = "\n".join((begin, above.heading or "" if above else ""))
        return asked.named is not None and asked.named.search(_folded(heads)) is not None

    def heads(self, section: Section, start: int) -> frozenset[str]:
        """Give the terms of the question in the headings and lead-ins above a stretch.

        In its own section's too, if it does not begin it. Remembered: the many windows of one clause stand
        under the same headings.
        """
        return self._led_in(self._above(section) if start == section.start else section)

    def _led_in(self, section: Section | None) -> frozenset[str]:
        """Give the terms of the question in how the section and those above it begin."""
        if section is None:
            return frozenset()
        held = self._lead_ins.get(id(section))
        if held is None:
            end = min(section.own_end, section.start + LEAD_IN)
            own = self.covered.asked_in(terms_of(self.plan.reading.text[section.start : end]))
            held = self._lead_ins[id(section)] = own | self._led_in(self._above(section))
        return held

    def _heading(self, section: Section) -> frozenset[str]:
        held = self._headings.get(id(section))
        if held is None:
            held = self._headings[id(section)] = self.covered.asked_in(terms_of(section.heading or ""))
        return held

    def _above(self, section: Section) -> Section | None:
        return self.plan.parents.get(id(section))


@lru_cache(maxsize=4_096)
def terms_of(text: str) -> frozenset[str]:
    """Give the folded syllables and bigrams; remembered, since the same clauses are asked of often."""
    words = tokens(text)
    return frozenset((*words, *bigrams(words)))


@lru_cache(maxsize=4_096)
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
    within = takewhile(lambda below: below.own_end - section.start <= limit, section.walk())
    return max((below.own_end for below in within), default=section.own_end)


def widen(unit: Unit, limit: int) -> Unit:
    """Make a unit that is only a heading hold the list or the clauses below it."""
    section = unit.section
    if section.children and unit.start == section.start and unit.end <= section.own_end:
        return replace(unit, end=fill(section, limit))
    return unit


def is_long_list(section: Section) -> bool:
    """Tell whether a section is a list of at least three labelled items."""
    return len(list(islice((child for child in section.children if child.label), 3))) == 3


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
