"""Where the words stand that a fact rests on: the link to the plan's page, opened at them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from corpus.facts.base import Fact
    from corpus.models import Plan

ANCHOR = "trich-dan"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """The exact words of a plan, their page, and the address that opens the plan at them.

    `doubt` is why a person should look twice, None where there is no doubt.
    """

    url: str
    page: int
    quote: str
    doubt: str | None = None


def source_of(plan: Plan, fact: Fact) -> Source:
    """Give where the fact stands in its plan."""
    citation = fact.cite(plan)
    offsets = urlencode({"start": citation.start, "end": citation.end})
    return Source(
        url=f"{address_of(plan.id)}?{offsets}#{ANCHOR}",
        page=citation.page,
        quote=citation.quote(plan.source),
        doubt=fact.doubt,
    )


def address_of(plan_id: str) -> str:
    """Give the address of a plan's page."""
    return f"/plans/{quote(plan_id, safe='')}"
