"""What was understood is told where it is not what was typed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.rendering import ONE_PLAN_LIMIT, Renderer
from bot.answering.understood import LONGEST, tell_understood
from retrieval.query import parse_query
from tests.bot.answering.sample import make_answer, make_statement

KNOWN = frozenset(
    ["giay", "khen", "giam", "doc", "so", "ke", "hoach", "giam_doc", "doc_so", "giay_khen", "kh"]
)


def understood(typed: str, restored: str | None = None) -> str:
    query = parse_query(typed, lambda word: word in KNOWN)
    return tell_understood(typed, query, lambda text: restored or text)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("giaays khen gd sở", "giấy khen giám đốc sở"),
        ("gia^'y khen cu?a so+? 2025", "giấy khen của sở 2025"),
        ("gia61y khen sở?", "giấy khen sở"),
        ("giaykhen sở", "giay khen sở"),
        ("gk sở", "giấy khen sở"),
        ("giấy khne sở", "giấy khen sở"),
        ("How many certificates of merit in 2025?", "bằng khen · 2025"),
        ("Who signed the plan of Mỹ Hào?", "người ký · kế hoạch · Mỹ Hào"),
    ],
)
def test_what_differs_from_what_was_typed_is_told(typed: str, told: str) -> None:
    assert told in understood(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "Giấy khen của giám đốc sở?", "GIẤY KHEN, GIÁM ĐỐC SỞ", "giấy  khen!!!", "giấy khen k? đc ko j bn",
        "gi\u200bấy khen", "gia\u0302\u0301y khen", "giấy khen 🏆", "142/KH-UBND", "kh 29",
        "Giấy khen - Giám đốc Sở (2025)",
    ],
)  # fmt: skip
def test_nothing_is_told_of_a_question_typed_properly(typed: str) -> None:
    assert understood(typed) == ""


def test_diacritics_are_put_back_where_something_else_was_read_too() -> None:
    assert understood("giaays khen giam doc so", "giấy khen giám đốc sở") == "giấy khen giám đốc sở"


@pytest.mark.parametrize(
    "typed", ["giay khen giam doc so", "giấy khen giám đốc sở", "GIAY KHEN giam doc so?"]
)
def test_diacritics_alone_are_no_news(typed: str) -> None:
    assert understood(typed, "giấy khen giám đốc sở") == ""


def test_what_is_told_is_one_short_line() -> None:
    told = understood("giaays khen " * 160)
    assert (len(told) <= LONGEST, told[-1], "\n" in told) == (True, "…", False)


@pytest.mark.parametrize(("language", "head"), [("vi", "Hiểu là: "), ("en", "Understood as: ")])
def test_it_stands_above_the_answer(language: str, head: str) -> None:
    answer = make_answer(make_statement("04 tập thể"), understood="giấy khen", language=language)
    reply = Renderer().render(answer)
    assert (reply.understood, reply.text.splitlines()[:2]) == (f"{head}giấy khen", [f"{head}giấy khen", ""])
    assert head not in reply.summary


def test_it_costs_no_quotation() -> None:
    quotes = ("một " * 240, "hai " * 240)
    answer = make_answer(make_statement(*quotes), understood="x" * 150)
    plain, told = (Renderer().render(each) for each in (replace(answer, understood=""), answer))
    assert len(told.text) <= ONE_PLAN_LIMIT
    assert (told.text, told.understood) == (plain.text, "Hiểu là: " + "x" * 150)
