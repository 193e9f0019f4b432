"""Which invoices does an extract from the ERP hold? One row per invoice or line, with CPR numbers or not.

Rows with the same supplier and invoice number are one invoice; see `invoice_grouping` for what becomes of
their amounts. A row is set aside when it has no invoice number, no supplier, or so many or so few cells that
any value in it may be another column's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from operator import itemgetter

from desktop.domain import cpr
from desktop.domain.collective import PersonHasherLike
from desktop.domain.cpr import Form, PersonHasher
from desktop.domain.imports import (
    Field,
    InvoiceImport,
    InvoiceRow,
    SourceReport,
    TableChoices,
    TableSource,
)
from desktop.domain.invoices import DocumentFormat, Grade, InvoiceFacts, InvoiceKind, Place
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.profiles import NOTHING_REMEMBERED, Memory
from desktop.domain.progress import Progress, silent
from desktop.domain.suppliers import SupplierFacts, folded_name
from desktop.importing import cells
from desktop.importing.blocks import Block, mark_of
from desktop.importing.cells import Fault
from desktop.importing.columns import Understood, width_fault
from desktop.importing.document_numbers import DocumentNumbers
from desktop.importing.invoice_grouping import AmountRules, GroupedInvoice, evidence_of, kind_of
from desktop.importing.rows import RowReader
from desktop.importing.sheets import read_sheets

_Getter = Callable[[Sequence[str]], tuple[str, ...]]

_Fresh = tuple[list[int], list[GroupedInvoice]]
"""Places of rows in a block and their invoices, side by side: a pair for every row would keep the garbage
collector busy for longer than all that is done with them."""

_TICK_ROWS = 2_000

_SUPPLIER_FIELDS = (
    Field.SUPPLIER_NO, Field.NAME, Field.NAME_2, Field.CVR, Field.ADDRESS, Field.ADDRESS_2, Field.POSTAL_CODE,
    Field.CITY, Field.EMAIL, Field.PHONE, Field.TRADE_CODE,
)  # fmt: skip
_COLLECTIVE = re.compile(r"\bsaml(?:e|et)\s?(?:regning|faktura)", re.IGNORECASE)
_CREDIT_NOTE = re.compile(r"\bkredit(?!or)|\bk\.?nota\b|\bcredit(?!or)|\bkg\b|\b381\b", re.IGNORECASE)
_REMINDER = re.compile(r"rykker|\breminder|\bbetalingspåmind", re.IGNORECASE)

_NO_NUMBER = Fault(ProblemKind.NO_INVOICE_NUMBER, Severity.ERROR)
_NO_SUPPLIER = Fault(ProblemKind.NO_SUPPLIER, Severity.ERROR)


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
        report, footers = _read_table(extract, understood, progress)
        rows += extract.invoices()
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
        self._hasher = hasher
        self._numbers = numbers
        self._today = today
        self._width = 1 + max(self._where.values())
        self._supplier_cells = _getter(
            [self._where[each] for each in _SUPPLIER_FIELDS if each in self._where]
        )
        self._suppliers: dict[tuple[str, ...], SupplierFacts | None] = {}
        self._invoices: dict[tuple[str, str], GroupedInvoice] = {}
        self._dates: dict[str, date | None] = {}
        self._kinds: dict[str, InvoiceKind | None] = {}
        self._eans: dict[str, str] = {}
        self._accounts: dict[str, str] = {}

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
        supplier = self._supplier_of(number, row)
        if supplier is None:
            self._reader.tell(_NO_SUPPLIER)
            return False
        invoice_no = cells.bare_number(row[self._where[Field.INVOICE_NO]])
        if not invoice_no:
            self._reader.tell(_NO_NUMBER)
            return False
        self._add(number, row, supplier, invoice_no)
        return True

    def take_block(self, block: Block) -> int:
        """Read many rows at once: what becomes of them is what `take` would have made of them one by one.

        Every question is asked of the different cells of a column instead of every cell.

        Returns:
            How many rows became part of an invoice.
        """
        told = len(self.problems)
        suppliers = self._suppliers_in(block)
        owners = self._owners_in(block, suppliers)
        fresh = _without_repeats(block, owners)
        self._add_amounts(block, fresh, suppliers)
        self._add_citizens(block, fresh, suppliers)
        # Told column by column; a person reads them row by row, those of a row in the order of `take`.
        self.problems[told:] = sorted(self.problems[told:], key=lambda problem: problem.row)
        return len(owners) - owners.count(None)

    def _suppliers_in(self, block: Block) -> list[SupplierFacts | None]:
        """The supplier of every row of a block."""
        places = [self._where[each] for each in _SUPPLIER_FIELDS if each in self._where]
        codes, firsts = block.groups(places)
        found = [self._supplier_of(block.number(at), block.row(at)) for at in firsts]
        return [found[code] for code in codes.tolist()]

    def _owners_in(
        self, block: Block, suppliers: Sequence[SupplierFacts | None]
    ) -> list[GroupedInvoice | None]:
        """The invoice of every row of a block, begun where it is new; None for a row that has none."""
        column = block.column(self._where[Field.INVOICE_NO])
        numbers = list(map(cells.bare_number, column.values))
        keys = {id(each): _sender_key(each) for each in suppliers if each is not None}
        owners: list[GroupedInvoice | None] = []
        for at, (supplier, code) in enumerate(zip(suppliers, column.codes.tolist(), strict=True)):
            invoice_no = numbers[code]
            if supplier is None or not invoice_no:
                self._turn_to(block.number(at), supplier)
                self._reader.tell(_NO_NUMBER if supplier else _NO_SUPPLIER)
                owners.append(None)
                continue
            key = (keys[id(supplier)], invoice_no)
            owners.append(self._invoices.get(key) or self._begin_at(at, block, supplier, key))
        return owners

    def _begin_at(
        self, at: int, block: Block, supplier: SupplierFacts, key: tuple[str, str]
    ) -> GroupedInvoice:
        number, row = block.number(at), block.row(at)
        self._reader.at(number, supplier.number)
        invoice = self._invoices[key] = self._begun(number, row, supplier, key[1])
        invoice.first_row = mark_of(row)
        return invoice

    def _add_amounts(self, block: Block, fresh: _Fresh, suppliers: Sequence[SupplierFacts | None]) -> None:
        if Field.AMOUNT not in self._where:
            return
        column = block.column(self._where[Field.AMOUNT])
        taken = list(map(self._reader.amounts.take, column.values))
        codes = column.codes.tolist()
        for at, invoice in zip(*fresh, strict=True):
            ore, fault = taken[codes[at]]
            if fault:
                self._turn_to(block.number(at), suppliers[at])
                self._reader.tell(fault, Field.AMOUNT, column.values[codes[at]])
            invoice.add_amount(ore)

    def _add_citizens(self, block: Block, fresh: _Fresh, suppliers: Sequence[SupplierFacts | None]) -> None:
        cpr_cells, texts, contacts, counts = (
            block.column(self._where[each]).cells() if each in self._where else None
            for each in (Field.CPR, Field.TEXT, Field.CONTACT, Field.CITIZENS)
        )
        for at, invoice in zip(*fresh, strict=True):
            number = block.number(at)
            self._read_citizens(
                number,
                invoice,
                cpr_cell=cpr_cells[at] if cpr_cells else "",
                text=texts[at] if texts else "",
                contact=contacts[at] if contacts else "",
            )
            if counts:
                self._turn_to(number, suppliers[at])
                self._read_count(counts[at], invoice)

    def _turn_to(self, number: int, supplier: SupplierFacts | None) -> None:
        self._reader.at(number, supplier.number if supplier else "")

    def invoices(self) -> list[InvoiceRow]:
        """The invoices, in the order of their first rows."""
        rules = AmountRules.of(self._invoices.values(), heading=self._understood.heading(Field.AMOUNT))
        self._tell_about_file(rules)
        return [self._finished(invoice, rules) for invoice in self._invoices.values()]

    def _supplier_of(self, number: int, row: Sequence[str]) -> SupplierFacts | None:
        """Who a row's supplier is. What is wrong with its cells is told the first time they come."""
        key = self._supplier_cells(row)
        if key not in self._suppliers:
            self._reader.begin(number, row)
            facts = self._reader.identity(row)
            self._suppliers[key] = facts if facts.number or facts.name or facts.cvr else None
        facts_or_none = self._suppliers[key]
        if facts_or_none is not None:
            self._reader.at(number, facts_or_none.number)
        return facts_or_none

    def _add(self, number: int, row: Sequence[str], supplier: SupplierFacts, invoice_no: str) -> None:
        alike = mark_of(row)
        key = (_sender_key(supplier), invoice_no)
        invoice = self._invoices.get(key)
        if invoice is None:
            invoice = self._invoices[key] = self._begun(number, row, supplier, invoice_no)
            invoice.first_row = alike
        elif alike == invoice.first_row:
            invoice.rows += 1
            invoice.repeats += 1
            return
        invoice.rows += 1
        invoice.add_amount(self._reader.amount(row))
        self._read_citizens(
            number,
            invoice,
            cpr_cell=self._cell(row, Field.CPR),
            text=self._cell(row, Field.TEXT),
            contact=self._cell(row, Field.CONTACT),
        )
        if Field.CITIZENS in self._where:
            self._read_count(self._cell(row, Field.CITIZENS), invoice)

    def _begun(
        self, number: int, row: Sequence[str], supplier: SupplierFacts, invoice_no: str
    ) -> GroupedInvoice:
        """A new invoice with what its first row says of it as a whole."""
        proved = self._reader.is_proved(Field.INVOICE_NO, invoice_no)
        matches = cells.bare_number(self._cell(row, Field.MATCHES))
        return GroupedInvoice(
            supplier=supplier,
            number=invoice_no,
            proved=proved,
            row=number,
            issue_date=self._date(self._cell(row, Field.ISSUE_DATE)),
            ean=self._ean(self._cell(row, Field.EAN)),
            account=self._account(row),
            matches=(self._numbers.referred(matches),) if matches else (),
            kind=self._kind(self._cell(row, Field.KIND)),
            says_collective=bool(cells.take_yes_no(self._cell(row, Field.COLLECTIVE)))
            or bool(_COLLECTIVE.search(self._cell(row, Field.KIND))),
        )

    def _cell(self, row: Sequence[str], field: Field) -> str:
        place = self._where.get(field)
        return "" if place is None else row[place]

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

    def _account(self, row: Sequence[str]) -> str:
        cell = self._cell(row, Field.ACCOUNT)
        if cell not in self._accounts:
            self._accounts[cell] = self._reader.number(row, Field.ACCOUNT)
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

    def _read_citizens(
        self, number: int, invoice: GroupedInvoice, *, cpr_cell: str, text: str, contact: str
    ) -> None:
        """Count the citizens a row names: in the column made for them, or in texts."""
        if cpr_cell and not cpr_cell.isspace():
            self._read_cpr_cell(number, cpr_cell, invoice)
        if text:
            self._read_text(number, text, Place.POSTING_TEXT, invoice)
            if _COLLECTIVE.search(text):
                invoice.says_collective = True
        if contact:
            self._read_text(number, contact, Place.PERSON_REFERENCE, invoice)

    def _read_count(self, cell: str, invoice: GroupedInvoice) -> None:
        """Take in what a column of counts says."""
        told, fault = cells.take_count(cell)
        if fault:
            self._reader.tell(fault, Field.CITIZENS, cell)
        if told is not None:
            invoice.told_citizens = max(told, invoice.told_citizens or 0)

    def _read_cpr_cell(self, number: int, cell: str, invoice: GroupedInvoice) -> None:
        digits = cpr.classify_value(cell)
        found = [digits] if digits else [each.digits for each in cpr.find_in_text(cell, today=self._today)]
        invoice.column_is_clear &= bool(found)
        for each in found:
            invoice.mentions.append((self._key(each), Grade.CERTAIN, Place.COLUMN, number))

    def _read_text(self, number: int, text: str, place: Place, invoice: GroupedInvoice) -> None:
        for mention in cpr.find_in_text(text, today=self._today):
            if mention.counts:
                grade = Grade.PROBABLE if mention.form is Form.HYPHENATED else Grade.WEAK
                invoice.mentions.append((self._key(mention.digits), grade, place, number))
            else:
                invoice.possible.add(self._key(mention.digits))

    def _key(self, digits: str) -> str:
        return self._hasher.key_of(digits).hex()

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
        sender = invoice.supplier.number or invoice.supplier.cvr or invoice.supplier.name
        fingerprint = "|".join((sender, kind, str(invoice.issue_date), str(amount)))
        facts = InvoiceFacts(
            source=self._understood.table.file,
            invoice_no=self._numbers.own(invoice.number, fingerprint=fingerprint, proved=invoice.proved),
            kind=kind,
            issue_date=invoice.issue_date,
            ean=invoice.ean,
            amount_ore=amount,
            account=invoice.account,
            matches=invoice.matches,
            says_collective=invoice.says_collective,
            format=DocumentFormat.EXTRACT,
            evidence=evidence_of(invoice, has_cpr_column=Field.CPR in self._where),
            row=invoice.row,
        )
        return InvoiceRow(invoice.supplier, facts)


def _without_repeats(block: Block, owners: Sequence[GroupedInvoice | None]) -> _Fresh:
    """The rows that say something new, with their invoices; all of them are counted."""
    places: list[int] = []
    invoices: list[GroupedInvoice] = []
    for at, (mark, invoice) in enumerate(zip(block.marks.tolist(), owners, strict=True)):
        if invoice is None:
            continue
        invoice.rows += 1
        if mark == invoice.first_row and block.number(at) != invoice.row:
            invoice.repeats += 1
        else:
            places.append(at)
            invoices.append(invoice)
    return places, invoices


def _sender_key(supplier: SupplierFacts) -> str:
    """By what the rows of one sender know each other."""
    return supplier.number or supplier.cvr or folded_name(supplier.name)


def _getter(places: list[int]) -> _Getter:
    """Picks cells out of a row as a tuple, whether there are none, one or several."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple(row[place] for place in places)
