"""people: who is in, who waits, what each may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.app import OFFICE_ZONE, let_in, open_office
from bot.commands.terminal import open_app, write, write_json
from bot.errors import UnknownChat
from bot.people.people import People
from bot.people.records import GroupChat, OpenInvitation, Pending
from bot.people.roles import TERMINAL, Member, Role
from bot.settings import Settings

_NAMELESS = "(no name)"


def list_people(settings: Settings, *, codes: bool, as_json: bool) -> None:
    """List who is in, who waits with a code, and which invitations are open."""
    with open_office(settings) as people:
        members, pending, invitations = people.members(), people.pending(), people.invitations()
    if as_json:
        for entry in (
            *map(_member_entry, members),
            *(_pending_entry(one, codes=codes) for one in pending),
            *map(_invitation_entry, invitations),
        ):
            write_json(entry)
        return
    for member in members:
        write(_member_line(member))
    for one in pending:
        code = f" – code {one.code}" if codes else ""
        write(f"waits: {one.name or _NAMELESS} ({_account(one)}), until {_time(one.expires)}{code}")
    for invitation in invitations:
        write(f"invitation {invitation.id}: {_invitation_line(invitation)}")
    if not members:
        write(
            "Nobody is in yet. Have the first person write /start to the assistant, then: "
            "thidua people approve CODE --role administrator"
        )


def approve(settings: Settings, code: str, role: Role, groups: Collection[str]) -> None:
    """Let in who waits with a code. Raises UnknownCode and its kinds, BadGroup."""
    approved = let_in(settings, code, role=role, groups=groups)
    write(f"{_member_line(approved.member)} ({approved.person.channel}:{approved.person.id}) is in.")


def decline(settings: Settings, code: str) -> None:
    """Turn away who waits with a code."""
    with open_office(settings) as people:
        people.decline(code, by=TERMINAL)
    write("Nobody waits with this code any more.")


def invite(
    settings: Settings, role: Role, groups: Collection[str], name: str, days: int, bot_name: str | None
) -> None:
    """Make an invitation. Raises BadGroup."""
    with open_office(settings) as people:
        made = people.invite(by=TERMINAL, role=role, groups=groups, name=name, days=days)
    if bot_name:
        write(f"https://t.me/{bot_name}?start={made.token}")
    else:
        write(made.token)
        write("Telegram: https://t.me/NAME_OF_THE_BOT?start=TOKEN (--bot NAME writes it out).")
    write(f"Good once, for one person, until {_time(made.expires)}. It cannot be shown again.")


def revoke(settings: Settings, number: int) -> None:
    """Make an invitation void. Raises InvitationRefused."""
    with open_office(settings) as people:
        people.revoke(number, by=TERMINAL)
    write(f"Invitation {number} is void.")


def change_role(settings: Settings, number: int, role: Role) -> None:
    """Give somebody another role. Raises UnknownMember."""
    with open_office(settings) as people:
        member = people.change_role(number, role, by=TERMINAL)
        left = any(one.role == "administrator" for one in people.members())
    write(_member_line(member))
    _warn_of_no_administrator(left=left)


def put_into_groups(settings: Settings, number: int, groups: Collection[str]) -> None:
    """Put somebody into these groups and no others. Raises UnknownMember, BadGroup."""
    with open_office(settings) as people:
        write(_member_line(people.put_into_groups(number, groups, by=TERMINAL)))


def remove(settings: Settings, number: int) -> None:
    """Make somebody a stranger. Raises UnknownMember."""
    with open_office(settings) as people:
        people.remove(number, by=TERMINAL)
        left = any(one.role == "administrator" for one in people.members())
    write(f"{number} is a stranger now, with old buttons and invitations too.")
    _warn_of_no_administrator(left=left)


def list_groups(settings: Settings) -> None:
    """List the groups of people: who is in each, and which plans are limited to it."""
    with open_office(settings) as people:
        members, limits = people.members(), people.limits()
    names = {group for member in members for group in member.groups}
    for group in sorted(names.union(*limits.values())):
        inside = [f"{member.id} {member.name}".rstrip() for member in members if group in member.groups]
        shown = [plan for plan, groups in limits.items() if group in groups]
        write(
            f"{group}\n    people: {', '.join(inside) or 'nobody'}\n    plans: {', '.join(shown) or 'none'}"
        )


def limit(settings: Settings, plan_id: str, groups: Collection[str], *, ahead: bool) -> None:
    """Show a plan to these groups and to nobody else. Raises UnknownPlan, BadGroup."""
    if not ahead:
        # A slip in the id would leave the plan open without a word.
        with open_app(settings) as app:
            app.store.plan(plan_id)
    with open_office(settings) as people:
        names = people.limit(plan_id, groups, by=TERMINAL)
        inside = sum(not names.isdisjoint(member.groups) for member in people.members())
    write(f"{plan_id} is for {', '.join(sorted(names))} alone: {inside} of those who are in may see it.")


def unlimit(settings: Settings, plan_id: str) -> None:
    """Open a plan to everybody who is in."""
    with open_office(settings) as people:
        was_limited = people.unlimit(plan_id, by=TERMINAL)
    before = "" if was_limited else "was not limited: it "
    write(f"{plan_id} {before}is open to everybody who is in.")


def list_chats(settings: Settings) -> None:
    """List the group chats that the assistant is in."""
    with open_office(settings) as people:
        for chat in people.chats():
            state = "approved" if chat.is_approved else "not approved: it says nothing there"
            write(f"{chat.id}  {chat.title or _NAMELESS} ({chat.channel}:{chat.chat}), {state}")


def set_chat(settings: Settings, number: int, *, approved: bool) -> None:
    """Let the assistant speak in a group chat, or no longer. Raises UnknownChat."""
    with open_office(settings) as people:
        chat = _chat(people, number)
        change = people.approve_group if approved else people.close_group
        change(chat.channel, chat.chat, by=TERMINAL)
    said = "answers members" if approved else "says nothing any more"
    write(f"In {chat.title or _NAMELESS} the assistant {said}.")


def _chat(people: People, number: int) -> GroupChat:
    for chat in people.chats():
        if chat.id == number:
            return chat
    raise UnknownChat(f"no group chat has the number {number}: `thidua people chats` lists them")


def _warn_of_no_administrator(*, left: bool) -> None:
    if not left:
        write("Nobody is an administrator now: only this computer lets people in.")


def _member_line(member: Member) -> str:
    parts = [f"{member.id}  {member.name or _NAMELESS}", member.role, *sorted(member.groups)]
    return ", ".join(parts) + (" (paused: cannot be written to)" if member.is_paused else "")


def _invitation_line(one: OpenInvitation) -> str:
    return ", ".join([one.name or _NAMELESS, one.role, *sorted(one.groups), f"until {_time(one.expires)}"])


def _member_entry(member: Member) -> Mapping[str, object]:
    return {
        "id": member.id,
        "name": member.name,
        "role": member.role,
        "groups": sorted(member.groups),
        "paused": member.is_paused,
    }


def _pending_entry(one: Pending, *, codes: bool) -> Mapping[str, object]:
    entry = {"waits": _account(one), "name": one.name, "expires": _time(one.expires)}
    return entry | ({"code": one.code} if codes else {})


def _invitation_entry(one: OpenInvitation) -> Mapping[str, object]:
    return {
        "invitation": one.id,
        "name": one.name,
        "role": one.role,
        "groups": sorted(one.groups),
        "expires": _time(one.expires),
    }


def _account(one: Pending) -> str:
    return f"{one.person.channel}:{one.person.id}"


def _time(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, OFFICE_ZONE):%Y-%m-%d %H:%M}"
