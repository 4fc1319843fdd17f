"""Group chats: approved first, only when spoken to, and only what everybody there may see."""

from __future__ import annotations

import pytest

from bot.events import Chat
from bot.people.roles import TERMINAL
from tests.bot.dialogue.office import HUNGYEN_2023, TAYNINH, Guest, Office, labels, read
from tests.bot.dialogue.test_questions import ANSWER, QUESTION

CLOSED = "Nhóm này chưa được quản trị viên duyệt, nên tôi chưa trả lời ở đây."


@pytest.fixture
def there(office: Office, lan: Guest, boss: Guest) -> Guest:
    """A member in an approved group."""
    guest = lan.into("g")
    boss.posts = guest.does("added")
    boss.presses("Duyệt nhóm này")
    return guest


def test_administrators_approve_a_group_by_a_button(office: Office, lan: Guest, boss: Guest) -> None:
    guest = lan.into("g")
    boss.posts = guest.does("added")
    assert [(post.chat, read(post)) for post in boss.posts] == [
        (
            "chat-boss",
            "Tôi được thêm vào một nhóm\nNhóm: Nhóm\nNgười thêm: Chị Lan\n"
            "Tôi chưa nói gì ở đó cho tới khi được duyệt.",
        )
    ]
    assert guest.says(QUESTION) == CLOSED
    assert guest.does("text", text=QUESTION) == []
    posts = boss.does("press", button=boss.button("Duyệt nhóm này").id)
    assert [(post.chat, read(post)) for post in posts] == [
        ("chat-boss", "Đã duyệt nhóm Nhóm."),
        ("g", "Xin chào! Nhóm này đã được duyệt. Anh/chị nhắc tên tôi hoặc trả lời tin của tôi để hỏi."),
    ]
    assert guest.says(QUESTION) == ANSWER


def test_a_group_that_nobody_told_of_is_asked_for_when_somebody_speaks(lan: Guest, boss: Guest) -> None:
    posts = lan.into("g").does("text", text=QUESTION)
    assert [(post.chat, read(post).splitlines()[0]) for post in posts] == [
        ("chat-boss", "Tôi được thêm vào một nhóm"),
        ("g", CLOSED),
    ]


def test_a_stranger_who_adds_it_to_many_groups_is_told_of_once(office: Office, boss: Guest) -> None:
    stranger = office.stranger("x")
    told = [len(stranger.into("g").does("added")) for _ in range(5)]
    assert told == [1, 0, 0, 0, 0]


def test_a_stranger_with_many_groups_is_told_of_once_and_members_are_heard_there(
    office: Office, lan: Guest, boss: Guest
) -> None:
    stranger = office.stranger("x")
    stranger.name = "Chị Lan"
    (post,) = stranger.into("g").does("added")
    assert "Người thêm: Chị Lan (người lạ, tên tự đặt)\n" in read(post)
    office.clock.now += 3601
    assert [len(stranger.into(f"g{n}").does("added")) for n in range(5)] == [1, 0, 0, 0, 0]
    told = [post.chat for post in lan.into("g3").does("text", text=QUESTION)]
    assert told == ["chat-boss", "g3"]
    office.clock.now += 3601
    assert len(stranger.into("g9").does("added")) == 1


def test_nothing_is_said_unless_spoken_to(there: Guest) -> None:
    assert there.does("text", text=QUESTION, is_addressed=False) == []
    assert there.does("unreadable", what="sticker", is_addressed=False) == []


def test_limited_plans_are_silent_until_everybody_there_may_see_them(office: Office, there: Guest) -> None:
    insider = office.let_in("insider", groups=["sở"]).into("g")
    office.people.limit(HUNGYEN_2023, ["sở"], by=TERMINAL)
    office.line.members = 2
    assert "02-05" not in insider.says(QUESTION)
    member = office.people.find(there.person)
    assert member is not None
    office.people.put_into_groups(member.id, ["sở"], by=TERMINAL)
    there.does("text", text="a", is_addressed=False)
    assert insider.says(QUESTION) == ANSWER
    office.line.members = 3
    assert "02-05" not in insider.says(QUESTION)


def test_a_group_that_anybody_can_open_hears_of_open_plans_alone(office: Office) -> None:
    insider = office.let_in("insider", groups=["sở"]).into("open")
    insider.does("added")
    office.people.approve_group("test", "open", by=TERMINAL)
    office.people.limit(HUNGYEN_2023, ["sở"], by=TERMINAL)
    office.line.members = 1
    insider.does("text", text="a", is_addressed=False)
    assert insider.says(QUESTION) == ANSWER
    chat = Chat(id="open", is_group=True, is_public=True)
    assert "02-05" not in insider.says(QUESTION, chat=chat)


@pytest.mark.parametrize(
    ("kind", "more"), [("press", {"button": "x"}), ("text", {"text": "a", "is_edited": True})]
)
def test_who_left_is_not_there_again_by_what_they_did_before(
    office: Office, there: Guest, kind: str, more: dict[str, object]
) -> None:
    there.does("text", text="a", is_addressed=False)
    there.does("left", members=(there.person,))
    there.does(kind, is_addressed=False, **more)
    with office.connections.lend() as db:
        assert db.table("chat_members").count == 0


def test_a_turn_does_not_name_a_plan_to_who_came_in_since(office: Office, there: Guest) -> None:
    member = office.people.find(there.person)
    assert member is not None
    office.people.put_into_groups(member.id, ["sở"], by=TERMINAL)
    office.people.limit(TAYNINH, ["sở"], by=TERMINAL)
    office.line.members = 1
    there.does("text", text="a", is_addressed=False)
    there.says(QUESTION)
    there.presses("Kế hoạch khác")
    there.presses("Tây Ninh")
    assert "Tây Ninh" in there.says("còn cá nhân?")
    office.line.members = 2
    assert "Tây Ninh" not in there.says("còn tập thể?")


def test_whoever_may_ask_may_press_and_each_mark_counts(office: Office, there: Guest) -> None:
    other = office.let_in("other").into("g")
    there.says(QUESTION)
    answer = other.posts = there.posts
    assert "Trích dẫn (1)" in other.presses("Xem trích dẫn")
    other.posts = answer
    other.presses("Sai")
    assert labels(other.posts)[1] == ["Đúng", "Sai (1)"]
    there.posts = answer
    there.presses("Sai")
    assert labels(there.posts)[1] == ["Đúng", "Sai (2)"]
    there.posts = answer
    there.presses("Đúng")
    assert labels(there.posts)[1] == ["Đúng (1)", "Sai (1)"]
    stranger = office.stranger("x").into("g")
    stranger.posts = answer
    assert stranger.does("press", button=stranger.button("Đúng").id) == []


def test_personal_buttons_are_of_one_person_in_a_group_too(office: Office, there: Guest) -> None:
    other = office.let_in("other").into("g")
    there.commands("quen_toi")
    other.posts = there.posts
    assert other.does("press", button=other.button("Xóa hết").id) == []
    assert office.people.find(other.person) is not None
    assert office.people.find(there.person) is not None


def test_a_group_that_it_was_put_out_of_needs_an_approval_anew(office: Office, there: Guest) -> None:
    there.does("removed")
    assert office.people.chats() == []
    assert CLOSED in there.says(QUESTION)


def test_a_group_keeps_all_at_its_new_id(office: Office, there: Guest) -> None:
    there.says(QUESTION)
    answer = there.posts
    there.does("migrated", moved_to="g2")
    moved = there.into("g2")
    moved.posts = answer
    assert "Trích dẫn (1)" in moved.presses("Xem trích dẫn")
    assert "05-10" in moved.says("còn cá nhân?")


def test_who_comes_and_goes_is_noted(office: Office, there: Guest) -> None:
    office.line.members = 1
    there.does("joined", members=(there.person, office.stranger("x").person))
    there.does("left", members=(office.stranger("x").person,))
    with office.connections.lend() as db:
        assert [row["account"] for row in db.table("chat_members").rows] == ["lan"]
