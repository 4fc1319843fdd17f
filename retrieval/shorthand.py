"""Words of chat and abbreviations that no plan prints, spelled out: what stays short could never be found."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from corpus.lexicon import compounds, load
from corpus.text import fold, tokens
from retrieval.syllables import is_syllable

Known = Callable[[str], bool]

# Not what is part of a document's number, of an address or of a name ("KH-UBND", "gov.vn", "TN&MT").
_WORD = re.compile(r"(?<![\w/&@.+-])(?:[bB]/[cC]|[^\W\d_]+)(?![\w/&@+]|[-.]\w)")
_BLANK = re.compile(r"\s+")


def spell_out(text: str, known: Known) -> str:
    """Give the text with words of chat in full, and abbreviations that `known` tells no plan to hold."""
    found = list(_WORD.finditer(text))
    folded = [fold(match.group()) for match in found]
    out, end, index = [], 0, 0
    while index < len(found):
        size, full = _in_full(text, found[index : index + 2], folded, index, known)
        if full:
            out += [text[end : found[index].start()], full]
            end = found[index + size - 1].end()
        index += size
    return "".join((*out, text[end:]))


def name_awards(text: str) -> str:
    """Give the text with the short names of awards in full, as people read them."""
    return _WORD.sub(lambda word: _award_in_full(word.group()), text)


def _award_in_full(word: str) -> str:
    forms = _listed(fold(word)) if word.islower() and fold(word) in _short_awards() else ()
    return forms[0] if forms else word


def _in_full(
    text: str, here: Sequence[re.Match[str]], folded: Sequence[str], index: int, known: Known
) -> tuple[int, str]:
    """Give how many words are read as one, and what they stand for; "" where they stay."""
    words = _meant()
    if len(here) > 1 and _BLANK.fullmatch(text[here[0].end() : here[1].start()]):
        both = f"{folded[index]} {folded[index + 1]}"
        if both in words:
            return 2, words[both]
    word = here[0].group()
    if folded[index] in words and (word[1:].islower() or word.islower() or text.isupper()):
        return 1, words[folded[index]]
    before = folded[index - 1] if index else ""
    after = folded[index + 1] if index + 1 < len(folded) else ""
    return 1, "" if known(folded[index]) else full_form(folded[index], before, after, known)


@cache
def _meant() -> dict[str, str]:
    return {**load("shorthand")["words"], **load("shorthand")["loans"]}


def full_form(folded: str, before: str, after: str, known: Known) -> str:
    """Give the full form of an abbreviation that fits its neighbours, else the likeliest; "" where none."""
    forms = () if is_syllable(folded) else _forms(folded)
    fitting = (
        form
        for form in forms
        if (before and _is_pair(before, tokens(form)[0], known))
        or (after and _is_pair(tokens(form)[-1], after, known))
    )
    return next(fitting, forms[0] if forms else "")


def _is_pair(first: str, second: str, known: Known) -> bool:
    pair = f"{first}_{second}"
    return known(pair) or pair in compounds()


@cache
def _forms(folded: str) -> tuple[str, ...]:
    # An answer is looked for by all names of an award: spelled out, it would count twice.
    return () if folded in _short_awards() else _listed(folded)


def _listed(folded: str) -> tuple[str, ...]:
    return tuple(load("abbreviations")["abbreviations"].get(folded, ()))


@cache
def _short_awards() -> frozenset[str]:
    awards = load("awards")["award"]
    return frozenset(fold(short) for award in awards for short in award.get("abbreviations", ()))
