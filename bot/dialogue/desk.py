"""Desk.respond(event, link) -> Outcome: what a person gets for what they do. READ THIS FIRST.

An event is routed by its kind (KINDS), a command by its name (commands.py: COMMANDS), a button by what it is
for (pressing.py: ACTIONS). Strangers come no further than the door (knocking.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil

from bot.dialogue.commands import COMMANDS
from bot.dialogue.documents import take_document
from bot.dialogue.groups import (
    be_added,
    be_blocked,
    be_removed,
    be_unblocked,
    follow_chat,
    may_speak,
    note_joined,
    note_left,
    note_seen,
)
from bot.dialogue.helping import tell_unknown_command, tell_unreadable
from bot.dialogue.knocking import meet_stranger, tell_administrators
from bot.dialogue.means import Means
from bot.dialogue.pressing import find_press, press
from bot.dialogue.questions import answer_text
from bot.dialogue.resending import ask_whether, mark_again
from bot.dialogue.visit import Visit
from bot.events import Chat, Event, EventKind, Link, Outcome, Post
from bot.messages import Person

_MINUTE = 60.0


def run_command(visit: Visit) -> None:
    """Do what a command is for."""
    COMMANDS.get(visit.event.command.lower(), tell_unknown_command)(visit)


# What happens to chats, whoever it is that does it.
SERVICE: Mapping[EventKind, Callable[[Visit], None]] = {
    "joined": note_joined,
    "left": note_left,
    "added": be_added,
    "removed": be_removed,
    "blocked": be_blocked,
    "unblocked": be_unblocked,
    "migrated": follow_chat,
}

# What members do.
KINDS: Mapping[EventKind, Callable[[Visit], None]] = {
    "text": answer_text,
    "command": run_command,
    "press": press,
    "file": take_document,
    "unreadable": tell_unreadable,
}


class Desk:
    """Respond to events.

    Nothing is stored before `Outcome.commit` but what may be done twice: a document that an editor sent,
    a code that a stranger is given, and an invitation.
    """

    def __init__(self, means: Means) -> None:
        self._means = means

    def respond(self, event: Event, link: Link) -> Outcome:
        """Give what an event leads to. Raises what the assistant, the stores and the link raise."""
        visit = Visit(self._means, event, link)
        if event.kind in SERVICE:
            SERVICE[event.kind](visit)
        elif event.sender is None:
            return visit.outcome()
        else:
            note_seen(visit)
            if visit.member is None:
                meet_stranger(visit)
            elif event.is_addressed and not _must_wait(visit) and may_speak(visit):
                KINDS[event.kind](visit)
        return visit.outcome()

    def acknowledge(self, event: Event) -> str:
        """Give the short line to show at once where a button was pressed; "" where it does what it is for."""
        visit = Visit(self._means, event)
        found = find_press(visit)
        return visit.say(found) if isinstance(found, str) else ""

    def give_up(self, event: Event, reference: str) -> Outcome:
        """Tell whoever waits that there is no answer, with its number; tell administrators too."""
        visit = Visit(self._means, event)
        if event.kind in KINDS and event.is_addressed and visit.member is not None:
            visit.tell(visit.say("trouble.person", reference=reference), kind="notice")
        tell_administrators(
            visit, "trouble.title", "trouble", [], reference=reference, kind=event.kind, channel=event.channel
        )
        return visit.outcome()

    def ask_whether_arrived(self, row_id: int, post: Post) -> Post | None:
        """Ask, in place of an answer of which nobody knows whether it arrived, whether to send it again.

        None where it is not worth asking. Stores what its button is for.
        """
        if post.kind != "answer":
            return None
        visit = self._about(post)
        visit.post(ask_whether(visit, post, str(row_id)))
        outcome = visit.outcome()
        outcome.commit()
        return outcome.posts[0]

    def mark(self, post: Post) -> Post:
        """Mark a post that is sent again because nobody knows whether it arrived."""
        return mark_again(self._about(post), post)

    def blocked(self, channel: str, chat: str) -> None:
        """Write no more to a chat that cannot be reached: the person blocked the assistant, or is gone."""
        self._means.people.pause(Person(channel=channel, id=chat))

    def moved(self, channel: str, old: str, new: str) -> None:
        """Follow a chat to its new id."""
        self._means.people.moved(channel, old, new)
        self._means.memory.move(channel, old, new)

    def _about(self, post: Post) -> Visit:
        """Give a visit in which nobody did anything, in the chat of a post."""
        return Visit(self._means, Event(channel=post.channel, key="", kind="text", chat=Chat(id=post.chat)))

    def tidy(self) -> None:
        """Forget what is over; questions are kept for as many days as the operator set."""
        self._means.memory.tidy(self._means.clock(), keep_days=self._means.keep_days)
        self._means.people.sweep()


def _must_wait(visit: Visit) -> bool:
    """Tell whether a person asks too often; say how long to wait, once a minute."""
    people, chat, is_press = visit.means.people, visit.event.chat.id, visit.event.kind == "press"
    wait = people.must_wait(visit.person, chat, is_press=is_press)
    if wait <= 0:
        visit.later(lambda: people.wait(visit.person, chat, is_press=is_press))
        return False
    if not visit.was_told("wait", _MINUTE):
        visit.tell(visit.say("question.wait", seconds=ceil(wait)))
    return True
