"""How strangers come in: a code that is approved, or an invitation. Nobody else gets past `people`."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from bot.errors import (
    AlreadyMember,
    CodeUsed,
    InvitationRefused,
    TooManyWrongCodes,
    UnknownCode,
)
from bot.messages import Person
from bot.people.codes import CODE_SECONDS, MOST_OPEN, draw_code, is_open, match_code, read_code
from bot.people.invitations import (
    DAY_SECONDS,
    MOST_INVITATION_DAYS,
    digest_token,
    looks_like_token,
    make_token,
)
from bot.people.names import clean_group, clean_language, clean_name
from bot.people.rates import HOUR_SECONDS, Limited, Rate, Rates
from bot.people.records import Invitation, Knock, OpenInvitation, Pending
from bot.people.roles import Role
from bot.store.invitations import InvitationStore, StoredInvitation
from bot.store.pairings import Pairing, PairingStore
from bot.store.people import PeopleStore, StoredPerson

if TYPE_CHECKING:
    from corpus.connections import Connections

_KNOCKS = Rate(count=3, seconds=HOUR_SECONDS)
_ALL_KNOCKS = Rate(count=300, seconds=HOUR_SECONDS)
_WRONG_CODES = Rate(count=5, seconds=HOUR_SECONDS)

_REFUSED = "this invitation is unknown, was used, or is past: ask for a new one, or write /start for a code"


@dataclass(frozen=True, kw_only=True, slots=True)
class Chance:
    """Where randomness comes from: an even number below its argument, and a token."""

    draw: Callable[[int], int] = secrets.randbelow
    token: Callable[[], str] = make_token


class Doors:
    """Let people in. `People` asks who may; every method is called inside a transaction of its caller."""

    def __init__(
        self, connections: Connections, *, clock: Callable[[], float], rates: Rates, chance: Chance
    ) -> None:
        self._people = PeopleStore(connections)
        self._pairings = PairingStore(connections)
        self._invitations = InvitationStore(connections)
        self._clock = clock
        self._rates = rates
        self._chance = chance

    def knock(self, person: Person, *, name: str, chat: str, language: str) -> Knock:
        """Give a stranger a code, or the seconds to wait. Raises AlreadyMember."""
        if self._people.find(person) is not None:
            raise AlreadyMember("this person is in already: answer them")
        self.sweep()
        now = self._clock()
        known = self._pairings.all()
        waiting = [one for one in known if not one.used]
        if mine := next((one for one in waiting if one.person == person), None):
            return Knock(code=mine.code, expires=mine.expires)
        if len(waiting) >= MOST_OPEN:
            return Knock(wait=max(0.0, min(one.expires for one in waiting) - now))
        theirs = Limited(kind="knock", who=(person.channel, person.id), rate=_KNOCKS)
        # Being forgotten drops a code, not that it was given: else it would be a way round the limits.
        if wait := self._rates.take(theirs, Limited(kind="knocks", who=(), rate=_ALL_KNOCKS)):
            return Knock(wait=wait)
        pairing = Pairing(
            person=person,
            code=draw_code({one.code for one in known}, self._chance.draw),
            chat=chat,
            name=clean_name(name),
            language=clean_language(language),
            made=now,
            expires=now + CODE_SECONDS,
        )
        self._pairings.save(pairing)
        return Knock(code=pairing.code, expires=pairing.expires, is_new=True)

    def pending(self) -> list[Pending]:
        """Give who waits with a code that holds, the first to knock first."""
        return [
            Pending(person=one.person, code=one.code, name=one.name, chat=one.chat, expires=one.expires)
            for one in self._pairings.all()
            if not one.used and self._is_open(one)
        ]

    def approve(
        self, typed: str, *, by: Person, role: Role, groups: Collection[str]
    ) -> StoredPerson | UnknownCode:
        """Let in who waits with the code. Gives what is wrong: raising would undo that a try was counted."""
        tries = Limited(kind="wrong code", who=(by.channel, by.id), rate=_WRONG_CODES)
        if wait := self._rates.wait(tries):
            line = (
                f"too many wrong codes: no code is looked at for {wait / 60:.0f} minutes; check it meanwhile"
            )
            return TooManyWrongCodes(line, seconds=wait)
        code = read_code(typed)
        if code is None:
            return UnknownCode("a pairing code is six digits: ask for the one that the assistant showed")
        pairings = {one.code: one for one in self._pairings.all() if self._is_open(one)}
        found = match_code(code, pairings)
        if found is None:
            self._rates.take(tries)
            return UnknownCode(
                f"nobody waits with the code {code}, or it is past (15 minutes): check it, "
                "or have the person write /start to the assistant again"
            )
        if pairings[found].used:
            return CodeUsed(f"the code {code} was approved before: `thidua people` lists who is in")
        self._pairings.mark_used(found)
        return self._let_in(pairings[found], role, groups)

    def decline(self, code: str) -> Person | None:
        """Drop a code and give who waited with it, None where nobody did."""
        found = next((one for one in self.pending() if one.code == code), None)
        if found is None:
            return None
        self._pairings.drop(code)
        return found.person

    def invite(
        self, *, by: Person, role: Role, groups: Collection[str], name: str, days: float
    ) -> Invitation:
        """Make an invitation. Raises BadGroup."""
        if not 0 < days <= MOST_INVITATION_DAYS:
            raise ValueError(f"an invitation holds for up to {MOST_INVITATION_DAYS} days, not {days}")
        self.sweep()
        now = self._clock()
        token = self._chance.token()
        stored = StoredInvitation(
            digest=digest_token(token),
            role=role,
            groups=frozenset(map(clean_group, groups)),
            name=clean_name(name),
            made=now,
            expires=now + days * DAY_SECONDS,
            by=by,
        )
        self._invitations.add(stored)
        return Invitation(token=token, expires=stored.expires)

    def invitations(self) -> list[OpenInvitation]:
        """Give the invitations that hold and nobody used."""
        return [
            OpenInvitation(
                id=one.id,
                role=cast(Role, one.role),
                groups=one.groups,
                name=one.name,
                expires=one.expires,
            )
            for one in self._invitations.all()
            if one.used_by is None and is_open(one.made, one.expires, self._clock())
        ]

    def revoke(self, number: int) -> None:
        """Make an invitation void. Raises InvitationRefused where there is none of this number."""
        if number not in {one.id for one in self.invitations()}:
            raise InvitationRefused(f"no invitation {number} is open: `thidua people` lists those that are")
        self._invitations.drop(number)

    def accept(
        self, token: str, person: Person, *, name: str, chat: str, language: str
    ) -> tuple[StoredPerson, bool]:
        """Let in who brings a token; tells whether it was used just now.

        The same person may bring it again, as an event that is worked off a second time does. Raises
        InvitationRefused; AlreadyMember where somebody who is in brings a token that then stays good.
        """
        found = self._invitations.find(digest_token(token)) if looks_like_token(token) else None
        if found is None or not is_open(found.made, found.expires, self._clock()):
            raise InvitationRefused(_REFUSED)
        member = self._people.find(person)
        if found.used_by is not None:
            if found.used_by == person and member is not None:
                return member, False
            raise InvitationRefused(_REFUSED)
        if member is not None:
            raise AlreadyMember("this person is in already: the invitation is left for whom it was meant")
        self._invitations.mark_used(found.digest, person)
        self._pairings.drop_of(person)
        guest = Pairing(
            person=person,
            code="",
            chat=chat,
            name=found.name or clean_name(name),
            language=clean_language(language),
            made=found.made,
            expires=found.expires,
        )
        return self._let_in(guest, cast(Role, found.role), found.groups), True

    def sweep(self) -> None:
        """Drop codes and invitations that are past."""
        now = self._clock()
        for pairing in self._pairings.all():
            if not self._is_open(pairing):
                self._pairings.drop(pairing.code)
        for one in self._invitations.all():
            if not is_open(one.made, one.expires, now):
                self._invitations.drop(one.id)

    def _is_open(self, pairing: Pairing) -> bool:
        return is_open(pairing.made, pairing.expires, self._clock())

    def _let_in(self, guest: Pairing, role: Role, groups: Collection[str]) -> StoredPerson:
        number = self._people.add(
            guest.person,
            chat=guest.chat,
            name=guest.name,
            role=role,
            language=guest.language,
            now=self._clock(),
        )
        self._people.set_groups(number, groups)
        stored = self._people.of_id(number)
        if stored is None:
            raise RuntimeError("a person who was added in this transaction is not there")
        return stored
