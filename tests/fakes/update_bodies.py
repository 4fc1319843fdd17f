"""Updates as the platform makes them. What the fake fills in on delivery (numbers, dates) may be left out.

A person and a chat are the dictionaries of the Bot API; `person(7)` and `group(-5)` make them.
"""

from __future__ import annotations

import re
from typing import Any

from tests.fakes.entities import Entity, utf16_length

Body = dict[str, Any]

_COMMAND = re.compile(r"(?<![^\s])/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?(?!\w)")
_MENTION = re.compile(r"(?<![\w@])@\w{3,32}(?!\w)")


def person(number: int, name: str = "An", *, language: str = "vi", bot: bool = False, **more: Any) -> Body:
    """Return a user."""
    return {"id": number, "is_bot": bot, "first_name": name, "language_code": language, **more}


def private(user: Body) -> Body:
    """Return the chat of a user with the bot."""
    return {"id": user["id"], "type": "private", "first_name": user["first_name"]}


def group(number: int, title: str = "Phòng Tổ chức") -> Body:
    """Return a group; its number is negative."""
    return {"id": number, "type": "group", "title": title}


def supergroup(number: int, title: str = "Phòng Tổ chức") -> Body:
    """Return a supergroup; its number begins with -100."""
    return {"id": number, "type": "supergroup", "title": title}


def channel(number: int, title: str = "Thông báo") -> Body:
    """Return a channel."""
    return {"id": number, "type": "channel", "title": title}


def found_entities(text: str) -> list[Entity]:
    """Return the commands and mentions that the platform marks in what a person typed."""
    return [
        {"type": kind, "offset": utf16_length(text[: found.start()]), "length": utf16_length(found.group())}
        for kind, pattern in (("bot_command", _COMMAND), ("mention", _MENTION))
        for found in pattern.finditer(text)
    ]


def message(by: Body, chat: Body | None = None, **more: Any) -> Body:
    """Return a message of any content: text=, sticker=, poll=, reply_to_message=, message_id= …"""
    body = {"from": by, "chat": chat or private(by), **more}
    if "text" in more and "entities" not in more and (entities := found_entities(more["text"])):
        body["entities"] = entities
    return body


def message_update(text: str, by: Body, chat: Body | None = None, **more: Any) -> Body:
    """Return the update of a text."""
    return {"message": message(by, chat, text=text, **more)}


def command_update(command: str, by: Body, chat: Body | None = None, **more: Any) -> Body:
    """Return the update of a command, such as "/hoi ai được khen"."""
    return message_update(command if command.startswith("/") else f"/{command}", by, chat, **more)


def edited_update(edited: Body, text: str) -> Body:
    """Return the update of a delivered message that its author has changed."""
    kept = {key: value for key, value in edited.items() if key not in {"text", "entities"}}
    changed = message(kept.pop("from"), kept.pop("chat"), text=text, **kept)
    return {"edited_message": changed | {"edit_date": edited.get("date", 0) + 1}}


def document_update(document: Body, by: Body, chat: Body | None = None, **more: Any) -> Body:
    """Return the update of a document that `BotApi.add_file` has stored."""
    return {"message": message(by, chat, document=document, **more)}


def press_update(pressed: Body | None, data: str, by: Body, **more: Any) -> Body:
    """Return the update of a pressed button; any data, so also what no button holds."""
    query: Body = {"from": by, "chat_instance": "1", "data": data, **more}
    return {"callback_query": query | ({"message": pressed} if pressed else {})}


def member_update(chat: Body, by: Body, bot: Body, *, old: str, new: str) -> Body:
    """Return the update of the bot's own place in a chat: member, left, kicked, administrator."""
    return {
        "my_chat_member": {
            "chat": chat,
            "from": by,
            "old_chat_member": _member(bot, old),
            "new_chat_member": _member(bot, new),
        }
    }


def _member(user: Body, status: str) -> Body:
    return {"user": user, "status": status, **({"until_date": 0} if status == "kicked" else {})}


def migration_update(old: Body, new: Body, by: Body) -> Body:
    """Return the update of a group that became a supergroup, as the group is told it."""
    return {"message": message(by, old, migrate_to_chat_id=new["id"])}


def migrated_update(old: Body, new: Body, by: Body) -> Body:
    """Return the same as the supergroup is told it."""
    return {"message": message(by, new, migrate_from_chat_id=old["id"])}
