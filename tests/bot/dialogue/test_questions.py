"""Questions of members, answered with citations within what they may see."""

from __future__ import annotations

import pytest

from bot.messages import Choice, Message, Reply
from bot.people.people import People
from bot.people.roles import TERMINAL
from tests.bot.dialogue.office import HUNGYEN_2023, MYHAO, TAYNINH, Guest, Office, labels

QUESTION = "giấy khen giám đốc sở hưng yên 2023 bao nhiêu tập thể"
ANSWER = (
    "Theo Kế hoạch 2023 – Sở Khoa học và Công nghệ, Hưng Yên:\n"
    "– Giấy khen của Giám đốc Sở: 02-05 tập thể; 05-10 cá nhân\n"
    "“5.2. Giấy khen của Giám đốc Sở: 02-05 tập thể; 05-10 cá nhân.”\n"
    "— II. Nội dung, nhiệm vụ › 5. Số lượng đề nghị khen thưởng › 5.2. · tr. 1"
)


def test_an_answer_has_its_quote_and_buttons_in_one_post(lan: Guest) -> None:
    assert lan.says(QUESTION) == ANSWER
    (post,) = lan.posts
    assert (post.reply_to, post.kind, post.channel, post.chat) == ("m1", "answer", "test", "chat-lan")
    assert [block.kind for block in post.blocks] == ["text", "quote"]
    assert labels(lan.posts) == [["Xem trích dẫn", "Kế hoạch khác"], ["Đúng", "Sai"]]


def test_an_english_question_has_english_buttons(lan: Guest) -> None:
    lan.says("who reports to whom in tay ninh")
    assert labels(lan.posts) == [["View citations", "Another plan"], ["Right", "Wrong"]]


def test_the_next_question_leans_on_the_last_for_half_an_hour(office: Office, lan: Guest) -> None:
    lan.says(QUESTION)
    office.clock.now += 1799
    assert "05-10 cá nhân" in lan.says("còn cá nhân?")
    office.clock.now += 1801
    assert lan.says("còn cá nhân?") != ANSWER
    assert office.memory.turns.last(lan.person, "chat-other", since=0) is None


def test_a_question_that_is_asked_again_is_not_joined_to_itself(lan: Guest) -> None:
    first = lan.says("giay khen 2025 bn")
    assert lan.says("Giay khen 2025 bn?") == first
    assert "Hiểu là" not in first


def test_an_edited_question_is_answered_again_and_marked(lan: Guest) -> None:
    assert lan.says(QUESTION, is_edited=True) == f"(câu hỏi đã sửa)\n{ANSWER}"


def test_what_the_plans_do_not_say_is_said_so_and_can_be_asked_of_another(lan: Guest) -> None:
    assert lan.says("lương cơ bản của giám đốc là bao nhiêu").startswith("Các kế hoạch đã nạp không nêu")
    assert labels(lan.posts) == [["Kế hoạch khác"], ["Đúng", "Sai"]]


def test_smalltalk_has_no_buttons(lan: Guest) -> None:
    assert lan.says("xin chào").startswith("Xin chào! Anh/chị cần tra gì")
    assert labels(lan.posts) == []


@pytest.mark.parametrize("text", ["x" * 3000, "giấy khen " * 2_000_000])
def test_what_is_too_long_is_said_so(lan: Guest, text: str) -> None:
    assert "dài quá" in lan.says(text)


def test_many_plans_are_offered_as_buttons(office: Office, lan: Guest) -> None:
    asked: list[Message] = []

    def handle(message: Message) -> Reply:
        asked.append(message)
        if message.plan:
            return office.app.assistant.handle(message)
        choices = (Choice(plan=TAYNINH, name="Tây Ninh"), Choice(plan=MYHAO, name="Mỹ Hào"))
        return Reply(
            found=False, kind="choices", language="vi", summary="Kế hoạch nào?", text="Kế hoạch nào?\n– …",
            question="thời gian thực hiện đến bao giờ", choices=choices,
        )  # fmt: skip

    office.desk = office.make_desk(handle=handle)
    assert lan.says("đến bao giờ") == "Kế hoạch nào?\n1. Tây Ninh\n2. Mỹ Hào"
    assert labels(lan.posts) == [["1. Tây Ninh"], ["2. Mỹ Hào"]]
    assert lan.presses("Tây Ninh").startswith("Theo Kế hoạch 2025 – Sở Khoa học và Công nghệ, Tây Ninh:")
    assert (asked[-1].text, asked[-1].plan) == ("thời gian thực hiện đến bao giờ", TAYNINH)


def test_hidden_plans_are_not_spoken_of(office: Office, lan: Guest) -> None:
    insider = office.let_in("insider", groups=["sở"])
    office.people.limit(HUNGYEN_2023, ["sở"], by=TERMINAL)
    assert insider.says(QUESTION) == ANSWER
    assert "02-05" not in lan.says(QUESTION)
    assert "2023" not in lan.commands("kehoach")


def test_who_sees_no_plan_is_told_so(office: Office, lan: Guest) -> None:
    for plan in office.app.store.plans():
        office.people.limit(plan.id, ["sở"], by=TERMINAL)
    assert lan.says(QUESTION) == "Chưa có kế hoạch nào để xem ở đây."
    assert lan.commands("kehoach") == "Chưa có kế hoạch nào để xem ở đây."
    assert lan.commands("han") == "Chưa có kế hoạch nào để xem ở đây."


def test_questions_stand_in_the_audit_with_their_places(office: Office, lan: Guest) -> None:
    lan.says(QUESTION)
    (entry,) = [one for one in office.people.audit.export() if one["action"] == "question"]
    assert entry["who"] == {"channel": "test", "id": "lan", "name": "Chị Lan"}
    detail = entry["detail"]
    source = office.app.store.plan(HUNGYEN_2023).source
    (place,) = detail["citations"]
    assert (detail["question"], detail["plans"], detail["found"]) == (QUESTION, [HUNGYEN_2023], True)
    assert " ".join(source[place["start"] : place["end"]].split()) in ANSWER


def test_nothing_is_kept_before_the_outcome_is(office: Office, lan: Guest) -> None:
    before = _rows(office)
    office.desk.respond(lan.event("text", text=QUESTION), office.line)
    assert {name: count for name, count in _rows(office).items() if name != "rates"} == {
        name: count for name, count in before.items() if name != "rates"
    }


def _rows(office: Office) -> dict[str, int]:
    with office.connections.lend() as db:
        return {table.name: table.count for table in db.tables}


def test_who_asks_too_often_waits_and_is_told_once_a_minute(office: Office, lan: Guest) -> None:
    people = People(office.connections, clock=office.clock, questions_a_minute=2, chat_questions_a_minute=90)
    office.desk = office.make_desk(people=people)
    lan.says(QUESTION), lan.says(QUESTION)  # each responded to twice, but closed, and so counted, once
    assert lan.says(QUESTION) == "Anh/chị hỏi hơi nhanh; xin chờ 60 giây rồi hỏi tiếp."
    assert lan.does("text", text=QUESTION) == []
    office.clock.now += 61
    assert lan.says(QUESTION) == ANSWER
