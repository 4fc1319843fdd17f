"""The menus of commands, by scope and language."""

from __future__ import annotations

import json
import re

from tests.fakes.calls import Call
from tests.fakes.refusals import bad_request
from tests.fakes.world import Body, World

MOST_COMMANDS = 100
_SCOPES = {
    "default": set[str](),
    "all_private_chats": set[str](),
    "all_group_chats": set[str](),
    "all_chat_administrators": set[str](),
    "chat": {"chat_id"},
    "chat_administrators": {"chat_id"},
    "chat_member": {"chat_id", "user_id"},
}


def set_my_commands(world: World, call: Call) -> bool:
    """Put a menu in the place of the one that is there."""
    commands = call.nested("commands", "commands")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.menus[_place(call)] = [_checked(command) for command in commands]
    return True


def get_my_commands(world: World, call: Call) -> list[Body]:
    """Return the menu of this very scope and language, [] where there is none."""
    return world.menus.get(_place(call), [])


def delete_my_commands(world: World, call: Call) -> bool:
    """Take a menu away."""
    world.menus.pop(_place(call), None)
    return True


def _place(call: Call) -> tuple[str, str]:
    language = call.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    scope = call.nested("scope", "BotCommandScope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind not in _SCOPES or not _SCOPES[kind] <= scope.keys():
        raise bad_request("can't parse BotCommandScope: unsupported type or missing chat")
    return json.dumps(scope, sort_keys=True), language


def _checked(command: Body) -> Body:
    if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", "")).removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", "")).strip()) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command["command"].removeprefix("/"), "description": command["description"]}
