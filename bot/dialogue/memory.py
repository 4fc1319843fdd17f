"""Memory: all that is remembered of talks, store by store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.store.answers import Answers
from bot.store.documents import Documents
from bot.store.feedback import Feedback
from bot.store.notices import Notices
from bot.store.presses import Presses
from bot.store.turns import Turns

if TYPE_CHECKING:
    from corpus.connections import Connections

DAY = 24 * 3600.0
TURN_SECONDS = 30 * 60.0
KEEP_BUTTONS_DAYS = 400


@dataclass(frozen=True, kw_only=True)
class Memory:
    """What is remembered of talks; every method of it raises StoreError and its kinds."""

    connections: Connections
    turns: Turns
    presses: Presses
    answers: Answers
    feedback: Feedback
    notices: Notices
    documents: Documents

    @classmethod
    def of(cls, connections: Connections) -> Memory:
        """Join the stores of a database."""
        return cls(
            connections=connections,
            turns=Turns(connections), presses=Presses(connections), answers=Answers(connections),
            feedback=Feedback(connections), notices=Notices(connections),
            documents=Documents(connections),
        )  # fmt: skip

    def move(self, channel: str, old: str, new: str) -> None:
        """Follow a chat to its new id."""
        with self.connections.write():
            self.turns.move(channel, old, new)
            self.presses.move(channel, old, new)
            self.answers.move(channel, old, new)

    def tidy(self, now: float, *, keep_days: int = KEEP_BUTTONS_DAYS) -> None:
        """Forget what is over: questions and answers after so many days, buttons after 400 at most.

        What was marked stays until a person wants to be forgotten.
        """
        kept = now - min(keep_days, KEEP_BUTTONS_DAYS) * DAY
        with self.connections.write():
            self.turns.forget_before(now - TURN_SECONDS)
            self.answers.forget_before(kept)
            self.presses.forget_before(now - KEEP_BUTTONS_DAYS * DAY)
            self.documents.forget_before(kept)
            self.notices.forget_before(now - DAY)
