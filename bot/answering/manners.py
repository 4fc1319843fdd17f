"""How a question is put, apart from what it asks: comparing, looking through all plans, to be confirmed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from corpus.lexicon import load, pattern
from corpus.text import fold, squeeze

ClaimKind = Literal["count", "share", "money", "day", "name", "number", "year"]


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What a person believes a plan says: `said` as typed, `value` folded, without the words around it."""

    kind: ClaimKind
    said: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How a question is put; `text` is the question without the words that only say so, claims left open."""

    text: str
    compares: bool = False
    searches: bool = False
    claim: Claim | None = None


def read_manner(text: str) -> Manner:
    """Tell how a question is put; never fails. A text that folds to another length is left as it is."""
    rest, compares = _cut(text, pattern("manners", "compares", "patterns"))
    rest, searches = _cut(rest, pattern("manners", "which", "patterns"))
    claim = None
    stated, confirms = _cut(rest, pattern("manners", "confirms", "asks"))
    if confirms:
        claim, rest = _open(stated)
    if not any(character.isalnum() for character in rest):
        return Manner(text=text, compares=compares, searches=searches)
    return Manner(text=rest, compares=compares, searches=searches, claim=claim)


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


def _open(stated: str) -> tuple[Claim | None, str]:
    """Make a question of a statement: what it claims is left open ("50 cá nhân" -> "bao nhiêu cá nhân")."""
    folded = fold(stated)
    if len(folded) != len(stated):
        return None, stated
    for entry in load("manners")["claim"]:
        matches = list(re.finditer(entry["claim"], folded))
        if len(matches) > 1:
            # Of several claims of one kind none can be told from the others.
            return None, stated
        for match in matches:
            group = match.lastindex or 1
            said, value = stated[slice(*match.span(group))].strip(), match[group].strip()
            claim = Claim(kind=entry["kind"], said=said, value=value)
            return claim, squeeze(f"{stated[: match.start()]} {entry['open']} {stated[match.end() :]}")
    return None, stated
