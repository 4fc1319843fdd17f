"""Question words -> the type of answer asked for, and how such an answer looks in a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.errors import LexiconError
from corpus.lexicon import load
from corpus.models import SectionKind


@dataclass(frozen=True, kw_only=True)
class AnswerType:
    """A type of answer. All patterns run on folded text.

    `strict`: the plans do not say unless a clause looks so. `parts`: the parts of a document that hold the
    answer; `only`: nothing else does. `whole`: the answer is a whole clause or list. `own`: it is about the
    document itself. `words` ask for the type: a clause that looks so need not hold them.
    """

    name: str
    asks: re.Pattern[str]
    looks: re.Pattern[str] | None
    parts: frozenset[SectionKind] = frozenset()
    only: bool = False
    whole: bool = False
    strict: bool = False
    own: bool = False
    words: frozenset[str] = frozenset()

    def fits(self, folded: str, kind: SectionKind) -> bool:
        """Tell whether a clause of this kind and folded text could hold the answer."""
        looks = self.looks is None or looks_like(self.looks, folded)
        if self.only:
            return kind in self.parts and looks
        return kind in self.parts or looks


@lru_cache(maxsize=200_000)
def looks_like(looks: re.Pattern[str], folded: str) -> bool:
    """Tell whether the pattern is found; remembered, since the same clauses are asked of again and again."""
    return looks.search(folded) is not None


@cache
def answer_types() -> tuple[AnswerType, ...]:
    """Give the types of the lexicon, narrow ones first. Raises LexiconError."""
    try:
        return tuple(_build(entry) for entry in load("answer_types")["type"])
    except (KeyError, ValueError, re.error) as error:
        raise LexiconError(f"answer_types.toml holds an entry that cannot be used ({error}).") from error


def _build(entry: dict[str, object]) -> AnswerType:
    asks, looks = entry["asks"], entry["looks"]
    parts = entry.get("parts", [])
    if not (isinstance(asks, list) and isinstance(looks, list) and isinstance(parts, list)):
        raise ValueError(f"{entry['name']}: asks, looks and parts are lists")
    return AnswerType(
        name=str(entry["name"]), asks=re.compile("|".join(asks)),
        looks=re.compile("|".join(looks)) if looks else None,
        parts=frozenset(SectionKind(part) for part in parts),
        only=bool(entry.get("only")), whole=bool(entry.get("whole")), strict=bool(entry.get("strict")),
        own=bool(entry.get("own")), words=frozenset(str(entry.get("words", "")).split()),
    )  # fmt: skip


def types_asked(folded: str) -> tuple[AnswerType, ...]:
    """Give the types that the folded question asks for, narrow ones first; empty where it names none."""
    return tuple(kind for kind in answer_types() if kind.asks.search(folded))
