"""Which plans a question names. The plans are made by hand; no weight is held here, only who is meant."""

from __future__ import annotations

import pytest

from corpus.models import PlanMetadata
from retrieval.focus import Focus, find_focus
from retrieval.query import parse_query
from tests.retrieval.factories import METADATA, summary

PLANS = [summary(plan_id, metadata) for plan_id, metadata in METADATA.items()]
ALL = None
HUNGYEN, TAYNINH, MYHAO = ("hungyen",), ("tayninh",), ("myhao",)


def focus(question: str) -> Focus:
    return find_focus(parse_query(question), PLANS)


@pytest.mark.parametrize(
    ("question", "plans"),
    [
        ("ke hoach 29 noi gi", HUNGYEN), ("KH 142 có kinh phí không", TAYNINH),
        ("kế hoạch số 7 do ai chủ trì", MYHAO),
        ("kế hoạch 07", MYHAO), ("29/KH-SKHCN có hiệu lực khi nào", HUNGYEN),
        ("142/kh-ubnd kinh phi", TAYNINH),
        ("plan number 142: who pays?", TAYNINH), ("có 29 tập thể không", ALL), ("142 cá nhân", ALL),
    ],
)  # fmt: skip
def test_a_plan_is_named_by_its_number(question: str, plans: tuple[str, ...] | None) -> None:
    assert focus(question).plans == plans


@pytest.mark.parametrize(
    ("question", "plans"),
    [
        ("tay ninh kinh phi the nao", TAYNINH), ("Tây Ninh chi bao nhiêu", TAYNINH),
        ("mỹ hào có mô hình gì", MYHAO),
        ("Hưng Yên khen thưởng thế nào", ("hungyen", "myhao")),
        ("What does Tây Ninh say about funding?", TAYNINH),
        ("UBND tỉnh Tây Ninh giao ai", TAYNINH), ("UBND thị xã Mỹ Hào giao ai", MYHAO),
    ],
)  # fmt: skip
def test_a_plan_is_named_by_its_place(question: str, plans: tuple[str, ...]) -> None:
    assert focus(question).plans == plans


@pytest.mark.parametrize(
    "office",
    [
        "Sở Khoa học và Công nghệ Hưng Yên",
        "so khoa hoc va cong nghe hung yen",
        "SKHCN Hưng Yên",
        "sở khcn hưng yên",
    ],
)
def test_a_plan_is_named_by_its_office_in_full_or_by_letters(office: str) -> None:
    assert focus(f"{office} tặng bao nhiêu giấy khen").plans == HUNGYEN


@pytest.mark.parametrize(
    ("question", "plans"),
    [
        ("năm 2023 kinh phí bao nhiêu", TAYNINH), ("nam 2024 lam gi", MYHAO),
        ("in 2025, who reports?", HUNGYEN),
        ("Luật Thi đua, khen thưởng năm 2022", ALL), ("trước ngày 15/11/2025", ALL),
    ],
)  # fmt: skip
def test_a_plan_is_named_by_its_year(question: str, plans: tuple[str, ...] | None) -> None:
    assert focus(question).plans == plans


@pytest.mark.parametrize(
    ("question", "plans"),
    [
        ("nông thôn mới lấy tiền từ đâu", TAYNINH),
        ("nong thon moi", TAYNINH),
        ("chuyển đổi số ai chủ trì", MYHAO),
    ],
)
def test_a_plan_is_named_by_words_of_its_title(question: str, plans: tuple[str, ...]) -> None:
    assert focus(question).plans == plans


@pytest.mark.parametrize(
    ("question", "plans"),
    [
        ("so sánh Tây Ninh và Mỹ Hào", ("tayninh", "myhao")),
        ("năm 2023 và 2024 khác gì nhau", ("tayninh", "myhao")),
        ("kế hoạch 29 và kế hoạch 142", ("hungyen", "tayninh")), ("Tây Ninh, Mỹ Hào", ("tayninh", "myhao")),
        ("compare Hung Yen with Tay Ninh", ("hungyen", "tayninh", "myhao")),
    ],
)  # fmt: skip
def test_several_plans_may_be_named_in_one_question(question: str, plans: tuple[str, ...]) -> None:
    assert focus(question).plans == plans


@pytest.mark.parametrize(
    "question", ["", "thi đua là gì", "bao nhiêu tập thể", "ai ký", "🎉", "who signs?", "a" * 10_000]
)
def test_a_question_that_names_none_is_about_all(question: str) -> None:
    assert focus(question) == Focus(plans=None)


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("Hà Nội khen thưởng thế nào", ("Hà Nội",)), ("ha noi khen bao nhieu", ("Hà Nội",)),
        ("năm 2019", ("2019",)),
        ("Hưng Yên năm 2019", ("2019",)), ("Hà Nội năm 2019", ("Hà Nội", "2019")),
        ("học tập và làm theo Bác Hồ Chí Minh", ()), ("Tây Ninh năm 2023", ()),
    ],
)  # fmt: skip
def test_places_and_years_that_no_plan_has_are_told(question: str, unknown: tuple[str, ...]) -> None:
    assert focus(question).unknown == unknown


def test_an_unknown_place_beside_a_known_one_names_the_known() -> None:
    found = focus("Tây Ninh và Hà Nội")
    assert (found.plans, found.unknown) == (TAYNINH, ("Hà Nội",))


def test_what_named_the_plan_is_used_up_and_nothing_else() -> None:
    used = focus("Tây Ninh kinh phí bao nhiêu").used
    assert {"tay", "ninh"} <= used
    assert not {"kinh", "phi"} & used


@pytest.mark.parametrize("question", ["Tây Ninh", "kế hoạch 29", "năm 2025", "thi đua"])
def test_without_plans_nothing_fails(question: str) -> None:
    assert not find_focus(parse_query(question), []).plans


def test_a_plan_that_says_nothing_of_itself_is_never_named() -> None:
    bare = [*PLANS, summary("trong", PlanMetadata())]
    for question in ("Tây Ninh", "kế hoạch 29", "năm 2025", "nông thôn mới"):
        assert "trong" not in (find_focus(parse_query(question), bare).plans or ())


def test_the_only_plan_needs_no_name() -> None:
    assert find_focus(parse_query("khen thưởng thế nào"), PLANS[:1]).plans in (None, HUNGYEN)
