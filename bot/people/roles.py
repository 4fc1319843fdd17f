"""Roles and what each may: the one place where that is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.messages import Person

Role = Literal["member", "editor", "administrator"]
Right = Literal[
    "ask",  # questions
    "ingest",  # plans in and out
    "correct",  # answers that were called wrong
    "approve",  # who comes in: codes, invitations, group chats
    "manage",  # roles, groups, limits of plans, who goes
    "audit",  # who did what
]

_MEMBER: frozenset[Right] = frozenset({"ask"})
_EDITOR: frozenset[Right] = _MEMBER | {"ingest", "correct"}
RIGHTS: dict[Role, frozenset[Right]] = {
    "member": _MEMBER,
    "editor": _EDITOR,
    "administrator": _EDITOR | {"approve", "manage", "audit"},
}

# Whoever sits at this computer can read its files anyway: nothing is kept from them.
TERMINAL = Person(channel="terminal", id="local")
OPERATORS = frozenset({TERMINAL, Person(channel="web", id="local")})


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """Somebody who was let in. `language` is "" where they chose none; who is paused cannot be written to."""

    id: int
    name: str
    role: Role
    language: str = ""
    is_paused: bool = False
    groups: frozenset[str] = frozenset()

    def may(self, right: Right) -> bool:
        """Tell whether the role reaches this."""
        return right in RIGHTS[self.role]


# Number 0 is in no store.
OPERATOR = Member(id=0, name="", role="administrator")
