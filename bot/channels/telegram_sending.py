"""Send, change and fetch at Telegram: one call each, whose failure says what became of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from telegram import (
    Bot,
    File,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, EndPointNotFound, InvalidToken

from bot.channels.telegram_faults import Faults, explain, explain_question
from bot.channels.telegram_notices import Notices
from bot.channels.telegram_secrecy import Secrets
from bot.channels.telegram_shapes import clean_line
from bot.channels.telegram_text import write_html, write_plain
from bot.errors import SendError, Undeliverable
from bot.events import Attachment, Button, Post

LARGEST_FILE = 20 * 1024 * 1024
_TOO_LARGE = "Telegram gives bots files of up to 20 MB: send a smaller one, or load it with thidua ingest"
_LONGEST_LABEL = 64
# A short while: who comes in is told to one process only, and not always to that one.
_SECONDS_COUNTED, _MOST_COUNTED = 5.0, 1000
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# Words of Telegram by which a refusal is known, in small letters.
_BAD_MARKUP = ("can't parse entities",)
_UNCHANGED = ("message is not modified",)
_NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)


class TelegramSender:
    """Calls for what goes out."""

    def __init__(self, bot: Bot, secrets: Secrets, notices: Notices, tick: Callable[[], float]) -> None:
        self._bot = bot
        self._secrets = secrets
        self._notices = notices
        self._tick = tick
        self._counted: OrderedDict[str, tuple[float, int]] = OrderedDict()

    async def send(self, post: Post) -> str:
        """Send one part, or put it in the place of another message, and give its id. Raises SendError."""
        try:
            # A text cannot become a picture: that is sent anew.
            can_edit = post.edits.isdecimal() and post.picture is None
            changed = await self._edit(post) if can_edit else ""
            return changed or await self._send(post)
        except Faults as error:
            raise self._told(error, explain(error, self._secrets, post.chat)) from error

    async def fetch(self, file: Attachment) -> bytes:
        """Give the content of a document. Raises SendError."""
        if file.size > LARGEST_FILE:
            raise Undeliverable(_TOO_LARGE)
        try:
            found = await self._bot.get_file(file.id)
            if (found.file_size or 0) > LARGEST_FILE:
                raise Undeliverable(_TOO_LARGE)
            return await self._download(found)
        except Faults as error:
            if _says(error, ("file is too big",)):
                raise Undeliverable(_TOO_LARGE) from error
            raise self._told(error, explain_question(error, self._secrets)) from error

    async def _download(self, found: File) -> bytes:
        try:
            return bytes(await found.download_as_bytearray())
        except InvalidToken as error:
            # The library takes any "not found" for a wrong token; that one was good a moment ago.
            raise Undeliverable("Telegram has the file no more: ask for it to be sent again") from error

    async def count_members(self, chat: str) -> int:
        """Give how many are in a chat besides the assistant, seconds ago at most. Raises SendError."""
        known = self._counted.get(chat)
        if known is not None and self._tick() - known[0] < _SECONDS_COUNTED:
            return known[1]
        try:
            count = await self._bot.get_chat_member_count(_address(chat))
        except Faults as error:
            raise self._told(error, explain_question(error, self._secrets, chat)) from error
        self._counted[chat] = (self._tick(), max(count - 1, 0))
        self._counted.move_to_end(chat)
        if len(self._counted) > _MOST_COUNTED:
            self._counted.popitem(last=False)
        return self._counted[chat][1]

    def forget_count(self, chat: str) -> None:
        """Count anew the next time, for somebody came or left."""
        self._counted.pop(chat, None)

    async def show_typing(self, chat: str) -> None:
        """Show for some seconds that somebody writes. Raises SendError."""
        try:
            await self._bot.send_chat_action(_address(chat), ChatAction.TYPING)
        except Faults as error:
            raise self._told(error, explain_question(error, self._secrets, chat)) from error

    def _told(self, error: Exception, found: SendError) -> SendError:
        """Tell the operator of a token that is not taken, for no message will go out until it is changed."""
        if isinstance(error, InvalidToken | EndPointNotFound):
            self._notices.tell("token", str(found))
        return found

    async def _send(self, post: Post) -> str:
        settings = _settings(post)
        if post.reply_to.isdecimal():
            settings["reply_parameters"] = ReplyParameters(
                int(post.reply_to), allow_sending_without_reply=True
            )

        async def call(text: str, markup: ParseMode | None) -> Message:
            if post.picture is not None:
                return await self._bot.send_photo(
                    photo=post.picture, caption=text or None, parse_mode=markup, **settings
                )
            return await self._bot.send_message(
                text=text, parse_mode=markup, link_preview_options=_NO_PREVIEW, **settings
            )

        return str((await _with_markup(post, call)).message_id)

    async def _edit(self, post: Post) -> str:
        """Change a message; "" where it is gone, or cannot be changed into this."""
        settings = {**_settings(post), "message_id": int(post.edits)}

        async def call(text: str, markup: ParseMode | None) -> Message | bool:
            return await self._bot.edit_message_text(
                text=text, parse_mode=markup, link_preview_options=_NO_PREVIEW, **settings
            )

        try:
            await _with_markup(post, call)
        except BadRequest as error:
            if _says(error, _NOT_EDITABLE):
                return ""
            if not _says(error, _UNCHANGED):
                raise
        return post.edits


async def _with_markup(post: Post, call: Callable[[str, ParseMode | None], Any]) -> Any:
    """Call with HTML, and where Telegram does not understand it, which is a sure refusal, without."""
    try:
        return await call(write_html(post.blocks), ParseMode.HTML)
    except BadRequest as error:
        if not _says(error, _BAD_MARKUP):
            raise
    return await call(write_plain(post.blocks), None)


def _says(error: Exception, words: tuple[str, ...]) -> bool:
    return isinstance(error, BadRequest) and any(word in error.message.casefold() for word in words)


def _settings(post: Post) -> dict[str, Any]:
    return {"chat_id": _address(post.chat), "reply_markup": _keyboard(post.buttons)}


def _keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    shown = [
        [
            InlineKeyboardButton(clean_line(each.label, _LONGEST_LABEL) or each.id, callback_data=each.id)
            for each in row
        ]
        for row in rows
        if row
    ]
    return InlineKeyboardMarkup(shown) if shown else None


def _address(chat: str) -> int | str:
    """Give a chat as Telegram takes it: its number, or the name of a public one."""
    return int(chat) if chat.removeprefix("-").isdecimal() else chat
