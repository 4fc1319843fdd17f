"""A chunk as the counts that scoring needs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from corpus.models import Chunk, PlanMetadata, SectionKind
from corpus.text import accented, bigrams, fold, tokens


@dataclass(frozen=True, kw_only=True)
class Features:
    """What scoring knows of a chunk; `counts` are folded syllables and bigrams, `length` in syllables."""

    plan_id: str
    kind: SectionKind
    counts: Counter[str]
    length: int
    path: frozenset[str]
    accents: frozenset[str]
    folded: str


def features_of(chunk: Chunk) -> Features:
    """Count the chunk."""
    words = tokens(chunk.text)
    path = tokens("\n".join(chunk.path))
    return Features(
        plan_id=chunk.plan_id, kind=chunk.kind, counts=Counter([*words, *bigrams(words)]), length=len(words),
        path=frozenset([*path, *bigrams(path)]), accents=frozenset(accented(chunk.text)),
        folded=fold("\n".join((*chunk.path, chunk.text))),
    )  # fmt: skip


def metadata_text(metadata: PlanMetadata) -> str:
    """Give the plan's metadata as one text, the field that tells plans apart."""
    parts = (
        metadata.title, metadata.issuer, metadata.superior, metadata.province, metadata.place,
        metadata.number, " ".join(str(year) for year in metadata.years),
    )  # fmt: skip
    return "\n".join(part for part in parts if part)


def passage_text(chunk: Chunk, metadata: str) -> str:
    """Give what a model reads of a chunk: its headings, its text and its plan's metadata."""
    return "\n".join((*chunk.path, chunk.text, metadata))


def metadata_terms(metadata: PlanMetadata) -> frozenset[str]:
    """Give the folded syllables and bigrams of the plan's metadata."""
    terms: set[str] = set()
    for line in metadata_text(metadata).splitlines():
        words = tokens(line)
        terms.update(words, bigrams(words))
    return frozenset(terms)
