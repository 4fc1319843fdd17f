"""Who takes part in a storm of hostile updates, and what one of them is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.fakes.update_bodies import Body


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who takes part: people by what they may, groups by whether the assistant may speak there.

    The fickle block the assistant and come back; the assistant is put out of the loose groups and in again.
    """

    bot: Body
    strangers: Sequence[Body]
    members: Sequence[Body]
    editors: Sequence[Body]
    administrators: Sequence[Body]
    fickle: Sequence[Body]
    approved: Sequence[Body]
    closed: Sequence[Body]
    loose: Sequence[Body]

    @property
    def insiders(self) -> Sequence[Body]:
        return [*self.members, *self.editors, *self.administrators]

    @property
    def people(self) -> Sequence[Body]:
        return [*self.strangers, *self.insiders, *self.fickle]

    @property
    def groups(self) -> Sequence[Body]:
        return [*self.approved, *self.closed, *self.loose]


@dataclass(frozen=True, kw_only=True)
class Blow:
    """One update; `wants_word` is the message that its sender must get a word about, 0 where none is due."""

    kind: str
    body: Body
    chat: int = 0
    wants_word: int = 0


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A button that was shown: what it sends, and in which chat below which message."""

    data: str
    label: str
    chat: int
    message: int
