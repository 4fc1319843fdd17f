"""What happens around the talk: trouble, lost answers, people who block, things that cannot be read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.people.roles import TERMINAL
from tests.bot.dialogue.office import HUNGYEN_2023, TAYNINH, Guest, Office, labels, read
from tests.bot.dialogue.test_questions import ANSWER, QUESTION


def test_who_is_given_up_is_told_a_number_and_administrators_too(
    office: Office, lan: Guest, boss: Guest
) -> None:
    event = lan.event("text", text=QUESTION)
    posts = office.desk.give_up(event, "R-42").posts
    assert [(post.chat, read(post)) for post in posts] == [
        (
            "chat-lan",
            "Xin lỗi, tôi chưa trả lời được tin này. Anh/chị hỏi lại giúp, hoặc báo quản trị viên mã R-42.",
        ),
        (
            "chat-boss",
            "Một tin chưa được trả lời\nMã: R-42\nKênh: test, loại: text\n"
            "Xem nhật ký của máy chủ theo mã này.",
        ),
    ]


@pytest.mark.parametrize("kind", ["text", "press", "joined"])
def test_strangers_hear_nothing_of_trouble(office: Office, boss: Guest, kind: str) -> None:
    event = office.stranger("x").event(kind)
    assert [post.chat for post in office.desk.give_up(event, "R-1").posts] == ["chat-boss"]


def test_an_answer_that_may_not_have_arrived_is_sent_again_when_asked_for(office: Office, lan: Guest) -> None:
    (answer,) = lan.does("text", text=QUESTION)
    office.outbox["7"] = answer
    asking = office.desk.ask_whether_arrived(7, answer)
    assert asking is not None
    assert office.desk.ask_whether_arrived(8, asking) is None
    lan.posts = [asking]
    assert [read(post) for post in lan.posts] == [
        "Câu trả lời vừa rồi có thể chưa tới anh/chị. Nếu chưa thấy, bấm nút dưới đây."
    ]
    assert labels(lan.posts) == [["Gửi lại"]]
    asked = lan.posts
    assert lan.presses("Gửi lại") == ANSWER
    assert lan.posts[0].buttons == answer.buttons
    lan.posts = asked
    office.people.limit(HUNGYEN_2023, ["sở"], by=TERMINAL)
    assert lan.presses("Gửi lại") == "Kế hoạch này không xem được ở đây."
    lan.posts = asked
    del office.outbox["7"]
    assert lan.presses("Gửi lại") == "Nút này đã cũ, anh/chị hãy hỏi lại."


@pytest.mark.parametrize("label", ["", "Xem trích dẫn", "Sơ đồ"])
def test_nothing_is_sent_again_to_who_may_see_less_now(office: Office, lan: Guest, label: str) -> None:
    lan.commands("baocao", "tây ninh")
    if label:
        lan.does("press", button=lan.button(label).id)
    # Of an answer that was cut, only the last part has buttons.
    part = replace(lan.posts[0], buttons=())
    office.outbox["7"] = part
    asking = office.desk.ask_whether_arrived(7, part)
    assert asking is not None
    lan.posts = [asking]
    assert lan.presses("Gửi lại") == read(part)
    lan.posts = [asking]
    office.people.limit(TAYNINH, ["sở"], by=TERMINAL)
    assert lan.presses("Gửi lại") == "Nút này đã cũ, anh/chị hãy hỏi lại."


@pytest.mark.parametrize(
    ("what", "word"), [("sticker", "nhãn dán"), ("voice", "tin nhắn thoại"), ("?", "nội dung này")]
)
def test_what_cannot_be_read_gets_a_polite_word(lan: Guest, what: str, word: str) -> None:
    assert lan.does("unreadable", what=what)[0].blocks[0].text == (
        f"Tôi chưa đọc được {word}. "
        "Anh/chị gõ câu hỏi bằng chữ giúp nhé, ví dụ: “hạn nộp báo cáo là khi nào?”"
    )


def test_words_beside_what_cannot_be_read_are_answered(lan: Guest) -> None:
    (post,) = lan.does("unreadable", what="photo", text=QUESTION)
    note = "(Tôi chưa đọc được ảnh; dưới đây là câu trả lời cho phần chữ kèm theo.)"
    assert read(post) == f"{note}\n{ANSWER}"


def test_who_blocks_it_is_written_to_no_more_until_they_come_back(office: Office, boss: Guest) -> None:
    assert boss.does("blocked") == []
    assert office.people.administrators() == []
    assert boss.does("unblocked") == []
    assert [one.person for one in office.people.administrators()] == [boss.person]


def test_nobody_is_answered_where_the_channel_does_not_say_who_it_is(office: Office, lan: Guest) -> None:
    for kind in ("text", "command", "press", "file", "unreadable", "blocked"):
        assert office.desk.respond(lan.event(kind, sender=None), office.line).posts == ()


def test_the_operator_of_this_computer_asks_without_being_let_in(office: Office) -> None:
    guest = office.stranger("local")
    guest.person = TERMINAL
    posts = guest.does("text", text=QUESTION)
    assert "\n".join(read(post) for post in posts) == ANSWER


def test_what_is_sent_again_of_itself_is_marked(office: Office, lan: Guest) -> None:
    (answer,) = lan.does("text", text=QUESTION)
    again = office.desk.mark(answer)
    assert read(again).endswith(ANSWER)
    assert len(again.blocks) == len(answer.blocks) + 1


def test_a_chat_that_cannot_be_reached_is_left_alone_and_followed_where_it_moved(
    office: Office, boss: Guest
) -> None:
    office.desk.blocked("test", "boss")
    assert office.people.administrators() == []
    boss.does("unblocked")
    office.desk.moved("test", "chat-boss", "chat-new")
    assert [one.chat for one in office.people.administrators()] == ["chat-new"]
