"""The figures say what they claim to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.messages import Quotation, Reply
from tests.quality.figures import (
    Figures,
    Measured,
    Piece,
    Question,
    is_refused,
    is_right,
    ranks_of,
    says,
    sum_up,
    table,
)

QUOTE = "Giấy khen của Giám đốc Sở: 03 tập thể, 05 cá nhân."
ASKED = Question(
    id="1",
    kind="quota",
    language="vi",
    split="tune",
    plan="a",
    text="giấy khen?",
    previous=None,
    points=(("03 tập thể", "3 tập thể"), ("05 cá nhân",)),
    evidence=((Piece("a", QUOTE), Piece("b", "ba tập thể")),),
    must_not=(),
)
QUOTATION = Quotation(
    plan="a", plan_title="A", section="I.", page=1, start=0, end=len(QUOTE), quote=QUOTE, reading=QUOTE
)
GOOD = Reply(
    found=True, kind="passages", language="vi", summary="", text=f"Theo A: {QUOTE}", quotations=(QUOTATION,)
)
SILENT = Reply(found=False, kind="not_found", language="vi", summary="", text="Không nêu.")
UNANSWERABLE = replace(ASKED, points=(), evidence=(), must_not=("12 tập thể",))


@pytest.mark.parametrize(
    ("text", "forms", "verdict"),
    [
        ("được 1 tập thể", ["1 tập thể"], True),
        ("được 11 tập thể", ["1 tập thể"], False),
        ("được 1\n tập  thể", ["1 tập thể"], True),
        ("Được Một Tập Thể", ["hai", "một tập thể"], True),
        ("được 1 tập thể", [], False),
    ],
)
def test_a_form_stands_in_a_text_with_its_numbers_whole(text: str, forms: list[str], verdict: bool) -> None:
    assert says(text, forms) is verdict


def test_an_answer_is_right_with_every_point_within_the_limit() -> None:
    assert is_right(ASKED, GOOD)
    assert not is_right(ASKED, replace(GOOD, text="03 tập thể"))
    assert not is_right(ASKED, replace(GOOD, found=False))
    assert not is_right(ASKED, replace(GOOD, text=GOOD.text.ljust(2001)))
    assert is_right(replace(ASKED, plan="multi"), replace(GOOD, text=GOOD.text.ljust(4000)))


def test_a_refusal_finds_nothing_and_says_nothing_wrong() -> None:
    assert is_refused(UNANSWERABLE, SILENT)
    assert not is_refused(UNANSWERABLE, GOOD)
    assert not is_refused(UNANSWERABLE, replace(SILENT, text="Không nêu 12 tập thể"))


def test_evidence_ranks_by_its_own_plan_or_an_equally_good_one() -> None:
    assert ranks_of(ASKED, [Piece("b", QUOTE), Piece("a", f"4. {QUOTE} Hết.")]) == (2,)
    assert ranks_of(ASKED, [Piece("b", "có ba tập thể")]) == (1,)
    assert ranks_of(ASKED, [Piece("c", QUOTE)]) == (None,)


def test_figures_are_shares() -> None:
    results = [
        Measured(ASKED, GOOD, (2,)),
        Measured(ASKED, SILENT, (None,)),
        Measured(UNANSWERABLE, SILENT, ()),
        Measured(replace(UNANSWERABLE, kind="smalltalk"), GOOD, ()),
    ]
    expected = Figures(recall=0.5, evidence=0.5, right=0.5, answered=0.5, refused=1.0, verbatim=1.0)
    assert sum_up(results, {"a": f"… {QUOTE} …"}) == expected
    assert sum_up(results, {"a": "khác"}) == replace(expected, verbatim=0.0)
    assert table({"tune": expected}).splitlines()[1].split() == ["tune", *["0.500"] * 4, *["1.000"] * 2]
