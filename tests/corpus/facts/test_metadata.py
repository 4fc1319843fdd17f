"""Matching: equal after folding, without commas and bracketed additions; dates are ISO."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import NotAPlan
from corpus.facts.metadata import MetadataFacts, MetadataField, find_metadata, read_metadata
from corpus.models import Plan
from corpus.text import fold
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at, plan_of

GOLD = json.loads((Path(__file__).parent / "gold_metadata.json").read_text(encoding="utf-8"))
TEXTS = {**PLANS, **DOCUMENTS}
TOLD = ("period", "scope", "audience", "theme", "slogan")
TAKEN = ("number", "issuer", "issue_date", "place", "title", "signer", "position", "authority", "province")


def plain(value: str | None) -> str | None:
    if value is None:
        return None
    return " ".join(re.sub(r"\([^)]*\)|[,.;]", " ", fold(value)).split())


def given_by(facts: MetadataFacts, name: str) -> str | list[str | None] | None:
    if name == "recipients":
        return [plain(one.value) for one in facts.recipients]
    field: MetadataField | None = getattr(facts, name)
    return plain(field.value) if field else None


def wanted(value: str | list[str] | None) -> str | list[str | None] | None:
    return [plain(one) for one in value] if isinstance(value, list) else plain(value)


@pytest.mark.parametrize("name", list(GOLD["texts"]))
def test_the_texts_say_what_the_gold_says(name: str) -> None:
    facts, gold = read_metadata(plan_at(TEXTS[name])), GOLD["texts"][name]
    assert {key: given_by(facts, key) for key in gold} == {key: wanted(value) for key, value in gold.items()}


@pytest.mark.parametrize("snippet", GOLD["snippets"], ids=lambda s: s["text"][40:80])
def test_the_snippets_say_what_the_gold_says(snippet: dict[str, Any]) -> None:
    facts = read_metadata(plan_of(snippet["text"]))
    told = {name: given_by(facts, name) for name in TOLD if getattr(facts, name)}
    assert told == {name: wanted(value) for name, value in snippet["found"].items()}


@pytest.mark.parametrize("name", list(TEXTS))
def test_what_the_parser_knows_is_found_where_it_stands(name: str) -> None:
    plan = plan_at(TEXTS[name])
    facts = read_metadata(plan)
    for key in TAKEN:
        assert (getattr(plan.metadata, key) is None) == (getattr(facts, key) is None), key
    assert [one.value for one in facts.recipients] == list(plan.metadata.recipients)


LETTER = """
    UBND TỈNH KON TUM
    SỞ NỘI VỤ
    Số: 15 /KH-SNV      Kon Tum, ngày 12 tháng 3 năm 2024

    KẾ HOẠCH
    Phát động thi đua

    1. Thời gian thực hiện: từ năm 2024 đến năm 2026.
    2. Phạm vi: Toàn tỉnh.

    Nơi nhận:
    - UBND tỉnh;
    - Lưu: VT.
    GIÁM ĐỐC
    Nguyễn Văn A
    """


def quoted(plan: Plan) -> list[tuple[str, str, str]]:
    return [(f.name, f.value, f.cite(plan).quote(plan.source)) for f in find_metadata(plan)]


def test_every_value_has_the_words_it_stands_in() -> None:
    assert sorted(quoted(plan_of(LETTER))) == [
        ("issue_date", "2024-03-12", "ngày 12 tháng 3 năm 2024"),
        ("issuer", "SỞ NỘI VỤ", "SỞ NỘI VỤ"),
        ("number", "15/KH-SNV", "15 /KH-SNV"),
        ("period", "2024-2026", "từ năm 2024 đến năm 2026"),
        ("place", "Kon Tum", "Kon Tum"),
        ("position", "Giám đốc", "GIÁM ĐỐC"),
        ("province", "Kon Tum", "KON TUM"),
        ("recipients", "Lưu: VT", "Lưu: VT"),
        ("recipients", "UBND tỉnh", "UBND tỉnh"),
        ("scope", "Toàn tỉnh", "Toàn tỉnh"),
        ("signer", "Nguyễn Văn A", "Nguyễn Văn A"),
        ("title", "Kế hoạch Phát động thi đua", "KẾ HOẠCH Phát động thi đua"),
    ]


def test_a_period_said_twice_is_doubtful() -> None:
    text = """
        KẾ HOẠCH
        Phát động thi đua

        1. Thời gian thực hiện: từ năm 2024 đến năm 2026.
        2. Thời gian thực hiện: từ năm 2025 đến năm 2027.
        """
    period = read_metadata(plan_of(text)).period
    assert period is not None
    assert (period.value, period.doubt) == ("2024-2026", "văn bản nêu nhiều lần, mỗi lần một khác")


PIECES = st.sampled_from(
    ["KẾ HOẠCH\n", "1. ", "Thời gian: ", "Phạm vi", "Đối tượng thi đua:", "chủ đề “", "”",
     "Khẩu hiệu: ", "\n", "từ năm 2024 đến năm 2025", "năm 2024", "Nơi nhận:\n", "- UBND tỉnh;\n",
     "GIÁM ĐỐC\n", "Số: 5/KH-SNV\n"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=25).map("".join)))
def test_any_text_is_read_and_every_quote_is_in_it(text: str) -> None:
    try:
        plan = plan_of(text)
    except NotAPlan:
        return
    for _, value, quote in quoted(plan):
        assert value
        assert quote
        assert quote in " ".join(plan.source.split())
