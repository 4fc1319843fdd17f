"""Reporting lines as a network: each office once, each line a way over one or two legs. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.alignment import is_fuller, name_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.facts.reporting_line import ReportingLine

Key = tuple[str, ...]
# No name has such words: who is not named is one office of its own on either side.
SENDER_UNKNOWN: Key = ("?", "from")
RECEIVER_UNKNOWN: Key = ("?", "to")


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """An office of the network; `name` as printed, None where the plan names none."""

    key: Key
    name: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Leg:
    """A stretch of a line from one office to the next; `number` (from 1) is that of its line.

    `first` is false where the office in between passes on what it was sent.
    """

    number: int
    line: ReportingLine
    start: Key
    end: Key
    first: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Network:
    """The offices, from those that only send to those that only receive, and the legs between them.

    `lines` are numbered from 1 in the order in which they go out of the offices.
    """

    offices: tuple[Office, ...]
    legs: tuple[Leg, ...]
    lines: tuple[ReportingLine, ...]


def make_network(lines: Sequence[ReportingLine]) -> Network:
    """Join lines by their offices; one that names neither end, or returns to its sender, has no legs.

    Names that differ only in how they are abbreviated, or in the level behind them, are one office.
    """
    names = _names(lines)
    ways = [_way(line, names) for line in lines]
    keys = _from_senders_down(ways)
    drawn = sorted(
        zip(lines, ways, strict=True), key=lambda one: keys.index(one[1][0]) if one[1] else len(keys)
    )
    legs = [leg for number, (line, way) in enumerate(drawn, 1) for leg in _legs(number, line, way)]
    return Network(
        offices=tuple(Office(key=key, name=names.get(key)) for key in keys),
        legs=tuple(legs),
        lines=tuple(line for line, _ in drawn),
    )


def _names(lines: Iterable[ReportingLine]) -> dict[Key, str]:
    """Give the best printed name of each office: one that begins with a capital before one that does not."""
    names: dict[Key, str] = {}
    for line in lines:
        for name in filter(None, (line.who, line.via, line.to)):
            known = names.setdefault(name_words(name), name)
            if name[0].isupper() and not known[0].isupper():
                names[name_words(name)] = name
    return names


def _office(name: str | None, names: Iterable[Key], unknown: Key) -> Key:
    if not name:
        return unknown
    key = name_words(name)
    fuller = [other for other in names if is_fuller(other, key)]
    return fuller[0] if len(fuller) == 1 else key


def _way(line: ReportingLine, names: dict[Key, str]) -> list[Key]:
    """Give the offices that a line touches, in order; none where it leads from nobody or nowhere."""
    start, end = _office(line.who, names, SENDER_UNKNOWN), _office(line.to, names, RECEIVER_UNKNOWN)
    if start == end or not (line.who or line.to):
        return []
    return list(dict.fromkeys([start, _office(line.via, names, start), end]))


def _legs(number: int, line: ReportingLine, way: Sequence[Key]) -> Iterable[Leg]:
    for index, (start, end) in enumerate(pairwise(way)):
        yield Leg(number=number, line=line, start=start, end=end, first=index == 0)


def _from_senders_down(ways: Sequence[Sequence[Key]]) -> list[Key]:
    """Order the offices so that ways lead downwards; in a circle, the office named first stands first."""
    left = list(dict.fromkeys(key for way in ways for key in way))
    ordered: list[Key] = []
    while left:
        waiting = {end for way in ways for start, end in pairwise(way) if start in left}
        chosen = next((key for key in left if key not in waiting), left[0])
        left.remove(chosen)
        ordered.append(chosen)
    return ordered
