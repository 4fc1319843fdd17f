from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.facts.supersession import Supersession, find_supersessions
from corpus.models import Plan
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at, plan_of, stray_quotes

GOLD = json.loads((Path(__file__).parent / "gold_supersession.json").read_text(encoding="utf-8"))
TEXTS = {**PLANS, **DOCUMENTS}


def values(plan: Plan) -> list[dict[str, Any]]:
    return [
        {k: v for k, v in asdict(f).items() if k not in ("start", "end", "doubt")}
        for f in find_supersessions(plan)
    ]


@pytest.mark.parametrize("name", list(GOLD["texts"]))
def test_the_texts_say_what_the_gold_says(name: str) -> None:
    assert values(plan_at(TEXTS[name])) == GOLD["texts"][name]


@pytest.mark.parametrize("snippet", GOLD["snippets"], ids=lambda s: s["text"][:40])
def test_the_snippets_say_what_the_gold_says(snippet: dict[str, Any]) -> None:
    assert values(plan_of(snippet["text"])) == snippet["found"]


def test_a_whole_fact() -> None:
    plan = plan_of("(Kế hoạch này thay thế Kế hoạch số 7/KH-SXD ngày 01/02/2024 của Sở Xây dựng đã ban hành)")
    (fact,) = find_supersessions(plan)
    assert fact == Supersession(
        document_type="Kế hoạch", number="7/KH-SXD", date="2024-02-01", issuer="Sở Xây dựng", whole=True,
        part=None, direction="replaces", effective=None, start=0, end=fact.end,
    )  # fmt: skip


DECISION = """
    UBND TỈNH KON TUM
    Số: 9/QĐ-UBND      Kon Tum, ngày 02 tháng 02 năm 2024

    QUYẾT ĐỊNH
    Về việc sửa đổi, bổ sung một số điều của Quy chế ban hành kèm theo Quyết định số 17/QĐ-UBND ngày 20/8/2019

    Điều 1. Bãi bỏ khoản 2 Điều 3.
    Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày 15 tháng 02 năm 2024.
    """


def test_a_title_amends_and_an_article_says_from_when() -> None:
    (fact,) = find_supersessions(plan_of(DECISION))
    assert (fact.direction, fact.part, fact.whole) == ("amends", "một số điều", False)
    assert (fact.number, fact.effective) == ("17/QĐ-UBND", "2024-02-15")


@pytest.mark.parametrize(
    "text",
    [
        "1. Bổ sung nguồn lực thực hiện Kế hoạch số 5/KH-UBND ngày 02/3/2023.",
        "2. Sở Nội vụ tham mưu ban hành Quy chế thay thế Quyết định số 8/QĐ-UBND ngày 01/01/2021.",
        "3. Thông tư số 01/2024/TT-BNV thay thế Thông tư số 12/2019/TT-BNV.",
        "4. Kế hoạch này không thay thế Kế hoạch số 3/KH-SNV ngày 04/4/2024.",
        "5. Thay thế thiết bị theo Kế hoạch số 3/KH-SNV ngày 04/4/2024.",
    ],
)
def test_what_this_document_does_not_do_is_left_out(text: str) -> None:
    assert find_supersessions(plan_of(text)) == []


PIECES = st.sampled_from(
    ["Kế hoạch này ", "thay thế ", "bãi bỏ ", "sửa đổi, bổ sung ", "khoản 1 Điều 2 ",
     "được thay thế bởi ", "Quyết định số 5/QĐ-SNV", " ngày 31/2/2024", " có hiệu lực từ ngày ",
     "hết hiệu lực ", "; ", ".\n", "1. "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=25).map("".join)))
def test_any_text_is_read_and_every_quote_is_in_it(text: str) -> None:
    assert stray_quotes(text, find_supersessions) == []


@pytest.mark.parametrize(
    "rest",
    [
        " (đã được sửa đổi bằng Hướng dẫn số 2/HD-KTĐ ngày 06/3/2024).",
        "; các nội dung khác của Hướng dẫn số 3/HD-KTĐ vẫn thực hiện.",
    ],
)
def test_a_document_beside_the_one_replaced_is_not_replaced(rest: str) -> None:
    text = f"Hướng dẫn này thay thế Hướng dẫn số 4/HD-KTĐ ngày 19/4/2022{rest}"
    assert [fact.number for fact in find_supersessions(plan_of(text))] == ["4/HD-KTĐ"]
