"""Plans side by side: rows of cells, a cell for each plan. READ `compare` FIRST. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from bot.web.citing import address_of, source_of
from bot.web.comparison_names import document_rows, movement_rows
from bot.web.comparison_rows import Entry, Read, Row, named_row
from bot.web.comparison_terms import deadline_rows, quota_rows, reporting_rows
from bot.web.spoken_dates import say_date
from corpus.checks import Contradiction, check_plans

if TYPE_CHECKING:
    from bot.web.wording import Words
    from corpus.facts.base import Fact
    from corpus.facts.metadata import MetadataField
    from corpus.models import Plan

FEWEST, MOST = 2, 4
LETTERS = "ABCD"
_METADATA = ("number", "issuer", "issue_date", "signer", "period")


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """A plan of the comparison, with the letter by which cells name it."""

    letter: str
    plan: Plan
    url: str

    @property
    def short(self) -> str:
        """Give the plan's number, or where it prints none who issued it and for what years."""
        data = self.plan.metadata
        years = "–".join(map(str, dict.fromkeys((min(data.years), max(data.years))))) if data.years else ""
        return data.number or ", ".join(filter(None, (data.issuer, years)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Clash:
    """What two plans, by their letters, say differently of one movement."""

    letters: tuple[str, str]
    entries: tuple[Entry, Entry]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One part of the page: `name` is the key of its heading."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """Plans side by side."""

    sides: tuple[Side, ...]
    clashes: tuple[Clash, ...]
    parts: tuple[Part, ...]


def compare(read: Sequence[Read], words: Words) -> Comparison:
    """Put up to four plans, each with its facts, side by side."""
    letters = {plan.id: letter for (plan, _), letter in zip(read, LETTERS, strict=False)}
    parts = {
        "metadata": _metadata(read, words),
        "quotas": quota_rows(read, words),
        "deadlines": deadline_rows(read, words),
        "reporting_lines": reporting_rows(read, words),
        "movements": movement_rows(read, words),
        "documents": document_rows(read, words),
    }
    return Comparison(
        sides=tuple(Side(letter=letters[one.id], plan=one, url=address_of(one.id)) for one, _ in read),
        clashes=tuple(_clash(one, read, letters) for one in check_plans([plan for plan, _ in read])),
        parts=tuple(Part(name=name, rows=tuple(rows)) for name, rows in parts.items()),
    )


def _clash(found: Contradiction, read: Sequence[Read], letters: Mapping[str, str]) -> Clash:
    plans = {plan.id: plan for plan, _ in read}
    here = Entry(text=found.here.what, source=source_of(plans[found.plan], found.here))
    there = Entry(text=found.there.what, source=source_of(plans[found.other_plan], found.there))
    return Clash(letters=(letters[found.plan], letters[found.other_plan]), entries=(here, there))


def _metadata(read: Sequence[Read], words: Words) -> Iterator[Row]:
    for name in _METADATA:
        cells = tuple(tuple(_told(plan, found, name, words)) for plan, found in read)
        yield named_row(words["compare"][name], cells, compared=True)


def _told(plan: Plan, found: Mapping[str, Sequence[Fact]], name: str, words: Words) -> Iterator[Entry]:
    """Give what the plan says about itself, without a link where its words were not found."""
    fields = cast("Sequence[MetadataField]", found["metadata"])
    field = next((one for one in fields if one.name == name), None)
    known = getattr(plan.metadata, name, None)
    if field:
        value = say_date(field.value, words) if name == "issue_date" else field.value
        yield Entry(text=value, source=source_of(plan, field))
    elif known:
        yield Entry(text=say_date(known.isoformat(), words) if name == "issue_date" else known)
