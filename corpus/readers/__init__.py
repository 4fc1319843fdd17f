"""A file -> its text. READERS is the one table; a new file format is one function and one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.readers.txt import read_text

READERS: dict[str, Callable[[Path], str]] = {
    ".txt": read_text,
    ".md": read_text,
    "": read_text,
}


def read(path: Path) -> str:
    """Give the text of the file. Raises UnreadableFile with a line that says what to do."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(suffix for suffix in READERS if suffix)
        raise UnreadableFile(
            f"{path}: files of type {path.suffix} cannot be read yet; save it as text ({known})."
        )
    return reader(path)
