"""Keys of a Vietnamese keyboard that was off or came too late, made letters: Telex, VNI, VIQR (RFC 1456)."""

from __future__ import annotations

import re
import unicodedata

from corpus.text import fold
from retrieval.syllables import is_syllable

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
_VIQR_TONES = {"'": "s", "’": "s", "`": "f", "?": "r", "~": "x", ".": "j"}
_VIQR_SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b"}
_VOWELS = "aeiouyăâêôơư"

# What none but VIQR writes: a hat, a horn or a bowl behind its vowel, a grave or a tilde.
_IS_VIQR = re.compile(r"[aeo]\^|[ou]\+|(?<=[a-z])a\([^)\s]*(?=[\s?!.,;:]|$)|[aeiouy^+(][`~]", re.IGNORECASE)
_VIQR_KEY = re.compile(r"([aeiouy])([\^(+]?)(['’`?~.]?)", re.IGNORECASE)
_VIQR_RUN = re.compile(r"[a-z]+(?:[\^(+'’`?~.]+[a-z]*)*", re.IGNORECASE)


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


def from_vni(word: str) -> str:
    """Type a lower-case word of letters and digits through a VNI keyboard; "" where it makes no word."""
    tones = [key for key in word if key in _VNI_TONES]
    if len(tones) > 1 or not word[0].isalpha():
        return ""
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


def from_viqr(text: str) -> str:
    """Give a text typed in VIQR in Vietnamese letters, any other text as it is."""
    if not _IS_VIQR.search(text):
        return text
    return _VIQR_RUN.sub(lambda run: _viqr_word(run, is_last=not text[run.end() :].strip()), text)


def _viqr_word(run: re.Match[str], *, is_last: bool) -> str:
    """Type one word; a second tone, or one at the end of the text, is a sign of the sentence."""
    word, rest = run.group(), ""
    if word[-1] in "?.'’" and (is_last or any(sign in _VIQR_TONES for sign in word[:-1])):
        word, rest = word[:-1], word[-1]
    typed = _VIQR_KEY.sub(_viqr_letter, re.sub("dd", "đ", re.sub("D[Dd]", "Đ", word)))
    typed = unicodedata.normalize("NFC", typed)
    return typed + rest if typed.isalpha() and is_syllable(fold(typed)) else run.group()


def _viqr_letter(key: re.Match[str]) -> str:
    letter, shape, tone = key.groups()
    return letter + _VIQR_SHAPES.get(shape, "") + _TONES[_VIQR_TONES.get(tone, "z")]
