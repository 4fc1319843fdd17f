"""How each loaded plan can be named: by number, places, office, years, words of its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from corpus.changes import merger_date, province_now, provinces_before
from corpus.lexicon import compounds, load, pattern, words
from corpus.models import PlanSummary
from corpus.text import bigrams, fold, tokens
from retrieval.concepts import content_runs

_LONGEST_PLACE = 4


@dataclass(frozen=True, kw_only=True)
class Marks:
    """How a plan can be named, all folded; `kin` are provinces that its own was joined with."""

    plan_id: str
    numbers: frozenset[str]
    places: tuple[str, ...]
    seat: tuple[str, ...]
    offices: tuple[str, ...]
    years: frozenset[str]
    kin: tuple[str, ...] = ()
    title: frozenset[str]


@lru_cache(maxsize=4096)
def marks_of(plan: PlanSummary) -> Marks:
    """Give how the plan can be named."""
    data = plan.metadata
    places = {name for part in (data.title, data.issuer, data.superior) if part for name in _places_in(part)}
    seat = tuple(places)
    places.update(_proper_name(data.issuer or ""))
    if data.province:
        places.add(fold(data.province))
        places.update(_aliases(data.province))
    number = tokens(data.number)[0] if data.number else ""
    return Marks(
        plan_id=plan.id, numbers=frozenset({number} - {""}),
        places=tuple(sorted((p for p in places if len(p) > 2), key=len, reverse=True)),
        seat=seat or tuple(places), offices=tuple(_office_names(data.issuer or "")),
        kin=tuple(_kin(plan)),
        years=frozenset(str(year) for year in data.years),
        title=frozenset(_title_terms(data.title)),
    )  # fmt: skip


def _places_in(text: str) -> list[str]:
    """Give the folded names behind "huyện", "phường" and the like: the capitalised words that follow."""
    found = []
    for match in pattern("naming", "unit").finditer(text):
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


def _proper_name(issuer: str) -> list[str]:
    """Give the last two syllables of a body's name, where they are no word of the language ("… Sông Mã")."""
    typed = tokens(re.sub(r"\([^)]*\)", " ", issuer))
    while typed and typed[-1] in words("naming", "units"):
        typed.pop()
    ending = typed[-2:]
    if typed and typed[0] in words("naming", "nicknamed"):
        return [f"{typed[0]} {word}" for word in _lone(typed[1:])]
    is_name = (
        len(typed) > 3 and "_".join(ending) not in compounds() and content_runs(" ".join(ending)) == [ending]
    )
    return [" ".join(ending)] if is_name else []


def _lone(typed: list[str]) -> list[str]:
    """Give the syllables that make no word of the language with a neighbour ("… doanh nghiệp than": than)."""
    pairs = [f"{one}_{other}" in compounds() for one, other in pairwise(typed)]
    joined = [any(pairs[max(index - 1, 0) : index + 1]) for index in range(len(typed))]
    return [
        word
        for word, bound in zip(typed, joined, strict=True)
        if not bound and content_runs(word) == [[word]]
    ]


@cache
def _aliases(province: str) -> tuple[str, ...]:
    entries = [entry for entry in load("provinces")["province"] if entry["name"] == province]
    return tuple(" ".join(tokens(alias)) for entry in entries for alias in entry.get("aliases", []))


def _kin(plan: PlanSummary) -> Iterator[str]:
    """Give the province that the plan's own is part of now; of a plan written since, those it was made of."""
    own = plan.metadata.province
    if not own:
        return
    joined = [province_now(own)]
    if plan.metadata.issue_date and plan.metadata.issue_date >= merger_date():
        joined.extend(provinces_before(own))
    for name in dict.fromkeys(joined):
        if name != own:
            yield fold(name)
            yield from _aliases(name)


def _title_terms(title: str) -> list[str]:
    typed = tokens(title)
    return [*typed, *bigrams(typed)]


def _office_names(issuer: str) -> list[str]:
    """Give the ways of naming an office: in full, by initials ("skhcn"), half so ("so khcn")."""
    typed = tokens(re.sub(r"\([^)]*\)", " ", issuer))
    if not typed:
        return []
    if _places_in(issuer) and (unit := pattern("naming", "unit").search(issuer)):
        typed = tokens(issuer[: unit.start()]) or typed
    letters = [word[0] for word in typed if word not in words("naming", "not_in_initials")]
    names = [" ".join(typed), "".join(letters), f"{typed[0]} {''.join(letters[1:])}"]
    return [name for name in names if len(name) > 2]
