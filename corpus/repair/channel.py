"""Which words may a badly read word have been? A noisy channel over pieces of one or two letters.

The cost of reading a printed word as the raw one is that of the cheapest way to cut both into pieces (Brill
and Moore, "An improved error model for noisy channel spelling correction", 2000). It is computed for all
words of the lexicon at once, from the raw word's end; endings that words share are computed once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.repair.spelling import Shape, shape_of, shaped

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Costs = Mapping[str, Mapping[str, float]]  # what was read -> what was printed -> cost in nats

NEVER = 60.0
_ANY_LETTER = 9.0  # a sign that this letter was never read as
_FROM_NOTHING = 8.0
_LOST = 6.0  # the letter behind was not read at all
_LONGEST = 3


class Rows:
    """The costs of what was read, laid out over numbered starts of words."""

    def __init__(self, costs: Costs, starts: Sequence[str], otherwise: float) -> None:
        numbers: dict[str, int] = {"": 0}
        self.number_of: Ints = np.array(
            [numbers.setdefault(start, len(numbers)) for start in starts], dtype=np.int64
        )
        self._costs, self._numbers, self._otherwise = costs, numbers, otherwise
        self._rows: dict[str, Floats | None] = {}

    def row(self, read: str) -> Floats | None:
        """Give the costs of this reading by the number of the start, None where it is never read so."""
        if read not in self._rows:
            self._rows[read] = self._laid_out(read)
        return self._rows[read]

    def _laid_out(self, read: str) -> Floats | None:
        given = self._costs.get(read, {})
        known = {self._numbers[start]: cost for start, cost in given.items() if start in self._numbers}
        otherwise = self._otherwise if len(read) == 1 else NEVER
        if not known and otherwise >= NEVER:
            return None
        row = np.full(len(self._numbers), otherwise, dtype=np.float32)
        row[list(known)] = list(known.values())
        row[0] = NEVER
        return row


class Grid:
    """Endings or words in one shape: what each begins with, and the ending that is left without that."""

    def __init__(self, items: Sequence[str], places: Mapping[str, int], costs: Costs) -> None:
        self.size = len(items)
        self.ones = Rows(costs, [item[:1] for item in items], _ANY_LETTER)
        self.twos = Rows(costs, [item[:2] if len(item) > 1 else "" for item in items], NEVER)
        self.whole: Ints = np.array([places.get(item, 0) for item in items], dtype=np.int64)
        self.without_one: Ints = np.array([places[item[1:]] for item in items], dtype=np.int64)
        self.without_two: Ints = np.array([places[item[2:]] for item in items], dtype=np.int64)

    def step(self, read: str, after: Sequence[Floats]) -> Floats:
        """Give the costs of all items for `read`, whose endings of length 0, 1, … cost `after`."""
        left = len(read)
        best = after[left - 1][self.whole] + np.float32(_FROM_NOTHING)
        for signs in range(1, min(_LONGEST, left) + 1):
            rest = after[left - signs]
            one, two = self.ones.row(read[:signs]), self.twos.row(read[:signs])
            if one is not None:
                first = one[self.ones.number_of]
                np.minimum(best, first + rest[self.without_one], out=best)
                np.minimum(best, first + rest[self.without_two] + np.float32(_LOST), out=best)
            if two is not None:
                np.minimum(best, two[self.twos.number_of] + rest[self.without_two], out=best)
        return best


class Channel:
    """The costs of reading any word of a lexicon as given raw words."""

    def __init__(self, words: Sequence[str], costs: Costs) -> None:
        self._words, self._costs = words, costs
        self._grids: dict[Shape, tuple[Grid, Grid]] = {}

    def costs_of(self, raw: Iterable[str]) -> Iterator[tuple[str, Floats]]:
        """Give each raw word with what it costs (in nats) to read each word of the lexicon so."""
        groups: dict[Shape, list[str]] = {}
        for word in set(raw):
            groups.setdefault(shape_of(word), []).append(word)
        for shape, group in groups.items():
            yield from self._of(shape, group)

    def _of(self, shape: Shape, raw: list[str]) -> Iterator[tuple[str, Floats]]:
        endings, words = self._grid(shape)
        nothing = np.full(endings.size, NEVER, dtype=np.float32)
        nothing[0] = 0
        known, after = "", [nothing]
        for word in sorted(raw, key=lambda one: one[::-1]):
            while not word.endswith(known):
                known = known[1:]
            del after[len(known) + 1 :]
            for at in range(len(word) - len(known) - 1, 0, -1):
                after.append(endings.step(word[at:], after))
            known = word[1:] if len(known) < len(word) else known
            yield word, words.step(word, after)

    def _grid(self, shape: Shape) -> tuple[Grid, Grid]:
        if shape not in self._grids:
            small = Shape.UPPER if shape is Shape.UPPER else Shape.LOWER
            bodies = [shaped(word, small) for word in self._words]
            endings = sorted({body[at:] for body in bodies for at in range(len(body) + 1)}, key=len)
            places = {ending: at for at, ending in enumerate(endings)}
            first = self._grids[small][0] if small in self._grids else Grid(endings, places, self._costs)
            written = [shaped(word, shape) for word in self._words]
            self._grids[shape] = first, Grid(written, places, self._costs)
        return self._grids[shape]
