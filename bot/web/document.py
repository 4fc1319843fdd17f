"""A plan laid out for reading: blocks in the order of the text, an outline, one excerpt marked. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.models import Plan, Section, SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Stretch = tuple[int, int]
SHOWN_LEVELS = 3
DEEPEST = 4
CLOSERS = ":;.,"


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Text that is marked or not; `first` on the first marked piece of the plan."""

    text: str
    marked: bool = False
    first: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One heading, paragraph or item. `start` is a reading offset."""

    style: str
    level: int
    start: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of the outline, leading to the block that starts at `start`."""

    text: str
    level: int
    start: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    style: str
    level: int
    start: int
    end: int


def find_excerpt(plan: Plan, start: str | None, end: str | None) -> Stretch | None:
    """Give the reading offsets of the source stretch asked for; None where the numbers make no sense."""
    try:
        first, last = int(start or ""), int(end or "")
    except ValueError:
        return None
    if not 0 <= first < last <= len(plan.source):
        return None
    head, tail = plan.reading.to_reading(first, last)
    text = plan.reading.text[head:tail]
    head += len(text) - len(text.lstrip())
    return (head, head + len(text.strip())) if text.strip() else None


def lay_out(plan: Plan, excerpt: Stretch | None = None) -> tuple[Block, ...]:
    """Give the whole plan as blocks: text that stands in no section becomes a paragraph."""
    text = plan.reading.text
    parts = _fill_gaps(text, _walk(plan.sections, text, level=0, indent=0))
    return tuple(_build(part, text, excerpt) for part in parts if text[part.start : part.end].strip())


def outline(plan: Plan) -> tuple[Entry, ...]:
    """Give the headings of the numbered tree, three levels deep."""
    return tuple(_outline(plan.sections, plan.reading.text, level=0))


def _outline(sections: Sequence[Section], text: str, level: int) -> Iterator[Entry]:
    for section in sections:
        if section.kind is SectionKind.NUMBERED and section.heading and level < SHOWN_LEVELS:
            line = " ".join(f"{section.label} {section.heading}".split())
            yield Entry(text=line, level=level, start=_trim(text, section.start, section.own_end)[0])
            yield from _outline(section.children, text, level + 1)


def _walk(sections: Sequence[Section], text: str, level: int, indent: int) -> Iterator[_Part]:
    """Give the parts in the order of the text: headings by their level, items by how deep they are nested."""
    for section in sections:
        if section.kind is SectionKind.NUMBERED and section.heading:
            cut = _end_of_heading(section, text)
            yield _Part(style="heading", level=level, start=section.start, end=cut)
            yield _Part(style="paragraph", level=indent, start=cut, end=section.own_end)
            yield from _walk(section.children, text, level + 1, indent)
        else:
            labelled = section.kind in (SectionKind.NUMBERED, SectionKind.ITEM)
            style = "item" if labelled else section.kind.value
            yield _Part(style=style, level=indent, start=section.start, end=section.own_end)
            yield from _walk(section.children, text, level + 1, indent + labelled)


def _end_of_heading(section: Section, text: str) -> int:
    heading = section.heading or ""
    found = text.find(heading, section.start, section.own_end)
    if found >= 0:
        behind = text[found + len(heading) : section.own_end]
        return found + len(heading) + len(behind) - len(behind.lstrip(CLOSERS))
    line_end = text.find("\n", section.start, section.own_end)
    return line_end if line_end >= 0 else section.own_end


def _fill_gaps(text: str, parts: Iterator[_Part]) -> Iterator[_Part]:
    done = 0
    for part in parts:
        if part.start > done:
            yield _Part(style="paragraph", level=0, start=done, end=part.start)
        start = max(part.start, done)
        if part.end > start:
            yield _Part(style=part.style, level=part.level, start=start, end=part.end)
        done = max(done, part.end)
    yield _Part(style="paragraph", level=0, start=done, end=len(text))


def _build(part: _Part, text: str, excerpt: Stretch | None) -> Block:
    start, end = _trim(text, part.start, part.end)
    pieces = tuple(_cut(text, start, end, excerpt))
    return Block(style=part.style, level=min(part.level, DEEPEST), start=start, pieces=pieces)


def _cut(text: str, start: int, end: int, excerpt: Stretch | None) -> Iterator[Piece]:
    head, tail = excerpt or (end, end)
    first, last = min(max(head, start), end), min(max(tail, start), end)
    if first > start:
        yield Piece(text=text[start:first])
    if last > first:
        yield Piece(text=text[first:last], marked=True, first=first == head)
    if end > last:
        yield Piece(text=text[max(first, last) : end])


def _trim(text: str, start: int, end: int) -> Stretch:
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip())
