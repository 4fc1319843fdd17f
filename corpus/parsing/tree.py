"""Blocks -> the numbered tree, with numbering that repeats or skips kept as printed."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.models import Section, SectionKind
from corpus.parsing.blocks import Block
from corpus.parsing.labels import Level, is_capitals
from corpus.parsing.letterhead import layout
from corpus.text import fold

_HEADING_LENGTH = 220
Span = tuple[int, int]


@dataclass(kw_only=True)
class _Node:
    """A section under construction; `level` is None for a paragraph that leads nothing in."""

    kind: SectionKind
    level: Level | None
    label: str
    text: str
    start: int
    own_end: int
    children: list[_Node] = field(default_factory=list)

    def freeze(self) -> Section:
        children = tuple(child.freeze() for child in self.children)
        end = children[-1].end if children else self.own_end
        return Section(
            kind=self.kind, label=self.label, heading=self._heading(), start=self.start,
            own_end=self.own_end, end=end, children=children,
        )  # fmt: skip

    def _heading(self) -> str | None:
        """Give the text as a heading where it only names what follows."""
        body = self.text[len(self.label) :].strip() if self.text.startswith(self.label) else self.text
        if not body or len(body) > _HEADING_LENGTH:
            return None
        names = bool(self.children) and not body.endswith((".", ";", ","))
        if self.kind is SectionKind.PARAGRAPH or not (
            names or (self.children and self.level == Level.ARTICLE)
        ):
            return None
        return body.rstrip(": ")


def build_tree(blocks: list[Block], spans: list[Span]) -> tuple[Section, ...]:
    """Build the tree of the body. Paragraphs before the first numbered clause are the preamble."""
    root = _Node(kind=SectionKind.PARAGRAPH, level=None, label="", text="", start=0, own_end=0)
    stack: list[_Node] = [root]
    numbered = False
    for block, (start, end) in zip(blocks, spans, strict=True):
        text = block.text
        if block.label:
            numbered = numbered or not block.label.level.is_bullet
            node = _labelled(block, start, end)
            _climb(stack, block.label.level)
        else:
            kind = _paragraph_kind(text, numbered)
            level = Level.LEAD_IN if text.endswith(":") else None
            node = _Node(kind=kind, level=level, label="", text=text, start=start, own_end=end)
            _climb_for_paragraph(stack, text)
        if _takes_heading(stack[-1], node):
            stack[-1].text, stack[-1].own_end = f"{stack[-1].text} {text}", end
            continue
        stack[-1].children.append(node)
        if node.level is not None:
            stack.append(node)
    return tuple(child.freeze() for child in root.children)


def _labelled(block: Block, start: int, end: int) -> _Node:
    label = block.label
    assert label is not None  # noqa: S101 - the caller asked for a labelled block
    kind = SectionKind.ITEM if label.level.is_bullet else SectionKind.NUMBERED
    return _Node(kind=kind, level=label.level, label=label.text, text=block.text, start=start, own_end=end)


def _paragraph_kind(text: str, numbered: bool) -> SectionKind:
    if layout("addressee").match(fold(text)):
        return SectionKind.ADDRESSEE
    return SectionKind.PARAGRAPH if numbered else SectionKind.PREAMBLE


def _climb(stack: list[_Node], level: Level) -> None:
    """Close the sections that cannot hold a clause of this level.

    A bullet joins its own kind where that kind is open, else it goes inside what is open: offices print
    "-" under "+" as well as the other way round.
    """
    if level.is_bullet:
        for index in range(len(stack) - 1, 0, -1):
            if stack[index].level == level:
                del stack[index:]
                return
            if not _is_bullet(stack[index]):
                return
        return
    while len(stack) > 1 and not _is_above(stack[-1].level, level):
        stack.pop()


def _is_above(level: Level | None, lower: Level) -> bool:
    return level is not None and level < lower


def _is_bullet(node: _Node) -> bool:
    return node.level is not None and node.level.is_bullet


def _climb_for_paragraph(stack: list[_Node], text: str) -> None:
    """Close what a paragraph does not belong to: bullets; all but the top where it closes the document."""
    while len(stack) > 1 and (_is_bullet(stack[-1]) or stack[-1].level is Level.LEAD_IN):
        stack.pop()
    if layout("closing").match(fold(text)) or text.endswith("./."):
        _climb_to_close(stack)


def _climb_to_close(stack: list[_Node]) -> None:
    """Leave open what a closing paragraph can stand in: an article, else a top section above clauses."""
    articles = [index for index, node in enumerate(stack) if node.level is Level.ARTICLE]
    del stack[articles[-1] + 1 if articles else 2 :]
    top = stack[-1].level
    if not articles and top is not None and top >= Level.NUMBER:
        stack.pop()


_NAMED_BELOW = (Level.APPENDIX, Level.PART, Level.CHAPTER, Level.DIVISION)


def _takes_heading(parent: _Node, node: _Node) -> bool:
    """Tell whether the block is the name of a chapter or the like, printed on the line below its number."""
    if parent.level not in _NAMED_BELOW or node.label or parent.children:
        return False
    return parent.text.strip(" .:") == parent.label.strip(" .:") or (
        is_capitals(node.text) and is_capitals(parent.text)
    )
