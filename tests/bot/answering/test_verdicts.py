"""What follows from facts for a claim, or for plans side by side: no more than that."""

from __future__ import annotations

import pytest

from bot.answering.answers import Line, Statement
from bot.answering.manners import Claim
from bot.answering.verdicts import compare, judge_claim
from corpus.facts.base import Fact
from corpus.facts.deadline import Deadline
from corpus.facts.metadata import MetadataField
from corpus.facts.quota import Quota
from tests.bot.answering.sample import make_quotation

QUESTION = "giấy khen bao nhiêu cá nhân"


def quota(low: int | None, high: int | None, award: str = "Giấy khen", collectives: int = 1) -> Quota:
    return Quota(
        start=0, end=1, award=award, individuals_min=low, individuals_max=high, collectives_min=collectives,
        collectives_max=collectives,
    )  # fmt: skip


def said(*facts: Fact, words: str = "05-10 cá nhân") -> Statement:
    return Statement(
        plan="a", plan_label="A", plan_name="A", quotations=(make_quotation(words),),
        lines=tuple(Line(kind="quotas", fact=fact) for fact in facts),
    )  # fmt: skip


def count(number: str) -> Claim:
    return Claim(kind="count", said=number, value=number)


@pytest.mark.parametrize(
    ("number", "low", "high", "verdict"),
    [
        ("50", 5, 10, "contradicted"),
        ("10", 10, 10, "confirmed"),
        ("7", 5, 10, ""),  # within a range: neither so nor not
        ("3", None, 12, ""),
        ("13", None, 12, "contradicted"),
        ("4", 5, None, "contradicted"),
    ],
)
def test_a_count_is_held_against_the_range(
    number: str, low: int | None, high: int | None, verdict: str
) -> None:
    assert judge_claim(count(number), QUESTION, [said(quota(low, high))]) == verdict


def test_only_what_is_counted_is_looked_at() -> None:
    statement = said(quota(5, 10, collectives=50))
    assert judge_claim(count("50"), "giấy khen bao nhiêu cá nhân", [statement]) == "contradicted"
    assert judge_claim(count("50"), "giấy khen bao nhiêu tập thể", [statement]) == "confirmed"


def test_plans_that_differ_leave_a_claim_open() -> None:
    assert judge_claim(count("10"), QUESTION, [said(quota(10, 10)), said(quota(2, 3))]) == ""


@pytest.mark.parametrize(("claimed", "verdict"), [("31/12", "confirmed"), ("30/11/2025", "contradicted")])
def test_a_day_is_held_against_the_dates(claimed: str, verdict: str) -> None:
    due = Deadline(
        start=0, end=1, kind="deadline", what="nộp", first="2025-12-31", last="2025-12-31", precision="day"
    )
    assert judge_claim(Claim(kind="day", said=claimed, value=claimed), "", [said(due)]) == verdict


@pytest.mark.parametrize(
    ("position", "verdict"), [("CHỦ TỊCH", "confirmed"), ("PHÓ CHỦ TỊCH", "contradicted")]
)
def test_a_deputy_bears_out_no_head(position: str, verdict: str) -> None:
    claim = Claim(kind="name", said="Chủ tịch", value="chu tich")
    signed = MetadataField(start=0, end=1, name="position", value=position)
    assert judge_claim(claim, "", [said(signed)]) == verdict


@pytest.mark.parametrize(
    ("question", "claimed", "verdict"),
    [
        ("thi đua kết thúc ngày nào", "31/12/2025", "confirmed"),
        ("thi đua kết thúc ngày nào", "01/01", "contradicted"),
        ("thi đua kết thúc ngày nào", "30/6", ""),
        ("thi đua bắt đầu ngày nào", "31/12", "contradicted"),
        ("thi đua ngày nào", "31/12", ""),
    ],
)
def test_the_end_of_a_period_is_not_its_beginning(question: str, claimed: str, verdict: str) -> None:
    period = Deadline(start=0, end=1, kind="period", what="thi đua", first="2025-01-01", last="2025-12-31")
    assert judge_claim(Claim(kind="day", said=claimed, value=claimed), question, [said(period)]) == verdict


def test_a_number_that_only_stands_in_the_quote_bears_nothing_out() -> None:
    claim = Claim(kind="share", said="12", value="12")
    assert judge_claim(claim, "", [said(words="có 12 thành viên, đạt 15%")]) == ""
    assert judge_claim(claim, "", [said(words="đạt 15%")]) == ""


def test_several_quotas_bear_out_a_count_only_together() -> None:
    assert judge_claim(count("5"), QUESTION, [said(quota(5, 5), quota(9, 9, "Bằng khen"))]) == ""
    assert judge_claim(count("5-10"), QUESTION, [said(quota(5, 10))]) == "confirmed"


def test_plans_are_compared_by_the_awards_they_share() -> None:
    one, same = said(quota(5, 10), quota(1, 2, "Bằng khen")), said(quota(5, 10))
    assert compare([same, same], is_complete=True) == "same"
    assert compare([same, same], is_complete=False) == ""
    assert compare([one, same], is_complete=True) == ""
    assert compare([one, said(quota(5, 9))], is_complete=True) == "different"
    assert compare([one, said(quota(5, 10, "Cờ thi đua"))], is_complete=True) == ""
    assert compare([one], is_complete=True) == ""
    assert compare([one, said()], is_complete=True) == ""
