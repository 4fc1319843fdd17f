"""Lay out, for each word of a text, the few words that it may have been."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.repair.channel import Floats, Ints
from corpus.repair.lexicon import CLAUSE_END, NUMBER, SIGNS, UNKNOWN, Lexicon
from corpus.repair.spelling import Shape, shape_of
from corpus.repair.words import Kind, Token

_MOST = 24
_IMPOSSIBLE = np.float32(-60)
_BY_FREQUENCY = np.float32(0.7)
_AS_IT_STANDS = 6.0
_EACH_LETTER = 3.0
_AS_NUMERAL = 1.0
_AS_CODE = 2.0
_ABBREVIATED = 9.0
_RAREST_CASE = np.float32(0.003)
_READ_AGAIN = frozenset((Kind.WORD, Kind.WORD_OR_CODE))
_NUMERAL = re.compile(r"[IVX]+")
_ABBREVIATION = re.compile("[BCDĐGHKLMNPQRSTVX][BCDĐGHKLMNPQRSTVX&]*[BCDĐGHKLMNPQRSTVX]")


@dataclass(frozen=True, kw_only=True)
class Lattice:
    """Candidates by place: word numbers and log likelihoods; places also stand for clause ends and numbers.

    `token_of` gives each place's token, -1 for a clause end.
    """

    numbers: Ints
    scores: Floats
    token_of: list[int]


def lattice(found: Sequence[Token], known: Lexicon) -> Lattice:
    """Lay out the candidates for all tokens."""
    costs = dict(known.channel.costs_of({token.text for token in found if token.kind in _READ_AGAIN}))
    keys = {(token.text, token.kind) for token in found if token.kind in _READ_AGAIN}
    rows = {(raw, kind): _row(raw, kind, costs[raw], known) for raw, kind in keys}
    numbers, scores, token_of = [], [], []
    for at, token in enumerate(found):
        if token.after_break:
            numbers.append(_single(CLAUSE_END)[0])
            scores.append(_single(CLAUSE_END)[1])
            token_of.append(-1)
        row = rows.get((token.text, token.kind)) or _single(NUMBER)
        numbers.append(row[0])
        scores.append(row[1] + _by_case(token, known.language.titles[row[0]]))
        token_of.append(at)
    return Lattice(numbers=np.array(numbers), scores=np.array(scores), token_of=token_of)


def _row(raw: str, kind: Kind, costs: Floats, known: Lexicon) -> tuple[Ints, Floats]:
    rank = costs - _BY_FREQUENCY * known.language.singles[SIGNS:]
    best = np.argpartition(rank, _MOST - 1)[: _MOST - 1]
    coded = kind is Kind.WORD_OR_CODE
    numbers = np.append(best + SIGNS, NUMBER if coded or _NUMERAL.fullmatch(raw) else UNKNOWN)
    return numbers, np.append(-costs[best], np.float32(-_AS_CODE if coded else -as_it_stands(raw)))


def _by_case(token: Token, titles: Floats) -> Floats | float:
    """Weigh words by how often they begin as this one does, where no clause begins with it."""
    shape = shape_of(token.text)
    if token.kind not in _READ_AGAIN or token.after_break or shape is Shape.UPPER:
        return 0.0
    share = np.clip(titles, _RAREST_CASE, 1 - _RAREST_CASE)
    return np.asarray(np.log(share if shape is Shape.TITLE else 1 - share), dtype=np.float32)


def _single(number: int) -> tuple[Ints, Floats]:
    numbers = np.full(_MOST, number, dtype=np.int64)
    scores = np.full(_MOST, _IMPOSSIBLE, dtype=np.float32)
    scores[0] = 0
    return numbers, scores


def as_it_stands(raw: str) -> float:
    """Give the cost of taking the raw word for one that the lexicon lacks, or for a numeral."""
    if _NUMERAL.fullmatch(raw):
        return _AS_NUMERAL
    if _ABBREVIATION.fullmatch(raw):
        return _ABBREVIATED
    return _AS_IT_STANDS + _EACH_LETTER * len(raw)
