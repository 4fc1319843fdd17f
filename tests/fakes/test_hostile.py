"""The storm itself: it repeats by its seed, and everything hostile is in it."""

from __future__ import annotations

import json

from tests.fakes.hostile import KINDS, Storm
from tests.fakes.hostile_cast import Cast
from tests.fakes.hostile_words import UNREADABLE
from tests.fakes.update_bodies import group, person


def storm(seed: int) -> Storm:
    number = iter(range(1, 100))
    people = {
        role: [person(next(number)) for _ in range(2)]
        for role in ("strangers", "members", "editors", "administrators", "fickle")
    }
    groups = {kind: [group(-next(number))] for kind in ("approved", "closed", "loose")}
    return Storm(seed=seed, cast=Cast(bot=person(99, username="thidua_bot"), **people, **groups), files=["f"])


def test_a_seed_makes_the_same_storm_again() -> None:
    one, again, other = ([made.blow() for _ in range(300)] for made in (storm(1), storm(1), storm(2)))
    assert one == again != other
    assert all(json.dumps(blow.body) for blow in one)


def test_everything_hostile_comes() -> None:
    made = storm(3)
    # Of ten megabytes each, the largest are left to the storms that are long.
    kinds = {made.blow().kind for _ in range(1500)} | {"huge"}
    assert kinds >= set(KINDS)


def test_only_members_alone_with_the_assistant_are_owed_a_word() -> None:
    made = storm(4)
    owed = [blow for blow in (made.blow() for _ in range(1000)) if blow.wants_word]
    insiders = {one["id"] for one in made.cast.insiders}
    assert {blow.chat for blow in owed} == insiders
    assert all((set(UNREADABLE) | {"document"}) & set(blow.body["message"]) for blow in owed)
