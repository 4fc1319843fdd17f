"""Gold for reporting lines and responsibilities: how it is read, and when a fact counts as found.

A stretch matches where one of fact and gold holds the other (of long ones the first or last 60 characters
do), folded, signs as blanks. Values match where one holds the other, with "Ủy ban nhân dân" as UBND; a value
that is not said (None) matches only itself. The two plans of the annotator give no role, and their `who` and
`when` are the annotator's own words, so these are not compared there; `also` lists what is as true but was
not annotated.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.facts.base import Fact
from corpus.models import Plan
from corpus.text import fold
from tests.corpus.reading import ROOT, plan_at, plan_of

PARTS = ("documents", "snippets", "annotated")
_HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Score:
    """Shares of the gold found, and of the found that is in the gold."""

    recall: float
    precision: float


def plain(text: str) -> str:
    """Fold a text, its signs made blanks and long names of offices short."""
    words = fold(text).replace("uy ban nhan dan", "ubnd").replace("mat tran to quoc viet nam", "mttq")
    return " ".join("".join(c if c.isalnum() else " " for c in words).split())


def same(one: str | None, other: str | None) -> bool:
    """Tell whether one value holds the other."""
    if one is None or other is None:
        return one is other
    return plain(one) in plain(other) or plain(other) in plain(one)


def covers(plan: Plan, fact: Fact, at: str) -> bool:
    """Tell whether the fact rests on the words of the gold."""
    quote, wanted = plain(plan.reading.text[fact.start : fact.end]), plain(at)
    return wanted in quote or quote in wanted or wanted[:60] in quote or wanted[-60:] in quote


def score(kind: str, part: str, find: Callable[[Plan], list[Any]], agrees: Callable[..., bool]) -> Score:
    """Give recall and precision over one part of the gold, each gold fact found at most once."""
    gold = json.loads((_HERE / f"gold_{kind}.json").read_text(encoding="utf-8"))[part]
    wanted = hits = given = right = 0
    for document in gold:
        plan = plan_of(document["text"]) if "text" in document else plan_at(ROOT / document["file"])
        facts = find(plan)
        used = [one for item in document["facts"] if (one := _found(plan, facts, item, agrees)) is not None]
        also = [
            one for item in document.get("also", []) if (one := _found(plan, facts, item, agrees)) is not None
        ]
        wanted, hits = wanted + len(document["facts"]), hits + len(used)
        given, right = given + len(facts), right + len({id(one) for one in [*used, *also]})
    return Score(recall=hits / wanted, precision=right / given)


def _found(plan: Plan, facts: list[Any], item: dict[str, Any], agrees: Callable[..., bool]) -> Any:
    return next((fact for fact in facts if covers(plan, fact, item["at"]) and agrees(fact, item)), None)
