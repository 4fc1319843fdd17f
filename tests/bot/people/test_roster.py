"""Roles, groups, and who may change them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.errors import LastAdministrator, NotAllowed, UnknownMember
from bot.events import Block, Post
from bot.messages import Person
from bot.people.people import People
from bot.people.records import Contact
from bot.people.roles import OPERATOR, RIGHTS, TERMINAL, Member, Role
from bot.store.outbox import Outbox
from tests.bot.people.office import Office, someone

CHANGES: dict[str, Callable[[People, Person, int], object]] = {
    "role": lambda people, by, member: people.change_role(member, "administrator", by=by),
    "groups": lambda people, by, member: people.put_into_groups(member, ["x"], by=by),
    "remove": lambda people, by, member: people.remove(member, by=by),
    "limit": lambda people, by, member: people.limit("plan", ["x"], by=by),
    "unlimit": lambda people, by, member: people.unlimit("plan", by=by),
    "revoke": lambda people, by, member: people.revoke(1, by=by),
    "approve chat": lambda people, by, member: people.approve_group("telegram", "-5", by=by),
    "close chat": lambda people, by, member: people.close_group("telegram", "-5", by=by),
}


def test_each_role_may_what_the_one_before_may() -> None:
    assert RIGHTS["member"] < RIGHTS["editor"] < RIGHTS["administrator"]
    assert {
        "member": {"ask"},
        "editor": {"ask", "ingest", "correct"},
        "administrator": {"ask", "ingest", "correct", "approve", "manage", "audit"},
    } == RIGHTS


@pytest.mark.parametrize("by", ["stranger", "member", "editor"])
@pytest.mark.parametrize("change", CHANGES)
def test_administrators_alone_change_anything(office: Office, change: str, by: str) -> None:
    office.admit("member")
    office.admit("editor", "editor")
    office.people.note_group("telegram", "-5", "Nhóm")
    before = office.people.members(), office.people.chats(), office.actions()
    with pytest.raises(NotAllowed):
        CHANGES[change](office.people, someone(by), 1)
    assert (office.people.members(), office.people.chats(), office.actions()) == before


@pytest.mark.parametrize("change", CHANGES)
def test_who_was_removed_changes_nothing_any_more(office: Office, change: str) -> None:
    boss = office.admit("boss", "administrator").member.id
    office.people.note_group("telegram", "-5", "Nhóm")
    office.people.remove(boss, by=TERMINAL)
    with pytest.raises(NotAllowed):
        CHANGES[change](office.people, someone("boss"), 1)


def test_roles_and_groups_change(office: Office) -> None:
    office.admit("boss", "administrator")
    office.admit("2", groups=("Thanh tra",))
    changed = office.people.change_role(2, "editor", by=someone("boss"))
    expected = Member(id=2, name="Người 2", role="editor", language="vi", groups=frozenset({"thanh tra"}))
    assert changed == office.people.find(someone("2")) == expected
    grouped = office.people.put_into_groups(2, ["KẾ TOÁN", "kế toán "], by=someone("boss"))
    assert grouped.groups == {"kế toán"}
    assert office.people.put_into_groups(2, [], by=someone("boss")).groups == frozenset()


def test_who_is_removed_is_a_stranger_at_once(office: Office) -> None:
    office.admit("2")
    contact = office.people.remove(1, by=TERMINAL)
    assert contact == Contact(person=someone("2"), chat="2", language="vi")
    assert office.people.find(someone("2")) is None
    assert office.people.scope(someone("2"), ["open"]) == frozenset()
    assert office.knock("2") != ""


def test_a_number_is_never_given_again(office: Office) -> None:
    office.admit("1")
    office.people.remove(1, by=TERMINAL)
    assert office.admit("2").member.id == 2


@pytest.mark.parametrize("number", [0, 7, -1])
def test_a_number_that_nobody_has(office: Office, number: int) -> None:
    with pytest.raises(UnknownMember):
        office.people.remove(number, by=TERMINAL)


@pytest.mark.parametrize("role", ["member", "editor"])
def test_the_last_administrator_stays_one_in_chat(office: Office, role: Role) -> None:
    office.admit("boss", "administrator")
    with pytest.raises(LastAdministrator):
        office.people.change_role(1, role, by=someone("boss"))
    with pytest.raises(LastAdministrator):
        office.people.remove(1, by=someone("boss"))
    office.admit("deputy", "administrator")
    assert office.people.change_role(1, role, by=someone("boss")).role == role
    with pytest.raises(LastAdministrator):
        office.people.remove(2, by=someone("deputy"))


def test_the_operator_may_leave_the_office_without_administrators(office: Office) -> None:
    office.admit("boss", "administrator")
    assert office.people.change_role(1, "member", by=TERMINAL).role == "member"


def test_the_operator_of_this_computer_is_an_administrator_of_no_number(office: Office) -> None:
    assert office.people.find(Person(channel="web", id="local")) == OPERATOR
    assert office.people.find(TERMINAL) == OPERATOR
    assert office.people.find(Person(channel="web", id="other")) is None
    assert office.people.find(Person(channel="telegram", id="local")) is None
    assert office.people.members() == []


def test_administrators_who_blocked_the_assistant_are_not_told(office: Office) -> None:
    office.admit("boss", "administrator")
    office.admit("deputy", "administrator")
    office.admit("2", "editor")
    office.people.pause(someone("boss"))
    office.people.pause(someone("stranger"))
    assert office.people.administrators() == [Contact(person=someone("deputy"), chat="deputy", language="vi")]
    office.people.resume(someone("boss"))
    assert [one.chat for one in office.people.administrators()] == ["boss", "deputy"]


def test_a_language_is_chosen(office: Office) -> None:
    office.admit("1")
    for wanted, kept in (("en", "en"), ("", ""), ("vi", "vi"), ("fr", "")):
        office.people.choose_language(someone("1"), wanted)
        member = office.people.find(someone("1"))
        assert member is not None
        assert member.language == kept


def test_nothing_more_reaches_who_was_removed(office: Office) -> None:
    approved = office.admit("7")
    outbox = Outbox(office.connections, office.clock)
    outbox.add([Post(channel="telegram", chat=chat, blocks=(Block(text="…"),)) for chat in ("7", "8")])
    office.people.remove(approved.member.id, by=TERMINAL)
    assert [one.post.chat for one in outbox.claim("me", ["telegram"], 9)] == ["8"]
