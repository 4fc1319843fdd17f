"""The stretches of a plan that could be quoted, and what stands above them: found once, whatever is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from corpus.models import Plan, Section
from corpus.text import fold
from retrieval.encoders import Vectors
from retrieval.static import StaticEncoder

LONG_CLAUSE = 420
LEAD_IN = 300
_BEGINNING = 60
# Of one plan; a kilobyte each.
_MOST_VECTORS = 2_000
_SENTENCE = re.compile(r"(?<=[.;!?:])\s+")

_Span = tuple[int, int, Section]


class Stretch(NamedTuple):
    """A part of the reading text, and the section that it is of."""

    start: int
    end: int
    section: Section
    text: str


class Stretches:
    """The stretches of one plan; they are kept as long as it is, and are as many as its clauses allow."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._found: dict[tuple[int, int, bool, int], tuple[Stretch, ...]] = {}
        self._lead_ins: dict[int, str] = {}
        self._beginnings: dict[int, str] = {}
        self._vectors: dict[tuple[int, int, int], Vectors] = {}

    def likeness(self, meaning: Vectors, start: int, end: int, section: Section) -> float:
        """Give how near a stretch, under the headings above it, lies to a question: -1 to 1.

        `meaning` is the (dimension,) vector of the question by the embedded model, which is asked here
        whatever model finds passages: what an answer must reach was weighed with it.
        """
        key = start, end, id(section)
        vector = self._vectors.get(key)
        if vector is None:
            if len(self._vectors) >= _MOST_VECTORS:
                self._vectors.clear()
            text = "\n".join((*self._headings(section), self._plan.reading.text[start:end]))
            vector = self._vectors[key] = StaticEncoder.shipped().encode_documents([text])[0]
        return float(vector @ meaning)

    def _headings(self, section: Section) -> list[str]:
        found: list[str] = []
        above = self.above(section)
        while above is not None:
            found.insert(0, above.heading or "")
            above = self.above(above)
        return found

    def of(self, start: int, end: int, *, whole: bool, limit: int) -> tuple[Stretch, ...]:
        """Give the clause, the windows of its sentences where it is long, and the sections it stands in.

        `whole` asks for lists and sections rather than single sentences, of at most `limit` characters.
        """
        key = start, end, whole, limit
        found = self._found.get(key)
        if found is None:
            text = self._plan.reading.text
            spans = self._spans(start, end, whole=whole, limit=limit)
            found = self._found[key] = tuple(Stretch(s, e, section, text[s:e]) for s, e, section in spans)
        return found

    def above(self, section: Section) -> Section | None:
        """Give the section above this one."""
        return self._plan.parents.get(id(section))

    def lead_in(self, section: Section) -> str:
        """Give how the section begins: its heading, or what leads in to its list."""
        found = self._lead_ins.get(id(section))
        if found is None:
            end = min(section.own_end, section.start + LEAD_IN)
            found = self._lead_ins[id(section)] = self._plan.reading.text[section.start : end]
        return found

    def beginning(self, section: Section) -> str:
        """Give the first words of the section and the heading above it, folded."""
        found = self._beginnings.get(id(section))
        if found is None:
            above = self.above(section)
            begin = self.lead_in(section)[:_BEGINNING]
            found = fold("\n".join((begin, above.heading or "" if above else "")))
            self._beginnings[id(section)] = found
        return found

    def _spans(self, start: int, end: int, *, whole: bool, limit: int) -> Iterator[_Span]:
        section = self._plan.section_at(start)
        for begin, stop in self._windows(start, end, whole=whole, limit=limit):
            yield begin, stop, section
        if whole and section.own_end - section.start <= limit:
            yield section.start, section.own_end, section
        if section.children and section.start == start:
            yield section.start, fill(section, limit), section
        above = self.above(section)
        if whole and above and (above.end - above.start <= limit or is_long_list(above)):
            yield above.start, fill(above, limit), above

    def _windows(self, start: int, end: int, *, whole: bool, limit: int) -> list[tuple[int, int]]:
        if end - start <= LONG_CLAUSE:
            return [(start, end)]
        text = self._plan.reading.text
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
        if whole and end - start <= limit:
            windows.append((start, end))
        return windows or [(start, end)]


def fill(section: Section, limit: int) -> int:
    """Give where a section quoted from its heading on ends: whole, or at the last clause within the limit."""
    if section.end - section.start <= limit:
        return section.end
    within = takewhile(lambda below: below.own_end - section.start <= limit, section.walk())
    return max((below.own_end for below in within), default=section.own_end)


def is_long_list(section: Section) -> bool:
    """Tell whether a section is a list of at least three labelled items."""
    return len(list(islice((child for child in section.children if child.label), 3))) == 3
