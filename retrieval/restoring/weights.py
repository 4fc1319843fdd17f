"""What the restorer has learnt, and the file that holds it.

Words that fold alike are a class. A block is two or three classes in a row: what was typed. Of its
readings those are listed that are likelier than the words alone would be; what is not listed shares the rest.
So nothing is kept of words that no diacritic can change.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus.text import fold

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]

WIDEST = 16  # words in a class, so that a place in it takes half a byte
_LOG_STEP, _ODDS_STEP, _GAIN_STEP = 0.125, 0.5, 0.5
_MIDDLE = 64
_LEAST_REST = 1e-3


@dataclass(frozen=True, kw_only=True)
class Blocks:
    """Readings of two or three classes in a row; those of block i are [starts[i], starts[i + 1]).

    A key is the classes as digits to the base of their number; keys rise. `ranks` are the places in their
    classes of the first two words, four bits each; `last` that of a third. `steps` are log odds of a pair, or
    the gain of a triple over its pairs; `rest` is the gain of a triple that is not listed.
    """

    keys: Ints
    starts: Ints
    ranks: Bytes
    last: Bytes
    steps: Bytes
    rest: Bytes


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Words by class, most frequent first; log p(word | class); log share of title case; blocks.

    Class i holds the words [firsts[i], firsts[i + 1]); the first classes are the signs.
    """

    words: tuple[str, ...]
    firsts: Ints
    logs: Floats
    titles: Floats
    pairs: Blocks
    triples: Blocks

    @cached_property
    def classes(self) -> dict[str, int]:
        """Give the number of each folded word."""
        return {fold(self.words[first]): number for number, first in enumerate(self.firsts[:-1])}


def odds_steps(shares: NDArray[np.float64]) -> Bytes:
    """Give the steps that hold these shares of a block."""
    shares = np.clip(shares, 1e-4, 1 - 1e-4)
    return _steps(np.log(shares / (1 - shares)), _ODDS_STEP)


def gain_steps(gains: NDArray[np.float64]) -> Bytes:
    """Give the steps that hold these gains in nats."""
    return _steps(gains, _GAIN_STEP)


def shares_of(steps: Bytes) -> Floats:
    """Give the shares of a block that the steps hold."""
    return np.asarray(1 / (1 + np.exp(-_values(steps, _ODDS_STEP))), dtype=np.float32)


def gains_of(steps: Bytes) -> Floats:
    """Give the gains that the steps hold."""
    return _values(steps, _GAIN_STEP)


def rest_of(listed: Floats) -> Floats:
    """Give the log share of what is not listed from the sum of what is."""
    return np.log(np.maximum(1 - listed, np.float32(_LEAST_REST)))


def _steps(values: NDArray[np.float64], step: float) -> Bytes:
    return np.clip(np.round(values / step) + _MIDDLE, 0, 255).astype(np.uint8)


def _values(steps: Bytes, step: float) -> Floats:
    return (steps.astype(np.float32) - _MIDDLE) * np.float32(step)


def pack(weights: Weights) -> bytes:
    """Give the file's content for these weights."""
    number = len(weights.firsts) - 1
    arrays = {
        "sizes": np.diff(weights.firsts).astype(np.uint8),
        "words": np.frombuffer("\n".join(weights.words).encode(), dtype=np.uint8),
        "logs": np.clip(np.round(-weights.logs / _LOG_STEP), 0, 255).astype(np.uint8),
        "titles": np.clip(np.round(-weights.titles / _LOG_STEP), 0, 255).astype(np.uint8),
        **_packed("pair", weights.pairs, number),
        **_packed("triple", weights.triples, number),
    }
    stream = io.BytesIO()
    np.savez_compressed(stream, allow_pickle=False, **arrays)
    return stream.getvalue()


def _packed(name: str, blocks: Blocks, number: int) -> dict[str, NDArray[np.uint8] | NDArray[np.uint16]]:
    heads, tails = blocks.keys // number, blocks.keys % number
    head, counts = np.unique(heads, return_counts=True)
    gaps = _gaps(tails, np.diff(heads, prepend=-1) != 0)
    head_gaps = _gaps(head, np.arange(len(head)) == 0)
    return {
        f"{name}_heads": head_gaps.astype(np.uint16),
        f"{name}_counts": counts.astype(np.uint16),
        f"{name}_low": (gaps & 0xFF).astype(np.uint8),
        f"{name}_high": (gaps >> 8).astype(np.uint8),
        f"{name}_sizes": np.diff(blocks.starts).astype(np.uint8),
        f"{name}_ranks": blocks.ranks,
        f"{name}_last": blocks.last,
        f"{name}_steps": blocks.steps,
        f"{name}_rest": blocks.rest,
    }


def _gaps(values: Ints, fresh: NDArray[np.bool_]) -> Ints:
    return np.where(fresh, values, np.diff(values, prepend=0))


def unpack(content: bytes) -> Weights:
    """Read what `pack` wrote. Raises ValueError, KeyError, BadZipFile or zlib.error where it is not."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        firsts = np.append(0, np.cumsum(arrays["sizes"].astype(np.int64)))
        return Weights(
            words=tuple(arrays["words"].tobytes().decode().split("\n")),
            firsts=firsts,
            logs=arrays["logs"].astype(np.float32) * np.float32(-_LOG_STEP),
            titles=arrays["titles"].astype(np.float32) * np.float32(-_LOG_STEP),
            pairs=_unpacked("pair", arrays, len(firsts) - 1),
            triples=_unpacked("triple", arrays, len(firsts) - 1),
        )


def _unpacked(name: str, arrays: Mapping[str, Bytes], number: int) -> Blocks:
    heads = np.cumsum(arrays[f"{name}_heads"].astype(np.int64))
    counts = arrays[f"{name}_counts"].astype(np.int64)
    sums = np.cumsum(arrays[f"{name}_high"].astype(np.int64) << 8 | arrays[f"{name}_low"])
    starts = np.cumsum(counts) - counts
    before = np.where(starts > 0, sums[np.maximum(starts, 1) - 1], 0)
    return Blocks(
        keys=np.repeat(heads * number - before, counts) + sums,
        starts=np.append(0, np.cumsum(arrays[f"{name}_sizes"].astype(np.int64))),
        ranks=arrays[f"{name}_ranks"],
        last=arrays[f"{name}_last"],
        steps=arrays[f"{name}_steps"],
        rest=arrays[f"{name}_rest"],
    )
