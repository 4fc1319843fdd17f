"""A reading of repaired text -> a reading of the source: every word leads back to what the scan has."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from corpus.models import ReadingText, Run

# Raw start, raw end, repaired start, repaired end of a word.
Pair = tuple[int, int, int, int]


def lead_back(reading: ReadingText, pairs: Sequence[Pair]) -> ReadingText:
    """Give the reading with runs that lead to the raw text instead of the repaired one.

    `reading` was made of the repaired text; `pairs` are its words in order, in raw and repaired offsets.
    """
    starts = [pair[2] for pair in pairs]
    runs = tuple(new for run in reading.runs for new in _words(run, pairs, starts))
    return ReadingText(text=reading.text, runs=runs)


def _words(run: Run, pairs: Sequence[Pair], starts: list[int]) -> Iterator[Run]:
    """Cut a run of repaired text into its words."""
    end = run.source + run.length
    for raw_start, raw_end, start, stop in pairs[max(bisect_right(starts, run.source) - 1, 0) :]:
        if start >= end:
            break
        first, last = max(start, run.source), min(stop, end)
        if first >= last:
            continue
        # A word cut by the run: its letters are counted from its beginning.
        begin = min(raw_start + first - start, raw_end)
        behind = raw_end if last == stop else min(raw_start + last - start, raw_end)
        yield Run(
            reading=run.reading + first - run.source, source=begin, length=last - first,
            source_length=behind - begin,
        )  # fmt: skip
