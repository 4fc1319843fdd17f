from __future__ import annotations

import pytest

from corpus.lexicon import load
from retrieval.english import look_up, stop_words


@pytest.mark.parametrize(
    ("phrase", "sense"),
    [("certificate of merit", "bằng khen"), ("collective", "tập thể"), ("individual", "cá nhân"),
    ("deadline", "thời hạn"),
     ("report", "báo cáo"), ("department of home affairs", "sở nội vụ"), ("emulation", "thi đua")],
)  # fmt: skip
def test_words_of_the_domain_are_known(phrase: str, sense: str) -> None:
    assert sense in [known.lower() for known in look_up(phrase)]


@pytest.mark.parametrize(
    ("form", "base"),
    [("collectives", "collective"), ("reports", "report"), ("reported", "report"),
     ("deadlines", "deadline"), ("certificates of merit", "certificate of merit"),
     ("collective's", "collective")],
)  # fmt: skip
def test_regular_forms_are_known_by_their_base(form: str, base: str) -> None:
    assert look_up(form) == look_up(base) != ()


@pytest.mark.parametrize("phrase", ["", "s", "blockchain", "xyzzy", "is", "bằng khen"])
def test_other_phrases_have_no_senses(phrase: str) -> None:
    assert look_up(phrase) == ()


def test_words_of_function_are_stopped_and_words_of_the_domain_are_not() -> None:
    assert {"the", "of", "is"} <= stop_words()
    assert not {"collective", "certificate", "deadline"} & stop_words()


@pytest.mark.parametrize("name", ["english", "english_general"])
def test_the_glossary_is_lower_case_and_every_entry_has_senses(name: str) -> None:
    wrong = [
        key
        for key, senses in load(name)["terms"].items()
        if key != key.lower() or not all(senses) or not senses
    ]
    assert wrong == []
