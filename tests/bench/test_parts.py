"""Every part can be left out, and is there again afterwards."""

from __future__ import annotations

import pytest

from bench.parts import PARTS, Stand, left_out, parts_in_use
from retrieval.lexical import FIELD_WEIGHTS
from retrieval.query import parse_query
from retrieval.retriever import WEIGHTS


def test_a_part_that_is_left_out_comes_back() -> None:
    weights, fields = dict(WEIGHTS), dict(FIELD_WEIGHTS)
    with left_out("plan field"):
        assert (WEIGHTS["plan"], FIELD_WEIGHTS["metadata"]) == (0.0, 0.0)
    assert (weights, fields) == (WEIGHTS, FIELD_WEIGHTS)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("undoing of slips", "giaays khen"),
        ("English glossary", "certificate of merit of the office"),
        ("answer types, altogether", "khi nào nộp báo cáo"),
    ],
)
def test_a_question_is_understood_less_without_a_part(name: str, typed: str) -> None:
    def known(_: str) -> bool:
        return False

    usual = parse_query(typed, known)
    with left_out(name):
        assert parse_query(typed, known) != usual
    assert parse_query(typed, known) == usual


def test_no_name_leaves_out_nothing() -> None:
    with left_out(""):
        assert all(WEIGHTS.values())


def test_what_stands_in_for_a_part_stands_in_for_something() -> None:
    idle = [name for name in PARTS if name not in parts_in_use()]
    assert idle in ([], ["restorer of diacritics"])
    assert not Stand("retrieval.query", "never_written", None).is_needed
