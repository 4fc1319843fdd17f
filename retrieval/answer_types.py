"""Question words -> the type of answer asked for, and how such an answer looks in a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from corpus.errors import LexiconError
from corpus.lexicon import load, pattern
from corpus.models import SectionKind
from corpus.text import tokens
from retrieval.language import detect

_FRAGMENT = re.compile(r"(?<!P)<([a-z]+)>")


@dataclass(frozen=True, kw_only=True)
class AnswerType:
    """A type of answer. All patterns run on folded text.

    `strict`: the plans do not say unless a clause looks so. `parts`: the parts of a document that hold the
    answer; `only`: nothing else does. `whole`: the answer is a whole clause or list. `own`: it is about the
    document itself; `only_if_own`: `only` where the question names nothing else; `post`:
    only a plan answers that the holder of the post asked for signed. `words` ask for the type: a
    clause that looks so need not hold them. `ignores` is cut out of a clause first; the parts `not_in` hold
    no answer; `named` is how a clause that answers is headed; `expects` are runs of folded words that it
    often holds; `facts` names the kinds of facts that answer. What is merely named by `mentions` comes behind
    what is asked. `part` is what the question asks for ("time", "place", "amount" …); `yearly`: it is of one
    year.
    """

    name: str
    asks: re.Pattern[str]
    looks: re.Pattern[str] | None
    parts: frozenset[SectionKind] = frozenset()
    only: bool = False
    whole: bool = False
    strict: bool = False
    own: bool = False
    only_if_own: bool = False
    post: bool = False
    yearly: bool = False
    words: frozenset[str] = frozenset()
    ignores: re.Pattern[str] | None = None
    not_in: frozenset[SectionKind] = frozenset()
    named: re.Pattern[str] | None = None
    expects: tuple[tuple[str, ...], ...] = ()
    facts: tuple[str, ...] = ()
    mentions: re.Pattern[str] | None = None
    part: str = ""

    def fits(self, folded: str, kind: SectionKind) -> bool:
        """Tell whether a clause of this kind and folded text could hold the answer."""
        if kind in self.not_in:
            return False
        looks = self.looks is None or looks_like(self.looks, folded, self.ignores)
        if self.only:
            return kind in self.parts and looks
        return kind in self.parts or looks


@lru_cache(maxsize=32_768)
def looks_like(looks: re.Pattern[str], folded: str, ignores: re.Pattern[str] | None = None) -> bool:
    """Tell whether the pattern is found; remembered, since the same clauses are asked of again and again."""
    return looks.search(ignores.sub(" ", folded) if ignores else folded) is not None


@cache
def answer_types() -> tuple[AnswerType, ...]:
    """Give the types of the lexicon, narrow ones first. Raises LexiconError."""
    try:
        return tuple(_build(entry) for entry in load("answer_types")["type"])
    except (KeyError, ValueError, TypeError, AttributeError, re.error) as error:
        raise LexiconError(f"answer_types.toml holds an entry that cannot be used ({error}).") from error


def _build(entry: dict[str, Any]) -> AnswerType:
    return AnswerType(
        name=entry["name"],
        asks=_either(entry["asks"]), looks=_either(entry["looks"]) if entry["looks"] else None,
        parts=_parts(entry, "parts"), not_in=_parts(entry, "not_in"),
        only=entry.get("only", False), whole=entry.get("whole", False), strict=entry.get("strict", False),
        own=entry.get("own", False), only_if_own=entry.get("only_if_own", False),
        post=entry.get("post", False), yearly=entry.get("yearly", False),
        words=frozenset(entry.get("words", "").split()),
        ignores=_either(entry["ignores"]) if "ignores" in entry else None,
        named=re.compile(entry["named"]) if "named" in entry else None,
        expects=tuple(tuple(tokens(phrase)) for phrase in entry.get("expects", "").split(",") if phrase),
        facts=tuple(entry.get("facts", ())),
        mentions=_either(entry["mentions"]) if "mentions" in entry else None,
        part=entry.get("part", ""),
    )  # fmt: skip


def _either(patterns: list[str]) -> re.Pattern[str]:
    fragments = load("answer_types")["fragments"]
    return re.compile(_FRAGMENT.sub(lambda match: fragments[match[1]], "|".join(patterns)))


def _parts(entry: dict[str, Any], key: str) -> frozenset[SectionKind]:
    return frozenset(SectionKind(part) for part in entry.get(key, []))


@lru_cache(maxsize=1024)
def types_asked(folded: str) -> tuple[AnswerType, ...]:
    """Give the types that the folded question asks for, narrow ones first; empty where it names none.

    Where it asks for two things ("khi nào, ở đâu"), the first type is answered by either.
    """
    if detect(folded) == "en":
        folded = pattern("answer_types", "questions", "not_english").sub("", folded)
    first, *others = _types_of(folded) or (None,)
    if first is None:
        return ()
    for other in _asked_beside(first, folded):
        first = _joined(first, other)
    return (first, *others)


def _types_of(folded: str) -> tuple[AnswerType, ...]:
    """Give the types asked for, and behind them those that are only mentioned."""
    asked = [kind for kind in answer_types() if kind.asks.search(folded)]
    mentioned = [kind for kind in answer_types() if kind.mentions and kind.mentions.search(folded)]
    return tuple(dict.fromkeys((*asked, *mentioned)))


def _asked_beside(first: AnswerType, folded: str) -> list[AnswerType]:
    """Give what the parts of the question ask for that is of another kind than its first type."""
    if not first.part or first.own or first.only_if_own:
        return []
    asking = pattern("answer_types", "questions", "asking")
    parts = [
        text for text in pattern("answer_types", "questions", "joints").split(folded) if asking.search(text)
    ]
    beside: dict[str, AnswerType] = {}
    for text in parts if len(parts) > 1 else ():
        kind = next(iter(_types_of(text.strip())), first)
        if kind.part not in ("", first.part) and not kind.own and not kind.only_if_own:
            beside.setdefault(kind.part, kind)
    return list(beside.values())


@cache
def _joined(first: AnswerType, other: AnswerType) -> AnswerType:
    """Give the type that a clause answers which looks like an answer of either."""
    looks = [kind.looks for kind in (first, other)]
    ignores = [kind.ignores.pattern for kind in (first, other) if kind.ignores]
    return replace(
        first,
        looks=re.compile("|".join(each.pattern for each in looks if each)) if all(looks) else None,
        ignores=re.compile("|".join(ignores)) if len(ignores) == 2 else None,
        parts=first.parts | other.parts, not_in=first.not_in & other.not_in,
        whole=first.whole or other.whole, strict=first.strict and other.strict,
        words=first.words | other.words, expects=(*first.expects, *other.expects),
        facts=tuple(dict.fromkeys((*first.facts, *other.facts))),
    )  # fmt: skip


def words_asking(types: tuple[AnswerType, ...]) -> frozenset[str]:
    """Give the folded words that only ask for one of the types."""
    return frozenset().union(*(kind.words for kind in types))
