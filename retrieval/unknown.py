"""Places and years that a question names and no loaded plan is of."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache

from corpus.lexicon import compounds, load, pattern, words
from corpus.text import fold, tokens
from retrieval.concepts import content_runs
from retrieval.marks import Marks
from retrieval.query import Query

_YEAR = re.compile(r"(?<![\d/-])(20\d{2})(?![\d/]|\s?[-–]\s?20\d{2})")
# So short an alias of a province ("hy") may be another word.
_SHORTEST = 3
_SPAN = re.compile(r"\b(20\d{2})\s?[-–]\s?(20\d{2})\b")


def years_alone(query: Query) -> frozenset[str]:
    """Give the years that stand alone in the question: not those of a law, a date or a period."""
    return frozenset(
        match[1]
        for match in _YEAR.finditer(query.folded)
        if not pattern("naming", "law").search(query.folded[: match.start()])
    )


@cache
def _provinces() -> dict[str, tuple[str, ...]]:
    """Give every province with the folded names it goes by."""
    entries = load("provinces")["province"]
    return {
        e["name"]: tuple(" ".join(tokens(n)) for n in (e["name"], *e.get("aliases", []))) for e in entries
    }


@cache
def _names() -> dict[str, tuple[tuple[str, str], ...]]:
    """Give the names that are long enough, each with its province, by their first syllable."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for province, names in _provinces().items():
        for name in names:
            if len(name) > _SHORTEST:
                first = name.split()[0]
                found[first] = (*found.get(first, ()), (name, province))
    return found


def _provinces_named(text: str) -> Iterator[tuple[str, str]]:
    """Give the names in a text of folded tokens, joined by blanks, each with its province."""
    spoken = f" {text} "
    for word in dict.fromkeys(text.split()):
        yield from (pair for pair in _names().get(word, ()) if f" {pair[0]} " in spoken)


def names_province(text: str) -> bool:
    """Tell whether the folded tokens of a text, joined by blanks, name a province."""
    return any(_provinces_named(text))


def unknown_places(text: str, marks: Sequence[Marks], left: Sequence[Marks]) -> tuple[str, ...]:
    """Give the provinces that the question names and no plan is of.

    A province that another was joined with counts only for the plans `left` by what else the question names.
    """
    spoken = f" {text} "
    named = {
        province
        for name, province in _provinces_named(text)
        if not pattern("naming", "person").search(spoken[: spoken.find(f" {name} ") + 1])
    }
    if not named:
        return ()
    ours = {place for mark in marks for place in mark.places} | {kin for mark in left for kin in mark.kin}
    return tuple(
        province
        for province, names in _provinces().items()
        if province in named and not ours.intersection(names)
    )


def unknown_units(
    query: Query, knows: Callable[[str], bool], placed: Collection[str] = ()
) -> tuple[str, ...]:
    """Give the districts, communes and the like that the question names and no plan speaks of.

    `knows` tells whether a plan holds a folded word or pair. A name is two syllables behind the word for the
    unit, neither of them a word of function, that make no word of the language ("xã nông thôn" names none);
    or one that is among those that `placed` a plan ("phường Láng").
    """
    if len(query.folded) != len(query.text) or query.language == "en":
        return ()
    return tuple(
        query.text[slice(*match.span("name"))].title()
        for match in pattern("naming", "unit_named").finditer(query.folded)
        if _is_typed_so(query.text, match)
        and _is_name(match["unit"].split()[-1], match["first"], match["second"])
        and not knows(f"{match['first']}_{match['second']}")
        and not (match["first"] in placed and not query.text[match.start("second")].isupper())
    )


def units_in_capitals(text: str) -> tuple[str, ...]:
    """Give the names of districts and the like that capitals show, words or not ("huyện Thống Nhất").

    None where most words are capitalised, which shows nothing.
    """
    typed = text.split()
    if 2 * sum(word[:1].isupper() for word in typed) > len(typed):
        return ()
    found = pattern("naming", "unit_in_capitals").finditer(text)
    return tuple(name for match in found if _is_proper(name := match["vi"] or match["en"]))


def _is_proper(name: str) -> bool:
    first, last = name.split()
    return first[0].isupper() and last[0].isupper() and first not in words("naming", "bodies")


def _is_typed_so(text: str, match: re.Match[str]) -> bool:
    """Tell whether accents and capitals, where a person types them, are those of a place (not "quán")."""
    if text.lower() == fold(text):
        return True
    unit, start = text[slice(*match.span("unit"))], match.start("name")
    return unit.lower() in words("naming", "units_typed") and (text.islower() or text[start].isupper())


def _is_name(unit: str, first: str, second: str) -> bool:
    ordinary = any(f"{one}_{other}" in compounds() for one, other in ((unit, first), (first, second)))
    if first in words("naming", "not_in_places"):
        return False
    if first in words("naming", "directions"):
        return not ordinary and second not in words("naming", "not_in_places")
    return not ordinary and content_runs(f"{first} {second}") == [[first, second]]


def unknown_spans(query: Query, knows: Callable[[str], bool]) -> tuple[str, ...]:
    """Give the spans of years ("năm học 2021-2022") that the question names and no plan speaks of."""
    return tuple(
        f"{match[1]}-{match[2]}"
        for match in _SPAN.finditer(query.folded)
        if not knows(f"{match[1]}-{match[2]}") and not knows(f"{match[1]}_{match[2]}")
    )


def unknown_years(query: Query, left: Sequence[Marks]) -> tuple[str, ...]:
    """Give the years that the question names and none of the plans has."""
    have = {year for mark in left for year in mark.years}
    return tuple(sorted(years_alone(query) - have))
