"""The index folder: built beside, swapped in by one rename, built again when stale or damaged.

A folder is named after what it was built from, so the one that a reader needs is known before it is
opened. Readers take no lock: one that finds its folder gone or torn builds it again, and an open index
reads on after its folder was removed. Builders wait for each other, threads and processes alike, on a
lock that the system takes back from a killed one; so whatever half-built folder a builder finds is
nobody's. Nothing is synced to the disk: every opening compares checksums, so what a power cut tore is
found and built again.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.models import Chunk, PlanSummary
from corpus.store import PlanStore
from retrieval import manifest
from retrieval.dense import DenseIndex
from retrieval.embedding import embed
from retrieval.encoders import Encoder
from retrieval.errors import IndexStale, IndexUnwritable
from retrieval.features import metadata_text, passage_text
from retrieval.lexical import LexicalIndex
from retrieval.scoring import inverse_frequency

Progress = Callable[[str], None]
_LOCK, _SCRATCH = ".lock", ".building"
_NAME = "[0-9a-f]" * 20
_OLD_KEPT = 2
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, kw_only=True)
class Index:
    """An open index, with the statistics that scoring needs.

    `among` are the plans whose words are known, where that is not all. How rare a word is, and how long a
    chunk, is told of all plans all the same: that moves what is ranked, and a few plans tell it badly.
    """

    fingerprint: str
    lexical: LexicalIndex
    dense: DenseIndex
    encoder: Encoder
    among: frozenset[str] | None = None

    @property
    def average_length(self) -> float:
        """Give the mean number of syllables of a chunk."""
        return self.lexical.average_length

    def idf(self, term: str) -> float:
        """Give the inverse document frequency of a term among chunks."""
        return inverse_frequency(self.lexical.frequency(term), self.lexical.size)

    def is_known(self, term: str) -> bool:
        """Tell whether any chunk holds the term, of the plans whose words are known."""
        if not self.lexical.frequency(term):
            return False
        return self.among is None or self.lexical.stands_in(term, self.among)

    def within(self, plans: frozenset[str]) -> Index:
        """Give this index, knowing the words of these plans alone."""
        return replace(self, among=plans)


def open_index(root: Path, store: PlanStore, encoder: Encoder, *, report: Progress = lambda _: None) -> Index:
    """Open the index of what the store holds now; build it first where it is missing, stale or damaged.

    Where the store changes meanwhile, the index may be of the state before. Raises IndexUnwritable.
    """
    try:
        return _open(root, store.fingerprint(), encoder)
    except IndexStale:
        pass
    with _explained(root), _alone(root):
        fingerprint = store.fingerprint()
        try:
            return _open(root, fingerprint, encoder)  # another was first
        except IndexStale as stale:
            if _folder(root, fingerprint, encoder).exists():
                report(str(stale))
        return _build(root, store, encoder, report)


def build(root: Path, store: PlanStore, encoder: Encoder, *, report: Progress = lambda _: None) -> Index:
    """Build the index of what the store holds, swap it in and open it. Raises IndexUnwritable."""
    with _explained(root), _alone(root):
        return _build(root, store, encoder, report)


def _folder(root: Path, fingerprint: str, encoder: Encoder) -> Path:
    made_of = f"{manifest.FORMAT} {encoder.name} {fingerprint}"
    return root / hashlib.sha256(made_of.encode()).hexdigest()[:20]


def _open(root: Path, fingerprint: str, encoder: Encoder) -> Index:
    folder = _folder(root, fingerprint, encoder)
    manifest.verify(folder, corpus=fingerprint, encoder=encoder.name, dimension=encoder.dimension)
    return Index(
        fingerprint=fingerprint, lexical=LexicalIndex.open(folder), dense=DenseIndex.open(folder),
        encoder=encoder,
    )  # fmt: skip


@contextmanager
def _explained(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = "no room is left" if error.errno in _NO_ROOM else error.strerror or error
        raise IndexUnwritable(
            f"The index in {root} cannot be written ({reason}): make room there, or set THIDUA_HOME to a "
            "folder that you may write; what was there before is unchanged."
        ) from error


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Wait until nobody else builds in the folder."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / _LOCK).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _build(root: Path, store: PlanStore, encoder: Encoder, report: Progress) -> Index:
    fingerprint, chunks, plans = _read(store)
    report(f"Building the index of {len(plans)} plans, {len(chunks)} passages …")
    scratch, target = root / _SCRATCH, _folder(root, fingerprint, encoder)
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        made = scratch / "index"
        made.mkdir(parents=True)
        _fill(made, (fingerprint, chunks, plans), encoder, report)
        if target.exists():
            target.rename(scratch / "damaged")
        made.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    _clean(root, keep=target)
    try:
        return _open(root, fingerprint, encoder)
    except IndexStale as error:
        raise OSError(f"what was written to {target} reads back as something else") from error


_State = tuple[str, list[Chunk], list[PlanSummary]]


def _read(store: PlanStore) -> _State:
    """Read one state of the store, whole: again where it changed meanwhile."""
    before = store.fingerprint()
    while True:
        chunks, plans = store.all_chunks(), store.plans()
        after = store.fingerprint()
        if after == before:
            return after, chunks, plans
        before = after


def _fill(folder: Path, state: _State, encoder: Encoder, report: Progress) -> None:
    fingerprint, chunks, plans = state
    metadata = {plan.id: metadata_text(plan.metadata) for plan in plans}
    texts = [passage_text(chunk, metadata[chunk.plan_id]) for chunk in chunks]
    vectors = embed(encoder, texts or [""], report=report)
    LexicalIndex.build(folder, chunks, metadata)
    DenseIndex.build(folder, [chunk.id for chunk in chunks] or [-1], vectors)
    manifest.write(
        folder, encoder=encoder.name, dimension=encoder.dimension, corpus=fingerprint, chunks=len(chunks)
    )


def _clean(root: Path, keep: Path) -> None:
    """Remove the indexes of states long past; another version of the program may still use the newest."""
    old = [folder for folder in root.glob(_NAME) if folder != keep]
    old.sort(key=lambda folder: folder.stat().st_mtime, reverse=True)
    for folder in old[_OLD_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)
