"""Train the embedded model: `python -m retrieval.training DATA_FOLDER [--out FOLDER]`.

Needs the extra `training`. The folder holds `codex.jsonl.xz` (demuc, chuong, title, source, text), and, to
learn from an encyclopedia too, `viwiki.jsonl.xz` (title, text). The same seed gives the same model, but for
rounding.
"""

from __future__ import annotations

import logging
import sys
import time
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from retrieval.static import SHIPPED
from retrieval.training.batches import Batches
from retrieval.training.fitting import be_repeatable, fit, initial_rows
from retrieval.training.preparing import prepare
from retrieval.training.recipe import Recipe
from retrieval.training.saving import save_model
from retrieval.training.sources import Document, read_codex, read_wiki

_LIBRARIES = ("sentence-transformers", "torch")
_log = logging.getLogger("retrieval.training")


def train(data: Path, out: Path, recipe: Recipe) -> None:
    """Train by the recipe on the data, and write the model. Raises OSError."""
    be_repeatable(recipe.seed)
    documents: list[Document] = list(read_codex(data))
    if recipe.with_encyclopedia:
        documents += read_wiki(data)
    prepared = prepare(documents, recipe)
    names = prepared.vocabulary.names
    _log.info("%d texts, %d features", len(documents), len(names))
    batches = Batches(prepared, recipe)
    rows = initial_rows(batches.windows(recipe.fitted_first), len(names), recipe.dimension, recipe.seed)
    _log.info("first rows made")
    rows = fit(rows, iter(batches), recipe.steps, rate=recipe.rate, report=_tell)
    save_model(out, names, rows, made_with={name: version(name) for name in _LIBRARIES})


def _tell(step: int, loss: float) -> None:
    if step % 100 == 0:
        _log.info("step %d, loss %.3f", step, loss)


def main(
    data: Annotated[Path, typer.Argument(help="folder of the texts", exists=True, file_okay=False)],
    out: Annotated[Path, typer.Option(help="folder of the model")] = SHIPPED,
    steps: Annotated[int, typer.Option(help="steps of training", min=1)] = Recipe.steps,
    dimension: Annotated[int, typer.Option(help="length of the vectors", min=1)] = Recipe.dimension,
    encyclopedia: Annotated[
        bool, typer.Option(help="learn from viwiki.jsonl.xz too (its licence is share-alike)")
    ] = False,
) -> None:
    """Train the embedded model on the texts in DATA and write it to OUT."""
    logging.basicConfig(level=logging.INFO, format="%(relativeCreated)8d ms  %(message)s", stream=sys.stderr)
    recipe = replace(Recipe(), steps=steps, dimension=dimension, with_encyclopedia=encyclopedia)
    began = time.monotonic()
    try:
        train(data, out, recipe)
    except OSError as error:
        sys.exit(
            f"{error.filename or data}: {error.strerror or error}; DATA must hold the texts to learn from."
        )
    _log.info("done in %.1f minutes", (time.monotonic() - began) / 60)


if __name__ == "__main__":
    typer.run(main)
