"""What every Query keeps to, whatever its weights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import fold
from retrieval.query import parse_query

NOTHING = ["", "   ", "\n\t", "?!…", "🎉🎉", "\x00\x07", "là gì?", "cho mình hỏi"]
ANYTHING = [
    "a" * 10_000, "thi đua " * 1250, "<script>alert(1)</script>", "'; DROP TABLE plans; --", "{{ 7 * 7 }}",
    "AND OR NOT (text:*", "\ud800", "ế" * 500, "e\u0302\u0301" * 500,
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_a_text_without_content_is_empty(text: str) -> None:
    query = parse_query(text)
    assert (dict(query.terms), query.concepts, query.language) == ({}, (), "vi")


@pytest.mark.parametrize("text", ANYTHING, ids=range(len(ANYTHING)))
def test_anything_can_be_asked(text: str) -> None:
    assert parse_query(text, lambda _: False).folded == fold(parse_query(text).text)


@given(st.text(max_size=80))
def test_weights_are_positive_and_terms_folded(text: str) -> None:
    query = parse_query(text, lambda word: len(word) % 2 == 0)
    assert all(0 < weight <= 1 for weight in query.terms.values())
    assert [term for term in query.terms if fold(term) != term] == []


@pytest.mark.parametrize(
    ("typed", "stripped"),
    [("Bằng khen được mấy tập thể?", "bang khen duoc may tap the"),
    ("THỜI HẠN NỘP BÁO CÁO", "thoi han nop bao cao"),
     ("Kế hoạch 29/KH-SKHCN căn cứ gì?", "ke hoach 29/kh-skhcn can cu gi")],
)  # fmt: skip
def test_terms_are_the_same_without_diacritics(typed: str, stripped: str) -> None:
    accented, plain = parse_query(typed), parse_query(stripped)
    assert (accented.terms, accented.concepts, accented.types) == (plain.terms, plain.concepts, plain.types)
    assert (len(accented.accents) > 0, plain.accents) == (True, ())


def test_composed_and_decomposed_letters_are_the_same_question() -> None:
    assert parse_query("Ba\u0302\u0300ng khen") == parse_query("Bầng khen")


def test_syllables_and_pairs_of_a_run_are_terms() -> None:
    query = parse_query("giấy khen của tập thể")
    content = {"giay", "khen", "giay_khen", "tap", "the", "tap_the"}
    assert set(query.terms) == content | {"khen_cua", "cua_tap"}
    assert [concept.forms for concept in query.concepts] == [((("giay", "khen")),), ((("tap", "the")),)]


def test_a_document_number_is_kept_whole_and_in_parts() -> None:
    assert {"142/kh-ubnd", "142", "kh", "ubnd"} <= set(parse_query("142/KH-UBND nói gì").terms)


def test_slips_are_undone_only_where_the_plans_are_known() -> None:
    assert parse_query("giaays kgen").text == "giaays kgen"
    assert parse_query("giaays kgen", lambda word: word == "khen").text == "giấy khen"


def test_an_english_question_gets_the_words_of_the_plans() -> None:
    query = parse_query("Which certificates of merit can collectives get?")
    assert (query.language, query.accents) == ("en", ())
    assert {"bang_khen", "tap_the"} <= set(query.terms)


def test_names_and_numbers_in_an_english_question_stay() -> None:
    terms = parse_query("Who signed the plan 142/KH-UBND of Tây Ninh?").terms
    assert {"tay_ninh", "142/kh-ubnd"} <= set(terms)


def test_an_unknown_english_word_is_still_asked_for() -> None:
    assert "blockchain" in parse_query("What does the plan say about blockchain?").terms


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("ai ký kế hoạch?", "who signed the plan?"),
        ("thời hạn gửi báo cáo là khi nào?", "when is the report due?"),
    ],
)
def test_the_type_of_answer_is_the_same_in_both_languages(vietnamese: str, english: str) -> None:
    assert parse_query(vietnamese).types[:1] == parse_query(english).types[:1] != ()
