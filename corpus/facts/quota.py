"""How many awards a plan lets be proposed: quotas, each with its award, who grants it and for what unit.

The awards and who may receive them are those of Law 06/2022/QH15 on emulation and commendation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.facts.amounts import Range, quota_words
from corpus.facts.award_names import family
from corpus.facts.base import Fact, Place, places
from corpus.facts.quota_conditions import condition_of, unit_of
from corpus.facts.quota_reading import Counted, award_above, compiled, granted_above, read_place
from corpus.facts.quota_table import AwardTable, find_tables
from corpus.models import Plan, Section, SectionKind
from corpus.text import fold

_OUTSIDE = (
    SectionKind.LETTERHEAD, SectionKind.TITLE, SectionKind.ADDRESSEE, SectionKind.RECIPIENTS,
    SectionKind.SIGNATURE, SectionKind.ELECTRONIC_SIGNATURE,
)  # fmt: skip


# So many lines that hold a number alone are no page numbers.
_LOOSE_CELLS = 4


@dataclass(frozen=True, kw_only=True)
class Quota(Fact):
    """How many collectives and individuals may be proposed for an award.

    A bound is None where the text sets none ("không quá 12": the max alone). `percent` is a share of
    `percent_of`, and no more than that where `percent_at_most`. `announced_only`: a heading promises quotas
    and the text gives none.
    """

    award: str | None = None
    granting_authority: str | None = None
    collectives_min: int | None = None
    collectives_max: int | None = None
    individuals_min: int | None = None
    individuals_max: int | None = None
    percent: float | None = None
    percent_of: str | None = None
    percent_at_most: bool = False
    per: str | None = None
    condition: str | None = None
    either_or: bool = False
    announced_only: bool = False


def find_quotas(plan: Plan) -> list[Quota]:
    """Find the quotas of a plan in the order of its text; never raises.

    Of two quotas for one award, unit and occasion both are kept, and the later bears a doubt.
    """
    tables, title = find_tables(plan), plan.metadata.title
    found = [quota for table in tables for quota in _of_table(plan, table)]
    covered = [plan.reading.to_reading(table.start, table.end) for table in tables]
    for place in places(plan):
        if place.kind not in _OUTSIDE and not _covers(covered, place):
            found.extend(_quota(place, counted) for counted in read_place(place, title=title))
    found.extend(_announced(plan, found))
    return _repeats_doubted(sorted(found, key=lambda quota: (quota.start, quota.end)))


def _covers(covered: Sequence[tuple[int, int]], place: Place) -> bool:
    return any(start <= place.start < end for start, end in covered)


def _doubt(*keys: str | None) -> str | None:
    texts = quota_words()["doubts"]
    return "; ".join(texts[key] for key in keys if key) or None


def _low(found: Range | None) -> int | None:
    return found.low if found else None


def _high(found: Range | None) -> int | None:
    return found.high if found else None


def _of_table(plan: Plan, table: AwardTable) -> Iterator[Quota]:
    above = _headings_over(plan, table)
    named = award_above(above)
    promised = any(compiled("promises", "heading").search(fold(text)) for text in above)
    for row in table.rows:
        start, end = plan.reading.to_reading(row.start, row.end)
        for entry in row.entries if not row.is_total and start < end else ():
            award, authority = entry.award, entry.granting_authority
            if not award and named.mention:
                award, authority = named.mention.award, named.mention.granting_authority
            reverse = any(r and (r.low or 0) > (r.high or 0) for r in (entry.collectives, entry.individuals))
            authority = authority or granted_above(above, award)
            if award or promised:
                yield Quota(
                    start=start, end=end, award=award, granting_authority=authority, per=row.unit,
                    condition=row.condition,
                    collectives_min=_low(entry.collectives), collectives_max=_high(entry.collectives),
                    individuals_min=_low(entry.individuals), individuals_max=_high(entry.individuals),
                    doubt=_doubt("upside_down" if reverse else None, None if award else named.doubt),
                )  # fmt: skip


def _headings_over(plan: Plan, table: AwardTable) -> list[str]:
    """Give the title and the headings that a table stands under, from the top."""
    start, _ = plan.reading.to_reading(table.start, table.end)
    section: Section | None = plan.section_at(start)
    texts: list[str] = []
    while section:
        texts.insert(0, plan.reading.text[section.start : section.own_end])
        section = plan.parents.get(id(section))
    return [plan.metadata.title, *texts]


def _quota(place: Place, counted: Counted) -> Quota:
    amount, mention = counted.amount, counted.named.mention
    printed = place.text[amount.start - len(counted.lead) : amount.start]
    colon = max(place.folded.find(":", 0, amount.start), 0)
    around = {
        "behind": (place.folded[amount.end :], place.text[amount.end :]),
        "opening": (place.folded[:colon], place.text[:colon]),
    }
    guessed = "guessed_name" if mention and mention.guessed else None
    return Quota(
        start=place.start + counted.start, end=place.start + counted.end,
        award=mention.award if mention else None,
        granting_authority=mention.granting_authority if mention else None,
        collectives_min=_low(amount.collectives), collectives_max=_high(amount.collectives),
        individuals_min=_low(amount.individuals), individuals_max=_high(amount.individuals),
        percent=amount.percent, percent_of=amount.percent_of, either_or=amount.either_or,
        percent_at_most=amount.open_top and amount.percent is not None,
        per=unit_of(counted.lead, printed, above=place.headings, **around),
        condition=condition_of(counted.lead, printed, above=place.headings, **around),
        doubt=_doubt(*amount.doubts, counted.named.doubt, guessed),
    )  # fmt: skip


def _announced(plan: Plan, found: Sequence[Quota]) -> Iterator[Quota]:
    """Find the headings that promise quotas under which none stands."""
    for place in places(plan):
        section = place.section
        if (
            place.kind in _OUTSIDE
            or not _promises(plan, section)
            or any(_promises(plan, c) for c in _below(section))
        ):
            continue
        if any(section.start <= quota.start < section.end for quota in found):
            continue
        if _holds_loose_cells(plan, section):
            continue
        below = fold(plan.reading.text[section.own_end : section.end]) + place.folded.partition(":")[2]
        if not compiled("promises", "numbers").search(below):
            elsewhere = bool(compiled("promises", "elsewhere").search(below))
            if not (elsewhere and found):
                yield Quota(
                    start=section.start, end=section.own_end, announced_only=True,
                    doubt=_doubt("elsewhere" if elsewhere else None),
                )  # fmt: skip


def _holds_loose_cells(plan: Plan, section: Section) -> bool:
    """Tell a table that an extractor broke into a line a cell: its numbers stand there, unread."""
    start, end = plan.reading.to_source(section.start, section.end)
    return len(re.findall(r"^\s*\d{1,3}\s*$", plan.source[start:end], re.MULTILINE)) >= _LOOSE_CELLS


def _below(section: Section) -> Iterator[Section]:
    for child in section.children:
        yield from child.walk()


def _promises(plan: Plan, section: Section) -> bool:
    text = fold(plan.reading.text[section.start : section.own_end])
    if compiled("promises", "excluded").search(text):
        return False
    heading = section.heading is not None and compiled("promises", "heading").search(text)
    return bool(heading or compiled("promises", "item").match(text))


def _repeats_doubted(quotas: Sequence[Quota]) -> list[Quota]:
    seen: dict[tuple[str | None, ...], list[Quota]] = {}
    kept = []
    for quota in quotas:
        key = (
            quota.award, family(quota.granting_authority), fold(quota.per or ""), fold(quota.condition or ""),
            fold(quota.percent_of or ""),
        )  # fmt: skip
        if quota.award and any(_overlap(quota, other) for other in seen.get(key, ())):
            quota = replace(quota, doubt="; ".join(filter(None, (quota.doubt, _doubt("repeated")))))
        seen.setdefault(key, []).append(quota)
        kept.append(quota)
    return kept


def _overlap(one: Quota, other: Quota) -> bool:
    return any(a and b for a, b in zip(_sides(one), _sides(other), strict=True))


def _sides(quota: Quota) -> tuple[bool, bool, bool]:
    """Tell whether the quota sets numbers of collectives, of individuals, or a share."""
    return (
        (quota.collectives_min, quota.collectives_max) != (None, None),
        (quota.individuals_min, quota.individuals_max) != (None, None),
        quota.percent is not None,
    )
