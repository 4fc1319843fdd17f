"""The words of a deadline: what is due, who has to do it, to whom it goes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.dates import fold_evenly
from corpus.facts.deadline_clauses import Clause, pattern
from corpus.facts.offices import View, office_end, view
from corpus.lexicon import words
from corpus.text import squeeze

# How long the words of what is due may be, in characters, before they are cut at a comma.
_LONG = 140
_MARKS = " \t\n,;:.-–—*•+|/"
_LABEL = re.compile(r"\W*(?:(?:[ivx]+|\d+(?:\.\d+)*|[a-z])[.)]|(?:dieu|phan) \w+[.:]?)?[\s*•+–—-]*")
_NUMBERING = re.compile(r"^\W*(?:(?:[IVXivx]+|\d+(?:\.\d+)*|[A-Za-z])[.)]|Điều \d+[.:]?|PHẦN \w+[.:]?)?\s*")


def wording(clause: Clause) -> str:
    """Give the clause's own words on what is due; where there are none, those of its heading."""
    text = clause.place.text
    before = _plain(text[clause.start + clause.label : clause.phrase.start])
    after = _plain(text[clause.phrase.end : clause.end])
    row = _row(clause)
    heading = _plain(_NUMBERING.sub("", clause.place.headings[-1])) if clause.place.headings else ""
    if heading and before == subject(clause):
        return _short(f"{heading}: {before}")
    for found in (before, after):
        if len(found.split()) >= 2:
            return _short(found)
    return _short(row or before or after or heading or _plain(text))


def _row(clause: Clause) -> str:
    """Give the first words of the table's row that the date stands in."""
    text = clause.place.text
    begin = text.rfind("\n", 0, clause.start) + 1
    end = text.find("\n", clause.end)
    line = text[begin : end if end >= 0 else len(text)]
    cells = [cell.strip() for cell in line.split("|")] if "|" in line else []
    return next((cell for cell in cells if len(cell.split()) >= 2), "")


def _plain(text: str) -> str:
    text = squeeze(text).strip(_MARKS).removesuffix("(").removeprefix(")").strip(_MARKS)
    return text.removeprefix("(") if text.startswith("(") and ")" not in text else text


def _short(text: str) -> str:
    if len(text) <= _LONG:
        return text
    comma = text.find(", ", len(text) - _LONG)
    tail = text[comma + 2 :] if 0 <= comma < len(text) - 20 else ""
    return tail if len(tail.split()) >= 3 else text[len(text) - _LONG :].partition(" ")[2]


def subject(clause: Clause) -> str | None:
    """Give who has to do it: named in the clause, in its sentence, at the head of its section or above it."""
    folded = clause.place.folded
    by = pattern("who_by").search(folded, clause.phrase.end, clause.end)
    by = by or pattern("who_by").search(folded, clause.start, clause.phrase.start)
    starts = [by.end()] if by else []
    for start in (*starts, *_starts(clause, folded)):
        if name := _name(clause.seen, start, clause.finish):
            return name
    headings = (_heading_office(heading, clause.seen.damaged) for heading in reversed(clause.place.headings))
    return next((name for name in headings if name), None)


def _starts(clause: Clause, folded: str) -> Iterator[int]:
    """Give where the name of who has to do it may begin, the likeliest first."""
    colon = folded.rfind(": ", clause.start, clause.phrase.start)
    own = _after_label(folded, clause.start)
    lead = pattern("heading_lead").match(folded[own : clause.phrase.start])
    yield own + (lead.end() if lead else 0)
    if colon >= 0:
        yield colon + 2
    if clause.bare:
        yield _after_label(folded, min(clause.phrase.end, len(folded)))
    yield _after_label(folded, clause.begin)
    yield _after_label(folded, 0)


def _after_label(folded: str, start: int) -> int:
    match = _LABEL.match(folded, start)
    return match.end() if match else start


def _heading_office(heading: str, damaged: bool) -> str | None:
    text = heading.strip()
    folded = fold_evenly(text)
    start = _after_label(folded, 0)
    lead = pattern("heading_lead").match(folded[start:])
    return _name(view(text, damaged=damaged), start + (lead.end() if lead else 0), len(text))


def _name(seen: View, start: int, end: int) -> str | None:
    """Cut the name of an office that begins at `start`; None where none does."""
    stop = office_end(seen, start)
    name = _plain(seen.text[start : min(stop, end)]) if stop else ""
    return name if len(name) > 1 else None


def recipient(clause: Clause) -> str | None:
    """Give to whom it goes, as named in the clause or later in its sentence."""
    folded = clause.place.folded
    for start, end in ((clause.start, clause.end), (clause.start, clause.finish)):
        for lead in words("deadline", "to"):
            for match in re.compile(lead).finditer(folded, start, end):
                before = clause.phrase.start
                if name := _name(clause.seen, match.end(), before if match.end() < before else end):
                    return name
    return None
