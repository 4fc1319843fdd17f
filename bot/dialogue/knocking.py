"""The door: strangers get a code and nothing else; administrators let them in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.dialogue.greeting import greet
from bot.dialogue.plan_lists import turning_row
from bot.dialogue.questions import title
from bot.dialogue.visit import language_of
from bot.dialogue.wording import LANGUAGES
from bot.errors import AlreadyMember, CodeUsed, InvitationRefused, TooManyWrongCodes, UnknownCode
from bot.events import Block, Post
from bot.people.names import clean_name
from corpus.text import fold

if TYPE_CHECKING:
    from bot.dialogue.visit import Action, Visit
    from bot.people.roles import Role

_MINUTE, _HOUR = 60.0, 3600.0
_PEOPLE_A_PAGE = 20
_LONGEST_TOKEN = 64
# Tokens cannot be guessed; this keeps the guessing from costing anything.
_SECONDS_BETWEEN = 5.0
_CODE_AND_ROLE = re.compile(r"(?P<code>[\d .-]{1,20}?)(?P<role>(?:\s+[^\d\s.-].*)?)", re.DOTALL)
ROLES: tuple[Role, ...] = ("member", "editor", "administrator")


def meet_stranger(visit: Visit) -> None:
    """Meet somebody who was not let in: a code in private, hardly a word in a group, never an answer."""
    event = visit.event
    if event.kind == "press" or not event.is_addressed:
        return
    if event.chat.is_group:
        if not visit.was_told("stranger", _HOUR, by_chat=True):
            visit.tell(visit.say("stranger.group"))
    elif event.kind == "command" and event.command == "start" and event.text.strip():
        _accept(visit, event.text.strip())
    else:
        _knock(visit)


def approve_code(visit: Visit) -> None:
    """Let in who waits with a code: "/duyet 123456 biên tập"."""
    if not may_approve(visit):
        return
    code, role = _read_approval(visit)
    if role is None or not code:
        visit.tell(visit.say("approve.how"))
    else:
        _approve(visit, code, role)


def press_approve(visit: Visit, action: Action) -> None:
    """Let in whom the button names."""
    if may_approve(visit):
        _approve(visit, action["code"], "member")


def press_decline(visit: Visit, action: Action) -> None:
    """Turn away whom the button names: the code lets nobody in any more."""
    if not may_approve(visit):
        return
    code = action["code"]
    waiting = [one.name or one.person.id for one in visit.means.people.pending() if one.code == code]
    if not waiting:
        visit.tell(visit.say("approve.unknown"), edits=visit.event.message)
        return
    visit.later(lambda: visit.means.people.decline(code, by=visit.person))
    visit.tell(visit.say("approve.declined", name=waiting[0]), edits=visit.event.message)


def list_people(visit: Visit) -> None:
    """List who is in and who waits, for administrators."""
    if may_approve(visit):
        _list_people(visit, 0)


def turn_people(visit: Visit, action: Action) -> None:
    """Show another page of the list."""
    if may_approve(visit):
        _list_people(visit, int(action["page"]), edits=visit.event.message)


def may_approve(visit: Visit) -> bool:
    """Tell whether a person may let others in, here: names and codes are not for a group to read."""
    if visit.member is None or not visit.member.may("approve"):
        visit.tell(visit.say("approve.not_allowed"))
    elif visit.event.chat.is_group:
        visit.tell(visit.say("approve.private"))
    else:
        return True
    return False


def tell_administrators(
    visit: Visit, heading: str, text: str, dos: Sequence[Action], **values: object
) -> None:
    """Post something to every administrator in their own language, with a button for each of `dos`.

    `heading` is a line of that key, `text` the text of several lines of that name, given the values.
    """
    wording = visit.means.wording
    for contact in visit.means.people.administrators():
        language = language_of(contact.language)
        row = tuple(
            visit.button_for(contact.person, contact.chat, wording.say(language, f"buttons.{do['do']}"), do)
            for do in dos
        )
        blocks = (title(wording.say(language, heading)), Block(text=wording.fill(language, text, **values)))
        visit.post(
            Post(
                channel=contact.person.channel,
                chat=contact.chat,
                kind="notice",
                blocks=blocks,
                buttons=(row,) if row else (),
                important=True,
            )
        )


def read_role(visit: Visit, text: str) -> Role | None:
    """Read a role in words of either language, a member where nothing is said; None where it is none."""
    said = fold(text).strip()
    if not said:
        return "member"
    choices = visit.means.wording.choices
    return next(
        (
            role
            for role in ROLES
            for each in LANGUAGES
            if said in map(fold, choices(each, f"roles.{role}_words"))
        ),
        None,
    )


def _knock(visit: Visit) -> None:
    event = visit.event
    if visit.was_told("knock", _MINUTE):
        return
    name = clean_name(event.name)
    # The language of a phone is no choice: who chooses none is answered in the language of the question.
    knock = visit.means.people.ask_in(visit.person, name=name, chat=event.chat.id, language="")
    if not knock.code:
        visit.tell(visit.say("stranger.wait", minutes=_minutes(knock.wait)))
        return
    visit.tell(visit.fill("pairing", code=knock.code, minutes=_minutes(knock.expires - visit.now)))
    if not visit.was_told(f"knock {knock.code}", _HOUR):
        dos = [{"do": do, "code": knock.code} for do in ("approve", "decline")]
        tell_administrators(
            visit, "knock.title", "knock", dos,
            name=name, account=f"{visit.person.channel}:{visit.person.id}", code=knock.code,
        )  # fmt: skip


def _accept(visit: Visit, token: str) -> None:
    """Let in whoever brings an invitation; say so where it is not good."""
    event = visit.event
    if visit.was_told("invitation", _SECONDS_BETWEEN):
        return
    try:
        approved = visit.rehearse(
            lambda: visit.means.people.accept(
                token[:_LONGEST_TOKEN],
                visit.person,
                name=event.name,
                chat=event.chat.id,
                language="",
            )
        )
    except (InvitationRefused, AlreadyMember):
        visit.tell(visit.say("stranger.refused"))
        return
    visit.tell(visit.fill("welcome", name=approved.member.name))


def _approve(visit: Visit, code: str, role: Role) -> None:
    """Let in who waits with a code, and greet them in their chat."""
    edits = visit.event.message if visit.event.kind == "press" else ""
    try:
        approved = visit.rehearse(lambda: visit.means.people.approve(code, by=visit.person, role=role))
    except TooManyWrongCodes as error:
        visit.tell(visit.say("approve.too_many", minutes=_minutes(error.seconds)))
    except CodeUsed:
        visit.tell(visit.say("approve.used"), edits=edits)
    except UnknownCode:
        visit.tell(visit.say("approve.unknown"), edits=edits)
    else:
        name = approved.member.name or approved.person.id
        visit.tell(visit.say("approve.done", name=name, role=visit.say(f"roles.{role}")), edits=edits)
        visit.post(greet(visit.means.wording, approved))


def _list_people(visit: Visit, page: int, edits: str = "") -> None:
    people = visit.means.people
    lines = [
        visit.say(
            "people.line", id=member.id, name=member.name, role=visit.say(f"roles.{member.role}"),
            groups=", ".join(sorted(member.groups)),
        ).rstrip(" ·")
        for member in people.members()
    ]  # fmt: skip
    waiting = [visit.say("people.waiting", name=one.name, code=one.code) for one in people.pending()]
    pages = max(-(-len(lines) // _PEOPLE_A_PAGE), 1)
    page = min(max(page, 0), pages - 1)
    shown = [*lines[page * _PEOPLE_A_PAGE : (page + 1) * _PEOPLE_A_PAGE], *(waiting if page == 0 else ())]
    visit.tell(
        title(visit.say("people.title", count=len(lines))), "\n".join(shown) or visit.say("people.none"),
        buttons=[turning_row(visit, {"do": "people"}, page, pages)], edits=edits,
    )  # fmt: skip


def _read_approval(visit: Visit) -> tuple[str, Role | None]:
    """Read a code, in digits that may stand apart, and the role behind it."""
    found = _CODE_AND_ROLE.fullmatch(visit.event.text.strip())
    return (found["code"], read_role(visit, found["role"])) if found else ("", None)


def _minutes(seconds: float) -> int:
    return max(1, round(seconds / _MINUTE))
