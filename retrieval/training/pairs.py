"""Pairs of texts that belong together, drawn from the training texts as training goes on.

Each kind of pair is a function of `KINDS`; what a pair is called there is what a recipe gives a share to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from retrieval.training.vocabulary import BREAK, Ids

Random = np.random.Generator
Pair = tuple[Ids, Ids]
_GAP = np.array([BREAK], dtype=np.int32)

# Lengths in words.
_WINDOW, _LONG_WINDOW = 60, 180
_CROP, _LONG_CROP = 5, 28
_MOST_TERMS, _REMOVED = 9, 0.6
_LONGEST_TITLE, _LONGEST_PREFIX = 40, 30


@dataclass(frozen=True, kw_only=True)
class Coded:
    """A document as ids of words. `title` is empty where it says little ("Phạm vi điều chỉnh")."""

    topic: int
    heading: Ids
    title: Ids
    lines: tuple[Ids, ...]
    cited: tuple[tuple[int, int], ...] = ()

    @cached_property
    def body(self) -> Ids:
        """Give the lines as one."""
        return np.concatenate(self.lines)

    @cached_property
    def prefix(self) -> Ids:
        """Give the heading and the title, as they stand above a passage when it is looked for."""
        return np.concatenate([self.heading[:_LONGEST_PREFIX], _GAP, self.title[:_LONGEST_PREFIX], _GAP])


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """All documents, and how rare each word is."""

    documents: tuple[Coded, ...]
    rarity: np.ndarray


Draw = Callable[[Coded, Shelf, Random], Pair | None]


def _between(random: Random, least: int, most: int) -> int:
    return int(random.integers(least, max(most, least + 1)))


def _window(body: Ids, random: Random) -> Ids:
    size = _between(random, _WINDOW, _LONG_WINDOW)
    start = _between(random, 0, len(body) - size)
    return body[start : start + size]


def _under_heading(document: Coded, passage: Ids, random: Random) -> Ids:
    """Put the heading above a passage, half of the time."""
    return np.concatenate([document.prefix, passage]) if random.random() < 0.5 else passage


def title_and_body(document: Coded, shelf: Shelf, random: Random) -> Pair | None:
    """Ask by the title for the text below it."""
    if len(document.title) < 3:
        return None
    return document.title[:_LONGEST_TITLE], _window(document.body, random)


def crop_and_window(document: Coded, shelf: Shelf, random: Random) -> Pair | None:
    """Ask by some words in a row for what stands around them."""
    window = _window(document.body, random)
    size = _between(random, _CROP, min(_LONG_CROP, len(window) // 2))
    if len(window) < 2 * size:
        return None
    start = _between(random, 0, len(window) - size)
    crop = window[start : start + size]
    if random.random() < _REMOVED:
        window = np.concatenate([window[:start], _GAP, window[start + size :]])
    return crop, _under_heading(document, window, random)


def terms_and_window(document: Coded, shelf: Shelf, random: Random) -> Pair | None:
    """Ask by a few telling words, each with the word behind it, in any order."""
    window = _window(document.body, random)
    if len(window) < 2 * _MOST_TERMS:
        return None
    chance = shelf.rarity[window[:-1]] + shelf.rarity[window[1:]]
    count = _between(random, 2, _MOST_TERMS)
    if np.count_nonzero(chance) < count:
        return None
    starts = random.choice(len(chance), size=count, replace=False, p=chance / chance.sum())
    parts = [part for start in starts for part in (window[start : start + _between(random, 1, 4)], _GAP)]
    return np.concatenate(parts), _under_heading(document, window, random)


def part_and_rest(document: Coded, shelf: Shelf, random: Random) -> Pair | None:
    """Ask by one line for the rest of the text, with its heading."""
    if len(document.lines) < 2:
        return None
    at = _between(random, 0, len(document.lines))
    rest = [line for place, line in enumerate(document.lines) if place != at]
    start = _between(random, 0, len(rest))
    return document.lines[at][:_LONG_CROP], np.concatenate(
        [document.prefix, *rest[start : start + 4], *rest[max(start - 2, 0) : start]]
    )[:_LONG_WINDOW]


def citing_and_cited(document: Coded, shelf: Shelf, random: Random) -> Pair | None:
    """Ask by a line that refers to another article for that article."""
    if not document.cited:
        return None
    line, other = document.cited[_between(random, 0, len(document.cited))]
    cited = shelf.documents[other]
    return document.lines[line][: _LONG_WINDOW // 2], _under_heading(
        cited, _window(cited.body, random), random
    )


def heading_and_line(document: Coded, shelf: Shelf, random: Random) -> Pair | None:
    """Ask by the title and some words of a clause for that clause alone."""
    long = [line for line in document.lines if len(line) >= 2 * _CROP]
    if not long or len(document.title) < 2:
        return None
    line = long[_between(random, 0, len(long))][:_LONG_WINDOW]
    size = _between(random, 2, _CROP + 2)
    start = _between(random, 0, len(line) - size)
    return np.concatenate([document.title[: _LONGEST_TITLE // 2], _GAP, line[start : start + size]]), line


KINDS: dict[str, Draw] = {
    "title": title_and_body,
    "crop": crop_and_window,
    "terms": terms_and_window,
    "part": part_and_rest,
    "citation": citing_and_cited,
    "clause": heading_and_line,
}
