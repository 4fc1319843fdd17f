"""Print what each part is worth by leaving it out, and which weights do best, on the questions for tuning.

Run it by `make tune`; it takes some minutes. It changes nothing: a better weight is written into
retrieval/retriever.py by hand, and only where it is clearly better, since some hundred questions tell no
finer differences. Thresholds stay where a part is left out, though they were chosen with it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path
from unittest.mock import patch

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.grounds import TYPED, laid_out, lay_out, run_apart
from bench.parts import left_out, parts_in_use
from retrieval.evaluation import mean_reciprocal_rank, recall_at_k
from retrieval.retriever import WEIGHTS
from tests.quality.figures import (
    TOP,
    Measured,
    citing,
    is_refused,
    is_right,
    measure,
    ranks_of,
    retrieve,
    share,
)

FACTORS = (0.5, 1.0, 2.0)
SHOWN = 8
# A part has a line of its own, also where the terminal is narrow.
LEAST_WIDTH = 124

Ranks = Sequence[int | None]


@dataclass(frozen=True, kw_only=True)
class Row:
    """The figures without one part; `recalls` by how the questions were typed."""

    name: str
    recall: float
    recalls: Mapping[str, float]
    reciprocal: float
    right: float
    refused: float


def without(folder: Path, name: str) -> Row:
    """Give the figures without a part (no name: with all)."""
    with left_out(name):
        results = [each for app, questions in laid_out(folder) for each in measure(app, questions)]
    return summed_up(name or "(all parts)", results)


def summed_up(name: str, results: Sequence[Measured]) -> Row:
    """Make a row of what came of the questions."""
    ranks = {
        typed: [rank for each in results if each.question.language == typed for rank in each.ranks]
        for typed in TYPED
    }
    every = [rank for found in ranks.values() for rank in found]
    return Row(
        name=name,
        recall=recall_at_k(every, TOP),
        recalls={typed: recall_at_k(found, TOP) for typed, found in ranks.items()},
        reciprocal=mean_reciprocal_rank(every),
        right=share(is_right(each.question, each.reply) for each in results if each.question.is_answerable),
        refused=share(
            is_refused(each.question, each.reply) for each in results if each.question.is_unanswerable
        ),
    )


def show_parts(rows: Sequence[Row]) -> None:
    """Print a line for each part that was left out."""
    table = Table(title="What each part is worth: the figures without it", title_justify="left")
    for column in ("", f"recall@{TOP}", *TYPED.values(), "MRR", "right", "refused"):
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    for row in rows:
        figures = (row.recall, *(row.recalls[typed] for typed in TYPED), row.reciprocal, row.right)
        table.add_row(row.name, *(f"{figure:.3f}" for figure in (*figures, row.refused)))
    Console(width=max(LEAST_WIDTH, Console().width)).print(table)


def grid() -> Iterator[Mapping[str, float]]:
    """Give weights around those that are set; the first part keeps its own, as only ratios count."""
    names = list(WEIGHTS)[1:]
    for factors in product(FACTORS, repeat=len(names)):
        yield {name: WEIGHTS[name] * factor for name, factor in zip(names, factors, strict=True)}


def weigh(folder: Path) -> list[tuple[Mapping[str, float], Ranks]]:
    """Give the ranks of the evidence under each weighing."""
    settings = list(grid())
    ranks: list[list[int | None]] = [[] for _ in settings]
    for app, questions in laid_out(folder):
        cite, answerable = citing(app), [each for each in questions if each.is_answerable]
        for weights, found in track(list(zip(settings, ranks, strict=True)), "Weighing", transient=True):
            with patch.dict(WEIGHTS, weights):
                found += [rank for each in answerable for rank in ranks_of(each, retrieve(app, each, cite))]
    return list(zip(settings, ranks, strict=True))


def show_weights(found: Sequence[tuple[Mapping[str, float], Ranks]]) -> None:
    """Print the best weighings."""
    rows = [(recall_at_k(ranks, TOP), mean_reciprocal_rank(ranks), weights) for weights, ranks in found]
    table = Table(title=f"The best {SHOWN} of {len(rows)} weighings", title_justify="left")
    for column in ("setting", f"recall@{TOP}", "MRR"):
        table.add_column(column, justify="left" if column == "setting" else "right")
    for recall, reciprocal, weights in sorted(rows, key=lambda row: (-row[0], -row[1]))[:SHOWN]:
        setting = ", ".join(f"{name} {weight:g}" for name, weight in weights.items())
        table.add_row(setting, f"{recall:.3f}", f"{reciprocal:.3f}")
    Console().print(table)


def main() -> None:
    """Measure on homes of its own, which are taken away in the end."""
    with tempfile.TemporaryDirectory(prefix="thidua-tune-") as made:
        folder = Path(made)
        lay_out(folder)
        names = ["", *parts_in_use()]
        rows = run_apart(partial(without, folder), names)
        show_parts(list(track(rows, "Leaving out", total=len(names), transient=True)))
        show_weights(weigh(folder))


if __name__ == "__main__":
    main()
