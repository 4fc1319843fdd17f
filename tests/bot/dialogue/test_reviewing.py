"""What is marked wrong becomes questions, once an editor went through it."""

from __future__ import annotations

import pytest

from bot.dialogue.reviewing import Reviews
from bot.errors import BadReview
from tests.bot.dialogue.office import HUNGYEN_2023, Guest, Office
from tests.bot.dialogue.test_questions import QUESTION


@pytest.fixture
def reviews(office: Office, lan: Guest) -> Reviews:
    for question in (QUESTION, "lương của giám đốc là bao nhiêu", "ai ký kế hoạch mỹ hào"):
        lan.says(question)
        lan.presses("Sai")
        office.clock.now += 3600
    return Reviews(office.memory.feedback, office.app.store, office.people.audit)


def test_reviewed_marks_become_questions(office: Office, reviews: Reviews) -> None:
    assert [(one.id, one.question) for one in reviews.waiting()] == [
        (1, QUESTION), (2, "lương của giám đốc là bao nhiêu"), (3, "ai ký kế hoạch mỹ hào"),
    ]  # fmt: skip
    (place,) = reviews.waiting()[0].citations
    reviews.answer(1, [f"{place.plan}:{place.start}-{place.end}"])
    reviews.refuse(2)
    reviews.drop(3)
    assert reviews.waiting() == []
    quote = "5.2. Giấy khen của Giám đốc Sở: 02-05 tập thể; 05-10 cá nhân."
    assert reviews.questions() == [
        {
            "id": "feedback-1", "question": QUESTION, "previous": None, "plan": None,
            "evidence": [{"plan": HUNGYEN_2023, "page": 1, "quote": quote}],
        },
        {
            "id": "feedback-2", "question": "lương của giám đốc là bao nhiêu", "previous": None, "plan": None,
            "evidence": [],
        },
    ]  # fmt: skip
    assert [one["detail"]["kind"] for one in office.people.audit.export() if one["action"] == "review"] == [
        "evidence",
        "refuse",
        "dropped",
    ]


@pytest.mark.parametrize(
    ("number", "place", "said"),
    [
        (9, f"{HUNGYEN_2023}:0-5", "nothing marked wrong has the number 9"),
        (1, "nonsense", "write PLAN:START-END"),
        (1, "nope:0-5", "no plan 'nope' is loaded"),
        (1, f"{HUNGYEN_2023}:5-5", "holds no words"),
        (1, f"{HUNGYEN_2023}:5-99999999", "holds no words"),
    ],
)
def test_a_review_that_cannot_be_is_refused(reviews: Reviews, number: int, place: str, said: str) -> None:
    with pytest.raises(BadReview, match=said):
        reviews.answer(number, [place])
    assert len(reviews.waiting()) == 3


def test_a_mark_that_is_changed_is_gone_through_anew(office: Office, lan: Guest, reviews: Reviews) -> None:
    reviews.drop(3)
    answer = lan.posts
    lan.presses("Đúng")
    assert [one.id for one in reviews.waiting()] == [1, 2]
    lan.posts = answer
    lan.presses("Sai")
    assert [one.id for one in reviews.waiting()] == [1, 2, 3]
