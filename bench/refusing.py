"""Print what refusing costs: how many questions are answered, and how many refused, as the threshold moves.

`make bench` prints it with the rest; `python -m bench.refusing` alone. The threshold is swept over the sets
kept for tuning. Facts of the kind asked for, and what a document says of itself, answer without it: so the
curve does not reach 0.
"""

from __future__ import annotations

import pkgutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import partial, reduce
from operator import add
from pathlib import Path
from unittest.mock import patch

from rich.console import Console
from rich.table import Table

from bench.grounds import TYPED, laid_out, lay_out, run_apart
from bot.messages import Reply
from tests.quality.figures import Question, answer, is_refused, is_right

# The one constant that is swept: the least score of a clause that answers.
THRESHOLD = "bot.answering.findings.LEAST_SCORE"
FACTORS = (0.0, 0.6, 0.8, 0.9, 0.95, 1.0, 1.05, 1.1, 1.2, 1.4, 1.8)


@dataclass(frozen=True)
class Counts:
    """What came of some questions."""

    answerable: int = 0
    answered: int = 0
    right: int = 0
    unanswerable: int = 0
    refused: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Count both."""
        return Counts(*map(add, astuple(self), astuple(other)))

    @property
    def shares(self) -> tuple[float, float, float]:
        """Give the shares answered and answered rightly of the answerable, and refused of the others."""
        answerable, unanswerable = max(self.answerable, 1), max(self.unanswerable, 1)
        return self.answered / answerable, self.right / answerable, self.refused / unanswerable


@dataclass(frozen=True, kw_only=True)
class Point:
    """A point of the curve: the counts at one threshold, by how the questions were typed."""

    threshold: float
    counts: Mapping[str, Counts]

    @property
    def total(self) -> Counts:
        """Give the counts of all."""
        return reduce(add, self.counts.values(), Counts())


def counted(question: Question, reply: Reply) -> Counts:
    """Count one question; small talk is neither answered nor refused."""
    if question.is_answerable:
        return Counts(answerable=1, answered=reply.found, right=is_right(question, reply))
    if question.is_unanswerable:
        return Counts(unanswerable=1, refused=is_refused(question, reply))
    return Counts()


def point(folder: Path, threshold: float) -> Point:
    """Ask every question at one threshold."""
    counts = dict.fromkeys(TYPED, Counts())
    with patch(THRESHOLD, threshold):
        for app, questions in laid_out(folder):
            for each in questions:
                counts[each.language] += counted(each, answer(app, each))
    return Point(threshold=threshold, counts=counts)


def measure(folder: Path) -> list[Point]:
    """Give the curve, at shares and multiples of the threshold in use; `folder` is for the homes."""
    lay_out(folder)
    in_use: float = pkgutil.resolve_name(THRESHOLD)
    return list(run_apart(partial(point, folder), [in_use * factor for factor in FACTORS]))


def show(points: Sequence[Point]) -> None:
    """Print the curve, and the counts at the threshold in use."""
    in_use = points[FACTORS.index(1.0)]
    rows = {f"{each.threshold:.3f}{' (in use)' * (each is in_use)}": each.total for each in points}
    _show(f"What refusing costs, by {THRESHOLD.rsplit('.', 1)[1]}", rows)
    rows = {name: in_use.counts[typed] for typed, name in TYPED.items()}
    _show("At the threshold in use, by how the questions were typed", rows | {"all": in_use.total})


def _show(title: str, rows: Mapping[str, Counts]) -> None:
    table = Table(title=title, title_justify="left")
    for column in ("", "answerable", "answered", "right", "unanswerable", "refused"):
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    for name, counts in rows.items():
        answered, right, refused = (f"{share:.3f}" for share in counts.shares)
        table.add_row(name, str(counts.answerable), answered, right, str(counts.unanswerable), refused)
    Console().print(table)


def main() -> None:
    """Measure on homes of its own, which are taken away in the end."""
    with tempfile.TemporaryDirectory(prefix="thidua-refusing-") as folder:
        show(measure(Path(folder)))


if __name__ == "__main__":
    main()
