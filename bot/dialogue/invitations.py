"""Invitations, made by administrators: a text to hand on to one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.knocking import may_approve, read_role

if TYPE_CHECKING:
    from bot.dialogue.visit import Visit

_DAY = 24 * 3600


def invite(visit: Visit) -> None:
    """Make an invitation: "/moi", "/moi biên tập"."""
    if not may_approve(visit):
        return
    role = read_role(visit, visit.event.text)
    if role is None:
        visit.tell(visit.say("invitation.how"))
        return
    made = visit.means.people.invite(by=visit.person, role=role)
    text = visit.fill(
        "invitation", token=made.token, link=visit.means.invitation_link(visit.event.channel, made.token),
        role=visit.say(f"roles.{role}"), days=max(1, round((made.expires - visit.now) / _DAY)),
    )  # fmt: skip
    visit.tell(text)
