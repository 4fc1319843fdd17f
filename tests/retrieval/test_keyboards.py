"""Every way in which a Vietnamese word can be keyed becomes that word again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from corpus.text import bigrams, fold, tokens
from retrieval.keyboards import from_viqr
from retrieval.typed import mend

TEXT = (
    "Kế hoạch phát động phong trào thi đua khen thưởng được gửi trước ngày ấy; người đứng đầu cơ quan nào "
    "chịu trách nhiệm tuyên dương điển hình tiên tiến ở huyện Yên Thành? Nguyễn Thị Quỳnh ký quyết định, "
    "giữ nguyên mức chi; ủy quyền cho trưởng phòng thuộc sở nội vụ hòa bình."
).lower()
KNOWN = frozenset([*tokens(TEXT), *bigrams(tokens(TEXT))])
TONES = "\u0301\u0300\u0309\u0303\u0323"
SHAPES = {"\u0302", "\u0306", "\u031b"}


@dataclass(frozen=True)
class Keyboard:
    """The keys of one way of typing: five tones, three shapes behind a vowel, đ."""

    tones: str
    shapes: Mapping[str, str]
    d: str


TELEX = Keyboard(tones="sfrxj", shapes={"\u0302": "=", "\u0306": "w", "\u031b": "w"}, d="dd")
VNI = Keyboard(tones="12345", shapes={"\u0302": "6", "\u0306": "8", "\u031b": "7"}, d="d9")
VIQR = Keyboard(tones="'`?~.", shapes={"\u0302": "^", "\u0306": "(", "\u031b": "+"}, d="dd")


def key(word: str, board: Keyboard, *, late: bool) -> str:
    """Type a word, its tone behind its vowel or, `late`, behind the word."""
    out, tone = "", ""
    for sign in unicodedata.normalize("NFD", word.replace("đ", board.d)):
        if sign in TONES:
            tone = board.tones[TONES.index(sign)]
            out += "" if late else tone
        elif sign in SHAPES:
            at = max(out.rfind(vowel) for vowel in "aeou")
            shape = board.shapes[sign] if board.shapes[sign] != "=" else out[at]
            out = out[: at + 1] + shape + out[at + 1 :]
        else:
            out += sign
    return out + (tone if late else "")


def key_text(board: Keyboard, *, late: bool) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: key(word.group(), board, late=late), TEXT)


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("board", [TELEX, VNI], ids=["Telex", "VNI"])
def test_keys_of_a_whole_text_become_its_words(board: Keyboard, late: bool) -> None:
    assert fold(mend(key_text(board, late=late), lambda word: word in KNOWN)) == fold(TEXT)


def test_a_text_in_viqr_becomes_its_words() -> None:
    assert from_viqr(key_text(VIQR, late=False)) == TEXT


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gia^'y khen cu?a gia'm ddo^'c so+?", "giấy khen của giám đốc sơ?"),
        ("THO+`I HA.N NO^.P BA'O CA'O.", "THỜI HẠN NỘP BÁO CÁO."),
        ("DDo+.t na`o?", "Đợt nào?"),
        ("ve^` vie^.c gi`?", "về việc gì?"),
    ],
)
def test_viqr_is_told_from_the_signs_of_a_sentence(typed: str, meant: str) -> None:
    assert from_viqr(typed) == meant


@pytest.mark.parametrize(
    "text",
    ["ai ký? bao giờ?", "it's 5 o'clock.", "C++", "a.b@c.vn", "(a) khoa, (b) sở", "what's up?", "A+ B+"],
)
def test_a_text_that_is_no_viqr_stays(text: str) -> None:
    assert from_viqr(text) == text
