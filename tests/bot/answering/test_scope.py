"""What stands in a plan that the asker may not see has no say in the reply, however it is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.app import App
from bot.messages import Choice, Message, Person, Reply
from corpus.text import tokens
from tests.bot.answering.two_offices import HIDDEN, NEWER, SECRET, VISIBLE, open_with

ASKER = Person(channel="test", id="1")
SEEN = frozenset(VISIBLE)
OLDER_NAME, NEWER_NAME = (f"Kế hoạch số {number}/KH-STP – SỞ TƯ PHÁP, Lâm Đồng" for number in (11, 25))
# Words of the plans that may not be seen and that stand in none of the others.
SECRET_WORDS = {word for text in SECRET.values() for word in tokens(text)} - {
    word for text in VISIBLE.values() for word in tokens(text)
}


class Apps(NamedTuple):
    """One that holds all plans, and one that holds those alone that may be seen."""

    full: App
    alone: App


@pytest.fixture(scope="module")
def apps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apps]:
    home = tmp_path_factory.mktemp("homes")
    # The hidden plans come first: they would win where plans tell as much.
    made = Apps(open_with(home / "full", SECRET | VISIBLE), open_with(home / "alone", VISIBLE))
    yield made
    for app in made:
        app.close()


def ask(
    app: App,
    text: str,
    scope: frozenset[str] | None = None,
    *,
    previous: str | None = None,
    plan: str | None = None,
) -> Reply:
    return app.assistant.handle(Message(text=text, person=ASKER, previous=previous, plan=plan, scope=scope))


def told(reply: Reply) -> set[str]:
    """Give every word of a reply, whatever part of it holds it."""
    return set(tokens(json.dumps(asdict(reply), ensure_ascii=False).replace("\\n", " ")))


def test_passages_and_facts_of_a_hidden_plan_are_not_quoted(apps: Apps) -> None:
    question = "Giấy khen của Giám đốc Sở bao nhiêu tập thể?"
    assert {each.plan for each in ask(apps.full, question).quotations} == {*SECRET, *VISIBLE}
    assert ask(apps.full, question, SEEN).text == (
        "Theo Kế hoạch Phát động phong trào thi đua năm 2024 của Sở Tư pháp, số 25/KH-STP (Lâm Đồng):\n"
        "– Giấy khen của Giám đốc Sở: 05-07 tập thể; 10-13 cá nhân\n"
        "• II. Số lượng khen thưởng › 1.\n"
        "“1. Giấy khen của Giám đốc Sở: 05-07 tập thể; 10-13 cá nhân.”\n\n"
        "Theo Kế hoạch Phát động phong trào thi đua năm 2023 của Sở Tư pháp, số 11/KH-STP (Lâm Đồng):\n"
        "– Giấy khen của Giám đốc Sở: 04-06 tập thể; 09-12 cá nhân\n"
        "• II. Số lượng khen thưởng › 1.\n"
        "“1. Giấy khen của Giám đốc Sở: 04-06 tập thể; 09-12 cá nhân.”"
    )


def test_a_hidden_plan_replaces_nothing(apps: Apps) -> None:
    question = "giấy khen năm 2023 bao nhiêu"
    assert "(đã được thay thế bởi Kế hoạch số 62/KH-STP" in ask(apps.full, question).text
    reply = ask(apps.full, question, SEEN)
    assert (reply.warnings, "thay thế" in reply.text) == ((), False)


def test_a_hidden_plan_gives_no_movement_another_period(apps: Apps) -> None:
    question = "phong trào cán bộ tư pháp gần dân năm 2023 giai đoạn nào?"
    assert any("2021-2030 ở Kế hoạch số 62" in line for line in ask(apps.full, question).warnings)
    reply = ask(apps.full, question, SEEN)
    assert (reply.warnings, "2021-2025" in reply.text, "2021-2030" in reply.text) == ((), True, False)


@pytest.mark.parametrize("typed", ["có mấy kế hoạch", "liệt kê các kế hoạch đã nạp"])
def test_hidden_plans_are_not_counted(apps: Apps, typed: str) -> None:
    assert ask(apps.full, typed).text.startswith("Đã nạp 4 kế hoạch:")
    assert (
        ask(apps.full, typed, SEEN).text == f"Đã nạp 2 kế hoạch:\n– {OLDER_NAME}, 2023\n– {NEWER_NAME}, 2024"
    )


def test_a_place_of_a_hidden_plan_is_unknown(apps: Apps) -> None:
    question = "ai ký kế hoạch của Sở Y tế Kiên Giang?"
    assert "Trịnh Hoài Đức" in ask(apps.full, question).text
    assert ask(apps.full, question, SEEN).text == (
        "Các kế hoạch đã nạp không nêu điều này. Không có kế hoạch nào của Kiên Giang.\n\n"
        f"Đang có:\n– {OLDER_NAME}, 2023\n– {NEWER_NAME}, 2024"
    )


def test_the_nearest_sections_are_of_plans_that_may_be_seen(apps: Apps) -> None:
    reply = ask(apps.full, "ai ký kế hoạch 62/KH-STP?", SEEN)
    assert (reply.kind, reply.found) == ("not_found", False)
    places = [line for line in reply.text.splitlines() if line.startswith("– ")]
    assert [place.split(" › ")[0] for place in places] == [f"– {OLDER_NAME}, 2023", f"– {NEWER_NAME}, 2024"]


def test_hidden_plans_are_not_named_as_silent(apps: Apps) -> None:
    question = "bằng khen của Chủ tịch UBND tỉnh năm 2023 và 2024 bao nhiêu?"
    heading = "Không nêu điều này:\n"
    assert "62/KH-STP" in ask(apps.full, question).text.partition(heading)[2].splitlines()[0]
    assert ask(apps.full, question, SEEN).text.partition(heading)[2] == f"– {NEWER_NAME}, 2024"


@pytest.mark.parametrize(
    ("typed", "mended", "kept"),
    [
        ("kinh phí trồng xoaii là bao nhiêu", "Hiểu là: kinh phí trồng xoai là bao nhiêu", ""),
        (
            "kiểm tra nhà vuwownf xoaicat", "Hiểu là: kiểm tra nhà vườn xoài cat",
            "Hiểu là: kiểm tra nhà vườn xoaicat",
        ),
    ],
)  # fmt: skip
def test_slips_are_not_mended_into_hidden_words(apps: Apps, typed: str, mended: str, kept: str) -> None:
    assert ask(apps.full, typed).understood == mended
    assert ask(apps.full, typed, SEEN).understood == kept


@pytest.mark.parametrize("previous", [None, "kinh phí lấy từ đâu?"])
def test_a_hidden_plan_that_is_chosen_is_as_one_that_is_unknown(apps: Apps, previous: str | None) -> None:
    question = "giấy khen bao nhiêu?"
    assert {each.plan for each in ask(apps.full, question, plan="thanh-tra-2024").quotations} == {
        "thanh-tra-2024"
    }
    hidden = ask(apps.full, question, SEEN, plan="thanh-tra-2024", previous=previous)
    assert hidden == ask(apps.full, question, SEEN, plan="khong-co", previous=previous)
    assert hidden == ask(apps.alone, question, plan="thanh-tra-2024", previous=previous)


def test_a_chosen_plan_that_may_be_seen_answers_alone(apps: Apps) -> None:
    reply = ask(apps.full, "giấy khen bao nhiêu?", SEEN, plan="tu-phap-2023")
    assert {each.plan for each in reply.quotations} == {"tu-phap-2023"}
    assert reply.question == "giấy khen bao nhiêu? – 11/KH-STP, Lâm Đồng"


def test_only_plans_that_may_be_seen_are_offered(tmp_path: Path) -> None:
    places = ("Cà Mau", "Lào Cai", "Gia Lai", "Hà Tĩnh", "Bến Tre", "Sơn La", "Cao Bằng")
    plans = {f"plan-{at}": _of(place) for at, place in enumerate(places)}
    app = open_with(tmp_path, plans)
    question, five = "giấy khen được mấy cá nhân?", frozenset(list(plans)[1:6])
    assert len(ask(app, question).choices) == 7
    assert set(ask(app, question, five).choices) == {
        Choice(plan=f"plan-{at}", name=f"Kế hoạch số 25/KH-STP – SỞ TƯ PHÁP, {places[at]}, 2024")
        for at in range(1, 6)
    }
    four = ask(app, question, five - {"plan-3"})
    app.close()
    assert (four.kind, {each.plan for each in four.quotations}) == ("facts", five - {"plan-3"})


def _of(place: str) -> str:
    return NEWER.replace("LÂM ĐỒNG", place.upper()).replace("Lâm Đồng", place)


@pytest.mark.parametrize(
    ("typed", "kind"), [("giấy khen bao nhiêu", "no_plans"), ("có mấy kế hoạch", "smalltalk")]
)
@pytest.mark.parametrize("scope", [frozenset[str](), frozenset({"khong-co"})])
def test_without_a_plan_to_see_it_is_as_if_none_were_loaded(
    apps: Apps, tmp_path: Path, typed: str, kind: str, scope: frozenset[str]
) -> None:
    empty = open_with(tmp_path, {})
    expected = ask(empty, typed)
    empty.close()
    assert (expected.kind, ask(apps.full, typed, scope)) == (kind, expected)


# Asked of both apps. What may differ is what is ranked: how rare a word is, is told of all loaded plans.
SAME = [
    "giay khen giam doc so nam 2023 bao nhieu ca nhan", "which plans are loaded?",
    "kế hoạch nào thay thế kế hoạch 11/KH-STP?", "cái gì thay thế kế hoạch 11/KH-STP",
    "so sánh giấy khen năm 2023 với 2024", "compare the award quotas of 2023 and 2024",
    "phong trào cán bộ tư pháp gần dân giai đoạn nào?", "kinh phí trồng xoaii là bao nhiêu",
    "ai ký kế hoạch 62/KH-STP?", "giấy khen Kiên Giang 2025 bao nhiêu?", "hạn báo cáo năm 2025",
    "who signed the 2024 plan?", "which plans mention funding?", "kế hoạch nào có cờ thi đua?",
    "kinh phí lấy từ đâu?", "kinh phi lay tu dau", "tổ qxz là gì", "to qxzz chu tri viec gi",
    "kinh phí năm 2024 là 1.350 triệu đồng phải không?", "giấy khen 2024 là 31-37 tập thể phải không?",
    "các phòng báo cáo cho ai?", "cac phong bao cao cho ai", "báo cáo qua ai", "phòng nào chủ trì?",
    "bán trú ở nhà trẻ Ánh Dương thế nào", "số điện thoại của Phùng Khắc Khoan",
    "kế hoạch nào căn cứ Nghị định 98/2023/NĐ-CP?", "thời gian thi đua 2024",
    "những kế hoạch nào có số lượng cờ thi đua, kế hoạch nào không?",
    "thoi gian thi dua nam 2024 ket thuc khi nao", "so sánh thời gian thi đua của Lâm Đồng với Kiên Giang",
    "quota of Kien Giang", "What is the budget of the mango garden inspection?", "Thổ Chu ở đâu",
    "ai là giám đốc sở y tế", "vườn xoài cát ở đâu", "huyện Đảo Ngọc có kế hoạch không",
    "chào bạn", "cảm ơn nhé",
]  # fmt: skip
RANKED = [
    "kế hoạch của sở y tế nói gì về Phú Quốc", "thanh tra sở báo cáo ai",
    "kế hoạch 11/KH-STP còn hiệu lực không?", "cờ thi đua của UBND tỉnh bao nhiêu tập thể?",
    "How many individuals get the Director's certificate of merit in 2023?",
]  # fmt: skip


@pytest.mark.parametrize("question", SAME)
def test_the_reply_is_that_of_an_app_without_the_hidden_plans(apps: Apps, question: str) -> None:
    assert ask(apps.full, question, SEEN) == ask(apps.alone, question)


@pytest.mark.parametrize("question", RANKED)
def test_where_what_is_rare_moves_what_is_ranked_all_else_is_the_same(apps: Apps, question: str) -> None:
    ours, theirs = ask(apps.full, question, SEEN), ask(apps.alone, question)
    ranked = {"text": "", "summary": "", "quotations": ()}
    assert replace(ours, **ranked) == replace(theirs, **ranked)  # type: ignore[arg-type]


@pytest.mark.parametrize("previous", [None, "Giấy khen của Giám đốc Sở năm 2024 bao nhiêu tập thể?"])
@pytest.mark.parametrize("question", [*SAME, *RANKED, "còn Kiên Giang?", "còn cờ thi đua?", "ai ký?"])
def test_no_word_of_a_hidden_plan_is_told(apps: Apps, question: str, previous: str | None) -> None:
    ours, theirs = (
        ask(app, question, scope, previous=previous) for app, scope in ((apps.full, SEEN), (apps.alone, None))
    )
    # What the person typed may be said back, and what is said anyway is no secret.
    assert told(ours) & SECRET_WORDS <= told(theirs) | set(tokens(question))


def test_the_secret_words_would_be_told_without_a_scope(apps: Apps) -> None:
    found = set().union(*(told(ask(apps.full, question)) for question in SAME))
    assert {"xoai", "62/kh-stp", "350", "khoan", "2030", "tho"} <= found & SECRET_WORDS


@pytest.mark.parametrize("question", [*SAME, *RANKED])
@pytest.mark.parametrize("beside", [frozenset[str](), frozenset({"khong-co"})])
def test_a_scope_of_all_plans_changes_nothing(apps: Apps, question: str, beside: frozenset[str]) -> None:
    everything = frozenset({*SECRET, *VISIBLE}) | beside
    assert ask(apps.full, question, everything) == ask(apps.full, question)


def test_people_of_several_scopes_are_answered_side_by_side(apps: Apps) -> None:
    question = "Giấy khen của Giám đốc Sở bao nhiêu tập thể?"
    scopes = [None, SEEN, frozenset(SECRET), frozenset[str](), frozenset({"tu-phap-2023"})]
    expected = {scope: ask(apps.full, question, scope) for scope in scopes}
    asked = list(islice(cycle(scopes), 100))
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda scope: ask(apps.full, question, scope), asked))
    assert replies == [expected[scope] for scope in asked]
    assert len({reply.text for reply in expected.values()}) == len(scopes)


def test_more_scopes_than_are_kept_ready_are_each_kept_to(tmp_path: Path) -> None:
    numbers = range(31, 39)
    app = open_with(tmp_path, {f"plan-{n}": HIDDEN.replace("62/KH-STP", f"{n}/KH-STP") for n in numbers})
    scopes = [frozenset(f"plan-{n}" for n in numbers if (1 << (n - 31)) & mask) for mask in range(1, 256, 2)]
    held = [
        {
            line.split("số ")[1].split("/")[0]
            for line in ask(app, "có mấy kế hoạch", scope).text.splitlines()[1:]
        }
        for scope in scopes
    ]
    app.close()
    assert held == [{name.removeprefix("plan-") for name in scope} for scope in scopes]
