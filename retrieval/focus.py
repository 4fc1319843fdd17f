"""Which of the loaded plans a question is about.

Staff name a plan by its number ("kh 29"), its place, its office ("skhcn hưng yên"), its year or words of
its title. A question that names none is about all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from corpus.lexicon import load, pattern, words
from corpus.models import PlanSummary
from corpus.text import bigrams, fold, tokens
from retrieval.query import Query, parse_query
from retrieval.scoring import inverse_frequency

_YEAR = re.compile(r"(?<![\d/-])(20\d{2})(?![\d/]|\s?[-–]\s?20\d{2})")
_LONGEST_PLACE = 4
_CLEAR = 2.0
# The ways of naming a plan, and of these the ones that say where it is from.
NAMED_BY = ("number", "place", "office", "year", "title")
PLACED = frozenset(("place", "office"))
_LEAST_TITLE = 2.0


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


@dataclass(frozen=True, kw_only=True)
class _Marks:
    """How a plan can be named, all folded."""

    plan_id: str
    numbers: frozenset[str]
    places: tuple[str, ...]
    seat: tuple[str, ...]
    offices: tuple[str, ...]
    years: frozenset[str]
    title: frozenset[str]


def find_focus(query: Query, plans: Sequence[PlanSummary], *, by: Collection[str] = NAMED_BY) -> Focus:
    """Find the plans that the question names.

    Each kind of name in `by` narrows, but never to nothing. Where parts of the question ("… 2023 và 2025",
    "Tây Ninh, Mỹ Hào và …") name different plans, it is about all of them.
    """
    marks = [_marks(plan) for plan in plans]
    whole = _find(query, marks, by)
    seated = _find(query, marks, PLACED).plans
    parts = [
        _find(parse_query(part), marks, by) for part in _naming("several").split(query.text) if part.strip()
    ]
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
    marks: Sequence[_Marks],
    kinds: Collection[str],
) -> Focus:
    text = " ".join(tokens(query.text))
    spoken = " ".join([text, *(" ".join(form) for concept in query.concepts for form in concept.forms)])
    search = _Search(left=list(marks))
    ways: dict[str, Callable[[_Marks], Collection[str]]] = {
        "number": lambda mark: _by_number(query, text, mark),
        "place": lambda mark: _by_name(text, mark.places),
        "office": lambda mark: _by_office(spoken, text, mark),
        "year": lambda mark: _years(query) & mark.years,
    }
    for kind, way in ways.items():
        if kind in kinds:
            search.narrow(kind, way)
    if "title" in kinds:
        _narrow_by_title(search, query, marks)
    unknown = (*_unknown_places(text, marks), *_unknown_years(query, search))
    named = tuple(mark.plan_id for mark in search.left) if search.by else None
    return Focus(
        plans=named, used=frozenset(search.used), unknown=unknown, named_by=frozenset(search.by),
        places=frozenset(search.places),
    )  # fmt: skip


@dataclass(kw_only=True)
class _Search:
    left: list[_Marks]
    used: set[str] = field(default_factory=set)
    by: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

    def narrow(self, name: str, match: Callable[[_Marks], Collection[str]]) -> None:
        found = [(mark, hit) for mark in self.left if (hit := match(mark))]
        if found:
            self.left = [mark for mark, _ in found]
            self.by.add(name)
            for _, hit in found:
                named = {token for phrase in hit for token in phrase.split()}
                self.used |= named
                if name == "place":
                    self.places |= named


@lru_cache(maxsize=4096)
def _marks(plan: PlanSummary) -> _Marks:
    data = plan.metadata
    places = {name for part in (data.title, data.issuer, data.superior) if part for name in _places_in(part)}
    seat = tuple(places)
    if data.province:
        places.add(fold(data.province))
        places.update(_aliases(data.province))
    number = tokens(data.number)[0] if data.number else ""
    return _Marks(
        plan_id=plan.id, numbers=frozenset({number} - {""}),
        places=tuple(sorted((p for p in places if len(p) > 2), key=len, reverse=True)),
        seat=seat or tuple(places), offices=tuple(_office_names(data.issuer or "")),
        years=frozenset(str(year) for year in data.years),
        title=frozenset(_title_terms(data.title)),
    )  # fmt: skip


def _places_in(text: str) -> list[str]:
    """Give the folded names behind "huyện", "phường" and the like: the capitalised words that follow."""
    found = []
    for match in _naming("unit").finditer(text):
        name: list[str] = []
        for word in text[match.end() :].split()[:_LONGEST_PLACE]:
            bare = word.strip(',.;:()”“"')
            if not bare[:1].isupper() or (not match.group().isupper() and len(bare) > 1 and bare.isupper()):
                break
            name.append(bare)
            if bare != word:
                break
        if name:
            found.append(" ".join(tokens(" ".join(name))))
    return found


@cache
def _aliases(province: str) -> tuple[str, ...]:
    entries = [entry for entry in load("provinces")["province"] if entry["name"] == province]
    return tuple(" ".join(tokens(alias)) for entry in entries for alias in entry.get("aliases", []))


def _title_terms(title: str) -> list[str]:
    typed = tokens(title)
    return [*typed, *bigrams(typed)]


def _office_names(issuer: str) -> list[str]:
    """Give the ways of naming an office: in full, by initials ("skhcn"), half so ("so khcn")."""
    typed = tokens(re.sub(r"\([^)]*\)", " ", issuer))
    if not typed:
        return []
    if _places_in(issuer) and (unit := _naming("unit").search(issuer)):
        typed = tokens(issuer[: unit.start()]) or typed
    letters = [word[0] for word in typed if word not in words("naming", "not_in_initials")]
    names = [" ".join(typed), "".join(letters), f"{typed[0]} {''.join(letters[1:])}"]
    return [name for name in names if len(name) > 2]


def _by_number(query: Query, text: str, mark: _Marks) -> list[str]:
    heads = {number.split("/")[0].split("-")[0] for number in mark.numbers}
    spoken = {match[1].lstrip("0") for match in _naming("document").finditer(query.folded)}
    whole = [number for number in mark.numbers if number in text.split()]
    return whole or sorted(heads & spoken)


def _by_name(text: str, names: Sequence[str]) -> list[str]:
    return [name for name in names if re.search(rf"\b{re.escape(name)}\b", text)]


def _by_office(spoken: str, text: str, mark: _Marks) -> list[str]:
    """Find an office named as the plan's own: beside one of its places, or as the head of the plan."""
    found = []
    for name in mark.offices:
        whole = rf"\b{re.escape(name)}\b"
        near = any(
            re.search(rf"{whole}(?: \w+){{0,1}} {re.escape(place)}\b|\b{re.escape(place)} {whole}", text)
            for place in mark.seat
        )
        if near or (name in spoken and any(place in text for place in mark.seat) and name not in text):
            found.append(name)
    return found


def _years(query: Query) -> frozenset[str]:
    """Give the years that stand alone in the question: not those of a law, a date or a period."""
    return frozenset(
        match[1]
        for match in _YEAR.finditer(query.folded)
        if not _naming("law").search(query.folded[: match.start()])
    )


def _narrow_by_title(search: _Search, query: Query, marks: Sequence[_Marks]) -> None:
    """Take the plans whose titles hold clearly more of the question than the others'."""
    if len(search.left) < 2:
        return
    size = len(marks)
    frequency: dict[str, int] = {}
    for mark in marks:
        for term in mark.title:
            frequency[term] = frequency.get(term, 0) + 1
    scored = []
    for mark in search.left:
        hits = [t for t in query.terms if t in mark.title and t not in search.used]
        scored.append((sum(inverse_frequency(frequency[t], size) * query.terms[t] for t in hits), mark, hits))
    best = max(score for score, _, _ in scored)
    rest = sorted((score for score, _, _ in scored if score < best), reverse=True)
    if best >= _LEAST_TITLE and (not rest or best >= _CLEAR * rest[0]):
        search.left = [mark for score, mark, _ in scored if score == best]
        search.by.add("title")
        search.used.update(t for score, _, hits in scored if score == best for t in hits)


@cache
def _provinces() -> dict[str, tuple[str, ...]]:
    """Give every province with the folded names it goes by."""
    entries = load("provinces")["province"]
    return {
        e["name"]: tuple(" ".join(tokens(n)) for n in (e["name"], *e.get("aliases", []))) for e in entries
    }


def _unknown_places(text: str, marks: Sequence[_Marks]) -> tuple[str, ...]:
    """Give the provinces that the question names and no plan is of."""
    ours = {place for mark in marks for place in mark.places}
    missing = []
    spoken = f" {text} "
    for province, names in _provinces().items():
        if ours.intersection(names):
            continue
        for name in names:
            at = spoken.find(f" {name} ")
            if at >= 0 and len(name) > 3 and not _naming("person").search(spoken[: at + 1]):
                missing.append(province)
                break
    return tuple(dict.fromkeys(missing))


def _unknown_years(query: Query, search: _Search) -> tuple[str, ...]:
    have = {year for mark in search.left for year in mark.years}
    return tuple(sorted(_years(query) - have))
