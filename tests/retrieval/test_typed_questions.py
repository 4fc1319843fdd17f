"""Questions as they are typed, over the five plans: what is understood, and in which language."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from corpus.text import bigrams, nfc, tokens
from retrieval.query import parse_query

PLANS = files("corpus") / "plans"
QUESTIONS = [
    line.split("\t")
    for line in (Path(__file__).parent / "typed_questions.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@cache
def words_of_plans() -> frozenset[str]:
    texts = (tokens(nfc(path.read_text("utf-8"))) for path in PLANS.iterdir() if path.name.endswith(".txt"))
    return frozenset(term for words in texts for term in (*words, *bigrams(words)))


@pytest.mark.parametrize(("manner", "typed", "meant", "language"), QUESTIONS)
def test_a_question_is_understood_as_it_was_meant(manner: str, typed: str, meant: str, language: str) -> None:
    query = parse_query(typed, lambda word: word in words_of_plans())
    assert (tokens(query.text), query.language) == (tokens(meant), language), manner
