"""What the people's room hands out."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages import Person
from bot.people.roles import Member, Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Knock:
    """What a stranger is told: a code and when it ends, or how many seconds to wait where `code` is empty.

    `is_new` tells whether administrators should hear of it: a second knock gets the same code again.
    """

    code: str = ""
    expires: float = 0.0
    wait: float = 0.0
    is_new: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Pending:
    """Somebody who waits with a code."""

    person: Person
    code: str
    name: str
    chat: str
    expires: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Approved:
    """Somebody who was let in just now, and the chat to tell them in."""

    member: Member
    person: Person
    chat: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """Somebody to be told, and where."""

    person: Person
    chat: str
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitation:
    """An invitation as its maker gets it, once: nothing that is kept gives the token back."""

    token: str
    expires: float


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenInvitation:
    """An invitation that nobody used yet."""

    id: int
    role: Role
    groups: frozenset[str]
    name: str
    expires: float


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupChat:
    """A group chat that the assistant is in; it says nothing there until it is approved."""

    id: int
    channel: str
    chat: str
    title: str
    is_approved: bool
