"""Pages of text -> Plan with its tree of sections. READ `parse` FIRST."""

from __future__ import annotations

import hashlib

from corpus.errors import NotAPlan
from corpus.models import Plan, PlanMetadata, ReadingText, Section, SectionKind
from corpus.parsing.blocks import Block, group, join
from corpus.parsing.closing import Foot, read_foot, split_foot
from corpus.parsing.letterhead import Head, read_letterhead, split_head
from corpus.parsing.lines import Line, split_lines, split_pages, typical_width
from corpus.parsing.markup import lead_through, without_marks
from corpus.parsing.metadata import issuer_stated, province_of, years_named
from corpus.parsing.rereading import lead_back, reread
from corpus.parsing.tree import Span, build_tree
from corpus.text import fold, nfc, squeeze

# Changes whenever a source is read differently: stored plans of another version are parsed again.
VERSION = "3"

# How much of the preamble dates a document that dates neither itself nor its title, in characters.
_OPENING = 400
_LONGEST_TITLE = 500


def parse(source: str, *, plan_id: str, file: str, origin: str = "") -> Plan:
    """Parse the source text of one document; of a bad scan, what its words were read again as.

    Raises NotAPlan where there is no text in it, LexiconError where the data of the repair is broken.
    """
    source = nfc(source)
    plain = without_marks(source)
    repaired = reread(plain.text)
    lines = split_lines(repaired.text if repaired else plain.text)
    if not any(any(c.isalpha() for c in line.text) for line in lines):
        raise NotAPlan(f"{file} holds no text that could be cited; check the file.")
    head = split_head(lines)
    width = typical_width(lines)
    body_lines, foot_lines, after = split_foot(head.rest)
    foot = read_foot(foot_lines)
    attached = split_head(after)
    parts = [
        *_head_blocks(head),
        group(body_lines, width),
        [_block([line]) for _, pieces in foot.parts for line in pieces],
        *_head_blocks(attached),
        group(attached.rest, width),
    ]
    reading, spans = join([block for part in parts for block in part])
    cut = _cut(parts, spans)
    sections = (
        *_whole(SectionKind.LETTERHEAD, cut[0]),
        *_whole(SectionKind.TITLE, cut[1]),
        *build_tree(parts[2], cut[2]),
        *_foot_sections(foot, cut[3]),
        *_whole(SectionKind.LETTERHEAD, cut[4]),
        *_whole(SectionKind.TITLE, cut[5]),
        *build_tree(parts[6], cut[6]),
    )
    return Plan(
        id=plan_id, file=file, origin=origin, source=source, pages=split_pages(source),
        reading=lead_through(lead_back(reading, repaired) if repaired else reading, plain),
        digest=hashlib.sha256(source.encode()).hexdigest(), sections=sections,
        metadata=_metadata(head, foot, reading, sections),
    )  # fmt: skip


def _head_blocks(head: Head) -> list[list[Block]]:
    return [[_block([line]) for line in head.letterhead], [_block(head.title)] if head.title else []]


def _block(lines: list[Line]) -> Block:
    return Block(lines=tuple(lines), label=None)


def _cut(parts: list[list[Block]], spans: list[Span]) -> list[list[Span]]:
    cut, start = [], 0
    for part in parts:
        cut.append(spans[start : start + len(part)])
        start += len(part)
    return cut


def _whole(kind: SectionKind, spans: list[Span]) -> list[Section]:
    if not spans:
        return []
    start, end = spans[0][0], spans[-1][1]
    return [Section(kind=kind, label="", heading=None, start=start, own_end=end, end=end)]


def _foot_sections(foot: Foot, spans: list[Span]) -> list[Section]:
    sections, start = [], 0
    for kind, pieces in foot.parts:
        sections.extend(_whole(kind, spans[start : start + len(pieces)]))
        start += len(pieces)
    return sections


def _metadata(head: Head, foot: Foot, reading: ReadingText, sections: tuple[Section, ...]) -> PlanMetadata:
    letterhead = read_letterhead(head.letterhead)
    title = _short_title(" ".join(line.text for line in head.title)) or letterhead.subject or ""
    if head.document_type and fold(title).startswith(fold(head.document_type)):
        title = f"{head.document_type} {title[len(head.document_type) :].strip()}".strip()
    years = set(years_named(title))
    if letterhead.year:
        years.add(letterhead.year)
    if not years and letterhead.number:
        years.update(years_named(letterhead.number))
    if not years:
        years.update(years_named(_preamble(reading, sections)[:_OPENING]))
    printed = " ".join(line.text for line in head.letterhead)
    return PlanMetadata(
        document_type=head.document_type, number=letterhead.number,
        issuer=letterhead.issuer or issuer_stated(_preamble(reading, sections)),
        superior=letterhead.superior, place=letterhead.place, issue_date=letterhead.issue_date,
        title=title, province=province_of(letterhead=printed, text=reading.text), years=tuple(sorted(years)),
        authority=foot.signature.authority, position=foot.signature.position, signer=foot.signature.signer,
        recipients=foot.recipients,
    )  # fmt: skip


def _short_title(text: str) -> str:
    """Give the title, cut where a text without breaks would make one of all its words."""
    return squeeze(text)[:_LONGEST_TITLE].rstrip()


def _preamble(reading: ReadingText, sections: tuple[Section, ...]) -> str:
    parts = [s for s in sections if s.kind is SectionKind.PREAMBLE]
    return "\n".join(reading.text[s.start : s.end] for s in parts)
