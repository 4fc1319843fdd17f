from __future__ import annotations

import numpy as np
import pytest

from corpus.repair.channel import Channel
from corpus.repair.language import Language
from corpus.repair.packed import pack, unpack
from corpus.repair.spelling import Shape, settled, shape_of, shaped
from corpus.repair.words import Kind, tokens

LETTERS = {Kind.WORD: "W", Kind.FIXED: "F", Kind.NUMERAL: "N", Kind.WORD_OR_CODE: "?"}


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.text, LETTERS[token.kind]) for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("s6 142/KH-UBND ngay 13/9/2024", "s6:W 142/KH-UBND:F ngay:W 13/9/2024:F"),
        ("S6: 52/KH-LDLB, S6:52/KH", "S6:W 52/KH-LDLB:F S6:W 52/KH:F"),
        ("C6ng vin 1anh dao x4 hoi 1a h¢p du@ng", "C6ng:W vin:W 1anh:W dao:W x4:W hoi:W 1a:W h¢p:W du@ng:W"),
        ("giai doan 2021-2025; 05-10 ca nhan, 85%", "giai:W doan:W 2021-2025:F 05-10:F ca:W nhan:W 85:F"),
        ("1.150 trieu, 2,5 ha, 07h30, 5kg, 10m2", "1.150:F trieu:W 2,5:F ha:W 07h30:F 5kg:F 10m2:F"),
        ("lan thi X111, I11. KINH PHI", "lan:W thi:W X111:F I11:F KINH:W PHI:W"),
        ("Il. NOI DUNG", "Il:N NOI:W DUNG:W"),
        ("a) Thoi gian; b. Noi", "a:F Thoi:W gian:W b:F Noi:W"),
        ("34-CT/TW va/hoac so-ngành NQ-HDND b/c", "34-CT/TW:F va:W hoac:W so:W ngành:W NQ-HDND:F b/c:F"),
        ("1& 500¢ §6 $6:29", "1&:F 500¢:F §6:F $6:29:F"),
        (
            "S6 142/KH-UBND, $6: 34-CT/TW, §5 07/2024/QD-TTg",
            "S6:W 142/KH-UBND:F $6:W 34-CT/TW:F §5:W 07/2024/QD-TTg:F",
        ),
        ("$5 10/4/2025, S6 10, T6 05/2024, $6 a/b", "$5:F 10/4/2025:F S6:F 10:F T6:F 05/2024:F $6:F a/b:F"),
        ("T6 chirc khé A4 theo §6 cua", "T6:? chirc:W khé:W A4:? theo:W §6:? cua:W"),
        ("hang B2, mau C4 (cũ) A1", "hang:W B2:F mau:W C4:F cũ:W A1:F"),
        ("¢ ~ — ...", ""),
    ],
)
def test_words_stand_apart_from_numbers_and_codes(text: str, expected: str) -> None:
    assert kinds(text) == [tuple(part.rsplit(":", 1)) for part in expected.split()]


def test_what_is_far_too_long_for_a_word_is_left_alone() -> None:
    assert tokens("khenthuongcacdonvi")[0].kind is Kind.FIXED


@pytest.mark.parametrize(
    ("text", "after_break"),
    [
        ("a b", [True, False]),
        ("a, b", [True, True]),
        ("a\nb", [True, False]),
        ("a\n\nb", [True, True]),
        ("a - ab-cd", [True, True, False]),
    ],
)
def test_clauses_end_at_signs_and_empty_lines(text: str, after_break: list[bool]) -> None:
    assert [token.after_break for token in tokens(text)] == after_break


@pytest.mark.parametrize(
    "text", ["x-" * 20_000 + "1/", "1." * 20_000, "\n" * 20_000, "a1-" * 20_000, "&?" * 20_000]
)
def test_long_runs_of_signs_are_cut_in_linear_time(text: str) -> None:
    """Without that, each of these takes minutes."""
    assert tokens(text + " b")[-1].text == "b"


@pytest.mark.parametrize(
    ("new", "old"),
    [("hoà", "hòa"), ("uỷ", "ủy"), ("thuý", "thúy"), ("quý", "quý"), ("hoàn", "hoàn"), ("của", "của")],
)
def test_tone_marks_are_put_in_one_place(new: str, old: str) -> None:
    assert settled(new) == old


@pytest.mark.parametrize(
    ("raw", "shape"),
    [
        ("cia", Shape.LOWER),
        ("1anh", Shape.LOWER),
        ("Ianh", Shape.LOWER),
        ("Pai", Shape.TITLE),
        ("$6", Shape.TITLE),
        ("S¢", Shape.TITLE),
        ("HQI", Shape.UPPER),
    ],
)
def test_the_shape_of_a_misread_word_is_seen(raw: str, shape: Shape) -> None:
    assert shape_of(raw) is shape


def test_a_shape_is_put_on() -> None:
    assert [shaped("ủy", shape) for shape in Shape] == ["ủy", "Ủy", "ỦY"]


COSTS = {"s": {"s": 0.5}, "6": {"ố": 1.0, "o": 3.0}, "S": {"S": 0.5}, "ir": {"ứ": 2.0}, "m": {"rn": 1.5}}


def test_the_cheapest_cut_into_pieces_counts() -> None:
    costs = dict(Channel(["số", "so", "sứ"], COSTS).costs_of(["s6", "S6", "sir"]))
    assert costs["s6"][:2].tolist() == [1.5, 3.5]
    assert costs["S6"][:2].tolist() == [1.5, 3.5]
    assert costs["sir"][2] == 2.5


def test_no_reading_is_impossible() -> None:
    for _, costs in Channel(["số", "thưởng"], COSTS).costs_of(["x", "łłłł", "s6s6s6"]):
        assert np.isfinite(costs).all()


def floats(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(values, dtype=np.float32)


def small_language() -> Language:
    return Language(
        words=("<p>", "<num>", "<unk>", "số", "thứ"),
        singles=floats(-1, -1, -2, -3, -4),
        titles=floats(0, 1, 0, 1, 0),
        pairs=np.array([0 << 16 | 3, 3 << 16 | 1, 3 << 16 | 4], dtype=np.int64),
        pair_logs=floats(-0.5, -1, -2),
        pair_backs=floats(0.25, 0, 0, -0.5, 0),
        triples=np.array([0 << 16 | 1, 2 << 16 | 1], dtype=np.int64),
        triple_logs=floats(-0.25, -0.75),
        triple_backs=floats(-1, 0.5, 0),
    )


def test_what_was_learnt_comes_back_from_its_file() -> None:
    language, costs = unpack(pack(small_language(), COSTS))
    assert costs == COSTS
    for name, value in vars(small_language()).items():
        assert np.array_equal(np.asarray(getattr(language, name)), np.asarray(value)), name


def test_what_is_not_listed_backs_off() -> None:
    language = small_language()
    first, second = np.array([3, 3]), np.array([4, 3])
    logs, places = language.after_one(first, second)
    assert logs.tolist() == [-2.0, -3.5]
    assert places.tolist() == [2, -1]
    assert language.after_two(places, np.array([1, 1]), floats(-4, -5)).tolist() == [-0.75, -5.0]
