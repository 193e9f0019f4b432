"""How does the ERP print the list of creditors, with the faults such lists have?"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass

from sample.invoices import Invoice, Kind
from sample.municipality import NAME, PRINTED
from sample.roles import Fault
from sample.suppliers import Supplier

HEADER = (
    "Kreditornr.",
    "Navn",
    "Navn 2",
    "CVR-nr.",
    "Adresse",
    "Postnr.",
    "By",
    "E-mail",
    "Telefon",
    "Kontaktperson",
    "Branchekode",
    "Kontostreng",
    "Antal fakturaer",
    "Beløb i alt",
)
HEADER_ROW = 5
_TITLES = (
    ("Kreditorliste",),
    (f"{NAME} – udskrevet {PRINTED:%d-%m-%Y}",),
    ("Firma 4997", "Kreditorgruppe: alle"),
    (),
)
# Cut off by the printing job after a few characters of the name.
_BROKEN_NAME = "Havneb"
_BROKEN_NEAR = 211
_PHONE = "+45 15 40 22 33"
_NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class FaultRecord:
    """A fault, for the tests: where it stands and what becomes of the row.

    Attributes:
        row: record of the file, from 1, titles included.
        outcome: "kept" or "set_aside".
    """

    kind: str
    supplier_no: str
    row: int
    column: str
    outcome: str


def supplier_list(found: list[Supplier], sent: list[Invoice]) -> tuple[bytes, list[FaultRecord]]:
    """The list as bytes (Windows-1252, semicolons, CRLF) and the faults in it."""
    counts, totals = _sums(sent)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([*_TITLES, HEADER])
    broken_after = _place_with_room(found)
    faults, row = [], HEADER_ROW
    for place, supplier in enumerate(found):
        writer.writerow(_row(supplier, counts[supplier.number], totals[supplier.number]))
        row += 1
        if supplier.fault:
            faults.append(FaultRecord(supplier.fault, supplier.number, row, _COLUMN[supplier.fault], "kept"))
        if place == broken_after:
            number = f"{int(supplier.number) + 1:010d}"
            writer.writerow((number, _BROKEN_NAME))
            row += 1
            faults.append(FaultRecord("too_few_fields", number, row, "", "set_aside"))
    footer = _footer(len(found), sum(counts.values()), sum(totals.values()))
    writer.writerow(footer)
    faults.append(FaultRecord("footer", footer[0], row + 1, "", "set_aside"))
    return text.getvalue().encode("cp1252"), faults


def _place_with_room(found: list[Supplier]) -> int:
    """The place of a supplier after whose number the next one is free."""
    numbers = {int(supplier.number) for supplier in found}
    return next(
        place for place in range(_BROKEN_NEAR, len(found)) if int(found[place].number) + 1 not in numbers
    )


_COLUMN = {
    **dict.fromkeys(
        (Fault.CVR_CHECKSUM, Fault.CVR_WITH_COUNTRY, Fault.CVR_SPACED, Fault.PHONE_AS_CVR), "CVR-nr."
    ),
    **dict.fromkeys((Fault.TWO_LINE_ADDRESS,), "Adresse"),
    **dict.fromkeys((Fault.POSTAL_CODE_MISSING,), "Postnr."),
    **dict.fromkeys((Fault.EMAIL_BAD,), "E-mail"),
    **dict.fromkeys((Fault.TRAILING_MINUS,), "Beløb i alt"),
    **dict.fromkeys(
        (
            Fault.DUPLICATE,
            Fault.AMPERSAND,
            Fault.ANGLE_BRACKETS,
            Fault.APOSTROPHE,
            Fault.QUOTES,
            Fault.NO_BREAK_SPACE,
            Fault.CALLED_NA,
            Fault.CALLED_NULL,
            Fault.MOJIBAKE,
        ),
        "Navn",
    ),
}


def erp_name(supplier: Supplier) -> str:
    """The name as the ERP has it."""
    if supplier.fault is Fault.MOJIBAKE:
        return supplier.name.encode("utf-8").decode("cp1252")
    if supplier.fault is Fault.NO_BREAK_SPACE:
        first, rest = supplier.name.split(" ", 1)
        return f"{first}  {rest.replace(' ', _NO_BREAK_SPACE)} "
    return supplier.name


def _row(supplier: Supplier, count: int, total_ore: int) -> tuple[str, ...]:
    fault = supplier.fault
    return (
        supplier.number,
        erp_name(supplier),
        supplier.name_2,
        _cvr(supplier),
        _address(supplier),
        "" if fault is Fault.POSTAL_CODE_MISSING else supplier.postal_code,
        supplier.town,
        _email(supplier),
        "" if fault is Fault.PHONE_AS_CVR else supplier.phone,
        supplier.contact,
        supplier.branch_code,
        supplier.list_account,
        str(count),
        danish_amount(total_ore),
    )


def _cvr(supplier: Supplier) -> str:
    spaced = " ".join(supplier.cvr[place : place + 2] for place in range(0, 8, 2))
    written = {
        Fault.CVR_WITH_COUNTRY: f"DK {spaced}",
        Fault.CVR_SPACED: spaced,
        Fault.PHONE_AS_CVR: _PHONE,
    }
    return written.get(supplier.fault, supplier.cvr) if supplier.fault else supplier.cvr


def _address(supplier: Supplier) -> str:
    """One line, but for the creditor whose address somebody typed with the Enter key."""
    if supplier.fault is Fault.TWO_LINE_ADDRESS:
        return f"Klinikfællesskabet\r\n{supplier.street}"
    return supplier.street


def _email(supplier: Supplier) -> str:
    if supplier.fault is Fault.EMAIL_BAD:
        return "post(at)tandlaege,example"
    return supplier.email


def danish_amount(ore: int) -> str:
    """1.234,50; a negative amount as some ERPs print it: 1234,50-."""
    kroner, rest = divmod(abs(ore), 100)
    if ore < 0:
        return f"{kroner},{rest:02d}-"
    return f"{kroner:,}".replace(",", ".") + f",{rest:02d}"


def signed_ore(invoice: Invoice) -> int:
    """What a document does to the supplier's total: a reminder asks for money already asked for."""
    if invoice.kind is Kind.REMINDER:
        return invoice.fee_ore
    return -invoice.payable_ore if invoice.kind is Kind.CREDIT_NOTE else invoice.payable_ore


def _sums(sent: list[Invoice]) -> tuple[dict[str, int], dict[str, int]]:
    """Invoices and øre by supplier number."""
    counts: defaultdict[str, int] = defaultdict(int)
    totals: defaultdict[str, int] = defaultdict(int)
    for invoice in sent:
        counts[invoice.supplier.number] += invoice.kind is Kind.INVOICE
        totals[invoice.supplier.number] += signed_ore(invoice)
    return counts, totals


def _footer(suppliers: int, documents: int, total_ore: int) -> tuple[str, ...]:
    blank = [""] * (len(HEADER) - 3)
    return (f"Antal kreditorer i alt: {suppliers}", *blank, str(documents), danish_amount(total_ore))
