"""How likely is a word after the two before it? A pruned n-gram model that backs off to shorter histories."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Language:
    """Words by number, and log probabilities (natural) of words, pairs and triples.

    A pair's key is first·2^16 + second; a triple's is (place of its pair)·2^16 + third. Keys rise.
    `pair_backs` belongs to words, `triple_backs` to pairs: the weight of what is not listed. `titles` is the
    share of a word's sightings inside a clause that begin with a capital.
    """

    words: tuple[str, ...]
    singles: Floats
    titles: Floats
    pairs: Ints
    pair_logs: Floats
    pair_backs: Floats
    triples: Ints
    triple_logs: Floats
    triple_backs: Floats

    def after_one(self, first: Ints, second: Ints) -> tuple[Floats, Ints]:
        """Give log p(second | first), and the place of each pair, -1 where it is not listed."""
        places = _found(self.pairs, first << 16 | second)
        backed = self.pair_backs[first] + self.singles[second]
        return np.where(places >= 0, self.pair_logs[places], backed), places

    def after_two(self, pair: Ints, third: Ints, shorter: Floats) -> Floats:
        """Give log p(third | pair), where `pair` is a place or -1 and `shorter` is log p(third | second)."""
        listed = np.flatnonzero(pair >= 0)
        logs = shorter.copy()
        place, word = pair[listed], third[listed]
        found = _found(self.triples, place << 16 | word)
        backed = self.triple_backs[place] + shorter[listed]
        logs[listed] = np.where(found >= 0, self.triple_logs[found], backed)
        return logs


def _found(keys: Ints, wanted: Ints) -> Ints:
    places = np.searchsorted(keys, wanted)
    places[places == len(keys)] = 0
    return np.where(keys[places] == wanted, places, -1)
