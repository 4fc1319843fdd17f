"""What was found in a plan, made ready for its page."""

from __future__ import annotations

import pytest

from bot.web.document import find_excerpt
from bot.web.documents import name_document
from bot.web.findings import Findings, show_findings
from bot.web.quotas import QuotaLine, show_quota
from bot.web.wording import load_words
from corpus.facts import find_facts
from corpus.facts.legal_basis import LegalBasis
from corpus.facts.quota import Quota
from corpus.models import Plan
from tests.bot.web.sample import PLAN
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at, plan_of

WORDS = load_words()["vi"]


def findings(plan: Plan) -> Findings:
    return show_findings(plan, find_facts(plan), WORDS)


def shown(**fields: object) -> QuotaLine:
    return show_quota(PLAN, Quota(start=0, end=5, **fields), WORDS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (3, 5, "3–5"),
        (1, 1, "1"),
        (None, 12, "tối đa 12"),
        (2, None, "ít nhất 2"),
        (None, None, None),
        (9, 4, "9–4"),
    ],
)
def test_a_number_is_said_with_its_bounds(least: int | None, most: int | None, said: str | None) -> None:
    assert shown(collectives_min=least, collectives_max=most).collectives == said


def test_a_share_is_said_with_what_it_is_of_the_unit_and_the_condition() -> None:
    line = shown(percent=2.5, percent_of="tổng số cá nhân", per="mỗi đơn vị", condition="Đợt 1")
    assert line.terms == ("2,5% tổng số cá nhân", "mỗi đơn vị", "Đợt 1")
    assert line.shared


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        (
            ("Nghị định", "98/2023/NĐ-CP", "2023-12-31", "Chính phủ", "quy định chi tiết"),
            "Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ",
        ),
        (("Luật", None, "2022-06-15", None, "Luật Thi đua"), "Luật Thi đua ngày 15/06/2022"),
        (("Kế hoạch", None, "2024-03", None, "thi đua"), "Kế hoạch thi đua tháng 03/2024"),
        ((None, "12/KH", "2024", None, None), "Văn bản số 12/KH năm 2024"),
    ],
)
def test_a_document_is_named_as_papers_name_it(fields: tuple[str | None, ...], name: str) -> None:
    type_, number, date, issuer, subject = fields
    fact = LegalBasis(
        type=type_, number=number, date=date, issuer=issuer, subject=subject, role="basis", start=0, end=1
    )  # fmt: skip
    assert name_document(fact, WORDS) == name


def test_tasks_of_one_office_stand_together_by_its_role() -> None:
    plan = plan_of(
        """
        KẾ HOẠCH
        Thi đua
        IV. TỔ CHỨC THỰC HIỆN
        1. Văn phòng Sở chủ trì, phối hợp với các phòng tổ chức phát động thi đua.
        2. Phòng Tài chính bố trí kinh phí khen thưởng.
        3. Văn phòng Sở phối hợp với Phòng Tài chính thẩm định hồ sơ.
        """
    )
    assert [(d.office, d.count, [role for role, _ in d.by_role]) for d in findings(plan).duties] == [
        ("Văn phòng Sở", 2, ["leads", "coordinates"]),
        ("Phòng Tài chính", 1, ["assigned"]),
    ]


def test_copies_of_the_plan_are_no_reporting_lines() -> None:
    found = findings(plan_at(PLANS["001"]))
    assert (len(found.lines), len(found.copies)) == (1, 4)


def test_a_heading_that_promises_quotas_is_shown_where_none_stands() -> None:
    found = findings(plan_at(PLANS["003"]))
    assert found.quotas == ()
    assert found.promised is not None
    assert found.promised.quote.startswith("IV. HÌNH THỨC")


@pytest.mark.parametrize("name", [*PLANS, *DOCUMENTS])
def test_every_source_opens_its_plan_at_its_words(name: str) -> None:
    plan = plan_at((PLANS | DOCUMENTS)[name])
    found = findings(plan)
    times = found.timeline
    facts = [
        *found.quotas, *times.dated, *times.recurring, *times.relative, *times.undated, *times.anniversaries,
        *found.lines, *found.copies, *found.documents, *found.replaced, *found.movements, *found.anomalies,
        *(line for duties in found.duties for _, lines in duties.by_role for line in lines),
    ]  # fmt: skip
    for source in (fact.source for fact in facts):
        start, end = (
            part.partition("=")[2] for part in source.url.partition("?")[2].partition("#")[0].split("&")
        )
        excerpt = find_excerpt(plan, start, end)
        assert excerpt is not None
        assert source.quote == " ".join(plan.source[int(start) : int(end)].split())
