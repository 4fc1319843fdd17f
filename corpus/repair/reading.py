"""Read badly recognised text again: other words in place of misread ones, everything else as it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.repair.candidates import lattice
from corpus.repair.decoding import posteriors
from corpus.repair.gate import looks_damaged
from corpus.repair.lexicon import UNKNOWN, Lexicon, lexicon_with
from corpus.repair.spelling import shape_of, shaped
from corpus.repair.words import Kind, Token, tokens

_CERTAIN = 0.9


@dataclass(frozen=True, kw_only=True)
class RepairedText:
    """A repaired reading of `raw`, aligned to it word by word.

    `pairs` gives (raw start, raw end, repaired start, repaired end) of every word, number and code in order;
    what lies between two of them is the same in both texts. `confidences` gives, for each pair, how probable
    this reading is among those considered (1 for what was not read again).
    """

    raw: str
    text: str
    pairs: tuple[tuple[int, int, int, int], ...]
    confidences: tuple[float, ...]

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Give the [start, end) in the raw text of a span of the repaired text, widened to whole words."""
        return self._raw_offset(start, upper=False), self._raw_offset(end, upper=True)

    def changed(self) -> list[int]:
        """Give the places, in `pairs`, of the words that read differently."""
        return [at for at, (a, b, c, d) in enumerate(self.pairs) if self.raw[a:b] != self.text[c:d]]

    @cached_property
    def _starts(self) -> list[int]:
        return [pair[2] for pair in self.pairs]

    def _raw_offset(self, offset: int, *, upper: bool) -> int:
        at = bisect_right(self._starts, offset - upper) - 1
        if at < 0:
            return max(offset, 0)
        raw_start, raw_end, start, end = self.pairs[at]
        if offset >= end:
            return min(raw_end + offset - end, len(self.raw))
        return raw_end if upper and offset > start else raw_start


def repair(text: str, *, extra_words: Iterable[str] = ()) -> RepairedText:
    """Give a repaired reading of badly recognised text; sound text comes back unchanged.

    Only words change: digits, codes, dates, punctuation and blanks stay, and so does the case. `extra_words`
    are words, names or phrases known to belong to the text's world; figures in a phrase stand for any number.
    Raises LexiconError where the data of the repair cannot be read. Method: a noisy channel over letters and
    an n-gram model over words.
    """
    found = tokens(text)
    if not looks_damaged(text):
        return _joined(text, found, [token.text for token in found], [1.0] * len(found))
    known = lexicon_with(extra_words)
    words, confidences = _read_again(found, known)
    return _joined(text, found, words, confidences)


def _read_again(found: Sequence[Token], known: Lexicon) -> tuple[list[str], list[float]]:
    laid = lattice(found, known)
    chosen, sure = posteriors(known.language, laid.numbers, laid.scores)
    words, confidences = [token.text for token in found], [1.0] * len(found)
    for place, at in enumerate(laid.token_of):
        number = int(laid.numbers[place, chosen[place]])
        if at >= 0 and found[at].kind is Kind.NUMERAL:
            words[at] = words[at].replace("l", "I")
        elif at >= 0 and number > UNKNOWN and _is_sure(found[at], float(sure[place])):
            words[at] = shaped(known.language.words[number], shape_of(words[at]))
            confidences[at] = float(sure[place])
    return words, confidences


def _is_sure(token: Token, probability: float) -> bool:
    """Tell whether a reading is taken; in the place of what may be a code, only a near certain one."""
    return token.kind is not Kind.WORD_OR_CODE or probability >= _CERTAIN


def _joined(
    raw: str, found: Sequence[Token], words: Sequence[str], confidences: Sequence[float]
) -> RepairedText:
    parts: list[str] = []
    pairs: list[tuple[int, int, int, int]] = []
    last = length = 0
    for token, word in zip(found, words, strict=True):
        parts += [raw[last : token.start], word]
        start = length + token.start - last
        length = start + len(word)
        pairs.append((token.start, token.end, start, length))
        last = token.end
    return RepairedText(
        raw=raw, text="".join([*parts, raw[last:]]), pairs=tuple(pairs), confidences=tuple(confidences)
    )
