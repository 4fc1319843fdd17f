from __future__ import annotations

import pytest

from retrieval.concepts import content_runs, english_concepts, vietnamese_concepts


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("cho em hỏi giấy khen của sở là bao nhiêu", [["giay", "khen"], ["so"]]),
        ("tập thể và cá nhân", [["tap", "the"], ["ca", "nhan"]]),
        ("KH 142/KH-UBND", [["kh", "142/kh-ubnd", "142", "kh", "ubnd"]]),
        ("là gì", []),
        ("", []),
    ],
)
def test_content_stands_in_runs_without_words_of_function(text: str, runs: list[list[str]]) -> None:
    assert content_runs(text) == runs


def test_a_run_is_a_concept_as_it_was_typed() -> None:
    concepts = list(vietnamese_concepts("giấy khen của tập thể"))
    assert [concept.forms[0] for concept in concepts] == [("giay", "khen"), ("tap", "the")]


@pytest.mark.parametrize(
    ("question", "forms"),
    [
        ("the certificates of merit", [("bang", "khen")]),
        ("a report on blockchain", [("bao", "cao"), ("blockchain",)]),
        ("who? what? is it?", []),
        ("", []),
    ],
)
def test_english_words_become_concepts_the_longest_phrase_first(
    question: str, forms: list[tuple[str, ...]]
) -> None:
    assert [concept.forms[0] for concept in english_concepts(question)] == forms


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("funding of Tây Ninh", ("tay", "ninh")),
        ("funding of tay ninh", ("tay", "ninh")),
        ("awards under 142/KH-UBND", ("142/kh-ubnd", "142", "kh", "ubnd")),
    ],
)
def test_names_and_numbers_in_an_english_question_stay(question: str, name: tuple[str, ...]) -> None:
    assert list(english_concepts(question))[-1].forms == (name,)


def test_an_english_word_that_nobody_knows_is_asked_for_but_weighs_less() -> None:
    (concept,) = english_concepts("the blockchain")
    assert (concept.forms, 0 < concept.weight < 1) == ((("blockchain",),), True)
