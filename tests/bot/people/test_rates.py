"""How often something may be done, whatever the clock does."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Person
from bot.people.rates import Limited, Rate, Rates, recent, wait_for
from bot.people.roles import TERMINAL
from tests.bot.people.office import DAY, NOON, Office, someone

RATES = st.builds(
    Rate, count=st.integers(1, 5), seconds=st.floats(min_value=1, max_value=3600, allow_subnormal=False)
)
STEPS = st.lists(st.floats(min_value=0, max_value=2000), max_size=60)


def admitted(rate: Rate, moments: list[float]) -> list[float]:
    """Give the moments at which somebody who asks at all of these was let through."""
    kept: tuple[float, ...] = ()
    passed = []
    for now in moments:
        if not wait_for(kept, now, rate):
            kept = recent((*kept, now), now, rate)
            passed.append(now)
    return passed


def moments_of(steps: list[float]) -> list[float]:
    moments, now = [], NOON
    for step in steps:
        now += step
        moments.append(now)
    return moments


@given(rate=RATES, steps=STEPS)
def test_never_more_than_the_rate_in_any_stretch(rate: Rate, steps: list[float]) -> None:
    passed = admitted(rate, moments_of(steps))
    spans = [last - first for first, last in zip(passed, passed[rate.count :], strict=False)]
    assert [span for span in spans if span < rate.seconds - 1e-3] == []


@given(rate=RATES, steps=STEPS)
def test_whoever_waits_as_told_gets_through(rate: Rate, steps: list[float]) -> None:
    passed = admitted(rate, moments_of(steps))
    now = passed[-1] if passed else NOON
    wait = wait_for(recent(passed, now, rate), now, rate)
    assert 0 <= wait <= rate.seconds + 1e-3
    assert wait_for(passed, now + wait + 1e-3, rate) == 0


@given(rate=RATES, steps=STEPS, back=st.floats(min_value=61, max_value=10 * DAY))
def test_a_clock_set_back_locks_nobody_out(rate: Rate, steps: list[float], back: float) -> None:
    times = admitted(rate, moments_of(steps))
    now = (times[-1] if times else NOON) - back
    assert wait_for(times, now, rate) <= rate.seconds + 60


@given(rate=RATES, steps=STEPS)
def test_a_clock_set_back_a_day_lets_pass_at_once(rate: Rate, steps: list[float]) -> None:
    moments = [one for one in moments_of(steps) if one < NOON + DAY / 2]
    assert wait_for(admitted(rate, moments), NOON - DAY, rate) == 0


@given(rate=RATES, steps=STEPS)
def test_no_more_is_kept_than_decides(rate: Rate, steps: list[float]) -> None:
    kept = recent(moments_of(steps), NOON + sum(steps), rate)
    assert len(kept) <= rate.count
    assert all(one <= other for one, other in pairwise(kept))


def test_buttons_have_a_wider_limit_of_their_own(office: Office) -> None:
    waits = [office.people.wait(someone("1"), "1", is_press=True) for _ in range(81)]
    assert (waits[:80], waits[80]) == ([0.0] * 80, 60.0)
    assert office.people.wait(someone("1"), "1") == 0.0


def test_a_person_has_twenty_questions_a_minute(office: Office) -> None:
    waits = [office.people.wait(someone("1"), "1") for _ in range(22)]
    assert waits == [0.0] * 20 + [60.0] * 2
    office.clock.now += 45
    assert office.people.wait(someone("1"), "1") == 15.0
    office.clock.now += 15
    assert office.people.wait(someone("1"), "1") == 0.0


def test_a_chat_has_forty_whoever_asks(office: Office) -> None:
    waits = [office.people.wait(someone(str(number)), "-5") for number in range(41)]
    assert (waits[:40], waits[40]) == ([0.0] * 40, 60.0)
    assert office.people.wait(someone("40"), "40") == 0.0


def test_what_is_refused_takes_no_place_anywhere(office: Office) -> None:
    one, other = (Limited(kind=kind, who=("x",), rate=Rate(count=1, seconds=60)) for kind in ("a", "b"))
    rates = Rates(office.connections, office.clock)
    assert rates.take(one) == 0.0
    assert rates.take(one, other) == 60.0
    assert rates.take(other) == 0.0


def test_the_operator_never_waits(office: Office) -> None:
    operators = [TERMINAL, Person(channel="web", id="local")]
    assert {office.people.wait(one, "x") for one in operators for _ in range(100)} == {0.0}


def test_what_no_longer_counts_is_swept(office: Office) -> None:
    office.people.wait(someone("1"), "1")
    office.clock.now += 61
    office.people.sweep()
    with office.connections.lend() as db:
        assert db["rates"].count == 0


def test_what_a_clock_ahead_has_left_is_swept(office: Office) -> None:
    office.people.wait(someone("1"), "1")
    office.clock.now -= DAY
    office.people.sweep()
    with office.connections.lend() as db:
        assert db["rates"].count == 0
