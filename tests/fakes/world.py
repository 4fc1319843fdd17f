"""All that the platform knows: people, chats, messages, files, presses and the menus of commands."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.fakes.keyboards import data_of
from tests.fakes.records import Records
from tests.fakes.refusals import Refusal, bad_request, forbidden

Body = dict[str, Any]
State = Literal["open", "blocked", "deactivated", "kicked"]

_STATES = {
    "blocked": "bot was blocked by the user",
    "deactivated": "user is deactivated",
    "kicked": "bot was kicked from the {type} chat",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file as the platform keeps it."""

    file_id: str
    path: str
    name: str
    content: bytes

    def body(self) -> Body:
        """Return what every kind of file says of itself."""
        unique = hashlib.sha256(self.content).hexdigest()[:16]
        return {"file_id": self.file_id, "file_unique_id": unique, "file_size": len(self.content)}


@dataclass(slots=True)
class World:
    """Keep what is known; everything is reached by the numbers of the platform."""

    bot: Body
    clock: Callable[[], float]
    records: Records
    chats: dict[int, Body] = field(default_factory=dict)
    people: dict[int, Body] = field(default_factory=dict)
    members: dict[int, dict[int, str]] = field(default_factory=dict)
    messages: dict[tuple[int, int], Body] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    queries: set[str] = field(default_factory=set)
    menus: dict[tuple[str, str], list[Body]] = field(default_factory=dict)
    _refusals: dict[int, Refusal] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def number(self) -> int:
        """Return a number that nothing else has."""
        return next(self._numbers)

    def now(self) -> int:
        """Return the time as messages are dated."""
        return int(self.clock())

    def complete(self, update: Body) -> Body:
        """Return an update with the numbers and dates that its maker left out."""
        done = dict(update)
        for kind in ("message", "edited_message", "channel_post"):
            if isinstance(update.get(kind), dict):
                done[kind] = {"message_id": self.number(), "date": self.now(), **update[kind]}
        if isinstance(update.get("callback_query"), dict):
            done["callback_query"] = {"id": str(self.number()), **update["callback_query"]}
        if isinstance(update.get("my_chat_member"), dict):
            done["my_chat_member"] = {"date": self.now(), **update["my_chat_member"]}
        return done

    def learn(self, update: Any) -> int:
        """Take in whom and what an update names, of whatever shape it is; return the chat that it is of."""
        parts = list(update.values()) if isinstance(update, dict) else []
        for part in (part for part in parts if isinstance(part, dict)):
            sender, chat = part.get("from"), part.get("chat")
            message = part if "message_id" in part else part.get("message")
            if "data" in part and isinstance(part.get("id"), str):
                self.queries.add(part["id"])
            chat = chat or (message.get("chat") if isinstance(message, dict) else None)
            self._meet(sender, chat)
            if isinstance(chat, dict) and type(chat.get("id")) is int:
                self._keep(chat["id"], part, message)
                self._follow(chat, part.get("new_chat_member"))
                return int(chat["id"])
        return 0

    def _keep(self, chat_id: int, part: Body, message: Any) -> None:
        """Keep a message as it was last written; one that a press only mentions may be out of date."""
        if isinstance(message, dict) and type(message.get("message_id")) is int:
            key = chat_id, message["message_id"]
            self.messages[key] = message if message is part else self.messages.get(key, message)

    def _follow(self, chat: Body, bot: Any) -> None:
        """Refuse what is sent to where the bot is no more."""
        user = bot.get("user") if isinstance(bot, dict) else None
        if not isinstance(user, dict) or user.get("id") != self.bot["id"]:
            return
        status = bot["status"] if isinstance(bot.get("status"), str) else None
        if status in {"kicked", "left"}:
            self.set_state(chat["id"], "blocked" if chat.get("type") == "private" else "kicked")
        elif status is not None:
            self.set_state(chat["id"], "open")

    def _meet(self, sender: Any, chat: Any) -> None:
        if isinstance(sender, dict) and type(sender.get("id")) is int:
            self.people[sender["id"]] = sender
        if isinstance(chat, dict) and type(chat.get("id")) is int:
            self.chats.setdefault(chat["id"], chat)
            if isinstance(sender, dict) and type(sender.get("id")) is int:
                self.members.setdefault(chat["id"], {}).setdefault(sender["id"], "member")

    def set_state(self, chat_id: int, state: State) -> None:
        """Let a chat refuse what the bot sends, or take it again."""
        self._refusals.pop(chat_id, None)
        if state != "open":
            kind = self.chats.get(chat_id, {}).get("type", "group")
            self._refusals[chat_id] = forbidden(_STATES[state].format(type=kind))

    def migrate(self, old: int, new: Body) -> None:
        """Turn a group into a supergroup."""
        self.chats[new["id"]] = new
        self.members[new["id"]] = dict(self.members.get(old, {}))
        self._refusals[old] = bad_request(
            "group chat was upgraded to a supergroup chat", migrate_to_chat_id=new["id"]
        )

    def chat(self, wish: str) -> Body:
        """Return the chat that a parameter names and that can be written to."""
        if not wish:
            raise bad_request("chat_id is empty")
        chat = self.chats.get(int(wish)) if wish.lstrip("-").isdecimal() else self._named(wish)
        if chat is None:
            raise self._unknown(wish)
        if refusal := self._refusals.get(chat["id"]):
            raise Refusal(refusal.code, refusal.description, **refusal.parameters)
        return chat

    def _named(self, wish: str) -> Body | None:
        return next((chat for chat in self.chats.values() if "@" + str(chat.get("username")) == wish), None)

    def _unknown(self, wish: str) -> Refusal:
        if wish.isdecimal() and int(wish) in self.people:
            return forbidden("bot can't initiate conversation with a user")
        return bad_request("chat not found")

    def message(self, chat_id: int, number: int, missing: str) -> Body:
        """Return a message; 400 with these words where it is not there."""
        if (chat_id, number) not in self.messages:
            raise bad_request(missing)
        return self.messages[chat_id, number]

    def add_file(self, name: str, content: bytes) -> StoredFile:
        """Keep a file."""
        number = self.number()
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        folder = "photos" if suffix in {"jpg", "png"} else "documents"
        stored = StoredFile(
            file_id=f"file-{number}", path=f"{folder}/file_{number}.{suffix}", name=name, content=content
        )
        self.files[stored.file_id] = stored
        return stored

    def file_at(self, path: str) -> bytes | None:
        """Return the content of a file by its path, None where there is none."""
        return next((stored.content for stored in self.files.values() if stored.path == path), None)

    def pressed_data(self, message: Body, label: str) -> str:
        """Return what the button of this label sends, on the message as it is now."""
        key = message["chat"]["id"], message["message_id"]
        return data_of(self.messages.get(key, message).get("reply_markup"), label)
