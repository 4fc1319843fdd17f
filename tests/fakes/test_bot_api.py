"""The fake answers the real client as the platform does: updates, texts, keyboards, files, menus, rights."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot, BotCommand, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup
from telegram import ReplyParameters as Reply
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken

from tests.fakes.bot_api import BotApi
from tests.fakes.conftest import bot_of
from tests.fakes.update_bodies import (
    command_update,
    document_update,
    edited_update,
    group,
    member_update,
    message_update,
    person,
    press_update,
    supergroup,
)

AN = person(7)
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big") + b"\x08\2\0\0\0"


@pytest.fixture(autouse=True)
def started(api: BotApi) -> None:
    api.world.learn(message_update("", AN))


async def ids(bot: Bot, offset: int | None = None, **more: object) -> list[int]:
    return [update.update_id for update in await bot.get_updates(offset=offset, **more)]  # type: ignore[arg-type]


async def test_updates_stay_until_an_offset_confirms_them(api: BotApi, bot: Bot) -> None:
    api.deliver(*[message_update(str(n), AN) for n in range(5)])
    assert await ids(bot) == [1000, 1001, 1002, 1003, 1004]
    assert await ids(bot, limit=2) == [1000, 1001]
    assert await ids(bot, offset=1002) == [1002, 1003, 1004]
    assert api.unconfirmed() == 3
    assert await ids(bot, offset=-1) == [1004]
    assert await ids(bot, offset=1005) == []
    assert api.unconfirmed() == 0


async def test_a_batch_holds_a_hundred(api: BotApi, bot: Bot) -> None:
    api.deliver(*[message_update(str(n), AN) for n in range(150)])
    assert len(await ids(bot)) == 100


async def test_a_long_poll_returns_as_soon_as_something_is_there(api: BotApi, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=50))
    await api.wait_until(api.queue.polled)
    api.deliver(command_update("/hoi ai", AN))
    (update,) = await poll
    assert update.message is not None
    assert update.message.parse_entities() == {update.message.entities[0]: "/hoi"}


async def test_a_second_poll_ends_the_first(api: BotApi, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=50))
    await api.wait_until(api.queue.polled)
    async with bot_of(api) as other:
        assert await other.get_updates() == ()
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first


async def test_only_kinds_that_were_asked_for_come_from_then_on(api: BotApi, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    api.deliver(message_update("nein", AN))
    api.deliver(press_update(None, "x", AN))
    (update,) = await bot.get_updates()
    assert update.callback_query is not None


async def test_raw_bodies_come_as_they_are(api: BotApi, bot: Bot) -> None:
    api.deliver_raw({"update_id": 1500, "message": None}, {"update_id": 1500})
    assert await ids(bot) == [1500, 1500]
    assert api.deliver(message_update("a", AN))[0]["update_id"] == 1501


async def test_wrong_tokens_and_methods(api: BotApi, bot: Bot) -> None:
    for token, error in (("9:WRONG", InvalidToken), ("noToken", InvalidToken)):
        asked = bot_of(api, token)
        async with asked.request:
            with pytest.raises(error):
                await asked.get_me()
    assert (await bot.do_api_request("GETME"))["id"] == 123456
    with pytest.raises(Exception, match="not found"):
        await bot.do_api_request("getNothing")


async def test_html_is_stored_as_shown(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(
        7,
        '😀 <b>Đậm <i>&lt;nghiêng&gt;</i></b> <a href="https://x.vn/a">ở đây</a>\n'
        "<blockquote expandable>trích &#272;</blockquote> ",
        parse_mode="HTML",
    )
    assert sent.text == api.texts(7)[0] == "😀 Đậm <nghiêng> ở đây\ntrích Đ"
    assert {entity.type: text for entity, text in sent.parse_entities().items()} == {
        "bold": "Đậm <nghiêng>",
        "italic": "<nghiêng>",
        "text_link": "ở đây",
        "expandable_blockquote": "trích Đ",
    }


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("<foo>a</foo>", 'Unsupported start tag "foo" at byte offset 0'),
        ("đ<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("đ<b><i>a</b></i>", 'Unmatched end tag at byte offset 9, expected "</i>", found "</b>"'),
        ("đ</b>", "Unexpected end tag at byte offset 2"),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_wrong_html_is_refused(bot: Bot, text: str, error: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(7, text, parse_mode="HTML")
    assert refused.value.message.lower() == f"can't parse entities: {error}".lower()


async def test_most_entities_and_nested_quotes(api: BotApi, bot: Bot) -> None:
    many = await bot.send_message(7, "<b>a</b> " * 150, parse_mode="HTML")
    assert len(many.entities) == 100
    nested = "<blockquote>a <blockquote>b</blockquote></blockquote>"
    assert [e.length for e in (await bot.send_message(7, nested, parse_mode="HTML")).entities] == [3]


@pytest.mark.parametrize(("text", "error"), [("", "text is empty"), ("  ", "Text must be non-empty")])
async def test_empty_texts_are_refused(bot: Bot, text: str, error: str) -> None:
    with pytest.raises(BadRequest, match=error):
        await bot.send_message(7, text)


async def test_lengths_are_of_what_is_shown(bot: Bot) -> None:
    await bot.send_message(7, "<b>" + "&lt;" * 4096 + "</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="is too long"):
        await bot.send_message(7, "😀" * 2049)
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_document(7, b"x", caption="a" * 1025)


def keyboard(*rows: list[tuple[str, str]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(text, callback_data=data) for text, data in row] for row in rows]
    )


@pytest.mark.parametrize(
    ("markup", "error"),
    [
        (keyboard([("a", "đ" * 33)]), "Button_data_invalid"),
        (keyboard([("a", "b")] * 9), "Reply markup is too long"),
        (keyboard(*[[("a", "b")]] * 101), "Reply markup is too long"),
        (keyboard([("", "b")]), "text must be non-empty"),
    ],
)
async def test_keyboards_are_checked(bot: Bot, markup: InlineKeyboardMarkup, error: str) -> None:
    with pytest.raises(BadRequest, match=error):
        await bot.send_message(7, "a", reply_markup=markup)


async def test_a_press_is_answered_once(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(7, "a", reply_markup=keyboard([("Đúng", "1")], [("Sai", "2")]))
    pressed = api.press(sent.message_id, 7, "Sai", AN)["callback_query"]
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "2"
    with pytest.raises(BadRequest, match="too_long"):
        await bot.answer_callback_query(pressed["id"], "a" * 201)
    await update.callback_query.answer("Đã ghi")
    assert [answer.text for answer in api.records.query_answers] == ["Đã ghi"]
    for query in (pressed["id"], "999"):
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(query)


async def test_replies_need_their_message(api: BotApi, bot: Bot) -> None:
    asked = api.deliver(message_update("hỏi", AN))[0]["message"]["message_id"]
    answer = await bot.send_message(7, "đáp", reply_parameters=Reply(asked))
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "hỏi"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(7, "đáp", reply_parameters=Reply(9999))
    lost = await bot.send_message(7, "đáp", reply_parameters=Reply(9999, allow_sending_without_reply=True))
    assert lost.reply_to_message is None


async def test_edits_must_change_something(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(7, "a", reply_markup=keyboard([("x", "1")]))
    with pytest.raises(BadRequest, match="is not modified"):
        await sent.edit_text("a", reply_markup=keyboard([("x", "1")]))
    await sent.edit_text("b")
    with pytest.raises(BadRequest, match="is not modified"):
        await sent.edit_reply_markup(None)
    await sent.delete()
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await sent.edit_text("c")
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await sent.delete()
    assert [(s.method, s.text) for s in api.records.sent] == [("sendMessage", "a"), ("editMessageText", "b")]


async def test_chats_that_cannot_be_written_to(api: BotApi, bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(8, "a")
    api.set_state(7, "blocked")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(7, "a")
    api.set_state(7, "deactivated")
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(7, "a")
    api.set_state(7, "open")
    await bot.send_message(7, "a")
    api.deliver(member_update(group(-5), AN, api.world.bot, old="member", new="kicked"))
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(-5, "a")


async def test_a_group_becomes_a_supergroup(api: BotApi, bot: Bot) -> None:
    api.deliver(message_update("a", AN, group(-5)))
    api.migrate(group(-5), supergroup(-1005), AN)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(-5, "a")
    assert moved.value.new_chat_id == -1005
    assert (await bot.send_message(-1005, "a")).chat.type == "supergroup"
    updates = await bot.get_updates()
    assert updates[1].message is not None
    assert updates[1].message.migrate_to_chat_id == -1005


async def test_files_come_and_go(api: BotApi, bot: Bot) -> None:
    given = api.add_file("kế hoạch.docx", b"noi dung\r\n\0")
    api.deliver(document_update(given, AN))
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"noi dung\r\n\0"
    await bot.send_document(7, b"BEGIN:VCALENDAR\r\n--\r\n", filename="lịch.ics", caption="lịch")
    photo = await bot.send_photo(7, PNG)
    assert (photo.photo[0].width, photo.photo[0].height) == (640, 480)
    assert api.texts(7) == ["lịch", ""]
    document = api.world.files[str(api.records.sent[0].file_id)]
    assert (document.name, document.content) == ("lịch.ics", b"BEGIN:VCALENDAR\r\n--\r\n")
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(7, b"<svg/>")


async def test_edited_messages_come_as_such(api: BotApi, bot: Bot) -> None:
    asked = api.deliver(message_update("hỏi", AN))[0]["message"]
    api.deliver(edited_update(asked, "hỏi lại"))
    edited = (await bot.get_updates())[1].edited_message
    assert edited is not None
    assert (edited.message_id, edited.text) == (asked["message_id"], "hỏi lại")


async def test_menus_are_by_scope_and_language(bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("hoi", "Hỏi")], language_code="vi")
    await bot.set_my_commands([BotCommand("ask", "Ask")], scope=BotCommandScopeChat(7))
    assert await bot.get_my_commands() == ()
    assert await bot.get_my_commands(language_code="vi") == (BotCommand("hoi", "Hỏi"),)
    assert await bot.get_my_commands(scope=BotCommandScopeChat(7)) == (BotCommand("ask", "Ask"),)
    for name, description in (("Hỏi", "a"), ("a" * 33, "a"), ("hoi", "a" * 257)):
        with pytest.raises(BadRequest, match="Bot_command"):
            await bot.set_my_commands([BotCommand(name, description)])


async def test_chats_and_members_can_be_asked_for(api: BotApi, bot: Bot) -> None:
    api.deliver(message_update("a", AN, group(-5, "Phòng")))
    assert (await bot.get_chat(-5)).title == "Phòng"
    assert (await bot.get_chat_member(-5, 7)).status == "member"
    assert await bot.get_chat_member_count(-5) == 2
    with pytest.raises(BadRequest, match="Member not found"):
        await bot.get_chat_member(-5, 8)
    await bot.send_chat_action(7, "typing")
    assert api.records.actions == [(7, "typing")]
