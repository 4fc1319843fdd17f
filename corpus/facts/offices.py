"""Recognise the names of offices and groups in running text, sound or damaged by recognition.

A name begins with a head of the lexicon ("Sở", "Phòng", "Chủ tịch", "các đơn vị") and goes on until a verb, a
preposition or a mark that no list of offices goes over. Capitals shield the words of a proper name
("Ban Tổ chức", "Sở Xây dựng") from ending it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from corpus.lexicon import words
from corpus.text import fold

_LEXICON = "reporting"
_WORD = re.compile(r"[^\W_](?:[^\W_]|[&/.’'¢$&-](?=[^\W_])|[¢$&])*")
_SHAPES = str.maketrans("4605¢$&1w", "aoooesoiu")
_Q = re.compile("q(?!u)")
_LOOSE = {"a": "[aeod]", "e": "[eao]", "o": "[oegai]", "u": "(?:ir|[uiy])", "d": "[dpb]", "l": "[li]"}
# A name longer than this swallowed its sentence; so many unknown small words in a row are no name.
_LONGEST, _UNKNOWN = 260, 4


@dataclass(frozen=True, kw_only=True)
class View:
    """A text in the three forms that are matched, all of one length: as printed, lower case, folded."""

    text: str
    lower: str
    plain: str
    damaged: bool


def view(text: str, *, damaged: bool) -> View:
    """Give the forms of a text; in a damaged one, signs inside words are read as letters."""
    lower, plain = text.lower(), fold(text)
    lower = lower if len(lower) == len(text) else text
    plain = plain if len(plain) == len(text) else lower
    if damaged:
        plain = _WORD.sub(lambda m: _as_letters(m.group()), plain)
    return View(text=text, lower=lower, plain=plain, damaged=damaged)


def _as_letters(word: str) -> str:
    if not any(c.isalpha() for c in word) or "/" in word:
        return word
    if len(word) == 2 and word[0] == "s":
        return "so" if not word[1].isalpha() else word
    return _Q.sub("a", word.translate(_SHAPES))


@cache
def matcher(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of the lexicon (blanks in it are ignored)."""
    return re.compile(pattern, re.X)


def _any(phrases: Iterable[str], *, loose: bool = False) -> re.Pattern[str]:
    ordered = sorted({p.strip() for p in phrases}, key=len, reverse=True)
    forms = ("".join(_LOOSE.get(c, re.escape(c)) for c in p) if loose else re.escape(p) for p in ordered)
    return re.compile(rf"(?:{'|'.join(forms)})(?![^\W_])")


@cache
def _heads(damaged: bool) -> re.Pattern[str]:
    heads = (*words("offices", "heads"), *words("offices", "positions"), *words(_LEXICON, "heads_more"))
    return _any((fold(h) for h in heads), loose=True) if damaged else _any(h.lower() for h in heads)


@cache
def _groups(damaged: bool) -> re.Pattern[str]:
    groups = words(_LEXICON, "groups")
    return _any((fold(g) for g in groups), loose=True) if damaged else _any(groups)


@cache
def _tasks(damaged: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    bare = words(_LEXICON, "bare_predicates") if damaged else words(_LEXICON, "short_predicates")
    return _any(words(_LEXICON, "predicates"), loose=damaged), _any(bare)


@cache
def _joints(damaged: bool) -> re.Pattern[str]:
    joints = words(_LEXICON, "joints")
    return _any(fold(j) for j in joints) if damaged else _any(joints)


@cache
def _phrases(key: str, damaged: bool) -> re.Pattern[str]:
    return _any(words(_LEXICON, key), loose=damaged)


@cache
def _patterns(key: str) -> re.Pattern[str]:
    return matcher(rf"(?:{'|'.join(words(_LEXICON, key))})\b")


def _upper(seen: View, at: int) -> bool:
    return seen.text[at : at + 1].isupper()


def head_end(seen: View, at: int) -> int | None:
    """Give where the head of an office name that begins at `at` ends; None where none begins there."""
    if at >= len(seen.text) or (at and seen.text[at - 1].isalnum()):
        return None
    form = seen.plain if seen.damaged else seen.lower
    group = _groups(seen.damaged).match(form, at)
    if group:
        inner = group.end() + 1
        if _phrases("people", seen.damaged).match(seen.plain, inner):
            return None
        member = _phrases("members", seen.damaged).match(seen.plain, inner) or _heads(seen.damaged).match(
            form, inner
        )
        return member.end() if member and form[group.end() : inner].isspace() else None
    head = _heads(seen.damaged).match(form, at)
    if not head or _patterns("not_heads").match(seen.plain, at):
        return None
    following = _WORD.search(seen.text, head.end())
    named = following is not None and following.start() - head.end() <= 1 and _upper(seen, following.start())
    plain = _phrases("plain_heads", seen.damaged).match(seen.plain, at)
    return head.end() if _upper(seen, at) or named or plain else None


def office_end(seen: View, at: int) -> int | None:
    """Give where the office name, or list of them, that begins at `at` ends; None where none begins."""
    end = head_end(seen, at)
    if end is None:
        return None
    unknown, known = 0, end
    for word in _WORD.finditer(seen.text, end):
        if word.start() < end:
            continue
        if word.start() - at > _LONGEST or unknown > _UNKNOWN:
            break
        if _patterns("enders").match(seen.plain, word.start()):
            return known
        step = _step(seen, end, word)
        if step is None:
            return end if unknown <= _UNKNOWN else known
        end = step
        unknown = (
            0
            if _upper(seen, word.start()) or _phrases("members", seen.damaged).match(seen.plain, word.start())
            else unknown + 1
        )
        known = end if not unknown else known
    return end if unknown <= _UNKNOWN and end - at <= _LONGEST else known


def _step(seen: View, end: int, word: re.Match[str]) -> int | None:
    """Give the new end of the name after this word; None where the name ended before it."""
    at, gap = word.start(), seen.text[end : word.start()]
    unit = _patterns("units").match(seen.plain, at) or _phrases("members", seen.damaged).match(seen.plain, at)
    joined = gap.strip(" \n*")
    if joined in {"", "-", "–", "—"}:
        if joined and not gap[:1].isspace():
            return None
        return _inside(seen, at, word, unit)
    if joined == ",":
        goes_on = _is_member(seen, at) and not _is_task(seen, at)
        return (unit or word).end() if goes_on else None
    if joined == ";":
        return head_end(seen, at) if not _is_task(seen, at) else None
    return None


def _inside(seen: View, at: int, word: re.Match[str], unit: re.Match[str] | None) -> int | None:
    if unit and not _is_task(seen, at):
        return unit.end()
    if seen.plain[at : word.end()] in {"va", "hoac", "cung"}:
        following = _WORD.search(seen.text, word.end())
        return (
            word.end()
            if following and _is_member(seen, following.start()) and not _is_task(seen, following.start())
            else None
        )
    shielded = _upper(seen, at) and not _shouts(seen, at)
    if not shielded and (_is_task(seen, at) or _ends_name(seen, at)):
        return None
    return word.end()


def _shouts(seen: View, at: int) -> bool:
    """Tell whether a capital begins a new sentence and no part of a name: "… thị xã Chủ trì, …"."""
    before = _WORD.findall(seen.text, max(at - 20, 0), at)
    small = bool(before) and before[-1].islower()
    return small and _opens_task(seen, at)


def _opens_task(seen: View, at: int) -> bool:
    long, short = _tasks(seen.damaged)
    form = seen.plain if seen.damaged else seen.lower
    return bool(long.match(seen.plain, at) or short.match(form, at))


def _is_member(seen: View, at: int) -> bool:
    if _upper(seen, at) or head_end(seen, at) is not None or _patterns("units").match(seen.plain, at):
        return True
    return _phrases("members", seen.damaged).match(seen.plain, at) is not None


def _ends_name(seen: View, at: int) -> bool:
    return bool(_joints(seen.damaged).match(seen.plain if seen.damaged else seen.lower, at))


def _is_task(seen: View, at: int) -> bool:
    """Tell whether a verb of tasks begins here, not a word of a name."""
    if _patterns("units").match(seen.plain, at):
        return False
    return not _upper(seen, at) and _opens_task(seen, at)


def is_task(seen: View, at: int) -> bool:
    """Tell whether a verb of tasks begins at `at`, whatever its case."""
    return _opens_task(seen, at)


def name_follows(seen: View, at: int) -> bool:
    """Tell whether the text goes on at `at` with a blank and a verb, as behind the subject of a sentence."""
    word = _WORD.search(seen.text, at)
    return (
        word is not None and seen.text[at : word.start()].strip(" \n*") == "" and is_task(seen, word.start())
    )
