"""How is a supplier that was merged into another recognised when a list or an invoice names it again?

By the number it had, for certain; by its CVR number or name where the row tells no number. What such a row
says only fills gaps: the supplier that was kept has a row of its own in the list. Counts and amounts of the
two rows belong together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from desktop.domain.duplicates import SupplierAlias
from desktop.domain.imports import SupplierRow
from desktop.domain.progress import Progress, silent, watched
from desktop.domain.suppliers import (
    Supplier,
    SupplierFacts,
    SupplierId,
    bare_number,
    folded_name,
    names_a_firm,
)


class AliasIndex:
    """Finds the supplier that was kept by what the merged one was called."""

    def __init__(self, aliases: Iterable[SupplierAlias] = ()) -> None:
        self._by_number: dict[str, SupplierId] = {}
        self._by_words: dict[tuple[str, str], SupplierId] = {}
        for alias in aliases:
            if alias.number:
                self._by_number.setdefault(bare_number(alias.number), alias.supplier_id)
            cvr = alias.cvr if names_a_firm(alias.cvr) else ""
            name = folded_name(alias.name)
            for key in ((cvr, name), (cvr, ""), ("", name)):
                if any(key):
                    self._by_words.setdefault(key, alias.supplier_id)

    def by_number(self, facts: SupplierFacts) -> SupplierId | None:
        """The supplier that took over this number."""
        return self._by_number.get(bare_number(facts.number)) if facts.number else None

    def by_cvr(self, facts: SupplierFacts, *, and_name: bool = False) -> SupplierId | None:
        """The supplier that took over this CVR number, for a row without a supplier number.

        Args:
            and_name: the name must be that of the merged one, too.
        """
        if facts.number or not names_a_firm(facts.cvr):
            return None
        return self._by_words.get((facts.cvr, folded_name(facts.name) if and_name else ""))

    def by_name(self, facts: SupplierFacts) -> SupplierId | None:
        """The supplier that took over this name, for a row that tells neither number."""
        if facts.number or names_a_firm(facts.cvr):
            return None
        name = folded_name(facts.name)
        return self._by_words.get(("", name)) if name else None


def counted_together(
    rows: Sequence[SupplierRow],
    suppliers: Callable[[], Iterable[Supplier]],
    aliases: Sequence[SupplierAlias],
    progress: Progress = silent,
) -> Sequence[SupplierRow]:
    """The rows of a reading, with the invoices and amount of a merged supplier's row added to the kept one's.

    Without it the last of the two rows would decide, and the figures would change with every import. The
    merged supplier's row stays where it is and tells no figures of its own.

    Args:
        suppliers: asked only when there are aliases.
    """
    if not aliases:
        return rows
    numbers = {one.id: bare_number(one.number) for one in watched(suppliers(), progress)}
    kept = {bare_number(one.number): numbers.get(one.supplier_id, "") for one in aliases if one.number}
    places = {(row.file, bare_number(row.facts.number)): at for at, row in enumerate(watched(rows, progress))}
    together = list(rows)
    for at, row in enumerate(watched(rows, progress)):
        number = kept.get(bare_number(row.facts.number)) if row.facts.number else ""
        target = places.get((row.file, number)) if number else None
        if target is None or target == at:
            continue
        together[target] = replace(together[target], facts=added_up(together[target].facts, row.facts))
        together[at] = replace(row, facts=replace(row.facts, invoice_count=None, amount_ore=None))
    return together


def added_up(kept: SupplierFacts, merged: SupplierFacts) -> SupplierFacts:
    """The kept supplier's facts with the invoices and amount of both; what nobody tells stays untold."""
    return replace(
        kept,
        invoice_count=_sum(kept.invoice_count, merged.invoice_count),
        amount_ore=_sum(kept.amount_ore, merged.amount_ore),
    )


def _sum(one: int | None, other: int | None) -> int | None:
    told = [value for value in (one, other) if value is not None]
    return sum(told) if told else None
