"""Is every public e-invoice read as it is written? Compared with a second, plain reading and with the index.

The corpus lies beside the repository; where it is not, these tests are skipped. Where we differ, the reason
stands here as data.
"""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.domain.cpr import MASK, PersonHasher
from desktop.domain.invoices import DocumentFormat, Grade, InvoiceKind, Place
from desktop.importing.documents import DocumentResult, Outcome
from desktop.importing.einvoices import DocumentReader
from tests.importing.making import TODAY

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "einvoices"
KINDS = {
    "Invoice": InvoiceKind.INVOICE,
    "CreditNote": InvoiceKind.CREDIT_NOTE,
    "Reminder": InvoiceKind.REMINDER,
}
NOT_KEPT = {
    "OIOUBL_UtilityStatement_v2p2.xml": "no invoice: the consumption behind one",
    "simple-sbd.xml": "an envelope around nothing",
    "issue250_Issue250-sample-invoice.xml": "its amounts are blotted out",
    "resources_Issue250-sample-invoice.xml": "its amounts are blotted out",
    "Issue250-sample-invoice-with-sbdh.xml": "its amounts are blotted out",
}
"""Ends of the names of files of which nothing is kept."""
MASKED = "1001776522"
"""An invoice number that could be a CPR number; it is kept by a sign, not by its digits."""
COMORG = "COMORG_03_03_00_Invoice_v2p2.xml"


@dataclass(frozen=True)
class Plain:
    """A document as a second reading sees it, by local names and without any rule of ours."""

    root: ET.Element

    def every(self, *names: str) -> Iterator[ET.Element]:
        found = [self.root]
        for name in names:
            found = [child for each in found for child in each if local(child) == name]
        yield from found

    def text(self, *names: str) -> str:
        return next((" ".join((each.text or "").split()) for each in self.every(*names)), "")

    def eans(self) -> list[str]:
        customer = ("AccountingCustomerParty", "Party")
        places = [
            *self.every(*customer, "EndpointID"),
            *self.every(*customer, "PartyIdentification", "ID"),
        ]
        return [
            (each.text or "").strip() for each in places if each.get("schemeID") in ("GLN", "EAN", "0088")
        ]

    def cvr(self) -> str:
        numbers = self.every("AccountingSupplierParty", "Party", "PartyLegalEntity", "CompanyID")
        danish = (each.text or "" for each in numbers if each.get("schemeID") in ("DK:CVR", "0184"))
        # One file calls a Dutch number of ten digits a Danish one.
        return next((found[1] for text in danish if (found := re.fullmatch(r"(?:DK)?(\d{8})", text))), "")


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def plain(data: bytes) -> Plain:
    root = ET.fromstring(data)  # noqa: S314 - the public corpus
    if local(root) == "StandardBusinessDocument":
        root = next(child for child in root if local(child) != "StandardBusinessDocumentHeader")
    return Plain(root)


def index() -> list[dict[str, str]]:
    if not FOLDER.is_dir():
        return []
    with (FOLDER / "INDEX.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


INDEX = index()
UBL = [row for row in INDEX if "OIOXML" not in row["kind"] and not row["file"].endswith(tuple(NOT_KEPT))]
each_ubl_file = pytest.mark.parametrize("row", UBL, ids=[row["file"] for row in UBL])


def read(name: str) -> DocumentResult:
    reader = DocumentReader(PersonHasher(), today=TODAY)
    return reader.read((FOLDER / name).read_bytes(), "x.xml")


def test_what_is_kept(shared: Path) -> None:
    results = {row["file"]: read(row["file"]) for row in INDEX}
    set_aside = {name for name, result in results.items() if result.row is None}
    assert set_aside == {name for name in results if name.endswith(tuple(NOT_KEPT))}
    assert all(results[name].problems for name in set_aside)


@each_ubl_file
def test_every_field_is_as_it_is_written(shared: Path, row: dict[str, str]) -> None:
    written = plain((FOLDER / row["file"]).read_bytes())
    kept = read(row["file"]).row
    assert kept is not None
    facts, supplier = kept.facts, kept.supplier
    party = ("AccountingSupplierParty", "Party")
    name = written.text(*party, "PartyName", "Name") or written.text(
        *party, "PartyLegalEntity", "RegistrationName"
    )
    assert supplier.name == name
    assert supplier.cvr == written.cvr() or not written.cvr()
    assert facts.ean == next(iter(written.eans()), "")
    number = written.text("ID")
    assert facts.invoice_no == number or (number == MASKED and facts.invoice_no.startswith(MASK))
    assert facts.issue_date is not None
    assert facts.issue_date.isoformat() == written.text("IssueDate")[:10]
    payable = written.text("LegalMonetaryTotal", "PayableAmount")
    assert facts.amount_ore == (int(round(Decimal(payable), 2) * 100) if payable else None)
    kind = KINDS[local(written.root)]
    if kind is InvoiceKind.INVOICE and payable.startswith("-"):
        kind = InvoiceKind.CREDIT_NOTE
    assert facts.kind is kind


def test_the_index_says_the_same_kind_lines_and_dialect(shared: Path) -> None:
    dialects = {
        "cust=OIOUBL-2": DocumentFormat.OIOUBL_2,
        "cust=urn:fdc:oioubl.dk": DocumentFormat.OIOUBL_3,
        "poacc:billing:3.0": DocumentFormat.PEPPOL,
    }
    for row in UBL:
        written = plain((FOLDER / row["file"]).read_bytes())
        assert local(written.root) in row["kind"], row
        lines = [child for child in written.root if local(child) == f"{local(written.root)}Line"]
        assert len(lines) == int(row["lines"]), row
        kept = read(row["file"]).row
        assert kept is not None
        expected = next((dialect for words, dialect in dialects.items() if words in row["note"]), None)
        assert expected in (None, kept.facts.format), row
        assert (kept.facts.attachments > 0) >= ("embedded-attachment" in row["note"]), row


def test_the_two_documents_of_the_old_format(shared: Path) -> None:
    found = {row["file"]: read(row["file"]) for row in INDEX if "OIOXML" in row["kind"]}
    told = sorted(
        (kept.invoice_no, kept.kind.value, str(kept.issue_date), kept.ean, kept.amount_ore, supplier.cvr)
        for result in found.values()
        if result.row is not None
        for kept, supplier in [(result.row.facts, result.row.supplier)]
    )
    assert told == [
        ("2296", "invoice", "2004-10-13", "", 662500, "22222222"),
        ("PCM-04-001", "credit_note", "2009-01-15", "5798009811691", 53125, "32433030"),
    ]


def test_no_official_sample_is_collective_and_one_names_a_citizen(shared: Path) -> None:
    named = {}
    for row in INDEX:
        kept = read(row["file"]).row
        if kept is not None and kept.facts.evidence.citizens:
            named[row["file"]] = kept.facts.evidence
    (evidence,) = named.values()
    assert next(iter(named)).endswith(COMORG)
    assert evidence.citizens == 1
    assert evidence.grade is Grade.CERTAIN
    assert evidence.places == {Place.BUYER_PARTY, Place.DELIVERY_PARTY}


def test_a_sender_who_is_a_person_is_no_citizen(shared: Path) -> None:
    (row,) = [row for row in INDEX if "cpr-supplier" in row["file"]]
    result = read(row["file"])
    assert result.outcome is Outcome.INVOICE
    assert result.row is not None
    assert result.row.facts.evidence.citizens == 0
    assert result.row.facts.evidence.possible == 0
    assert result.row.supplier.cvr == ""
