"""The commands in the menu of Telegram, by language and kind of chat; their words are in the file beside."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from telegram import Bot, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

_FILE = Path(__file__).with_suffix(".toml")
# Whose program speaks Vietnamese sees the first, everybody else the second.
_LANGUAGES = {"vi": "vi", "": "en"}

_READ = tomllib.loads(_FILE.read_text("utf-8"))
_PRIVATE = frozenset(_READ["private"])
_MENUS: Mapping[str, Mapping[str, str]] = {name: _READ[name] for name in _LANGUAGES.values()}
# Every command that is understood.
COMMANDS = frozenset(name for part in ("vi", "en", "hidden") for name in _READ[part])


def menu(language: str, *, is_group: bool) -> list[tuple[str, str]]:
    """Give the names and descriptions of the commands that are offered in a kind of chat."""
    return [each for each in _MENUS[language].items() if not is_group or each[0] not in _PRIVATE]


async def offer_commands(bot: Bot) -> None:
    """Put the commands into the menu of Telegram. Raises TelegramError."""
    for code, language in _LANGUAGES.items():
        await bot.set_my_commands(
            menu(language, is_group=False), BotCommandScopeAllPrivateChats(), code or None
        )
        await bot.set_my_commands(menu(language, is_group=True), BotCommandScopeAllGroupChats(), code or None)
