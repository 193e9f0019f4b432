"""What do the rules of KP ask of a plan's documents, added up by SQL where there may be a million?

Invoices are told apart by a *shape*: everything the rules look at, folded into one small number. All invoices
of one shape get the same judgement, so a shape is judged once and its invoices are only counted. Credit notes
and reminders hang on other documents and are read one by one; they are few.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from sqlalchemy import Connection

from desktop.domain.calendar import Window
from desktop.domain.invoices import Invoice, InvoiceKind
from desktop.domain.kp_list import KpOrder
from desktop.domain.kp_matching import MatchKey, match_key
from desktop.domain.kp_rules import Document
from desktop.domain.suppliers import SupplierId
from desktop.storage.fact_rows import invoice_of
from desktop.storage.row_values import Value
from desktop.storage.schema import PLAN_TABLES

_CITIZENS = 5
_VAT = 3
_SHAPE = """(CASE WHEN citizens > 1 THEN 4 WHEN citizens = 1 THEN 3
              WHEN citizens IS NULL THEN 0 WHEN possible > 0 THEN 2 ELSE 1 END
         + 5 * CASE WHEN vat_ore IS NULL THEN 0 WHEN vat_ore = 0 THEN 1 ELSE 2 END
         + 15 * {era})"""
_INVOICE = f"kind = '{InvoiceKind.INVOICE.value}'"
_AT_ONCE = 500
"""Ids in one question; SQLite takes at least 999 values (SQLITE_MAX_VARIABLE_NUMBER before 3.32)."""

_ORDER = {
    KpOrder.DATE: "issue_date",
    KpOrder.SUPPLIER: "(SELECT lower(name) FROM supplier WHERE supplier.id = supplier_id)",
    KpOrder.NUMBER: "invoice_no",
    KpOrder.KIND: "kind",
    KpOrder.EAN: "ean",
    KpOrder.AMOUNT: "amount_ore",
    KpOrder.CITIZENS: "citizens",
}


@dataclass(frozen=True, slots=True)
class ShapeCount:
    """Invoices of one supplier, EAN number and shape, counted and added up (whole øre)."""

    supplier_id: SupplierId
    ean: str
    shape: int
    documents: int
    amount_ore: int
    without_amount: int


@dataclass(frozen=True, slots=True)
class ReferredInvoice:
    """What matching asks of an invoice."""

    supplier_id: SupplierId
    ean: str
    issue_date: date | None
    shape: int


ListedDocument = tuple[int, int, int | None, str]
"""A line of a list before anybody looks at it: id, supplier, shape (None for credit notes and reminders, and
where it was not asked for), number. A bare tuple: there may be a million of them."""


def document_of_shape(shape: int, days: Sequence[date], *, one_by_hand: bool = False) -> Document:
    """What a shape says; the opposite of the SQL above.

    Args:
        days: on which something changes in the rules, as they were given to the question.
    """
    rest, citizens = divmod(shape, _CITIZENS)
    era, vat = divmod(rest, _VAT)
    return Document(
        kind=InvoiceKind.INVOICE,
        issue_date=_day_in(era, days),
        citizens=(None, 0, 0, 1, 2)[citizens],
        doubtful=citizens == 2,
        vat=(None, False, True)[vat],
        one_by_hand=one_by_hand,
    )


def _day_in(era: int, days: Sequence[date]) -> date | None:
    """A day that stands for all between two days on which something changes; None for era 0."""
    if era == 0:
        return None
    if era == 1:
        return days[0] - timedelta(days=1) if days else date.max
    return days[era - 2]


class DocumentReader:
    """Questions about single documents and their shapes.

    Args:
        days: on which something changes in the rules, the oldest first.
    """

    def __init__(self, connection: Connection, days: Sequence[date]) -> None:
        self._connection = connection
        eras = "".join(f" WHEN issue_date < '{day.isoformat()}' THEN {at}" for at, day in enumerate(days, 1))
        self._shape = _SHAPE.format(
            era=f"CASE WHEN issue_date IS NULL THEN 0{eras} ELSE {len(days) + 1} END",
        )

    def shapes(self, period: Window | None) -> Iterator[ShapeCount]:
        """All invoices of the period (None: of the plan), counted."""
        within, ends = _within(period)
        # Grouping by one integer more is what it costs to count a million in a second or two.
        sql = f"""SELECT supplier_id, ean, {self._shape} AS shape, count(*),
                         coalesce(sum(amount_ore), 0), sum(amount_ore IS NULL)
                    FROM invoice WHERE {_INVOICE}{within} GROUP BY supplier_id, ean, shape"""  # noqa: S608
        for supplier, ean, shape, count, amount, without in self._stream(sql, ends):
            yield ShapeCount(
                SupplierId(_int(supplier)), str(ean), _int(shape), _int(count), _int(amount), _int(without)
            )

    def other_documents(self) -> Iterator[Invoice]:
        """Credit notes and reminders, one by one."""
        sql = f"SELECT {_COLUMNS} FROM invoice WHERE NOT {_INVOICE} ORDER BY id"  # noqa: S608
        return (invoice_of(row) for row in self._stream(sql))

    def referred(self, wanted: Container[MatchKey]) -> Iterator[tuple[MatchKey, ReferredInvoice]]:
        """The invoices that credit notes and reminders are about, looked for among their suppliers'."""
        sql = f"""SELECT supplier_id, invoice_no, ean, issue_date, {self._shape}
                    FROM invoice WHERE {_INVOICE}
                     AND supplier_id IN (SELECT supplier_id FROM invoice WHERE NOT {_INVOICE})"""  # noqa: S608
        for supplier, number, ean, day, shape in self._stream(sql):
            key = match_key(SupplierId(_int(supplier)), str(number))
            if key in wanted:
                issued = date.fromisoformat(str(day)) if day else None
                yield key, ReferredInvoice(key[0], str(ean), issued, _int(shape))

    def listed(
        self,
        period: Window | None,
        *,
        kind: InvoiceKind | None,
        ean: str | None,
        supplier_id: int | None,
        order: KpOrder,
        descending: bool,
        with_shape: bool,
    ) -> Iterator[ListedDocument]:
        """Documents in order, with what is needed to keep or drop them."""
        within, values = _within(period)
        conditions: list[Value] = list(values)
        for column, wanted in (("kind", kind and kind.value), ("ean", ean), ("supplier_id", supplier_id)):
            if wanted is not None:
                within += f" AND {column} = ?"
                conditions.append(wanted)
        by = _ORDER[order]
        direction = "DESC" if descending else "ASC"
        shape = f"CASE WHEN {_INVOICE} THEN {self._shape} END" if with_shape else "NULL"
        sql = f"""SELECT id, supplier_id, {shape}, invoice_no
                    FROM invoice WHERE 1 = 1{within}
                   ORDER BY {by} IS NULL, {by} {direction}, id"""  # noqa: S608 - our own names
        return cast("Iterator[ListedDocument]", self._stream(sql, tuple(conditions)))

    def by_ids(self, ids: Sequence[int]) -> dict[int, Invoice]:
        """Documents by id; those that are gone are left out."""
        found: dict[int, Invoice] = {}
        for first in range(0, len(ids), _AT_ONCE):
            some = ids[first : first + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            sql = f"SELECT {_COLUMNS} FROM invoice WHERE id IN ({marks})"  # noqa: S608
            for row in self._stream(sql, tuple(some)):
                one = invoice_of(row)
                found[one.id] = one
        return found

    def _stream(self, sql: str, values: tuple[Value, ...] = ()) -> Iterator[tuple[Value, ...]]:
        # Bare rows: SQLAlchemy's own cost more than everything else here for a million of them.
        cursor = self._connection.exec_driver_sql(sql, values).cursor
        if cursor is None:
            raise RuntimeError("a question without an answer")
        while rows := cursor.fetchmany(5_000):
            yield from rows


_COLUMNS = ", ".join(f'"{column.name}"' for column in PLAN_TABLES["invoice"].columns)


def _within(period: Window | None) -> tuple[str, tuple[Value, ...]]:
    """Invoices without a date count: they were in the file, so they were sent."""
    if period is None:
        return "", ()
    ends = (period.first.isoformat(), period.last.isoformat())
    return " AND (issue_date BETWEEN ? AND ? OR issue_date IS NULL)", ends


def _int(value: Value) -> int:
    return 0 if value is None else int(value)
