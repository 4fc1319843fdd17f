"""What the commands do: settings and arguments in, lines on standard output out."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from bot.app import App, build
from bot.errors import BadQuestions
from bot.messages import Message, Person, Reply
from bot.settings import Settings
from corpus.errors import CorpusError
from corpus.ingest import ingest
from corpus.models import PlanMetadata, Section
from retrieval.errors import RetrievalError
from retrieval.evaluation import first_rank, mean_reciprocal_rank, recall_at_k

_TERMINAL = Person(channel="terminal", id="local")


@contextmanager
def _open(settings: Settings) -> Iterator[App]:
    app = build(settings, report=_report)
    try:
        yield app
    finally:
        app.close()


def _report(line: str) -> None:
    """Say on standard error what takes a while, in colour where a person watches."""
    if sys.stderr.isatty():
        from rich.console import Console

        Console(stderr=True).print(line, style="dim", highlight=False)
    else:
        sys.stderr.write(f"{line}\n")


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _print_json(value: object) -> None:
    _print(json.dumps(value, ensure_ascii=False, default=str))


def ask(settings: Settings, question: str, previous: str | None, *, as_json: bool) -> None:
    """Answer one question."""
    with _open(settings) as app:
        line = _answer(app, None, question, previous)
        if as_json:
            _print_json(line)
        else:
            _print(line["text"])


def ask_lines(settings: Settings, source: BinaryIO) -> None:
    """Answer the questions of JSON lines, in order."""
    with _open(settings) as app:
        for number, raw in enumerate(source, start=1):
            if raw.strip():
                entry = _read_question(raw, f"line {number} of standard input")
                _print_json(_answer(app, entry.get("id"), entry["question"], entry.get("previous")))


def _read_question(raw: bytes, where: str) -> dict[str, Any]:
    try:
        entry = json.loads(raw.decode("utf-8"))
    except ValueError as error:
        raise BadQuestions(f"{where} is not JSON in UTF-8 ({error}); write one object a line.") from error
    if not isinstance(entry, dict) or not isinstance(entry.get("question"), str):
        raise BadQuestions(f'{where} has no "question"; write {{"id": …, "question": …}}.')
    if not isinstance(entry.get("previous"), str | None):
        raise BadQuestions(f'{where}: "previous" is neither text nor null.')
    return entry


def _answer(app: App, key: object, question: str, previous: str | None) -> dict[str, Any]:
    """Give the answer line: the fields that others build on."""
    start = time.perf_counter()
    reply = app.assistant.handle(Message(text=_whole(question), previous=previous and _whole(previous), person=_TERMINAL))
    return {"id": key, **_fields(reply), "ms": round((time.perf_counter() - start) * 1000, 2)}


def _whole(text: str) -> str:
    """Replace halves of characters, which a terminal or JSON can hand over."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _fields(reply: Reply) -> dict[str, Any]:
    citations = [
        {"plan": q.plan, "section": q.section, "page": q.page, "quote": q.quote} for q in reply.quotations
    ]
    return {
        "found": reply.found, "kind": reply.kind, "language": reply.language, "text": reply.text,
        "citations": citations, "warnings": list(reply.warnings),
    }  # fmt: skip


def list_plans(settings: Settings, *, as_json: bool) -> None:
    """List the loaded plans."""
    with _open(settings) as app:
        for plan in app.store.plans():
            if as_json:
                _print_json({"id": plan.id, "file": plan.file, "origin": plan.origin, **_metadata(plan.metadata)})
            else:
                _print(f"{plan.id}\n    {plan.metadata.title or plan.file}")


def _metadata(data: PlanMetadata) -> dict[str, Any]:
    return {name: getattr(data, name) for name in data.__dataclass_fields__}


def show_plan(settings: Settings, plan_id: str, *, as_json: bool) -> None:
    """Show one plan: what it says about itself, and its outline."""
    with _open(settings) as app:
        plan = app.store.plan(plan_id)
        outline = [line for section in plan.sections for line in _outline(section, 0)]
        if as_json:
            entries = [{"depth": depth, "label": label, "heading": heading} for depth, label, heading in outline]
            _print_json({"id": plan.id, "file": plan.file, "metadata": _metadata(plan.metadata), "outline": entries})
            return
        for name, value in _metadata(plan.metadata).items():
            shown = ", ".join(map(str, value)) if isinstance(value, tuple) else value
            _print(f"{name}: {shown or 'chưa rõ (unknown)'}")
        _print("")
        for depth, label, heading in outline:
            _print(f"{'  ' * depth}{label} {heading}".rstrip())


def _outline(section: Section, depth: int) -> Iterator[tuple[int, str, str]]:
    """Give the headed sections."""
    if section.heading is not None:
        yield depth, section.label, section.heading
    for child in section.children:
        yield from _outline(child, depth + 1)


def ingest_files(settings: Settings, paths: Sequence[Path], plan_id: str | None, *, as_json: bool) -> None:
    """Load plans, each whole or not at all; one that cannot be read stops nothing before it."""
    with _open(settings) as app:
        for path in paths:
            plan = ingest(path, app.store, plan_id=plan_id)
            if as_json:
                _print_json({"id": plan.id, "file": plan.file, **_metadata(plan.metadata)})
            else:
                _print(f"{plan.id}: {plan.metadata.title or plan.file}")
        app.retriever.plans()


def forget_plan(settings: Settings, plan_id: str) -> None:
    """Remove a plan."""
    with _open(settings) as app:
        app.store.forget(plan_id)
        _print(f"{plan_id} is removed.")


def evaluate(settings: Settings, questions: Path, *, as_json: bool) -> None:
    """Print how many questions were answered or refused rightly, and where their evidence ranked."""
    with _open(settings) as app:
        figures = measure(app, _read_questions(questions))
        if as_json:
            _print_json(figures)
            return
        for name, value in figures.items():
            _print(f"{name:24} {value}")


def _read_questions(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise BadQuestions(f"{path} cannot be read ({error.strerror}); check the path.") from error
    entries = [_read_question(raw, f"line {n} of {path}") for n, raw in enumerate(lines, start=1) if raw.strip()]
    if not entries:
        raise BadQuestions(f"{path} holds no question; write one JSON object a line.")
    return entries


def measure(app: App, entries: Sequence[dict[str, Any]]) -> dict[str, float | int]:
    """Give the figures of a question set: refusals, answers, and ranks of the evidence among the quotes."""
    ranks: list[int | None] = []
    refused: list[bool] = []
    found: list[bool] = []
    for entry in entries:
        reply = app.assistant.handle(Message(text=entry["question"], previous=entry.get("previous"), person=_TERMINAL))
        evidence = entry.get("evidence") or []
        if evidence:
            quotes = [q.quote for q in reply.quotations]
            ranks += [first_rank(quotes, item["quote"]) for item in evidence]
            found.append(reply.found)
        elif entry.get("kind") != "smalltalk":
            refused.append(not reply.found)
    return {
        "questions": len(entries),
        "answered": round(sum(found) / len(found), 3) if found else 0.0,
        "refused": round(sum(refused) / len(refused), 3) if refused else 0.0,
        "evidence_quoted": round(recall_at_k(ranks, 10_000), 3),
        "evidence_first": round(recall_at_k(ranks, 1), 3),
        "mean_reciprocal_rank": round(mean_reciprocal_rank(ranks), 3),
    }


def serve(settings: Settings) -> None:
    """Serve the web chat until it is stopped."""
    with _open(settings) as app:
        app.serve(announce=_print)


def examine(settings: Settings) -> None:
    """Check the data folder, the plans and the index; exit with 1 where something is amiss."""
    _print(f"data folder: {settings.home}")
    try:
        with _open(settings) as app:
            app.store.check()
            _print(f"database: sound, {len(app.store.plans())} plans")
            size = app.retriever.statistics.lexical.size
            _print(f"index: in place, {size} passages, encoder {app.retriever.statistics.encoder.name}")
            reply = app.assistant.handle(Message(text="khen thưởng", person=_TERMINAL))
            _print(f"answering: {'works' if reply.text else 'gives no text; install Thidua again'}")
    except (CorpusError, RetrievalError) as error:
        _print(f"amiss: {error}")
        sys.exit(1)
    _print("Everything is in place. Start the web chat with: thidua serve")
