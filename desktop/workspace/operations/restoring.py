"""How is a supplier put back to how it was? Field by field, as an operation that undo takes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from desktop.domain.past import Value
from desktop.domain.plan import Correction, Decision, OperationName, PlanRow, RowChange
from desktop.domain.restoring import Restorable, restorable
from desktop.domain.suppliers import SupplierId
from desktop.workspace.operations.operation import Moment, PlanView


@dataclass
class RestoreSupplier:
    """Put things of a supplier back to how they were before or after an entry of the history.

    Attributes:
        entry: its number.
        before: to before the entry; otherwise to right after it.
        keys: of what is put back (`Restorable.key`); None for all there is.
        restored: filled while the changes are worked out: how many things.
    """

    supplier_id: SupplierId
    entry: int
    before: bool = True
    keys: frozenset[str] | None = None
    restored: int = 0
    name: ClassVar[OperationName] = OperationName.RESTORE_SUPPLIER

    def found(self, plan: PlanView) -> tuple[Restorable, ...]:
        """What is different now from what it was then."""
        past = plan.past()
        since = self.entry if self.before else self.entry + 1
        name = past.supplier_names((self.supplier_id,)).get(self.supplier_id, "")
        return restorable(
            past.now_about(self.supplier_id), past.rows_about(self.supplier_id, since=since), name
        )

    def changes(self, plan: PlanView, moment: Moment) -> Iterator[RowChange]:  # noqa: ARG002 - as all operations
        wanted = [one for one in self.found(plan) if self.keys is None or one.key in self.keys]
        self.restored = len(wanted)
        supplier = plan.supplier(self.supplier_id)
        columns = {
            name: value
            for one in wanted
            if one.row.table == "supplier"
            for name, value in (one.row.after or {}).items()
        }
        if supplier is not None and columns:
            yield RowChange(supplier, _changed("supplier", {**_row_now(plan, supplier.id), **columns}))
        for table in ("decision", "correction"):
            yield from self._rows(plan, table, [one for one in wanted if one.row.table == table])

    def _rows(self, plan: PlanView, table: str, wanted: list[Restorable]) -> Iterator[RowChange]:
        """Decisions and corrections keep the id they have now; who puts them back stands in the history."""
        there: dict[int, Decision | Correction] = (
            {one.id: one for one in plan.decisions((self.supplier_id,))}
            if table == "decision"
            else {one.id: one for one in plan.corrections() if one.supplier_id == self.supplier_id}
        )
        fresh = plan.next_id(table)
        for one in wanted:
            now = one.row.before
            before = there[int(now["id"] or 0)] if now is not None else None
            after = None
            if one.row.after is not None:
                key = before.id if before is not None else fresh
                fresh += before is None
                after = _changed(table, {**one.row.after, "id": key})
            yield RowChange(before, after)

    def facts(self) -> Mapping[str, str]:
        return {
            "entry": str(self.entry),
            "before": "yes" if self.before else "",
            "fields": str(self.restored),
        }


def _row_now(plan: PlanView, supplier: SupplierId) -> Mapping[str, Value]:
    return plan.past().now_about(supplier)["supplier", supplier]


def _changed(table: str, row: Mapping[str, Value]) -> PlanRow:
    from desktop.storage.whole_plan import columns, decode

    return decode(table, tuple(row.get(column) for column in columns()[table]))
