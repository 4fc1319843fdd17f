"""Which plans somebody may see, alone and before others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadGroup, UnknownChat
from bot.messages import Person
from bot.people.group_chats import SEEN_SECONDS
from bot.people.records import GroupChat
from bot.people.roles import TERMINAL
from bot.people.scopes import visible, visible_to_all
from tests.bot.people.office import DAY, Office, someone

PLANS = ["open", "money", "secret"]
CHAT = ("telegram", "-5")
GROUPS = st.frozensets(st.sampled_from("abc"))
LIMITS = st.dictionaries(
    st.sampled_from(PLANS), st.frozensets(st.sampled_from("abc"), min_size=1), max_size=3
)


@pytest.fixture
def limited(office: Office) -> Office:
    """An administrator of no group, an accountant, and one who is an inspector too."""
    office.people.limit("money", ["Kế toán"], by=TERMINAL)
    office.people.limit("secret", ["thanh tra"], by=TERMINAL)
    office.admit("boss", "administrator")
    office.admit("an", groups=("kế toán",))
    office.admit("binh", groups=("kế toán", "thanh tra"))
    office.people.note_group(*CHAT, "Nhóm")
    return office


@given(limits=LIMITS, groups=GROUPS)
def test_a_limited_plan_is_seen_in_its_groups_alone(
    limits: dict[str, frozenset[str]], groups: frozenset[str]
) -> None:
    seen = visible(PLANS, limits, groups)
    assert seen <= set(PLANS)
    assert {plan for plan in PLANS if plan not in limits} <= seen
    assert all(limits[plan] & groups for plan in seen & set(limits))


@given(limits=LIMITS, everybody=st.lists(GROUPS, max_size=4))
def test_before_several_no_more_is_seen_than_each_may(
    limits: dict[str, frozenset[str]], everybody: list[frozenset[str]]
) -> None:
    shared = visible_to_all(PLANS, limits, everybody)
    assert all(shared <= visible(PLANS, limits, groups) for groups in everybody)


@pytest.mark.parametrize(
    ("account", "plans"),
    [
        ("boss", {"open"}),
        ("an", {"open", "money"}),
        ("binh", {"open", "money", "secret"}),
        ("stranger", set()),
    ],
)
def test_scopes(limited: Office, account: str, plans: set[str]) -> None:
    assert limited.people.scope(someone(account), PLANS) == plans


def test_the_operator_sees_all(limited: Office) -> None:
    for operator in (TERMINAL, Person(channel="web", id="local")):
        assert limited.people.scope(operator, PLANS) == set(PLANS)


def test_nothing_is_seen_that_was_not_asked_for(limited: Office) -> None:
    assert limited.people.scope(someone("binh"), ["money"]) == {"money"}
    assert limited.people.scope(someone("binh"), []) == frozenset()


def test_a_limit_needs_a_group(limited: Office) -> None:
    for groups in ([], [""], ["kế toán", " "]):
        with pytest.raises(BadGroup):
            limited.people.limit("money", groups, by=TERMINAL)
    assert limited.people.limits()["money"] == {"kế toán"}


def test_limits_are_replaced_and_dropped(limited: Office) -> None:
    limited.people.limit("money", ["thanh tra"], by=TERMINAL)
    assert limited.people.scope(someone("an"), PLANS) == {"open"}
    assert limited.people.unlimit("money", by=TERMINAL) is True
    assert limited.people.unlimit("money", by=TERMINAL) is False
    assert limited.people.scope(someone("an"), PLANS) == {"open", "money"}
    assert limited.people.limits() == {"secret": {"thanh tra"}}


def test_in_a_group_nothing_is_said_before_it_is_approved(limited: Office) -> None:
    assert limited.people.scope_of_group(*CHAT, None, PLANS) == frozenset()
    assert limited.people.scope_of_group("telegram", "-6", None, PLANS) == frozenset()
    limited.people.approve_group(*CHAT, by=someone("boss"))
    assert limited.people.scope_of_group(*CHAT, None, PLANS) == {"open"}
    limited.people.close_group(*CHAT, by=someone("boss"))
    assert limited.people.scope_of_group(*CHAT, None, PLANS) == frozenset()


@pytest.mark.parametrize(
    ("seen", "count", "plans"),
    [
        (["an", "binh"], 2, {"open", "money"}),
        (["binh"], 1, {"open", "money", "secret"}),
        (["an", "binh"], None, {"open"}),
        (["an", "binh"], 3, {"open"}),  # somebody is there whom nobody knows
        (["an", "stranger"], 2, {"open"}),
        (["boss", "binh"], 2, {"open"}),
        ([], 0, {"open"}),
    ],
)
def test_in_a_group_only_what_all_there_may_see_is_said(
    limited: Office, seen: list[str], count: int | None, plans: set[str]
) -> None:
    limited.people.approve_group(*CHAT, by=TERMINAL)
    limited.people.note_members(*CHAT, map(someone, seen))
    assert limited.people.scope_of_group(*CHAT, count, PLANS) == plans


def test_who_left_and_who_was_removed_are_counted_out(limited: Office) -> None:
    limited.people.approve_group(*CHAT, by=TERMINAL)
    limited.people.note_members(*CHAT, [someone("an"), someone("binh")])
    limited.people.note_members(*CHAT, [], [someone("an")])
    assert limited.people.scope_of_group(*CHAT, 1, PLANS) == set(PLANS)
    limited.people.remove(3, by=TERMINAL)
    assert limited.people.scope_of_group(*CHAT, 1, PLANS) == {"open"}


def test_who_left_unseen_is_noticed_by_the_count(limited: Office) -> None:
    limited.people.approve_group(*CHAT, by=TERMINAL)
    limited.people.note_members(*CHAT, [someone("an"), someone("binh")])
    assert limited.people.scope_of_group(*CHAT, 1, PLANS) == {"open"}
    # A stranger may have come in since: two are there again, and nobody knows who.
    assert limited.people.scope_of_group(*CHAT, 2, PLANS) == {"open"}
    limited.people.note_members(*CHAT, [someone("an"), someone("binh")])
    assert limited.people.scope_of_group(*CHAT, 2, PLANS) == {"open", "money"}


@pytest.mark.parametrize("later", [SEEN_SECONDS, -DAY])
def test_who_was_not_seen_for_long_is_not_known_to_be_there(limited: Office, later: float) -> None:
    limited.people.approve_group(*CHAT, by=TERMINAL)
    limited.people.note_members(*CHAT, [someone("an")])
    limited.clock.now += later
    assert limited.people.scope_of_group(*CHAT, 1, PLANS) == {"open"}
    limited.people.note_members(*CHAT, [someone("an")])
    assert limited.people.scope_of_group(*CHAT, 1, PLANS) == {"open", "money"}


def test_a_group_that_was_left_needs_an_approval_anew(limited: Office) -> None:
    limited.people.approve_group(*CHAT, by=TERMINAL)
    limited.people.note_members(*CHAT, [someone("an")])
    limited.people.leave_group(*CHAT)
    assert limited.people.chats() == []
    with pytest.raises(UnknownChat):
        limited.people.approve_group(*CHAT, by=TERMINAL)
    limited.people.note_group(*CHAT, "Nhóm")
    assert limited.people.scope_of_group(*CHAT, 1, PLANS) == frozenset()


def test_a_group_is_noted_once_under_its_newest_title(limited: Office) -> None:
    limited.people.approve_group(*CHAT, by=TERMINAL)
    limited.people.note_group(*CHAT, "Nhóm \u202emới")
    limited.people.note_group(*CHAT, "")
    assert limited.people.chats() == [
        GroupChat(id=1, channel="telegram", chat="-5", title="Nhóm mới", is_approved=True)
    ]


def test_of_groups_that_are_not_noted_nothing_is_kept(limited: Office) -> None:
    limited.people.note_members("telegram", "-6", [someone("an")])
    limited.people.note_group("telegram", "-6", "Khác")
    limited.people.approve_group("telegram", "-6", by=TERMINAL)
    assert limited.people.scope_of_group("telegram", "-6", 1, PLANS) == {"open"}


@pytest.mark.parametrize("is_noted", [False, True])
def test_a_group_keeps_its_approval_under_its_new_id(limited: Office, is_noted: bool) -> None:
    limited.people.approve_group(*CHAT, by=TERMINAL)
    limited.people.note_members(*CHAT, [someone("an")])
    if is_noted:
        limited.people.note_group("telegram", "-100", "Nhóm")
    limited.people.moved("telegram", "-5", "-100")
    limited.people.moved("telegram", "-5", "-100")
    assert [(one.chat, one.is_approved) for one in limited.people.chats()] == [("-100", True)]
    assert limited.people.scope_of_group("telegram", "-100", 1, PLANS) == {"open", "money"}
    assert limited.people.scope_of_group(*CHAT, 1, PLANS) == frozenset()
