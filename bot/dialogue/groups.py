"""What happens to chats: people come and go, groups are approved, people block the assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.knocking import may_approve, tell_administrators
from bot.errors import UnknownChat
from bot.events import Block, Post
from bot.people.names import clean_name

if TYPE_CHECKING:
    from bot.dialogue.visit import Action, Visit

_HOUR = 3600.0


def note_joined(visit: Visit) -> None:
    """Note who came into a group."""
    _note_members(visit, joined=True)


def note_left(visit: Visit) -> None:
    """Note who left a group."""
    _note_members(visit, joined=False)


def be_added(visit: Visit) -> None:
    """Note a group that the assistant was put into, and ask administrators whether it may speak there."""
    event = visit.event
    people = visit.means.people
    is_stranger = visit.member is None
    was_told = visit.was_told("added", _HOUR, by_chat=not is_stranger, anywhere=is_stranger)
    if is_stranger and was_told:
        # Whoever puts it into group after group is told of once; a group counts when a member speaks there.
        return
    visit.later(lambda: people.note_group(event.channel, event.chat.id, event.chat.title))
    if was_told:
        return
    action = {
        "do": "approve_group", "channel": event.channel, "chat": event.chat.id,
        "title": clean_name(event.chat.title),
    }  # fmt: skip
    tell_administrators(
        visit, "group.title", "group", [action],
        group=clean_name(event.chat.title), name=clean_name(event.name), is_stranger=is_stranger,
    )  # fmt: skip


def may_speak(visit: Visit) -> bool:
    """Tell whether the chat is one where the assistant may speak; say that a group waits for its approval."""
    event = visit.event
    if not event.chat.is_group:
        return True
    known = [
        one for one in visit.means.people.chats() if (one.channel, one.chat) == (event.channel, event.chat.id)
    ]
    if any(one.is_approved for one in known):
        return True
    if not known:
        # The channel did not tell that the assistant was put into it.
        be_added(visit)
    if not visit.was_told("closed", _HOUR, by_chat=True):
        visit.tell(visit.say("group.closed"))
    return False


def note_seen(visit: Visit) -> None:
    """Note that somebody was seen in a group: who is there decides what may be said."""
    event, person = visit.event, visit.person
    # Who left can still press what they see, and change what they wrote.
    if event.chat.is_group and event.kind != "press" and not event.is_edited:
        people = visit.means.people
        visit.later(lambda: people.note_members(event.channel, event.chat.id, joined=(person,), left=()))


def be_removed(visit: Visit) -> None:
    """Forget a group that the assistant was put out of."""
    event = visit.event
    visit.later(lambda: visit.means.people.leave_group(event.channel, event.chat.id))


def approve_group(visit: Visit, action: Action) -> None:
    """Let the assistant speak in a group, and greet it."""
    if not may_approve(visit):
        return
    try:
        visit.rehearse(
            lambda: visit.means.people.approve_group(action["channel"], action["chat"], by=visit.person)
        )
    except UnknownChat:
        visit.tell(visit.say("group.gone"), edits=visit.event.message)
        return
    visit.tell(visit.say("group.approved", group=action["title"]), edits=visit.event.message)
    visit.post(
        Post(
            channel=action["channel"],
            chat=action["chat"],
            kind="notice",
            blocks=(Block(text=visit.say("group.hello")),),
        )
    )


def be_blocked(visit: Visit) -> None:
    """Write no more to somebody who does not want it."""
    visit.later(lambda: visit.means.people.pause(visit.person))


def be_unblocked(visit: Visit) -> None:
    """Write again to somebody who wants it again."""
    visit.later(lambda: visit.means.people.resume(visit.person))


def follow_chat(visit: Visit) -> None:
    """Follow a chat to its new id, in all that names it."""
    event = visit.event

    def move() -> None:
        visit.means.people.moved(event.channel, event.chat.id, event.moved_to)
        visit.means.memory.move(event.channel, event.chat.id, event.moved_to)

    if event.moved_to:
        visit.later(move)


def _note_members(visit: Visit, *, joined: bool) -> None:
    event = visit.event
    came, went = (event.members, ()) if joined else ((), event.members)
    visit.later(lambda: visit.means.people.note_members(event.channel, event.chat.id, joined=came, left=went))
