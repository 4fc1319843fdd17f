"""The words by which documents are named, made ready from the lexicon (citations, offices)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.lexicon import load, words
from corpus.text import fold

_VOWELS = re.compile(r"[aeiouy]+")


@cache
def words_of(key: str) -> str:
    """Give a pattern of the lexicon as text; `offices` are the beginnings of offices' and posts' names."""
    if key == "offices":
        names = {fold(name) for list_ in ("heads", "positions") for name in words("offices", list_)}
        return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return str(load("citations")[key])


@cache
def pattern(key: str, *, folded: bool = True) -> re.Pattern[str]:
    """Give a compiled pattern of the lexicon; `folded` says what it is to be matched on."""
    return re.compile(words_of(key))


@cache
def stops(key: str) -> tuple[str, ...]:
    """Give a list of the lexicon."""
    return words("citations", key)


@cache
def _types() -> dict[str, str]:
    """Give the names of document types, folded, with their printed form."""
    named = [entry["name"].capitalize() for entry in load("offices")["document_type"]]
    left_out = {fold(name) for name in stops("types_left_out")}
    names = [name for name in (*named, *stops("types")) if fold(name) not in left_out]
    return {fold(name): name for name in sorted(names, key=len, reverse=True)}


def _loose(name: str) -> str:
    """Let any letters stand where the vowels are: bad recognition keeps consonants, loses vowels."""
    return _VOWELS.sub(lambda m: rf"\w{{{max(len(m[0]) - 1, 1)},{len(m[0]) + 1}}}", name).replace(" ", r"\s+")


@cache
def _loose_types() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(_loose(name)), printed) for name, printed in _types().items())


@cache
def canonical(printed: str) -> str:
    """Give the type that the words name, exactly or as bad recognition has them; else the words."""
    abbreviation = load("citations")["abbreviations"].get(printed)
    if abbreviation:
        return str(abbreviation)
    folded = " ".join(fold(printed).split())
    if folded in _types():
        return _types()[folded]
    loose = (name for form, name in _loose_types() if form.fullmatch(folded))
    return next(loose, printed)


@cache
def _codes() -> dict[str, str]:
    entries = {fold(e["code"]): e["name"].capitalize() for e in load("offices")["document_type"] if e["code"]}
    return {code: name for code, name in entries.items() if fold(name) in _types()}


def code_type(number: str) -> str | None:
    """Give the type that a document number's code stands for ("12/KH-UBND": Kế hoạch)."""
    code = re.match(r"\d+[a-zđ]?(?:/\d{4})?[/–-]([^\W\d_]+)", number)
    return _codes().get(fold(code[1])) if code else None


@dataclass(frozen=True, kw_only=True)
class TypedHead:
    """The words before a number that name its type: offsets within the text they were found in.

    `listed` where a colon follows them, so that more numbers of the kind may come.
    """

    types: tuple[str, ...]
    issuer: tuple[int, int] | None
    start: int
    listed: bool


@cache
def _heads() -> tuple[re.Pattern[str], ...]:
    """Give the forms of the words before a number: type right before it first, then type and issuer."""
    exact = "|".join(name.replace(" ", r"\s+") for name in _types())
    one = rf"(?:{exact}|{'|'.join(_loose(name) for name in _types())})"
    other = rf"(?!\b(?:{exact}|{words_of('no_issuer')})\b)[^;:()“”\n]"
    sign = rf"(?P<colon>\s*:)?\s*,?\s*(?:(?<=[\s:])(?P<sign>{words_of('number_sign')}))?[\s*_]*$"
    types = rf"\b(?P<types>{one}(?:\s*(?:,|\bva\b)\s*{one})*)"
    of = rf"\s+c\w{{0,2}}a\s+(?P<issuer>(?:{other}){{2,70}}?)"
    return re.compile(types + "(?P<issuer>(?!))?" + sign), re.compile(types + of + sign)


def typed_head(text: str, folded: str) -> TypedHead | None:
    """Read the document type that the text ends with, right before a number."""
    abbreviation = re.search(r"\b([A-ZĐ]{2})\s+(?:số\s*:?\s*)?$", text)
    if abbreviation and abbreviation[1] in load("citations")["abbreviations"]:
        return TypedHead(types=(abbreviation[1],), issuer=None, start=abbreviation.start(), listed=False)
    match = next((m for form in _heads() if (m := form.search(folded))), None)
    if match is None or (match["issuer"] and not (match["sign"] or match["colon"])):
        return None
    types = tuple(part.strip() for part in re.split(r",|\bva\b", match["types"]) if part.strip())
    issuer = match.span("issuer") if match["issuer"] else _issuer_before(folded, match.start())
    listed = match["colon"] is not None or len(types) > 1
    return TypedHead(types=types, issuer=issuer, start=match.start(), listed=listed)


def _issuer_before(folded: str, end: int) -> tuple[int, int] | None:
    """Read whose it is from the words before the type ("theo đề nghị của Sở X tại Tờ trình số 5")."""
    found = re.search(r"\bc\w{0,2}a\s+([^;:.,()\n]{2,60}?)\s+tai\s+(?:cac\s+)?$", folded[:end])
    return found.span(1) if found else None


@cache
def _type_start() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_types())})\b")


def is_type_start(text: str) -> bool:
    """Tell whether the text begins with the name of a document type."""
    return _type_start().match(fold(text[:40])) is not None
