"""How are an operation's row changes written, remembered, taken back and done again?

One function writes rows, whether they come from an operation, from an undo or from a redo, so the three
cannot drift apart.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice

from desktop.domain.plan import Changes, EntryState, HistoryEntry, OperationName, RowChange
from desktop.domain.suppliers import SupplierId
from desktop.storage.queries import Reader
from desktop.storage.row_values import Value, Values, as_json, from_json, whole_number
from desktop.storage.rows import encode, table_of
from desktop.storage.schema import PLAN_TABLES

_Stored = tuple[str, int, Values | None, Values | None]
"""Table, row id, values before, values after."""

_BATCH = 5_000
"""Rows written at once: enough for SQLite to pay, few enough for a person who cancels not to wait."""


_COME_BY_THE_THOUSAND = frozenset({"supplier", "invoice"})
_FEWEST_COPIED = 20

_MOST_NAMED = 5_000
"""Suppliers that a change names one by one; after a change of more, everything is worked out again."""

_DECISION_SUPPLIER = [column.name for column in PLAN_TABLES["decision"].columns].index("supplier_id")


class _Touched:
    """Adds up what the batches of one operation change.

    Attributes:
        rows: how many rows so far.
    """

    def __init__(self) -> None:
        self.rows = 0
        self._tables: set[str] = set()
        self._suppliers: set[int] | None = set()

    def add(self, batch: list[_Stored]) -> None:
        """Take in one more batch."""
        self.rows += len(batch)
        self._tables.update(table for table, *_ in batch)
        if self._suppliers is not None:
            self._suppliers.update(_suppliers_of(batch))
            if len(self._suppliers) > _MOST_NAMED:
                self._suppliers = None

    def changes(self, entry: HistoryEntry) -> Changes:
        """All of it."""
        named = None if self._suppliers is None else frozenset(map(SupplierId, self._suppliers))
        return Changes(entry, frozenset(self._tables), self.rows, named)


def _suppliers_of(batch: list[_Stored]) -> Iterator[int]:
    """Whom the rows of suppliers and decisions are about, before and after."""
    for table, row_id, before, after in batch:
        if table == "supplier":
            yield row_id
        elif table == "decision":
            yield from (whole_number(values[_DECISION_SUPPLIER]) for values in (before, after) if values)


class Transaction(Reader):
    """Reading and writing inside one database transaction."""

    def record(
        self,
        operation: OperationName,
        changes: Iterable[RowChange],
        *,
        facts: Callable[[], Mapping[str, str]],
        by: str,
        at: datetime,
    ) -> Changes:
        """Write the changes and append one history entry that can take them back.

        Whatever had been undone before is dropped: it can be read in the history but not done again. An
        operation that changes no row leaves no entry and drops nothing.

        Args:
            facts: asked when all changes have been worked out.
        """
        number = self._next_id("history")
        entry = HistoryEntry(number, operation, {}, by, at, EntryState.APPLIED, 0)
        touched = _Touched()
        stored = (_stored(change) for change in changes if change.before != change.after)
        while batch := list(islice(stored, _BATCH)):
            if not touched.rows:
                self._begin_entry(entry)
            all_new = _are_new_rows(batch)
            self._write(batch, all_new=all_new)
            if all_new:
                self._remember_new(number, batch)
            else:
                self._remember(number, batch)
            touched.add(batch)
        entry = replace(entry, facts=dict(facts()), rows=touched.rows)
        if touched.rows:
            self._execute(
                "UPDATE history SET facts=?, rows=? WHERE id=?",
                (json.dumps(entry.facts, ensure_ascii=False), entry.rows, number),
            )
        return touched.changes(entry)

    def forget_before(self, number: int) -> None:
        """Delete the history's entries below a number with all they remember; the plan's rows stay."""
        self._execute("DELETE FROM history_row WHERE history_id < ?", (number,))
        self._execute("DELETE FROM history WHERE id < ?", (number,))

    def undo(self, entry: HistoryEntry) -> Changes:
        """Take an entry's changes back, last one first."""
        return self._replay(entry, backwards=True)

    def redo(self, entry: HistoryEntry) -> Changes:
        """Do an undone entry's changes again, first one first."""
        return self._replay(entry, backwards=False)

    def _replay(self, entry: HistoryEntry, *, backwards: bool) -> Changes:
        order = "DESC" if backwards else "ASC"
        rows_of_entry = "SELECT tab, row_id, before, after FROM history_row WHERE history_id=?"
        found = self._stream(f"{rows_of_entry} ORDER BY id {order}", (entry.number,))
        touched = _Touched()
        while batch := [_restored(row, backwards=backwards) for row in islice(found, _BATCH)]:
            self._write(batch)
            touched.add(batch)
        state = EntryState.UNDONE if backwards else EntryState.APPLIED
        self._execute("UPDATE history SET state=? WHERE id=?", (state.value, entry.number))
        return touched.changes(self.entry(entry.number))

    def _begin_entry(self, entry: HistoryEntry) -> None:
        self._execute(
            "UPDATE history SET state=? WHERE state=?", (EntryState.DROPPED.value, EntryState.UNDONE.value)
        )
        self._execute(
            "INSERT INTO history (id, operation, facts, who, at, state, rows) VALUES (?,?,'{}',?,?,?,0)",
            (entry.number, entry.operation.value, entry.by, entry.at.isoformat(), entry.state.value),
        )

    def _remember_new(self, number: int, batch: list[_Stored]) -> None:
        """Let SQLite note down rows that were added one after the other, which saves handing them over again.

        They are written already and stand in their table as they were added.
        """
        start = self._next_id("history_row")
        table, first, _, _ = batch[0]
        names = ", ".join(f'"{column.name}"' for column in PLAN_TABLES[table].columns)
        noted = f"SELECT id - ? + ?, ?, ?, id, NULL, json_array({names}) FROM {table}"  # noqa: S608 - our names
        copied = self._connection.exec_driver_sql(
            f"INSERT INTO history_row (id, history_id, tab, row_id, before, after) {noted} "
            "WHERE id BETWEEN ? AND ?",
            (first, start, number, table, first, first + len(batch) - 1),
        )
        if copied.rowcount != len(batch):
            raise ValueError("rows that were written are not in their table")

    def _remember(self, number: int, batch: list[_Stored]) -> None:
        start = self._next_id("history_row")
        self._execute_many(
            "INSERT INTO history_row (id, history_id, tab, row_id, before, after) VALUES (?,?,?,?,?,?)",
            [
                (
                    place,
                    number,
                    table,
                    row_id,
                    as_json(before) if before else None,
                    as_json(after) if after else None,
                )
                for place, (table, row_id, before, after) in enumerate(batch, start)
            ],
        )

    def _write(self, batch: list[_Stored], *, all_new: bool = False) -> None:
        """Put rows as they are after. Deletions go first, so that a unique value can move to another row.

        Args:
            all_new: none of the rows is there yet; looking for those to replace takes a third of the time.
        """
        insert = "INSERT" if all_new else "INSERT OR REPLACE"
        gone: defaultdict[str, list[tuple[int]]] = defaultdict(list)
        put: defaultdict[tuple[str, int], list[Values]] = defaultdict(list)
        for table, row_id, _, after in batch:
            if after is None:
                gone[table].append((row_id,))
            else:
                # A row remembered before a column was added gets that column's default.
                put[table, len(after)].append(after)
        for table in gone:
            self._execute_many(f"DELETE FROM {table} WHERE id=?", gone[table])  # noqa: S608 - our own names
        for (table, width), rows in put.items():
            names = ", ".join(f'"{column.name}"' for column in list(PLAN_TABLES[table].columns)[:width])
            marks = ",".join("?" * width)
            sql = f"{insert} INTO {table} ({names}) VALUES ({marks})"
            self._execute_many(sql, rows)


def _are_new_rows(batch: list[_Stored]) -> bool:
    """Whether the batch only adds many rows to one table, with ids one after the other."""
    table, first, _, _ = batch[0]
    return (
        table in _COME_BY_THE_THOUSAND
        and len(batch) >= _FEWEST_COPIED
        and all(
            name == table and row_id == expected and before is None and after is not None
            for expected, (name, row_id, before, after) in enumerate(batch, first)
        )
    )


def _stored(change: RowChange) -> _Stored:
    row = change.after if change.after is not None else change.before
    if row is None:
        raise ValueError("a row change with neither before nor after")
    return (
        table_of(row),
        row.id,
        encode(change.before) if change.before is not None else None,
        encode(change.after) if change.after is not None else None,
    )


def _restored(row: tuple[Value, ...], *, backwards: bool) -> _Stored:
    table, row_id, before, after = row
    old, new = (None if values is None else from_json(str(values)) for values in (before, after))
    if backwards:
        old, new = new, old
    return str(table), int(row_id or 0), old, new
