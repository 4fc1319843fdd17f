"""Figures of answers and of rankings over questions with known answers; pure but for reading the files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from bot.answering.intents import read_intent
from bot.app import App
from bot.messages import Message, Person, Reply
from corpus.text import nfc, squeeze
from retrieval.evaluation import holds, recall_at_k
from retrieval.focus import find_focus
from retrieval.retriever import Passage

ONE_PLAN_LIMIT, SEVERAL_PLANS_LIMIT = 2000, 4000
TOP = 5
_ENOUGH_OF_EVIDENCE, _ENOUGH_OF_PASSAGE = 0.5, 0.6
_TESTER = Person(channel="quality", id="quality")


@dataclass(frozen=True)
class Piece:
    """A place that proves an answer: a plan and its exact words."""

    plan: str
    quote: str


@dataclass(frozen=True)
class Question:
    """A line of a question set. Each of `points` and `evidence` holds forms that are equally good."""

    id: str
    kind: str
    language: str
    split: str
    plan: str
    text: str
    previous: str | None
    points: tuple[tuple[str, ...], ...]
    evidence: tuple[tuple[Piece, ...], ...]
    must_not: tuple[str, ...]

    @property
    def is_answerable(self) -> bool:
        return bool(self.evidence)

    @property
    def is_unanswerable(self) -> bool:
        return not self.evidence and self.kind != "smalltalk"


@dataclass(frozen=True)
class Measured:
    """What came of one question: the reply, and where among the passages each piece of evidence stood."""

    question: Question
    reply: Reply
    ranks: tuple[int | None, ...]


@dataclass(frozen=True)
class Figures:
    """Shares from 0 to 1, as tests/quality/README.md defines them."""

    recall: float
    evidence: float
    right: float
    answered: float
    refused: float
    verbatim: float


def read_questions(path: Path) -> list[Question]:
    return [_question(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _question(entry: Mapping[str, Any]) -> Question:
    return Question(
        id=entry["id"],
        kind=entry["kind"],
        language=entry["lang"],
        split=entry["split"],
        plan=entry["plan"],
        text=entry["question"],
        previous=entry.get("previous"),
        points=_with_forms(entry["answer_points"], entry.get("answer_points_alt")),
        evidence=tuple(
            tuple(Piece(piece["plan"], piece["quote"]) for piece in pieces)
            for pieces in _with_forms(entry["evidence"], entry.get("evidence_alt"))
        ),
        must_not=tuple(entry.get("must_not", ())),
    )


def _with_forms(wanted: Sequence[Any], forms: Sequence[Sequence[Any]] | None) -> tuple[tuple[Any, ...], ...]:
    several = forms or [()] * len(wanted)
    return tuple((each, *others) for each, others in zip(wanted, several, strict=True))


def is_right(question: Question, reply: Reply) -> bool:
    """Tell whether every answer point stands in the text of an answer within its limit."""
    limit = SEVERAL_PLANS_LIMIT if question.plan == "multi" else ONE_PLAN_LIMIT
    return (
        reply.found and len(reply.text) <= limit and all(says(reply.text, forms) for forms in question.points)
    )


def is_refused(question: Question, reply: Reply) -> bool:
    return not reply.found and not says(reply.text, question.must_not)


def says(text: str, forms: Iterable[str]) -> bool:
    """Tell whether one form stands in the text, its numbers whole ("1 tập thể" is not in "11 tập thể")."""
    plain = squeeze(nfc(text)).casefold()
    wanted = (re.escape(squeeze(nfc(form)).casefold()) for form in forms if form)
    return any(re.search(rf"(?<!\d){form}(?!\d)", plain) for form in wanted)


def evidence_quoted(question: Question, reply: Reply) -> list[bool]:
    """Tell of each piece whether a quotation covers at least half of it, or of an equally good one."""
    quotes = [Piece(quotation.plan, quotation.quote) for quotation in reply.quotations]
    return [
        any(_covers(quote, piece, _ENOUGH_OF_EVIDENCE) for piece in pieces for quote in quotes)
        for pieces in question.evidence
    ]


def ranks_of(question: Question, passages: Sequence[Piece]) -> tuple[int | None, ...]:
    """Give of each piece of evidence the rank, from 1, of the first passage that holds it."""
    return tuple(
        next((rank for rank, passage in enumerate(passages, start=1) if _proves(passage, pieces)), None)
        for pieces in question.evidence
    )


def _proves(passage: Piece, pieces: Iterable[Piece]) -> bool:
    return any(_covers(passage, piece, _ENOUGH_OF_PASSAGE) for piece in pieces)


def _covers(words: Piece, piece: Piece, least: float) -> bool:
    return words.plan == piece.plan and holds(words.quote, piece.quote, least)


def sum_up(results: Sequence[Measured], sources: Mapping[str, str]) -> Figures:
    """Give the figures; `sources` are the stored texts of the plans, white space made single."""
    answerable = [each for each in results if each.question.is_answerable]
    unanswerable = [each for each in results if each.question.is_unanswerable]
    quotations = [quotation for each in results for quotation in each.reply.quotations]
    return Figures(
        recall=recall_at_k([rank for each in answerable for rank in each.ranks], TOP),
        evidence=share(share(evidence_quoted(each.question, each.reply)) for each in answerable),
        right=share(is_right(each.question, each.reply) for each in answerable),
        answered=share(each.reply.found for each in answerable),
        refused=share(is_refused(each.question, each.reply) for each in unanswerable),
        verbatim=share(bool(q.quote) and q.quote in sources[q.plan] for q in quotations),
    )


def share(values: Iterable[float]) -> float:
    """Give the mean of verdicts or shares; 1 where there is nothing that could have gone wrong."""
    found = list(values)
    return sum(found) / len(found) if found else 1.0


def table(rows: Mapping[str, Figures]) -> str:
    """Lay the figures out, a line for each split."""
    names = [field.name for field in fields(Figures)]
    lines = ["".join([f"{'':15}", *(f"{name:>10}" for name in names)])]
    lines += [
        "".join([f"{key:15}", *(f"{getattr(row, name):>10.3f}" for name in names)])
        for key, row in rows.items()
    ]
    return "\n".join(lines)


Cite = Callable[[Passage], Piece]


def measure(app: App, questions: Sequence[Question]) -> list[Measured]:
    """Ask every question, and look for its evidence among the first passages."""
    cite = citing(app)
    return [
        Measured(each, answer(app, each), ranks_of(each, retrieve(app, each, cite))) for each in questions
    ]


def answer(app: App, question: Question) -> Reply:
    return app.assistant.handle(Message(text=question.text, previous=question.previous, person=_TESTER))


def retrieve(app: App, question: Question, cite: Cite) -> list[Piece]:
    """Give the first passages for a question, among the plans that it names."""
    understand, plans = app.retriever.understand, app.retriever.plans()
    intent = read_intent(question.text, question.previous, lambda text: understand(text).text)
    query = understand(intent.text or question.text)
    focus = find_focus(query, plans)
    if focus.plans is None and intent.before:
        focus = find_focus(understand(intent.before), plans)
    scope = None if focus.plans is None else frozenset(focus.plans)
    return [cite(passage) for passage in app.retriever.retrieve(query, scope, TOP)]


def citing(app: App) -> Cite:
    """Make a function that cuts a passage's words from the stored source."""
    plans = {summary.id: app.store.plan(summary.id) for summary in app.store.plans()}

    def cite(passage: Passage) -> Piece:
        plan = plans[passage.chunk.plan_id]
        return Piece(plan.id, plan.cite(passage.chunk.start, passage.chunk.end).quote(plan.source))

    return cite
