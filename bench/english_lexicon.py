"""Make corpus/lexicon/english_aligned.txt: English words with the Vietnamese ones they stand beside.

    python -m bench.english_lexicon en_vi.jsonl.xz

Reads sentence pairs, one JSON object {"en", "vi"} a line. For each English word, the syllables and pairs of
syllables of the other side are ranked by the log-likelihood ratio of standing in the same pair (Dunning 1993,
"Accurate methods for the statistics of surprise and coincidence"). A word without a clear companion is listed
alone: that it is English is worth knowing too.
"""

from __future__ import annotations

import json
import lzma
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from corpus.text import nfc

TARGET = Path(__file__).parents[1] / "corpus" / "lexicon" / "english_aligned.txt"
HEAD = """\
# English words, behind a tab the Vietnamese words they stand beside in translations, the likeliest first.
# Made by bench/english_lexicon.py from the sentence pairs of NTREX and XQuAD (CC BY-SA 4.0) by the
# log-likelihood ratio (Dunning 1993), not read by an editor; this file is therefore under CC BY-SA 4.0.
"""
# A companion is seen together at least so often, is at least so surprising (15.1 is a chance of 1 in 10,000),
# and stands in at least this share of the sentences of either word.
_LEAST_TOGETHER, _LEAST_RATIO, _LEAST_SHARE = 4, 20.0, 0.5
# A pair of syllables is taken for its first one where it is nearly as surprising.
_PAIR_FOR_ONE = 0.7
_MOST_SENSES, _OTHER_SENSE = 2, 0.6
# Where so many sentences hold a word, it is one of function and has no companion.
_MOST_OFTEN = 0.05

_ENGLISH = re.compile(r"(?<![\w'’-])[a-z]{3,20}(?![\w'’])")
_SYLLABLE = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Counts:
    """In how many sentence pairs each English word, each Vietnamese one, and both stand."""

    size: int
    english: Counter[str]
    vietnamese: Counter[str]
    both: Counter[tuple[str, str]]


def main(path: str) -> None:
    """Write the lexicon of the sentence pairs in the file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        counts = count((row["en"], row["vi"]) for row in map(json.loads, lines))
    text = HEAD + "".join(f"{line}\n" for line in entries(counts))
    TARGET.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{TARGET.name}: {text.count(chr(10)) - 3} words, {len(text.encode()) / 1000:.0f} kB\n")


def count(pairs: Iterable[tuple[str, str]]) -> Counts:
    """Count words, syllables and pairs of syllables, each once a sentence pair."""
    english, vietnamese, both, size = Counter[str](), Counter[str](), Counter[tuple[str, str]](), 0
    for ours, theirs in pairs:
        size += 1
        words, terms = set(_ENGLISH.findall(ours)), set(_terms(theirs))
        english.update(words)
        vietnamese.update(terms)
        both.update((word, term) for word in words for term in terms)
    return Counts(size, english, vietnamese, both)


def _terms(text: str) -> Iterator[str]:
    for clause in re.split(r"[^\w\s]", nfc(text).lower()):
        syllables = _SYLLABLE.findall(clause)
        yield from syllables
        yield from (f"{one} {other}" for one, other in pairwise(syllables))


def entries(counts: Counts) -> Iterator[str]:
    """Give the lines of the lexicon, in the order of the alphabet."""
    beside: dict[str, list[tuple[float, str]]] = {}
    for (word, term), together in counts.both.items():
        once, other = counts.english[word], counts.vietnamese[term]
        if together < _LEAST_TOGETHER or max(once, other) > _MOST_OFTEN * counts.size:
            continue
        ratio = log_likelihood_ratio(together, once, other, counts.size)
        if ratio >= _LEAST_RATIO and together >= _LEAST_SHARE * max(once, other / 2):
            beside.setdefault(word, []).append((ratio, term))
    for word in sorted(counts.english):
        senses = list(_senses(sorted(beside.get(word, []), reverse=True)))
        yield f"{word}\t{', '.join(senses)}" if senses else word


def _senses(ranked: list[tuple[float, str]]) -> Iterator[str]:
    """Give the likeliest companions, pairs of syllables before those that they hold."""
    taken: list[str] = []
    for ratio, term in ranked:
        if len(taken) == _MOST_SENSES or ratio < _OTHER_SENSE * ranked[0][0]:
            return
        longer = next(
            (pair for share, pair in ranked if share >= _PAIR_FOR_ONE * ratio and _holds(pair, term)), term
        )
        if not any(set(longer.split()) & set(each.split()) for each in taken):
            taken.append(longer)
            yield longer


def _holds(pair: str, term: str) -> bool:
    return pair != term and term in pair.split()


def log_likelihood_ratio(together: int, one: int, other: int, size: int) -> float:
    """Give Dunning's ratio of two words standing in the same of `size` sentences; 0 where they shun it."""
    if together * size <= one * other:
        return 0.0
    table = (together, one - together, other - together, size - one - other + together)
    rows, columns = (one, size - one), (other, size - other)
    return 2 * (_entropy(table) - _entropy(rows) - _entropy(columns) + _entropy((size,)))


def _entropy(counts: Iterable[int]) -> float:
    return sum(number * math.log(number) for number in counts if number)


if __name__ == "__main__":
    main(sys.argv[1])
