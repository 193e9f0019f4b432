"""Do the sample's e-invoices hold what its truth file says of them?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

from lxml import etree

from tests.sample.reading import KINDS, Row, attachments, is_never_issued, like_cpr, local, readable, text_of


def test_archive_has_300_documents_and_what_else_lies_in_such_archives(
    members: dict[str, bytes], documents: dict[str, etree._Element], truth: dict[str, Any]
) -> None:
    others = members.keys() - documents.keys()
    assert others == {"readme.txt", "2026-10/Forsyningsspecifikation.xml"}
    assert local(etree.fromstring(members["2026-10/Forsyningsspecifikation.xml"])) == "UtilityStatement"
    kinds = Counter(KINDS[local(root)] for root in documents.values())
    assert kinds == {"invoice": 284, "credit_note": 10, "reminder": 6}
    assert truth["einvoices"]["documents"] == kinds | {"other": len(others)}
    assert sum(data.startswith(b"\xef\xbb\xbf") for data in members.values()) == 1
    assert sum(b'encoding="ISO-8859-1"' in data for data in members.values()) == 1
    assert sum(b"<StandardBusinessDocument " in data for data in members.values()) == 1
    assert sum(".zip/" in path for path in members) == 8
    assert {path.split("/")[0] for path in documents} == {"2026-08", "2026-09", "2026-10"}


def test_documents_say_what_the_truth_says(
    documents: dict[str, etree._Element], truth: dict[str, Any]
) -> None:
    for path, root in documents.items():
        told, supplier = truth["documents"][path], "AccountingSupplierParty/Party"
        assert KINDS[local(root)] == told["kind"]
        assert text_of(root, "ID") == told["invoice_no"]
        assert text_of(root, "IssueDate") == told["issue_date"]
        assert text_of(root, "AccountingCustomerParty/Party/EndpointID") == told["ean"]
        assert (
            text_of(root, f"{supplier}/PartyLegalEntity/CompanyID").removeprefix("DK") == told["supplier_cvr"]
        )
        assert text_of(root, f"{supplier}/PartyName/Name") == truth["suppliers"][told["supplier_no"]]["name"]
        assert _in_ore(text_of(root, "LegalMonetaryTotal/PayableAmount")) == told["amount_ore"]
        assert _in_ore(text_of(root, "TaxTotal/TaxAmount")) == told["vat_ore"]
        assert _refers_to(root) == told["refers_to"]
        assert _in_ore(text_of(root, "AllowanceCharge/Amount") or "0") == told["fee_ore"]
        assert len(attachments(root)) == told["attachments"]
        assert all(pdf.startswith(b"%PDF-") for pdf in attachments(root))


def _in_ore(amount: str) -> int:
    return int(Decimal(amount) * 100)


def _refers_to(root: etree._Element) -> str:
    return text_of(root, "BillingReference/InvoiceDocumentReference/ID") or text_of(
        root, "ReminderLine/BillingReference/InvoiceDocumentReference/ID"
    )


def test_lines_add_up(documents: dict[str, etree._Element]) -> None:
    for path, root in documents.items():
        if local(root) == "Reminder":
            continue
        lines = [element for element in root if local(element) in ("InvoiceLine", "CreditNoteLine")]
        net = sum(_in_ore(text_of(line, "LineExtensionAmount")) for line in lines)
        vat = _in_ore(text_of(root, "TaxTotal/TaxAmount"))
        assert lines, path
        assert net == _in_ore(text_of(root, "LegalMonetaryTotal/LineExtensionAmount"))
        assert net + vat == _in_ore(text_of(root, "LegalMonetaryTotal/PayableAmount"))


def test_documents_name_as_many_citizens_as_the_truth_says(
    documents: dict[str, etree._Element], truth: dict[str, Any]
) -> None:
    grades: Counter[str] = Counter()
    for path, root in documents.items():
        told = truth["documents"][path]
        named = {digits for digits in like_cpr(readable(root)) if is_never_issued(digits)}
        assert len(named) == (told["citizens"] or 0), path
        assert (told["citizens"] is None) is (not named and told["attachments"] > 0)
        assert told["grade"] == _grade(root, bool(named)), path
        grades[told["grade"]] += 1
    assert grades.keys() == {"certain", "probable", "weak", "unknown", "none"}
    assert grades == truth["einvoices"]["grades"]


def _grade(root: etree._Element, named: bool) -> str:
    """Certain by scheme, probable by a hyphen, weak by ten bare digits; unknown when only a file may tell."""
    if not named:
        return "unknown" if attachments(root) else "none"
    if any(
        element.get("schemeID") in ("DK:CPR", "0237", "ARR") for element in root.iter("{*}ID", "{*}CompanyID")
    ):
        return "certain"
    dashed = re.findall(r"\d{6}-\d{4}", readable(root))
    return "probable" if any(is_never_issued(number.replace("-", "")) for number in dashed) else "weak"


def test_weak_mentions_carry_a_label(documents: dict[str, etree._Element], truth: dict[str, Any]) -> None:
    weak = [path for path, told in truth["documents"].items() if told["grade"] == "weak"]
    assert weak
    for path in weak:
        text = readable(documents[path])
        for digits in filter(is_never_issued, like_cpr(text)):
            assert f"CPR: {digits}" in text, path


def test_collective_invoices_come_from_collective_suppliers_only(truth: dict[str, Any]) -> None:
    collective: defaultdict[str, list[int]] = defaultdict(list)
    for told in truth["documents"].values():
        if (told["citizens"] or 0) > 1:
            collective[told["supplier_no"]].append(told["citizens"])
    by_number = truth["suppliers"]
    assert collective.keys() == {number for number, told in by_number.items() if told["collective"] != "none"}
    for number, sizes in collective.items():
        assert len(sizes) >= 2
        low, high = (15, 60) if by_number[number]["collective"] == "cannot_split" else (2, 6)
        assert low <= min(sizes) <= max(sizes) <= high
    assert any(told["most_on_a_line"] > 1 for told in truth["documents"].values())


def test_half_are_oioubl_2_and_the_rest_is_shared_by_the_newer_formats(
    documents: dict[str, etree._Element], truth: dict[str, Any]
) -> None:
    found = Counter(_dialect(root) for root in documents.values())
    assert found == truth["einvoices"]["dialects"]
    assert 130 <= found["OIOUBL-2.1"] + found["OIOUBL-2.02"] <= 170
    assert 60 <= found["OIOUBL-3"] <= 90
    assert 60 <= found["Peppol BIS 3"] <= 90
    reminders = [path for path, told in truth["documents"].items() if told["kind"] == "reminder"]
    assert all(_dialect(documents[path]).startswith("OIOUBL-2") for path in reminders)
    assert {bool(truth["documents"][path]["fee_ore"]) for path in reminders} == {True, False}


def _dialect(root: etree._Element) -> str:
    told = text_of(root, "CustomizationID")
    if told.startswith("OIOUBL-2"):
        return told
    return "OIOUBL-3" if "oioubl.dk" in told else "Peppol BIS 3"


def test_oioubl_3_keeps_citizens_out_of_the_person_reference(documents: dict[str, etree._Element]) -> None:
    for root in documents.values():
        reference = text_of(root, "AccountingCustomerParty/Party/Contact/ID")
        assert not (_dialect(root) == "OIOUBL-3" and like_cpr(reference))


def test_every_document_stands_in_the_extract_too(rows: list[Row], truth: dict[str, Any]) -> None:
    by_key = {(row.supplier_no, row.invoice_no): row for row in rows}
    for path, told in truth["documents"].items():
        row = by_key[told["supplier_no"], told["invoice_no"]]
        sign = -1 if told["kind"] == "credit_note" else 1
        assert (row.kind, row.ean, row.issued.isoformat()) == (
            told["kind"],
            told["ean"],
            told["issue_date"],
        ), path
        assert row.amount_ore == sign * told["amount_ore"]
        assert str(row.cvr) == told["supplier_cvr"]


def test_all_but_one_credit_note_and_one_reminder_are_about_a_known_invoice(
    rows: list[Row], truth: dict[str, Any]
) -> None:
    known = {(row.supplier_no, row.invoice_no) for row in rows if row.kind == "invoice"}
    unknown = [
        told["kind"]
        for told in truth["documents"].values()
        if told["kind"] != "invoice" and (told["supplier_no"], told["refers_to"]) not in known
    ]
    assert sorted(unknown) == ["credit_note", "reminder"]
