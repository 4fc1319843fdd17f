"""The index folder: built beside, swapped in by one rename, built again when stale or damaged.

A folder is named after what it was built from, so the one that a reader needs is known before it is
opened, and two processes that build at once end with one of two equal folders.
"""

from __future__ import annotations

import errno
import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.models import Chunk, PlanSummary
from corpus.store import PlanStore
from corpus.text import tokens
from retrieval import manifest
from retrieval.dense import DenseIndex
from retrieval.encoders import Encoder, LsaEncoder
from retrieval.errors import IndexStale, IndexUnwritable
from retrieval.features import metadata_text
from retrieval.lexical import LexicalIndex
from retrieval.scoring import inverse_frequency

Progress = Callable[[str], None]
_NEWEST_KEPT, _HOUR = 2, 3600.0


@dataclass(frozen=True, kw_only=True)
class Index:
    """An open index, with the statistics that scoring needs."""

    fingerprint: str
    lexical: LexicalIndex
    dense: DenseIndex
    encoder: Encoder
    average_length: float

    def idf(self, term: str) -> float:
        """Give the inverse document frequency of a term among chunks."""
        return inverse_frequency(self.lexical.frequency(term), self.lexical.size)

    def is_known(self, term: str) -> bool:
        """Tell whether any chunk holds the term."""
        return self.lexical.frequency(term) > 0


def open_index(root: Path, store: PlanStore, *, report: Progress = lambda _: None) -> Index:
    """Open the index of what the store holds now; build it first where it is missing, stale or damaged.

    Raises IndexUnwritable.
    """
    fingerprint = store.fingerprint()
    folder = _folder(root, fingerprint)
    try:
        return _open(folder, fingerprint)
    except IndexStale as stale:
        if folder.exists():
            report(str(stale))
    build(root, store, report=report)
    return _open(_folder(root, fingerprint), fingerprint)


def _folder(root: Path, fingerprint: str) -> Path:
    made_of = f"{manifest.FORMAT} {LsaEncoder.name} {fingerprint}"
    return root / hashlib.sha256(made_of.encode()).hexdigest()[:20]


def _open(folder: Path, fingerprint: str) -> Index:
    manifest.verify(folder, corpus=fingerprint, encoder=LsaEncoder.name)
    lengths = (folder / "average_length").read_text(encoding="ascii")
    return Index(
        fingerprint=fingerprint, lexical=LexicalIndex.open(folder), dense=DenseIndex.open(folder),
        encoder=LsaEncoder.load(folder), average_length=float(lengths),
    )  # fmt: skip


def build(root: Path, store: PlanStore, *, report: Progress = lambda _: None) -> None:
    """Build the index of what the store holds and swap it in. Raises IndexUnwritable."""
    fingerprint, chunks, plans = store.fingerprint(), store.all_chunks(), store.plans()
    target = _folder(root, fingerprint)
    report(f"Building the index of {len(plans)} plans, {len(chunks)} passages …")
    try:
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".building-", dir=root, ignore_cleanup_errors=True) as scratch:
            made = Path(scratch) / "index"
            made.mkdir()
            _fill(made, fingerprint, chunks, plans)
            _swap_in(made, target)
        _clean(root, keep=target)
    except OSError as error:
        reason = "no room is left" if error.errno == errno.ENOSPC else error.strerror
        raise IndexUnwritable(
            f"The index in {root} cannot be written ({reason}); make room, or set THIDUA_HOME to a folder "
            "that you may write."
        ) from error
    except ValueError as error:  # tantivy says so where it cannot write
        raise IndexUnwritable(
            f"The index in {root} cannot be written ({error}); make room there, or set THIDUA_HOME elsewhere."
        ) from error


def _fill(folder: Path, fingerprint: str, chunks: Sequence[Chunk], plans: Sequence[PlanSummary]) -> None:
    metadata = {plan.id: metadata_text(plan.metadata) for plan in plans}
    texts = ["\n".join((*chunk.path, chunk.text, metadata[chunk.plan_id])) for chunk in chunks]
    encoder = LsaEncoder.fit(texts or [""])
    vectors = encoder.encode(texts or [""])
    LexicalIndex.build(folder, chunks, metadata)
    DenseIndex.build(folder, [chunk.id for chunk in chunks] or [-1], vectors)
    encoder.save(folder)
    lengths = [len(tokens(chunk.text)) for chunk in chunks]
    (folder / "average_length").write_text(str(sum(lengths) / max(len(lengths), 1)), encoding="ascii")
    manifest.write(
        folder, encoder=encoder.name, dimension=encoder.dimension, corpus=fingerprint, chunks=len(chunks)
    )


def _swap_in(made: Path, target: Path) -> None:
    """Put the finished folder in place; where another process was first with a sound one, leave that."""
    if target.exists():
        target.rename(made.parent / "damaged")
    try:
        made.rename(target)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise


def _clean(root: Path, keep: Path) -> None:
    """Remove indexes that nobody opens any more; a process may still read one that is an hour old."""
    old = sorted((p for p in root.iterdir() if p.is_dir() and p != keep), key=lambda p: p.stat().st_mtime)
    for folder in old[:-_NEWEST_KEPT] if len(old) > _NEWEST_KEPT else []:
        if time.time() - folder.stat().st_mtime > _HOUR:
            shutil.rmtree(folder, ignore_errors=True)
