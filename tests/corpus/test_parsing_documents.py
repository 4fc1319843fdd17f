"""The invented documents: what structure.json says that a reader should find in them."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.models import PlanMetadata
from corpus.text import fold, tokens
from tests.corpus.reading import DOCUMENTS, headings, plan_at, structure

CASES = [pytest.param(name, expected, id=name) for name, expected in structure().items()]


def metadata_of(name: str) -> PlanMetadata:
    return plan_at(DOCUMENTS[name]).metadata


def without_type(metadata: PlanMetadata) -> str:
    title, kind = fold(metadata.title), fold(metadata.document_type or "")
    return title.removeprefix(kind).strip()


@pytest.mark.parametrize(("name", "expected"), CASES)
def test_letterheads(name: str, expected: dict[str, Any]) -> None:
    found = metadata_of(name)
    assert {
        "document_type": found.document_type,
        "number": found.number,
        "issue_date": found.issue_date and found.issue_date.isoformat(),
        "place": found.place,
        "province": found.province,
    } == {key: expected[key] for key in ("document_type", "number", "issue_date", "place", "province")}


@pytest.mark.parametrize(("name", "expected"), CASES)
def test_issuers_and_titles(name: str, expected: dict[str, Any]) -> None:
    found = metadata_of(name)
    assert fold(found.issuer or "") == fold(expected["issuer"])
    assert without_type(found) == fold(expected["title"])


@pytest.mark.parametrize(("name", "expected"), CASES)
def test_signatures(name: str, expected: dict[str, Any]) -> None:
    found = metadata_of(name)
    assert found.signer == expected["signer"]
    assert fold(found.position or "") == fold(expected["position"])
    assert tokens(found.authority or "") == tokens(expected["authority"] or "")


@pytest.mark.parametrize(("name", "expected"), CASES)
def test_recipients(name: str, expected: dict[str, Any]) -> None:
    assert list(metadata_of(name).recipients) == expected["recipients"]


@pytest.mark.parametrize(("name", "expected"), CASES)
def test_outlines(name: str, expected: dict[str, Any]) -> None:
    # One of the outlines names bullets too; they have no number to be found by.
    outline = [(label, heading) for label, heading in expected["outline"] if label not in "-+*•"]
    found = headings(plan_at(DOCUMENTS[name]))
    assert [label for label, _ in found] == [label for label, _ in outline]
    printed = [(label, fold(heading)) for label, heading in outline if heading]
    wanted = [heading for _, heading in outline]
    assert [(a, fold(b or "")) for (a, b), c in zip(found, wanted, strict=True) if c] == printed


def test_a_table_has_a_clause_a_row() -> None:
    plan = plan_at(DOCUMENTS["quangbinh_snv_2022"])
    text = plan.reading.text
    table = [text[s.start : s.end] for top in plan.sections for s in top.walk() if s.kind == "paragraph"]
    assert "2 Thanh tra Sở 01 01 0" in table
    assert table[-1] == "Tổng cộng 11 24 08"


def test_running_footers_are_not_read() -> None:
    assert "Trang 1/2" not in plan_at(DOCUMENTS["kontum_khoithidua_2025"]).reading.text


def test_a_quarter_on_the_next_line_is_no_clause() -> None:
    reading = plan_at(DOCUMENTS["lamdong_ubnd_2024"]).reading.text
    assert "sơ kết trong quý III/2026.\n" in reading
    assert "tổng kết trong quý I/2029.\n" in reading
