"""Bad scans -> a repaired text that is parsed in the source's place, and back to what the scan has."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.lexicon import words
from corpus.models import ReadingText, Run
from corpus.repair.gate import looks_damaged

if TYPE_CHECKING:
    from corpus.repair.reading import RepairedText


def reread(source: str) -> RepairedText | None:
    """Give the repaired reading of a bad scan; None where the text is sound or no repair makes it so.

    Text in another language looks damaged as well: what the repair would make of it is no Vietnamese.
    """
    if not looks_damaged(source):
        return None
    # Only here: sound plans, and answers from plans that are stored, need not wait for it to load.
    from corpus.repair.reading import repair

    repaired = repair(source, extra_words=words("rereading", "counted"))
    return None if looks_damaged(repaired.text) else repaired


def lead_back(reading: ReadingText, repaired: RepairedText) -> ReadingText:
    """Give the reading with runs that lead to the raw text instead of the repaired one.

    `reading` was made of the repaired text. A word that reads differently becomes a run of its own; what
    stands between two such words is the same in both texts, and one run.
    """
    pieces = list(_pieces(repaired))
    starts = [piece.start for piece in pieces]
    runs = tuple(new for run in reading.runs for new in _cut(run, pieces, starts))
    return ReadingText(text=reading.text, runs=runs)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Piece:
    """A stretch of the repaired text, and of the raw text that it was made of."""

    start: int
    end: int
    raw_start: int
    raw_end: int
    is_reread: bool


def _pieces(repaired: RepairedText) -> Iterator[_Piece]:
    """Cut the repaired text into words that read differently and what lies between them."""
    end = raw_end = 0
    for at in repaired.changed():
        raw_start, raw_stop, start, stop = repaired.pairs[at]
        if start > end:
            yield _Piece(start=end, end=start, raw_start=raw_end, raw_end=raw_start, is_reread=False)
        yield _Piece(start=start, end=stop, raw_start=raw_start, raw_end=raw_stop, is_reread=True)
        end, raw_end = stop, raw_stop
    yield _Piece(
        start=end, end=len(repaired.text), raw_start=raw_end, raw_end=len(repaired.raw), is_reread=False
    )


def _cut(run: Run, pieces: Sequence[_Piece], starts: Sequence[int]) -> Iterator[Run]:
    """Cut a run of repaired text at the words that were read anew."""
    end = run.source + run.length
    for piece in pieces[bisect_right(starts, run.source) - 1 :]:
        if piece.start >= end:
            break
        first, last = max(piece.start, run.source), min(piece.end, end)
        if first >= last:
            continue
        place = run.reading + first - run.source
        if piece.is_reread:
            raw_length = piece.raw_end - piece.raw_start
            yield Run(reading=place, source=piece.raw_start, length=last - first, source_length=raw_length)
        else:
            yield Run(reading=place, source=piece.raw_start + first - piece.start, length=last - first)
