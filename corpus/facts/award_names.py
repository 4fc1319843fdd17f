"""Awards as a text names them, and who grants them: what quotas and criteria are about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus.lexicon import load
from corpus.text import fold, squeeze

COLLECTIVE, INDIVIDUAL = "tập thể", "cá nhân"

_LONGEST_GRANTOR = 110
# A damaged name is looked for this far before a number, in characters.
_REACH = 160


@dataclass(frozen=True, kw_only=True)
class Mention:
    """An award in a text: `[start, end)` holds its name, and who grants it where that follows.

    `award` is the name as the lexicon writes it, with its class; `granting_authority` as printed.
    `given_to` is "tập thể", "cá nhân" or "cả hai". `earned`: named as reached before, not as given here.
    """

    award: str
    granting_authority: str | None
    given_to: str
    start: int
    end: int
    earned: bool = False
    guessed: bool = False


def find_awards(text: str, folded: str) -> list[Mention]:
    """Give the awards that the text names, in its order; `folded` is the text folded, of the same length."""
    if len(text) != len(folded):
        return []
    found = [_mention(text, folded, match) for match in _pattern().finditer(folded)]
    found += list(_abbreviated(text, folded))
    for match in _compiled("quoted").finditer(folded):
        if not any(match.start() <= mention.start < match.end() for mention in found):
            found.append(_quoted(text, folded, match))
    return _outermost(found)


def guess_award(text: str, folded: str, before: int) -> Mention | None:
    """Give the award whose name, damaged by recognition, stands last before the offset; None where none does.

    A name is taken where no syllable differs by more than one letter and at most half of them differ.
    """
    if len(text) != len(folded):
        return None
    words = [m for m in re.finditer(r"[^\s:;,.()“”\"]+", folded[:before]) if m.end() > before - _REACH]
    for start in range(len(words) - 1, -1, -1):
        for name in _syllables():
            window = words[start : start + len(name)]
            if len(window) == len(name) and _alike([w.group() for w in window], name):
                entry = _entries()[" ".join(name)]
                return _at(text, folded, entry, window[0].start(), window[-1].end(), guessed=True)
    return None


def family(award: str | None) -> str:
    """Give the award's name folded without its class, to tell whether two are the same."""
    return re.sub(r"\s+hang (?:nhat|nhi|ba)$", "", fold(award or ""))


@cache
def _names() -> dict[str, Any]:
    names: dict[str, Any] = load("quotas")["names"]
    return names


@cache
def _compiled(key: str) -> re.Pattern[str]:
    return re.compile(_names()[key])


@cache
def _entries() -> dict[str, tuple[str, str]]:
    """Give folded names -> (name, given to). "X của Y" is the award X, granted by Y, as plans write it."""
    entries = {}
    for award in load("awards")["award"]:
        if " của " not in award["name"]:
            for name in (award["name"], *award.get("aliases", ())):
                if " của " not in name:
                    entries[fold(name)] = (award["name"], award["for"])
    entries.update({fold(name): (name, given_to) for name, given_to in _names()["others"].items()})
    return entries


@cache
def _syllables() -> list[tuple[str, ...]]:
    return sorted((tuple(name.split()) for name in _entries() if "," not in name), key=len, reverse=True)


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_entries(), key=len, reverse=True)
    words = ('[\\s“”"]{1,3}'.join(map(re.escape, name.split())) for name in names)
    return re.compile(rf"\b(?:{'|'.join(words)})\b".replace("}si[", "}s[iy]["))


@cache
def _short_names() -> dict[str, tuple[str, str]]:
    short = {}
    for award in load("awards")["award"]:
        name = award["name"].split(" của ")[0]
        for abbreviation in award["abbreviations"]:
            if " của " not in award["name"] and " " not in abbreviation:
                short[abbreviation] = (name, award["for"])
    return short


def _abbreviated(text: str, folded: str) -> Iterator[Mention]:
    # Capitals alone tell an abbreviation from a word.
    for match in re.finditer(r"\b[A-ZĐ]{2,9}\b", text):
        entry = _short_names().get(fold(match.group()))
        if entry:
            yield _at(text, folded, entry, match.start(), match.end())


def _mention(text: str, folded: str, match: re.Match[str]) -> Mention:
    name = re.sub('[\\s“”"]+', " ", match.group())
    entry = _entries().get(name) or _entries()[name.replace("chien sy", "chien si")]
    return _at(text, folded, entry, match.start(), match.end())


def _quoted(text: str, folded: str, match: re.Match[str]) -> Mention:
    printed = squeeze(text[match.start() : match.end()])
    return Mention(
        award=printed, granting_authority=None, given_to="cả hai", start=match.start(), end=match.end(),
        earned=_is_earned(folded, match.start()),
    )  # fmt: skip


def _at(
    text: str, folded: str, entry: tuple[str, str], start: int, end: int, *, guessed: bool = False
) -> Mention:
    name, given_to = entry
    grade = re.compile(r"\s+hang (nhat|nhi|ba)\b").match(folded, end)
    if grade:
        name, end = f"{name} {squeeze(text[end : grade.end()])}", grade.end()
    stop = _grantor_behind(folded, end)
    if stop:
        authority: str | None = squeeze(text[stop[0] : stop[1]]).rstrip(' ,-–”"')
        end = stop[1]
    else:
        authority = _grantor_before(text, folded, start)
    return Mention(
        award=name, granting_authority=authority or None, given_to=given_to, start=start, end=end,
        earned=_is_earned(folded, start), guessed=guessed,
    )  # fmt: skip


def _is_earned(folded: str, start: int) -> bool:
    return bool(_compiled("earned").search(folded, max(0, start - 60), start))


@cache
def _behind() -> re.Pattern[str]:
    names = _names()
    return re.compile(rf"[\s“”\"]*(?:{names['of']}\s+|(?={names['grantors']}\b))")


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_names()['ends']})|[:;.(\[“”\"\n|]|\b\d")


def _grantor_behind(folded: str, start: int) -> tuple[int, int] | None:
    """Give where the grantor behind the award stands: to a colon with its commas, else to a comma."""
    lead = _behind().match(folded, start)
    if not lead:
        return None
    limit = min(len(folded), lead.end() + _LONGEST_GRANTOR)
    end = _ends().search(folded, lead.end(), limit)
    stop = end.start() if end else limit
    if not (end and end.group() == ":"):
        comma = folded.find(",", lead.end(), stop)
        stop = comma if comma >= 0 else stop
    return (lead.end(), stop) if folded[lead.end() : stop].strip() else None


@cache
def _before() -> re.Pattern[str]:
    names = _names()
    return re.compile(rf"\b(?P<who>{names['grantors']}\b[^:;.,\d]{{0,80}}?)\s+{names['grants']}")


def _grantor_before(text: str, folded: str, start: int) -> str | None:
    begin = max(0, start - 140)
    match = _before().search(folded, begin, start)
    if not match:
        return None
    who = match.start("who")
    for proposal in re.finditer(_names()["proposes"], folded[who : match.end("who")]):
        who = match.start("who") + proposal.end()
    return squeeze(text[who : match.end("who")])


def _outermost(found: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _alike(words: list[str], name: tuple[str, ...]) -> bool:
    different = [pair for pair in zip(words, name, strict=True) if pair[0] != pair[1]]
    return len(different) <= len(name) // 2 and all(_near(word, syllable) for word, syllable in different)


def _near(word: str, syllable: str) -> bool:
    """Tell whether one letter changed, added or dropped makes the word the syllable."""
    if abs(len(word) - len(syllable)) > 1 or len(syllable) < 2:
        return False
    head = 0
    while head < min(len(word), len(syllable)) and word[head] == syllable[head]:
        head += 1
    tails = {(word[head + 1 :], syllable[head + 1 :]), (word[head:], syllable[head + 1 :])}
    tails.add((word[head + 1 :], syllable[head:]))
    return any(a == b for a, b in tails)
