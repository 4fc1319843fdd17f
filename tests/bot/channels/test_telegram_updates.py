"""Raw updates in, events out; nothing that can be sent makes reading fail."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram_updates import ALLOWED_UPDATES, UNREADABLE, Me, read_update
from bot.events import Attachment, Chat, Event
from bot.messages import Person

ME = Me(id=99, username="thidua_bot")
AN = {"id": 7, "is_bot": False, "first_name": "An", "last_name": "Lê", "language_code": "vi"}
BOT = {"id": 99, "is_bot": True, "first_name": "Thi đua", "username": "thidua_bot"}
OTHER_BOT = {"id": 98, "is_bot": True, "first_name": "Khác"}
PRIVATE = {"id": 7, "type": "private"}
GROUP = {"id": -5, "type": "group", "title": "Phòng\u202e Tổ chức"}
BELOW = {"reply_markup": {"inline_keyboard": [[{"text": "Đúng", "callback_data": "b1"}]]}}
AN_ASKS = Event(
    channel="telegram", key="1", kind="text", chat=Chat(id="7"), sender=Person(channel="telegram", id="7"),
    name="An Lê", language="vi", message="3", text="hạn báo cáo?", at=50.0,
)  # fmt: skip


def read(**update: Any) -> Event | None:
    return read_update({"update_id": 1, **update}, ME, 60.0)


def said(chat: Any = PRIVATE, **content: Any) -> Event:
    event = read(message={"message_id": 3, "date": 50, "from": AN, "chat": chat, **content})
    assert event is not None
    return event


def what(event: Event) -> tuple[str, str, str, bool]:
    return event.kind, event.command, event.text, event.is_addressed


def mention(offset: int, length: int = 11, **more: Any) -> dict[str, Any]:
    return {"type": "mention", "offset": offset, "length": length, **more}


def test_a_question_is_read_whole() -> None:
    assert said(text="hạn báo cáo?") == AN_ASKS


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("/han tây ninh", "han", "tây ninh"),
        ("/HAN@Thidua_Bot\n tây ninh", "han", "tây ninh"),
        ("/hỏi ai", "hoi", "ai"),
        ("/start abc_DEF-1", "start", "abc_DEF-1"),
        ("/khong_co", "khong_co", ""),
        ("/", "", "/"),
        ("/năm 2026", "", "/năm 2026"),
        ("/han@other_bot x", "", "/han@other_bot x"),
        ("ngày 1/2", "", "ngày 1/2"),
    ],
)
def test_commands_to_the_assistant_are_told_from_texts(text: str, command: str, rest: str) -> None:
    assert what(said(text=text)) == ("command" if command else "text", command, rest, True)


@pytest.mark.parametrize("borrowed", [{"forward_origin": {"type": "user"}}, {"via_bot": OTHER_BOT}])
def test_a_command_that_somebody_else_wrote_is_only_a_text(borrowed: dict[str, Any]) -> None:
    assert what(said(text="/quen_toi", **borrowed)) == ("text", "", "/quen_toi", True)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"text": "hạn?"}, ("text", "", "", False)),
        ({"text": "@thidua_bot hạn?", "entities": [mention(0)]}, ("text", "", "hạn?", True)),
        ({"text": "😀 @THIDUA_BOT", "entities": [mention(3)]}, ("text", "", "😀", True)),
        ({"text": "@thidua_bot", "entities": [mention(0)]}, ("text", "", "", True)),
        ({"text": "@thidua_bot", "entities": [mention(5)]}, ("text", "", "", False)),
        ({"text": "@thidua_bot /han a", "entities": [mention(0)]}, ("command", "han", "a", True)),
        ({"text": "em hỏi", "entities": [mention(0, 2, type="text_mention", user=BOT)]},
         ("text", "", "hỏi", True)),
        ({"text": "thế 2026?", "reply_to_message": {"from": BOT}}, ("text", "", "thế 2026?", True)),
        ({"text": "thế 2026?", "reply_to_message": {"from": AN}}, ("text", "", "", False)),
        ({"text": "/han"}, ("command", "han", "", True)),
        ({"text": "/ban@thidua_bot"}, ("command", "ban", "", True)),
        ({"text": "/ban An"}, ("text", "", "", False)),
        ({"text": "/han@other_bot"}, ("text", "", "", False)),
        ({"sticker": {}, "text": ""}, None),
        ({"caption": "@thidua_bot đây", "caption_entities": [mention(0)], "photo": [{}]},
         ("unreadable", "", "đây", True)),
    ],
)  # fmt: skip
def test_in_a_group_only_what_is_said_to_the_assistant_is_kept(
    content: dict[str, Any], expected: tuple[str, str, str, bool] | None
) -> None:
    event = read(message={"message_id": 3, "date": 50, "from": AN, "chat": GROUP, **content})
    assert (event and what(event)) == expected


def test_a_group_and_a_name_are_shown_without_marks_that_turn_letters_round() -> None:
    assert said(GROUP, text="a").chat == Chat(id="-5", is_group=True, title="Phòng Tổ chức")


@pytest.mark.parametrize("field", UNREADABLE)
def test_what_nobody_reads_is_named(field: str) -> None:
    event = said(**{field: {"a": 1}, "caption": "xem này"})
    assert (event.kind, event.what, event.text) == ("unreadable", field, "xem này")


def test_a_document_is_a_file() -> None:
    event = said(document={"file_id": "F", "file_name": "../kh\n1.pdf", "file_size": 12}, caption="kế hoạch")
    assert (event.kind, event.file, event.text) == (
        "file", Attachment(id="F", name="../kh 1.pdf", size=12), "kế hoạch",
    )  # fmt: skip
    assert said(document={"file_size": "x"}).what == "document"
    assert said(document={"file_id": "F"}, animation={"a": 1}).what == "animation"


def test_a_changed_question_is_marked_and_a_moving_location_is_none() -> None:
    message = {"message_id": 3, "date": 50, "edit_date": 70, "from": AN, "chat": PRIVATE}
    event = read(edited_message={**message, "text": "hạn?"})
    assert event is not None
    assert (event.kind, event.is_edited, event.message, event.at) == ("text", True, "3", 70.0)
    assert read(edited_message={**message, "location": {"latitude": 1}}) is None


@pytest.mark.parametrize(
    "keyboard",
    [{}, {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "b2"}], 7, [8]]}}],
)
def test_a_button_that_is_not_below_a_message_of_a_group_takes_the_place_of_none(keyboard: Any) -> None:
    def pressed(chat: Any) -> tuple[str, str]:
        message = {"message_id": 4, "date": 50, "chat": chat, **keyboard}
        event = read(callback_query={"id": "q", "from": AN, "message": message, "data": "b1"})
        assert event is not None
        return event.button, event.message

    assert pressed(GROUP) == ("b1", "")
    assert pressed(PRIVATE) == ("b1", "4")


@pytest.mark.parametrize("named", [{"username": "phong_to_chuc"}, {"active_usernames": ["phong_to_chuc"]}])
def test_a_group_that_anybody_can_open_is_known(named: Any) -> None:
    supergroup = GROUP | {"type": "supergroup"}
    assert said(supergroup | named, text="hạn?").chat.is_public
    assert not said(supergroup, text="hạn?").chat.is_public
    assert not said(PRIVATE | named, text="hạn?").chat.is_public


@pytest.mark.parametrize("date", [50, 0])
def test_a_press_is_read_however_old_its_message(date: int) -> None:
    message = {"message_id": 4, "date": date, "chat": GROUP, **(BELOW if date else {})}
    event = read(callback_query={"id": "q", "from": AN, "message": message, "data": "b1"})
    assert event is not None
    assert (event.kind, event.button, event.message, event.chat.id, event.at) == (
        "press",
        "b1",
        "4",
        "-5",
        60.0,
    )


@pytest.mark.parametrize(
    ("old", "new", "private", "group"),
    [
        ("member", "kicked", "blocked", "removed"),
        ("kicked", "member", "unblocked", "added"),
        ("left", "administrator", "unblocked", "added"),
        ("member", "administrator", "unblocked", None),
        ("member", "sorcerer", None, None),
    ],
)
def test_the_place_of_the_assistant_is_followed(
    old: str, new: str, private: str | None, group: str | None
) -> None:
    change = {"from": AN, "old_chat_member": {"status": old}, "new_chat_member": {"status": new}}
    events = [read(my_chat_member={**change, "chat": chat}) for chat in (PRIVATE, GROUP)]
    assert [event and event.kind for event in events] == [private, group]


def test_people_who_come_and_go_are_told_without_the_assistant() -> None:
    binh = Person(channel="telegram", id="8")
    came = said(GROUP, new_chat_members=[{"id": 8}, BOT, "x"])
    gone = said(GROUP, left_chat_member={"id": 8})
    change = {"from": AN, "chat": GROUP, "old_chat_member": {"status": "restricted", "is_member": True}}
    told = read(chat_member={**change, "new_chat_member": {"status": "left", "user": {"id": 8}}})
    assert told is not None
    assert [(each.kind, each.members) for each in (came, gone, told)] == [
        ("joined", (binh,)), ("left", (binh,)), ("left", (binh,)),
    ]  # fmt: skip
    assert read(message={"message_id": 3, "from": AN, "chat": GROUP, "new_chat_members": [BOT]}) is None


def test_a_group_that_moves_is_told_alike_from_both_ends() -> None:
    old = said(GROUP, migrate_to_chat_id=-1005)
    new = said({"id": -1005, "type": "supergroup"}, migrate_from_chat_id=-5)
    assert {(each.kind, each.chat.id, each.moved_to) for each in (old, new)} == {("migrated", "-5", "-1005")}


def test_an_administrator_who_hides_is_nobody() -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    event = said(GROUP, **{"from": anonymous, "sender_chat": GROUP, "text": "/han"})
    assert (event.sender, event.name, event.command) == (None, "", "han")


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"from": OTHER_BOT, "chat": GROUP, "text": "/han"}},
        {"message": {"from": AN, "chat": GROUP, "sender_chat": {"id": -77}, "text": "/han"}},
        {"message": {"from": AN, "chat": {"id": -9, "type": "channel"}, "text": "/han"}},
        {"message": {"from": AN, "chat": GROUP, "pinned_message": {"text": "a"}}},
        {"message": {"from": AN, "chat": PRIVATE, "text": "\u200f\u200b"}},
        {"channel_post": {"chat": {"id": -9, "type": "channel"}, "text": "/han"}},
        {"poll": {"id": "1"}},
        {"callback_query": {"id": "q", "from": AN, "inline_message_id": "i", "data": "b1"}},
        {"callback_query": {"id": "q", "from": AN, "message": {"chat": PRIVATE}, "game_short_name": "g"}},
        {"callback_query": {"id": "q", "message": {"chat": PRIVATE}, "data": "b1"}},
        # In a chat with one person nobody else speaks or presses: the answer would be shown to that person.
        {"message": {"from": AN, "chat": PRIVATE | {"id": 8}, "text": "/han"}},
        {"edited_message": {"from": AN, "chat": PRIVATE | {"id": 8}, "text": "/han", "edit_date": 1}},
        {"callback_query": {"id": "q", "from": AN, "message": {"chat": PRIVATE | {"id": 8}}, "data": "b1"}},
        # A group becomes a group; nothing of it goes over to a person.
        {"message": {"from": AN, "chat": PRIVATE, "migrate_to_chat_id": -1005}},
        {"message": {"from": AN, "chat": GROUP, "migrate_to_chat_id": 8}},
        {"message": {"from": AN, "chat": GROUP, "migrate_from_chat_id": 0}},
    ],
)  # fmt: skip
def test_what_is_nothing_to_the_assistant_is_left_out(update: dict[str, Any]) -> None:
    assert read(**update) is None


def test_a_text_is_kept_to_the_length_of_a_message_and_made_whole() -> None:
    assert len(said(text="à" * 10_000_000).text) == 4096
    assert said(text="a\ud800\x00\u200f b\r\nc\ud83d\ude00").text == "a\ufffd b\nc😀"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.just("private"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=9,
)
FIELDS = (
    "message_id", "date", "edit_date", "from", "chat", "text", "caption", "entities", "caption_entities",
    "data", "reply_to_message", "new_chat_members", "left_chat_member", "document", "sender_chat", "id",
    "type", "status", "old_chat_member", "new_chat_member", "migrate_to_chat_id", "migrate_from_chat_id",
    "message", "user", "first_name", "offset", "length", "is_bot", "file_id", "file_name", "file_size",
)  # fmt: skip
TREES = st.recursive(
    JSON | st.sampled_from([PRIVATE, GROUP, AN, BOT, "@thidua_bot", "/han", "\ud800"]),
    lambda inner: st.dictionaries(st.sampled_from(FIELDS), inner, max_size=8) | st.lists(inner, max_size=3),
    max_leaves=25,
)


@settings(deadline=None)
@given(
    update=JSON | st.fixed_dictionaries({"update_id": JSON}, optional=dict.fromkeys(ALLOWED_UPDATES, TREES))
)
def test_no_update_makes_reading_fail(update: object) -> None:
    event = read_update(update, ME, 60.0)
    assert event is None or (event.key.isdecimal() and event.chat.id and len(event.text) <= 4096)


@settings(deadline=None)
@given(
    message=st.fixed_dictionaries(
        {"chat": st.sampled_from([PRIVATE, GROUP]), "from": st.sampled_from([AN, BOT])},
        optional=dict.fromkeys(FIELDS[:2] + FIELDS[5:15], TREES),
    )
)
def test_no_message_makes_reading_fail(message: dict[str, object]) -> None:
    event = read_update({"update_id": 1, "message": message}, ME, 60.0)
    assert event is None or str(event).encode()
