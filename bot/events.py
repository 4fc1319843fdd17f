"""What comes in from a channel, and what goes out to it, as the inbox and the outbox keep them.

An `Event` is one thing that happened in a chat; a `Post` is one message that is to be shown there. Neither
knows the markup of any channel: a channel reads its own updates into events, and renders posts itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.messages import Person

EventKind = Literal[
    "text",  # something was typed
    "command",  # "/han tây ninh": `command` is "han", `text` the rest
    "press",  # a button: `button` is its id
    "file",  # a document: `file`
    "unreadable",  # a sticker, a voice, a picture: `what` names it
    "joined",  # `members` came into a group
    "left",  # `members` left a group
    "added",  # the assistant was put into a group
    "removed",  # the assistant was put out of a group
    "blocked",  # the person wants no more messages
    "unblocked",  # … and wants them again
    "migrated",  # the chat has a new id: `moved_to`
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Chat:
    """Where something is said: with one person, or in a group; who is not in a public one can read it too."""

    id: str
    is_group: bool = False
    title: str = ""
    is_public: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A document that was sent: `id` is what the channel fetches it by, `size` bytes or 0 where unknown."""

    id: str
    name: str
    size: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One thing that happened in a chat; `key` is unique in its channel, so that it is taken in once.

    `sender` is who did it (None where the channel does not say), `name` and `language` what the channel says
    of them. `message` is the id of the message in the channel, for a reply to it. `is_addressed` is false for
    what is said in a group without speaking to the assistant; `is_edited` tells that the message was changed.
    `at` is when, in seconds since 1970.
    """

    channel: str
    key: str
    kind: EventKind
    chat: Chat
    sender: Person | None = None
    name: str = ""
    language: str = ""
    message: str = ""
    text: str = ""
    command: str = ""
    button: str = ""
    file: Attachment | None = None
    what: str = ""
    members: tuple[Person, ...] = ()
    moved_to: str = ""
    is_addressed: bool = True
    is_edited: bool = False
    at: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A stretch of a post in plain text: running text, a title, or a quotation that may be folded."""

    text: str
    kind: Literal["text", "title", "quote"] = "text"


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """A button below a post: what is written on it, and the id that comes back when it is pressed."""

    label: str
    id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """One message that is to be shown in a chat.

    `picture` is a PNG, of which the blocks are the caption. `edits` is the id of the message whose place it
    takes. What is `important` is sent once more, marked, where nobody knows whether it arrived. `scope` is a
    digest of the plans that might be seen where it was made, "" where no plan was looked at.
    """

    channel: str
    chat: str
    blocks: tuple[Block, ...]
    kind: str = "answer"
    buttons: tuple[tuple[Button, ...], ...] = ()
    reply_to: str = ""
    picture: bytes | None = None
    edits: str = ""
    important: bool = False
    scope: str = ""


def _nothing() -> None:
    """Store nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What an event leads to: posts, and what is stored in the transaction that closes the event."""

    posts: tuple[Post, ...] = ()
    commit: Callable[[], None] = _nothing


class Link(Protocol):
    """The open line to the channel of an event while it is answered. Called from worker threads."""

    def fetch(self, file: Attachment) -> bytes:
        """Give the content of a document. Raises SendError."""
        ...

    def count_members(self, chat: str) -> int | None:
        """Give how many are in a chat, the assistant left out; None where the channel does not say."""
        ...


# Gives the short line that is shown at once where a button was pressed; quick, and without side effects.
Acknowledge = Callable[[Event], str]


class Take(Protocol):
    """Takes events in: once it returns, they are stored, and the channel may forget them."""

    async def __call__(self, events: Sequence[Event]) -> None:
        """Store the events; those that were stored before are left out. Raises IntakeFailed."""
        ...
