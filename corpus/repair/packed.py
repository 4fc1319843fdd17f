"""The file that holds what the repair has learnt: a small language model and the costs of misreadings.

One xz file around an npz file. Keys that rise are held as counts and gaps, low and high bytes apart, which
compress to half; log probabilities and costs are held in steps of a quarter or an eighth.
"""

from __future__ import annotations

import io
import lzma
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from corpus.repair.language import Floats, Ints, Language

Arrays = Mapping[str, NDArray[np.uint8] | NDArray[np.uint16]]
Costs = dict[str, dict[str, float]]

_LOG_STEP, _COST_STEP, _SHARE_STEP = 0.25, 0.125, 1 / 255
_NO_BACK_OFF = 128


def pack(language: Language, costs: Mapping[str, Mapping[str, float]]) -> bytes:
    """Give the file's content for this language model and these costs (read -> printed -> nats)."""
    flat = [(read, printed, cost) for read, row in sorted(costs.items()) for printed, cost in row.items()]
    arrays = {
        "words": _letters(language.words),
        "singles": _steps(-language.singles, _COST_STEP),
        "titles": _steps(language.titles, _SHARE_STEP),
        "pair_backs": _steps(language.pair_backs, _LOG_STEP, _NO_BACK_OFF),
        "triple_backs": _steps(language.triple_backs, _LOG_STEP, _NO_BACK_OFF),
        "pair_logs": _steps(-language.pair_logs, _LOG_STEP),
        "triple_logs": _steps(-language.triple_logs, _LOG_STEP),
        "read": _letters([read for read, _, _ in flat]),
        "printed": _letters([printed for _, printed, _ in flat]),
        "costs": _steps(np.array([cost for _, _, cost in flat], dtype=np.float32), _COST_STEP),
        **_gaps("pair", language.pairs, len(language.words)),
        **_gaps("triple", language.triples, len(language.pairs)),
    }
    stream = io.BytesIO()
    np.savez(stream, allow_pickle=False, **arrays)
    return lzma.compress(stream.getvalue(), preset=9 | lzma.PRESET_EXTREME)


def unpack(content: bytes) -> tuple[Language, Costs]:
    """Read what `pack` wrote. Raises ValueError, KeyError, OSError or LZMAError where it is not that."""
    with np.load(io.BytesIO(lzma.decompress(content)), allow_pickle=False) as arrays:
        language = Language(
            words=tuple(_strings(arrays["words"])),
            singles=-_values(arrays["singles"], _COST_STEP),
            titles=_values(arrays["titles"], _SHARE_STEP),
            pairs=_keys("pair", arrays),
            pair_logs=-_values(arrays["pair_logs"], _LOG_STEP),
            pair_backs=_values(arrays["pair_backs"], _LOG_STEP, _NO_BACK_OFF),
            triples=_keys("triple", arrays),
            triple_logs=-_values(arrays["triple_logs"], _LOG_STEP),
            triple_backs=_values(arrays["triple_backs"], _LOG_STEP, _NO_BACK_OFF),
        )
        costs: Costs = {}
        rows = zip(
            _strings(arrays["read"]),
            _strings(arrays["printed"]),
            _values(arrays["costs"], _COST_STEP).tolist(),
            strict=True,
        )
        for read, printed, cost in rows:
            costs.setdefault(read, {})[printed] = cost
    return language, costs


def _letters(strings: tuple[str, ...] | list[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(strings).encode(), dtype=np.uint8)


def _strings(letters: NDArray[np.uint8]) -> list[str]:
    return letters.tobytes().decode().split("\n")


def _steps(values: Floats, step: float, zero: int = 0) -> NDArray[np.uint8]:
    steps = np.clip(np.round(values / np.float32(step)) + zero, 0, 255)
    return np.asarray(steps, dtype=np.uint8)


def _values(steps: NDArray[np.uint8], step: float, zero: int = 0) -> Floats:
    return (steps.astype(np.float32) - zero) * np.float32(step)


def _gaps(name: str, keys: Ints, histories: int) -> dict[str, NDArray[np.uint8] | NDArray[np.uint16]]:
    history, last = keys >> 16, keys & 0xFFFF
    gaps = last.copy()
    gaps[1:] -= np.where(history[1:] == history[:-1], last[:-1], 0)
    counts = np.bincount(history, minlength=histories).astype(np.uint16)
    return {
        f"{name}_counts": counts,
        f"{name}_low": (gaps & 0xFF).astype(np.uint8),
        f"{name}_high": (gaps >> 8).astype(np.uint8),
    }


def _keys(name: str, arrays: Mapping[str, NDArray[np.uint8]]) -> Ints:
    gaps = arrays[f"{name}_high"].astype(np.int64) << 8 | arrays[f"{name}_low"]
    counts = arrays[f"{name}_counts"].astype(np.int64)
    sums = np.cumsum(gaps)
    starts = np.cumsum(counts) - counts
    before = np.where(starts > 0, sums[np.maximum(starts, 1) - 1], 0)
    last = sums - np.repeat(before, counts)
    return np.asarray(np.repeat(np.arange(len(counts)), counts) << 16 | last, dtype=np.int64)
