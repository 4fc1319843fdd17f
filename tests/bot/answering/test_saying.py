"""Counts and days as Vietnamese documents print them; facts in lines."""

from __future__ import annotations

from typing import Any

import pytest

from bot.answering.answers import Line, Statement
from bot.answering.rendering import Renderer
from bot.answering.saying import Moment, amount, moment
from corpus.facts.base import Fact
from corpus.facts.deadline import Deadline
from corpus.facts.legal_basis import LegalBasis
from corpus.facts.movement import Movement
from corpus.facts.quota import Quota
from corpus.facts.reporting_line import ReportingLine
from corpus.facts.responsibility import Responsibility
from corpus.facts.supersession import Supersession
from tests.bot.answering.sample import make_answer, make_quotation

RENDERER = Renderer()
HERE: dict[str, Any] = {"start": 0, "end": 1}
NO_LINE = {"what": None, "via": None, "when": None}


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [(3, 5, "03-05"), (1, 1, "01"), (None, 12, "12"), (10, None, "10"), (None, None, ""), (0, 2, "00-02")],
)
def test_counts_get_a_zero_before_one_digit(low: int | None, high: int | None, written: str) -> None:
    assert amount(low, high) == written


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2025-11-30", Moment(text="30/11/2025", year="2025")),
        ("2025-06-05", Moment(text="05/6/2025", year="2025")),
        ("2025-02-05", Moment(text="05/02/2025", year="2025")),
        ("--11-15", Moment(text="15/11")),
        ("2025-06", Moment(text="6/2025", year="2025", is_month=True)),
        ("2025", Moment(text="2025", year="2025", is_year=True)),
        ("2025-Q2", Moment(text="", year="2025", quarter="II")),
        ("2025-H1", Moment(text="", year="2025", half=1)),
        ("soon", Moment(text="soon")),
    ],
)
def test_days_are_written_as_decree_30_has_it(iso: str, said: Moment) -> None:
    assert moment(iso) == said


FACTS: list[tuple[str, Fact, str, str]] = [
    (
        "quotas",
        Quota(
            **HERE, award="Giấy khen", granting_authority="Giám đốc Sở",
            collectives_min=3, collectives_max=5, individuals_max=10,
        ),
        "Giấy khen của Giám đốc Sở: 03-05 tập thể; không quá 10 cá nhân",
        "Giấy khen (Giám đốc Sở): 3-5 collectives; at most 10 individuals",
    ),
    (
        "quotas",
        Quota(
            **HERE, award="Cờ thi đua", collectives_min=1, collectives_max=1, individuals_min=1,
            individuals_max=1, either_or=True,
        ),
        "Cờ thi đua: 01 tập thể hoặc cá nhân",
        "Cờ thi đua: 1 collective or individual",
    ),
    (
        "quotas",
        Quota(**HERE, award="Lao động tiên tiến", percent=70.0, percent_of="số cán bộ", doubt="hai số"),
        "Lao động tiên tiến: 70% số cán bộ [cần xem lại: hai số]",
        "Lao động tiên tiến: 70% số cán bộ [to be checked: hai số]",
    ),
    (
        "deadlines",
        Deadline(
            **HERE, kind="reporting", what="nộp báo cáo", to="Sở Nội vụ", bound="before",
            first="2025-11-30", last="2025-11-30", precision="day",
        ),
        "Nộp báo cáo – gửi Sở Nội vụ: trước 30/11/2025",
        "Nộp báo cáo – to Sở Nội vụ: before 30/11/2025",
    ),
    (
        "deadlines",
        Deadline(**HERE, kind="period", what="Thời gian thi đua", first="2023-01-01", last="2023-06-11"),
        "Thời gian thi đua: từ 01/01/2023 đến 11/6/2023",
        "Thời gian thi đua: from 01/01/2023 to 11/6/2023",
    ),
    (
        "reporting_lines",
        ReportingLine(
            **HERE, **{**NO_LINE, "via": "Văn phòng"}, kind="report", who="các phòng", to="lãnh đạo"
        ),
        "Các phòng → lãnh đạo (qua Văn phòng): báo cáo",
        "Các phòng → lãnh đạo (via Văn phòng): reports",
    ),
    (
        "reporting_lines",
        ReportingLine(**HERE, **NO_LINE, kind="submission", who=None, to=None),
        "(không nêu ai) → (không nêu nơi nhận): trình",
        "(who: not stated) → (to whom: not stated): submits (trình)",
    ),
    (
        "responsibilities",
        Responsibility(**HERE, office="phòng Nội vụ", role="leads", task="chủ trì"),
        "Phòng Nội vụ (chủ trì): chủ trì",
        "Phòng Nội vụ (leads): chủ trì",
    ),
    (
        "legal_basis",
        LegalBasis(
            **HERE, type="Nghị định", number="98/2023/NĐ-CP", date="2023-12-31", issuer="Chính phủ",
            subject=None, role="basis",
        ),
        "Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ",
        "Nghị định 98/2023/NĐ-CP of 31/12/2023, Chính phủ",
    ),
    (
        "supersedes",
        Supersession(
            **HERE, document_type="Kế hoạch", number="12/KH-UBND", date="2024-11-18", issuer=None, whole=True,
            part=None, direction="replaces", effective=None,
        ),
        "Thay thế Kế hoạch số 12/KH-UBND ngày 18/11/2024",
        "Replaces Kế hoạch 12/KH-UBND of 18/11/2024",
    ),
    (
        "movements",
        Movement(**HERE, name="Dân vận khéo", period="2021-2025", launched_by="UBND tỉnh"),
        "“Dân vận khéo” (2021-2025) – UBND tỉnh phát động",
        "“Dân vận khéo” (2021-2025) – launched by UBND tỉnh",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "fact", "vietnamese", "english"), FACTS)
def test_a_fact_is_said_in_one_line(kind: str, fact: Fact, vietnamese: str, english: str) -> None:
    statement = Statement(
        plan="a", plan_label="A", plan_name="A", quotations=(make_quotation(),),
        lines=(Line(kind=kind, fact=fact),),
    )  # fmt: skip
    vi, en = (RENDERER.render(make_answer(statement, kind="facts", language=code)) for code in ("vi", "en"))
    assert vi.text.splitlines()[1] == f"– {vietnamese}"
    assert en.text.splitlines()[1] == f"– {english}"
    assert vi.summary.splitlines()[-1] == f"– {vietnamese}"
