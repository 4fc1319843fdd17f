"""The boxes and leases by themselves: duplicates, claims, clocks that jump, and what is forgotten when."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.workers import Office
from bot.events import Attachment, Block, Button, Chat, Event, Post
from bot.messages import Person
from bot.migrations import office as steps
from bot.store.envelopes import decode_event, decode_post, encode_event, encode_post
from bot.store.inbox import LEASE_SECONDS, Inbox
from bot.store.leases import Leases
from corpus.connections import Connections
from corpus.errors import StoreError
from tests.bot.delivery.stage import Clock, post, said, text_of
from tests.bot.store.costs import count_steps

DAY = 24 * 3600.0
TEXTS = st.text(st.characters(exclude_categories=("Cs",)))


@given(text=TEXTS, name=TEXTS, size=st.integers(0, 2**40), at=st.floats(0, 1e12))
@settings(max_examples=50)
def test_an_event_comes_out_of_its_row_as_it_went_in(text: str, name: str, size: int, at: float) -> None:
    event = Event(
        channel="c", key="k", kind="file", chat=Chat(id="1", is_group=True, title=name), text=text, at=at,
        sender=Person(channel="c", id="2"), file=Attachment(id="f", name=name, size=size),
        members=(Person(channel="c", id="3"),), is_addressed=False,
    )  # fmt: skip
    assert decode_event(encode_event(event)) == event


@given(text=TEXTS, picture=st.none() | st.binary())
@settings(max_examples=50)
def test_a_post_comes_out_of_its_row_as_it_went_in(text: str, picture: bytes | None) -> None:
    whole = Post(
        channel="c", chat="1", blocks=(Block(text=text), Block(text=text, kind="quote")), reply_to="9",
        buttons=((Button(label=text, id="b"),),), picture=picture, important=True,
    )  # fmt: skip
    assert decode_post(encode_post(whole), picture) == whole


def test_halves_of_characters_are_stored_as_question_marks(office: Office) -> None:
    office.inbox.add([said("1", "nửa \ud83d chữ")])
    (claimed,) = office.inbox.claim("me", ["stage"], 1)
    assert claimed.event.text == "nửa ? chữ"


def test_the_same_key_is_stored_once_a_channel(office: Office) -> None:
    other = replace(said("1"), channel="other")
    assert office.inbox.add([said("1"), said("1"), other]) == 2
    assert office.inbox.add([said("1"), other]) == 0


def test_two_that_claim_at_once_never_get_the_same(office: Office) -> None:
    office.inbox.add([said(f"{n}", chat=f"{n}") for n in range(200)])
    got: dict[str, list[str]] = {"a": [], "b": [], "c": []}

    def take(owner: str) -> None:
        while claimed := office.inbox.claim(owner, ["stage"], 7):
            got[owner] += [one.event.key for one in claimed]

    threads = [threading.Thread(target=take, args=[owner]) for owner in got]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    everything = [key for keys in got.values() for key in keys]
    assert sorted(everything) == sorted({f"{n}" for n in range(200)})


def test_a_claim_ends_with_its_lease_and_not_before(office: Office, clock: Clock) -> None:
    office.inbox.add([said("1")])
    (claimed,) = office.inbox.claim("slow", ["stage"], 1)
    clock.now += LEASE_SECONDS - 1
    assert office.inbox.claim("quick", ["stage"], 1) == []
    office.inbox.renew("slow", [claimed.id])
    clock.now += LEASE_SECONDS - 1
    assert office.inbox.claim("quick", ["stage"], 1) == []
    clock.now += 2
    (again,) = office.inbox.claim("quick", ["stage"], 1)
    assert (again.id, again.claims) == (claimed.id, 2)
    assert not office.inbox.close(claimed.id, "slow")
    assert office.inbox.close(claimed.id, "quick")


def test_a_clock_set_back_a_day_holds_nothing_up(office: Office, clock: Clock) -> None:
    office.inbox.add([said("1"), said("2", chat="b")])
    first, _ = office.inbox.claim("old", ["stage"], 2)
    office.inbox.put_off(first.id, "old", seconds=5, problem="")
    office.outbox.add([post("late")])
    (sending,) = office.outbox.claim("old", ["stage"], 1)
    office.outbox.put_off(sending.id, "old", seconds=5, problem="")
    clock.now -= DAY
    assert len(office.inbox.claim("new", ["stage"], 2)) == 2
    assert len(office.outbox.claim("new", ["stage"], 2)) == 1


def test_channels_that_are_not_served_are_left_alone(office: Office) -> None:
    office.inbox.add([said("1")])
    office.outbox.add([post("a")])
    assert office.inbox.claim("me", ["other"], 5) == []
    assert (office.outbox.claim("me", ["other"], 5), office.outbox.count_ready(["other"])) == ([], 0)
    assert (office.outbox.count_ready(["stage"]), office.outbox.count()) == (1, {"waiting": 1})


def test_what_is_settled_costs_those_that_look_at_what_is_open_nothing(office: Office) -> None:
    with office.connections.write():
        office.inbox.add([said(f"{n}", chat=f"{n}") for n in range(2000)])
        office.outbox.add([post("a", f"{n}") for n in range(2000)])
        for one in office.inbox.claim("me", ["stage"], 2000):
            office.inbox.close(one.id, "me")
        for message in office.outbox.claim("me", ["stage"], 2000):
            office.outbox.settle(message.id, "me", "sent")
    looks: list[Callable[[], object]] = [
        lambda: office.inbox.claim("me", ["stage"], 4),
        lambda: office.inbox.count_ready(["stage"], 9999),
        lambda: office.inbox.release("me"),
        office.inbox.owners,
        lambda: office.outbox.claim("me", ["stage"], 4),
        lambda: office.outbox.count_ready(["stage"]),
        lambda: office.outbox.adopt_lost("me", ["gone"]),
        lambda: office.outbox.drop_lane("stage", "7", "blocked"),
        lambda: office.outbox.move_lane("stage", "7", "8"),
        office.outbox.owners,
    ]
    assert [count_steps(office.connections, look) < 1000 for look in looks] == [True] * len(looks)


def test_a_message_with_a_key_of_its_own_is_stored_once(office: Office) -> None:
    assert office.outbox.add([post("a"), post("b")], once="reminder 7") == 2
    assert office.outbox.add([post("a"), post("b")], once="reminder 7") == 0
    assert office.outbox.add([post("a")]) == 1


def test_what_was_sent_is_kept_no_longer_and_what_is_in_doubt_is(office: Office) -> None:
    office.outbox.add([replace(post("a"), picture=b"png"), replace(post("b", "b"), picture=b"png")])
    sent, doubtful = office.outbox.claim("me", ["stage"], 2)
    assert (sent.post.picture, doubtful.post.picture) == (b"png", b"png")
    office.outbox.settle(sent.id, "me", "sent")
    office.outbox.settle(doubtful.id, "me", "ambiguous")
    kept = [office.outbox.find(one.id) for one in (sent, doubtful)]
    assert [one and one.picture for one in kept] == [None, b"png"]


def test_what_was_settled_is_forgotten_and_what_is_open_stays(office: Office, clock: Clock) -> None:
    office.inbox.add([said("done"), said("open", chat="b")])
    office.outbox.add([post("sent"), post("waits", "b")])
    office.inbox.close(office.inbox.claim("me", ["stage"], 1)[0].id, "me")
    office.outbox.settle(office.outbox.claim("me", ["stage"], 1)[0].id, "me", "sent")
    clock.now += DAY
    office.inbox.forget_settled(clock.now)
    office.outbox.forget_settled(clock.now)
    assert (office.inbox.count_waiting(), office.inbox.add([said("done"), said("open", chat="b")])) == (1, 1)
    assert office.outbox.count() == {"waiting": 1}


def test_a_lease_is_held_by_one_until_it_ends(office: Office, clock: Clock) -> None:
    leases = Leases(office.connections, clock)
    assert leases.take("poll", "a", 10)
    assert not leases.take("poll", "b", 10)
    assert leases.take("poll", "a", 10)
    assert leases.owner_of("poll") == "a"
    clock.now += 11
    assert leases.owner_of("poll") == ""
    assert leases.take("poll", "b", 10)
    leases.give_back("poll", "a")
    assert not leases.take("poll", "a", 10)
    leases.give_back("poll", "b")
    assert leases.take("poll", "a", 10)
    clock.now -= DAY
    assert leases.take("poll", "b", 10)


@pytest.mark.parametrize(
    "take",
    [
        lambda of, clock, who: Leases(of, clock).take("poll", who, 10),
        lambda of, clock, who: bool(Inbox(of, clock).claim(who, ["stage"], 1)),
        lambda of, clock, who: Inbox(of, clock).claim_key(who, "stage", "1") is not None,
    ],
    ids=["lease", "claim", "claim_key"],
)
def test_whoever_waits_for_the_lock_takes_nothing_that_was_taken_meanwhile(
    tmp_path: Path, office: Office, clock: Clock, take: Callable[..., bool]
) -> None:
    office.inbox.add([said("1")])
    other = Connections.open(tmp_path / "office.db", [steps], busy_seconds=0)
    won: list[str] = []

    def be_overtaken() -> float:
        with suppress(StoreError):
            if take(other, lambda: clock.now + 0.01, "quick"):
                won.append("quick")
        return clock.now

    if take(office.connections, be_overtaken, "slow"):
        won.append("slow")
    other.close()
    assert won == ["slow"]


def test_what_cannot_be_read_makes_way(office: Office) -> None:
    office.inbox.add([said("1"), said("2")])
    office.outbox.add([post("1"), post("2")])
    with office.connections.write() as db:
        db.execute("UPDATE inbox SET body = '{}' WHERE key = '1'")
        db.execute("UPDATE outbox SET body = 'torn' WHERE id = 1")
    assert office.inbox.claim("me", ["stage"], 5) == []
    assert office.outbox.claim("me", ["stage"], 5) == []
    assert [one.event.text for one in office.inbox.claim("me", ["stage"], 5)] == ["2"]
    assert [text_of(one.post) for one in office.outbox.claim("dead", ["stage"], 5)] == ["2"]
    with office.connections.write() as db:
        db.execute("UPDATE outbox SET body = 'torn' WHERE id = 2")
    assert office.outbox.adopt_lost("me", ["dead"]) == []
    assert office.outbox.count() == {"failed": 2}
