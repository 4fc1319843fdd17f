"""Help: what can be asked and sent, by what a person may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.questions import answer_text
from bot.people.roles import Right
from corpus.readers import READERS

if TYPE_CHECKING:
    from bot.dialogue.visit import Visit

_RIGHTS: tuple[Right, ...] = ("ingest", "approve")


def show_help(visit: Visit) -> None:
    """Show what can be done."""
    types = ", ".join(suffix for suffix in READERS if suffix)
    visit.tell(visit.fill("help", rights=rights_of(visit), types=types))


def welcome(visit: Visit) -> None:
    """Greet a member who starts the talk anew."""
    name = visit.member.name if visit.member else ""
    visit.tell(visit.fill("welcome", name=name))


def rights_of(visit: Visit) -> list[Right]:
    """Give what a person may do beyond asking."""
    member = visit.member
    return [right for right in _RIGHTS if member is not None and member.may(right)]


def tell_unreadable(visit: Visit) -> None:
    """Say what can be sent where something came that cannot be read; answer the words that came with it."""
    key = f"unreadable.{visit.event.what}"
    what = visit.say(key) if visit.means.wording.knows(key) else visit.say("unreadable.other")
    if visit.event.text.strip():
        answer_text(visit, mark=visit.say("unreadable.words", what=what))
    else:
        visit.tell(visit.say("unreadable.line", what=what))


def tell_unknown_command(visit: Visit) -> None:
    """Say where the commands are listed."""
    visit.tell(visit.say("command.unknown"))
