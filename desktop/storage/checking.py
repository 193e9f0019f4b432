"""Is an unknown file a plan, whole, ours and harmless? Asked before anything is read from it.

A plan may come from anybody. Only the private copy of its bytes is looked at, by a connection that can do
nothing but read: small limits, no ATTACH, no schema changes, and a clock that stops whatever never ends.
The order matters: the tables are compared with ours before any of their content is touched, so no view and
no trigger of somebody else's ever runs.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from desktop.domain.errors import PlanFault, PlanTrouble
from desktop.storage import invariants

MAGIC = b"SQLite format 3\x00"

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 32_000_000,  # bytes of one value or row; ours are far below 1 MB
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
}
_READING = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_TRANSACTION}
)
_PRAGMAS = frozenset(
    "application_id user_version integrity_check foreign_key_check trusted_schema cell_size_check mmap_size "
    "temp_store".split()
)
_SCHEMA_SECONDS = 5.0
_SECONDS_PER_MB = 1.0
_LOOK_EVERY = 20_000
"""Steps of SQLite's machine between two looks at the clock: about a millisecond."""

_DAMAGE = frozenset(
    {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_TOOBIG,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_FORMAT,
        sqlite3.SQLITE_MISMATCH,
    }
)

FingerprintOf = Callable[[int], str | None]
"""What `fingerprint` must give for a format version; None for a version that was never ours."""


def examine(path: Path, *, name: str, fingerprint_of: FingerprintOf, newest: int, application_id: int) -> int:
    """Look at a file from end to end and return the format version it has.

    Args:
        path: a private copy of the file.
        name: the plan's own file name, for the sentence that tells what is wrong.
        newest: the highest version this program knows. Only a plan of this version is asked for what every
            plan keeps to (`invariants`): an older one is asked when it has been brought up to it.

    Raises:
        PlanTrouble: not a plan, of a newer program, damaged, with tables that are not ours, or with content
            that the program cannot have written.
        OSError: the copy cannot be read.
    """
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise PlanTrouble(name, PlanFault.NOT_A_PLAN)
    megabytes = path.stat().st_size / 1e6
    with damage_told(name), closing(sqlite3.connect(path, isolation_level=None)) as raw:
        _tie_hands(raw, time.monotonic() + _SCHEMA_SECONDS)
        version = _known_version(raw, name, fingerprint_of, newest, application_id)
        _stop_after(raw, time.monotonic() + _SCHEMA_SECONDS + megabytes * _SECONDS_PER_MB)
        if not is_sound(raw):
            raise PlanTrouble(name, PlanFault.DAMAGED)
        if version == newest and (found := invariants.broken(raw)) is not None:
            raise PlanTrouble(name, PlanFault.UNKNOWN_CONTENT, detail=found)
    return version


def _known_version(
    raw: sqlite3.Connection, name: str, fingerprint_of: FingerprintOf, newest: int, application_id: int
) -> int:
    (application,) = raw.execute("PRAGMA application_id").fetchone()
    (version,) = raw.execute("PRAGMA user_version").fetchone()
    if application != application_id:
        raise PlanTrouble(name, PlanFault.NOT_A_PLAN)
    if version > newest:
        raise PlanTrouble(name, PlanFault.NEWER, found=version, known=newest)
    if fingerprint(raw) != fingerprint_of(version):
        raise PlanTrouble(name, PlanFault.OTHER_SCHEMA)
    return int(version)


def is_sound(raw: sqlite3.Connection) -> bool:
    """The full integrity check and the foreign keys; quick_check overlooks wrong indexes."""
    sound = raw.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    return sound and raw.execute("PRAGMA foreign_key_check").fetchone() is None


def fingerprint(raw: sqlite3.Connection) -> str:
    """SHA-256 over type, name and text of every object: an extra trigger or view is somebody's trap."""
    rows: Iterable[tuple[str, str, str | None]] = raw.execute("SELECT type, name, sql FROM sqlite_master")
    objects = sorted((kind, name, " ".join(sql.split())) for kind, name, sql in rows if sql)
    return hashlib.sha256(json.dumps(objects, ensure_ascii=False).encode()).hexdigest()


@contextmanager
def damage_told(name: str) -> Iterator[None]:
    """Turn what a damaged or prepared file makes SQLite say into trouble that a user knows.

    Only for a file whose tables have not been found to be ours: later such an error is the program's fault.
    """
    try:
        yield
    except UnicodeDecodeError as error:
        _let_go(error)
        raise PlanTrouble(name, PlanFault.DAMAGED) from None
    except sqlite3.Error as error:
        _let_go(error)
        code = getattr(error, "sqlite_errorcode", None)
        primary = None if code is None else code & 0xFF  # the rest tells where in SQLite it was noticed
        if code is None and isinstance(error, sqlite3.OperationalError):
            # What the driver says of text that is none: SQLite itself always gives a code.
            raise PlanTrouble(name, PlanFault.DAMAGED) from None
        if primary == sqlite3.SQLITE_AUTH:
            raise PlanTrouble(name, PlanFault.OTHER_SCHEMA) from None
        if primary in _DAMAGE:
            raise PlanTrouble(name, PlanFault.DAMAGED) from None
        raise


def _let_go(error: Exception) -> None:
    """Drop what the functions that failed were reading from.

    The error keeps them, and they a cursor that holds the file open beyond its connection's end: Windows then
    does not delete it.
    """
    traceback.clear_frames(error.__traceback__)


def _tie_hands(raw: sqlite3.Connection, deadline: float) -> None:
    for limit, value in _LIMITS.items():
        raw.setlimit(limit, value)
    _stop_after(raw, deadline)
    raw.execute("PRAGMA trusted_schema=OFF")
    raw.execute("PRAGMA cell_size_check=ON")
    raw.execute("PRAGMA mmap_size=0")
    raw.execute("PRAGMA temp_store=MEMORY")
    raw.set_authorizer(_only_reading)


def _only_reading(
    action: int, first: str | None, _second: str | None, _database: str | None, _inner: str | None
) -> int:
    if action in _READING or (action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _stop_after(raw: sqlite3.Connection, deadline: float) -> None:
    raw.set_progress_handler(lambda: int(time.monotonic() > deadline), _LOOK_EVERY)
