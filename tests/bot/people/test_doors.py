"""How strangers come in, and how they do not."""

from __future__ import annotations

import pytest

from bot.errors import (
    AlreadyMember,
    BadGroup,
    CodeUsed,
    InvitationRefused,
    NotAllowed,
    TooManyWrongCodes,
    UnknownCode,
)
from bot.people.codes import CODE_SECONDS, MOST_OPEN
from bot.people.records import Approved, Knock, Pending
from bot.people.roles import TERMINAL, Member
from tests.bot.people.office import DAY, NOON, Office, someone

HOUR = 3600.0


def test_a_stranger_is_nobody(office: Office) -> None:
    assert office.people.find(someone("1")) is None
    assert office.people.scope(someone("1"), ["a"]) == frozenset()


def test_a_code_that_is_approved_lets_in_the_account_that_knocked(office: Office) -> None:
    knock = office.people.ask_in(someone("1"), name="An", chat="11", language="vi-VN")
    assert knock == Knock(code="000000", expires=NOON + CODE_SECONDS, is_new=True)
    member = Member(id=1, name="An", role="editor", language="vi")
    approved = office.people.approve("000 000", by=TERMINAL, role="editor")
    assert approved == Approved(member=member, person=someone("1"), chat="11")
    assert office.people.find(someone("1")) == member
    assert office.people.pending() == []


def test_whoever_knocks_again_gets_the_same_code_until_it_ends(office: Office) -> None:
    assert [office.knock("1"), office.knock("1"), office.knock("2")] == ["000000", "000000", "000001"]
    office.clock.now += CODE_SECONDS
    assert office.knock("1") == "000002"


def test_administrators_see_who_waits(office: Office) -> None:
    office.knock("1")
    expires = NOON + CODE_SECONDS
    assert office.people.pending() == [
        Pending(person=someone("1"), code="000000", name="Người 1", chat="1", expires=expires)
    ]
    office.clock.now = expires
    assert office.people.pending() == []


def test_a_code_is_good_once(office: Office) -> None:
    code = office.knock("1")
    office.people.approve(code, by=TERMINAL)
    with pytest.raises(CodeUsed):
        office.people.approve(code, by=TERMINAL)


def test_a_code_that_was_used_does_not_bring_back_who_was_removed(office: Office) -> None:
    code = office.knock("1")
    office.people.remove(office.people.approve(code, by=TERMINAL).member.id, by=TERMINAL)
    with pytest.raises(CodeUsed):
        office.people.approve(code, by=TERMINAL)
    assert office.people.find(someone("1")) is None


def test_a_code_ends(office: Office) -> None:
    code = office.knock("1")
    office.clock.now += CODE_SECONDS
    with pytest.raises(UnknownCode, match="nobody waits with the code 000000"):
        office.people.approve(code, by=TERMINAL)


def test_a_code_of_a_clock_that_was_set_back_is_void(office: Office) -> None:
    code = office.knock("1")
    office.clock.now -= DAY
    with pytest.raises(UnknownCode):
        office.people.approve(code, by=TERMINAL)
    again = office.knock("1")
    assert again not in {"", code}
    assert office.people.approve(again, by=TERMINAL).person == someone("1")


def test_a_stranger_gets_three_codes_an_hour(office: Office) -> None:
    codes = []
    for _ in range(3):
        codes.append(office.knock("1"))
        office.clock.now += CODE_SECONDS
    refused = office.people.ask_in(someone("1"), name="", chat="1", language="")
    assert (codes, refused) == (["000000", "000001", "000002"], Knock(wait=HOUR - 3 * CODE_SECONDS))
    assert office.knock("2") == "000003"
    office.clock.now += refused.wait
    assert office.knock("1") == "000004"


def test_being_forgotten_is_no_way_round_that(office: Office) -> None:
    codes = []
    for _ in range(4):
        codes.append(office.knock("1"))
        office.people.forget(someone("1"))
    assert codes == ["000000", "000001", "000002", ""]


def test_so_many_wait_at_most(office: Office) -> None:
    codes = {office.knock(str(number)) for number in range(MOST_OPEN)}
    refused = office.people.ask_in(someone("x"), name="", chat="x", language="")
    assert (len(codes), refused) == (MOST_OPEN, Knock(wait=CODE_SECONDS))
    office.people.approve(min(codes), by=TERMINAL)
    assert office.knock("x") != ""


def test_wrong_codes_are_counted_and_then_right_ones_are_not_looked_at_either(office: Office) -> None:
    code = office.knock("1")
    for wrong in range(5):
        with pytest.raises(UnknownCode):
            office.people.approve(f"99999{wrong}", by=TERMINAL)
    with pytest.raises(TooManyWrongCodes) as refused:
        office.people.approve(code, by=TERMINAL)
    assert refused.value.seconds == HOUR
    office.clock.now += HOUR
    assert office.people.approve(office.knock("1"), by=TERMINAL).person == someone("1")


def test_wrong_codes_of_one_do_not_lock_out_another(office: Office) -> None:
    office.admit("boss", "administrator")
    for wrong in range(5):
        with pytest.raises(UnknownCode):
            office.people.approve(f"99999{wrong}", by=someone("boss"))
    code = office.knock("1")
    with pytest.raises(TooManyWrongCodes):
        office.people.approve(code, by=someone("boss"))
    assert office.people.approve(code, by=TERMINAL).person == someone("1")


def test_what_is_no_code_says_what_one_is(office: Office) -> None:
    for _ in range(9):
        with pytest.raises(UnknownCode, match="six digits") as refused:
            office.people.approve("let me in", by=TERMINAL)
        assert type(refused.value) is UnknownCode


def test_who_is_declined_is_not_let_in(office: Office) -> None:
    code = office.knock("1")
    office.people.decline(code, by=TERMINAL)
    office.people.decline(code, by=TERMINAL)
    with pytest.raises(UnknownCode):
        office.people.approve(code, by=TERMINAL)
    assert office.actions() == ["knock", "decline"]


def test_who_is_in_cannot_knock(office: Office) -> None:
    office.admit("1")
    with pytest.raises(AlreadyMember):
        office.knock("1")


@pytest.mark.parametrize("who", ["stranger", "member", "editor"])
def test_administrators_alone_let_people_in(office: Office, who: str) -> None:
    office.admit("member")
    office.admit("editor", "editor")
    code = office.knock("1")
    with pytest.raises(NotAllowed):
        office.people.approve(code, by=someone(who))
    with pytest.raises(NotAllowed):
        office.people.decline(code, by=someone(who))
    with pytest.raises(NotAllowed):
        office.people.invite(by=someone(who))
    assert [one.code for one in office.people.pending()] == [code]


def test_names_are_made_harmless(office: Office) -> None:
    name = "  Sếp\u202e\x1b[2J\n\u200b Lớn " + "x" * 500
    office.people.ask_in(someone("1"), name=name, chat="1", language="xx")
    (one,) = office.people.pending()
    assert (one.name, len(one.name)) == ("Sếp [2J Lớn " + "x" * 52, 64)


def test_an_invitation_lets_in_once(office: Office) -> None:
    made = office.people.invite(by=TERMINAL, role="editor", groups=["Kế  Toán"], name="Bình")
    assert (len(made.token) <= 64, made.expires) == (True, NOON + 7 * DAY)
    approved = office.accept(made.token, "2")
    assert approved.member == Member(
        id=1, name="Bình", role="editor", language="vi", groups=frozenset({"kế toán"})
    )
    with pytest.raises(InvitationRefused):
        office.accept(made.token, "3")
    assert office.people.find(someone("3")) is None
    assert office.people.invitations() == []


def test_an_event_worked_off_twice_is_let_in_once(office: Office) -> None:
    token = office.people.invite(by=TERMINAL).token
    assert office.accept(token, "2") == office.accept(token, "2")
    assert office.actions() == ["invite", "accept"]


def test_who_was_removed_does_not_come_back_by_the_old_invitation(office: Office) -> None:
    token = office.people.invite(by=TERMINAL).token
    office.people.remove(office.accept(token, "2").member.id, by=TERMINAL)
    with pytest.raises(InvitationRefused):
        office.accept(token, "2")


def test_a_token_is_not_kept(office: Office, tmp_path_factory: pytest.TempPathFactory) -> None:
    token = office.people.invite(by=TERMINAL).token
    with office.connections.lend() as db:
        assert token not in "\n".join(db.conn.iterdump())


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "' OR '1'='1", "đ" * 43])
def test_what_is_no_invitation_is_refused(office: Office, token: str) -> None:
    office.people.invite(by=TERMINAL)
    with pytest.raises(InvitationRefused):
        office.accept(token, "2")


@pytest.mark.parametrize("later", [7 * DAY, -DAY])
def test_an_invitation_ends_also_where_the_clock_is_set_back(office: Office, later: float) -> None:
    token = office.people.invite(by=TERMINAL).token
    office.clock.now += later
    with pytest.raises(InvitationRefused):
        office.accept(token, "2")


def test_who_is_in_leaves_an_invitation_good(office: Office) -> None:
    office.admit("1")
    token = office.people.invite(by=TERMINAL, role="administrator").token
    with pytest.raises(AlreadyMember):
        office.accept(token, "1")
    assert office.accept(token, "2").member.role == "administrator"


def test_a_code_is_void_once_an_invitation_was_used(office: Office) -> None:
    code = office.knock("1")
    office.accept(office.people.invite(by=TERMINAL).token, "1")
    with pytest.raises(UnknownCode):
        office.people.approve(code, by=TERMINAL, role="administrator")


def test_an_invitation_can_be_made_void(office: Office) -> None:
    token = office.people.invite(by=TERMINAL).token
    (one,) = office.people.invitations()
    office.people.revoke(one.id, by=TERMINAL)
    with pytest.raises(InvitationRefused):
        office.accept(token, "2")
    with pytest.raises(InvitationRefused):
        office.people.revoke(one.id, by=TERMINAL)


@pytest.mark.parametrize("fate", ["removed", "demoted", "forgotten"])
def test_nobody_comes_back_by_an_invitation_of_their_own(office: Office, fate: str) -> None:
    boss = office.admit("boss", "administrator").member.id
    token = office.people.invite(by=someone("boss"), role="administrator").token
    if fate == "removed":
        office.people.remove(boss, by=TERMINAL)
    elif fate == "demoted":
        office.people.change_role(boss, "member", by=TERMINAL)
    else:
        office.people.forget(someone("boss"))
    with pytest.raises(InvitationRefused):
        office.accept(token, "accomplice")


@pytest.mark.parametrize("days", [0, -1, 31])
def test_an_invitation_holds_for_a_month_at_most(office: Office, days: int) -> None:
    with pytest.raises(ValueError, match="up to 30 days"):
        office.people.invite(by=TERMINAL, days=days)


def test_a_group_needs_a_name(office: Office) -> None:
    for name in ("", " \n", "\u200b", "x" * 65):
        with pytest.raises(BadGroup):
            office.people.invite(by=TERMINAL, groups=[name])
    assert office.people.invitations() == []
