"""What can be put back of a supplier? Its fields, the decisions about it and its corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.domain.past import PastRow, Value

Rows = Mapping[tuple[str, int], Mapping[str, Value]]
"""By table and id: rows by column."""

RESTORED = frozenset({"supplier", "decision", "correction"})
"""Tables that are put back; invoices, letters and waves are facts or plans of their own."""

_NAMED_BY = {"decision": "subject", "correction": "field"}


@dataclass(frozen=True, slots=True)
class Restorable:
    """One thing that was different then.

    Attributes:
        key: tells it from the others: "supplier/city", "decision/relevance".
        row: what is there now as `before`, what would be put back as `after`; None where there is nothing.
        changed: numbers of the later entries that changed it, the newest first.
    """

    key: str
    row: PastRow
    changed: tuple[int, ...]


def then(now: Rows, later: Iterable[tuple[int, PastRow]]) -> Rows:
    """The rows as they were before some entries.

    Args:
        later: what those entries did, the newest first, each with the entry's number.
    """
    rows = dict(now)
    for _number, step in later:
        if step.table in RESTORED:
            if step.before is None:
                rows.pop((step.table, step.row_id), None)
            else:
                rows[step.table, step.row_id] = step.before
    return rows


def restorable(
    now: Rows, later: tuple[tuple[int, PastRow], ...], supplier: str = ""
) -> tuple[Restorable, ...]:
    """What is different now from what it was before some later entries; nothing when the supplier is gone.

    A supplier that was not there then cannot be put back to that time either.
    """
    earlier = then(now, later)
    one, other = _things(now), _things(earlier)
    if not any(table == "supplier" for table, _key in now) or not any(t == "supplier" for t, _k in earlier):
        return ()
    found = []
    for key in dict.fromkeys((*one, *other)):
        before, after = one.get(key), other.get(key)
        if _essence(key, before) != _essence(key, after):
            table = key.partition("/")[0]
            row = PastRow(0, table, 0, before, after, None, supplier)
            numbers = dict.fromkeys(number for number, step in later if _about(key, step))
            found.append(Restorable(key, row, tuple(numbers)))
    return tuple(found)


def _things(rows: Rows) -> dict[str, Mapping[str, Value]]:
    """Every single thing by name: each column of the supplier's own row, each decision, each correction."""
    found: dict[str, Mapping[str, Value]] = {}
    for (table, _row_id), row in rows.items():
        if table == "supplier":
            for column, value in row.items():
                if column != "id":
                    found[f"supplier/{column}"] = {column: value}
        else:
            found[f"{table}/{row[_NAMED_BY[table]]}"] = row
    return found


def _essence(key: str, row: Mapping[str, Value] | None) -> object:
    """What matters: who and when do not."""
    if row is None:
        return None
    names = ("value", "reason") if key.startswith("decision/") else ("value", "listed", "replaced")
    return tuple(row.values()) if key.startswith("supplier/") else tuple(row.get(one) for one in names)


def _about(key: str, step: PastRow) -> bool:
    table, _slash, name = key.partition("/")
    if step.table != table:
        return False
    if table == "supplier":
        return (step.before or {}).get(name) != (step.after or {}).get(name)
    return any(row is not None and row.get(_NAMED_BY[table]) == name for row in (step.before, step.after))
