"""The questions kept for tuning, with the homes that they are asked of.

Only what may be tuned on is read here: the halves `tune` of the sets in tests/quality, never a `check` half.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, TypeVar

from bot.app import App
from tests.quality.figures import Question, read_questions
from tests.quality.homes import opened

QUALITY = Path(__file__).parents[1] / "tests" / "quality"

# How a question was typed -> what tables call it.
TYPED = {"vi": "vi", "vi_nodia": "no diacritics", "vi_telex_typo": "slips", "en": "en"}

Item = TypeVar("Item")
Result = TypeVar("Result")


class Ground(NamedTuple):
    """Documents that stand beside the five plans, and the sets of questions over them."""

    documents: Path | None
    sets: Sequence[Path]


GROUNDS: Mapping[str, Ground] = {
    "five": Ground(None, [QUALITY / "five_plans.jsonl", QUALITY / "facts_five_plans.jsonl"]),
    "other": Ground(QUALITY / "documents", [QUALITY / "facts_other_documents.jsonl"]),
    "varied": Ground(QUALITY / "varied" / "documents", [QUALITY / "varied" / "questions.jsonl"]),
}


def lay_out(folder: Path) -> None:
    """Make the homes in a folder, so that what opens them later need not read any document."""
    for app, _ in laid_out(folder):
        app.retriever.prepare()


def laid_out(folder: Path) -> Iterator[tuple[App, list[Question]]]:
    """Open one home after the other, each with the questions that are asked of it."""
    for name, ground in GROUNDS.items():
        asked = [each for path in ground.sets for each in read_questions(path) if each.split == "tune"]
        with opened(folder / name, ground.documents) as app:
            yield app, asked


def run_apart(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """Do the work on each item in a process of its own, where nothing is remembered of the one before."""
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), max_tasks_per_child=1) as pool:
        yield from pool.map(work, items)
