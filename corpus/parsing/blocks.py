"""Printed lines -> blocks: a heading, a paragraph or a labelled item, its hard line breaks joined.

Office texts reach us wrapped at a width, often with a blank line after every line. Whether a break was
meant is told by the text: a label, a capital after a finished sentence, or a next word that would have
fitted on the line before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median_low

from corpus.models import ReadingText, Run
from corpus.parsing.labels import Label, awaits_number, ends_sentence, fits_numbering, is_capitals, read_label
from corpus.parsing.letterhead import layout
from corpus.parsing.lines import Line, columns, is_row
from corpus.text import fold

# Shares of the wrap width: what a justified line may fall short of it, and what counts as room left.
_SLACK, _ROOMY, _HALF = 0.04, 0.75, 0.5
# A line of a list of numbers: "02 tập thể".
_COUNT = re.compile(r"\d[\d\s–-]*[^\W\d_]")
_SHORT = 40
_CUT_WORD = re.compile(r"(?:\S-|\d/|/[A-ZĐ]{1,6}-)$")


@dataclass(frozen=True, kw_only=True)
class Block:
    """Lines that belong together, with the label of the first, if any."""

    lines: tuple[Line, ...]
    label: Label | None

    @property
    def text(self) -> str:
        """Give the text with breaks as blanks; the reading text proper is made by `join`."""
        return " ".join(line.text for line in self.lines)


def group(lines: list[Line], width: int | None) -> list[Block]:
    """Group lines into blocks; `width` is that of the wrapped lines, None where a line is a paragraph."""
    blocks: list[Block] = []
    current: list[Line] = []
    usual_gap = median_low([line.gap for line in lines]) if lines else 0
    for line in lines:
        if current and (_is_set_apart(line, current[-1], usual_gap) or _begins_block(line, current, width)):
            blocks.append(_block(current))
            current = []
        current.append(line)
    if current:
        blocks.append(_block(current))
    return blocks


def _block(lines: list[Line]) -> Block:
    return Block(lines=tuple(lines), label=_label_of(lines[0]))


def _label_of(line: Line) -> Label | None:
    return None if is_row(line.text) else read_label(line.text)


def _is_set_apart(line: Line, previous: Line, usual_gap: int) -> bool:
    """Tell whether more blank lines than usual, not those of a page break, part two finished lines."""
    return line.gap == usual_gap + 1 and not line.after_break and ends_sentence(previous.text)


def _begins_block(line: Line, current: list[Line], width: int | None) -> bool:
    previous = current[-1].text
    label = _label_of(line)
    if label and fits_numbering(label, line.text, previous):
        return True
    if _opens_part(line.text, previous) or is_row(line.text) or is_row(previous):
        return True
    if _is_spread(line.text) and _is_spread(previous):
        return True
    if _is_joined(previous, line.text):
        return False
    capitals, previous_capitals = is_capitals(line.text), is_capitals(previous)
    if capitals != previous_capitals and (previous_capitals or capitals) and len(line.text) > 3:
        return not line.text[:1].islower()
    return width is None or _was_meant(line.text, current, width)


def _is_spread(text: str) -> bool:
    """Tell whether two cells stand apart in the line; justified text leaves more than one such gap."""
    return len(columns(text)) == 2


def _opens_part(text: str, previous: str) -> bool:
    """Tell whether the line begins with a word that opens a legal basis, an addressee, a closing sentence."""
    folded = fold(text)
    if layout("addressee").match(folded) or (text.startswith("(") and layout("attached").match(folded)):
        return True
    opens = layout("preamble").match(folded) or layout("closing").match(folded)
    return bool(opens) and not text[:1].islower() and ends_sentence(previous)


def _is_joined(previous: str, text: str) -> bool:
    """Tell whether the two lines are one sentence whatever their lengths."""
    if _CUT_WORD.search(previous) and text[:1].isalnum():
        return True
    if previous.endswith((",", " -", " –", "(", "“")) or awaits_number(previous):
        return True
    if layout("dangling").search(previous.lower()):
        return True
    first = text[:1]
    if first.islower() or first in ",;)”&":
        return not re.search(r"[.!?…:][”\"’)]*$", previous) or first in ",;)”"
    if is_capitals(previous) and any(c.islower() for c in text):
        return False
    if _COUNT.match(text) and _COUNT.match(previous) and len(previous) < _SHORT:
        return False
    return (first.isdigit() or first in "(-–") and not ends_sentence(previous)


def _was_meant(text: str, current: list[Line], width: int) -> bool:
    """Tell whether a break before a capital was meant, by how much room was left on the line before.

    After a finished sentence it is enough that the next word would have fitted. Elsewhere a capital is
    more often a name ("UBND tỉnh / Hưng Yên"), so more room must have been left.
    """
    previous = current[-1].text
    if len(previous) < _HALF * width:
        return True
    heads = (
        len(current) <= 2 and read_label(current[0].text) and not layout("before_name").search(fold(previous))
    )
    if re.search(r"[.!?:…][”\"’)]*$", previous) or (heads and not ends_sentence(previous)):
        return len(previous) + 1 + len(text.split(maxsplit=1)[0]) <= width * (1 - _SLACK)
    return len(previous) < _ROOMY * width


def join(blocks: list[Block]) -> tuple[ReadingText, list[tuple[int, int]]]:
    """Make the reading text of the blocks, a line each; give it and each block's offsets in it."""
    parts: list[str] = []
    runs: list[Run] = []
    spans: list[tuple[int, int]] = []
    length = 0
    for block in blocks:
        if parts:
            parts.append("\n")
            length += 1
        begin = length
        for index, line in enumerate(block.lines):
            if index and not _CUT_WORD.search(block.lines[index - 1].text):
                parts.append(" ")
                length += 1
            for word in re.finditer(r"\S+(?: \S+)*", line.text):
                if word.start():
                    parts.append(" ")
                    length += 1
                parts.append(word.group())
                runs.append(Run(reading=length, source=line.start + word.start(), length=len(word.group())))
                length += len(word.group())
        spans.append((begin, length))
    return ReadingText(text="".join(parts), runs=tuple(runs)), spans
