"""Quotas in the words of a table. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.web.citing import Source, source_of

if TYPE_CHECKING:
    from bot.web.wording import Words
    from corpus.facts.quota import Quota
    from corpus.models import Plan


@dataclass(frozen=True, kw_only=True, slots=True)
class QuotaLine:
    """One line of the table. Numbers are said with their bounds, None where the plan gives none.

    `terms` are the plan's words for a share, a unit and a condition; `shared` says that it sets a share and
    no numbers, `joint` that the numbers are for collectives or individuals.
    """

    award: str | None
    grantor: str | None
    collectives: str | None
    individuals: str | None
    terms: tuple[str, ...]
    shared: bool
    joint: bool
    source: Source


def show_quota(plan: Plan, quota: Quota, words: Words) -> QuotaLine:
    """Give a quota as a line of the table."""
    collectives = _between(quota.collectives_min, quota.collectives_max, words)
    individuals = _between(quota.individuals_min, quota.individuals_max, words)
    return QuotaLine(
        award=quota.award,
        grantor=quota.granting_authority,
        collectives=collectives,
        individuals=individuals,
        terms=tuple(filter(None, (_share(quota, words), quota.per, quota.condition))),
        shared=quota.percent is not None and not (collectives or individuals),
        joint=quota.either_or,
        source=source_of(plan, quota),
    )


def _between(least: int | None, most: int | None, words: Words) -> str | None:
    said = words["quota"]
    if least is None and most is None:
        return None
    if least is None:
        return said["at_most"].format(most=most)
    if most is None:
        return said["at_least"].format(least=least)
    return str(least) if least == most else said["between"].format(least=least, most=most)


def _share(quota: Quota, words: Words) -> str | None:
    if quota.percent is None:
        return None
    # A decimal comma, as Vietnamese writes it: the words around it are the plan's.
    percent = f"{quota.percent:g}".replace(".", ",")
    key = "share_at_most" if quota.percent_at_most else "share"
    return words["quota"][key].format(percent=percent, whole=quota.percent_of or "").strip()
