"""Letters of another dress or alphabet, and signs that nobody sees."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.letters import plain_letters

CYRILLIC = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
GREEK = str.maketrans("oaivuABEKMOPT", "οαινυΑΒΕΚΜΟΡΤ")
FULL_WIDTH = {ord(c): ord(c) + 0xFEE0 for c in "abcdefghijklmnopqrstuvwxyz0123456789?"}
BOLD = {ord(c): 0x1D41A + ord(c) - ord("a") for c in "abcdefghijklmnopqrstuvwxyz"}
QUESTION = "bao nhieu giay khen cua giam doc so 2025?"


@pytest.mark.parametrize(
    "dress", [CYRILLIC, GREEK, FULL_WIDTH, BOLD], ids=["Cyrillic", "Greek", "full", "bold"]
)
def test_letters_become_those_they_look_like(dress: dict[int, int]) -> None:
    assert plain_letters(QUESTION.translate(dress)) == QUESTION


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("gi\u200bấy kh\u00aden", "giấy khen"),
        ("\u202bai k\u200dý\u202c\u200f", "ai ký"),
        ("\ufeffk\u2060ế ho\u200cạch", "kế hoạch"),
        ("HẠN NỘP \u0412ÁO CÁO", "HẠN NỘP BÁO CÁO"),
        ("\u0430\u0301o", "áo"),
        ("\u24bc\u24d8ai \u2461", "Giai 2"),
        ("ba\u0300\u0306ng khen", "bằng khen"),
        (unicodedata.normalize("NFD", "Đợt thi đua đặc biệt"), "Đợt thi đua đặc biệt"),
    ],
)
def test_a_text_is_read_as_it_looks(typed: str, seen: str) -> None:
    assert plain_letters(typed) == seen


@pytest.mark.parametrize("text", ["Москва", "Ελλάδα", "½ số điểm", "m²", "Đ/c", "🏆 bằng khen", ""])
def test_what_has_a_look_of_its_own_stays(text: str) -> None:
    assert plain_letters(text) == text


@given(st.text(max_size=60))
def test_plain_letters_are_in_normal_form_c(text: str) -> None:
    assert unicodedata.is_normalized("NFC", plain_letters(text))
