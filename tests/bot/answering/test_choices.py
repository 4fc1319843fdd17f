"""A question that more plans answer than can be told: the person is asked which is meant."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.app import App, build
from bot.messages import Message, Person, Reply, describe
from bot.settings import Settings
from corpus.ingest import ingest

PLACES = ("Cà Mau", "Lào Cai", "Gia Lai", "Hà Tĩnh", "Bến Tre", "Sơn La")
ASKER = Person(channel="test", id="test")
QUESTION = "giấy khen được mấy cá nhân?"


def plan(place: str, number: int) -> str:
    return (
        f"UBND TỈNH {place.upper()}\nSỞ NỘI VỤ\nSố: 7/KH-SNV\n\n{place}, ngày 10 tháng 01 năm 2025\n\n"
        f"KẾ HOẠCH\nPhát động phong trào thi đua năm 2025 của Sở Nội vụ\n\n"
        f"I. SỐ LƯỢNG KHEN THƯỞNG\n1. Giấy khen của Giám đốc Sở: 02 tập thể, {number} cá nhân.\n"
        f"2. Bằng khen của Chủ tịch UBND tỉnh: 01 tập thể, 0{number % 9} cá nhân.\n"
    )


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    home = tmp_path_factory.mktemp("home")
    app = build(Settings(home=home))
    for shipped in app.store.plans():
        app.store.forget(shipped.id)
    for number, place in enumerate(PLACES, start=21):
        path = home / f"plan-{number}.txt"
        path.write_text(plan(place, number), encoding="utf-8")
        ingest(path, app.store, plan_id=path.stem)
    yield app
    app.close()


def ask(app: App, text: str, *, chosen: str | None = None, previous: str | None = None) -> Reply:
    return app.assistant.handle(Message(text=text, person=ASKER, plan=chosen, previous=previous))


def test_the_plans_to_choose_from_are_named(app: App) -> None:
    reply = ask(app, QUESTION)
    assert (reply.kind, reply.found, len(reply.choices)) == ("choices", False, len(PLACES))
    assert all(choice.name in reply.text for choice in reply.choices)
    assert (
        reply.summary
        == "Nhiều kế hoạch nói về điều này. Bạn hỏi kế hoạch nào? Nhắn thêm tên nơi, số hoặc năm:"
    )
    assert {"plan": "plan-21", "name": "Kế hoạch số 7/KH-SNV – SỞ NỘI VỤ, Cà Mau, 2025"} in describe(reply)[
        "choices"
    ]  # type: ignore[operator]


def test_a_chosen_plan_answers_alone_and_is_kept_for_the_next_turn(app: App) -> None:
    first = ask(app, QUESTION, chosen="plan-24", previous="thế còn cờ thi đua?")
    assert {quotation.plan for quotation in first.quotations} == {"plan-24"}
    assert "24 cá nhân" in first.text
    after = ask(app, "còn bằng khen?", previous=first.question)
    assert {quotation.plan for quotation in after.quotations} == {"plan-24"}
    assert "06 cá nhân" in after.text


def test_a_plan_that_is_gone_is_chosen_anew(app: App) -> None:
    assert ask(app, QUESTION, chosen="plan-99").kind == "choices"


def test_a_place_behind_the_question_chooses_too(app: App) -> None:
    reply = ask(app, "còn Hà Tĩnh?", previous=ask(app, QUESTION).question)
    assert {quotation.plan for quotation in reply.quotations} == {"plan-24"}


def test_a_comparison_is_told_of_all(app: App) -> None:
    assert ask(app, "so sánh giấy khen của các kế hoạch").kind == "comparison"


def test_where_no_plan_is_of_the_place_what_is_loaded_is_told(app: App) -> None:
    reply = ask(app, "giấy khen của Kon Tum bao nhiêu?")
    assert not reply.found
    assert "Không có kế hoạch nào của Kon Tum." in reply.text
    assert "Đang có:\n– Kế hoạch số 7/KH-SNV – SỞ NỘI VỤ, Cà Mau, 2025\n" in reply.text
    assert reply.text.endswith("… và 1 kế hoạch nữa")
