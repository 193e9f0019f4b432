"""What does a plan hold in all, now and before some of its entries? Rows as they are kept, for merging."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sqlalchemy import Connection

from desktop.domain.plan import PlanRow
from desktop.storage.fact_rows import invoice_of, supplier_of
from desktop.storage.invariants import DECODED
from desktop.storage.row_values import Value, Values, from_json
from desktop.storage.schema import PLAN_TABLES

Tables = dict[str, dict[int, Values]]

_MAKERS = {**DECODED, "supplier": supplier_of, "invoice": invoice_of}


def columns() -> dict[str, tuple[str, ...]]:
    """The columns of every table that operations change, the id first."""
    return {name: tuple(column.name for column in table.columns) for name, table in PLAN_TABLES.items()}


def decode(table: str, values: Values) -> PlanRow:
    """A row of the domain from what the plan keeps of it."""
    return _MAKERS[table](values)  # type: ignore[return-value]  # each makes the row of its table


class WholePlan:
    """Answers from one state of the plan; everything is read, so it is asked for rarely."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tables(self) -> Tables:
        """Every row by table and id."""
        found: Tables = {}
        for name, wanted in columns().items():
            told = ", ".join(f'"{column}"' for column in wanted)
            rows = self._all(f"SELECT {told} FROM {name} ORDER BY id")  # noqa: S608 - our own names
            found[name] = {int(row[0] or 0): row for row in rows}
        return found

    def before(self, now: Mapping[str, Mapping[int, Values]], number: int) -> Tables:
        """The rows as they were when the entry of that number was the last one: later ones are taken back."""
        then: Tables = {name: dict(rows) for name, rows in now.items()}
        later = """SELECT r.tab, r.row_id, r.before
                     FROM history_row AS r JOIN history AS h ON h.id = r.history_id
                    WHERE h.id > ? AND h.state = 'applied' ORDER BY r.history_id DESC, r.id DESC"""
        for table, row_id, values in self._all(later, (number,)):
            rows = then[str(table)]
            if values is None:
                rows.pop(int(row_id or 0), None)
            else:
                rows[int(row_id or 0)] = _whole(str(table), from_json(str(values)))
        return then

    def _all(self, sql: str, values: tuple[Value, ...] = ()) -> list[tuple[Value, ...]]:
        cursor = self._connection.connection.cursor()
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _whole(table: str, values: Values) -> Values:
    """A remembered row; columns that came after it was remembered have their defaults."""
    defaults = _defaults(table)
    return (*values, *defaults[len(values) :])


@cache
def _defaults(table: str) -> Values:
    wanted = PLAN_TABLES[table].columns
    return tuple(_default(column.server_default, column.type.python_type) for column in wanted)


def _default(default: object, kind: type) -> Value:
    """Columns have "" or 0 as their default, or none at all."""
    if default is None:
        return None
    return 0 if kind is int else ""
