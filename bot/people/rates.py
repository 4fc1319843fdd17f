"""How often something may be done: at most so many times in any stretch of so many seconds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.people.codes import CLOCK_SLACK_SECONDS
from bot.store.rates import RateStore

if TYPE_CHECKING:
    from corpus.connections import Connections

HOUR_SECONDS = 3600.0
MINUTE_SECONDS = 60.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """At most `count` times in any `seconds`."""

    count: int
    seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Limited:
    """Something that is limited: its kind, who does it, and how often it may be done."""

    kind: str
    who: tuple[str, ...]
    rate: Rate


def recent(times: Sequence[float], now: float, rate: Rate) -> tuple[float, ...]:
    """Give the times that count now, at most as many as decide, in order.

    Times in the future do not count, or a clock that was set back would shut everybody out until then.
    """
    # Summed as in `wait_for`: what counts here is waited for there, to the last digit.
    counted = sorted(one for one in times if one <= now + CLOCK_SLACK_SECONDS and now < one + rate.seconds)
    return tuple(counted[-rate.count :])


def wait_for(times: Sequence[float], now: float, rate: Rate) -> float:
    """Give the seconds until there is room again, 0 where there is."""
    counted = recent(times, now, rate)
    return counted[0] + rate.seconds - now if len(counted) >= rate.count else 0.0


class Rates:
    """Count what is limited, in the database: several processes share the limits."""

    def __init__(self, connections: Connections, clock: Callable[[], float]) -> None:
        self._connections = connections
        self._store = RateStore(connections)
        self._clock = clock

    def take(self, *limited: Limited) -> float:
        """Take a place in every limit and give 0; where one is full, none, and give the seconds to wait."""
        with self._connections.write():
            wait = self.wait(*limited)
            if not wait:
                for one in limited:
                    self._note(one)
        return wait

    def wait(self, *limited: Limited) -> float:
        """Give the seconds until there is room in every limit, without taking it."""
        now = self._clock()
        return max(wait_for(self._store.times(one.kind, one.who), now, one.rate) for one in limited)

    def sweep(self) -> None:
        """Drop what no longer counts."""
        self._store.sweep(now=self._clock(), longest=HOUR_SECONDS + CLOCK_SLACK_SECONDS)

    def _note(self, limited: Limited) -> None:
        now, rate = self._clock(), limited.rate
        times = recent((*self._store.times(limited.kind, limited.who), now), now, rate)
        self._store.save(limited.kind, limited.who, times, until=now + rate.seconds)
