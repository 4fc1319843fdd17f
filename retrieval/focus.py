"""Which of the loaded plans a question is about.

Staff name a plan by its number ("kh 29"), its place, its office ("skhcn hưng yên"), its year or words of
its title. A question that names none is about all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from corpus.lexicon import pattern
from corpus.models import PlanSummary
from corpus.text import tokens
from retrieval.marks import Marks, marks_of
from retrieval.query import Query, parse_query
from retrieval.titles import clearly_named
from retrieval.unknown import unknown_places, unknown_spans, unknown_units, unknown_years, years_alone

# The ways of naming a plan, and of these the ones that say where it is from.
NAMED_BY = ("number", "place", "office", "year", "title")
PLACED = frozenset(("place", "office"))


def _naming(name: str) -> re.Pattern[str]:
    return pattern("naming", name)


@dataclass(frozen=True, kw_only=True)
class Focus:
    """The plans that a question is about, and by what; `plans` is None where it names none.

    `unknown` are places or years that the question names and no plan has. `used` are the folded tokens
    that named the plans: they say nothing more about the answer. `compound`: its parts name different plans.
    `places` are the tokens that named places.
    """

    plans: tuple[str, ...] | None
    used: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()
    named_by: frozenset[str] = frozenset()
    compound: bool = False
    places: frozenset[str] = frozenset()


def find_focus(
    query: Query,
    plans: Sequence[PlanSummary],
    *,
    by: Collection[str] = NAMED_BY,
    knows: Callable[[str], bool] = lambda _: True,
) -> Focus:
    """Find the plans that the question names.

    Each kind of name in `by` narrows, but never to nothing. Where parts of the question ("… 2023 và 2025",
    "Tây Ninh, Mỹ Hào và …") name different plans, it is about all of them. `knows` tells whether a plan holds
    a folded word or pair: a district that none speaks of is unknown.
    """
    focus = _join_parts(query, plans, by)
    more = [*unknown_units(query, knows, focus.places), *unknown_spans(query, knows)]
    names = tuple(dict.fromkeys((*focus.unknown, *more)))
    return replace(focus, unknown=names) if more else focus


def _join_parts(query: Query, plans: Sequence[PlanSummary], by: Collection[str]) -> Focus:
    marks = [marks_of(plan) for plan in plans]
    whole = _find(query, marks, by)
    texts = [part for part in _naming("several").split(query.text) if part.strip()]
    if len(texts) < 2:
        return whole
    parts = [_find(parse_query(text), marks, by) for text in texts]
    seated = _find(query, marks, PLACED).plans
    named = [_seat(part, seated) for part in parts if part.plans and len(part.plans) < len(marks)]
    joined = tuple(
        mark.plan_id for mark in marks if any(mark.plan_id in (part.plans or ()) for part in named)
    )
    distinct = {part.plans for part in named}
    if len(distinct) < 2 or set(joined) <= set(whole.plans or ()) or _nested(distinct):
        return whole
    return Focus(
        plans=joined, used=frozenset().union(whole.used, *(part.used for part in named)),
        unknown=_unknown_to_all(parts),
        named_by=frozenset().union(*(part.named_by for part in named)), compound=True,
        places=frozenset().union(whole.places, *(part.places for part in named)),
    )  # fmt: skip


def _nested(several: Collection[tuple[str, ...] | None]) -> bool:
    """Tell whether one part names what all others name more narrowly ("Hưng Yên" and "Sở … Hưng Yên")."""
    sets = [set(plans or ()) for plans in several]
    smallest = min(sets, key=len)
    return all(smallest <= other for other in sets)


def _unknown_to_all(parts: Sequence[Focus]) -> tuple[str, ...]:
    """Give the names that some part of the question knows no plan of and no other part does."""
    names = dict.fromkeys(name for part in parts for name in part.unknown)
    return tuple(name for name in names if not any(name in part.used for part in parts))


def _seat(part: Focus, seated: tuple[str, ...] | None) -> Focus:
    """Let a part that names no place ("… và 2024") mean plans of the place that the whole question names."""
    both = tuple(plan for plan in part.plans or () if plan in (seated or ()))
    return part if part.named_by & PLACED or not both else replace(part, plans=both)


def _find(
    query: Query,
    marks: Sequence[Marks],
    kinds: Collection[str],
) -> Focus:
    text = " ".join(tokens(query.text))
    spoken = " ".join([text, *(" ".join(form) for concept in query.concepts for form in concept.forms)])
    heads = {match[1].lstrip("0") for match in _naming("document").finditer(query.folded)}
    years = years_alone(query)
    search = _Search(left=list(marks))
    ways: dict[str, Callable[[Marks], Collection[str]]] = {
        "number": lambda mark: _by_number(heads, text, mark),
        "place": lambda mark: _by_name(text, mark.places),
        "office": lambda mark: _by_office(spoken, text, mark),
        "year": lambda mark: years & mark.years,
    }
    for kind, way in ways.items():
        if kind in kinds:
            search.narrow(kind, way)
    if "place" in kinds and "place" not in search.by:
        search.narrow("place", lambda mark: _by_name(text, mark.kin))
    if "title" in kinds:
        _narrow_by_title(search, query)
    unknown = (*unknown_places(text, marks, search.left), *unknown_years(query, search.left))
    named = tuple(mark.plan_id for mark in search.left) if search.by else None
    return Focus(
        plans=named, used=frozenset(search.used), unknown=unknown, named_by=frozenset(search.by),
        places=frozenset(search.places),
    )  # fmt: skip


@dataclass(kw_only=True)
class _Search:
    left: list[Marks]
    used: set[str] = field(default_factory=set)
    by: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

    def narrow(self, name: str, match: Callable[[Marks], Collection[str]]) -> None:
        found = [(mark, hit) for mark in self.left if (hit := match(mark))]
        if found:
            self.left = [mark for mark, _ in found]
            self.by.add(name)
            for _, hit in found:
                named = {token for phrase in hit for token in phrase.split()}
                self.used |= named
                if name == "place":
                    self.places |= named


def _by_number(spoken: Collection[str], text: str, mark: Marks) -> list[str]:
    """Find a plan by its whole number, or by how it begins; `spoken` are the beginnings that were typed."""
    heads = {number.split("/")[0].split("-")[0] for number in mark.numbers}
    whole = [number for number in mark.numbers if number in text.split()]
    return whole or sorted(heads.intersection(spoken))


def _by_name(text: str, names: Sequence[str]) -> list[str]:
    padded = f" {text} "
    return [name for name in names if f" {name} " in padded]


def _by_office(spoken: str, text: str, mark: Marks) -> list[str]:
    """Find an office named as the plan's own: beside one of its places, or as the head of the plan."""
    found = []
    for name in mark.offices:
        if name in text:
            near = any(_stand_together(name, place, text) for place in mark.seat)
        else:
            near = name in spoken and any(place in text for place in mark.seat)
        if near:
            found.append(name)
    return found


def _stand_together(office: str, place: str, text: str) -> bool:
    if place not in text:
        return False
    whole, seat = rf"\b{re.escape(office)}\b", re.escape(place)
    return re.search(rf"{whole}(?: \w+){{0,1}} {seat}\b|\b{seat} {whole}", text) is not None


def _narrow_by_title(search: _Search, query: Query) -> None:
    """Take the plans whose titles hold clearly more of the question than the others'."""
    found = clearly_named(query, [mark.title - search.used for mark in search.left])
    if found:
        search.left = [search.left[place] for place in found]
        search.by.add("title")
        search.used.update(*found.values())
