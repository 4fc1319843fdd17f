"""What refusing costs is counted by its questions."""

from __future__ import annotations

import pkgutil
from dataclasses import replace

from bench.grounds import GROUNDS
from bench.refusing import FACTORS, THRESHOLD, Counts, Point, counted
from tests.quality.figures import read_questions
from tests.quality.test_figures import ASKED, GOOD, SILENT, UNANSWERABLE


def test_a_question_is_counted_where_it_belongs() -> None:
    assert counted(ASKED, GOOD) == Counts(answerable=1, answered=1, right=1)
    assert counted(ASKED, replace(GOOD, text="")) == Counts(answerable=1, answered=1)
    assert counted(UNANSWERABLE, SILENT) == Counts(unanswerable=1, refused=1)
    assert counted(replace(UNANSWERABLE, kind="smalltalk"), GOOD) == Counts()


def test_counts_are_shares_of_their_questions() -> None:
    point = Point(
        threshold=1.0,
        counts={
            "vi": Counts(answerable=3, answered=2, right=1),
            "en": Counts(answerable=1, unanswerable=2, refused=1),
        },
    )
    assert point.total == Counts(answerable=4, answered=2, right=1, unanswerable=2, refused=1)
    assert point.total.shares == (0.5, 0.25, 0.5)


def test_the_threshold_that_is_swept_is_a_number_of_the_product() -> None:
    assert pkgutil.resolve_name(THRESHOLD) > 0
    assert 1.0 in FACTORS


def test_there_are_enough_questions_in_every_way_of_typing() -> None:
    asked = [
        each
        for ground in GROUNDS.values()
        for path in ground.sets
        for each in read_questions(path)
        if each.split == "tune"
    ]
    assert sum(each.is_answerable for each in asked) >= 120
    assert sum(each.is_unanswerable for each in asked) >= 80
    assert {each.language for each in asked if each.is_unanswerable} == {
        "vi",
        "vi_nodia",
        "vi_telex_typo",
        "en",
    }
