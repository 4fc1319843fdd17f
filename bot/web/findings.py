"""All that was found in a plan, made ready for its page. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from bot.web.citing import Source, source_of
from bot.web.documents import Document, show_document, show_replaced
from bot.web.map_drawing import draw_map
from bot.web.quotas import QuotaLine, show_quota
from bot.web.reporting_network import make_network
from bot.web.timeline import Timeline, lay_out_timeline
from corpus.alignment import name_words
from corpus.entries import anomalies_of
from corpus.facts.legal_basis import unique_documents
from corpus.facts.responsibility import Role

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.web.wording import Words
    from corpus.checks import Anomaly
    from corpus.facts.base import Fact
    from corpus.facts.movement import Movement
    from corpus.facts.reporting_line import ReportingLine
    from corpus.facts.responsibility import Responsibility
    from corpus.models import Plan

ROLES: tuple[Role, ...] = ("leads", "coordinates", "advises", "assigned", "requested")
COPY = "distribution"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A fact with its source; the fact's own fields are for the page to choose from."""

    fact: Any
    source: Source


@dataclass(frozen=True, kw_only=True, slots=True)
class Duties:
    """What an office has to do, by its role in it; roles that it has not are left out."""

    office: str
    count: int
    by_role: tuple[tuple[str, tuple[Line, ...]], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """What the page of a plan shows; empty where nothing was found.

    `promised` is the heading that promises quotas where the plan gives none. `copies` are the offices that
    the plan itself is sent to; they are no part of the map.
    """

    quotas: tuple[QuotaLine, ...]
    promised: Source | None
    timeline: Timeline
    lines: tuple[Line, ...]
    copies: tuple[Line, ...]
    map: Markup | None
    duties: tuple[Duties, ...]
    documents: tuple[Document, ...]
    replaced: tuple[Document, ...]
    movements: tuple[Line, ...]
    anomalies: tuple[Line, ...]


def show_findings(plan: Plan, found: Mapping[str, Sequence[Fact]], words: Words) -> Findings:
    """Make ready for reading what was found in the plan."""
    quotas = cast("Sequence[Any]", found["quotas"])
    promised = next((one for one in quotas if one.announced_only), None)
    lines, copies = part_lines(found)
    network = make_network(lines)
    return Findings(
        quotas=tuple(show_quota(plan, one, words) for one in quotas if not one.announced_only),
        promised=source_of(plan, promised) if promised else None,
        timeline=lay_out_timeline(plan, cast("Sequence[Any]", found["deadlines"]), words),
        lines=_lines(plan, network.lines),
        copies=_lines(plan, copies),
        map=draw_map(plan, network, words),
        duties=_duties(plan, cast("Sequence[Responsibility]", found["responsibilities"])),
        documents=_documents(plan, found, words),
        replaced=tuple(show_replaced(plan, cast("Any", one), words) for one in found["supersedes"]),
        movements=_lines(plan, cast("Sequence[Movement]", found["movements"])),
        anomalies=_lines(plan, cast("Sequence[Anomaly]", anomalies_of(plan, found))),
    )


def part_lines(found: Mapping[str, Sequence[Fact]]) -> tuple[list[ReportingLine], list[ReportingLine]]:
    """Give the lines of reporting, and apart from them the copies of the plan that are sent."""
    lines = cast("Sequence[ReportingLine]", found["reporting_lines"])
    return [one for one in lines if one.kind != COPY], [one for one in lines if one.kind == COPY]


def _lines(plan: Plan, facts: Sequence[Fact]) -> tuple[Line, ...]:
    return tuple(Line(fact=fact, source=source_of(plan, fact)) for fact in facts)


def _documents(plan: Plan, found: Mapping[str, Sequence[Fact]], words: Words) -> tuple[Document, ...]:
    facts = unique_documents(cast("Sequence[Any]", found["legal_basis"]))
    return tuple(show_document(plan, fact, words) for fact in facts)


def _duties(plan: Plan, facts: Sequence[Responsibility]) -> tuple[Duties, ...]:
    offices: dict[tuple[str, ...], list[Responsibility]] = {}
    for fact in facts:
        offices.setdefault(name_words(fact.office), []).append(fact)
    return tuple(_duties_of(plan, tasks) for tasks in offices.values())


def _duties_of(plan: Plan, tasks: Sequence[Responsibility]) -> Duties:
    by_role = ((role, _lines(plan, [one for one in tasks if one.role == role])) for role in ROLES)
    shown = tuple((role, lines) for role, lines in by_role if lines)
    return Duties(office=tasks[0].office, count=len(tasks), by_role=shown)
