"""How is a plan's database opened, read and written? SQLAlchemy Core on the private working copy.

SQLite's settings are those that lost nothing in the power-loss model: a TRUNCATE journal with FULL sync
(docs/architecture.md, decision 2). Rows travel as domain dataclasses; nothing of SQLAlchemy leaves this room.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, pool
from sqlalchemy.exc import DBAPIError

from desktop.domain.errors import FileFault, FileTrouble, PlanFault, PlannerError, PlanTrouble
from desktop.storage import checking
from desktop.storage.migrations import STEPS, migrate
from desktop.storage.queries import Reader
from desktop.storage.schema import APPLICATION_ID, FORMAT_VERSION, metadata
from desktop.storage.writing import Transaction

_PRAGMAS = (
    "PRAGMA journal_mode=TRUNCATE",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA secure_delete=ON",
)


class Database:
    """One plan's tables in one SQLite file on the local disk.

    Safe to use from several threads one after the other; `Session` holds the lock.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = _engine(path)

    @classmethod
    def create(cls, path: Path) -> Database:
        """A new, empty plan."""
        database = cls(path)
        with database._engine.begin() as connection:
            metadata.create_all(connection)
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={FORMAT_VERSION}")
        return database

    @classmethod
    def open(cls, path: Path, *, name: str) -> Database:
        """An existing plan of today's format, checked from end to end before anything is read from it.

        Args:
            path: the working copy.
            name: the plan's own file name, for the sentence that tells what is wrong.

        Raises:
            PlanTrouble: not a plan, made by another version, damaged, with tables that are not ours, or with
                content that the program never wrote.
            FileTrouble: the working copy cannot be read.
        """
        if examine(path, name=name) != FORMAT_VERSION:
            raise PlanTrouble(name, PlanFault.OTHER_SCHEMA)
        return cls(path)

    @classmethod
    def open_migrated(cls, path: Path, *, name: str) -> tuple[Database, int]:
        """An existing plan of today's format or an earlier one, and the format it had.

        The rows of an earlier one are copied into a fresh database, which takes the old one's place: `path`
        is a private copy, and the plan file itself is untouched until the plan is saved.

        Raises:
            PlanTrouble, FileTrouble: as `open`.
        """
        version = examine(path, name=name)
        if version == FORMAT_VERSION:
            return cls(path), version
        fresh = path.with_name(f"{path.name}.new")
        with _known_trouble(name):
            cls.create(fresh).close()
            migrate(path, version, fresh)
        fresh.replace(path)
        return cls.open(path, name=name), version

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Queries that see one state of the plan.

        Raises:
            PlanTrouble: the working copy turns out to be damaged.
        """
        with _known_trouble(self.path.name), self._engine.begin() as connection:
            yield Reader(connection)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Everything inside happens, or nothing of it.

        Raises:
            FileTrouble: there is no room on the disk for it.
            PlanTrouble: the working copy turns out to be damaged.
        """
        with _known_trouble(self.path.name), self._engine.begin() as connection:
            yield Transaction(connection)

    def compact(self) -> None:
        """Write the whole database anew, so that nothing deleted remains in free pages.

        Raises:
            FileTrouble: there is no room on the disk for it.
        """
        with _known_trouble(self.path.name), self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - narrows the type; the engine is SQLite's
            raw.execute("VACUUM")

    def close(self) -> None:
        """Let go of the file, so that Windows lets it be deleted."""
        self._engine.dispose()


@contextmanager
def _known_trouble(name: str) -> Iterator[None]:
    """Turn what a full disk and a damaged file make SQLite say into trouble that a user knows.

    SQLAlchemy wraps the driver's errors, those of the first connection included; both forms are looked at.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        known = _trouble_from(error.orig if isinstance(error, DBAPIError) else error, name)
        if known is None:
            raise
        raise known from None


def _trouble_from(error: BaseException | None, name: str) -> PlannerError | None:
    """None for anything else, which is a fault of the program."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF  # the rest tells where in SQLite it was noticed
    if primary in _FILE_FAULTS:
        return FileTrouble(name, _FILE_FAULTS[primary])
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return PlanTrouble(name, PlanFault.DAMAGED)
    return None


_FILE_FAULTS = {
    sqlite3.SQLITE_FULL: FileFault.DISK_FULL,
    sqlite3.SQLITE_IOERR: FileFault.NO_ANSWER,
    sqlite3.SQLITE_CANTOPEN: FileFault.NO_ACCESS,
    sqlite3.SQLITE_READONLY: FileFault.NO_ACCESS,
    sqlite3.SQLITE_PERM: FileFault.NO_ACCESS,
}


def examine(path: Path, *, name: str) -> int:
    """Check a file from end to end, as `checking.examine`, and return its format version.

    Raises:
        PlanTrouble: it is not a plan that this version can open.
        FileTrouble: it cannot be read.
    """
    with _known_trouble(name):
        return checking.examine(
            path,
            name=name,
            fingerprint_of=_fingerprint_of,
            newest=FORMAT_VERSION,
            application_id=APPLICATION_ID,
        )


def _engine(path: Path) -> Engine:
    # A plan's name may hold "#" or "?", so the path is never part of a URL.
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(path, check_same_thread=False, isolation_level=None),
        poolclass=pool.QueuePool,
        pool_size=1,
        max_overflow=2,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(raw: sqlite3.Connection, _record: object) -> None:
    for pragma in _PRAGMAS:
        raw.execute(pragma)
    raw.set_authorizer(_no_other_file)


def _no_other_file(
    action: int, first: str | None, _second: str | None, _database: str | None, _inner: str | None
) -> int:
    """A plan's database never opens another one; VACUUM's own has an empty name, a bound one is None."""
    other = action == sqlite3.SQLITE_ATTACH and first != ""
    return sqlite3.SQLITE_DENY if other else sqlite3.SQLITE_OK


def _begin(connection: Connection) -> None:
    # The driver is in autocommit, so transactions begin where SQLAlchemy says so, DDL included.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _fingerprint_of(version: int) -> str | None:
    if version == FORMAT_VERSION:
        return _fingerprint_of_today()
    return STEPS[version].FINGERPRINT if version in STEPS else None


@cache
def _fingerprint_of_today() -> str:
    """What this version writes: made once in memory by the same code that makes a plan."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - narrows the type; the engine is SQLite's
        found = checking.fingerprint(raw)
    engine.dispose()
    return found
