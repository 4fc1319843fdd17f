"""Settings of a person: the language, what is kept, and how to be forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.visit import language_of

if TYPE_CHECKING:
    from bot.dialogue.visit import Action, Visit
    from bot.messages import Language

_LANGUAGES = ("vi", "en", "")


def show_preferences(visit: Visit) -> None:
    """Show the settings, with buttons to change them."""
    _show(visit, visit.member.language if visit.member else "")


def choose_language(visit: Visit, action: Action) -> None:
    """Keep the language that was chosen, and show the settings in it."""
    wanted = action["language"]
    visit.later(lambda: visit.means.people.choose_language(visit.person, wanted))
    speaking: Language = language_of(wanted or visit.event.language)
    visit.language = speaking
    _show(visit, wanted, edits=visit.event.message)


def ask_to_forget(visit: Visit) -> None:
    """Ask whether everything about the person is to be deleted."""
    _ask_to_forget(visit)


def press_to_forget(visit: Visit, _: Action) -> None:
    """Ask the same where the button of the settings was pressed."""
    _ask_to_forget(visit)


def forget(visit: Visit, _: Action) -> None:
    """Delete everything about the person, who is a stranger then."""
    visit.later(lambda: visit.means.people.forget(visit.person))
    visit.tell(visit.say("forget.done"))


def keep(visit: Visit, _: Action) -> None:
    """Leave everything as it is."""
    visit.tell(visit.say("forget.kept"), edits=visit.event.message)


def _show(visit: Visit, chosen: str, edits: str = "") -> None:
    row = [
        visit.button(
            visit.say("preferences.chosen", label=label) if code == chosen else label,
            {"do": "language", "language": code},
            personal=True,
        )
        for code in _LANGUAGES
        for label in [visit.say(f"preferences.language_{code or 'auto'}")]
    ]
    forget_row = [visit.button(visit.say("buttons.forget"), {"do": "ask_to_forget"}, personal=True)]
    text = visit.fill("preferences", language=visit.say(f"preferences.language_{chosen or 'auto'}"))
    visit.tell(text, buttons=[row, forget_row], edits=edits)


def _ask_to_forget(visit: Visit) -> None:
    row = [
        visit.button(visit.say("forget.yes"), {"do": "forget"}, personal=True),
        visit.button(visit.say("forget.no"), {"do": "keep"}, personal=True),
    ]
    visit.tell(visit.fill("forget", name=visit.member.name if visit.member else ""), buttons=[row])
