"""Learn how printed letters are read: what one or two letters become, by expectation and maximisation.

Joint pieces as in Bisani and Ney, "Joint-sequence models for grapheme-to-phoneme conversion" (2008): a word
is cut into pieces of one or two letters, each read as one to three signs; a sign may also come from nothing.
"""

from __future__ import annotations

import math
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

Piece = tuple[str, str]  # what was printed, what was read
Table = dict[Piece, float]

_LONGEST = 3
_ROUNDS = 8
_FLOOR = 1e-6
_OF_CLASS = 8.0  # so many sightings weigh what letters of one base become against what this letter becomes
_LEAST = 2e-5
_TOO_FEW = 1e-4
_VOWELS = "aăâeêioôơuưy"
_ALIKE = 0.003
_VOWEL_FOR_VOWEL = 0.0015

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def base(letter: str) -> str:
    """Give the letter without any mark, đ as d, in its case."""
    plain = unicodedata.normalize("NFD", letter)[0]
    return {"đ": "d", "Đ": "D"}.get(plain, plain)


def pieces(truth: str, raw: str, i: int, j: int) -> Iterator[Piece]:
    """Give the pieces that can stand at these places of the two words."""
    if j < len(raw):
        yield "", raw[j]
    for printed in (1, 2):
        if i + printed <= len(truth):
            for read in range(1, _LONGEST + 1):
                if j + read <= len(raw):
                    yield truth[i : i + printed], raw[j : j + read]


def first_guess(piece: Piece) -> float:
    """Give a probability to begin with: letters of one base are alike, pairs and insertions are rare."""
    printed, read = piece
    if not printed:
        return 0.002
    if len(printed) == 1:
        alike = base(printed).lower() == base(read[0]).lower()
        return (0.5 if alike else 0.01) * 0.02 ** (len(read) - 1)
    return 0.002 * 0.1 ** abs(len(read) - len(printed) + 1)


def learnt(pairs: Mapping[Piece, int], rounds: int = _ROUNDS) -> Table:
    """Learn the pieces' probabilities from pairs of words with their counts, then smooth them."""
    table: Mapping[Piece, float] | None = None
    counts: Table = {}
    for _ in range(rounds):
        counts = defaultdict(float)
        for (truth, raw), seen in pairs.items():
            for piece, share in expected(truth, raw, table).items():
                counts[piece] += share * seen
        table = normalised(counts)
    return smoothed(counts)


def expected(truth: str, raw: str, table: Mapping[Piece, float] | None) -> Table:
    """Give how often each piece is expected in this pair of words."""

    def chance(piece: Piece) -> float:
        return first_guess(piece) if table is None else table.get(piece, 1e-7)

    rows, columns = len(truth) + 1, len(raw) + 1
    ahead = [[0.0] * columns for _ in range(rows)]
    ahead[0][0] = 1.0
    moves = [
        (i, j, piece, chance(piece))
        for i in range(rows)
        for j in range(columns)
        for piece in pieces(truth, raw, i, j)
    ]
    for i, j, (printed, read), p in moves:
        ahead[i + len(printed)][j + len(read)] += ahead[i][j] * p
    total = ahead[-1][-1]
    behind = [[0.0] * columns for _ in range(rows)]
    behind[-1][-1] = 1.0
    found: Table = defaultdict(float)
    for i, j, (printed, read), p in reversed(moves):
        after = behind[i + len(printed)][j + len(read)] * p
        behind[i][j] += after
        if total and ahead[i][j] and after:
            found[printed, read] += ahead[i][j] * after / total
    return found


def printings(counts: Mapping[Piece, float]) -> dict[str, float]:
    """Give how often each letter, and each pair of letters read together, was printed."""
    printed: dict[str, float] = defaultdict(float)
    for (letters, _), count in counts.items():
        printed[letters] += count
        if len(letters) == 2:
            printed[letters[0]] += count
    return printed


def normalised(counts: Mapping[Piece, float]) -> Table:
    """Turn expected counts into probabilities of what is read, given what was printed."""
    printed = printings(counts)
    table: Table = {}
    for (letters, read), count in counts.items():
        if letters and count > _TOO_FEW:
            p = count / printed[letters] if len(letters) == 1 else 0.3 * count / (printed[letters] + 5)
            table[letters, read] = p
        elif count > _TOO_FEW:
            table[letters, read] = count / sum(printed.values())
    return table


def smoothed(counts: Mapping[Piece, float]) -> Table:
    """Mix what a letter becomes with what letters of its base become; add what needs no evidence."""
    table = {piece: p for piece, p in normalised(counts).items() if len(piece[0]) != 1}
    single = {piece: count for piece, count in counts.items() if len(piece[0]) == 1}
    printed = printings(counts)
    of_class: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (letter, read), count in single.items():
        of_class[base(letter)][read] += count
    class_seen = {name: sum(reads.values()) for name, reads in of_class.items()}
    for letter in letters_of_vietnamese():
        name, seen = base(letter), printed[letter]
        for read, count in of_class[name].items():
            share = _OF_CLASS * count / class_seen[name]
            table[letter, read] = (single.get((letter, read), 0.0) + share) / (seen + _OF_CLASS)
    for piece, p in (*vowels_for_vowels(), *look_alikes(), *other_marks()):
        table[piece] = max(table.get(piece, 0.0), p)
    return {piece: p for piece, p in table.items() if p >= _LEAST}


def letters_of_vietnamese() -> list[str]:
    """Give every letter that a word can be printed with, small and capital."""
    toned = [unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES]
    small = [*toned, *"bcdđfghjklmnpqrstvwxz"]
    return [*small, *(letter.upper() for letter in small), "&"]


def other_marks() -> Iterator[tuple[Piece, float]]:
    """Give letters read as themselves or with other marks, which recognisers of other languages do."""
    letters = letters_of_vietnamese()
    for printed in letters:
        for read in letters:
            if base(printed) == base(read):
                yield (printed, read), 0.05 if printed == read else 0.004


def look_alikes() -> Iterator[tuple[Piece, float]]:
    """Give the misreadings that follow from how signs look."""
    known = tomllib.loads(Path(__file__).with_name("look_alikes.toml").read_text(encoding="utf-8"))
    for read, alike in known["single"].items():
        for letter in letters_of_vietnamese():
            if letter in alike or (base(letter) in alike and base(letter) in "aeiouyAEIOUY"):
                yield (letter, read), _ALIKE
    for read, printed in known["several"].items():
        yield (printed, read), _ALIKE


def vowels_for_vowels() -> Iterator[tuple[Piece, float]]:
    """Give any vowel read as any plain vowel of its case."""
    for printed in letters_of_vietnamese():
        for read in "aeiouyAEIOUY":
            if base(printed) in "aeiouyAEIOUY" and printed.islower() == read.islower():
                yield (printed, read), _VOWEL_FOR_VOWEL


def cost(probability: float) -> float:
    """Give the negative natural logarithm."""
    return -math.log(max(probability, _FLOOR))
