"""Count words, pairs and triples of words in clean texts, and keep those that tell most.

An n-gram model with absolute discounting (Ney, Essen, Kneser 1994), pruned by what each n-gram adds to the
likelihood of the text (after Stolcke 1998), log probabilities held in steps of 1/16.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.repair.spelling import settled
from corpus.text import fold

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SPECIAL = ("<p>", "<num>", "<unk>")
_CLEAN = re.compile(r"(\S*\d\S*)|([^\W\d_]+(?:&[^\W\d_]+)?)|([.,;:()\[\]“”\"!?…•–—]|\s-\s|\n\s*\n)")
_DISCOUNT = 0.75
_LONGEST = 12
_TYPING = 2000  # a word so many times rarer than one with the same letters is a slip
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHARP_OR_HEAVY = "\u0301\u0323"
_STOPPED = re.compile("(?:p|t|c|ch)$")
_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    "(?:oa|oe|oo|uâ|uê|uô|uơ|uy|uyê|ia|iê|yê|ua|ưa|ươ|[aăâeêioôơuưy])(?:ch|ng|nh|[cmnptiouy])?"
)


@dataclass(frozen=True, kw_only=True)
class Grams:
    """Kept n-grams of one order: keys in rising order, log probabilities, and back-off log weights."""

    keys: Ints
    logs: Floats
    backs: Floats


def sequence(text: str) -> list[str]:
    """Give the words of a clean text in lower case, its numbers and its clause ends as signs."""
    found = ["<p>"]
    for number, word, end in _CLEAN.findall(text):
        sign = "<num>" if number else settled(word.lower()) if word else "<p>"
        if end and found[-1] == "<p>":
            continue
        found.append(sign)
    return found


def capitals(text: str) -> Iterator[tuple[str, bool]]:
    """Give the words inside the clauses of a clean text, and whether each begins with a capital."""
    inside = False
    for number, word, _ in _CLEAN.findall(text):
        if word and inside and not (len(word) > 1 and word.isupper()):
            yield settled(word.lower()), word[0].isupper()
        inside = bool(number or word)


def title_shares(seen: Mapping[tuple[str, bool], int], words: Sequence[str]) -> Floats:
    """Give the share of each word's sightings that begin with a capital, half and half for the signs."""
    usual = sum(count for (_, capital), count in seen.items() if capital) / max(1, sum(seen.values()))
    shares = []
    for word in words:
        capital, small = seen.get((word, True), 0), seen.get((word, False), 0)
        shares.append(0.5 if word in SPECIAL else (capital + 2 * usual) / (capital + small + 2))
    return np.array(shares)


def vocabulary(counts: Counter[str], always: Container[str], least: int, least_foreign: int) -> list[str]:
    """Choose the words that are kept: seen often enough, and not a typing without diacritics."""
    best: Counter[str] = Counter()
    for word, count in counts.items():
        best[fold(word)] = max(best[fold(word)], count)
    kept = [
        word
        for word, count in counts.items()
        if word not in SPECIAL
        and len(word) <= _LONGEST
        and (word in always or count >= (least if is_syllable(word) else least_foreign))
        and (word in always or count * _TYPING >= best[fold(word)])
    ]
    return [*SPECIAL, *sorted(kept)]


def is_syllable(word: str) -> bool:
    """Tell whether the word has the shape of a Vietnamese syllable: a stopped one has an acute or a dot."""
    bare, tone = without_tone(word)
    return bool(_SYLLABLE.fullmatch(bare)) and (tone in _SHARP_OR_HEAVY or not _STOPPED.search(bare))


def without_tone(word: str) -> tuple[str, str]:
    """Give the word without its tone mark, and the tone as a combining mark (" " for the level tone)."""
    parts = unicodedata.normalize("NFD", word)
    tone = next((mark for mark in parts if mark in _TONES), " ")
    return unicodedata.normalize("NFC", parts.replace(tone, "")), tone


def encoded(sequences: Iterable[Sequence[str]], words: Sequence[str]) -> Ints:
    """Write all sequences as one array of word numbers."""
    number = {word: at for at, word in enumerate(words)}
    unknown = number["<unk>"]
    return np.fromiter((number.get(word, unknown) for words_ in sequences for word in words_), dtype=np.int64)


def unigrams(ids: Ints, size: int) -> Floats:
    """Estimate the words' log probabilities, half a count added."""
    counts = np.bincount(ids, minlength=size) + 0.5
    return np.asarray(np.log(counts / counts.sum()))


def counted(keys: Ints) -> tuple[Ints, Ints]:
    """Count equal keys."""
    found, counts = np.unique(keys, return_counts=True)
    return found, counts.astype(np.int64)


def discounted(counts: Ints, contexts: Ints, lower: Floats, gain: float) -> tuple[Ints, Floats]:
    """Give the positions of n-grams worth keeping, and the log probabilities of all.

    `contexts` numbers each n-gram's history, `lower` is the log probability without the farthest word.
    """
    totals = np.bincount(contexts, weights=counts)
    kinds = np.bincount(contexts)
    rest = _DISCOUNT * kinds[contexts] / totals[contexts]
    full = np.log((counts - _DISCOUNT) / totals[contexts] + rest * np.exp(lower))
    worth = counts * (full - (np.log(rest) + lower))
    return np.flatnonzero(worth > gain), np.asarray(full)


def back_off(contexts: Ints, size: int, logs: Floats, lower: Floats) -> Floats:
    """Give each history's log weight for what is not kept, so that probabilities sum to one."""
    kept = np.bincount(contexts, weights=np.exp(logs), minlength=size)
    known = np.bincount(contexts, weights=np.exp(lower), minlength=size)
    return np.asarray(np.log(np.clip(1 - kept, 1e-3, 1) / np.clip(1 - known, 1e-3, 1)))


def pairs_and_triples(ids: Ints, size: int, gains: tuple[float, float]) -> tuple[Floats, Grams, Grams]:
    """Learn words, pairs (key: first·2^16 + second) and triples (key: the pair's place·2^16 + third)."""
    single = unigrams(ids, size)
    pairs = _pairs(ids, single, gains[0])
    return single, pairs, _triples(ids, single, pairs, gains[1])


def _pairs(ids: Ints, single: Floats, gain: float) -> Grams:
    keys, counts = counted(ids[:-1] << 16 | ids[1:])
    first, lower = keys >> 16, single[keys & 0xFFFF]
    keep, logs = discounted(counts, first, lower, gain)
    backs = back_off(first[keep], len(single), logs[keep], lower[keep])
    return Grams(keys=keys[keep], logs=logs[keep], backs=backs)


def _triples(ids: Ints, single: Floats, pairs: Grams, gain: float) -> Grams:
    keys, counts = counted((ids[:-2] << 16 | ids[1:-1]) << 16 | ids[2:])
    places = np.minimum(np.searchsorted(pairs.keys, keys >> 16), len(pairs.keys) - 1)
    held = (counts > 1) & (pairs.keys[places] == keys >> 16)
    keys, counts, places = keys[held], counts[held], places[held]
    lower = pair_logs(pairs, single, keys >> 16 & 0xFFFF, keys & 0xFFFF)
    keep, logs = discounted(counts, places, lower, gain)
    backs = back_off(places[keep], len(pairs.keys), logs[keep], lower[keep])
    return Grams(keys=places[keep] << 16 | keys[keep] & 0xFFFF, logs=logs[keep], backs=backs)


def pair_logs(pairs: Grams, single: Floats, first: Ints, second: Ints) -> Floats:
    """Give log probabilities of second words after first words under the pruned pairs."""
    keys = first << 16 | second
    places = np.minimum(np.searchsorted(pairs.keys, keys), len(pairs.keys) - 1)
    return np.where(pairs.keys[places] == keys, pairs.logs[places], pairs.backs[first] + single[second])
