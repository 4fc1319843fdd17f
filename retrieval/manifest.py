"""What an index folder was built from. A folder that does not match is IndexStale."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from retrieval.errors import IndexStale

FORMAT = 1
_FILE = "manifest.json"


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The making of an index: format, encoder, dimension, corpus, and a checksum of every file."""

    format: int
    encoder: str
    dimension: int
    corpus: str
    chunks: int
    files: dict[str, str]


def write(folder: Path, *, encoder: str, dimension: int, corpus: str, chunks: int) -> None:
    """Write the manifest of a finished index folder."""
    manifest = Manifest(
        format=FORMAT, encoder=encoder, dimension=dimension, corpus=corpus, chunks=chunks,
        files={path.name: _checksum(path) for path in _files(folder)},
    )  # fmt: skip
    (folder / _FILE).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")


def verify(folder: Path, *, corpus: str, encoder: str, dimension: int) -> Manifest:
    """Read the manifest and hold the folder against it. Raises IndexStale."""
    try:
        manifest = Manifest(**json.loads((folder / _FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise IndexStale(f"{folder} has no readable manifest; the index is built again.") from error
    made_of = manifest.format, manifest.corpus, manifest.encoder, manifest.dimension
    if made_of != (FORMAT, corpus, encoder, dimension):
        raise IndexStale(f"{folder} was built from something else; the index is built again.")
    try:
        found = {path.name: _checksum(path) for path in _files(folder)}
    except OSError as error:
        raise IndexStale(f"{folder} cannot be read; the index is built again.") from error
    if found != manifest.files:
        raise IndexStale(f"{folder} is damaged; the index is built again.")
    return manifest


def _files(folder: Path) -> list[Path]:
    """List the files that make the index; lock files come and go with its readers."""
    return sorted(p for p in folder.iterdir() if p.is_file() and p.name != _FILE and p.suffix != ".lock")


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
