from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import accented, bigrams, fold, nfc, squeeze, tokens

VIETNAMESE = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọỜỚỞỠỢỪỨỬỮỰỲÝỶỸỴĐ 0123/-."
)


def test_nfc_composes_and_gives_one_kind_of_line_end() -> None:
    assert (
        nfc("\ufeff" + unicodedata.normalize("NFD", "Kế hoạch\r\nThi đua\rnăm")) == "Kế hoạch\nThi đua\nnăm"
    )


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đẩy mạnh Chuyển đổi số", "day manh chuyen doi so"),
        ("ƯU TIÊN, SÁNG KIẾN", "uu tien, sang kien"),
        (unicodedata.normalize("NFD", "Kế hoạch"), "ke hoach"),
        ("Kế\u00a0hoạch", "ke hoach"),
        ("wiﬁ, oﬃce", "wifi, office"),
        ("hoà hòa uỷ ủy", "hoa hoa uy uy"),
    ],
)
def test_fold_drops_marks_and_case(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_fold_keeps_the_length_of_composed_vietnamese(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_tokens_of_accented_and_bare_text_are_equal(text: str) -> None:
    assert tokens(text) == tokens(fold(text))


@given(VIETNAMESE)
def test_tokens_do_not_depend_on_the_normal_form(text: str) -> None:
    assert tokens(unicodedata.normalize("NFD", text)) == tokens(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kế hoạch số 142/KH-UBND", ["ke", "hoach", "so", "142/kh-ubnd", "142", "kh", "ubnd"]),
        ("Nghị quyết số 512/NQ- HĐND", ["nghi", "quyet", "so", "512/nq-hdnd", "512", "nq", "hdnd"]),
        ("98/2023/NĐ-CP", ["98/2023/nd-cp", "98", "2023", "nd", "cp"]),
        ("Chỉ thị 34-CT/TW", ["chi", "thi", "34-ct/tw", "34", "ct", "tw"]),
        ("ngày 03/06/2025", ["ngay", "3/6/2025", "2025"]),
        ("ngày 3 tháng 6 năm 2025", ["3/6/2025", "2025"]),
        ("01-02 tập thể", ["1", "2", "tap", "the"]),
        ("năm 2000, 00", ["nam", "2000", "0"]),
        ("😀 …!?", []),
    ],
)
def test_tokens(text: str, found: list[str]) -> None:
    assert tokens(text) == found


@pytest.mark.parametrize(("text", "squeezed"), [("  a \n\t b\u00a0c ", "a b c"), ("", ""), (" \n", "")])
def test_squeeze(text: str, squeezed: str) -> None:
    assert squeeze(text) == squeezed


@pytest.mark.parametrize(
    ("words", "pairs"),
    [([], []), (["thi"], []), (["phong", "trao", "thi"], ["phong_trao", "trao_thi"])],
)
def test_bigrams(words: list[str], pairs: list[str]) -> None:
    assert bigrams(words) == pairs


def test_accented_gives_only_syllables_that_bare_typing_would_lose() -> None:
    assert accented("Thi đua năm 2025, tay nghề") == ["đua", "năm", "nghề"]
