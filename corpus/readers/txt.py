"""Plain text in UTF-8."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.text import nfc

_LARGEST = 20 * 1024 * 1024


def read_text(path: Path) -> str:
    """Read a UTF-8 text file, in normal form C. Raises UnreadableFile."""
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadableFile(f"{path} is larger than 20 MB; a plan is smaller: check the file.")
        data = path.read_bytes()
    except IsADirectoryError as error:
        raise UnreadableFile(f"{path} is a folder; name the files in it.") from error
    except OSError as error:
        raise UnreadableFile(
            f"{path} cannot be opened ({error.strerror}); check the path and your rights."
        ) from error
    if b"\0" in data:
        raise UnreadableFile(f"{path} is not a text file; save the plan as UTF-8 text (.txt) and try again.")
    try:
        return nfc(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{path} is not UTF-8 text (byte {error.start}); save it again with encoding UTF-8 and try again."
        ) from error
