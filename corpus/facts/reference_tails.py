"""What stands behind a document's number: its date, its issuer, what it is about."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from corpus.facts.base import Place
from corpus.facts.reference_words import is_type_start, pattern, stops, words_of
from corpus.text import fold, squeeze

_ISSUER_WORDS = 14
_LONGEST_SUBJECT = 400
_MARKS = ',.;:()“”"…/'


def read_tail(place: Place, start: int) -> tuple[str | None, str | None, str | None, int]:
    """Read date, doubt, issuer and end behind a number; the issuer may stand before the date."""
    when, doubt, end = read_date(place.folded, start)
    issuer, end = read_issuer(place, end)
    if issuer and when is None and doubt is None:
        when, doubt, end = read_date(place.folded, end)
    return when, doubt, issuer, end


@cache
def _dates() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(words_of("before_date") + form) for form in stops("dates"))


def read_date(folded: str, start: int) -> tuple[str | None, str | None, int]:
    """Read the date that begins at `start`: ISO, as precise as printed; with what is doubtful in it."""
    if pattern("blank_date").match(folded, start):
        return None, "blank_date", start
    for form in _dates():
        if match := form.match(folded, start):
            parts = [match.groupdict().get(name) for name in ("year", "month", "day")]
            printed = "-".join(part.zfill(2) for part in parts if part)
            return printed, None if _exists(parts) else "impossible_date", match.end()
    return None, None, start


def _exists(parts: list[str | None]) -> bool:
    try:
        date(*(int(part or 1) for part in parts))
    except ValueError:
        return False
    return True


def read_issuer(place: Place, start: int) -> tuple[str | None, int]:
    """Read "của …" at `start` up to the words that end an office's name."""
    opening = pattern("of").match(place.folded, start)
    if not opening:
        return None, start
    text = place.text[opening.end() : opening.end() + 160]
    end = 0
    for word in list(re.finditer(r"\S+", text))[:_ISSUER_WORDS]:
        rest = text[word.end() :].lstrip()
        if _ends_issuer(word.group(), rest, first=end == 0):
            break
        end = word.start() + len(word.group().rstrip(_MARKS))
        if word.group()[-1] in _MARKS and (word.group()[-1] != "," or not _goes_on(rest)):
            break
    name = squeeze(text[:end])
    return (name, opening.end() + end) if name[:1].isupper() else (None, start)


def _goes_on(rest: str) -> bool:
    """Tell whether an office's name goes on with the rest ("Sở Văn hóa, Thể thao và Du lịch")."""
    return (
        rest[:1].isupper() and not is_type_start(rest) and not pattern("next_office").match(fold(rest[:40]))
    )


def _ends_issuer(word: str, rest: str, *, first: bool) -> bool:
    bare = word.strip(_MARKS)
    pair = " ".join(fold(f"{bare} {rest[:20]}").split()[:2]).rstrip(_MARKS)
    if not bare or (bare in "–-" and not rest[:1].isupper()) or word[0] in '(“"':
        return True
    joins = bare in ("và", "va")
    if joins or (pair in stops("issuer_titles") and not first):
        return not joins or not _goes_on(rest)
    ends = bare in stops("issuer_stops") or pair in stops("issuer_phrases")
    return ends and bare[0].islower() and not first


def read_subject(place: Place, end: int) -> tuple[str | None, int]:
    """Read what the document is about: up to a semicolon, the sentence's end, or the plan's own voice."""
    opening = pattern("subject").match(place.folded, end)
    if not opening:
        return None, end
    stop = re.compile(r";|\.(?=\s|/|$)|,?\.\.\.|…|\n|(?:,|\svà)\s+số \d+[/-]|\s\((?=được|sửa)").search(
        place.text, opening.end()
    )
    last = min(stop.start() if stop else len(place.text), opening.end() + _LONGEST_SUBJECT)
    own = _own_voice().search(place.folded, opening.end(), last)
    last = own.start() if own else last
    text = squeeze(place.text[opening.end() : last]).strip(" ,")
    if text.count("“") < text.count("”") or text.count('"') == 1:
        text = text.rstrip('”" ')
    return (text, last) if text else (None, end)


@cache
def _own_voice() -> re.Pattern[str]:
    return re.compile(rf",\s+(?=(?:{words_of('offices')})\b[^;,.]{{0,120}}\s{words_of('issues')}\b)")
