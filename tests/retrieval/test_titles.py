from __future__ import annotations

import pytest

from corpus.text import bigrams, tokens
from retrieval.query import parse_query
from retrieval.titles import clearly_named

LAUNCH = "Kế hoạch Phát động phong trào thi đua năm 2025"
LAUNCH_OF_OFFICE = "Kế hoạch Phát động phong trào thi đua năm 2025 của Sở Khoa học và Công nghệ"
CONFERENCE = "Kế hoạch Tổ chức Hội nghị Tổng kết các phong trào thi đua và Tuyên dương điển hình tiên tiến"
MOTTO = "Kế hoạch Đợt thi đua đặc biệt chào mừng 75 năm Ngày thi đua ái quốc"


def named(question: str, *titles: str) -> list[int]:
    typed = [tokens(title) for title in titles]
    return list(clearly_named(parse_query(question), [frozenset((*each, *bigrams(each))) for each in typed]))


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("hội nghị tổng kết tuyên dương điển hình mời ai", [2]),
        ("ke hoach phat dong thay the so nao", [0, 1]),
        ("đợt thi đua đặc biệt ai phát động", [3]),
        ("phong trào nào về đường vành đai", []),  # "dương" is no "đường"
        ("dịch vụ công trực tuyến", []),
        ("khen thưởng bao nhiêu", []),
    ],
)
def test_a_title_is_named_by_words_that_stand_together(question: str, places: list[int]) -> None:
    assert named(question, LAUNCH, LAUNCH_OF_OFFICE, CONFERENCE, MOTTO) == places


def test_the_letters_of_a_document_number_name_no_title() -> None:
    assert named("kế hoạch 87/KH-SKHCN còn hiệu lực không", LAUNCH_OF_OFFICE, CONFERENCE) == []
    assert named("kế hoạch của SKHCN còn hiệu lực không", LAUNCH_OF_OFFICE, CONFERENCE) == [0]


@pytest.mark.parametrize("titles", [(), (LAUNCH,)])
def test_no_choice_is_no_name(titles: tuple[str, ...]) -> None:
    assert named("kế hoạch phát động", *titles) == []
