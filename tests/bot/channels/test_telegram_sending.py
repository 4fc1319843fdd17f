"""What goes out arrives as it was meant, and what does not is told for what it is."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from typing import Any

import pytest

from bot.channels.telegram_sending import LARGEST_FILE
from bot.errors import Ambiguous, Blocked, ChatMoved, RetryLater, SendError, Undeliverable
from bot.events import Attachment, Block, Button, Chat, Event
from tests.bot.channels.telegram_kit import AN, Desk, open_desk, post
from tests.fakes import faults
from tests.fakes.bot_api import BotApi
from tests.fakes.update_bodies import document_update, group, message_update, person, supergroup

CANNOT_PARSE = "Bad Request: can't parse entities: Unsupported start tag"
GROUP = group(-5)


def png() -> bytes:
    def part(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    size = struct.pack(">IIBBBBB", 400, 300, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * 400) * 300)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", size) + part(b"IDAT", rows) + part(b"IEND", b"")


async def failing(desk: Desk, **of_post: Any) -> SendError:
    with pytest.raises(SendError) as caught:
        await desk.channel.send(post("a", **of_post))
    return caught.value


async def test_an_answer_is_a_marked_reply_with_buttons(desk: Desk) -> None:
    answer = replace(
        post("5 < 6", reply_to="1", buttons=((Button(label="Đúng", id="b1"), Button(label="Sai", id="b2")),)),
        blocks=(Block(text="Hạn", kind="title"), Block(text="5 < 6"), Block(text="nguyên văn", kind="quote")),
    )
    number = await desk.channel.send(answer)
    (sent,) = desk.api.records.sent
    assert (str(sent.message_id), sent.text) == (number, "Hạn\n5 < 6\nnguyên văn")
    assert [each["type"] for each in sent.entities] == ["bold", "expandable_blockquote"]
    assert sent.reply_parameters == {"message_id": 1, "allow_sending_without_reply": True}
    assert sent.reply_markup == {
        "inline_keyboard": [
            [{"text": "Đúng", "callback_data": "b1"}, {"text": "Sai", "callback_data": "b2"}],
        ]
    }


async def test_the_parts_of_a_long_answer_arrive_in_order(desk: Desk) -> None:
    for part in desk.channel.parts(post("một. " * 1000, "hai\n" * 900, reply_to="1")):
        await desk.channel.send(part)
    assert " ".join(desk.api.texts(7)).split() == ["một."] * 1000 + ["hai"] * 900


async def test_an_answer_to_a_message_that_is_gone_is_sent_all_the_same(desk: Desk) -> None:
    await desk.channel.send(post("a", reply_to="999"))
    assert desk.api.texts(7) == ["a"]


async def test_a_picture_has_its_words_below_it_or_none(desk: Desk) -> None:
    await desk.channel.send(post("sơ đồ", picture=png()))
    await desk.channel.send(post(picture=png(), reply_to="1"))
    assert [(each.method, each.text) for each in desk.api.records.sent] == [
        ("sendPhoto", "sơ đồ"), ("sendPhoto", ""),
    ]  # fmt: skip


async def test_what_telegram_cannot_parse_goes_out_plain(desk: Desk) -> None:
    desk.api.faults.add("sendMessage", faults.refused(400, CANNOT_PARSE))
    await desk.channel.send(post("a < b"))
    (sent,) = desk.api.records.sent
    assert (sent.text, sent.parse_mode, sent.entities) == ("a < b", "", [])


async def test_a_message_is_changed_and_that_nothing_changed_is_no_fault(desk: Desk) -> None:
    number = await desk.channel.send(post("trang 1"))
    changed = post("trang 2", edits=number)
    assert [await desk.channel.send(each) for each in (changed, changed)] == [number, number]
    assert [(each.method, each.text) for each in desk.api.records.sent] == [
        ("sendMessage", "trang 1"), ("editMessageText", "trang 2"),
    ]  # fmt: skip


async def test_what_cannot_be_changed_is_sent_anew(desk: Desk) -> None:
    picture = await desk.channel.send(post("sơ đồ", picture=png()))
    for edited in ("999", picture, "x"):
        assert await desk.channel.send(post("trang 2", edits=edited)) not in (edited, picture)
    await desk.channel.send(post("sơ đồ 2", picture=png(), edits=picture))
    assert desk.api.texts(7) == ["sơ đồ", "trang 2", "trang 2", "trang 2", "sơ đồ 2"]


@pytest.mark.parametrize(
    ("fault", "kind", "arrived"),
    [
        (faults.dropped(), Ambiguous, 0),
        (faults.dropped(handled=True), Ambiguous, 1),
        (faults.hanging(handled=True), Ambiguous, 1),
        (faults.server_error(500), Ambiguous, 0),
        (faults.server_error(502, html=True), Ambiguous, 0),
        (faults.server_error(500, handled=True), Ambiguous, 1),
        (faults.malformed(), Ambiguous, 1),
        (faults.Fault(kind="answer", body='{"ok":true}', handled=True), Ambiguous, 1),
        (faults.Fault(kind="answer", body='{"ok":true,"result":[1]}', handled=True), Ambiguous, 1),
        (faults.Fault(kind="answer", body="[" * 100_000, handled=True), Ambiguous, 1),
        (faults.Fault(kind="answer", body="[1]", status=500), Ambiguous, 0),
        (faults.too_many(7), RetryLater, 0),
        (faults.Fault(kind="answer", status=429, body="slow down"), RetryLater, 0),
        (faults.refused(401, "Unauthorized"), RetryLater, 0),
        (faults.refused(404, "Not Found"), RetryLater, 0),
        (faults.refused(409, "Conflict: terminated"), RetryLater, 0),
        (faults.refused(400, "Bad Request: message is too long"), Undeliverable, 0),
        (faults.refused(400, "Bad Request: PEER_ID_INVALID"), Blocked, 0),
        (faults.refused(413, "Request Entity Too Large"), Undeliverable, 0),
        (faults.refused(403, "Forbidden: bot can't initiate conversation with a user"), Blocked, 0),
    ],
)
async def test_each_fault_says_what_became_of_the_message(
    desk: Desk, fault: faults.Fault, kind: type[SendError], arrived: int
) -> None:
    desk.api.faults.add("sendMessage", fault)
    error = await failing(desk)
    assert (type(error), len(desk.api.texts(7))) == (kind, arrived)
    assert "\n" not in str(error)
    assert len(str(error)) < 400
    # The next one goes out.
    assert await desk.channel.send(post("b"))


async def test_a_flood_says_how_long_to_wait(desk: Desk) -> None:
    desk.api.faults.add("sendMessage", faults.too_many(7))
    error = await failing(desk)
    assert isinstance(error, RetryLater)
    assert error.seconds == 7


@pytest.mark.parametrize(
    ("state", "chat", "kind"),
    [
        ("blocked", 7, Blocked),
        ("deactivated", 7, Blocked),
        ("kicked", -5, Undeliverable),
    ],
)
async def test_who_is_gone_is_told_from_what_is_refused(
    desk: Desk, state: Any, chat: int, kind: type[SendError]
) -> None:
    desk.api.deliver(message_update("chào", AN, GROUP))
    desk.api.set_state(chat, state)
    assert type(await failing(desk, chat=chat)) is kind


@pytest.mark.parametrize(("chat", "kind"), [(12345, Blocked), (-12345, Undeliverable)])
async def test_a_chat_that_is_not_there_is_given_up(desk: Desk, chat: int, kind: type[SendError]) -> None:
    assert type(await failing(desk, chat=chat)) is kind


async def test_a_group_that_moved_says_where_to(desk: Desk) -> None:
    desk.api.deliver(message_update("chào", AN, GROUP))
    desk.api.migrate(GROUP, supergroup(-1005), AN)
    error = await failing(desk, chat=-5)
    assert isinstance(error, ChatMoved)
    assert error.moved_to == "-1005"
    assert await desk.channel.send(post("a", chat=-1005))


async def test_where_nobody_listens_a_message_is_tried_later(api: BotApi, nowhere: str) -> None:
    async with open_desk(api, base_url=nowhere) as desk:
        assert type(await failing(desk)) is RetryLater


async def test_of_a_token_that_is_not_taken_the_owner_hears_once(api: BotApi) -> None:
    async with open_desk(api, token="123456:wrong") as desk:
        errors = [await failing(desk) for _ in range(2)]
        assert [error.seconds for error in errors if isinstance(error, RetryLater)] == [600, 600]
        assert desk.owner.lines == [str(errors[0])]


async def test_odd_letters_do_not_stop_a_message(desk: Desk) -> None:
    await desk.channel.send(post("a\ud800\x00b\u202e", buttons=((Button(label="x\ud800\n", id="b"),),)))
    assert desk.api.texts(7) == ["a\ufffdb"]


async def test_a_document_is_fetched_and_a_large_one_is_refused_politely(desk: Desk) -> None:
    document = desk.api.add_file("kh.pdf", b"%PDF \xff")
    desk.api.deliver(document_update(document, AN))
    file = Attachment(id=document["file_id"], name="kh.pdf", size=6)
    assert await desk.channel.fetch(file) == b"%PDF \xff"
    with pytest.raises(Undeliverable, match="20 MB"):
        await desk.channel.fetch(replace(file, size=LARGEST_FILE + 1))
    desk.api.faults.add("getFile", faults.refused(400, "Bad Request: file is too big"))
    with pytest.raises(Undeliverable, match="20 MB"):
        await desk.channel.fetch(file)


@pytest.mark.parametrize("method", ["getFile", "download"])
@pytest.mark.parametrize("fault", [faults.dropped(), faults.server_error(502, html=True), faults.hanging()])
async def test_a_document_that_does_not_come_is_asked_for_later(
    desk: Desk, method: str, fault: faults.Fault
) -> None:
    document = desk.api.add_file("kh.pdf", b"%PDF")
    desk.api.faults.add(method, fault)
    with pytest.raises(RetryLater):
        await desk.channel.fetch(Attachment(id=document["file_id"], name="kh.pdf"))


async def test_a_document_that_is_not_there_is_given_up(desk: Desk) -> None:
    with pytest.raises(Undeliverable):
        await desk.channel.fetch(Attachment(id="nothing", name="kh.pdf"))
    document = desk.api.add_file("kh.pdf", b"%PDF")
    desk.api.faults.add("download", faults.refused(404, "Not Found"))
    with pytest.raises(Undeliverable, match="sent again"):
        await desk.channel.fetch(Attachment(id=document["file_id"], name="kh.pdf"))
    assert desk.owner.lines == []


async def test_members_are_counted_without_the_assistant_and_not_each_time(desk: Desk) -> None:
    desk.api.deliver(message_update("a", AN, GROUP), message_update("b", person(8), GROUP))
    assert [await desk.channel.count_members("-5") for _ in range(3)] == [2, 2, 2]
    assert desk.api.records.calls["getChatMemberCount"] == 1


async def test_who_came_in_unnoticed_is_counted_seconds_later(api: BotApi) -> None:
    seconds = [0.0]
    api.deliver(message_update("a", AN, GROUP))
    async with open_desk(api, tick=lambda: seconds[0]) as desk:
        assert await desk.channel.count_members("-5") == 1
        api.deliver(message_update("b", person(8), GROUP))
        seconds[0] = 6.0
        assert await desk.channel.count_members("-5") == 2


async def test_that_an_answer_is_being_made_is_shown(desk: Desk) -> None:
    event = Event(channel="telegram", key="1", kind="text", chat=Chat(id="7"))
    await desk.channel.show_typing(event)
    assert desk.api.records.actions == [(7, "typing")]
    desk.api.faults.add("sendChatAction", faults.dropped())
    with pytest.raises(RetryLater):
        await desk.channel.show_typing(event)
