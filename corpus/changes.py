"""What has changed since a plan was written: offices that ended, documents that others followed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from corpus.lexicon import load
from corpus.text import fold


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change with its source; `vietnamese` and `english` are lines for a reader.

    `verified` says whether an editor has checked it.
    """

    id: str
    date: date
    source: str
    verified: bool
    vietnamese: str
    english: str


@lru_cache(maxsize=256)
def changes_touching(text: str, *, as_of: date) -> tuple[Change, ...]:
    """Give the changes up to `as_of` that concern an office, a province or a document named in the text.

    Those of `lexicon/changes.toml` in its order, then the provinces that ended. Raises LexiconError.
    Remembered: the same stretches are quoted again and again.
    """
    folded = fold(text)
    return tuple(
        change
        for change, on_folded, on_printed in _rules()
        if change.date <= as_of
        and (
            any(pattern.search(folded) for pattern in on_folded)
            or any(pattern.search(text) for pattern in on_printed)
        )
    )


def province_now(name: str) -> str:
    """Give the name that the province has today; a name that is no province's comes back as it is."""
    entry = _entries().get(_key(name))
    return entry.get("merged_into", entry["name"]) if entry else name


def merger_date() -> date:
    """Give the day from which the provinces are joined."""
    found: date = load("changes")["merger"]["date"]
    return found


def provinces_before(name: str) -> tuple[str, ...]:
    """Give the provinces that the one with this name was joined from: itself alone where it was not.

    An old name leads to all that were joined with it.
    """
    entry = _entries().get(_key(province_now(name)))
    return tuple(entry.get("merged_from", (entry["name"],))) if entry else (name,)


_Rule = tuple[Change, tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]


@cache
def _rules() -> tuple[_Rule, ...]:
    lexicon = load("changes")
    return (*(_rule(entry) for entry in lexicon["change"]), *_mergers(lexicon["merger"]))


def _rule(entry: dict[str, Any]) -> _Rule:
    patterns, printed = (tuple(map(re.compile, entry.get(key, ()))) for key in ("patterns", "printed"))
    fields = {key: value for key, value in entry.items() if key not in ("patterns", "printed")}
    return Change(**fields), patterns, printed


def _mergers(say: dict[str, Any]) -> list[_Rule]:
    found: list[_Rule] = []
    for entry in load("provinces")["province"]:
        if "merged_into" in entry:
            names = {"old": entry["name"], "new": entry["merged_into"]}
            change = Change(
                id=f"merged-{_key(entry['name']).replace(' ', '-')}",
                date=say["date"],
                source=say["source"],
                verified=say["verified"],
                vietnamese=say["vietnamese"].format(**names),
                english=say["english"].format(**names),
            )
            called = "|".join(re.escape(fold(name)) for name in (entry["name"], *entry["aliases"]))
            found.append((change, (re.compile(rf"{say['units']}(?:{called})\b"),), ()))
    return found


@cache
def _entries() -> dict[str, dict[str, Any]]:
    entries = load("provinces")["province"]
    return {_key(name): entry for entry in entries for name in (*entry["aliases"], entry["name"])}


def _key(name: str) -> str:
    return re.sub(r"[^\w]+", " ", re.sub(r"^(?:tinh|thanh pho|tp\.?)\s+", "", fold(name).strip())).strip()
