"""The one place where text is normalised: NFC at the door, one fold for every index.

Folding both sides of an index is what makes questions typed without diacritics work: exact syllables
lose most of their recall on such questions, folded syllables with bigrams lose none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

_MARKS = re.compile("[\u0300-\u036f]")
_D = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "\u00a0": " ", "\u202f": " "})
# Two letters printed as one sign, as files made for printing hold them.
_LIGATURES = re.compile("[\ufb00-\ufb06]")

# A document number ("142/KH-UBND", "34-CT/TW", "98/2023/NĐ-CP"), a date, a range of numbers, a word.
_LONG_DATE = re.compile(r"ngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})")
_CODE = (
    r"\d+[a-z]?(?:/\d{4})?(?:\s?/\s?|-)[a-z][a-z&]+(?:\s?[-/]\s?[a-z&]{2,})*|\d+/\d{4}/[a-z]+(?:-[a-z&]+)*"
)
_TOKEN = re.compile(
    rf"(?P<code>{_CODE})|(?P<date>\d{{1,2}}/\d{{1,2}}/\d{{4}})|(?P<number>\d+)|(?P<word>[a-z]+)"
)
_CODE_PART = re.compile(r"[a-z]+|\d+")


def nfc(text: str) -> str:
    """Give the text in normal form C, without byte order mark and with one kind of line end."""
    return unicodedata.normalize("NFC", text).replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")


def fold(text: str) -> str:
    """Give the text lower-cased without diacritics, đ as d, any blank as a plain one.

    The length can change only for odd letters. Plain ASCII, as phones type it, needs no more than lower case.
    """
    if text.isascii():
        return text.lower()
    plain = text.lower().translate(_PLAIN)
    return plain if plain.isascii() else _decomposed(plain)


def _decomposed(text: str) -> str:
    plain = _LIGATURES.sub(_spelt_out, text.translate(_D))
    return _MARKS.sub("", unicodedata.normalize("NFD", plain))


def _spelt_out(ligature: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", ligature.group())


# What becomes of each letter of Vietnamese and its neighbours, and of a mark that stands by itself.
_RANGES = (range(0xA0, 0x250), range(0x300, 0x370), range(0x1EA0, 0x1EFA))
_PLAIN = {code: _decomposed(chr(code)) for codes in _RANGES for code in codes}


def squeeze(text: str) -> str:
    """Make every run of white space one blank, and trim."""
    return " ".join(text.split())


def tokens(text: str) -> list[str]:
    """Give the folded tokens of the text in order.

    Syllables; numbers without leading zeros; dates as `3/6/2025` in either way of writing; document
    numbers whole (`142/kh-ubnd`) and, behind that, in parts, so that "kế hoạch 142" finds them.
    """
    folded = _LONG_DATE.sub(lambda m: f" {m[1]}/{m[2]}/{m[3]} ", fold(text))
    found: list[str] = []
    # Most of any text are words, and all of it comes through here.
    for code, date, number, word in _TOKEN.findall(folded):
        if word:
            found.append(word)
        elif number:
            found.append(_plain(number))
        else:
            found.extend(_of_code(code) if code else _of_date(date))
    return found


def _of_code(printed: str) -> Iterator[str]:
    code = re.sub(r"\s", "", printed)
    head, _, tail = code.partition("/") if "/" in code else code.partition("-")
    number = head.lstrip("0") or "0"
    yield f"{number}{code[len(head)]}{tail}"
    yield from (_plain(part) for part in _CODE_PART.findall(code))


def _of_date(printed: str) -> Iterator[str]:
    day, month, year = printed.split("/")
    yield f"{int(day)}/{int(month)}/{year}"
    yield year


def _plain(value: str) -> str:
    return (value.lstrip("0") or "0") if value.isdigit() else value


def bigrams(words: list[str]) -> list[str]:
    """Give the adjacent pairs, joined by an underscore."""
    return [f"{a}_{b}" for a, b in pairwise(words)]


_SYLLABLE = re.compile(r"[^\W\d_]+")


def accented(text: str) -> list[str]:
    """Give the lower-case syllables that carry a diacritic or đ, as they stand."""
    return [word for word in _SYLLABLE.findall(text.lower()) if not word.isascii() and _is_accented(word)]


@lru_cache(maxsize=8_192)
def _is_accented(word: str) -> bool:
    return fold(word) != word
