"""What fingers do on a phone: keys of a keyboard that was off, slips, letters held down, missing blanks.

Only words are touched that are no Vietnamese syllable and that neither the index nor the lexicon knows:
a rare word that was meant is the best reason to say that the plans do not speak of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from corpus.lexicon import aligned_english, compounds, load, words
from corpus.text import fold, tokens
from retrieval.joined import take_apart
from retrieval.keyboards import from_telex, from_viqr, from_vni
from retrieval.shorthand import Known
from retrieval.syllables import is_syllable

_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")
_WITH_NUMBER = re.compile(r"([^\W\d_]{4,})(\d{2,})")
_ADDRESS = re.compile(r"\S*(?:@|://|www\.)\S*")
_HELD = re.compile(r"([^\W\d_])\1+")
_HELD_LONG = re.compile(r"([^\W\d_])\1\1")
_LETTERS = "abcdeghiklmnopqrstuvxy"
# Plans write y where a school of spelling writes i ("quí", "kỉ niệm").
# Syllables that are spelled with i or with y, as one was taught.
_I_OR_Y = re.compile("(?:[hklmstv]|qu)i")
_Y_FOR_I = str.maketrans("iíìỉĩị", "yýỳỷỹỵ")
_SHORTEST_SLIP, _SHORTEST_SWAP, _SHORTEST_NAME, _LONGEST = 4, 3, 2, 40
# A text with more words that nobody knows is of another language, or of none.
_MOST_SLIPS = 24


def mend(text: str, known: Known) -> str:
    """Give the text with what fingers did undone; `known` tells whether plans hold a folded word or pair."""
    return _Mending(text=from_viqr(text), known=known).done()


@dataclass
class _Mending:
    """One text being mended, from left to right."""

    text: str
    known: Known
    tried: int = 0

    def done(self) -> str:
        found = list(_WORD.finditer(self.text))
        spared = {at for run in _ADDRESS.finditer(self.text) for at in range(*run.span())}
        out, end, before = [], 0, ""
        for index, match in enumerate(found):
            after = _typed_out(found[index + 1].group()) if index + 1 < len(found) else ""
            word = match.group() if match.start() in spared else self._word(match, before, after)
            out += [self.text[end : match.start()], word]
            end = match.end()
            before = fold(word).split()[-1]
        return "".join((*out, self.text[end:]))

    def _word(self, match: re.Match[str], before: str, after: str) -> str:
        word = match.group()
        folded = fold(word)
        if not 2 <= len(word) <= _LONGEST or word.isdigit():
            return word
        if _is_understood(folded, self.known):
            return self._as_keys(word, folded, before, after) or self._spelling(word, folded, before, after)
        if (numbered := _WITH_NUMBER.fullmatch(word)) and not _from_keys(word.lower()):
            letters, number = numbered.groups()
            mended = self._meant(letters, "", "", is_first=not match.start())
            return word if mended == letters else f"{mended} {number}"
        return self._meant(word, before, after, is_first=not match.start())

    def _meant(self, word: str, before: str, after: str, *, is_first: bool) -> str:
        """Give the first word that could be meant and fits its neighbours, else the first that could be."""
        folded = fold(word)
        if _is_understood(folded, self.known):
            return word
        keys = _from_keys(word.lower())
        is_other = word.lower() in aligned_english() and not any(self.known(fold(each)) for each in keys)
        may_slip = not is_other and self.tried < _MOST_SLIPS and self._may_slip(word, is_first=is_first)
        self.tried += may_slip
        guesses = [*_held(word.lower(), self._is_word), *(self._guesses(word) if may_slip else ())]
        likely = [*keys, *(each for each in guesses if all(map(_is_spoken, fold(each).split())))]
        # Three letters are soon like others: without a neighbour that tells, only keys are undone.
        # An English word can be keys as well ("car", "cả"): there too.
        certain = [] if is_other else keys if len(folded) < _SHORTEST_SLIP else likely
        typed = [each for each in keys if not is_other and self._is_word(fold(each))]
        fitting = [each for each in likely if self._fits(fold(each), before, after)]
        chosen: str = (*typed, *fitting, *certain, word)[0]
        return chosen.upper() if word.isupper() else chosen

    def _as_keys(self, word: str, folded: str, before: str, after: str) -> str:
        """Give what an English word is as keys, where other keys stand raw and its neighbours want it so."""
        if is_syllable(folded) or self.known(folded) or not self.has_keys:
            return ""
        keys = _from_keys(word.lower())
        return keys[0] if keys and self._fits(fold(keys[0]), before, after) else ""

    @cached_property
    def has_keys(self) -> bool:
        """Tell whether some word of the text can only be the keys of one."""
        found = (match.group().lower() for match in _WORD.finditer(self.text))
        return any(_from_keys(word) for word in found if not _is_understood(fold(word), self.known))

    def _may_slip(self, word: str, *, is_first: bool) -> bool:
        """Tell whether a word may be a slip: a capital makes a name, but a phone begins a text with one."""
        begins = is_first and word.isascii() and word[1:].islower()
        return word.islower() or begins or self.text.isupper()

    def _guesses(self, word: str) -> Iterator[str]:
        lower, folded = word.lower(), fold(word)
        parts = take_apart(folded, self._is_word, self._is_pair)
        if len(parts) > 1:
            yield _cut_like(lower, parts)
        yield from _slips(folded, self.known)

    def _spelling(self, word: str, folded: str, before: str, after: str) -> str:
        """Give "kĩ" as "kỹ", where its neighbours want it so; no name, and "lai" is not "lay"."""
        if not _I_OR_Y.fullmatch(folded) or not word.islower() or self._fits(folded, before, after):
            return word
        other = word[:-1] + word[-1].translate(_Y_FOR_I)
        return other if self._fits(fold(other), before, after) else word

    def _fits(self, folded: str, before: str, after: str) -> bool:
        parts = folded.split()
        return bool(
            (before and self._is_pair(before, parts[0])) or (after and self._is_pair(parts[-1], after))
        )

    def _is_word(self, folded: str) -> bool:
        return self.known(folded) or folded in _lexicon()

    def _is_pair(self, first: str, second: str) -> bool:
        # An abbreviation stands where its full form does: "sở khcn" as "sở khoa học …".
        pair = f"{_spelled(first)[-1]}_{_spelled(second)[0]}"
        return self.known(pair) or pair in compounds() or f"{first} {second}" in _lexicon()


def _typed_out(word: str) -> str:
    return fold((*_from_keys(word.lower()), word)[0])


def _spelled(word: str) -> list[str]:
    forms = () if is_syllable(word) else load("abbreviations")["abbreviations"].get(word, ())
    return tokens(forms[0]) if forms else [word]


def _is_spoken(folded: str) -> bool:
    return is_syllable(folded) or folded in _lexicon()


def _is_understood(folded: str, known: Known) -> bool:
    return _is_spoken(folded) or known(folded)


@cache
def _lexicon() -> frozenset[str]:
    """Give all folded words that the lexicon knows: abbreviations, English, words of function."""
    found = set(words("vietnamese_function", "stop")) | set(words("vietnamese_function", "markers"))
    for key in ("stop", "markers", "ambiguous"):
        found.update(words("english_function", key))
    for name in ("english", "english_general"):
        found.update(part for key in load(name)["terms"] for part in key.split())
    found.update(load("abbreviations")["abbreviations"], load("shorthand")["words"])
    return frozenset(fold(word) for word in found)


def _from_keys(word: str) -> list[str]:
    """Give what the keys of a lower-case word make on a Telex or a VNI keyboard, where they make a word."""
    if any(c.isdigit() for c in word):
        # Two signs are rather a name: "A4", "O7".
        typed = from_vni(word) if word.isascii() and len(word) > _SHORTEST_NAME else ""
    else:
        typed = from_telex(word)
    # "gdd", "d9v": the first letters of two words, one of them đ.
    is_short = "đ" in typed and fold(typed) in load("abbreviations")["abbreviations"]
    return [typed] if typed != word and (is_short or (typed and is_syllable(fold(typed)))) else []


def _held(word: str, is_word: Callable[[str], bool]) -> Iterator[str]:
    """Give the word without letters that a finger held down."""
    plain = _HELD.sub(r"\1", word)
    bare = "".join(c for at, c in enumerate(word) if not at or fold(c) != fold(word[at - 1]))
    for once in dict.fromkeys((plain, bare)):
        if once != word and (_HELD_LONG.search(fold(word)) or is_word(fold(once))):
            yield once


def _cut_like(word: str, parts: list[str]) -> str:
    """Cut a word as its folded form was taken apart, its diacritics kept."""
    if len(word) != sum(map(len, parts)):
        return " ".join(parts)
    cut, at = [], 0
    for part in parts:
        cut.append(word[at : at + len(part)])
        at += len(part)
    return " ".join(cut)


def _slips(folded: str, known: Known) -> Iterator[str]:
    """Give known words that one key swapped, more, less or other makes of this one, but the first key."""
    if len(folded) < _SHORTEST_SWAP or not folded.isalpha():
        return
    for at in range(len(folded)):
        swapped = folded[:at] + folded[at : at + 2][::-1] + folded[at + 2 :]
        if swapped != folded and _is_spoken(swapped) and known(swapped):
            yield swapped
    if len(folded) < _SHORTEST_SLIP:
        return
    for at in range(1, len(folded) + 1):
        for letter in ("", *_LETTERS):
            for candidate in (folded[:at] + letter + folded[at + 1 :], folded[:at] + letter + folded[at:]):
                # Few of the hundreds are shaped as a word, and the plans need not be asked for the others.
                if candidate != folded and _is_spoken(candidate) and known(candidate):
                    yield candidate
