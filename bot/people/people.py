"""People: who may ask, who may change what, and which plans each may see. READ THIS FIRST.

A person is who a channel says they are: one account of one channel. Whoever is not in is a stranger, and gets
nothing but a code. Every method is atomic, also beside other processes; what changes something says who did
it, is checked against their role here and nowhere else, and stands in the audit.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from bot.errors import BadGroup, UnknownCode
from bot.messages import Person
from bot.people.audit import Audit
from bot.people.doors import Chance, Doors
from bot.people.group_chats import GroupChats
from bot.people.invitations import INVITATION_DAYS
from bot.people.names import clean_group
from bot.people.rates import MINUTE_SECONDS, Limited, Rate, Rates
from bot.people.records import (
    Approved,
    GroupChat,
    Invitation,
    Knock,
    OpenInvitation,
    Pending,
)
from bot.people.roles import OPERATORS, Role
from bot.people.roster import Roster, to_member
from bot.people.scopes import visible
from bot.store.forgetting import forget_person
from bot.store.groups import GroupStore
from bot.store.pairings import PairingStore
from bot.store.people import StoredPerson

if TYPE_CHECKING:
    from corpus.connections import Connections

_EVERYDAY = Chance()


class People(Roster):
    """Let people in, know them, and say what they may."""

    def __init__(
        self,
        connections: Connections,
        *,
        clock: Callable[[], float],
        questions_a_minute: int = 20,
        chat_questions_a_minute: int = 40,
        keep_days: int = 90,
        chance: Chance = _EVERYDAY,
    ) -> None:
        super().__init__(connections, Audit(connections, clock=clock, keep_days=keep_days))
        self._groups = GroupStore(connections)
        self._pairings = PairingStore(connections)
        self._rates = Rates(connections, clock)
        self._doors = Doors(connections, clock=clock, rates=self._rates, chance=chance)
        self._chats = GroupChats(connections, clock)
        self._person_rate = Rate(count=questions_a_minute, seconds=MINUTE_SECONDS)
        self._press_rate = Rate(count=4 * questions_a_minute, seconds=MINUTE_SECONDS)
        self._chat_rate = Rate(count=chat_questions_a_minute, seconds=MINUTE_SECONDS)

    def ask_in(self, person: Person, *, name: str, chat: str, language: str) -> Knock:
        """Give a stranger a code, the same until it ends, or say how long to wait. Raises AlreadyMember.

        `chat` is where the person is written to alone.
        """
        with self._connections.write():
            knock = self._doors.knock(person, name=name, chat=chat, language=language)
            if knock.is_new:
                self.audit.record(person, "knock", {})
        return knock

    def pending(self) -> list[Pending]:
        """Give who waits with a code. Whoever sees a code can approve it: show it to administrators only."""
        return self._doors.pending()

    def approve(
        self, code: str, *, by: Person, role: Role = "member", groups: Collection[str] = ()
    ) -> Approved:
        """Let in who waits with the code. Raises NotAllowed, BadGroup; UnknownCode and its kinds."""
        names = {clean_group(group) for group in groups}
        with self._connections.write():
            self.authorise(by, "approve")
            found = self._doors.approve(code, by=by, role=role, groups=names)
            if not isinstance(found, UnknownCode):
                self.audit.record(by, "approve", {"role": role, "groups": sorted(names)}, about=found.person)
        if isinstance(found, UnknownCode):
            raise found
        return _approved(found)

    def decline(self, code: str, *, by: Person) -> None:
        """Turn away who waits with the code; it is no matter where nobody does. Raises NotAllowed."""
        with self._connections.write():
            self.authorise(by, "approve")
            if person := self._doors.decline(code):
                self.audit.record(by, "decline", {}, about=person)

    def invite(
        self,
        *,
        by: Person,
        role: Role = "member",
        groups: Collection[str] = (),
        name: str = "",
        days: float = INVITATION_DAYS,
    ) -> Invitation:
        """Make an invitation that one person can use once. Raises NotAllowed, BadGroup."""
        with self._connections.write():
            self.authorise(by, "approve")
            invitation = self._doors.invite(by=by, role=role, groups=groups, name=name, days=days)
            names = sorted(map(clean_group, groups))
            self.audit.record(by, "invite", {"role": role, "groups": names, "days": days})
        return invitation

    def invitations(self) -> list[OpenInvitation]:
        """Give the invitations that nobody used yet."""
        return self._doors.invitations()

    def revoke(self, number: int, *, by: Person) -> None:
        """Make an invitation void. Raises NotAllowed, InvitationRefused."""
        with self._connections.write():
            self.authorise(by, "approve")
            self._doors.revoke(number)
            self.audit.record(by, "revoke", {})

    def accept(self, token: str, person: Person, *, name: str, chat: str, language: str) -> Approved:
        """Let in who brings an invitation. Raises InvitationRefused, AlreadyMember.

        `chat` is where the person is written to alone.
        """
        with self._connections.write():
            stored, is_new = self._doors.accept(token, person, name=name, chat=chat, language=language)
            if is_new:
                detail = {"role": stored.role, "groups": sorted(stored.groups)}
                self.audit.record(person, "accept", detail, about=person)
        return _approved(stored)

    def forget(self, person: Person) -> None:
        """Delete what is kept of somebody, or make it nameless; the audit keeps that somebody asked.

        Whatever of theirs was not sent yet is not sent. Call it before the post that says so is stored.
        """
        with self._connections.write():
            stored = self._store.find(person)
            knocked = next((one for one in self.pending() if one.person == person), None)
            chat = stored.chat if stored else knocked.chat if knocked else person.id
            forget_person(self._connections, person, chat)
            self.audit.record(None, "forget me", {})

    def scope(self, person: Person, plan_ids: Collection[str]) -> frozenset[str]:
        """Give those of the plans that somebody may see; none for a stranger, all for the operator."""
        if person in OPERATORS:
            return frozenset(plan_ids)
        with self._connections.lend():
            stored = self._store.find(person)
            return visible(plan_ids, self._groups.limits(), stored.groups) if stored else frozenset()

    def limit(self, plan_id: str, groups: Collection[str], *, by: Person) -> frozenset[str]:
        """Show a plan to these groups and to nobody else. Raises NotAllowed, BadGroup (none is none)."""
        names = frozenset(map(clean_group, groups))
        if not names:
            raise BadGroup("a limit names at least one group of people; without one the plan is open to all")
        with self._connections.write():
            self.authorise(by, "manage")
            self._groups.set_limit(plan_id, names)
            self.audit.record(by, "limit", {"plan": plan_id, "groups": sorted(names)})
        return names

    def unlimit(self, plan_id: str, *, by: Person) -> bool:
        """Open a plan to everybody who is in; tells whether it was limited. Raises NotAllowed."""
        with self._connections.write():
            self.authorise(by, "manage")
            was_limited = plan_id in self._groups.limits()
            if was_limited:
                self._groups.set_limit(plan_id, ())
                self.audit.record(by, "unlimit", {"plan": plan_id})
        return was_limited

    def limits(self) -> Mapping[str, frozenset[str]]:
        """Give the groups of each limited plan; a plan that is not among them is open."""
        return self._groups.limits()

    def scope_of_group(
        self, channel: str, chat_id: str, count: int | None, plan_ids: Collection[str]
    ) -> frozenset[str]:
        """Give those of the plans that may be spoken of in a group chat; none before it is approved.

        `count` is how many are there, the assistant left out; None where the channel does not say. Who asks
        must be a member besides: `find` tells.
        """
        with self._connections.lend():
            return self._chats.scope(channel, chat_id, count, plan_ids, self._groups.limits())

    def chats(self) -> list[GroupChat]:
        """Give the group chats that the assistant is in."""
        return self._chats.all()

    def note_group(self, channel: str, chat_id: str, title: str) -> None:
        """Note that the assistant is in a group chat; where it was noted before, only its title changes."""
        with self._connections.write():
            self._chats.note(channel, chat_id, title)

    def approve_group(self, channel: str, chat_id: str, *, by: Person) -> None:
        """Let the assistant speak in a group chat. Raises NotAllowed, UnknownChat."""
        self._set_group(channel, chat_id, by, approved=True)

    def close_group(self, channel: str, chat_id: str, *, by: Person) -> None:
        """Let the assistant no longer speak in a group chat. Raises NotAllowed, UnknownChat."""
        self._set_group(channel, chat_id, by, approved=False)

    def leave_group(self, channel: str, chat_id: str) -> None:
        """Note that the assistant is out of a group chat: to be put back takes an approval anew."""
        with self._connections.write():
            self._chats.leave(channel, chat_id)

    def note_members(
        self, channel: str, chat_id: str, joined: Iterable[Person], left: Iterable[Person] = ()
    ) -> None:
        """Note who came into a group chat (or spoke there, which shows the same) and who left it."""
        with self._connections.write():
            self._chats.note_members(channel, chat_id, joined, left)

    def moved(self, channel: str, old: str, new: str) -> None:
        """Follow a chat to its new id in all that names it."""
        with self._connections.write():
            self._chats.move(channel, old, new)
            self._store.move_chat(channel, old, new)
            self._pairings.move_chat(channel, old, new)

    def wait(self, person: Person, chat: str, *, is_press: bool = False) -> float:
        """Take a place for a question and give 0, or give the seconds to wait. The operator never waits.

        Buttons have a limit of their own, four times as wide: who leafs through a list asks little. Ask who
        it is before: a stranger would fill the limit of a group.
        """
        return 0.0 if person in OPERATORS else self._rates.take(*self._limits(person, chat, is_press))

    def must_wait(self, person: Person, chat: str, *, is_press: bool = False) -> float:
        """Give the seconds to wait, 0 where there is room, without taking it: `wait` does that."""
        return 0.0 if person in OPERATORS else self._rates.wait(*self._limits(person, chat, is_press))

    def _limits(self, person: Person, chat: str, is_press: bool) -> tuple[Limited, ...]:
        who = (person.channel, person.id)
        if is_press:
            return (Limited(kind="press", who=who, rate=self._press_rate),)
        return (
            Limited(kind="person", who=who, rate=self._person_rate),
            Limited(kind="chat", who=(person.channel, chat), rate=self._chat_rate),
        )

    def sweep(self) -> None:
        """Drop what is past: codes, invitations, rates, and the words of old questions. Call it hourly."""
        with self._connections.write():
            self._doors.sweep()
            self._rates.sweep()
            self.audit.sweep()

    def _set_group(self, channel: str, chat_id: str, by: Person, *, approved: bool) -> None:
        with self._connections.write():
            self.authorise(by, "approve")
            self._chats.set_approved(channel, chat_id, approved=approved)
            action = "approve chat" if approved else "close chat"
            self.audit.record(by, action, {"channel": channel, "chat": chat_id})


def _approved(stored: StoredPerson) -> Approved:
    return Approved(member=to_member(stored), person=stored.person, chat=stored.chat)
