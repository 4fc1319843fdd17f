"""A raw update of Telegram in, an `Event` out, or None where it is nothing to the assistant. Pure.

Fields as in the Bot API (core.telegram.org/bots/api#update). Any of them may be missing or of a wrong type:
what cannot be read counts as not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from bot.channels.telegram_said import Said, read_said
from bot.channels.telegram_shapes import (
    CHANNEL,
    child,
    children,
    clean_line,
    number,
    read_chat,
    read_language,
    read_name,
    read_person,
    words,
)
from bot.events import Attachment, Chat, Event
from bot.messages import Person

# What is asked of Telegram; it sends nothing else.
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")
# What a message can hold that nobody here reads, by its field: the `what` of an event.
UNREADABLE = (
    "sticker", "voice", "video_note", "animation", "photo", "video", "audio", "live_photo", "paid_media",
    "story", "location", "venue", "contact", "poll", "dice", "game", "checklist", "invoice", "giveaway",
)  # fmt: skip
_LONGEST_FILE_NAME, _LONGEST_FILE_ID, _LONGEST_BUTTON = 255, 512, 64
_INSIDE = ("creator", "administrator", "member")
_OUTSIDE = ("left", "kicked")

Body = Mapping[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Me:
    """The account of the assistant: what it is mentioned and replied by."""

    id: int
    username: str


def update_number(update: object) -> int | None:
    """Give the number of an update; None where it has none, so that it cannot be confirmed."""
    found = number(update, "update_id") if isinstance(update, Mapping) else None
    return found if found is not None and found >= 0 else None


def press_id(update: object) -> str:
    """Give what the press of a button is to be answered by; "" where the update is none."""
    return clean_line(words(child(update, "callback_query"), "id"), _LONGEST_FILE_ID)


def read_update(update: object, me: Me, now: float) -> Event | None:
    """Read one update that came in at `now` (seconds since 1970)."""
    key = update_number(update)
    if key is None:
        return None
    for field, read in _READERS.items():
        body = child(update, field)
        if body:
            event = read(body, me)
            return event and replace(event, key=str(key), at=event.at or now)
    return None


def _begin(body: Body, chat: Chat, moment: str = "date") -> Event:
    """Make the part of an event that all have."""
    sender = child(body, "from")
    seconds = number(body, moment) or 0
    return Event(
        channel=CHANNEL, key="", kind="text", chat=chat,
        sender=read_person(sender), name=read_name(sender), language=read_language(sender),
        at=float(seconds) if 0 < seconds < 1 << 40 else 0.0,
    )  # fmt: skip


def _read_place_of(body: Body, sender: Body) -> Chat | None:
    """Read where somebody says or presses something; None where nobody can.

    A chat with one person bears that person's number: where another would speak in it, somebody would be
    shown what is for the other's eyes.
    """
    chat, person = read_chat(child(body, "chat")), read_person(sender)
    if chat is None or chat.is_group:
        return chat
    return chat if person is not None and person.id == chat.id else None


def _read_message(body: Body, me: Me) -> Event | None:
    chat = _read_place_of(body, child(body, "from"))
    if chat is None:
        return None
    begun = replace(_begin(body, chat), message=str(number(body, "message_id") or ""))
    return _read_move(body, begun) or _read_company(body, begun, me) or _read_content(body, begun, me)


def _read_edited(body: Body, me: Me) -> Event | None:
    """Read a changed message; of one that was never read (a moving location) no change is read either."""
    chat = _read_place_of(body, child(body, "from"))
    if chat is None:
        return None
    begun = _begin(body, chat, "edit_date")
    event = _read_content(body, replace(begun, message=str(number(body, "message_id") or "")), me)
    if event is None or event.kind not in ("text", "command"):
        return None
    return replace(event, is_edited=True)


def _read_move(body: Body, begun: Event) -> Event | None:
    """Read that a group became a supergroup, which is told in the old chat and in the new one."""
    new, old = number(body, "migrate_to_chat_id"), number(body, "migrate_from_chat_id")
    # Groups have numbers below zero. Nothing of a group goes over to a person, nor the other way round.
    if not begun.chat.is_group or int(begun.chat.id) >= 0:
        return None
    if new is not None and new < 0:
        return replace(begun, kind="migrated", moved_to=str(new))
    if old is not None and old < 0:
        return replace(begun, kind="migrated", chat=replace(begun.chat, id=str(old)), moved_to=begun.chat.id)
    return None


def _read_company(body: Body, begun: Event, me: Me) -> Event | None:
    """Read who came into a group or left it; that it was the assistant is told by another update."""
    came = _others(children(body, "new_chat_members"), me)
    if came:
        return replace(begun, kind="joined", members=came)
    gone = _others([child(body, "left_chat_member")], me)
    return replace(begun, kind="left", members=gone) if gone else None


def _read_content(body: Body, begun: Event, me: Me) -> Event | None:
    """Read what somebody says; None for other programs, for channels, and for what says nothing."""
    event = _name_speaker(body, begun)
    if event is None:
        return None
    said = read_said(body, me.id, me.username)
    event = replace(event, is_addressed=said.is_addressed or not event.chat.is_group)
    read = _read_file(body, event, said) or _read_words(body, event, said)
    # What is not said to the assistant is not its business: it keeps that somebody spoke, not what.
    return read if read is None or read.is_addressed else event


def _name_speaker(body: Body, begun: Event) -> Event | None:
    """Tell who speaks: a person, or an administrator of the group who does not show who they are."""
    behind = child(body, "sender_chat")
    if behind:
        hidden = replace(begun, sender=None, name="", language="")
        return hidden if str(number(behind, "id")) == begun.chat.id else None
    return None if child(body, "from").get("is_bot") is True else begun


def _read_file(body: Body, event: Event, said: Said) -> Event | None:
    """Read a document; Telegram tells an animation as a document too."""
    document = child(body, "document")
    if not document or body.get("animation"):
        return None
    file = Attachment(
        id=clean_line(words(document, "file_id"), _LONGEST_FILE_ID),
        name=clean_line(words(document, "file_name"), _LONGEST_FILE_NAME),
        size=max(number(document, "file_size") or 0, 0),
    )
    if not file.id:
        return replace(event, kind="unreadable", what="document", text=said.text)
    return replace(event, kind="file", file=file, text=said.text)


def _read_words(body: Body, event: Event, said: Said) -> Event | None:
    what = next((field for field in UNREADABLE if body.get(field)), "")
    if said.command:
        return replace(event, kind="command", command=said.command, text=said.text, what=what)
    if what:
        return replace(event, kind="unreadable", what=what, text=said.text)
    return replace(event, text=said.text) if said.has_text else None


def _read_press(body: Body, me: Me) -> Event | None:
    """Read the press of a button. Its message may be too old to be shown, but its chat is told."""
    message = child(body, "message")
    chat = _read_place_of(message, child(body, "from"))
    button = words(body, "data")
    if chat is None or read_person(child(body, "from")) is None or not button:
        return None
    # The date of the message is not that of the press, which Telegram does not tell.
    return replace(
        _begin(body, chat, ""),
        kind="press",
        button=clean_line(button, _LONGEST_BUTTON),
        message=str(number(message, "message_id") or "") if _may_change(message, chat, button) else "",
    )


def _may_change(message: Body, chat: Chat, button: str) -> bool:
    """Tell whether what a press leads to may take the place of its message.

    A program of somebody's own can press any button below any message (core.telegram.org/bots/api:
    CallbackQuery.data): in a group it would put one answer in the place of another's. A message that is too
    old to be shown (date 0) cannot be changed either.
    """
    if not chat.is_group or number(message, "date") == 0:
        return True
    rows = child(message, "reply_markup").get("inline_keyboard")
    return isinstance(rows, list) and any(
        isinstance(each, Mapping) and each.get("callback_data") == button
        for row in rows
        if isinstance(row, list)
        for each in row
    )


def _read_own_place(body: Body, me: Me) -> Event | None:
    """Read that the assistant was put into a group or out of it, or that a person blocked it."""
    chat = read_chat(child(body, "chat"))
    before = _is_inside(child(body, "old_chat_member"))
    after = _is_inside(child(body, "new_chat_member"))
    if chat is None or after is None or (chat.is_group and before == after):
        return None
    if chat.is_group:
        return replace(_begin(body, chat), kind="added" if after else "removed")
    return replace(_begin(body, chat), kind="unblocked" if after else "blocked")


def _read_place(body: Body, me: Me) -> Event | None:
    """Read that somebody came into a group or left it, as it is told to its administrators."""
    chat = read_chat(child(body, "chat"))
    now = child(body, "new_chat_member")
    before, after = _is_inside(child(body, "old_chat_member")), _is_inside(now)
    who = _others([child(now, "user")], me)
    if chat is None or not chat.is_group or after is None or before == after or not who:
        return None
    return replace(_begin(body, chat), kind="joined" if after else "left", members=who)


def _is_inside(member: Body) -> bool | None:
    """Tell whether somebody is in a chat; None where that is not said."""
    status = member.get("status")
    if status == "restricted":
        return member.get("is_member") is True
    return True if status in _INSIDE else False if status in _OUTSIDE else None


def _others(people: Iterable[Body], me: Me) -> tuple[Person, ...]:
    found = (read_person(each) for each in people)
    return tuple(each for each in found if each is not None and each.id != str(me.id))


_READERS: dict[str, Callable[[Body, Me], Event | None]] = {
    "message": _read_message,
    "edited_message": _read_edited,
    "callback_query": _read_press,
    "my_chat_member": _read_own_place,
    "chat_member": _read_place,
}
