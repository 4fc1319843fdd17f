"""What all kinds of facts share: where they stand, and the clauses they are looked for in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.models import Citation, Plan, Section, SectionKind
from corpus.text import fold


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A record found in a plan: `[start, end)` are the reading offsets of the words it rests on.

    `doubt` says in a few words why a person should look twice (a range upside down, a date that does not
    exist); None where there is no doubt. Values are as printed, never corrected.
    """

    start: int
    end: int
    doubt: str | None = None

    def cite(self, plan: Plan) -> Citation:
        """Give the citation of the words that the fact rests on."""
        return plan.cite(self.start, self.end)


Finder = Callable[[Plan], Sequence[Fact]]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A section's own text, with the sections above it: what a finder reads.

    `start` is the reading offset of the text, so that `start + match.start()` is a place in the plan.
    """

    text: str
    start: int
    section: Section
    above: tuple[Section, ...]
    headings: tuple[str, ...]
    kind: SectionKind

    @cached_property
    def folded(self) -> str:
        """Give the text folded, of the same length, or as it is where folding would change the length."""
        folded = fold(self.text)
        return folded if len(folded) == len(self.text) else self.text.lower()


def places(plan: Plan) -> Iterator[Place]:
    """Give the own text of every section in the order of the plan.

    `above` are the sections from the top of the plan down to the one above; `headings` their own texts
    (a heading, or a lead-in).
    """
    for top in plan.sections:
        yield from _below(plan, top, top.kind, ())


def _below(plan: Plan, section: Section, kind: SectionKind, above: tuple[Section, ...]) -> Iterator[Place]:
    text = plan.reading.text
    yield Place(
        text=text[section.start : section.own_end], start=section.start, section=section, above=above,
        headings=tuple(text[s.start : s.own_end] for s in above), kind=kind,
    )  # fmt: skip
    for child in section.children:
        yield from _below(plan, child, kind, (*above, section))
