"""How documents are named in a text: type, number, date, issuer, subject. READ `references` FIRST."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from corpus.facts.base import Place
from corpus.facts.reference_tails import read_subject, read_tail
from corpus.facts.reference_words import (
    canonical,
    code_type,
    pattern,
    stops,
    typed_head,
    words_of,
)
from corpus.text import fold, squeeze

_WINDOW = 140
_MARKS = ',.;:()“”"…/'


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A document named in a text; offsets within that text. `own_type`: its type stands right before it.

    `end` closes its number, date and issuer, `subject_end` what it is about.
    """

    type: str | None
    number: str | None
    date: str | None
    issuer: str | None
    subject: str | None
    start: int
    end: int
    subject_end: int
    own_type: bool = True
    named_within: bool = False
    doubt: str | None = None


def references(place: Place) -> list[Reference]:
    """Give the documents that the place names, in its order; those within another's subject too."""
    found = sorted([*_numbered(place), *_bare(place), *_laws(place)], key=lambda r: (r.start, -r.end))
    distinct: list[Reference] = []
    for one in found:
        if not distinct or one.start >= distinct[-1].end:
            distinct.append(one)
    return _nested(_share_issuers(place, distinct))


@dataclass(frozen=True, kw_only=True)
class _Lead:
    types: tuple[str, ...]
    issuer: str | None
    end: int


def _numbered(place: Place) -> Iterator[Reference]:
    lead: _Lead | None = None
    before: Reference | None = None
    for match in pattern("number", folded=False).finditer(place.text):
        if sum(c.isupper() for c in match.group()) < 2:
            continue
        least = before.end if before else 0
        head = _head(place, max(least, match.start() - _WINDOW), match.start())
        if head is None:
            continue
        if lead and _ends_sentence(place.text[lead.end : match.start()]):
            lead = None
        if head.listed:
            lead = _Lead(types=head.types, issuer=head.issuer, end=match.end())
        before = _reference(place, match, head, lead, before)
        if head.signed or before.date or (before.type and _is_full(before.number)):
            yield before


@dataclass(frozen=True, kw_only=True)
class _Head:
    types: tuple[str, ...]
    issuer: str | None
    start: int
    listed: bool
    signed: bool


def _head(place: Place, least: int, number: int) -> _Head | None:
    """Read the words before a number; None where they show that it is no document's."""
    window = place.folded[least:number]
    if re.search(pattern("no_document"), window):
        return None
    found = typed_head(place.text[least:number], window)
    if found:
        return _Head(
            types=tuple(canonical(part) for part in found.types),
            issuer=_spoken_of(place, least, found.issuer),
            start=least + found.start, listed=found.listed, signed=True,
        )  # fmt: skip
    sign = re.search(rf"(?:^|[\s(:;,])({words_of('number_sign')})\s*$", window)
    start = least + sign.start(1) if sign else number
    own = re.search(r"(?:^|\n)\W*so\s*[:.]\s*$", window) is not None
    return None if own else _Head(types=(), issuer=None, start=start, listed=False, signed=sign is not None)


def _spoken_of(place: Place, least: int, span: tuple[int, int] | None) -> str | None:
    return squeeze(place.text[least + span[0] : least + span[1]]).strip(" ,") if span else None


def _reference(
    place: Place, match: re.Match[str], head: _Head, lead: _Lead | None, before: Reference | None
) -> Reference:
    number = re.sub(r"\s", "", match.group())
    coded = code_type(number)
    follows = before is not None and not _ends_sentence(place.text[before.end : match.start()])
    inherited = before.type if before and follows and not head.types else None
    kind = _type(head, coded, lead, inherited)
    when, doubt, issuer, end = read_tail(place, match.end())
    if lead and issuer is None and (not head.types or kind in lead.types):
        issuer = lead.issuer
    subject, subject_end = read_subject(place, end)
    return Reference(
        type=kind, number=number, date=when, issuer=issuer or head.issuer, subject=subject, start=head.start,
        end=end, subject_end=subject_end, own_type=bool(head.types) and not head.listed, doubt=doubt,
    )  # fmt: skip


def _type(head: _Head, coded: str | None, lead: _Lead | None, inherited: str | None) -> str | None:
    """Choose among the words before the number: of several types, the one that its code stands for."""
    if len(head.types) == 1:
        return head.types[0]
    for types in (head.types, lead.types if lead else ()):
        if types:
            return coded if coded in types or (coded and len(types) > 1) else types[0]
    return coded or inherited


def _bare(place: Place) -> Iterator[Reference]:
    """Find numbers without a code ("Quyết định số 696 ngày …"): only right behind a type."""
    for match in pattern("bare_number").finditer(place.folded):
        least, number = max(match.start(1) - _WINDOW, 0), match.start(1)
        found = typed_head(place.text[least:number], place.folded[least:number])
        if found and not found.listed and found.issuer is None:
            when, doubt, issuer, end = read_tail(place, match.end())
            subject, subject_end = read_subject(place, end)
            yield Reference(
                type=canonical(found.types[0]), number=match[1], date=when, issuer=issuer, subject=subject,
                start=least + found.start, end=end, subject_end=subject_end, doubt=doubt,
            )  # fmt: skip


def _laws(place: Place) -> Iterator[Reference]:
    for match in _law().finditer(place.folded):
        printed = place.text[match.start() : match.end()]
        if (
            not printed[0].isupper()
            or printed[1].isupper()
            or re.search(pattern("law_within"), place.folded[max(match.start() - 30, 0) : match.start()])
        ):
            continue
        number = re.compile(r"[\s(]+(?:số\s+)?(\d+/\d{4}/QH\d+)\)?").match(place.text, match.end())
        when, doubt, issuer, end = read_tail(place, number.end() if number else match.end())
        yield Reference(
            type=_law_kind(printed), number=number[1] if number else None, date=when, issuer=issuer,
            subject=squeeze(printed), start=match.start(), end=end, subject_end=end, doubt=doubt,
        )  # fmt: skip


def _law_kind(printed: str) -> str:
    """Give the kind of law that a law's name begins with: of one syllable, or of two."""
    first = printed.split()[0]
    return canonical(first if fold(first).startswith("lu") else " ".join(printed.split()[:2]))


@cache
def _law() -> re.Pattern[str]:
    kind, known, other = words_of("law"), "|".join(stops("law_names")), words_of("law_other")
    name = rf"(?:(?:{known})(?!\w)|(?!{words_of('law_unnamed')}){other})"
    amending = rf"{words_of('law_amending')}{kind}\s+{name}(?:\s+va\s+{kind}\s+{name})*"
    year = words_of("law_year")
    return re.compile(rf"\b(?P<kind>{kind})\s+(?:{amending}|{name})(?:{year})?")


def _is_full(number: str | None) -> bool:
    """Tell whether a number says type and office ("12/NQ-HĐND"), so that it needs no "số" before it."""
    return len(re.findall(r"[/-][^\W\d_]+", number or "")) > 1


def _ends_sentence(text: str) -> bool:
    return re.search(r"\.\s+[^\W\d_a-zà-ỹ]|\n", text) is not None


def _share_issuers(place: Place, found: list[Reference]) -> list[Reference]:
    """Give the earlier ones of a list the issuer named once behind the last ("số 11 …, số 12 … của Sở X")."""
    shared = list(found)
    for index in range(len(shared) - 2, -1, -1):
        one, after = shared[index], shared[index + 1]
        between = fold(place.text[one.end : after.start]).strip(" ,;")
        alike = not after.own_type or after.type == one.type
        if one.number and not one.issuer and alike and between in ("", "va", "va so", "so"):
            shared[index] = replace(one, issuer=after.issuer)
    return shared


def _nested(found: list[Reference]) -> list[Reference]:
    reach, marked = 0, []
    for one in found:
        within = one.start < reach
        marked.append(replace(one, named_within=within))
        reach = max(reach, one.subject_end)
    return marked
