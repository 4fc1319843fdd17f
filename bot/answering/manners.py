"""How a question is put, apart from what it asks: comparing, looking through all plans, to be confirmed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from corpus.lexicon import pattern
from corpus.text import fold, squeeze

Noun = Literal["collectives", "individuals"]
_COLLECTIVES = ("tap the", "collective", "group", "unit", "don vi")


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What a person believes a plan says: a count of collectives or individuals, or a day."""

    said: str
    count: int | None = None
    noun: Noun | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How a question is put; `text` is the question without the words that only say so."""

    text: str
    compares: bool = False
    searches: bool = False
    claims: tuple[Claim, ...] = ()


def read_manner(text: str) -> Manner:
    """Tell how a question is put; never fails. A text that folds to another length is left as it is."""
    rest, compares = _cut(text, pattern("manners", "compares", "patterns"))
    rest, searches = _cut(rest, pattern("manners", "which", "patterns"))
    claims: tuple[Claim, ...] = ()
    asking, confirms = _cut(rest, pattern("manners", "confirms", "asks"))
    if confirms:
        claims = tuple(_claims(asking))
        rest = _without(asking, claims) if claims else asking
    if not any(character.isalnum() for character in rest):
        return Manner(text=text, compares=compares, searches=searches)
    return Manner(text=rest, compares=compares, searches=searches, claims=claims)


def _cut(text: str, found: re.Pattern[str]) -> tuple[str, bool]:
    """Cut out all that the pattern finds; tell whether there was any."""
    bare = text.rstrip(" ?!.")
    folded = fold(bare)
    if len(folded) != len(bare):
        return text, False
    spans = [match.span() for match in found.finditer(folded)]
    for start, end in reversed(spans):
        bare = f"{bare[:start].rstrip(' ,')}, {bare[end:].lstrip(' ,')}"
    return (squeeze(bare).strip(" ,"), True) if spans else (text, False)


def _claims(text: str) -> list[Claim]:
    folded = fold(text)
    counted = [
        Claim(
            said=text[slice(*match.span())] if len(folded) == len(text) else match[0],
            count=int(match[1]),
            noun="collectives" if match[2].startswith(_COLLECTIVES) else "individuals",
        )
        for match in pattern("manners", "confirms", "count").finditer(folded)
    ]
    dated = [
        Claim(said=match[0], day=int(match[1]), month=int(match[2]), year=int(match[3]) if match[3] else None)
        for match in pattern("manners", "confirms", "day").finditer(folded)
    ]
    return [*counted, *dated]


def _without(text: str, claims: tuple[Claim, ...]) -> str:
    """Take the numbers that are claimed out of the question: what they count stays."""
    for claim in claims:
        number = str(claim.count) if claim.count is not None else claim.said
        text = re.sub(rf"(?<!\d){re.escape(number)}(?!\d)", " ", text, count=1)
    return squeeze(text)
