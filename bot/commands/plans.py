"""plans, plan, ingest, forget: what is loaded, and how that changes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from bot.app import open_office
from bot.commands.terminal import complain, open_app, write, write_json
from bot.errors import IngestFailed
from bot.people.roles import TERMINAL
from bot.settings import Settings
from corpus.entries import describe
from corpus.errors import NotAPlan, UnreadableFile
from corpus.ingest import ingest
from corpus.models import Plan, PlanSummary, Section

_UNKNOWN = "chưa rõ (unknown)"

OutlineLine = tuple[int, str, str]


def list_plans(settings: Settings, *, as_json: bool) -> None:
    """List the loaded plans."""
    with open_app(settings) as app:
        for plan in app.store.plans():
            if as_json:
                _write_entry(plan)
            else:
                write(f"{plan.id}\n    {plan.metadata.title or plan.file}")


def show_plan(settings: Settings, plan_id: str, *, as_json: bool) -> None:
    """Show one plan: what it says about itself, its outline, its facts by kind and what is odd in it.

    Raises UnknownPlan.
    """
    with open_app(settings) as app:
        plan, found = app.store.plan_with_facts(plan_id)
    facts = describe(plan, found)
    counts = {kind: len(facts[kind]) for kind in found if kind != "metadata"}
    outline = [line for section in plan.sections for line in _outline(section, 0)]
    if as_json:
        entries = [{"depth": depth, "label": label, "heading": heading} for depth, label, heading in outline]
        known = {"id": plan.id, "file": plan.file, "metadata": asdict(plan.metadata), "outline": entries}
        write_json({**known, "facts": counts, "anomalies": facts["anomalies"]})
    else:
        odd = [f"! {one['what']} (p. {one['page']})" for one in facts["anomalies"]]
        numbers = [f"{kind.replace('_', ' ')}: {number}" for kind, number in counts.items()]
        write("\n".join([*_metadata_lines(plan), "", *map(_outline_line, outline), "", *numbers, *odd]))


def ingest_files(settings: Settings, paths: Sequence[Path], plan_id: str | None, *, as_json: bool) -> None:
    """Load plans, each whole or not at all; a file that is no plan stops none of the others.

    Raises IngestFailed in the end where files were left out.
    """
    left_out: list[str] = []
    seen: set[str] = set()
    with open_app(settings) as app, open_office(settings) as people:
        for path in _watched(paths):
            if path.name in seen:
                left_out.append(f"{path}: a file of this name came before it; load it alone, with --id.")
                continue
            seen.add(path.name)
            replaced = app.store.find_file(path.name)
            try:
                plan = ingest(path, app.store, plan_id=plan_id)
            except (UnreadableFile, NotAPlan) as error:
                left_out.append(str(error))
                continue
            people.audit.record(TERMINAL, "ingest", {"plan": plan.id})
            if as_json:
                _write_entry(plan)
            else:
                note = " (takes the place of the one before)" if replaced == plan.id else ""
                write(f"{plan.id}: {plan.metadata.title or plan.file}{note}")
        # The index is brought up to date now, so that nobody waits for it at the next question.
        app.retriever.plans()
    _tell_left_out(left_out)


def _tell_left_out(reasons: Sequence[str]) -> None:
    """Tell of every file that was left out. Raises IngestFailed with the last."""
    for reason in reasons[:-1]:
        complain(f"thidua: {reason}")
    if reasons:
        raise IngestFailed(reasons[-1])


def _watched(paths: Sequence[Path]) -> Iterable[Path]:
    """Show how far it has come where a person watches several files go in."""
    if len(paths) == 1 or not sys.stderr.isatty():
        return paths
    from rich.console import Console
    from rich.progress import track

    return track(paths, description="Reading", console=Console(stderr=True), transient=True)


def forget_plan(settings: Settings, plan_id: str) -> None:
    """Remove a plan, and then its limit. Raises UnknownPlan."""
    with open_app(settings) as app, open_office(settings) as people:
        app.store.forget(plan_id)
        was_limited = people.unlimit(plan_id, by=TERMINAL)
        people.audit.record(TERMINAL, "forget", {"plan": plan_id})
        app.retriever.plans()
    write(f"{plan_id} is removed{', and its limit with it' if was_limited else ''}.")


def _write_entry(plan: Plan | PlanSummary) -> None:
    write_json({"id": plan.id, "file": plan.file, "origin": plan.origin, **asdict(plan.metadata)})


def _metadata_lines(plan: Plan) -> Iterator[str]:
    for name, value in asdict(plan.metadata).items():
        shown = ", ".join(map(str, value)) if isinstance(value, tuple) else value
        yield f"{name.replace('_', ' ')}: {shown or _UNKNOWN}"


def _outline(section: Section, depth: int) -> Iterator[OutlineLine]:
    """Give the headed sections with their depth."""
    if section.heading is not None:
        yield depth, section.label, section.heading
    for child in section.children:
        yield from _outline(child, depth + 1)


def _outline_line(line: OutlineLine) -> str:
    depth, label, heading = line
    return f"{'  ' * depth}{label} {heading}".rstrip()
