"""eval: the figures of a question set."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.app import open_reviews
from bot.commands.questions import Question, read_question_file, write_question_file
from bot.commands.terminal import make_message, open_app, write, write_json
from bot.errors import BadQuestions
from bot.messages import Handler
from bot.settings import Settings
from retrieval.evaluation import first_rank, mean_reciprocal_rank, recall_at_k

_ANY_RANK = 10_000


def evaluate(settings: Settings, path: Path, *, as_json: bool) -> None:
    """Print how many questions were answered or refused rightly, and where their evidence stood."""
    questions = read_question_file(path)
    with open_app(settings) as app:
        figures = measure(app.assistant.handle, questions)
    _write_figures(figures, as_json=as_json)


def evaluate_feedback(settings: Settings, path: Path, *, as_json: bool) -> None:
    """Write reviewed feedback as a question set, and print its figures. Raises BadQuestions."""
    with open_app(settings) as app, open_reviews(app) as reviews:
        questions = reviews.questions()
        if not questions:
            raise BadQuestions("no feedback is reviewed yet: `thidua feedback` lists what was marked wrong")
        write_question_file(path, questions)
        figures = measure(app.assistant.handle, questions)
    _write_figures(figures, as_json=as_json)


def _write_figures(figures: dict[str, float], *, as_json: bool) -> None:
    if as_json:
        write_json(figures)
    else:
        write("\n".join(f"{name:24} {value}" for name, value in figures.items()))


def measure(handle: Handler, questions: Sequence[Question]) -> dict[str, float]:
    """Give the figures: refusals, answers, and ranks of the evidence among the quotes."""
    ranks: list[int | None] = []
    refused: list[bool] = []
    answered: list[bool] = []
    for question in questions:
        reply = handle(make_message(question["question"], question.get("previous"), question.get("plan")))
        if evidence := question.get("evidence"):
            quotes = [quotation.quote for quotation in reply.quotations]
            ranks += [first_rank(quotes, item["quote"]) for item in evidence]
            answered.append(reply.found)
        elif question.get("kind") != "smalltalk":
            refused.append(not reply.found)
    return {
        "questions": len(questions),
        "answered": _share(answered),
        "refused": _share(refused),
        "evidence_quoted": round(recall_at_k(ranks, _ANY_RANK), 3),
        "evidence_first": round(recall_at_k(ranks, 1), 3),
        "mean_reciprocal_rank": round(mean_reciprocal_rank(ranks), 3),
    }


def _share(verdicts: Sequence[bool]) -> float:
    return round(sum(verdicts) / len(verdicts), 3) if verdicts else 0.0
