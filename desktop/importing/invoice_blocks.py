"""What becomes of many regular rows of an extract at once? The same as of each by itself, and much sooner.

Every question is asked of the different cells of a column, and every invoice is looked for once per block.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from desktop.domain.collective import says_collective
from desktop.domain.imports import TEXT_FIELDS, Field
from desktop.domain.invoices import Place
from desktop.domain.suppliers import SupplierFacts
from desktop.importing import cells
from desktop.importing.blocks import Block, Groups
from desktop.importing.invoice_cells import (
    BEGINNING_FIELDS,
    NO_NUMBER,
    NO_SUPPLIER,
    SUPPLIER_FIELDS,
    InvoiceCells,
)
from desktop.importing.invoice_grouping import GroupedInvoice
from desktop.importing.rows import RowReader

if TYPE_CHECKING:
    from desktop.importing.blocks import Answers, Codes

_Key = TypeVar("_Key", bound=Hashable)

_SAFE_ORE = 1 << 40
"""Amounts below it can be added up for every line of a block without running over."""


@dataclass(slots=True, eq=False)
class _Owned:
    """The rows of a block with their suppliers and invoices.

    Attributes:
        sellers: per row, which of `suppliers` its cells name.
        suppliers: None where the cells name nobody.
        groups: rows of one sender with one invoice number.
        invoices: of every group; None where the supplier or the number is missing.
        fresh: per row, whether it has an invoice and repeats no other row.
    """

    block: Block
    sellers: Codes
    suppliers: list[SupplierFacts | None]
    groups: Groups
    invoices: list[GroupedInvoice | None]
    fresh: Answers

    def owners(self, chosen: Answers) -> Iterator[tuple[int, GroupedInvoice]]:
        """The places of the chosen rows that are fresh, with their invoices."""
        places = (chosen & self.fresh).nonzero()[0]
        for at, group in zip(places.tolist(), self.groups.codes[places].tolist(), strict=True):
            invoice = self.invoices[group]
            if invoice is not None:
                yield at, invoice


class BlockReader:
    """Takes blocks of an extract into its invoices."""

    def __init__(
        self, reader: RowReader, its_cells: InvoiceCells, invoices: dict[tuple[str, str], GroupedInvoice]
    ) -> None:
        """Take what reads cells, and the invoices of the rows before, to which those of blocks are added."""
        self._reader = reader
        self._cells = its_cells
        self._invoices = invoices
        self._where = reader.where

    def take(self, block: Block) -> int:
        """Read all rows of a block.

        Returns:
            How many rows became part of an invoice.
        """
        problems = self._reader.problems
        told = len(problems)
        rows = self._owned(block)
        kept = int(rows.fresh.sum())
        self._tell_of_rows_without_invoice(rows)
        self._leave_out_repeats(rows)
        self._add_amounts(rows)
        self._add_citizens(rows)
        # Told column by column; a person reads them row by row, those of a row in the order of single rows.
        problems[told:] = sorted(problems[told:], key=lambda problem: problem.row)
        return kept

    def _owned(self, block: Block) -> _Owned:
        """The supplier and the invoice of every row, begun where it is new."""
        import numpy as np

        sellers, suppliers = self._suppliers_in(block)
        column = block.column(self._where[Field.INVOICE_NO])
        number_of, numbers = _numbered(map(cells.bare_number, column.values))
        sender_of, senders = _numbered(None if one is None else self._cells.sender(one) for one in suppliers)
        by_sender, by_number = sender_of[sellers], number_of[column.codes]
        groups = Groups.of([(by_sender, len(senders)), (by_number, len(numbers))])
        firsts = groups.firsts
        of_first = zip(
            firsts.tolist(), sellers[firsts].tolist(), by_sender[firsts].tolist(), by_number[firsts].tolist(),
            self._beginnings(block, firsts), strict=True,
        )  # fmt: skip
        invoices = [
            self._invoice(block, at, suppliers[seller], (senders[sender] or "", numbers[number]), beginning)
            for at, seller, sender, number, beginning in of_first
        ]
        owned = np.fromiter((one is not None for one in invoices), dtype=bool, count=len(invoices))
        return _Owned(block, sellers, suppliers, groups, invoices, owned[groups.codes])

    def _suppliers_in(self, block: Block) -> tuple[Codes, list[SupplierFacts | None]]:
        """Per row which supplier its cells name, and those suppliers."""
        places = [self._where[each] for each in SUPPLIER_FIELDS if each in self._where]
        alike = block.groups(places)
        keys = zip(*(block.column(place).cells(alike.firsts) for place in places), strict=True)
        return alike.codes, [
            self._cells.supplier(key, block.number(at), partial(block.row, at))
            for at, key in zip(alike.firsts.tolist(), keys, strict=True)
        ]

    def _beginnings(self, block: Block, firsts: Codes) -> Iterable[Sequence[str]]:
        """What the first row of every group says of its invoice as a whole."""
        missing = [""] * len(firsts)
        return zip(
            *(
                block.column(self._where[each]).cells(firsts) if each in self._where else missing
                for each in BEGINNING_FIELDS
            ),
            strict=True,
        )

    def _invoice(
        self,
        block: Block,
        at: int,
        supplier: SupplierFacts | None,
        key: tuple[str, str],
        beginning: Sequence[str],
    ) -> GroupedInvoice | None:
        """The invoice of a group by its first row."""
        if supplier is None or not key[1]:
            return None
        invoice = self._invoices.get(key)
        if invoice is None:
            invoice = self._cells.begun(block.number(at), supplier, key[1], beginning)
            invoice.first_row = block.mark(at)
            self._invoices[key] = invoice
        return invoice

    def _tell_of_rows_without_invoice(self, rows: _Owned) -> None:
        for at in (~rows.fresh).nonzero()[0].tolist():
            supplier = self._turn_to(rows, at)
            self._reader.tell(NO_NUMBER if supplier else NO_SUPPLIER)

    def _turn_to(self, rows: _Owned, at: int) -> SupplierFacts | None:
        supplier = rows.suppliers[int(rows.sellers[at])]
        self._reader.at(rows.block.number(at), supplier.number if supplier else "")
        return supplier

    def _leave_out_repeats(self, rows: _Owned) -> None:
        """Count every row, and let those that say something new stay fresh.

        A row that repeats its invoice's first one is like it in every column, so few have to be looked at.
        """
        import numpy as np

        block, groups = rows.block, rows.groups
        firsts = groups.firsts[groups.codes]
        first_numbers = map(block.number, groups.firsts.tolist())
        older = np.fromiter(
            (
                one is not None and one.row != number
                for one, number in zip(rows.invoices, first_numbers, strict=True)
            ),
            dtype=bool,
            count=len(rows.invoices),
        )
        for invoice, count in zip(rows.invoices, np.bincount(groups.codes).tolist(), strict=True):
            if invoice is not None:
                invoice.rows += count
        perhaps = block.alike(firsts) & (np.arange(len(block)) != firsts) | older[groups.codes]
        for at, invoice in rows.owners(perhaps):
            if block.mark(at) == invoice.first_row:
                invoice.repeats += 1
                rows.fresh[at] = False

    def _add_amounts(self, rows: _Owned) -> None:
        if Field.AMOUNT not in self._where:
            return
        import numpy as np

        column = rows.block.column(self._where[Field.AMOUNT])
        plain = self._reader.amounts.take_plain(column.values)
        if plain is not None:
            _add_up(rows, rows.fresh, np.asarray(plain, dtype=np.int64)[column.codes])
            return
        taken = list(map(self._reader.amounts.take, column.values))
        faulty = column.where(fault is not None for _, fault in taken)
        for at, _ in rows.owners(faulty) if faulty.any() else ():
            code = column.codes[at]
            fault = taken[code][1]
            if fault:
                self._turn_to(rows, at)
                self._reader.tell(fault, Field.AMOUNT, column.values[code])
        told = column.where(ore is not None for ore, _ in taken)
        if any(ore is not None and abs(ore) >= _SAFE_ORE for ore, _ in taken):
            for at, invoice in rows.owners(told):
                invoice.add_amount(taken[column.codes[at]][0])
            return
        all_ore = np.fromiter((ore or 0 for ore, _ in taken), dtype=np.int64, count=len(taken))
        _add_up(rows, told, all_ore[column.codes])

    def _add_citizens(self, rows: _Owned) -> None:
        if Field.CPR in self._where:
            self._add_from_column(rows)
        for field in TEXT_FIELDS:
            if field not in self._where:
                continue
            self._add_from_texts(rows, field, Place.POSTING_TEXT)
            column = rows.block.column(self._where[field])
            if says_collective("\n".join(column.values)):
                for _, invoice in rows.owners(column.where(map(says_collective, column.values))):
                    invoice.says_collective = True
        if Field.CONTACT in self._where:
            self._add_from_texts(rows, Field.CONTACT, Place.PERSON_REFERENCE)
        if Field.CITIZENS in self._where:
            self._add_counts(rows)

    def _add_from_column(self, rows: _Owned) -> None:
        column = rows.block.column(self._where[Field.CPR])
        filled = column.filled()
        if not filled.any():
            return
        named = [self._cells.in_cpr_cell(cell) for cell in column.values]
        for at, invoice in rows.owners(filled):
            found = named[column.codes[at]]
            invoice.column_is_clear &= bool(found)
            invoice.name(found, Place.COLUMN, rows.block.number(at))

    def _add_from_texts(self, rows: _Owned, field: Field, place: Place) -> None:
        column = rows.block.column(self._where[field])
        named = list(map(self._cells.in_text, column.values))
        codes = column.codes.tolist()
        number = rows.block.number(0)
        for at, invoice in rows.owners(column.where(map(bool, named))):
            invoice.name(named[codes[at]], place, number + at)

    def _add_counts(self, rows: _Owned) -> None:
        column = rows.block.column(self._where[Field.CITIZENS])
        taken = list(map(cells.take_count, column.values))
        telling = column.where(count is not None or fault is not None for count, fault in taken)
        for at, invoice in rows.owners(telling):
            code = column.codes[at]
            count, fault = taken[code]
            if fault:
                self._turn_to(rows, at)
                self._reader.tell(fault, Field.CITIZENS, column.values[code])
            invoice.add_count(count)


def _numbered(keys: Iterable[_Key]) -> tuple[Codes, list[_Key]]:
    """Per key its number, equal ones alike, and the different keys by number."""
    import numpy as np

    numbers: dict[_Key, int] = {}
    found = [numbers.setdefault(key, len(numbers)) for key in keys]
    return np.asarray(found, dtype=np.intp), list(numbers)


def _add_up(rows: _Owned, told: Answers, ore: Codes) -> None:
    """Add the amounts of all fresh rows to their invoices.

    Args:
        told: per row, whether it tells an amount.
        ore: per row its amount; 0 where it tells none.
    """
    import numpy as np

    places = (told & rows.fresh).nonzero()[0]
    groups, amounts = rows.groups.codes[places], ore[places]
    sums = np.zeros(len(rows.invoices), dtype=np.int64)
    np.add.at(sums, groups, amounts)
    firsts = np.zeros(len(rows.invoices), dtype=np.int64)
    firsts[groups[::-1]] = amounts[::-1]
    differ = np.zeros(len(rows.invoices), dtype=bool)
    differ[groups[amounts != firsts[groups]]] = True
    for group in np.unique(groups).tolist():
        invoice = rows.invoices[group]
        if invoice is not None:
            invoice.add_amounts(int(sums[group]), first=int(firsts[group]), differ=bool(differ[group]))
