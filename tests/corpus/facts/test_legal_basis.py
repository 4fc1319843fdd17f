"""Matching: numbered documents by (number folded, date), laws without number by their folded title."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.facts.legal_basis import LegalBasis, find_legal_bases, same_number, unique_documents
from corpus.models import Plan
from corpus.text import fold
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at, plan_of, stray_quotes

GOLD = json.loads((Path(__file__).parent / "gold_legal_basis.json").read_text(encoding="utf-8"))
TEXTS = {**PLANS, **DOCUMENTS}
SAMPLES = [
    *((name, plan_at(TEXTS[name]), gold) for name, gold in GOLD["texts"].items()),
    *((f"snippet {i}", plan_of(gold["text"]), gold) for i, gold in enumerate(GOLD["snippets"])),
]
NAMES = [name for name, _, _ in SAMPLES]


def named(plan: Plan) -> dict[tuple[str, str | None], LegalBasis]:
    facts = unique_documents(find_legal_bases(plan))
    return {(same_number(f.number) if f.number else fold(f.subject or ""), f.date): f for f in facts}


def wanted(plan: Plan, gold: dict[str, Any]) -> set[tuple[str, str | None]]:
    numbered = {(same_number(d["number"]), d["date"]) for d in gold["documents"]}
    dated = {key[0]: key[1] for key in named(plan)}
    return numbered | {(fold(law), dated.get(fold(law))) for law in gold["laws"]}


def score(samples: list[tuple[str, Plan, dict[str, Any]]]) -> float:
    pairs = [(set(named(plan)), wanted(plan, gold)) for _, plan, gold in samples]
    hits = sum(len(found & gold) for found, gold in pairs)
    return 2 * hits / sum(len(found) + len(gold) for found, gold in pairs)


@pytest.mark.parametrize("name", ["000", "003"])
def test_the_annotated_plans_reach_their_mark(name: str) -> None:
    assert score([sample for sample in SAMPLES if sample[0] == name]) >= 0.97


def test_all_texts_reach_their_mark() -> None:
    assert score(SAMPLES) >= 0.97


@pytest.mark.parametrize(("name", "plan", "gold"), SAMPLES, ids=NAMES)
def test_type_issuer_and_role_are_those_of_the_gold(name: str, plan: Plan, gold: dict[str, Any]) -> None:
    found = named(plan)
    for document in gold["documents"]:
        fact = found[(same_number(document["number"]), document["date"])]
        assert (fact.type, fact.role) == (document["type"], document["role"])
        assert spelled(fact.issuer) == spelled(document["issuer"])


def spelled(issuer: str | None) -> str:
    return fold(issuer or "").replace("hoi dong nhan dan", "hdnd").replace("uy ban nhan dan", "ubnd")


def one(text: str) -> LegalBasis:
    (fact,) = find_legal_bases(plan_of(text))
    return fact


def test_a_whole_fact() -> None:
    plan = plan_of("Căn cứ Quyết định số 11/2024/QĐ- UBND, ngày 25/4/2024 của UBND tỉnh Kon Tum về thi đua;")
    (fact,) = find_legal_bases(plan)
    assert fact == LegalBasis(
        type="Quyết định", number="11/2024/QĐ-UBND", date="2024-04-25", issuer="UBND tỉnh Kon Tum",
        subject="thi đua", role="basis", start=7, end=fact.end,
    )  # fmt: skip
    quote = fact.cite(plan).quote(plan.source)
    assert quote == "Quyết định số 11/2024/QĐ- UBND, ngày 25/4/2024 của UBND tỉnh Kon Tum"


@pytest.mark.parametrize(
    ("text", "date", "doubt"),
    [
        ("1. Theo Kế hoạch số 5/KH-SNV ngày 31/02/2025.", "2025-02-31", "ngày không có thật"),
        ("1. Theo Kế hoạch số 5/KH-SNV ngày   tháng 3 năm 2025.", None, "ngày ban hành để trống"),
        ("1. Theo Kế hoạch số 5/KH-SNV tháng 3/2025.", "2025-03", None),
        ("1. Theo Quy chế số 5-QC/TU năm 2021.", "2021", None),
        ("1. Theo Chỉ thị số 35-CT/TW của Bộ Chính trị ngày 14/6/2024.", "2024-06-14", None),
    ],
)
def test_dates_are_as_printed(text: str, date: str | None, doubt: str | None) -> None:
    assert (one(text).date, one(text).doubt) == (date, doubt)


@pytest.mark.parametrize(
    "text",
    [
        "1. Mẫu số 02/TĐKT, phụ lục số 05/PL, biểu số 05/BC-TĐ.",
        "1. Trung đoàn 82/QK2 đạt 5-7 sáng kiến/CLB, 2/3 số phiếu, 24/7.",
        "1. Đúng pháp luật; Luật sư, Luật này; một số điều của Luật Thi đua, khen thưởng.",
        "(Kèm theo Quyết định số 5/QĐ-SNV ngày 03/02/2024 của Sở Nội vụ)",
        "Số: 5/KH-SNV",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert find_legal_bases(plan_of(text)) == []


def test_the_plans_own_number_is_no_basis() -> None:
    text = """
        SỞ NỘI VỤ
        Số: 15/KH-SNV      Huế, ngày 12 tháng 3 năm 2024

        KẾ HOẠCH
        Thi đua năm 2024

        1. Nội dung Kế hoạch số 15/KH-SNV ngày 12/3/2024.
        2. Nội dung Kế hoạch số 15/KH-SNV ngày 10/3/2023.
        """
    assert [fact.date for fact in find_legal_bases(plan_of(text))] == ["2023-03-10"]


def test_a_document_cited_twice_is_two_facts_and_one_document() -> None:
    text = "1. Theo Nghị định số 98/2023/NĐ-CP.\n2. Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ."
    facts = find_legal_bases(plan_of(text))
    assert len(facts) == 2
    (merged,) = unique_documents(facts)
    assert (merged.start, merged.date, merged.issuer) == (facts[0].start, "2023-12-31", "Chính phủ")


def test_a_laws_titles_agree_where_one_lacks_the_year() -> None:
    text = "1. Luật Đất đai; Luật Đất đai năm 2024.\n2. Luật Đất đai năm 2013."
    facts = find_legal_bases(plan_of(text))
    assert [fact.subject for fact in unique_documents(facts)] == [
        "Luật Đất đai năm 2024",
        "Luật Đất đai năm 2013",
    ]


PIECES = st.sampled_from(
    ["Căn cứ ", "Luật ", "Quyết định ", "các Kế hoạch ", "của UBND tỉnh", ": số ", "5/KH-SNV",
     "98/2023/NĐ-CP", " ngày 1/2/2024", " ngày  tháng ", "; ", ", ", ".\n", "và ", "12-NQ/TU", "thay thế ",
     "này ", "(", "“", "1. "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=25).map("".join)))
def test_any_text_is_read_and_every_quote_is_in_it(text: str) -> None:
    assert stray_quotes(text, find_legal_bases) == []
