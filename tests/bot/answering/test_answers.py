"""A statement rests on quotes, and a quote stands in its source."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.answering.answers import Answer, Statement, label, quote
from bot.errors import UnfoundedStatement
from bot.messages import Quotation
from corpus.models import Plan, PlanMetadata
from corpus.naming import short_name, shorten
from corpus.text import squeeze
from tests.bot.answering.sample import make_answer, make_plan, make_quotation, make_statement
from tests.corpus.reading import PLANS, plan_at


def _stretch(plan: Plan, first: str, last: str) -> tuple[int, int]:
    text = plan.reading.text
    return text.index(first), text.index(last) + len(last)


def test_a_statement_without_a_citation_cannot_be_built() -> None:
    with pytest.raises(UnfoundedStatement, match="has no citation"):
        Statement(plan="a", plan_label="A", plan_name="A", quotations=())


def test_an_answer_is_found_by_its_statements_alone() -> None:
    answer = make_answer(make_statement("một", "hai"), make_statement("ba"))
    assert answer.found
    assert [quotation.quote for quotation in answer.quotations] == ["một", "hai", "ba"]
    assert not Answer(kind="not_found", language="vi").found


def test_a_quote_is_whole() -> None:
    plan = make_plan()
    start, end = _stretch(plan, "Giấy khen", "09 cá nhân.")
    assert quote(plan, start, end, section="II.") == Quotation(
        plan="binhminh-2024",
        plan_title=short_name(plan.id, plan.metadata),
        section="II.",
        page=1,
        start=plan.source.index("Giấy khen của"),
        end=plan.source.index("09 cá nhân.") + len("09 cá nhân."),
        quote="Giấy khen của Chủ tịch Ủy ban nhân dân huyện: 04 tập thể, 09 cá nhân.",
        reading="Giấy khen của Chủ tịch Ủy ban nhân dân huyện: 04 tập thể, 09 cá nhân.",
    )


def test_a_quote_over_a_page_number_keeps_it_and_its_reading_does_not() -> None:
    plan = make_plan()
    found = quote(plan, *_stretch(plan, "điển hình tiên", "nhân rộng."), section="I.")
    assert found.quote == "điển hình tiên 2 tiến trong giai đoạn 2026- 2030 để biểu dương và nhân rộng."
    assert found.reading == "điển hình tiên tiến trong giai đoạn 2026-2030 để biểu dương và nhân rộng."


def test_a_quote_over_a_broken_document_number_is_as_printed() -> None:
    plan = make_plan()
    found = quote(plan, *_stretch(plan, "Nghị quyết", "HĐND"), section="")
    assert (found.quote, found.reading) == ("Nghị quyết số 512/NQ- HĐND", "Nghị quyết số 512/NQ-HĐND")


def test_every_quote_of_a_plan_stands_in_its_source() -> None:
    plan = make_plan()
    words = [quote(plan, s.start, s.own_end, section="").quote for top in plan.sections for s in top.walk()]
    assert [each for each in words if each not in squeeze(plan.source)] == []
    assert len(words) > 5


@pytest.mark.parametrize("changed", ["GIẤY KHEN", "Bằng khen", "04 tap the"])
def test_words_that_are_not_in_the_source_raise(changed: str) -> None:
    plan = make_plan()
    start = plan.reading.text.index("Giấy khen")
    text = plan.reading.text[:start] + changed + plan.reading.text[start + len(changed) :]
    with pytest.raises(UnfoundedStatement, match="not stand in its source"):
        quote(replace(plan, reading=replace(plan.reading, text=text)), start, start + 20, section="")


def test_a_quote_of_another_source_raises() -> None:
    plan = make_plan()
    with pytest.raises(UnfoundedStatement):
        quote(
            replace(plan, source=plan.source.replace("04", "40")),
            *_stretch(plan, "04 tập", "thể"),
            section="",
        )


SCAN = plan_at(PLANS["002"])
AWARDS = "- Giấy khen của Giám đốc Sở: 05-10 tập thể; 05-10 cá nhân;"


def test_a_quote_of_a_bad_scan_is_its_raw_words_and_its_reading_the_words_read_anew() -> None:
    found = quote(SCAN, *_stretch(SCAN, AWARDS, AWARDS), section="")
    assert (found.quote, found.reading, found.is_reread) == (
        "- Gidy khen caa Giam dbc So: 05-10 tap thé; 05-10 ca nhan;", AWARDS, True,
    )  # fmt: skip
    assert found.quote in squeeze(SCAN.source)


def test_a_quote_whose_words_the_scan_has_so_is_not_read_anew() -> None:
    found = quote(SCAN, *_stretch(SCAN, "142/KH-UBND", "142/KH-UBND"), section="")
    assert (found.quote, found.is_reread) == ("142/KH-UBND", False)


def test_every_section_of_a_bad_scan_can_be_quoted() -> None:
    found = [quote(SCAN, s.start, s.own_end, section="") for top in SCAN.sections for s in top.walk()]
    assert [each for each in found if each.quote not in squeeze(SCAN.source)] == []
    assert [digits(each.quote) for each in found] == [digits_read(each.reading, each.quote) for each in found]


def digits(text: str) -> list[str]:
    """Give the numbers of a text, those in words ("c6ng") left out."""
    return re.findall(r"(?<![^\W_])\d[\d./:-]*(?![^\W\d_])", text)


def digits_read(reading: str, raw: str) -> list[str]:
    """Give the numbers of a reading; where a line broke inside one, as the raw text has it."""
    return digits(raw) if "".join(digits(reading)) == "".join(digits(raw)) else digits(reading)


@pytest.mark.parametrize(
    ("now", "then"),
    [("05-10 tập", "06-10 tập"), ("Sở: 05", "S7: 05"), ("Sở: 05-10", "Sở; 05-10"), ("tập thể", "tậpthể ")],
)
def test_a_reading_that_changes_more_than_words_read_anew_raises(now: str, then: str) -> None:
    start, end = _stretch(SCAN, AWARDS, AWARDS)
    text = SCAN.reading.text[:start] + AWARDS.replace(now, then, 1) + SCAN.reading.text[end:]
    with pytest.raises(UnfoundedStatement, match="not stand in its source"):
        quote(replace(SCAN, reading=replace(SCAN.reading, text=text)), start, end, section="")


def test_a_scan_whose_source_is_another_raises() -> None:
    other = replace(SCAN, source=SCAN.source.replace("05-10", "15-10"))
    with pytest.raises(UnfoundedStatement):
        quote(other, *_stretch(SCAN, AWARDS, AWARDS), section="")


def test_words_read_anew_from_elsewhere_in_the_source_raise() -> None:
    runs = sorted(SCAN.reading.runs, key=lambda run: -run.source)
    moved = tuple(
        replace(run, source=other.source) for run, other in zip(SCAN.reading.runs, runs, strict=True)
    )
    plan = replace(SCAN, reading=replace(SCAN.reading, runs=moved))
    with pytest.raises(UnfoundedStatement):
        quote(plan, *_stretch(SCAN, AWARDS, AWARDS), section="")


@pytest.mark.parametrize(("start", "end"), [(5, 5), (10**6, 10**6 + 5)])
def test_a_quote_of_nothing_raises(start: int, end: int) -> None:
    with pytest.raises(UnfoundedStatement):
        quote(make_plan(), start, end, section="")


@pytest.mark.parametrize(
    ("metadata", "name"),
    [
        (PlanMetadata(), "x"),
        (PlanMetadata(title="Kế hoạch A", number="9/KH"), "Kế hoạch A, số 9/KH"),
        (
            PlanMetadata(title="Kế hoạch A", issuer="Sở B", province="Hà Nam", years=(2024, 2025)),
            "Kế hoạch A (Sở B, Hà Nam, 2024)",
        ),
        (
            PlanMetadata(title="Kế hoạch năm 2024 của Sở B", issuer="SỞ B", years=(2024,)),
            "Kế hoạch năm 2024 của Sở B",
        ),
        (PlanMetadata(title="Kế hoạch A", issue_date=date(2024, 1, 2)), "Kế hoạch A"),
    ],
)
def test_a_label_says_what_the_title_leaves_out(metadata: PlanMetadata, name: str) -> None:
    assert label("x", metadata) == name


def test_a_label_is_short_whatever_the_letterhead_holds() -> None:
    assert len(label("x", PlanMetadata(title="kế hoạch " * 90, issuer="sở " * 900, province="tỉnh"))) < 220


def test_a_text_is_cut_at_a_blank() -> None:
    assert shorten("một hai ba bốn", 10) == "một hai …"
    assert shorten("một hai", 10) == "một hai"
    assert len(shorten("x" * 50, 10)) == 10


def test_a_quotation_made_by_hand_is_what_it_says() -> None:
    assert make_quotation("abc").reading == "abc"


@pytest.mark.parametrize(
    ("metadata", "damaged", "name"),
    [
        (PlanMetadata(document_type="Kế hoạch", years=(2025,)), False, "Kế hoạch 2025"),
        (
            PlanMetadata(
                document_type="Kế hoạch", issuer="Sở Nội vụ", province="Tây Ninh", years=(2025, 2026)
            ),
            False,
            "Kế hoạch 2025-2026 – Sở Nội vụ, Tây Ninh",
        ),
        (
            PlanMetadata(document_type="Kế hoạch", number="29/KH-SNV", issuer="SO NOI VU", years=(2025,)),
            True,
            "Kế hoạch số 29/KH-SNV – 2025",
        ),
        (PlanMetadata(), False, "an-id"),
    ],
)
def test_a_plan_has_a_short_name(metadata: PlanMetadata, damaged: bool, name: str) -> None:
    assert short_name("an-id", metadata, damaged=damaged) == name
