"""How does a supplier's system write OIOUBL 2.02 and 2.1?"""

from __future__ import annotations

import base64
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from sample import municipality
from sample.documents import EInvoice, Line
from sample.habits import Habit
from sample.identifiers import ean
from sample.invoices import Invoice, Kind
from sample.names import Citizen
from sample.suppliers import Dialect, Supplier
from sample.ubl import Element, amount, cac, cbc, country, day, document, notes, optional

_AGENCY = {"schemeAgencyID": "320"}
_LIST_AGENCY = {"listAgencyID": "320"}


def oioubl_2(found: EInvoice) -> Element:
    """The document as OIOUBL 2: invoice, credit note or reminder."""
    if found.invoice.kind is Kind.REMINDER:
        return _reminder(found)
    if found.invoice.kind is Kind.CREDIT_NOTE:
        return _credit_note(found)
    return _invoice(found)


def uuid_of(invoice: Invoice) -> str:
    """The document's own identity, the same in every run."""
    return str(uuid5(NAMESPACE_URL, f"https://eksempelby.example/{invoice.supplier.number}/{invoice.number}"))


def _invoice(found: EInvoice) -> Element:
    invoice = found.invoice
    type_code = cbc(
        "InvoiceTypeCode", "380", **_LIST_AGENCY, listID="urn:oioubl:codelist:invoicetypecode-1.1"
    )
    return document(
        "Invoice",
        *_head(found),
        type_code,
        *notes(found.notes),
        cbc("DocumentCurrencyCode", "DKK"),
        optional("AccountingCost", invoice.account),
        cac("OrderReference", cbc("ID", found.order_id)) if found.order_id else None,
        cac("ContractDocumentReference", cbc("ID", found.contract)) if found.contract else None,
        _attachment(found),
        *_parties(found),
        _buyer(found),
        cac(
            "Delivery", day("ActualDeliveryDate", found.delivered), _delivery_party(found.header, found.habit)
        ),
        _payment_means(found),
        _payment_terms(invoice),
        _tax_total(invoice.net_ore, invoice.vat_ore, _vat_percent(invoice.supplier)),
        _total(invoice),
        *(_line(found, line, position) for position, line in enumerate(found.lines, start=1)),
    )


def _credit_note(found: EInvoice) -> Element:
    invoice = found.invoice
    return document(
        "CreditNote",
        *_head(found),
        *notes(found.notes),
        cbc("DocumentCurrencyCode", "DKK"),
        optional("AccountingCost", invoice.account),
        cac("OrderReference", cbc("ID", found.order_id)) if found.order_id else None,
        cac("BillingReference", cac("InvoiceDocumentReference", cbc("ID", invoice.refers_to))),
        _attachment(found),
        *_parties(found),
        _buyer(found),
        _tax_total(invoice.net_ore, invoice.vat_ore, _vat_percent(invoice.supplier)),
        _total(invoice),
        *(_line(found, line, position) for position, line in enumerate(found.lines, start=1)),
    )


def _reminder(found: EInvoice) -> Element:
    """A reminder refers to its invoice on the line and only there; its fee is a charge."""
    invoice = found.invoice
    debit = invoice.net_ore + invoice.vat_ore
    return document(
        "Reminder",
        *_head(found),
        cbc(
            "ReminderTypeCode",
            "Reminder" if invoice.fee_ore else "Advis",
            **_LIST_AGENCY,
            listID="urn:oioubl:codelist:remindertypecode-1.1",
        ),
        cbc("ReminderSequenceNumeric", "1"),
        *notes(found.notes),
        cbc("DocumentCurrencyCode", "DKK"),
        optional("AccountingCost", invoice.account),
        *_parties(found),
        _payment_means(found),
        _payment_terms(invoice),
        _fee(invoice.fee_ore),
        _tax_total(invoice.fee_ore, 0, 0),
        _reminder_total(invoice, debit),
        cac(
            "ReminderLine",
            cbc("ID", "1"),
            amount("DebitLineAmount", debit),
            cac("BillingReference", cac("InvoiceDocumentReference", cbc("ID", invoice.refers_to))),
        ),
    )


def _head(found: EInvoice) -> tuple[Element, ...]:
    invoice, old = found.invoice, found.supplier.dialect is Dialect.OIOUBL_202
    profile = "Procurement-BilSimReminderOnly-1.0" if found.is_reminder else "Procurement-BilSim-1.0"
    return (
        cbc("UBLVersionID", "2.0" if old else "2.1"),
        cbc("CustomizationID", found.supplier.dialect),
        cbc("ProfileID", profile, **_AGENCY, schemeID="urn:oioubl:id:profileid-1.2"),
        cbc("ID", invoice.number),
        cbc("CopyIndicator", "false"),
        cbc("UUID", uuid_of(invoice)),
        day("IssueDate", invoice.issued),
    )


def _attachment(found: EInvoice) -> Element | None:
    if found.pdf is None:
        return None
    data = base64.b64encode(found.pdf).decode("ascii")
    return cac(
        "AdditionalDocumentReference",
        cbc("ID", "1"),
        cbc("DocumentType", "Bilag"),
        cac(
            "Attachment",
            cbc(
                "EmbeddedDocumentBinaryObject",
                data,
                mimeCode="application/pdf",
                encodingCode="Base64",
                filename="bilag.pdf",
            ),
        ),
    )


def _parties(found: EInvoice) -> tuple[Element, Element]:
    return _supplier_party(found), _customer_party(found)


def _supplier_party(found: EInvoice) -> Element:
    supplier = found.supplier
    cvr = f"DK{supplier.cvr}"
    own_gln = ean(int(supplier.number) - 100_000) if supplier.rank % 4 == 1 else ""
    endpoint = (
        cbc("EndpointID", own_gln, schemeAgencyID="9", schemeID="GLN")
        if own_gln
        else cbc("EndpointID", cvr, schemeID="DK:CVR")
    )
    return cac(
        "AccountingSupplierParty",
        cac(
            "Party",
            endpoint,
            cac("PartyIdentification", cbc("ID", cvr, schemeID="DK:CVR")),
            cac("PartyIdentification", cbc("ID", found.p_number, schemeID="DK:P"))
            if found.p_number
            else None,
            cac("PartyName", cbc("Name", supplier.name)),
            _address(supplier.street, supplier.town, supplier.postal_code),
            cac("PartyTaxScheme", cbc("CompanyID", cvr, schemeID="DK:SE"), _tax_scheme()),
            cac(
                "PartyLegalEntity",
                cbc("RegistrationName", supplier.name),
                cbc("CompanyID", cvr, schemeID="DK:CVR"),
            ),
            _supplier_contact(supplier),
        ),
    )


def _supplier_contact(supplier: Supplier) -> Element:
    return cac(
        "Contact",
        cbc("ID", f"{2300 + supplier.rank}"),
        optional("Name", supplier.contact),
        optional("Telephone", supplier.phone.replace(" ", "")),
        optional("ElectronicMail", supplier.email),
    )


def _customer_party(found: EInvoice) -> Element:
    receiver = found.invoice.ean
    return cac(
        "AccountingCustomerParty",
        cac(
            "Party",
            cbc("EndpointID", receiver, schemeAgencyID="9", schemeID="GLN"),
            cac("PartyIdentification", cbc("ID", receiver, schemeAgencyID="9", schemeID="GLN")),
            cac("PartyName", cbc("Name", municipality.NAME)),
            _address(
                f"{municipality.STREET} {municipality.NUMBER}", municipality.TOWN, municipality.POSTAL_CODE
            ),
            cac("Contact", cbc("ID", found.contact_id), cbc("Name", found.contact_name)),
        ),
    )


def _address(street: str, town: str, postal_code: str) -> Element:
    """A structured address; the house number is the first word with a digit in it."""
    words = street.split(" ")
    first = next((place for place, word in enumerate(words) if word[:1].isdigit()), len(words) - 1)
    return cac(
        "PostalAddress",
        cbc(
            "AddressFormatCode",
            "StructuredDK",
            **_LIST_AGENCY,
            listID="urn:oioubl:codelist:addressformatcode-1.1",
        ),
        cbc("StreetName", " ".join(words[:first])),
        cbc("BuildingNumber", " ".join(words[first:])),
        cbc("CityName", town),
        cbc("PostalZone", postal_code),
        country(),
    )


def _person(citizen: Citizen) -> tuple[Element, Element]:
    return (
        cac("PartyIdentification", cbc("ID", citizen.cpr, schemeID="DK:CPR")),
        cac("PartyName", cbc("Name", citizen.name)),
    )


def _buyer(found: EInvoice) -> Element | None:
    """The citizen as the buyer behind the municipality."""
    if found.habit is not Habit.BUYER or found.header is None:
        return None
    endpoint = cbc("EndpointID", found.header.cpr, schemeID="DK:CPR")
    return cac("BuyerCustomerParty", cac("Party", endpoint, *_person(found.header)))


def _delivery_party(citizen: Citizen | None, place: Habit) -> Element | None:
    if citizen is None or place not in (Habit.DELIVERY, Habit.DELIVERY_LINE):
        return None
    legal = cac("PartyLegalEntity", cbc("CompanyID", citizen.cpr, schemeID="DK:CPR"))
    return cac("DeliveryParty", *_person(citizen), legal)


def _line_delivery(line: Line, place: Habit) -> Element | None:
    if line.structured is None:
        return None
    if place is Habit.DESPATCH_LINE:
        return cac("Delivery", cac("Despatch", cac("DespatchParty", *_person(line.structured))))
    return cac("Delivery", _delivery_party(line.structured, place))


def _payment_means(found: EInvoice) -> Element:
    """A bank account, or the FIK card 71 with its fifteen digits."""
    due = day("PaymentDueDate", found.invoice.issued + timedelta(days=30))
    if found.supplier.rank % 5 == 4:
        return cac(
            "PaymentMeans",
            cbc("ID", "1"),
            cbc("PaymentMeansCode", "93"),
            due,
            _channel("DK:FIK"),
            cbc("InstructionID", f"{found.supplier.rank:07d}{found.invoice.issued:%y%m%d}01"),
            cbc("PaymentID", "71", **_AGENCY, schemeID="urn:oioubl:id:paymentid-1.1"),
            cac("CreditAccount", cbc("AccountID", f"{81_000_000 + found.supplier.rank}")),
        )
    return cac(
        "PaymentMeans",
        cbc("ID", "1"),
        cbc("PaymentMeansCode", "42"),
        due,
        _channel("DK:BANK"),
        cac(
            "PayeeFinancialAccount",
            cbc("ID", found.bank_account),
            cbc("PaymentNote", found.invoice.number),
            cac("FinancialInstitutionBranch", cbc("ID", found.bank_branch)),
        ),
    )


def _channel(code: str) -> Element:
    return cbc(
        "PaymentChannelCode", code, **_LIST_AGENCY, listID="urn:oioubl:codelist:paymentchannelcode-1.1"
    )


def _payment_terms(invoice: Invoice) -> Element:
    return cac(
        "PaymentTerms", cbc("ID", "1"), cbc("PaymentMeansID", "1"), amount("Amount", invoice.payable_ore)
    )


def _fee(fee_ore: int) -> Element | None:
    if not fee_ore:
        return None
    reason = cbc(
        "AllowanceChargeReasonCode",
        "PenaltyFee",
        **_LIST_AGENCY,
        listID="urn:oioubl:codelist:reminderallowancechargereasoncode-1.0",
    )
    return cac(
        "AllowanceCharge",
        cbc("ID", "1"),
        cbc("ChargeIndicator", "true"),
        reason,
        amount("Amount", fee_ore),
        _tax_category(0),
    )


def _reminder_total(invoice: Invoice, debit: int) -> Element:
    return cac(
        "LegalMonetaryTotal",
        amount("LineExtensionAmount", debit),
        amount("TaxExclusiveAmount", 0),
        amount("TaxInclusiveAmount", invoice.payable_ore),
        amount("ChargeTotalAmount", invoice.fee_ore) if invoice.fee_ore else None,
        amount("PayableAmount", invoice.payable_ore),
    )


def _total(invoice: Invoice) -> Element:
    """In OIOUBL 2 the element called TaxExclusiveAmount holds the VAT itself."""
    return cac(
        "LegalMonetaryTotal",
        amount("LineExtensionAmount", invoice.net_ore),
        amount("TaxExclusiveAmount", invoice.vat_ore),
        amount("TaxInclusiveAmount", invoice.payable_ore),
        amount("PayableAmount", invoice.payable_ore),
    )


def _vat_percent(supplier: Supplier) -> int:
    return supplier.trade.vat_percent if supplier.trade else 25


def _tax_total(net_ore: int, vat_ore: int, percent: int) -> Element:
    return cac(
        "TaxTotal",
        amount("TaxAmount", vat_ore),
        cac(
            "TaxSubtotal",
            amount("TaxableAmount", net_ore),
            amount("TaxAmount", vat_ore),
            _tax_category(percent),
        ),
    )


def _tax_category(percent: int) -> Element:
    code = "StandardRated" if percent else "ZeroRated"
    return cac(
        "TaxCategory",
        cbc("ID", code, **_AGENCY, schemeID="urn:oioubl:id:taxcategoryid-1.1"),
        cbc("Percent", f"{percent}"),
        _tax_scheme(),
    )


def _tax_scheme() -> Element:
    number = cbc("ID", "63", **_AGENCY, schemeID="urn:oioubl:id:taxschemeid-1.1")
    return cac("TaxScheme", number, cbc("Name", "Moms"))


def _line(found: EInvoice, line: Line, position: int) -> Element:
    credit, percent = found.invoice.kind is Kind.CREDIT_NOTE, _vat_percent(found.supplier)
    return cac(
        "CreditNoteLine" if credit else "InvoiceLine",
        cbc("ID", f"{position}"),
        optional("Note", line.note),
        cbc("CreditedQuantity" if credit else "InvoicedQuantity", "1.00", unitCode="EA"),
        amount("LineExtensionAmount", line.net_ore),
        _line_delivery(line, found.habit),
        _tax_total(line.net_ore, line.net_ore * percent // 100, percent),
        _item(line),
        cac("Price", amount("PriceAmount", line.net_ore), cbc("BaseQuantity", "1", unitCode="EA")),
    )


def _item(line: Line) -> Element:
    labelled = line.labelled_property
    return cac(
        "Item",
        optional("Description", line.description),
        cbc("Name", line.name),
        cac("SellersItemIdentification", cbc("ID", line.article)) if line.article else None,
        cac("AdditionalItemProperty", cbc("Name", "CPR-nr."), cbc("Value", labelled)) if labelled else None,
    )
