"""Floors under the answers: over the five plans that ship, and over documents that no rule was made for."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from bot.app import App
from corpus.text import squeeze
from retrieval.evaluation import recall_at_k
from tests.quality.figures import TOP, Figures, Measured, measure, read_questions, sum_up, table
from tests.quality.homes import opened

HERE = Path(__file__).parent

# Set -> the least that each figure may be, one to three questions under what it is: a change that loses more
# shows at once. "other" are the documents in documents/; "facts" the questions that facts should answer.
FLOORS = {
    "tune": Figures(recall=0.87, evidence=0.84, right=0.82, answered=0.92, refused=0.96, verbatim=1.0),
    "check": Figures(recall=0.84, evidence=0.84, right=0.76, answered=0.93, refused=0.86, verbatim=1.0),
    "facts": Figures(recall=0.85, evidence=0.82, right=0.84, answered=0.91, refused=0.92, verbatim=1.0),
    "other": Figures(recall=0.89, evidence=0.85, right=0.87, answered=0.90, refused=0.80, verbatim=1.0),
    "facts of others": Figures(
        recall=0.89, evidence=0.82, right=0.85, answered=0.90, refused=0.87, verbatim=1.0
    ),
    "varied": Figures(recall=0.93, evidence=0.78, right=0.79, answered=0.88, refused=0.74, verbatim=1.0),
    "held out": Figures(recall=0.80, evidence=0.56, right=0.55, answered=0.71, refused=0.70, verbatim=1.0),
}
# How the held-out questions were typed -> the least recall.
HELD_OUT_FLOORS = {"vi": 0.81, "vi_nodia": 0.83, "en": 0.73}


@dataclass(frozen=True)
class Found:
    """The figures of each set, and the recall of the held-out questions by how they were typed."""

    figures: Mapping[str, Figures]
    held_out: Mapping[str, float]

    def __str__(self) -> str:
        recalls = "".join(f"  {language} {recall:.3f}" for language, recall in self.held_out.items())
        return f"\n{table(self.figures)}\nrecall of held out:{recalls}\n"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    five, other, facts, facts_of_others, varied, held_out = (
        read_questions(HERE / f"{name}.jsonl")
        for name in (
            "five_plans",
            "other_documents",
            "facts_five_plans",
            "facts_other_documents",
            "varied/questions",
            "held_out/questions",
        )
    )
    with opened(tmp_path_factory.mktemp("five")) as app:
        figures = {
            split: figures_of(app, measure(app, [each for each in five if each.split == split]))
            for split in ("tune", "check")
        }
        figures["facts"] = figures_of(app, measure(app, facts))
    with opened(tmp_path_factory.mktemp("other"), HERE / "documents") as app:
        figures["other"] = figures_of(app, measure(app, other))
        figures["facts of others"] = figures_of(app, measure(app, facts_of_others))
    with opened(tmp_path_factory.mktemp("varied"), HERE / "varied" / "documents") as app:
        figures["varied"] = figures_of(app, measure(app, varied))
    with opened(tmp_path_factory.mktemp("held_out"), HERE / "held_out" / "documents") as app:
        results = measure(app, held_out)
        figures["held out"] = figures_of(app, results)
    found = Found(figures, {language: recall_of(results, language) for language in HELD_OUT_FLOORS})
    sys.stdout.write(str(found))
    return found


def figures_of(app: App, results: Sequence[Measured]) -> Figures:
    return sum_up(results, {plan.id: squeeze(app.store.plan(plan.id).source) for plan in app.store.plans()})


def recall_of(results: Sequence[Measured], language: str) -> float:
    return recall_at_k(
        [rank for each in results if each.question.language == language for rank in each.ranks], TOP
    )


@pytest.mark.parametrize("name", [field.name for field in fields(Figures)])
@pytest.mark.parametrize("questions", FLOORS)
def test_no_figure_is_under_its_floor(found: Found, questions: str, name: str) -> None:
    assert getattr(found.figures[questions], name) >= getattr(FLOORS[questions], name), str(found)


@pytest.mark.parametrize("language", HELD_OUT_FLOORS)
def test_held_out_evidence_is_found_however_it_is_asked_for(found: Found, language: str) -> None:
    assert found.held_out[language] >= HELD_OUT_FLOORS[language], str(found)
