"""How does the ERP hand out twelve months of invoices as a workbook?"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sample.archive import stored_zip
from sample.dice import Dice
from sample.identifiers import hyphenated
from sample.invoices import Invoice, Kind
from sample.municipality import FIRST_DAY, LAST_DAY, NAME
from sample.names import Citizen
from sample.roles import Role
from sample.supplier_list import erp_name

HEADER = (
    "Fakturanr.",
    "Kreditornr.",
    "Kreditornavn",
    "CVR-nr.",
    "EAN-nr.",
    "Fakturadato",
    "Beløb",
    "Kontostreng",
    "Posteringstekst",
    "Bilagstype",
)
HEADER_ROW = 3
ROWS_WITH_CPR = 6
_WIDTHS = (16, 13, 34, 11, 15, 12, 13, 22, 46, 12)
_KIND_NAMES = {Kind.INVOICE: "Faktura", Kind.CREDIT_NOTE: "Kreditnota", Kind.REMINDER: "Rykker"}
# openpyxl writes the clock into the workbook; the sample must not change with the day it is made.
_TIMESTAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_FIXED_TIME = rb"\g<1>2026-11-13T08:00:00Z"


@dataclass(frozen=True, slots=True)
class PostingText:
    """A posting text in which somebody wrote a citizen's number."""

    supplier_no: str
    invoice_no: str


def extract(sent: list[Invoice], people: list[Citizen]) -> tuple[bytes, list[PostingText]]:
    """The workbook as bytes, and which rows name a citizen in the posting text."""
    ordered = sorted(sent, key=lambda invoice: (invoice.issued, invoice.supplier.number, invoice.number))
    named = _named(ordered, people)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Fakturaer"
    sheet.append([f"Fakturaudtræk – {NAME} – {FIRST_DAY:%d-%m-%Y} til {LAST_DAY:%d-%m-%Y}"])
    sheet.append([])
    sheet.append(HEADER)
    for invoice in ordered:
        sheet.append(_cells(invoice, named.get(id(invoice), invoice.text)))
    _dress(sheet)
    book.properties.creator = NAME
    with io.BytesIO() as written:
        book.save(written)
        whole = _without_clock(written.getvalue())
    return whole, [
        PostingText(invoice.supplier.number, invoice.number) for invoice in ordered if id(invoice) in named
    ]


def _cells(invoice: Invoice, text: str) -> list[str | int | float | date | None]:
    supplier = invoice.supplier
    ore = -invoice.payable_ore if invoice.kind is Kind.CREDIT_NOTE else invoice.payable_ore
    return [
        invoice.number,
        supplier.number,
        erp_name(supplier),
        int(supplier.cvr) if supplier.cvr else None,
        invoice.ean,
        invoice.issued,
        ore / 100,
        invoice.account or None,
        text,
        _KIND_NAMES[invoice.kind],
    ]


def _named(ordered: list[Invoice], people: list[Citizen]) -> dict[int, str]:
    """Posting texts with a CPR number, hyphenated or labelled, on a handful of KP suppliers' invoices."""
    dice = Dice("posting texts")
    fitting = [
        invoice
        for invoice in ordered
        if invoice.supplier.role is Role.SINGLE
        and invoice.kind is Kind.INVOICE
        and invoice.issued.year == FIRST_DAY.year
    ]
    texts = {}
    for place, invoice in enumerate(dice.some(fitting, ROWS_WITH_CPR)):
        cpr = dice.pick(people).cpr
        reference = f"CPR: {cpr}" if place % 3 == 2 else hyphenated(cpr)
        texts[id(invoice)] = f"{invoice.text}, {reference}"
    return texts


def _dress(sheet: Worksheet) -> None:
    """Headings, column widths, dates and amounts as a person sets them up."""
    sheet["A1"].font = Font(bold=True, size=14)
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        cell = sheet.cell(HEADER_ROW, column)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE6EE")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for row in range(HEADER_ROW + 1, sheet.max_row + 1):
        for column in (1, 2, 5):
            sheet.cell(row, column).number_format = "@"
        sheet.cell(row, 6).number_format = "dd-mm-yyyy"
        sheet.cell(row, 7).number_format = "#,##0.00"
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(HEADER))}{sheet.max_row}"


def _without_clock(workbook: bytes) -> bytes:
    """The same package with fixed times, inside and on the parts."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    return stored_zip(
        (name, _TIMESTAMP.sub(_FIXED_TIME, data) if name == "docProps/core.xml" else data)
        for name, data in parts
    )
