"""Homes of Thidua that hold the documents of a question set beside the five plans."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.app import App, build
from bot.settings import Settings
from corpus.ingest import ingest


@contextmanager
def opened(home: Path, documents: Path | None = None) -> Iterator[App]:
    """Open a home with the five plans and, beside them, what is in a folder, under the names of its files."""
    app = build(Settings(home=home), remembered=0)  # weights and thresholds change between two answers
    try:
        held = {plan.id for plan in app.store.plans()}
        for path in sorted(documents.glob("*.txt")) if documents else ():
            if path.stem not in held:
                ingest(path, app.store, plan_id=path.stem)
        yield app
    finally:
        app.close()
