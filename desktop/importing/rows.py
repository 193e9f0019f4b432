"""What does one row say of a supplier, and what is wrong with its cells?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

from desktop.domain import cpr
from desktop.domain.imports import Field, Question
from desktop.domain.problems import Problem
from desktop.domain.suppliers import SupplierFacts
from desktop.importing import cells
from desktop.importing.cells import AmountColumn, DateColumn, Fault, Taken
from desktop.importing.columns import Understood, shown_value

TakeCell = Callable[[str], Taken]

_MOST_REMEMBERED = 5_000
_EXAMPLES = 2
_CARE_OF = ("c/o", "att", "v/")


def value_columns(understood: Understood) -> tuple[AmountColumn, DateColumn]:
    """How the table writes amounts and dates: what its cells show, else what a person said."""
    told = understood.told
    amounts = AmountColumn.of(
        understood.sample(Field.AMOUNT), stored_mark=understood.table.decimal_mark, told=told.decimal_mark
    )
    return amounts, DateColumn.of(understood.sample(Field.ISSUE_DATE), told=told.date_order)


def questions(understood: Understood) -> tuple[Question, ...]:
    """The columns that can be read in two ways, with cells to show it."""
    amounts, dates = value_columns(understood)
    asked = ((Field.AMOUNT, amounts.is_open), (Field.ISSUE_DATE, dates.is_open))
    found = []
    for field, is_open in asked:
        cells_of_column = dict.fromkeys(cell for cell in understood.sample(field) if cell.strip())
        examples = tuple(islice((shown_value(cell) for cell in cells_of_column if is_open(cell)), _EXAMPLES))
        if examples:
            found.append(Question(field, understood.heading(field), examples))
    return tuple(found)


def name_and_address(first: str, second: str, *lines: str) -> tuple[str, str]:
    """A name over two columns and the lines of an address; "c/o" in the second name is a line of it."""
    address = [second, *lines] if second.casefold().startswith(_CARE_OF) else list(lines)
    name = first if second in address else f"{first} {second}".strip()
    return name, "\n".join(line for line in address if line)


class RowReader:
    """Reads the rows of one table; `problems` grows as it goes.

    Attributes:
        where: field to column, from 0.
        amounts, dates: how the table writes them.
    """

    def __init__(self, understood: Understood) -> None:
        """Judge the columns whose way of writing depends on their neighbours above and below."""
        self._understood = understood
        self.where = understood.where
        self._file = understood.table.file
        self._sheet = cpr.scrub(understood.table.sheet)
        self._row = 0
        self._supplier_number = ""
        self._taken: defaultdict[Field, dict[str, Taken]] = defaultdict(dict)
        self.problems: list[Problem] = []
        self.amounts, self.dates = value_columns(understood)

    def begin(self, number: int, row: Sequence[str]) -> str:
        """Turn to a row: what is told from now on is about it.

        Args:
            number: as a spreadsheet counts.

        Returns:
            The supplier's number in the ERP, or "".
        """
        self.at(number)
        self._supplier_number = self.number(row, Field.SUPPLIER_NO)
        return self._supplier_number

    def at(self, number: int, supplier_number: str = "") -> None:
        """Say which row and supplier what is told next is about; 0 for the whole table."""
        self._row = number
        self._supplier_number = supplier_number

    def supplier(self, row: Sequence[str]) -> SupplierFacts:
        """Everything the row of a supplier list says, after `begin`."""
        return replace(
            self.identity(row),
            account=self.number(row, Field.ACCOUNT),
            ean=self.take(row, Field.EAN, cells.take_ean),
            invoice_count=self.count(row, Field.INVOICE_COUNT),
            amount_ore=self.amount(row),
            declared_collective=cells.take_yes_no(self.cell(row, Field.COLLECTIVE)),
        )

    def identity(self, row: Sequence[str]) -> SupplierFacts:
        """Who the supplier is and how to reach it, after `begin`; what an invoice tells is left out."""
        first, second = self.text(row, Field.NAME), self.text(row, Field.NAME_2)
        lines = self.text(row, Field.ADDRESS), self.text(row, Field.ADDRESS_2)
        name, address = name_and_address(first, second, *lines)
        postal_code, city = self._postal_code_and_city(row)
        return SupplierFacts(
            number=self._supplier_number,
            name=name,
            cvr=self.take(row, Field.CVR, cells.take_cvr),
            address=address,
            postal_code=postal_code,
            city=city,
            email=self.take(row, Field.EMAIL, cells.take_email),
            phone=self.text(row, Field.PHONE),
            contact=self.text(row, Field.CONTACT),
            trade_code=self.take(row, Field.TRADE_CODE, cells.take_trade_code),
        )

    def cell(self, row: Sequence[str], field: Field) -> str:
        """The cell of a field, or "" when the table or the row does not have it."""
        place = self.where.get(field)
        return row[place] if place is not None and place < len(row) else ""

    def take(self, row: Sequence[str], field: Field, how: TakeCell) -> str:
        """A field's value by one of the functions of `cells`; faults become problems.

        Cities, EAN numbers and accounts come again and again, so what became of a cell is remembered.
        """
        cell = self.cell(row, field)
        if not cell:
            return ""
        remembered = self._taken[field]
        taken = remembered.get(cell)
        if taken is None:
            taken = how(cell)
            if len(remembered) < _MOST_REMEMBERED:
                remembered[cell] = taken
        for fault in taken.faults:
            self.tell(fault, field, cell)
        return taken.value

    def text(self, row: Sequence[str], field: Field) -> str:
        """A field of free text."""
        return self.take(row, field, cells.take_text)

    def number(self, row: Sequence[str], field: Field) -> str:
        """A field that numbers something and is no money."""
        cell = self.cell(row, field)
        if not cell:
            return ""
        return self.take(row, field, lambda text: cells.take_number(text, proved=self.is_proved(field, text)))

    def is_proved(self, field: Field, cell: str) -> bool:
        """Whether the column proves that the digits of this cell are no CPR number."""
        return self._understood.proofs[self.where[field]].covers(cells.bare_number(cell))

    def count(self, row: Sequence[str], field: Field) -> int | None:
        """A field that counts something."""
        cell = self.cell(row, field)
        count, fault = cells.take_count(cell)
        if fault:
            self.tell(fault, field, cell)
        return count

    def amount(self, row: Sequence[str]) -> int | None:
        """The amount in whole øre."""
        cell = self.cell(row, Field.AMOUNT)
        ore, fault = self.amounts.take(cell)
        if fault:
            self.tell(fault, Field.AMOUNT, cell)
        return ore

    def tell(self, fault: Fault, field: Field | None = None, cell: str = "") -> None:
        """Record what is wrong with a cell, or with the row when no field is named."""
        self.problems.append(
            Problem(
                fault.kind,
                fault.severity,
                file=self._file,
                sheet=self._sheet,
                row=self._row,
                column=self._understood.heading(field) if field else "",
                value=shown_value(cell),
                suggestion=fault.suggestion,
                supplier_number=self._supplier_number,
            )
        )

    def _postal_code_and_city(self, row: Sequence[str]) -> tuple[str, str]:
        cell = self.cell(row, Field.POSTAL_CODE)
        city = self.text(row, Field.CITY)
        if not cell.strip():
            return "", city
        taken, city_beside = cells.take_postal_code(cell)
        for fault in taken.faults:
            self.tell(fault, Field.POSTAL_CODE, cell)
        return taken.value, city or city_beside
