"""The records of the corpus: all frozen, all offsets in characters.

Two coordinates are used, and only two:

* *source*: the text as stored, never changed. A `Citation` lives here.
* *reading*: the same text as a person reads it: hard line breaks joined, page numbers gone.
  `Section`, `Clause` and `Chunk` live here; `ReadingText.to_source` leads back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from corpus.repair.gate import looks_damaged


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A stretch that is the same in source and reading: `length` characters.

    A word that was read anew from a bad scan is a run of its own, `source_length` characters in the source;
    what leads to a part of it leads to the whole word.
    """

    reading: int
    source: int
    length: int
    source_length: int | None = None

    @property
    def source_end(self) -> int:
        """Give the source offset behind the run."""
        return self.source + (self.length if self.source_length is None else self.source_length)

    @property
    def is_reread(self) -> bool:
        """Tell whether the run is a word that was read anew."""
        return self.source_length is not None

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Give the source offsets of the part of the run in the reading stretch `[start, end)`."""
        if self.is_reread:
            return self.source, self.source_end
        first = max(start - self.reading, 0)
        return self.source + first, self.source + min(end - self.reading, self.length)


@dataclass(frozen=True, kw_only=True)
class ReadingText:
    """Text for people, with the way back to the source.

    `runs` are in order and do not overlap. Characters between two runs (a blank put where a line
    break was) belong to no run.
    """

    text: str
    runs: tuple[Run, ...]

    @cached_property
    def _reading_starts(self) -> list[int]:
        return [run.reading for run in self.runs]

    @cached_property
    def _source_starts(self) -> list[int]:
        return [run.source for run in self.runs]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Give the source offsets of the reading stretch `[start, end)`.

        Raises ValueError where the stretch holds no character of the source.
        """
        runs = self.runs_in(start, end)
        if not runs:
            raise ValueError(f"reading stretch {start}..{end} holds nothing of the source")
        return runs[0].to_source(start, end)[0], runs[-1].to_source(start, end)[1]

    def runs_in(self, start: int, end: int) -> tuple[Run, ...]:
        """Give the runs that the reading stretch `[start, end)` touches."""
        first = max(bisect_right(self._reading_starts, start) - 1, 0)
        if first < len(self.runs) and start >= self.runs[first].reading + self.runs[first].length:
            first += 1
        return self.runs[first : bisect_right(self._reading_starts, end - 1)]

    def to_reading(self, start: int, end: int) -> tuple[int, int]:
        """Give the reading offsets of the source stretch `[start, end)`; empty where it holds no text."""
        return self._reading_offset(start), max(self._reading_offset(end), self._reading_offset(start))

    def _reading_offset(self, source: int) -> int:
        index = bisect_right(self._source_starts, source) - 1
        if index < 0:
            return 0
        run = self.runs[index]
        return run.reading + (
            run.length if source >= run.source_end else min(source - run.source, run.length)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class SourcePage:
    """A page of the source: `number` from 1, source offsets."""

    number: int
    start: int
    end: int


class SectionKind(StrEnum):
    """What part of a document a section is."""

    LETTERHEAD = "letterhead"
    TITLE = "title"
    ADDRESSEE = "addressee"
    PREAMBLE = "preamble"
    NUMBERED = "numbered"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    ELECTRONIC_SIGNATURE = "electronic-signature"


@dataclass(frozen=True, kw_only=True)
class Section:
    """A node of the plan's tree, in reading offsets.

    `label` is the numbering as printed ("IV.", "1.1.", "a)", "-"), empty for a paragraph. `heading` is set
    where the first lines name what follows. `[start, own_end)` is the node's own text with its label;
    `[start, end)` holds its children too.
    """

    kind: SectionKind
    label: str
    heading: str | None
    start: int
    own_end: int
    end: int
    children: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """Give this section and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, kw_only=True)
class PlanMetadata:
    """What a plan says about itself; None or empty where it does not say."""

    document_type: str | None = None
    number: str | None = None
    issuer: str | None = None
    superior: str | None = None
    place: str | None = None
    issue_date: date | None = None
    title: str = ""
    province: str | None = None
    years: tuple[int, ...] = ()
    authority: str | None = None
    position: str | None = None
    signer: str | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One issued document, whole."""

    id: str
    file: str
    origin: str
    digest: str
    source: str
    pages: tuple[SourcePage, ...]
    reading: ReadingText
    metadata: PlanMetadata
    sections: tuple[Section, ...]

    @cached_property
    def is_reread(self) -> bool:
        """Tell whether words of the reading were read anew from a bad scan."""
        return any(run.is_reread for run in self.reading.runs)

    @cached_property
    def is_damaged(self) -> bool:
        """Tell whether the source is bad optical recognition: words, labels and digits may be wrong."""
        return looks_damaged(self.source)

    @cached_property
    def is_garbled(self) -> bool:
        """Tell whether the reading is bad recognition too: its words are spelled as nobody would."""
        return looks_damaged(self.reading.text)

    @cached_property
    def squeezed(self) -> str:
        """Give the source with every run of white space made one blank: what quotes are held against."""
        return " ".join(self.source.split())

    @cached_property
    def parents(self) -> dict[int, Section]:
        """Give the section above each section, by the identity of the lower one."""
        return {id(child): section for section in self._nodes for child in section.children}

    @cached_property
    def _nodes(self) -> list[Section]:
        return [section for top in self.sections for section in top.walk()]

    @cached_property
    def _node_starts(self) -> list[int]:
        return [section.start for section in self._nodes]

    def section_at(self, offset: int) -> Section:
        """Give the innermost section whose own text holds the reading offset, or begins next before it."""
        return self._nodes[max(bisect_right(self._node_starts, offset) - 1, 0)]

    def page_at(self, offset: int) -> int:
        """Give the number of the page that holds the source offset."""
        starts = [page.start for page in self.pages]
        return self.pages[max(bisect_right(starts, offset) - 1, 0)].number

    def cite(self, start: int, end: int) -> Citation:
        """Make a citation of the reading stretch `[start, end)`. Raises ValueError where it is empty."""
        source_start, source_end = self.reading.to_source(start, end)
        return Citation(plan_id=self.id, page=self.page_at(source_start), start=source_start, end=source_end)


@dataclass(frozen=True, kw_only=True)
class PlanSummary:
    """What a list of plans shows of each: a plan without its texts."""

    id: str
    file: str
    origin: str
    digest: str
    metadata: PlanMetadata


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """A place in a plan, in source offsets. Its quote is cut when it is shown, never stored."""

    plan_id: str
    page: int
    start: int
    end: int

    def quote(self, source: str) -> str:
        """Cut the quote from the source, exact but for runs of white space made one blank."""
        return " ".join(source[self.start : self.end].split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """The smallest citable unit, in reading offsets: a labelled item, a paragraph, a heading line."""

    start: int
    end: int
    label: str = ""
    is_heading: bool = False


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """The unit that is indexed: consecutive clauses of one section, about 600 characters.

    `path` is the heading path from the top of the plan, with the lead-in of a list where the chunk
    starts inside that list. `text` is the reading text of `[start, end)`.
    """

    id: int = field(default=-1)
    plan_id: str
    position: int
    kind: SectionKind
    path: tuple[str, ...]
    start: int
    end: int
    clauses: tuple[Clause, ...]
    text: str
