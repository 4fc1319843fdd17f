"""Who claims rows: a running process, whose death is noticed at once on the same computer.

Each owner holds a lock on a file of its own, which the kernel releases when the process dies, however it
does. Where locks cannot be asked (another computer), leases that run out tell the same, only later.
"""

from __future__ import annotations

import fcntl
import secrets
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

_YOUNG_SECONDS = 60.0


class Owner:
    """A name for this process, and the lock that tells that it lives. Raises OSError."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.name = secrets.token_hex(8)
        self._file: IO[bytes] = self._path(self.name).open("wb")
        fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def gone(self, names: Iterable[str]) -> list[str]:
        """Give those of the owners that live no more."""
        return [name for name in names if name != self.name and self._is_gone(name)]

    def _is_gone(self, name: str) -> bool:
        try:
            with self._path(name).open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True

    def sweep(self) -> None:
        """Remove the files of owners that live no more, those just made (and not yet locked) left alone."""
        young = time.time() - _YOUNG_SECONDS
        for path in self._folder.glob("*.lock"):
            with suppress(OSError):
                if path.stem != self.name and path.stat().st_mtime < young and self._is_gone(path.stem):
                    path.unlink()

    def close(self) -> None:
        """Let go of the lock, and take its file away."""
        with suppress(OSError):
            self._path(self.name).unlink(missing_ok=True)
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.lock"
