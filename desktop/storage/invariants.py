"""What does every plan keep to that SQLite cannot check? Words, dates, lists and the history's own sums.

Somebody may have changed a plan with another program. A word that no enum has, or a history entry without
its rows, would end in an error somewhere in the middle of the work; here it is found at the door.

Large tables are asked by their different values, which SQLite counts; small ones row by row, by the same
functions that read them later.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Text

from desktop.domain.invoices import DocumentFormat, Grade, InvoiceKind, Place
from desktop.domain.plan import EntryState, OperationName
from desktop.storage import fact_rows, judgement_rows, rollout_rows
from desktop.storage.row_values import Value, list_items
from desktop.storage.schema import PLAN_TABLES, metadata

Decode = Callable[[Sequence[Value]], object]

DECODED: dict[str, Decode] = {
    "setting": fact_rows.setting_of,
    "source": fact_rows.source_of,
    "problem": fact_rows.problem_of,
    "profile": fact_rows.profile_of,
    "decision": judgement_rows.decision_of,
    "choice": judgement_rows.choice_of,
    "letter": judgement_rows.letter_of,
    "acceptance": judgement_rows.acceptance_of,
    "correction": judgement_rows.correction_of,
    "pair_decision": judgement_rows.pair_decision_of,
    "supplier_alias": judgement_rows.supplier_alias_of,
    "wave": rollout_rows.wave_of,
    "placement": rollout_rows.placement_of,
    "task": rollout_rows.task_of,
    "scenario": judgement_rows.scenario_of,
}
"""Tables small enough to read every row of, with what reads a row."""

BY_VALUE = frozenset({"supplier", "invoice"})
"""Tables that are asked by their different values instead."""

_BAD = (ValueError, TypeError, KeyError, OverflowError, RecursionError)
"""What the readers raise on a value they cannot make anything of."""

_FLAGS = (None, 0, 1)

_LONGEST = 1_000_000
"""Characters of one value. The longest that comes in is a note; a remembered row is a few hundred."""


def broken(raw: sqlite3.Connection) -> str | None:
    """The first table (and column) that holds what the program never wrote; None when all is well."""
    return (
        _too_long(raw)
        or next((name for name, decode in DECODED.items() if not _all_read(raw, name, decode)), None)
        or _bad_supplier(raw)
        or _bad_invoice(raw)
        or _bad_history(raw)
    )


def _too_long(raw: sqlite3.Connection) -> str | None:
    """A text that would fill the memory is no name and no note. The other tables are read whole anyway."""
    for table in (metadata.tables[name] for name in (*sorted(BY_VALUE), "history_row")):
        texts = [f'coalesce(max(length("{column.name}")), 0)' for column in table.columns if _is_text(column)]
        (longest,) = raw.execute(f"SELECT max({', '.join(texts)}) FROM {table.name}")  # noqa: S608 - our own names
        if longest[0] > _LONGEST:
            return table.name
    return None


def _is_text(column: Column[Any]) -> bool:
    return isinstance(column.type, Text)


def _all_read(raw: sqlite3.Connection, table: str, decode: Decode) -> bool:
    columns = ", ".join(f'"{column.name}"' for column in PLAN_TABLES[table].columns)
    try:
        for row in raw.execute(f"SELECT {columns} FROM {table}"):  # noqa: S608 - our own names
            decode(row)
    except _BAD:
        return False
    return True


def _bad_supplier(raw: sqlite3.Connection) -> str | None:
    flags = raw.execute("SELECT DISTINCT declared_collective FROM supplier").fetchall()
    return None if all(flag in _FLAGS for (flag,) in flags) else "supplier.declared_collective"


def _bad_invoice(raw: sqlite3.Connection) -> str | None:
    """One pass over the table for the closed sets, one for the days: there are few different ones of each."""
    closed = raw.execute(
        "SELECT DISTINCT kind, format, grade, places, fee, says_collective FROM invoice"
    ).fetchall()
    for kind, form, grade, places, fee, says in closed:
        if not _is_word(kind, InvoiceKind):
            return "invoice.kind"
        if not _is_word(form, DocumentFormat):
            return "invoice.format"
        if not _is_word(grade, Grade):
            return "invoice.grade"
        if not _reads(lambda text: [Place(one) for one in list_items(text)], places):
            return "invoice.places"
        if fee not in _FLAGS or says not in _FLAGS:
            return "invoice.fee"
    days = raw.execute("SELECT DISTINCT issue_date FROM invoice WHERE coalesce(issue_date, '') <> ''")
    if not all(_reads(date.fromisoformat, day) for (day,) in days):
        return "invoice.issue_date"
    matches = raw.execute("SELECT DISTINCT matches FROM invoice")
    return None if all(_reads(list_items, text) for (text,) in matches) else "invoice.matches"


def _bad_history(raw: sqlite3.Connection) -> str | None:
    """Each operation has one entry, and an entry that can be taken back or done again has all its rows."""
    for facts, operation, at, state in raw.execute("SELECT facts, operation, at, state FROM history"):
        if not (_is_word(operation, OperationName) and _is_word(state, EntryState)):
            return "history.operation"
        if not (_reads(_facts_of, facts) and _reads(datetime.fromisoformat, at)):
            return "history.facts"
    counted = """
        SELECT count(*) FROM history AS h
         WHERE h.state IN (?, ?)
           AND h.rows <> (SELECT count(*) FROM history_row AS r WHERE r.history_id = h.id)
    """
    if raw.execute(counted, (EntryState.APPLIED.value, EntryState.UNDONE.value)).fetchone() != (0,):
        return "history.rows"
    tables = raw.execute("SELECT DISTINCT tab FROM history_row").fetchall()
    if not all(table in PLAN_TABLES for (table,) in tables):
        return "history_row.tab"
    empty = "SELECT count(*) FROM history_row WHERE before IS NULL AND after IS NULL"
    return None if raw.execute(empty).fetchone() == (0,) else "history_row.after"


def _facts_of(text: str) -> dict[str, str]:
    facts = json.loads(text)
    if not isinstance(facts, dict) or not all(isinstance(value, str) for value in facts.values()):
        raise TypeError("facts of an entry are texts by name")
    return facts


def _is_word(value: object, words: Iterable[StrEnum]) -> bool:
    return value in {word.value for word in words}


def _reads(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except _BAD:
        return False
    return True
