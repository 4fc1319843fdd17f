"""Print what each part of retrieval is worth, and which weights do best on the questions kept for tuning.

Run it by `make tune`. It changes nothing: a better weight is written into retrieval/retriever.py by hand, and
only where it is clearly better, since a hundred questions tell no finer differences.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.app import App, build
from bot.settings import Settings
from retrieval.evaluation import mean_reciprocal_rank, recall_at_k
from retrieval.retriever import WEIGHTS
from tests.quality.figures import TOP, Question, citing, ranks_of, read_questions, retrieve

QUESTIONS = Path(__file__).parents[1] / "tests" / "quality" / "five_plans.jsonl"
FACTORS = (0.5, 1.0, 2.0)
SHOWN = 8

Weights = Mapping[str, float]
Row = tuple[str, float, float]


@contextmanager
def weighing(weights: Weights) -> Iterator[None]:
    """Retrieve with other weights inside the block."""
    usual = dict(WEIGHTS)
    WEIGHTS.update(weights)
    try:
        yield
    finally:
        WEIGHTS.update(usual)


def measure(app: App, questions: Sequence[Question], name: str, weights: Weights) -> Row:
    """Give recall among the first five, and the mean reciprocal rank, under these weights."""
    cite = citing(app)
    with weighing(weights):
        ranks = [rank for each in questions for rank in ranks_of(each, retrieve(app, each, cite))]
    return name, recall_at_k(ranks, TOP), mean_reciprocal_rank(ranks)


def leave_out() -> Iterator[tuple[str, Weights]]:
    """Give the weights as they are, then without each part."""
    yield "all parts", {}
    for name in WEIGHTS:
        yield f"without {name}", {name: 0.0}


def grid() -> Iterator[tuple[str, Weights]]:
    """Give weights around those that are set; the first part keeps its own, as only ratios count."""
    names = list(WEIGHTS)[1:]
    for factors in product(FACTORS, repeat=len(names)):
        weights = {name: WEIGHTS[name] * factor for name, factor in zip(names, factors, strict=True)}
        yield ", ".join(f"{name} {weight:g}" for name, weight in weights.items()), weights


def show(title: str, rows: Sequence[Row]) -> None:
    """Print a line for each setting."""
    table = Table(title=title, title_justify="left")
    for name in ("setting", f"recall@{TOP}", "MRR"):
        table.add_column(name, justify="left" if name == "setting" else "right")
    for name, recall, reciprocal in rows:
        table.add_row(name, f"{recall:.3f}", f"{reciprocal:.3f}")
    Console().print(table)


def main() -> None:
    """Measure on a home of its own, which is taken away in the end."""
    questions = [each for each in read_questions(QUESTIONS) if each.split == "tune" and each.is_answerable]
    home = Path(tempfile.mkdtemp(prefix="thidua-tune-"))
    app = build(Settings(home=home))
    try:
        show("What each part is worth", [measure(app, questions, *setting) for setting in leave_out()])
        settings = list(grid())
        rows = [
            measure(app, questions, *each) for each in track(settings, description="Weighing", transient=True)
        ]
        best = sorted(rows, key=lambda row: (-row[1], -row[2]))[:SHOWN]
        show(f"The best {SHOWN} of {len(rows)} weighings", best)
    finally:
        app.close()
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
