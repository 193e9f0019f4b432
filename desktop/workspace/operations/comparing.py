"""What would a supplier list change, supplier by supplier and field by field?

Rows of suppliers before and after are compared; nothing is stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields

from desktop.domain.imports import Field, FieldChange, Outcome, SupplierChange
from desktop.domain.suppliers import Supplier, SupplierFacts, SupplierId

_FIELDS = {
    "number": Field.SUPPLIER_NO,
    "amount_ore": Field.AMOUNT,
    "declared_collective": Field.COLLECTIVE,
}
FIELD_OF = {one.name: _FIELDS.get(one.name) or Field(one.name) for one in fields(SupplierFacts)}
"""Which field of a list each fact comes from."""

_NOBODY = SupplierFacts()


def supplier_changes(
    before: Mapping[SupplierId, Supplier],
    after: Iterable[tuple[SupplierId, Supplier]],
    *,
    named: Collection[SupplierId],
    decided: Mapping[SupplierId, int],
    limit: int | None = None,
) -> Iterator[SupplierChange]:
    """Every supplier the import is about, in the order of the plan, new ones last.

    Args:
        named: suppliers that the lists name.
        decided: how many decisions people have made about each supplier; they stay.
        limit: of each outcome, so that 100,000 new suppliers are not all held; None for no limit.
    """
    told: Counter[Outcome] = Counter()
    for key, supplier in after:
        outcome = _outcome(before.get(key), supplier, is_named=key in named)
        if outcome is None or (limit is not None and told[outcome] >= limit):
            continue
        told[outcome] += 1
        old = before[key].facts if key in before else _NOBODY
        yield SupplierChange(
            number=supplier.number,
            name=supplier.name,
            outcome=outcome,
            fields=tuple(field_changes(old, supplier.facts)),
            decisions=decided.get(key, 0),
        )


def _outcome(before: Supplier | None, after: Supplier, *, is_named: bool) -> Outcome | None:
    if before is None:
        return Outcome.NEW
    if not is_named:
        return Outcome.GONE if before.number else None
    return Outcome.SAME if before is after or before == after else Outcome.CHANGED


def field_changes(before: SupplierFacts, after: SupplierFacts) -> Iterator[FieldChange]:
    """Every fact that is not the same."""
    for name, field in FIELD_OF.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield FieldChange(field, old, new)


def changed_with_decisions(
    before: Mapping[SupplierId, Supplier],
    after: Mapping[SupplierId, Supplier],
    decided: Iterable[SupplierId],
) -> int:
    """How many suppliers change that people have decided something about."""
    return sum(1 for key in decided if key in before and before[key] != after.get(key))
