from __future__ import annotations

import pytest

from corpus.models import Citation, ReadingText, Run, SourcePage
from tests.corpus.factories import make_plan

# source: "số 512/NQ-\n\n2\n\nHĐND" with the page number left out of the reading.
SOURCE = "số 512/NQ-\n\n2\n\nHĐND"
READING = ReadingText(
    text="số 512/NQ-HĐND",
    runs=(Run(reading=0, source=0, length=10), Run(reading=10, source=15, length=4)),
)


@pytest.mark.parametrize(
    ("stretch", "source"),
    [((0, 2), "số"), ((3, 14), "512/NQ-\n\n2\n\nHĐND"), ((10, 14), "HĐND"), ((9, 10), "-")],
)
def test_a_stretch_of_the_reading_leads_back_to_the_source(stretch: tuple[int, int], source: str) -> None:
    start, end = READING.to_source(*stretch)
    assert SOURCE[start:end] == source


@pytest.mark.parametrize(
    ("stretch", "reading"), [((0, 2), "số"), ((3, 19), "512/NQ-HĐND"), ((12, 13), ""), ((15, 19), "HĐND")]
)
def test_a_stretch_of_the_source_has_its_place_in_the_reading(stretch: tuple[int, int], reading: str) -> None:
    start, end = READING.to_reading(*stretch)
    assert READING.text[start:end] == reading


# source: "(Gidy moi)", whose first word was read anew as "Giấy".
REREAD = ReadingText(
    text="(Giấy moi)",
    runs=(
        Run(reading=0, source=0, length=1),
        Run(reading=1, source=1, length=4, source_length=4),
        Run(reading=5, source=5, length=5),
    ),
)


@pytest.mark.parametrize("stretch", [(1, 5), (2, 4), (1, 2)])
def test_any_part_of_a_word_read_anew_leads_to_the_whole_word(stretch: tuple[int, int]) -> None:
    assert REREAD.to_source(*stretch) == (1, 5)


def test_the_runs_of_a_stretch_are_those_that_it_touches() -> None:
    assert REREAD.runs_in(0, 2) == REREAD.runs[:2]
    assert REREAD.runs_in(6, 7) == REREAD.runs[2:]
    assert REREAD.runs_in(10, 12) == ()


def test_a_stretch_before_the_first_run_is_empty() -> None:
    reading = ReadingText(text="a", runs=(Run(reading=0, source=5, length=1),))
    assert reading.to_reading(0, 3) == (0, 0)


def test_a_blank_that_stands_for_a_line_break_cannot_be_cited() -> None:
    plan = make_plan(lines=("một", "hai"))
    with pytest.raises(ValueError, match="holds nothing of the source"):
        plan.cite(3, 4)


def test_a_quote_is_cut_when_it_is_asked_for() -> None:
    citation = Citation(plan_id="a", page=1, start=3, end=19)
    assert citation.quote(SOURCE) == "512/NQ- 2 HĐND"


def test_pages_are_found_by_their_offsets() -> None:
    assert make_plan().pages == (SourcePage(number=1, start=0, end=len(make_plan().source)),)
    assert make_plan().page_at(7) == 1
