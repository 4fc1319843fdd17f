"""The methods that write: messages, pictures, documents, edits, and what goes with them."""

from __future__ import annotations

import struct
from typing import Any

from tests.fakes.calls import Call, Upload
from tests.fakes.entities import Entity, read_text, utf16_length
from tests.fakes.keyboards import read_keyboard
from tests.fakes.records import QueryAnswer, Sent
from tests.fakes.refusals import Refusal, bad_request
from tests.fakes.world import Body, StoredFile, World

MOST_TEXT = 4096
MOST_CAPTION = 1024
MOST_ANSWER = 200
MOST_PHOTO_BYTES = 10 * 1024 * 1024
MOST_FILE_BYTES = 50 * 1024 * 1024
_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"


def send_message(world: World, call: Call) -> Body:
    """Send a text."""
    text, entities = _text(call)
    return _send(world, call, {"text": text} | ({"entities": entities} if entities else {}))


def send_photo(world: World, call: Call) -> Body:
    """Send a picture."""
    world.chat(call.text("chat_id"))
    caption = _caption(call)
    stored = _file(world, call, "photo")
    width, height = _dimensions(stored.content)
    sizes = [stored.body() | {"width": width, "height": height}]
    return _send(world, call, {"photo": sizes} | caption, stored)


def send_document(world: World, call: Call) -> Body:
    """Send a document."""
    world.chat(call.text("chat_id"))
    caption = _caption(call)
    stored = _file(world, call, "document")
    return _send(world, call, {"document": stored.body() | {"file_name": stored.name}} | caption, stored)


def edit_message_text(world: World, call: Call) -> Body:
    """Change a text, and with it the keyboard."""
    text, entities = _text(call)
    message = _editable(world, call)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, call, message, {"text": text, "entities": entities})


def edit_message_reply_markup(world: World, call: Call) -> Body:
    """Change a keyboard alone."""
    return _edit(world, call, _editable(world, call), {})


def edit_message_caption(world: World, call: Call) -> Body:
    """Change the words below a picture or a document."""
    message = _editable(world, call)
    caption = {"caption": "", "caption_entities": []} | _caption(call)
    return _edit(world, call, message, caption)


def delete_message(world: World, call: Call) -> bool:
    """Take a message away."""
    chat = world.chat(call.text("chat_id"))
    world.message(chat["id"], call.number("message_id"), "message to delete not found")
    del world.messages[chat["id"], call.number("message_id")]
    return True


def send_chat_action(world: World, call: Call) -> bool:
    """Show that the bot is at work."""
    chat = world.chat(call.text("chat_id"))
    if call.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.records.actions.append((chat["id"], call.text("action")))
    return True


def answer_callback_query(world: World, call: Call) -> bool:
    """Answer a press, once."""
    query = call.text("callback_query_id")
    if query not in world.queries:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if utf16_length(call.text("text")) > MOST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    world.queries.discard(query)
    answer = QueryAnswer(query_id=query, text=call.text("text"), show_alert=call.flag("show_alert"))
    world.records.query_answers.append(answer)
    return True


def _text(call: Call) -> tuple[str, list[Entity]]:
    if not call.text("text"):
        raise bad_request("message text is empty")
    explicit = call.nested("entities", "entities")
    text, entities = read_text(call.text("text"), call.text("parse_mode"), explicit)
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > MOST_TEXT:
        raise bad_request("message is too long")
    return text, entities


def _caption(call: Call) -> Body:
    explicit = call.nested("caption_entities", "caption entities")
    text, entities = read_text(call.text("caption"), call.text("parse_mode"), explicit)
    if utf16_length(text) > MOST_CAPTION:
        raise bad_request("message caption is too long")
    return ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})


def _send(world: World, call: Call, content: Body, stored: StoredFile | None = None) -> Body:
    chat = world.chat(call.text("chat_id"))
    keyboard = read_keyboard(call)
    message = {"message_id": 0, "from": world.bot, "chat": chat, "date": world.now(), **content}
    if (answered := _answered(world, call, chat)) is not None:
        message["reply_to_message"] = answered
    if keyboard and "inline_keyboard" in keyboard:
        message["reply_markup"] = keyboard
    message["message_id"] = world.number()
    world.messages[chat["id"], message["message_id"]] = message
    _record(world, call, message, keyboard, stored)
    return message


def _answered(world: World, call: Call, chat: Body) -> Body | None:
    """Return the message that this one answers, without what that one answers in its turn."""
    reply: Body = call.nested("reply_parameters", "reply parameters") or {}
    number = int(reply.get("message_id", call.number("reply_to_message_id")))
    if not number:
        return None
    found = world.messages.get((int(reply.get("chat_id") or chat["id"]), number))
    if found is not None:
        return _shown_of_answered(found, chat)
    if reply.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _shown_of_answered(found: Body, chat: Body) -> Body | None:
    """Return what is shown of a message that is answered; none of one in a shape that no platform lets in."""
    date, text = found.get("date"), found.get("text", "")
    if type(date) is not int or not 0 <= date < 1 << 31 or not isinstance(text, str):
        return None
    return {"message_id": found["message_id"], "date": date, "chat": chat, "text": text}


def _editable(world: World, call: Call) -> Body:
    chat = world.chat(call.text("chat_id"))
    message = world.message(chat["id"], call.number("message_id"), "message to edit not found")
    if message.get("from", {}).get("id") != world.bot["id"]:
        raise bad_request("message can't be edited")
    return message


def _edit(world: World, call: Call, message: Body, content: Body) -> Body:
    keyboard = read_keyboard(call)
    kept = {key: value for key, value in message.items() if key not in {*content, "reply_markup"}}
    new = kept | {key: value for key, value in content.items() if value}
    new |= {"reply_markup": keyboard} if keyboard else {}
    if {**new, "edit_date": 0} == {**message, "edit_date": 0}:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    new["edit_date"] = world.now()
    world.messages[message["chat"]["id"], message["message_id"]] = new
    _record(world, call, new, keyboard, None)
    return new


def _record(
    world: World, call: Call, message: Body, keyboard: Body | None, stored: StoredFile | None
) -> None:
    sent = Sent(
        method=call.method,
        chat_id=message["chat"]["id"],
        message_id=message["message_id"],
        text=message.get("text") or message.get("caption", ""),
        entities=message.get("entities") or message.get("caption_entities", []),
        parse_mode=call.text("parse_mode"),
        reply_markup=keyboard,
        reply_parameters=call.nested("reply_parameters", "reply parameters"),
        file_id=stored.file_id if stored else None,
        at=world.clock(),
    )
    world.records.sent.append(sent)


def _file(world: World, call: Call, kind: str) -> StoredFile:
    named = call.text(kind)
    upload: Upload | None = call.uploads.get(named.removeprefix("attach://") or kind)
    if upload is None:
        if named in world.files:
            return world.files[named]
        raise _no_file(named, kind)
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > MOST_FILE_BYTES:
        raise Refusal(413, "Request Entity Too Large")
    if kind == "photo":
        _check_photo(upload.content)
    return world.add_file(upload.name or f"{kind}.bin", upload.content)


def _no_file(named: str, kind: str) -> Refusal:
    if not named:
        return bad_request(f"there is no {kind} in the request")
    # Nothing outside can be reached from here, so no address is fetched.
    reason = (
        "failed to get HTTP URL content" if "://" in named else "wrong file identifier/HTTP URL specified"
    )
    return bad_request(reason)


def _check_photo(content: bytes) -> None:
    if not content.startswith((_PNG, _JPEG)):
        raise bad_request("IMAGE_PROCESS_FAILED")
    if len(content) > MOST_PHOTO_BYTES:
        raise bad_request("file is too big")
    width, height = _dimensions(content)
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _dimensions(content: bytes) -> tuple[int, int]:
    """Return width and height: of a PNG as it says, of a JPEG (which the bot does not draw) one by one."""
    size: tuple[Any, ...] = struct.unpack(">II", content[16:24]) if content.startswith(_PNG) else (1, 1)
    return size[0], size[1]
