"""How does a plan of an earlier format become one of today's? Its rows are copied into fresh tables.

Every earlier version has one small file here that knows three things: the fingerprint of that version's
tables, frozen; what its tables are called now; and how a row of it reads in the next version. What exists in
both is carried over by name, and what is new gets the default that `schema` declares, so a new column needs
no line here. The old file is only read: migrating never changes a byte of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Protocol

from sqlalchemy import Table

from desktop.storage.migrations import from_1
from desktop.storage.schema import metadata

Row = dict[str, str | int | None]
_BATCH = 10_000


class Step(Protocol):
    """One version and the way out of it.

    Attributes:
        VERSION: the version it reads; its rows come out as those of the next.
        FINGERPRINT: what `checking.fingerprint` gives for that version's tables.
    """

    VERSION: int
    FINGERPRINT: str

    def row(self, table: str, row: Row) -> Row:
        """A row of this version as the next version has it."""
        ...


STEPS: dict[int, Step] = {from_1.VERSION: from_1}


def migrate(old: Path, version: int, new: Path) -> None:
    """Copy a plan of an earlier version into an empty one of today's.

    Args:
        old: a private copy of the old plan, found sound; not changed.
        new: an empty plan of today's version (`Database.create`).
    """
    with (
        closing(sqlite3.connect(old, isolation_level=None)) as source,
        closing(sqlite3.connect(new, isolation_level=None)) as target,
    ):
        source.execute("PRAGMA query_only=ON")
        source.execute("PRAGMA trusted_schema=OFF")
        target.execute("PRAGMA secure_delete=ON")
        target.execute("BEGIN")
        there = {name for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type='table'")}
        for table in metadata.sorted_tables:
            if table.name in there:
                _copy(source, target, table, version)
        target.execute("COMMIT")


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, table: Table, version: int) -> None:
    found = source.execute(f"SELECT * FROM {table.name} ORDER BY id")  # noqa: S608 - our own names
    names = [column[0] for column in found.description]
    known = [column.name for column in table.columns]
    while batch := list(islice(found, _BATCH)):
        _insert(
            target,
            table.name,
            known,
            [_stepped(table.name, dict(zip(names, row, strict=True)), version) for row in batch],
        )


def _stepped(table: str, row: Row, version: int) -> Row:
    for step in (STEPS[number] for number in sorted(STEPS) if number >= version):
        row = step.row(table, row)
    return row


def _insert(target: sqlite3.Connection, table: str, known: Iterable[str], rows: list[Row]) -> None:
    """Columns that the old plan does not have are left out of the statement: they get their defaults."""
    columns = [name for name in known if name in rows[0]]
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ",".join("?" * len(columns))
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - our own names
    target.executemany(sql, [_values(row, columns) for row in rows])


def _values(row: Mapping[str, str | int | None], columns: Iterable[str]) -> tuple[str | int | None, ...]:
    return tuple(row[name] for name in columns)
