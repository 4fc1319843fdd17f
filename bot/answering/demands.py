"""What a quote must itself mention to answer: the award, the article, the place or year that was named.

Without this, a question about an award that a plan does not have is answered from the next one in its
table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from corpus.lexicon import load, pattern, words
from corpus.text import tokens
from retrieval.focus import Focus
from retrieval.query import Query
from retrieval.unknown import units_in_capitals


@dataclass(frozen=True, kw_only=True)
class Demands:
    """Groups of folded phrases: of each group at least one must be mentioned.

    `awards` are the names of each award that the question names; one of them is enough.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    awards: tuple[tuple[str, ...], ...] = ()

    def of_year(self, year: str) -> Demands:
        """Give these with the year, which is to be mentioned too."""
        return replace(self, groups=(*self.groups, (year,)))

    def met_by(self, text: str, award_in: str | None = None) -> bool:
        """Tell whether the text mentions one phrase of every group; "nghị định 98" is in "98/2023/NĐ-CP".

        The award is looked for in `award_in`, where that is given.
        """
        if not self.groups and not self.awards:
            return True
        spoken = _spoken(text)
        named = spoken if award_in is None else _spoken(award_in)
        one_award = not self.awards or any(_mentions(named, forms) for forms in self.awards)
        return one_award and all(_mentions(spoken, group) for group in self.groups)

    def by_award(self, text: str) -> list[int]:
        """Give which of the awards the text names, by their places in `awards`."""
        spoken = _spoken(text)
        return [index for index, forms in enumerate(self.awards) if _mentions(spoken, forms)]


@lru_cache(maxsize=4096)
def _spoken(text: str) -> str:
    return f" {' '.join(tokens(text))} "


def _mentions(spoken: str, phrases: tuple[str, ...]) -> bool:
    return any(f" {phrase}{end}" in spoken for phrase in phrases for end in (" ", "/", "-"))


def demands_of(query: Query, focus: Focus) -> Demands:
    """Give what the question demands."""
    groups: list[tuple[str, ...]] = [
        (" ".join(tokens(name)),) for name in focus.unknown if not focus.compound
    ]
    groups += [(" ".join(tokens(name)),) for name in units_in_capitals(query.text) if not focus.compound]
    groups += [
        (f"{_vietnamese(match[1])} {match[2]}",)
        for match in pattern("naming", "article").finditer(query.folded)
    ]
    groups += [_ordinal(match) for match in pattern("naming", "ordinal").finditer(query.folded)]
    groups += [_ranked(match) for match in pattern("naming", "rank").finditer(query.folded)]
    if "number" not in focus.named_by:
        groups += [(match[1].lstrip("0"),) for match in pattern("naming", "document").finditer(query.folded)]
    groups += [(code,) for code in _codes(query.text) if "number" not in focus.named_by]
    groups += [_cited(match) for match in pattern("naming", "cited").finditer(query.folded)]
    return Demands(groups=tuple(groups), awards=_awards_named(query))


def _ordinal(match: re.Match[str]) -> tuple[str, ...]:
    noun, number = _vietnamese(match[1]), match[2].lstrip("0") or "0"
    return tuple(f"{noun} {between}{number}" for between in ("", "so ", "thu "))


def _ranked(match: re.Match[str]) -> tuple[str, ...]:
    """Give a place in a ranking; in a table the word for it alone may stand, where it is no common word."""
    named = f"{match[1]} {match[2]}"
    return (named, match[2]) if match[2] in words("naming", "ranks_alone") else (named,)


def _cited(match: re.Match[str]) -> tuple[str, ...]:
    noun, number = _vietnamese(match[1]), match[2].lstrip("0") or "0"
    return (f"{noun} so {number}", f"{noun} {number}")


def _vietnamese(noun: str) -> str:
    return str(load("naming")["vietnamese"].get(noun, noun))


@cache
def _awards() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give every name of an award with all names of the same award, the longest first."""
    naming = load("naming")
    named: list[tuple[str, tuple[str, ...]]] = [
        (base, (base, *naming["short"].get(base, []))) for base in naming["award_bases"]
    ]
    for award in load("awards")["award"]:
        several = [award.get(key, []) for key in ("aliases", "abbreviations")]
        forms = tuple(
            " ".join(tokens(form)) for form in (award["name"], *(f for forms in several for f in forms))
        )
        named += [(form, forms) for form in forms if len(form) > 2]
    return tuple(sorted(named, key=lambda pair: len(pair[0]), reverse=True))


def _awards_named(query: Query) -> tuple[tuple[str, ...], ...]:
    """Give, for each award that the question names, all its names."""
    english = query.concepts if query.language == "en" else ()
    senses = [concept.forms for concept in english if len(concept.forms) > 1]
    named = _awards_in(
        query.text, *(" ".join(form) for concept in query.concepts for form in concept.forms[:1])
    )
    for forms in senses:
        named = _either(named, [award for form in forms for award in _awards_in(" ".join(form))])
    return named


def _either(
    named: tuple[tuple[str, ...], ...], senses: Sequence[tuple[str, ...]]
) -> tuple[tuple[str, ...], ...]:
    """Let an English word of several senses ("certificate") mean any of the awards that these are."""
    if len(set(senses)) < 2 or not any(award in named for award in senses):
        return named
    names = tuple(dict.fromkeys(name for award in senses for name in award))
    return tuple(dict.fromkeys(names if award in senses else award for award in named))


@lru_cache(maxsize=256)
def _awards_in(*parts: str) -> tuple[tuple[str, ...], ...]:
    text = f" {' | '.join(' '.join(tokens(part)) for part in parts)} "
    found: list[tuple[str, ...]] = []
    for name, forms in _awards():
        if f" {name} " in text:
            found.append(forms)
            text = text.replace(f" {name} ", " | ")
    return tuple(dict.fromkeys(found))


def names_other_document(query: Query, focus: Focus, own_number: str | None) -> bool:
    """Tell whether the question names a document number that is not the plan's own."""
    own = tokens(own_number)[0] if own_number else None
    if pattern("naming", "cited").search(query.folded):
        return True
    if "number" not in focus.named_by and pattern("naming", "document").search(query.folded):
        return True
    return any(code != own for code in _codes(query.text))


@lru_cache(maxsize=256)
def _codes(text: str) -> tuple[str, ...]:
    """Give the numbers of documents in the question, such as "12/kh-ubnd"."""
    return tuple(word for word in tokens(text) if "/" in word and any(c.isalpha() for c in word))
