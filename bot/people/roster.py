"""Roster: who is in, in which role and groups, and whether that reaches what they are about to do."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, cast

from bot.errors import LastAdministrator, NotAllowed, UnknownMember
from bot.messages import Person
from bot.people.audit import Audit
from bot.people.names import clean_group, clean_language
from bot.people.records import Contact
from bot.people.roles import OPERATOR, OPERATORS, Member, Right, Role
from bot.store.forgetting import drop_unsent
from bot.store.invitations import InvitationStore
from bot.store.people import PeopleStore, StoredPerson

if TYPE_CHECKING:
    from corpus.connections import Connections


class Roster:
    """Keep who is in. Every method is atomic; who changes something is checked here and nowhere else."""

    def __init__(self, connections: Connections, audit: Audit) -> None:
        self._connections = connections
        self._store = PeopleStore(connections)
        self._invitations = InvitationStore(connections)
        self.audit = audit

    def find(self, person: Person) -> Member | None:
        """Give who was let in; None is a stranger. The operator of this computer is an administrator."""
        if person in OPERATORS:
            return OPERATOR
        stored = self._store.find(person)
        return to_member(stored) if stored else None

    def members(self) -> list[Member]:
        """Give everybody who is in, in the order in which they came."""
        return [to_member(stored) for stored in self._store.all()]

    def administrators(self) -> list[Contact]:
        """Give whom to tell of knocks and of what went wrong: administrators who can be written to."""
        return [
            Contact(person=one.person, chat=one.chat, language=one.language)
            for one in self._store.of_role("administrator")
            if not one.is_paused
        ]

    def change_role(self, member_id: int, role: Role, *, by: Person) -> Member:
        """Give somebody another role. Raises NotAllowed, UnknownMember, LastAdministrator."""
        with self._connections.write():
            stored = self._managed(member_id, by)
            if role != "administrator":
                self._keep_an_administrator(stored, by)
                self._invitations.drop_of(stored.person)
            self._store.set_role(member_id, role)
            self.audit.record(by, "role", {"role": role}, about=stored.person)
            return to_member(self._known(member_id))

    def put_into_groups(self, member_id: int, groups: Collection[str], *, by: Person) -> Member:
        """Put somebody into these groups and no others. Raises NotAllowed, UnknownMember, BadGroup."""
        with self._connections.write():
            stored = self._managed(member_id, by)
            names = {clean_group(group) for group in groups}
            self._store.set_groups(member_id, names)
            self.audit.record(by, "groups", {"groups": sorted(names)}, about=stored.person)
            return to_member(self._known(member_id))

    def remove(self, member_id: int, *, by: Person) -> Contact:
        """Make somebody a stranger at once, and void what they made and what waits to be sent to them.

        Raises as `change_role`.
        """
        with self._connections.write():
            stored = self._managed(member_id, by)
            self._keep_an_administrator(stored, by)
            self.audit.record(by, "remove", {}, about=stored.person)
            self._invitations.drop_of(stored.person)
            self._store.remove(member_id)
            drop_unsent(self._connections, stored.person.channel, stored.chat)
        return Contact(person=stored.person, chat=stored.chat, language=stored.language)

    def choose_language(self, person: Person, language: str) -> None:
        """Note the language that somebody wants to be answered in."""
        self._store.set_language(person, clean_language(language))

    def pause(self, person: Person) -> None:
        """Note that somebody cannot be written to."""
        self._store.set_paused(person, paused=True)

    def resume(self, person: Person) -> None:
        """Note that somebody can be written to again."""
        self._store.set_paused(person, paused=False)

    def authorise(self, by: Person, right: Right) -> None:
        """Raise NotAllowed where somebody may not do this."""
        member = self.find(by)
        if member is None or not member.may(right):
            raise NotAllowed("your role does not reach this: ask an administrator to do it, or for the role")

    def _managed(self, member_id: int, by: Person) -> StoredPerson:
        self.authorise(by, "manage")
        return self._known(member_id)

    def _known(self, member_id: int) -> StoredPerson:
        stored = self._store.of_id(member_id)
        if stored is None:
            raise UnknownMember(f"nobody has the number {member_id}: `thidua people` lists who is in")
        return stored

    def _keep_an_administrator(self, stored: StoredPerson, by: Person) -> None:
        """Raise LastAdministrator; only the operator may leave the office without one."""
        if stored.role != "administrator" or by in OPERATORS:
            return
        if len(self._store.of_role("administrator")) == 1:
            raise LastAdministrator(
                "this is the last administrator: make another one first, or change it on the computer "
                "with `thidua people`"
            )


def to_member(stored: StoredPerson) -> Member:
    """Make a member of a row, whose role the database checks."""
    return Member(
        id=stored.id,
        name=stored.name,
        role=cast(Role, stored.role),
        language=stored.language,
        is_paused=stored.is_paused,
        groups=stored.groups,
    )
