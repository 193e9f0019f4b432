"""What does one row of an extract say: whose invoice it is, which one, and which citizens it names?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from desktop.domain import cpr
from desktop.domain.collective import PersonHasherLike, says_collective
from desktop.domain.cpr import Form
from desktop.domain.imports import Field
from desktop.domain.invoices import Grade, InvoiceKind
from desktop.domain.problems import ProblemKind, Severity
from desktop.domain.suppliers import SupplierFacts, folded_name
from desktop.importing import cells
from desktop.importing.cells import Fault
from desktop.importing.document_numbers import DocumentNumbers
from desktop.importing.invoice_grouping import GroupedInvoice, Named
from desktop.importing.rows import RowReader

SUPPLIER_FIELDS = (
    Field.SUPPLIER_NO, Field.NAME, Field.NAME_2, Field.CVR, Field.ADDRESS, Field.ADDRESS_2, Field.POSTAL_CODE,
    Field.CITY, Field.EMAIL, Field.PHONE, Field.TRADE_CODE,
)  # fmt: skip
BEGINNING_FIELDS = (
    Field.ISSUE_DATE, Field.EAN, Field.ACCOUNT, Field.KIND, Field.COLLECTIVE, Field.MATCHES,
)  # fmt: skip
"""What the first row of an invoice says of it as a whole, in the order of the cells that `begun` takes."""
_CREDIT_NOTE = re.compile(r"\bkredit(?!or)|\bk\.?nota\b|\bcredit(?!or)|\bkg\b|\b381\b", re.IGNORECASE)
_REMINDER = re.compile(r"rykker|\breminder|\bbetalingspåmind", re.IGNORECASE)

NO_NUMBER = Fault(ProblemKind.NO_INVOICE_NUMBER, Severity.ERROR)
NO_SUPPLIER = Fault(ProblemKind.NO_SUPPLIER, Severity.ERROR)


class InvoiceCells:
    """Reads the cells of one extract. What was made of a cell is remembered, its faults are told once."""

    def __init__(
        self, reader: RowReader, hasher: PersonHasherLike, numbers: DocumentNumbers, today: date
    ) -> None:
        """Take what tells faults, hides numbers and knows the other documents of the import.

        Args:
            today: nobody is born after it.
        """
        self._reader = reader
        self._hasher = hasher
        self._numbers = numbers
        self._today = today
        self._suppliers: dict[tuple[str, ...], SupplierFacts | None] = {}
        self._senders: dict[int, str] = {}
        self._dates: dict[str, date | None] = {}
        self._kinds: dict[str, InvoiceKind | None] = {}
        self._collective: dict[str, bool] = {}
        self._eans: dict[str, str] = {}
        self._accounts: dict[str, str] = {}

    def supplier(
        self, key: tuple[str, ...], number: int, row: Callable[[], Sequence[str]]
    ) -> SupplierFacts | None:
        """Who a row's supplier is; None when no cell says it.

        Args:
            key: the cells that say it, by which the supplier is known when it comes again.
            number, row: of the row, which is read when the supplier is new.
        """
        if key not in self._suppliers:
            all_cells = row()
            self._reader.begin(number, all_cells)
            facts = self._reader.identity(all_cells)
            self._suppliers[key] = facts if facts.number or facts.name or facts.cvr else None
        return self._suppliers[key]

    def sender(self, supplier: SupplierFacts) -> str:
        """By what the rows of one sender know each other."""
        found = self._senders.get(id(supplier))
        if found is None:
            # The facts live as long as `_suppliers`, so nothing else gets their id.
            found = supplier.number or supplier.cvr or folded_name(supplier.name)
            self._senders[id(supplier)] = found
        return found

    def begun(
        self, number: int, supplier: SupplierFacts, invoice_no: str, beginning: Sequence[str]
    ) -> GroupedInvoice:
        """A new invoice with what its first row says of it as a whole.

        Args:
            number: of the row.
            beginning: the cells of `BEGINNING_FIELDS`, "" for columns that are missing.
        """
        day, ean, account, kind, collective, matches = beginning
        self._reader.at(number, supplier.number)
        referred = cells.bare_number(matches) if matches else ""
        return GroupedInvoice(
            supplier,
            invoice_no,
            invoice_no.isdigit() and self._reader.is_proved(Field.INVOICE_NO, invoice_no),
            number,
            self._date(day),
            self._ean(ean),
            self._account(account),
            (self._numbers.referred(referred, sender=self.sender(supplier)),) if referred else (),
            self._kind(kind),
            bool(collective and cells.take_yes_no(collective)) or self._says_collective(kind),
        )

    def in_text(self, text: str) -> Named:
        """The citizens a text names, hashed."""
        found = cpr.find_in_text(text, today=self._today)
        if not found:
            return ()
        key_of = self._hasher.key_of
        return tuple([(key_of(each.digits), _grade_of(each) if each.counts else None) for each in found])

    def in_cpr_cell(self, cell: str) -> Named:
        """The citizens that a cell of the column made for them names, hashed; there may be several."""
        digits = cpr.classify_value(cell)
        found = [digits] if digits else self._behind_the_heading(cell)
        return tuple([(self._hasher.key_of(each), Grade.CERTAIN) for each in found])

    def _behind_the_heading(self, cell: str) -> list[str]:
        """Numbers in a cell whose heading calls them CPR numbers, as if the word stood in front of them."""
        found = cpr.find_in_text(f"cpr {cell}", today=self._today)
        return [each.digits for each in found if each.counts]

    def _date(self, cell: str) -> date | None:
        if cell not in self._dates:
            self._dates[cell], fault = self._reader.dates.take(cell)
            if fault:
                self._reader.tell(fault, Field.ISSUE_DATE, cell)
        return self._dates[cell]

    def _ean(self, cell: str) -> str:
        if cell not in self._eans:
            taken = cells.take_ean(cell)
            self._eans[cell] = taken.value
            for fault in taken.faults:
                self._reader.tell(fault, Field.EAN, cell)
        return self._eans[cell]

    def _account(self, cell: str) -> str:
        if cell not in self._accounts:
            place = self._reader.where.get(Field.ACCOUNT, 0)
            self._accounts[cell] = self._reader.number([*[""] * place, cell], Field.ACCOUNT)
        return self._accounts[cell]

    def _kind(self, cell: str) -> InvoiceKind | None:
        if cell not in self._kinds:
            self._kinds[cell] = (
                InvoiceKind.REMINDER
                if _REMINDER.search(cell)
                else InvoiceKind.CREDIT_NOTE
                if _CREDIT_NOTE.search(cell)
                else None
            )
        return self._kinds[cell]

    def _says_collective(self, kind: str) -> bool:
        if kind not in self._collective:
            self._collective[kind] = says_collective(kind)
        return self._collective[kind]


def _grade_of(mention: cpr.Mention) -> Grade:
    return Grade.PROBABLE if mention.form is Form.HYPHENATED else Grade.WEAK
