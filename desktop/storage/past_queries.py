"""What can be asked of the rows that the history remembers? A page at a time, however many an entry has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection

from desktop.domain.past import PastRow
from desktop.domain.suppliers import SupplierId
from desktop.storage.row_values import Value, from_json
from desktop.storage.schema import PLAN_TABLES

_COLUMNS = {name: tuple(column.name for column in table.columns) for name, table in PLAN_TABLES.items()}
_ABOUT_A_SUPPLIER = tuple(name for name, columns in _COLUMNS.items() if columns[1] == "supplier_id")
_PAIRS = "pair_decision"
_BY_SUPPLIER = f"""(
    (tab = 'supplier' AND row_id = :supplier)
    OR (tab IN ({", ".join(f"'{name}'" for name in _ABOUT_A_SUPPLIER)})
        AND :supplier IN (json_extract(before, '$[1]'), json_extract(after, '$[1]')))
    OR (tab = '{_PAIRS}' AND (
        :supplier IN (json_extract(before, '$[1]'), json_extract(after, '$[1]'))
        OR :supplier IN (json_extract(before, '$[2]'), json_extract(after, '$[2]'))))
)"""
_AT_ONCE = 500
"""Ids that one question names; SQLite takes many more, and a page of a table has fewer."""


class PastReader:
    """Answers from the remembered rows of one state of the plan."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def row_ids(self, number: int, suppliers: Iterable[SupplierId] = ()) -> Sequence[int]:
        """Ids of an entry's rows, in the order of the changes; with suppliers only those about them."""
        wanted = tuple(suppliers)
        if wanted:
            sql = f"SELECT id FROM history_row WHERE history_id = :number AND {_BY_SUPPLIER}"  # noqa: S608
            return sorted(
                {
                    _whole(key)
                    for one in wanted
                    for (key,) in self._named(sql, {"number": number, "supplier": one})
                }
            )
        sql = "SELECT count(*), min(id), max(id) FROM history_row WHERE history_id = :number"
        ((count, first, last),) = self._named(sql, {"number": number})
        if not count:
            return ()
        if _whole(last) - _whole(first) + 1 == _whole(count):
            return range(_whole(first), _whole(last) + 1)  # as they are written; costs no memory
        sql = "SELECT id FROM history_row WHERE history_id = :number ORDER BY id"
        return [_whole(key) for (key,) in self._named(sql, {"number": number})]

    def rows(self, ids: Sequence[int]) -> dict[int, PastRow]:
        """Some remembered rows by id, with the names of the suppliers they are about."""
        found = [row for part in _parts(ids) for row in self._rows(part)]
        names = self.supplier_names({row.supplier_id for row in found if row.supplier_id is not None})
        return {row.id: _with_name(row, names) for row in found}

    def entries_about(self, suppliers: Iterable[SupplierId]) -> frozenset[int]:
        """Numbers of the entries that changed something about one of the suppliers."""
        sql = f"SELECT DISTINCT history_id FROM history_row WHERE {_BY_SUPPLIER}"  # noqa: S608 - our own names
        return frozenset(
            _whole(number) for one in suppliers for (number,) in self._named(sql, {"supplier": one})
        )

    def rows_about(self, supplier: SupplierId, *, since: int) -> tuple[tuple[int, PastRow], ...]:
        """What entries from a number on did about a supplier, as far as they are in force, the newest first.

        Each with its entry's number.
        """
        sql = f"""SELECT r.id, r.history_id FROM history_row AS r JOIN history AS h ON h.id = r.history_id
                   WHERE r.history_id >= :since AND h.state = 'applied' AND {_BY_SUPPLIER}
                   ORDER BY r.id DESC"""  # noqa: S608 - our own names
        found = self._named(sql, {"since": since, "supplier": supplier})
        numbers = {_whole(key): _whole(number) for key, number in found}
        rows = self.rows(tuple(numbers))
        return tuple((number, rows[key]) for key, number in numbers.items())

    def now_about(self, supplier: SupplierId) -> dict[tuple[str, int], dict[str, Value]]:
        """A supplier's own row, the decisions about it and its corrections, as they are now."""
        found: dict[tuple[str, int], dict[str, Value]] = {}
        for name, column in (("supplier", "id"), ("decision", "supplier_id"), ("correction", "supplier_id")):
            told = ", ".join(f'"{one}"' for one in _COLUMNS[name])
            sql = f"SELECT {told} FROM {name} WHERE {column} = :supplier"  # noqa: S608 - our own names
            for row in self._named(sql, {"supplier": supplier}):
                found[name, _whole(row[0])] = dict(zip(_COLUMNS[name], row, strict=True))
        return found

    def row_now(self, table: str, row_id: int) -> dict[str, Value] | None:
        """A row of the plan by its own id, as it is now; None when it is not there."""
        told = ", ".join(f'"{one}"' for one in _COLUMNS[table])
        found = self._named(f"SELECT {told} FROM {table} WHERE id = :id", {"id": row_id})  # noqa: S608
        return dict(zip(_COLUMNS[table], found[0], strict=True)) if found else None

    def counts(self) -> dict[str, int]:
        """How many rows each table of the plan has, and how many the history remembers."""
        names = (*PLAN_TABLES, "history_row")
        return {name: _whole(self._named(f"SELECT count(*) FROM {name}", {})[0][0]) for name in names}  # noqa: S608

    def supplier_names(self, wanted: Iterable[SupplierId]) -> dict[SupplierId, str]:
        """What suppliers are called: as the plan has them, or as it had them last."""
        names: dict[SupplierId, str] = {}
        gone = []
        for one in wanted:
            told = self._named("SELECT name, number FROM supplier WHERE id = :id", {"id": one})
            if told:
                names[one] = str(told[0][0] or told[0][1])
            else:
                gone.append(one)
        sql = """SELECT coalesce(after, before) FROM history_row
                  WHERE tab = 'supplier' AND row_id = :id ORDER BY id DESC LIMIT 1"""
        for one in gone:
            for (values,) in self._named(sql, {"id": one}):
                row = _by_field("supplier", values)
                names[one] = str((row["name"] or row["number"]) if row else "")
        return names

    def _rows(self, ids: Sequence[int]) -> Iterator[PastRow]:
        marks = ",".join(str(int(one)) for one in ids)
        sql = f"SELECT id, tab, row_id, before, after FROM history_row WHERE id IN ({marks}) ORDER BY id"  # noqa: S608
        for key, table, row_id, before, after in self._named(sql, {}):
            name = str(table)
            old, new = _by_field(name, before), _by_field(name, after)
            about = _supplier_of(name, _whole(row_id), new or old or {})
            yield PastRow(_whole(key), name, _whole(row_id), old, new, about)

    def _named(self, sql: str, values: Mapping[str, Value]) -> list[tuple[Value, ...]]:
        cursor = self._connection.connection.cursor()
        cursor.execute(sql, dict(values))
        return list(cursor.fetchall())


def _by_field(table: str, values: Value) -> dict[str, Value] | None:
    """A remembered row; one from before a column came does not have that column."""
    if values is None:
        return None
    return dict(zip(_COLUMNS[table], from_json(str(values)), strict=False))


def _supplier_of(table: str, row_id: int, row: Mapping[str, Value]) -> SupplierId | None:
    if table == "supplier":
        return SupplierId(row_id)
    told = row.get("supplier_id") or row.get("first_id")
    return SupplierId(_whole(told)) if told else None


def _with_name(row: PastRow, names: Mapping[SupplierId, str]) -> PastRow:
    name = names.get(row.supplier_id, "") if row.supplier_id is not None else ""
    return PastRow(row.id, row.table, row.row_id, row.before, row.after, row.supplier_id, name)


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def _whole(value: Value) -> int:
    return int(value or 0)
