"""Buttons that are pressed. ACTIONS is the visible table: what each does, checked anew at every press."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from bot.dialogue.answers_again import mark_right, mark_wrong, offer_others, show_citations, turn_others
from bot.dialogue.cards import show_card, show_facts, show_picture
from bot.dialogue.commands import choose_kind, choose_second, compare_by
from bot.dialogue.documents import undo
from bot.dialogue.groups import approve_group
from bot.dialogue.knocking import press_approve, press_decline, turn_people
from bot.dialogue.plan_lists import turn_list
from bot.dialogue.preferences import choose_language, forget, keep, press_to_forget
from bot.dialogue.resending import send_again

if TYPE_CHECKING:
    from bot.dialogue.visit import Action, Visit
    from bot.store.presses import Press

ACTIONS: Mapping[str, Callable[[Visit, Action], None]] = {
    "citations": show_citations,
    "others": offer_others,
    "again": turn_others,
    "right": mark_right,
    "wrong": mark_wrong,
    "list": turn_list,
    "card": show_card,
    "facts": show_facts,
    "picture": show_picture,
    "compare": choose_second,
    "compare_two": choose_kind,
    "compare_by": compare_by,
    "language": choose_language,
    "ask_to_forget": press_to_forget,
    "forget": forget,
    "keep": keep,
    "approve": press_approve,
    "decline": press_decline,
    "approve_group": approve_group,
    "people": turn_people,
    "undo": undo,
    "resend": send_again,
}


def press(visit: Visit) -> None:
    """Do what the button is for; nothing where it is not this person's."""
    found = find_press(visit)
    if isinstance(found, str):
        return
    do = ACTIONS.get(found.action.get("do", ""))
    if do is not None:
        do(visit, found.action)


def find_press(visit: Visit) -> Press | str:
    """Give the button, or the key of the line that says why it cannot be pressed.

    A button is of one chat, and of one person unless it stands in a group and is nobody's own: there whoever
    may ask may press it, and sees what everybody there may see.
    """
    event = visit.event
    # Ids are plain letters: what is none is not even looked for, as it may be what no database takes.
    found = visit.means.memory.presses.find(event.button) if event.button.isascii() else None
    if visit.member is None:
        return "press.not_yours"
    if found is None:
        return "press.old"
    if found.channel != event.channel or found.chat != event.chat.id:
        return "press.not_yours"
    if found.person and found.person != visit.person.id:
        return "press.not_yours"
    return found
