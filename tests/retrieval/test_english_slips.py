from __future__ import annotations

import pytest

from retrieval.english_slips import is_english, mend_english

KNOWN = frozenset(["hao", "yen", "skhcn"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("how mnay certificates", "how many certificates"),
        ("when is the deadlien", "when is the deadline"),
        ("wich office is responsable for reporting", "which office is responsible for reporting"),
        ("what is the purpsoe", "what is the purpose"),
        ("wat awards can collectivs get", "what awards can collectives get"),
        ("who recieves the plan", "who receives the plan"),
        ("certficates of merit for individauls", "certificates of merit for individuals"),
        ("legal bassis of the plan", "legal basis of the plan"),
        ("emulaton flag provincal", "emulation flag provincial"),
        ("Wich plan?", "which plan?"),
    ],
)
def test_a_slip_becomes_a_word_that_questions_are_made_of(typed: str, meant: str) -> None:
    assert mend_english(typed, lambda word: word in KNOWN) == meant


@pytest.mark.parametrize(
    "text",
    [
        "what does the plan say about blockchain", "who is Beethoven", "the kindergarten karaoke evening",
        "we always expect the best context", "moved, talked, found, closed", "SKHCN of My Hao",
        "a tale of loans",
        "write to office@sokhcn.gov.vn", "29/KH-SKHCN", "what's its status", "", "?!",
    ],
)  # fmt: skip
def test_a_word_that_was_meant_stays(text: str) -> None:
    assert mend_english(text, lambda word: word in KNOWN) == text


@pytest.mark.parametrize("word", ["award", "awarded", "awards", "always", "countries", "signing"])
def test_english_words_are_known_in_regular_forms(word: str) -> None:
    assert is_english(word)


@pytest.mark.parametrize("word", ["mnay", "deadlien", "bassiss", "xyzzy"])
def test_slips_are_no_english_words(word: str) -> None:
    assert not is_english(word)
