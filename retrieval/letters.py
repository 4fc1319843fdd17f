"""Letters as a person sees them: signs that nobody sees gone, look-alikes of other alphabets made plain."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from corpus.lexicon import load
from corpus.text import nfc

# Zero-width blanks and joiners, soft hyphens, marks of direction, selectors of a picture's form.
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
# Full-width, mathematical, circled and ligated letters and digits: the same signs in another dress.
_DRESSED = re.compile("[\u2100-\u214f\u2460-\u24ff\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff]+")
# A tone that was typed before the shape of its vowel, which no normal form puts right.
_TONE_FIRST = re.compile("([\u0300\u0301\u0303\u0309\u0323])([\u0302\u0306\u031b])")
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_ALPHABET = re.compile("[\u0370-\u03ff\u0400-\u052f]")


def plain_letters(text: str) -> str:
    """Give the text in normal form C, as it looks, in plain letters.

    A word of another alphabet stays if it holds a letter that looks like none of ours.
    """
    seen = _UNSEEN.sub("", text)
    if seen.isascii():
        return nfc(seen)
    seen = nfc(_TONE_FIRST.sub(r"\2\1", unicodedata.normalize("NFD", seen)))
    dressed = _DRESSED.sub(lambda run: unicodedata.normalize("NFKC", run.group()), seen)
    return nfc(_WORD.sub(_latin, dressed))


def _latin(word: re.Match[str]) -> str:
    # A mark may stand on the look-alike: it is set on the plain letter.
    apart = unicodedata.normalize("NFD", word.group())
    plain = apart.translate(_alike())
    return word.group() if plain == apart or _OTHER_ALPHABET.search(plain) else plain


@cache
def _alike() -> dict[int, str]:
    return {ord(sign): letter for letter, signs in load("lookalikes")["letters"].items() for sign in signs}
