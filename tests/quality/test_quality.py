"""Floors under the answers: over the five plans that ship, and over documents that no rule was made for."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import pytest

from bot.app import App, build
from bot.settings import Settings
from corpus.ingest import ingest
from corpus.text import squeeze
from tests.quality.figures import Figures, Question, measure, read_questions, sum_up, table

HERE = Path(__file__).parent

# Split -> the least that each figure may be, one to three questions under what it is: a change that loses
# more shows at once. "other" are the documents in documents/; "facts" the questions that facts should answer.
FLOORS = {
    "tune": Figures(recall=0.87, evidence=0.84, right=0.82, answered=0.92, refused=0.96, verbatim=1.0),
    "check": Figures(recall=0.84, evidence=0.84, right=0.76, answered=0.93, refused=0.86, verbatim=1.0),
    "facts": Figures(recall=0.85, evidence=0.82, right=0.84, answered=0.91, refused=0.92, verbatim=1.0),
    "other": Figures(recall=0.89, evidence=0.85, right=0.87, answered=0.90, refused=0.80, verbatim=1.0),
    "facts of others": Figures(
        recall=0.89, evidence=0.82, right=0.85, answered=0.90, refused=0.87, verbatim=1.0
    ),
}


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Figures]:
    five, other, facts, facts_of_others = (
        read_questions(HERE / f"{name}.jsonl")
        for name in ("five_plans", "other_documents", "facts_five_plans", "facts_other_documents")
    )
    with opened(tmp_path_factory.mktemp("five")) as app:
        found = {
            split: figures_of(app, [each for each in five if each.split == split])
            for split in ("tune", "check")
        }
        found["facts"] = figures_of(app, facts)
    with opened(tmp_path_factory.mktemp("other"), sorted((HERE / "documents").glob("*.txt"))) as app:
        found["other"] = figures_of(app, other)
        found["facts of others"] = figures_of(app, facts_of_others)
    sys.stdout.write(f"\n{table(found)}\n")
    return found


@contextmanager
def opened(home: Path, documents: Sequence[Path] = ()) -> Iterator[App]:
    """Open a home with the five plans and, beside them, documents under the names of their files."""
    app = build(Settings(home=home))
    try:
        for path in documents:
            ingest(path, app.store, plan_id=path.stem)
        yield app
    finally:
        app.close()


def figures_of(app: App, questions: Sequence[Question]) -> Figures:
    sources = {plan.id: squeeze(app.store.plan(plan.id).source) for plan in app.store.plans()}
    return sum_up(measure(app, questions), sources)


@pytest.mark.parametrize("split", FLOORS)
@pytest.mark.parametrize("name", [field.name for field in fields(Figures)])
def test_no_figure_is_under_its_floor(figures: dict[str, Figures], split: str, name: str) -> None:
    assert getattr(figures[split], name) >= getattr(FLOORS[split], name), f"\n{table(figures)}"
