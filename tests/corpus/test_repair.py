from __future__ import annotations

import pytest

from corpus.repair.gate import looks_damaged
from corpus.text import fold
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at


@pytest.mark.parametrize("number", PLANS)
def test_of_the_plans_only_the_scan_is_damaged(number: str) -> None:
    assert looks_damaged(plan_at(PLANS[number]).source) is (number == "002")


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if not name.endswith("_ocr")])
def test_sound_documents_are_not_damaged(name: str) -> None:
    assert not looks_damaged(plan_at(DOCUMENTS[name]).source)


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name.endswith("_ocr")])
def test_badly_recognised_documents_are_damaged(name: str) -> None:
    assert looks_damaged(plan_at(DOCUMENTS[name]).source)


def test_text_typed_without_diacritics_counts_as_damaged() -> None:
    assert looks_damaged(fold(plan_at(PLANS["000"]).source))


@pytest.mark.parametrize("text", ["", "123 456", "Ke hoach thi dua", "Giấy khen"])
def test_too_few_words_tell_nothing(text: str) -> None:
    assert not looks_damaged(text)
