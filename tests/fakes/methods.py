"""The table of methods that are answered from what is known. Updates and webhooks are in `bot_api`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.fakes import menus, sending
from tests.fakes.calls import Call
from tests.fakes.refusals import bad_request
from tests.fakes.world import Body, World

MOST_DOWNLOAD_BYTES = 20 * 1024 * 1024

Method = Callable[[World, Call], Any]


def get_me(world: World, call: Call) -> Body:
    """Return the bot."""
    return world.bot


def get_file(world: World, call: Call) -> Body:
    """Return where a file can be had."""
    stored = world.files.get(call.text("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > MOST_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return stored.body() | {"file_path": stored.path}


def get_chat(world: World, call: Call) -> Body:
    """Return a chat with what only this method tells."""
    more = {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }
    return world.chat(call.text("chat_id")) | more


def get_chat_member(world: World, call: Call) -> Body:
    """Return what somebody is in a chat."""
    chat, number = world.chat(call.text("chat_id")), call.number("user_id")
    status = world.members.get(chat["id"], {}).get(number)
    if status is None or number not in world.people:
        raise bad_request("member not found")
    return _member(world, number, status)


def get_chat_administrators(world: World, call: Call) -> list[Body]:
    """Return those who lead a chat."""
    chat = world.chat(call.text("chat_id"))
    return [
        _member(world, number, status)
        for number, status in world.members.get(chat["id"], {}).items()
        if status in {"creator", "administrator"}
    ]


def get_chat_member_count(world: World, call: Call) -> int:
    """Count the people in a chat, the bot included."""
    chat = world.chat(call.text("chat_id"))
    statuses = world.members.get(chat["id"], {})
    return 1 + sum(status not in {"left", "kicked"} for status in statuses.values())


def leave_chat(world: World, call: Call) -> bool:
    """Go from a chat."""
    chat = world.chat(call.text("chat_id"))
    world.set_state(chat["id"], "kicked")
    return True


def agree(world: World, call: Call) -> bool:
    """Say yes to what changes nothing that a test could see."""
    return True


_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def _member(world: World, number: int, status: str) -> Body:
    rights: dict[str, Body] = {
        "administrator": dict.fromkeys(_RIGHTS, False),
        "creator": {"is_anonymous": False},
        "kicked": {"until_date": 0},
    }
    return {"user": world.people[number], "status": status, **rights.get(status, {})}


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": sending.edit_message_text,
    "editMessageCaption": sending.edit_message_caption,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": sending.delete_message,
    "answerCallbackQuery": sending.answer_callback_query,
    "setMyCommands": menus.set_my_commands,
    "getMyCommands": menus.get_my_commands,
    "deleteMyCommands": menus.delete_my_commands,
    "getFile": get_file,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "setMyName": agree,
    "setMyDescription": agree,
    "setMyShortDescription": agree,
    "setChatMenuButton": agree,
    "setMyDefaultAdministratorRights": agree,
    "logOut": agree,
    "close": agree,
}
