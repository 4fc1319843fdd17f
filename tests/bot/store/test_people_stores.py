"""What the stores of people are given is what they give back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.messages import Person
from bot.migrations import office
from bot.store.audit import AuditStore, Deed
from bot.store.chats import ChatStore
from bot.store.groups import GroupStore
from bot.store.invitations import InvitationStore, StoredInvitation
from bot.store.pairings import Pairing, PairingStore
from bot.store.people import PeopleStore, StoredPerson
from bot.store.rates import RateStore
from corpus.connections import Connections
from corpus.errors import StoreError

AN, BINH = Person(channel="telegram", id="1"), Person(channel="zalo", id="1")


@pytest.fixture
def connections(tmp_path: Path) -> Iterator[Connections]:
    opened = Connections.open(tmp_path / "office.db", [office])
    yield opened
    opened.close()


def test_people(connections: Connections) -> None:
    store = PeopleStore(connections)
    number = store.add(AN, chat="11", name="An 'x' \"y\"", role="member", language="vi", now=5.0)
    store.set_groups(number, {"kế, toán", 'a"b'})
    expected = StoredPerson(
        id=number, person=AN, chat="11", name="An 'x' \"y\"", role="member", language="vi", is_paused=False,
        approved=5.0, groups=frozenset({"kế, toán", 'a"b'}),
    )  # fmt: skip
    assert (store.find(AN), store.find(BINH)) == (expected, None)
    assert store.of_accounts("telegram", {"1", "2"}) == store.all() == [expected]
    store.set_paused(AN, paused=True)
    store.set_language(AN, "en")
    store.set_role(number, "editor")
    store.move_chat("telegram", "11", "12")
    changed = replace(expected, chat="12", role="editor", language="en", is_paused=True)
    assert (store.of_id(number), store.of_role("editor"), store.of_role("member")) == (changed, [changed], [])
    store.remove(number)
    assert (store.all(), store.of_id(number)) == ([], None)


def test_an_account_is_one_person(connections: Connections) -> None:
    store = PeopleStore(connections)
    store.add(AN, chat="", name="", role="member", language="", now=0.0)
    with pytest.raises(StoreError):
        store.add(AN, chat="", name="", role="administrator", language="", now=0.0)
    assert [one.role for one in store.all()] == ["member"]


def test_a_role_that_is_none_is_not_stored(connections: Connections) -> None:
    with pytest.raises(StoreError):
        PeopleStore(connections).add(AN, chat="", name="", role="king", language="", now=0.0)


def test_groups_go_with_their_people(connections: Connections) -> None:
    store = PeopleStore(connections)
    number = store.add(AN, chat="", name="", role="member", language="", now=0.0)
    store.set_groups(number, {"a"})
    store.remove(number)
    with connections.lend() as db:
        assert db["memberships"].count == 0


def test_pairings(connections: Connections) -> None:
    store = PairingStore(connections)
    first = Pairing(person=AN, code="000001", chat="1", name="An", language="vi", made=1.0, expires=2.0)
    store.save(first)
    store.save(replace(first, code="000002"))
    store.save(replace(first, person=BINH, code="000003"))
    assert [one.code for one in store.all()] == ["000002", "000003"]
    store.mark_used("000002")
    assert store.all()[0] == replace(first, code="000002", chat="", name="", used=True)
    store.drop("000003")
    store.drop_of(AN)
    assert store.all() == []


def test_invitations(connections: Connections) -> None:
    store = InvitationStore(connections)
    one = StoredInvitation(
        digest="d", role="editor", groups=frozenset({"kế toán"}), name="An", made=1.0, expires=2.0, by=AN
    )
    number = store.add(one)
    assert (store.find("d"), store.find("e")) == (replace(one, id=number), None)
    store.mark_used("d", BINH)
    assert store.all() == [replace(one, id=number, used_by=BINH)]
    other = store.add(replace(one, digest="e"))
    store.drop_of(AN)
    assert [kept.id for kept in store.all()] == [number]
    store.drop(number)
    assert (store.all(), other > number) == ([], True)


def test_limits(connections: Connections) -> None:
    store = GroupStore(connections)
    store.set_limit("p", {"a", "b"})
    store.set_limit("q", {"a"})
    store.set_limit("p", {"c"})
    assert store.limits() == {"p": {"c"}, "q": {"a"}}
    store.set_limit("p", ())
    assert store.limits() == {"q": {"a"}}


def test_chats(connections: Connections) -> None:
    store = ChatStore(connections)
    store.note("telegram", "-1", "Nhóm", 1.0)
    store.see("telegram", "-1", ["1", "2"], 5.0)
    store.see("telegram", "-1", ["2"], 6.0)
    assert store.members("telegram", "-1") == {"1": 5.0, "2": 6.0}
    store.miss("telegram", "-1", ["1", "9"])
    store.move("telegram", "-1", "-2")
    assert store.members("telegram", "-2") == {"2": 6.0}
    assert store.find("telegram", "-1") is None
    store.drop("telegram", "-2")
    assert (store.all(), store.members("telegram", "-2")) == ([], {})


def test_rates(connections: Connections) -> None:
    store = RateStore(connections)
    store.save("ask", ["telegram", "1"], [1.0, 2.5], until=10.0)
    assert store.times("ask", ["telegram", "1"]) == (1.0, 2.5)
    assert store.times("ask", ["telegram1", ""]) == store.times("knock", ["telegram", "1"]) == ()
    store.sweep(now=10.0, longest=60.0)
    assert store.times("ask", ["telegram", "1"]) == (1.0, 2.5)
    store.sweep(now=10.1, longest=60.0)
    assert store.times("ask", ["telegram", "1"]) == ()


def test_audit(connections: Connections) -> None:
    PeopleStore(connections).add(AN, chat="", name="An", role="member", language="", now=0.0)
    store = AuditStore(connections)
    store.add(Deed(at=1.0, action="ask", who=AN, detail={"plan": "p"}, words={"question": "gì?"}))
    store.add(Deed(at=2.0, action="remove", who=None, about=AN, detail={}, words={}))
    asked = Deed(at=1.0, action="ask", who=AN, name="An", detail={"plan": "p"}, words={"question": "gì?"})
    removed = Deed(at=2.0, action="remove", about=AN, about_name="An", detail={}, words={})
    assert list(store.read(0.0)) == [asked, removed]
    store.empty_words(before=1.0, after=9.0)
    assert list(store.read(0.0)) == [replace(asked, words={}), removed]
    assert list(store.read(1.5)) == [removed]


def test_an_office_of_the_step_before_gets_its_people(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    with Database(path) as db:
        office.apply(db, stop_before="m002_people")
        db["leases"].insert({"name": "x", "owner": "me", "until": 1.0})
    connections = Connections.open(path, [office])
    assert PeopleStore(connections).all() == []
    with connections.lend() as db:
        assert db["leases"].count == 1
    connections.close()
