"""How is a plan's database opened, read and written? SQLAlchemy Core on the private working copy.

SQLite's settings are those that lost nothing in the power-loss model: a TRUNCATE journal with FULL sync
(docs/architecture.md, decision 2). Rows travel as domain dataclasses; nothing of SQLAlchemy leaves this room.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, pool
from sqlalchemy.exc import DBAPIError

from desktop.domain.errors import FileFault, FileTrouble, PlanFault, PlannerError, PlanTrouble
from desktop.storage.queries import Reader
from desktop.storage.schema import APPLICATION_ID, FORMAT_VERSION, metadata
from desktop.storage.writing import Transaction

MAGIC = b"SQLite format 3\x00"
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
        """An existing plan, checked from end to end before anything is read from it.

        Args:
            path: the working copy.
            name: the plan's own file name, for the sentence that tells what is wrong.

        Raises:
            PlanTrouble: not a plan, made by a newer version, damaged, or with tables that are not ours.
        """
        if not path.read_bytes()[:16].startswith(MAGIC):
            raise PlanTrouble(name, PlanFault.NOT_A_PLAN)
        database = cls(path)
        try:
            with _known_trouble(name):
                database._check(name)
        except PlannerError:
            database.close()
            raise
        return database

    def _check(self, name: str) -> None:
        with self._raw() as raw:
            (application,) = raw.execute("PRAGMA application_id").fetchone()
            (version,) = raw.execute("PRAGMA user_version").fetchone()
            if application != APPLICATION_ID:
                raise PlanTrouble(name, PlanFault.NOT_A_PLAN)
            if version > FORMAT_VERSION:
                raise PlanTrouble(name, PlanFault.NEWER, found=version, known=FORMAT_VERSION)
            if _fingerprint(raw) != _expected_fingerprint():
                raise PlanTrouble(name, PlanFault.OTHER_SCHEMA)
            if not is_sound(raw):
                raise PlanTrouble(name, PlanFault.DAMAGED)

    @contextmanager
    def _raw(self) -> Iterator[sqlite3.Connection]:
        with self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - narrows the type; the engine is SQLite's
            yield raw

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

    def verify(self, name: str) -> None:
        """Check the whole file: every page, every index, every reference.

        Raises:
            PlanTrouble: the working copy is damaged.
        """
        with _known_trouble(name), self._raw() as raw:
            if not is_sound(raw):
                raise PlanTrouble(name, PlanFault.DAMAGED)

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
    if primary == sqlite3.SQLITE_FULL:
        return FileTrouble(name, FileFault.DISK_FULL)
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return PlanTrouble(name, PlanFault.DAMAGED)
    return None


def is_sound(raw: sqlite3.Connection) -> bool:
    """The full integrity check and the foreign keys; quick_check overlooks wrong indexes."""
    sound = raw.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    return sound and raw.execute("PRAGMA foreign_key_check").fetchone() is None


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


def _begin(connection: Connection) -> None:
    # The driver is in autocommit, so transactions begin where SQLAlchemy says so, DDL included.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _fingerprint(raw: sqlite3.Connection) -> frozenset[tuple[str, str, str]]:
    """Type, name and text of every object: an extra trigger or view in a plan is somebody's trap."""
    rows: Iterable[tuple[str, str, str | None]] = raw.execute("SELECT type, name, sql FROM sqlite_master")
    return frozenset((kind, name, " ".join(sql.split())) for kind, name, sql in rows if sql)


def _expected_fingerprint() -> frozenset[tuple[str, str, str]]:
    """What this version writes: made once in memory by the same code that makes a plan."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - narrows the type; the engine is SQLite's
        found = _fingerprint(raw)
    engine.dispose()
    return found
