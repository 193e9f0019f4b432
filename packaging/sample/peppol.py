"""How does a supplier's system write OIOUBL 3 and Peppol BIS Billing 3 with the Danish usage rules?

Both are UBL 2.1 after EN 16931 and differ in a few places: the names of customization and profile, what a
document starts with, and how parties are identified.
"""

from __future__ import annotations

import base64
from datetime import timedelta

from sample import municipality
from sample.documents import EInvoice, Line
from sample.habits import Habit
from sample.invoices import Kind
from sample.names import Citizen
from sample.oioubl import uuid_of
from sample.suppliers import Dialect, Supplier, municipality_cvr
from sample.ubl import Element, amount, cac, cbc, country, day, document, optional

_PEPPOL = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
_BENEFIT_RECIPIENT = "130"
"""Document type "invoiced object"; with scheme ARR it is the citizen who gets the benefit (DK-BR-004)."""


def newer_ubl(found: EInvoice) -> Element:
    """The invoice or credit note as OIOUBL 3 or Peppol BIS 3; neither has a reminder."""
    invoice = found.invoice
    credit = invoice.kind is Kind.CREDIT_NOTE
    due = invoice.issued + timedelta(days=30)
    return document(
        "CreditNote" if credit else "Invoice",
        *_head(found),
        None if credit else day("DueDate", due),
        cbc("CreditNoteTypeCode", "381") if credit else cbc("InvoiceTypeCode", "380"),
        optional("Note", ". ".join(found.notes)),
        cbc("DocumentCurrencyCode", "DKK"),
        optional("AccountingCost", invoice.account),
        cbc("BuyerReference", municipality.unit(invoice.ean).person_reference),
        cac("OrderReference", cbc("ID", found.order_id)) if found.order_id else None,
        cac("BillingReference", cac("InvoiceDocumentReference", cbc("ID", invoice.refers_to)))
        if credit
        else None,
        cac("ContractDocumentReference", cbc("ID", found.contract)) if found.contract else None,
        *_additional_references(found),
        _supplier_party(found),
        _customer_party(found),
        _delivery(found),
        _payment_means(found),
        _tax_total(found),
        cac(
            "LegalMonetaryTotal",
            amount("LineExtensionAmount", invoice.net_ore),
            amount("TaxExclusiveAmount", invoice.net_ore),
            amount("TaxInclusiveAmount", invoice.payable_ore),
            amount("PayableAmount", invoice.payable_ore),
        ),
        *(_line(found, line, position) for position, line in enumerate(found.lines, start=1)),
    )


def _head(found: EInvoice) -> tuple[Element, ...]:
    invoice = found.invoice
    if found.supplier.dialect is Dialect.PEPPOL:
        return (
            cbc("CustomizationID", _PEPPOL),
            cbc("ProfileID", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"),
            cbc("ID", invoice.number),
            day("IssueDate", invoice.issued),
        )
    kind = "creditnote" if invoice.kind is Kind.CREDIT_NOTE else "invoice"
    return (
        cbc("UBLVersionID", "2.1"),
        cbc("CustomizationID", f"urn:fdc:oioubl.dk:trns:billing:{kind}:3.0"),
        cbc("ProfileID", "urn:fdc:oioubl.dk:bis:billing_with_response:3"),
        cbc("ID", invoice.number),
        cbc("CopyIndicator", "false"),
        cbc("UUID", uuid_of(invoice)),
        day("IssueDate", invoice.issued),
    )


def _additional_references(found: EInvoice) -> tuple[Element | None, ...]:
    """The citizen as the invoiced object, and the attachment."""
    citizen = found.header if found.habit is Habit.BENEFIT else None
    return (
        _benefit_reference("AdditionalDocumentReference", citizen) if citizen else None,
        _attachment(found.pdf) if found.pdf is not None else None,
    )


def _benefit_reference(name: str, citizen: Citizen) -> Element:
    return cac(name, cbc("ID", citizen.cpr, schemeID="ARR"), cbc("DocumentTypeCode", _BENEFIT_RECIPIENT))


def _attachment(pdf: bytes) -> Element:
    data = base64.b64encode(pdf).decode("ascii")
    content = cbc("EmbeddedDocumentBinaryObject", data, mimeCode="application/pdf", filename="bilag.pdf")
    return cac(
        "AdditionalDocumentReference",
        cbc("ID", "Bilag-1"),
        cbc("DocumentDescription", "Bilag"),
        cac("Attachment", content),
    )


def _supplier_party(found: EInvoice) -> Element:
    supplier = found.supplier
    return cac(
        "AccountingSupplierParty",
        cac(
            "Party",
            cbc("EndpointID", supplier.cvr, schemeID="0184"),
            cac("PartyIdentification", cbc("ID", found.p_number, schemeID="0096"))
            if found.p_number
            else None,
            cac("PartyName", cbc("Name", supplier.name)),
            _address(supplier.street, supplier.town, supplier.postal_code),
            cac("PartyTaxScheme", _vat_number(supplier), _tax_scheme()),
            cac(
                "PartyLegalEntity",
                cbc("RegistrationName", supplier.name),
                cbc("CompanyID", supplier.cvr, schemeID="0184"),
            ),
            _supplier_contact(supplier),
        ),
    )


def _vat_number(supplier: Supplier) -> Element:
    """Only OIOUBL 3 says which register the number stands in."""
    scheme = {"schemeID": "0198"} if supplier.dialect is Dialect.OIOUBL_3 else {}
    return cbc("CompanyID", f"DK{supplier.cvr}", **scheme)


def _supplier_contact(supplier: Supplier) -> Element | None:
    phone = f"+45{supplier.phone.replace(' ', '')}" if supplier.phone else ""
    told = (
        optional("Name", supplier.contact),
        optional("Telephone", phone),
        optional("ElectronicMail", supplier.email),
    )
    return cac("Contact", *told) if any(told) else None


def _customer_party(found: EInvoice) -> Element:
    receiver = found.invoice.ean
    reference = cbc("ID", found.contact_id) if found.supplier.dialect is Dialect.OIOUBL_3 else None
    return cac(
        "AccountingCustomerParty",
        cac(
            "Party",
            cbc("EndpointID", receiver, schemeID="0088"),
            cac("PartyIdentification", cbc("ID", receiver, schemeID="0088")),
            cac("PartyName", cbc("Name", municipality.NAME)),
            _address(
                f"{municipality.STREET} {municipality.NUMBER}", municipality.TOWN, municipality.POSTAL_CODE
            ),
            cac(
                "PartyLegalEntity",
                cbc("RegistrationName", municipality.NAME),
                cbc("CompanyID", municipality_cvr(), schemeID="0184"),
            ),
            cac("Contact", reference, cbc("Name", found.contact_name)),
        ),
    )


def _address(street: str, town: str, postal_code: str) -> Element:
    return cac(
        "PostalAddress",
        cbc("StreetName", street),
        cbc("CityName", town),
        cbc("PostalZone", postal_code),
        country(),
    )


def _delivery(found: EInvoice) -> Element:
    citizen = found.header if found.habit is Habit.DELIVERY else None
    receiver = None
    if citizen:
        receiver = cac(
            "DeliveryParty",
            cac("PartyIdentification", cbc("ID", citizen.cpr, schemeID="0237")),
            cac("PartyName", cbc("Name", citizen.name)),
        )
    return cac("Delivery", day("ActualDeliveryDate", found.delivered), receiver)


def _payment_means(found: EInvoice) -> Element:
    due = found.invoice.issued + timedelta(days=30)
    return cac(
        "PaymentMeans",
        cbc("PaymentMeansCode", "42"),
        day("PaymentDueDate", due) if found.invoice.kind is Kind.CREDIT_NOTE else None,
        cbc("PaymentID", found.invoice.number),
        cac(
            "PayeeFinancialAccount",
            cbc("ID", found.bank_account),
            cac("FinancialInstitutionBranch", cbc("ID", found.bank_branch)),
        ),
    )


def _category(supplier: Supplier) -> tuple[str, str]:
    """Code and percent: standard rate, or exempt as treatments and rides are."""
    percent = supplier.trade.vat_percent if supplier.trade else 25
    return ("S" if percent else "E"), f"{percent}"


def _tax_total(found: EInvoice) -> Element:
    invoice = found.invoice
    code, percent = _category(found.supplier)
    return cac(
        "TaxTotal",
        amount("TaxAmount", invoice.vat_ore),
        cac(
            "TaxSubtotal",
            amount("TaxableAmount", invoice.net_ore),
            amount("TaxAmount", invoice.vat_ore),
            cac(
                "TaxCategory",
                cbc("ID", code),
                cbc("Percent", percent),
                cbc("TaxExemptionReason", "Momsfri ydelse") if code == "E" else None,
                _tax_scheme(),
            ),
        ),
    )


def _tax_scheme() -> Element:
    return cac("TaxScheme", cbc("ID", "VAT"))


def _line(found: EInvoice, line: Line, position: int) -> Element:
    credit = found.invoice.kind is Kind.CREDIT_NOTE
    code, percent = _category(found.supplier)
    return cac(
        "CreditNoteLine" if credit else "InvoiceLine",
        cbc("ID", f"{position}"),
        optional("Note", line.note),
        cbc("CreditedQuantity" if credit else "InvoicedQuantity", "1", unitCode="C62"),
        amount("LineExtensionAmount", line.net_ore),
        _benefit_reference("DocumentReference", line.structured) if line.structured else None,
        cac(
            "Item",
            optional("Description", line.description),
            cbc("Name", line.name),
            cac("SellersItemIdentification", cbc("ID", line.article)) if line.article else None,
            cac("ClassifiedTaxCategory", cbc("ID", code), cbc("Percent", percent), _tax_scheme()),
        ),
        cac("Price", amount("PriceAmount", line.net_ore)),
    )
