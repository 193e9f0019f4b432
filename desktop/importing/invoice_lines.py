"""Which invoices does an extract from the ERP hold? One row per invoice or line, with CPR numbers or not.

Rows with the same supplier and invoice number are one invoice; see `invoice_grouping` for what becomes of
their amounts. A row is set aside when it has no invoice number, no supplier, or so many or so few cells that
any value in it may be another column's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from operator import itemgetter

from desktop.domain.collective import PersonHasherLike, says_collective
from desktop.domain.collector import collector_asleep
from desktop.domain.cpr import PersonHasher
from desktop.domain.imports import (
    TEXT_FIELDS,
    Field,
    InvoiceImport,
    InvoiceRow,
    SourceReport,
    TableChoices,
    TableSource,
)
from desktop.domain.invoices import DocumentFormat, InvoiceFacts, Place
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.profiles import NOTHING_REMEMBERED, Memory
from desktop.domain.progress import Progress, silent, watched
from desktop.domain.suppliers import SupplierFacts
from desktop.importing import cells
from desktop.importing.blocks import Block, mark_of
from desktop.importing.cells import Fault
from desktop.importing.columns import Understood, width_fault
from desktop.importing.document_numbers import DocumentNumbers
from desktop.importing.invoice_blocks import BlockReader
from desktop.importing.invoice_cells import (
    BEGINNING_FIELDS,
    NO_NUMBER,
    NO_SUPPLIER,
    SUPPLIER_FIELDS,
    InvoiceCells,
)
from desktop.importing.invoice_grouping import AmountRules, EvidenceBook, GroupedInvoice, kind_of
from desktop.importing.rows import RowReader
from desktop.importing.sheets import read_sheets

_Getter = Callable[[Sequence[str]], tuple[str, ...]]

_TICK_ROWS = 2_000


def read_invoices_from_table(
    path: TableSource,
    choices: TableChoices | Sequence[TableChoices],
    progress: Progress = silent,
    *,
    today: date,
    hasher: PersonHasherLike | None = None,
    numbers: DocumentNumbers | None = None,
    memory: Memory = NOTHING_REMEMBERED,
) -> InvoiceImport:
    """Read an invoice extract.

    Args:
        choices: what a person decided about the table, once or once per sheet.
        progress: called with the rows done and 0.
        today: nobody is born after it.
        hasher, numbers: those of the import this table is a part of. References to other documents are then
            still open, and are the caller's to resolve.
        memory: asked how such tables were read before; see `sheets.read_sheets`.

    Raises:
        FileTrouble: the file cannot be read.
        MappingTrouble: no column of invoice numbers, or none that says who the supplier is.
        Cancelled: the progress was told to stop.
    """
    own_numbers = numbers or DocumentNumbers()
    several = (choices,) if isinstance(choices, TableChoices) else choices
    tables, problems = read_sheets(path, several, missing=_missing, memory=memory, progress=progress)
    people = hasher or PersonHasher()
    rows: list[InvoiceRow] = []
    reports: list[SourceReport] = []
    for understood in tables:
        extract = _Extract(understood, people, own_numbers, today)
        with collector_asleep():
            report, footers = _read_table(extract, understood, progress)
            rows += extract.invoices(progress)
        reports.append(report)
        problems += [*extract.problems, *footers]
    return InvoiceImport(
        rows=tuple(rows if numbers else own_numbers.resolve(rows)),
        reports=tuple(reports),
        problems=tuple(problems),
    )


def _read_table(
    extract: _Extract, understood: Understood, progress: Progress
) -> tuple[SourceReport, list[Problem]]:
    """Take every row of one table: its account, and the rows that are no data."""
    footers: list[Problem] = []
    rows_in = rows_kept = 0
    for piece in understood.body_in_blocks(footers):
        if isinstance(piece, Block):
            rows_kept += extract.take_block(piece)
            told = range(rows_in // _TICK_ROWS + 1, (rows_in + len(piece)) // _TICK_ROWS + 1)
            rows_in += len(piece)
        else:
            rows_in += 1
            rows_kept += extract.take(*piece)
            told = range(rows_in // _TICK_ROWS, rows_in // _TICK_ROWS + (rows_in % _TICK_ROWS == 0))
        for tick in told:
            progress(tick * _TICK_ROWS, 0)
    progress(rows_in, rows_in)
    return understood.report(rows_in=rows_in, rows_kept=rows_kept), footers


def _missing(understood: Understood) -> Field | None:
    known = understood.where.keys()
    if not known & {Field.SUPPLIER_NO, Field.NAME, Field.CVR}:
        return Field.NAME
    return None if Field.INVOICE_NO in known else Field.INVOICE_NO


class _Extract:
    """Collects the invoices of one table, row by row."""

    def __init__(
        self, understood: Understood, hasher: PersonHasherLike, numbers: DocumentNumbers, today: date
    ) -> None:
        self._understood = understood
        self._where = understood.where
        self._reader = RowReader(understood)
        self._cells = InvoiceCells(self._reader, hasher, numbers, today)
        self._numbers = numbers
        self._width = 1 + max(self._where.values())
        self._supplier_cells = _getter([self._where[each] for each in SUPPLIER_FIELDS if each in self._where])
        self._invoices: dict[tuple[str, str], GroupedInvoice] = {}
        self._evidence = EvidenceBook(has_cpr_column=Field.CPR in self._where)
        self._blocks = BlockReader(self._reader, self._cells, self._invoices)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the rows so far."""
        return self._reader.problems

    def take(self, number: int, row: list[str]) -> bool:
        """Read one row.

        Returns:
            Whether it became part of an invoice; a problem says why when it did not.
        """
        width = width_fault(row, self._understood)
        if len(row) < self._width:
            row = row + [""] * (self._width - len(row))
        self._reader.at(number)
        if width is not None:
            self._reader.tell(Fault(ProblemKind.BROKEN_ROW, width))
        if width is Severity.ERROR:
            return False
        supplier = self._cells.supplier(self._supplier_cells(row), number, lambda: row)
        if supplier is None:
            self._reader.tell(NO_SUPPLIER)
            return False
        self._reader.at(number, supplier.number)
        invoice_no = cells.bare_number(row[self._where[Field.INVOICE_NO]])
        if not invoice_no:
            self._reader.tell(NO_NUMBER)
            return False
        self._add(number, row, supplier, invoice_no)
        return True

    def take_block(self, block: Block) -> int:
        """Read many rows at once: what becomes of them is what `take` would have made of them one by one.

        Returns:
            How many rows became part of an invoice.
        """
        return self._blocks.take(block)

    def invoices(self, progress: Progress) -> list[InvoiceRow]:
        """The invoices, in the order of their first rows; to be asked for once, when all rows are read."""
        rules = AmountRules.of(self._invoices.values(), heading=self._understood.heading(Field.AMOUNT))
        self._tell_about_file(rules)
        # Each is dropped when it is finished, so that a large file's invoices are not held in two forms.
        left = list(self._invoices.values())
        self._invoices.clear()
        left.reverse()
        places = watched(range(len(left)), progress, total=len(left))
        return [self._finished(left.pop(), rules) for _ in places]

    def _add(self, number: int, row: Sequence[str], supplier: SupplierFacts, invoice_no: str) -> None:
        alike = mark_of(row)
        key = (self._cells.sender(supplier), invoice_no)
        invoice = self._invoices.get(key)
        if invoice is None:
            beginning = [self._cell(row, each) for each in BEGINNING_FIELDS]
            invoice = self._invoices[key] = self._cells.begun(number, supplier, invoice_no, beginning)
            invoice.first_row = alike
        elif alike == invoice.first_row:
            invoice.rows += 1
            invoice.repeats += 1
            return
        invoice.rows += 1
        invoice.add_amount(self._reader.amount(row))
        self._add_citizens(number, row, invoice)
        if Field.CITIZENS in self._where:
            invoice.add_count(self._reader.count(row, Field.CITIZENS))

    def _add_citizens(self, number: int, row: Sequence[str], invoice: GroupedInvoice) -> None:
        """Take in the citizens a row names: in the column made for them, or in texts."""
        cpr_cell, contact = self._cell(row, Field.CPR), self._cell(row, Field.CONTACT)
        if cpr_cell and not cpr_cell.isspace():
            named = self._cells.in_cpr_cell(cpr_cell)
            invoice.column_is_clear &= bool(named)
            invoice.name(named, Place.COLUMN, number)
        for field in TEXT_FIELDS:
            text = self._cell(row, field)
            invoice.name(self._cells.in_text(text), Place.POSTING_TEXT, number)
            invoice.says_collective |= says_collective(text)
        invoice.name(self._cells.in_text(contact), Place.PERSON_REFERENCE, number)

    def _cell(self, row: Sequence[str], field: Field) -> str:
        place = self._where.get(field)
        return "" if place is None else row[place]

    def _tell_about_file(self, rules: AmountRules) -> None:
        """Notes that concern the whole table and are told once."""
        self._reader.at(0)
        if rules.turned:
            self._reader.tell(Fault(ProblemKind.AMOUNT_SIGN, Severity.NOTE), Field.AMOUNT)
        repeated = [invoice for invoice in self._invoices.values() if invoice.repeats]
        if repeated:
            self._reader.at(repeated[0].row)
            count = sum(invoice.repeats for invoice in repeated)
            self._reader.tell(Fault(ProblemKind.REPEATED_ROW, Severity.NOTE), cell=str(count))

    def _finished(self, invoice: GroupedInvoice, rules: AmountRules) -> InvoiceRow:
        amount = rules.amount_of(invoice)
        kind = kind_of(invoice, amount)

        def fingerprint() -> str:
            sender = invoice.supplier.number or invoice.supplier.cvr or invoice.supplier.name
            return "|".join((sender, kind, str(invoice.issue_date), str(amount)))

        facts = InvoiceFacts(
            source=self._understood.table.file,
            invoice_no=self._numbers.own(
                invoice.number,
                sender=self._cells.sender(invoice.supplier),
                fingerprint=fingerprint,
                proved=invoice.proved,
            ),
            kind=kind,
            issue_date=invoice.issue_date,
            ean=invoice.ean,
            amount_ore=amount,
            account=invoice.account,
            matches=invoice.matches,
            says_collective=invoice.says_collective,
            format=DocumentFormat.EXTRACT,
            evidence=self._evidence.of(invoice),
            row=invoice.row,
        )
        return InvoiceRow(invoice.supplier, facts)


def _getter(places: list[int]) -> _Getter:
    """Picks cells out of a row as a tuple, whether there are none, one or several."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple(row[place] for place in places)
