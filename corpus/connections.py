"""Connections to one SQLite file: lent to one thread at a time, every failure told in one line.

A pool, not a connection a thread: a web server's threads come and go, and must not leave
connections behind them.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from corpus.errors import StoreDamaged, StoreError, StoreUnwritable
from corpus.migrations import bring_up_to_date, unknown_steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

BUSY_SECONDS = 30.0
# Of each connection; a server holds some twenty, and the system keeps what was read of a file anyway.
CACHE_KIB = 512
PLANS_RECOVERY = "the shipped plans are loaded anew, your own by `thidua ingest`"
# Structure is checked at each start up to this size (a few milliseconds); beyond it only by `check`.
CHECKED_AT_OPEN_BYTES = 16 * 1024 * 1024

_UNWRITABLE = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}
# SQLITE_ERROR is here because our own statements are sound: then a table or column is missing.
_DAMAGED = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_MISMATCH}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class Connections:
    """Lend connections to `path`, at most one to a thread, and close them all in the end."""

    def __init__(
        self, path: Path, busy_seconds: float = BUSY_SECONDS, *, recovery: str = PLANS_RECOVERY
    ) -> None:
        self.path = path
        self._recovery = recovery
        self._busy_seconds = busy_seconds
        self._idle: list[Database] = []
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._closed = False
        self._mine = threading.local()

    @classmethod
    def open(
        cls,
        path: Path,
        migrations: Sequence[Migrations],
        busy_seconds: float = BUSY_SECONDS,
        *,
        recovery: str = PLANS_RECOVERY,
    ) -> Connections:
        """Open or make the database at `path` with its schema up to date.

        `recovery` says what becomes of what was in it, where it is damaged and must be made anew.
        Raises StoreUnwritable, StoreDamaged, or StoreError where another process keeps it locked.
        """
        connections = cls(path, busy_seconds, recovery=recovery)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connections._prepare(migrations)
        except OSError as error:
            connections.close()
            raise connections.unwritable(error) from error
        except UnicodeDecodeError as error:
            # Python's module cannot tell what SQLite says of a garbled schema.
            connections.close()
            raise connections.damaged(error) from error
        except BaseException:
            connections.close()
            raise
        return connections

    @contextmanager
    def lend(self) -> Iterator[Database]:
        """Lend a connection, the same one to all that this thread does inside the block.

        Raises StoreUnwritable, StoreDamaged or StoreError for whatever SQLite raises inside it.
        """
        held: Database | None = getattr(self._mine, "database", None)
        if held is not None:
            with self._explained():
                yield held
            return
        with self._explained():
            database = self._take()
            self._mine.database = database
            try:
                yield database
            finally:
                self._mine.database = None
                self._give_back(database)

    @contextmanager
    def write(self) -> Iterator[Database]:
        """Lend a connection inside a transaction begun IMMEDIATE; inside another one, a savepoint of it."""
        with self.lend() as database:
            if database.conn.in_transaction:
                with database.atomic():
                    yield database
                return
            with self._turn():
                database.execute("BEGIN IMMEDIATE")
                try:
                    yield database
                    database.commit()
                except BaseException:
                    database.rollback()
                    raise

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Let threads of this process write one after another, each as soon as the one before is done.

        SQLite lets who waits for its lock look again only after a sleep that grows: with a few threads that
        write often, half of the time is slept away.
        """
        if not self._writing.acquire(timeout=self._busy_seconds):
            raise self._busy()
        try:
            yield
        finally:
            self._writing.release()

    def check(self) -> None:
        """Read the whole file for its structure. Raises StoreDamaged where it is not sound."""
        with self.lend() as database:
            (finding,) = database.execute("PRAGMA quick_check(1)").fetchone()
        if finding != "ok":
            raise self.damaged(finding)

    def fold(self) -> None:
        """Take what the log beside the file holds into the file, and empty it where nobody reads it now.

        What was deleted stands in the log until then.
        """
        with self.lend() as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def close(self) -> None:
        """Close every connection; one that is lent is closed when it comes back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for database in idle:
            database.close()

    def damaged(self, reason: object) -> StoreDamaged:
        """Say that the file is not sound, and what to do."""
        return StoreDamaged(
            f"{self.path} is not a sound database ({_one_line(reason)}): move it away together with any "
            f"{self.path.name}-wal and {self.path.name}-shm beside it, then start again: "
            f"{self._recovery}; nothing was deleted"
        )

    def unwritable(self, reason: object) -> StoreUnwritable:
        """Say that the file cannot be written, and what to do."""
        return StoreUnwritable(
            f"{self.path} cannot be used ({_one_line(reason)}): see to it that its folder is yours to write "
            "and the disk has room, or set THIDUA_HOME to another folder; what was saved before is unchanged"
        )

    def _prepare(self, migrations: Sequence[Migrations]) -> None:
        with self.lend() as database:
            self._enable_wal(database)
            if self.path.stat().st_size <= CHECKED_AT_OPEN_BYTES:
                self.check()
            for steps in migrations:
                if newer := unknown_steps(database, steps):
                    raise self._too_new(newer)
            if any(steps.pending(database) for steps in migrations):
                with self.write():
                    bring_up_to_date(database, migrations)

    def _enable_wal(self, database: Database) -> None:
        # SQLite does not wait its busy timeout for this one statement, so we do.
        until = time.monotonic() + self._busy_seconds
        while True:
            try:
                database.enable_wal()
            except sqlite3.OperationalError as error:
                if _primary_code(error) not in _BUSY or time.monotonic() > until:
                    raise
                time.sleep(0.02)
            else:
                return

    def _take(self) -> Database:
        with self._lock:
            if self._closed:
                raise StoreError(f"{self.path} was closed: open it again")
            if self._idle:
                return self._idle.pop()
        return self._connect()

    def _connect(self) -> Database:
        connection = sqlite3.connect(self.path, timeout=self._busy_seconds, check_same_thread=False)
        try:
            database = Database(connection, recursive_triggers=False, execute_plugins=False)
            database.execute("PRAGMA synchronous = FULL")
            database.execute("PRAGMA foreign_keys = ON")
            database.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            # What is deleted is overwritten: not every build of SQLite does so by itself.
            database.execute("PRAGMA secure_delete = ON")
        except BaseException:
            connection.close()
            raise
        return database

    def _give_back(self, database: Database) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(database)
                return
        database.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._explain(error) from error

    def _explain(self, error: sqlite3.Error) -> StoreError:
        code = _primary_code(error)
        if code in _BUSY:
            return self._busy()
        if code in _UNWRITABLE:
            return self.unwritable(error)
        # Text that is not UTF-8 is reported by Python's module, which gives no code.
        if code in _DAMAGED or (code is None and isinstance(error, sqlite3.OperationalError)):
            return self.damaged(error)
        return StoreError(f"{self.path} refused what was asked of it ({_one_line(error)}): try again")

    def _busy(self) -> StoreError:
        return StoreError(f"{self.path} is in use: another thidua is writing to it; try again in a moment")

    def _too_new(self, steps: Sequence[str]) -> StoreDamaged:
        return StoreDamaged(
            f"{self.path} was written by a newer thidua ({', '.join(steps)}): install that one here, or "
            "set THIDUA_HOME to another folder"
        )


def _primary_code(error: sqlite3.Error) -> int | None:
    # The low byte is the kind, the rest its detail: https://sqlite.org/rescode.html
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _one_line(reason: object) -> str:
    return " ".join(str(reason).split())
