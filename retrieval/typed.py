"""What fingers do on a phone: raw Telex and VNI, one-letter slips, missing blanks.

Only words are touched that are no Vietnamese syllable and that neither the index nor the lexicon knows:
a rare word that was meant is the best reason to say that the plans do not speak of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from corpus.lexicon import load, words
from corpus.text import fold

Known = Callable[[str], bool]

_SHAPES = {"a": "â", "e": "ê", "o": "ô", "d": "đ"}
# What the key w makes of the letters before it, and which vowels may stand between: "nguoiw", "luuw".
_HOOKED = (
    ("uo", "ươ", "iu"),
    ("uu", "ưu", ""),
    ("ua", "ưa", ""),
    ("a", "ă", ""),
    ("o", "ơ", "i"),
    ("u", "ư", "i"),
)
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323", "z": ""}
_VNI_TONES = {"1": "s", "2": "f", "3": "r", "4": "x", "5": "j", "0": "z"}
_VNI_SHAPES = {"6": "âêô", "7": "ơư", "8": "ă", "9": "đ"}
_ONSET = "(?:b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|q|r|s|th|tr|t|v|x)"
_OPEN = "(?:uyu|uoi|uou|uay|uya|iou|ieu|yeu|oai|oay|oeo|uao|ui|uu|ia|iu|oi|ai|ao|au|ay|eo|eu)"
_NUCLEUS = "(?:uye|uy|ua|ue|uo|ie|ye|oa|oe|a|e|i|o|u|y)"
_SYLLABLE = re.compile(rf"{_ONSET}?(?:{_OPEN}|{_NUCLEUS}(?:ng|c|m|n|p|t|(?<=[aeiy])[cn]h)?)")
_RUN = re.compile(r"\S+")
_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")
_VOWELS = "aeiouyăâêôơư"
_LETTERS = "abcdeghiklmnopqrstuvxy"
_SHORTEST_SLIP, _LONGEST = 4, 24


def is_syllable(folded: str) -> bool:
    """Tell whether the folded word is shaped as a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(folded) is not None


def mend(text: str, known: Known) -> str:
    """Give the text with what fingers did undone; `known` tells whether plans hold a folded word."""
    return _RUN.sub(lambda run: _mend_run(run.group(), known, first=not run.start()), text)


def _mend_run(run: str, known: Known, *, first: bool) -> str:
    if "@" in run or "://" in run or run.startswith("www."):
        return run
    return re.sub(
        _WORD, lambda match: _mend_word(match.group(), known, first=first and not match.start()), run
    )


def _mend_word(word: str, known: Known, *, first: bool) -> str:
    folded = fold(word)
    if not 2 <= len(word) <= _LONGEST or word.isdigit() or _is_understood(folded, known):
        return word
    slips: Iterable[str] = _slips(folded, known) if _may_slip(word, first=first) else ()
    for candidate in (*_conversions(word.lower()), *_splits(folded, known), *slips):
        if all(_is_word(fold(part)) for part in candidate.split()):
            return candidate
    return word


def _is_word(folded: str) -> bool:
    return is_syllable(folded) or folded in _lexicon()


def _may_slip(word: str, *, first: bool) -> bool:
    """Tell whether a word may be a slip: a capital makes it a name, but a phone begins a text with one."""
    return word.islower() or (first and word.isascii() and word[1:].islower())


def _is_understood(folded: str, known: Known) -> bool:
    if is_syllable(folded) or known(folded) or folded in load("abbreviations")["abbreviations"]:
        return True
    return folded in _lexicon()


@cache
def _lexicon() -> frozenset[str]:
    """Give all folded words that the lexicon knows: abbreviations, English, words of function."""
    found = set(words("vietnamese_function", "stop")) | set(words("vietnamese_function", "markers"))
    for key in ("stop", "markers", "ambiguous"):
        found.update(words("english_function", key))
    for name in ("english", "english_general"):
        found.update(part for key in load(name)["terms"] for part in key.split())
    found.update(load("abbreviations")["abbreviations"])
    return frozenset(fold(word) for word in found)


def _conversions(word: str) -> Iterator[str]:
    if any(c.isdigit() for c in word):
        converted = _from_vni(word)
        if word.isascii() and len(converted) > 1 and is_syllable(fold(converted)):
            yield converted
        return
    converted = from_telex(word)
    if converted != word:
        yield converted


def from_telex(word: str) -> str:
    """Type a lower-case word through a Telex keyboard, its keys in the order people press them."""
    tone: str | None = None
    out = ""
    for key in word:
        shaped = _shape(out, key)
        if shaped is not None:
            out = shaped
        elif key in _TONES and any(c in _VOWELS for c in fold(out)) and tone is None:
            tone = _TONES[key]
        else:
            out += key
    return _put_tone(out.replace("ưo", "ươ"), tone or "")


def _shape(out: str, key: str) -> str | None:
    """Give what is typed when the key changes a letter before it, None where it does not."""
    if key == "w":
        return _hook(out)
    if key not in _SHAPES or (key == "o" and out.endswith("ư")):
        return None
    at = out.rfind(key)
    if (
        at < 0
        or (key == "d" and at != len(out) - 1)
        or len(out) - at > 3
        or set(out[at + 1 :]) & set(_VOWELS)
    ):
        return None
    return out[:at] + _SHAPES[key] + out[at + 1 :]


def _hook(out: str) -> str | None:
    for old, new, between in _HOOKED:
        at = out.rfind(old)
        if at >= 0 and not set(out[at + len(old) :]) & set(_VOWELS) - set(between):
            return out[:at] + new + out[at + len(old) :]
    if out.endswith(("ư", "ươ")):
        return out
    return out + "ư" if out and not set(fold(out)) & set(_VOWELS) else None


def _from_vni(word: str) -> str:
    tone, out = "", ""
    for key in word:
        if key in _VNI_TONES:
            tone = _TONES[_VNI_TONES[key]]
        elif key in _VNI_SHAPES:
            out = _reshape(out, _VNI_SHAPES[key])
        else:
            out += key
    return _put_tone(out, tone) if out.isalpha() else ""


def _reshape(out: str, shapes: str) -> str:
    if shapes == "ơư" and "uo" in out:
        return out.replace("uo", "ươ", 1)
    for shape in shapes:
        at = out.rfind(fold(shape))
        if at >= 0:
            return out[:at] + shape + out[at + 1 :]
    return out


def _put_tone(word: str, tone: str) -> str:
    """Put the tone mark where it is written."""
    if not tone:
        return word
    start = (
        2 if word.startswith("qu") or (word.startswith("gi") and len(word) > 2 and word[2] in _VOWELS) else 0
    )
    places = [i for i in range(start, len(word)) if word[i] in _VOWELS]
    if not places:
        return word
    shaped = [i for i in places if word[i] in "ăâêôơư"]
    if shaped:
        at = shaped[-1]
    elif len(places) == 1 or places[-1] != len(word) - 1:
        at = places[-1]
    else:
        at = places[-2]
    return unicodedata.normalize("NFC", word[: at + 1] + tone + word[at + 1 :])


def _splits(folded: str, known: Known) -> Iterator[str]:
    """Give the word as two known syllables, for a blank that was not typed."""
    for at in range(2, len(folded) - 1):
        left, right = folded[:at], folded[at:]
        if is_syllable(left) and is_syllable(right) and known(f"{left}_{right}"):
            yield f"{left} {right}"


def _slips(folded: str, known: Known) -> Iterator[str]:
    """Give known words that one key more, less, other or swapped makes of this one, but the first."""
    if len(folded) < _SHORTEST_SLIP or not folded.isalpha():
        return
    for at in range(len(folded)):
        swapped = folded[:at] + folded[at : at + 2][::-1] + folded[at + 2 :]
        if swapped != folded and _is_word(swapped) and known(swapped):
            yield swapped
    for at in range(1, len(folded) + 1):
        for letter in ("", *_LETTERS):
            for candidate in (folded[:at] + letter + folded[at + 1 :], folded[:at] + letter + folded[at:]):
                # Few of the hundreds are shaped as a word, and the plans need not be asked for the others.
                if candidate != folded and _is_word(candidate) and known(candidate):
                    yield candidate
