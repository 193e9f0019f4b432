"""What does a UBL 2 document say? OIOUBL 2 and 3, the Danish CIUS and Peppol BIS 3 by the same paths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.collective import CitizenTally, PersonHasherLike
from desktop.domain.invoices import DocumentFormat, InvoiceKind
from desktop.domain.suppliers import SupplierFacts
from desktop.importing.citizens import CitizenReader, Looked, looked_at
from desktop.importing.documents import DocumentFacts, Findings, cvr_of, ore_of
from desktop.importing.senders import Senders
from desktop.importing.ubl_names import CAC, CBC, ROOT
from desktop.importing.xml_parsing import local_name, namespace, text_of

if TYPE_CHECKING:
    from lxml import etree

_KINDS = {
    "Invoice": InvoiceKind.INVOICE,
    "CreditNote": InvoiceKind.CREDIT_NOTE,
    "Reminder": InvoiceKind.REMINDER,
}
_LINES = tuple(f"{CAC}{name}Line" for name in ("Invoice", "CreditNote", "Reminder"))

_EAN_SCHEMES = frozenset({"GLN", "EAN", "0088"})
_CVR_SCHEMES = frozenset({"DK:CVR", "0184", "CVR", "DKCVR"})
_PERSON_SCHEMES = frozenset({"DK:CPR", "0237"})
_MATCHING = tuple(
    f"{CAC}BillingReference/{CAC}{name}DocumentReference/{CBC}ID"
    for name in ("Invoice", "SelfBilledInvoice", "CreditNote", "Reminder")
)
_COLLECTIVE = re.compile(r"\bsaml(?:e|et)\s?(?:regning|faktura)", re.IGNORECASE)


def kind_of(document: etree._Element) -> InvoiceKind | None:
    """What kind of document this is; None when it is none of ours (an order, a utility statement)."""
    name = local_name(document)
    return _KINDS.get(name) if namespace(document).startswith(f"{ROOT}{name}-2") else None


def read(
    document: etree._Element,
    kind: InvoiceKind,
    findings: Findings,
    *,
    senders: Senders,
    hasher: PersonHasherLike,
    today: date,
) -> DocumentFacts:
    """The facts of a document.

    Args:
        findings: gets what is wrong with what is kept.
        senders: those of the import.
    """
    sender = document.find(f"{CAC}AccountingSupplierParty/{CAC}Party")
    lines = list(document.iterchildren(*_LINES))
    looked = looked_at(document)
    attachments = _attachments(document)
    tally = CitizenTally(hasher)
    citizens = CitizenReader(tally, today=today)
    citizens.read(document, lines, looked)
    currency = _text(document, f"{CBC}DocumentCurrencyCode")
    payable = list(document.iterfind(f"{CAC}LegalMonetaryTotal/{CBC}PayableAmount"))
    return DocumentFacts(
        invoice_no=_text(document, f"{CBC}ID"),
        uuid=_text(document, f"{CBC}UUID"),
        kind=kind,
        format=_format_of(_text(document, f"{CBC}CustomizationID")),
        issue_date=_text(document, f"{CBC}IssueDate"),
        receiver_eans=tuple(_receiver_eans(document)),
        supplier=SupplierFacts() if sender is None else senders.facts(sender, findings, _supplier),
        totals=tuple(text_of(element) for element in payable),
        vat=_vat(document, currency),
        currency=(payable[0].get("currencyID") if payable else None) or currency or "DKK",
        account=_account(document, lines),
        matches=tuple(dict.fromkeys(_matches(document, lines))),
        fee=_has_fee(document) if kind is InvoiceKind.REMINDER else None,
        says_collective=_says_collective(document, lines, looked),
        attachments=attachments,
        evidence=tally.evidence(unread_attachments=attachments),
        in_person_reference=citizens.in_person_reference,
    )


def _text(element: etree._Element | None, path: str) -> str:
    return "" if element is None else text_of(element.find(path))


def _format_of(customization: str) -> DocumentFormat:
    if customization.startswith("OIOUBL-2"):
        return DocumentFormat.OIOUBL_2
    if customization.startswith("urn:fdc:oioubl.dk:trns:billing"):
        return DocumentFormat.OIOUBL_3
    return DocumentFormat.PEPPOL if "peppol.eu" in customization else DocumentFormat.OTHER_UBL


def _receiver_eans(document: etree._Element) -> Iterator[str]:
    """What stands where the receiver's EAN number belongs: the endpoint, then the party's numbers."""
    party = document.find(f"{CAC}AccountingCustomerParty/{CAC}Party")
    if party is None:
        return
    for path in (f"{CBC}EndpointID", f"{CAC}PartyIdentification/{CBC}ID"):
        for element in party.iterfind(path):
            if element.get("schemeID") in _EAN_SCHEMES and text_of(element):
                yield text_of(element)


def _supplier(party: etree._Element, findings: Findings) -> SupplierFacts:
    address = party.find(f"{CAC}PostalAddress")
    contact = party.find(f"{CAC}Contact")
    name = _text(party, f"{CAC}PartyName/{CBC}Name") or _text(
        party, f"{CAC}PartyLegalEntity/{CBC}RegistrationName"
    )
    return SupplierFacts(
        name=findings.text(name, "Name"),
        cvr=_supplier_cvr(party),
        address=findings.text(_street(address), "StreetName"),
        postal_code=findings.text(_text(address, f"{CBC}PostalZone"), "PostalZone"),
        city=findings.text(_text(address, f"{CBC}CityName"), "CityName"),
        email=findings.text(_text(contact, f"{CBC}ElectronicMail"), "ElectronicMail"),
        phone=findings.text(_text(contact, f"{CBC}Telephone"), "Telephone"),
        contact=findings.text(_text(contact, f"{CBC}Name"), "Contact"),
    )


def _street(address: etree._Element | None) -> str:
    street, number = _text(address, f"{CBC}StreetName"), _text(address, f"{CBC}BuildingNumber")
    return f"{street} {number}".strip()


def _supplier_cvr(party: etree._Element) -> str:
    """The sender's CVR number; "" for a foreigner and for a person, whose CPR number is never looked at."""
    legal = f"{CAC}PartyLegalEntity/{CBC}CompanyID"
    for path in (legal, f"{CBC}EndpointID", f"{CAC}PartyIdentification/{CBC}ID"):
        for element in party.iterfind(path):
            if element.get("schemeID") in _CVR_SCHEMES and (number := cvr_of(text_of(element))):
                return number
    # Older Peppol files name no scheme; then only "DK" in front tells that the eight digits are Danish.
    for path in (legal, f"{CAC}PartyTaxScheme/{CBC}CompanyID"):
        for element in party.iterfind(path):
            written = text_of(element)
            is_danish = written[:2].upper() == "DK" and element.get("schemeID") not in _PERSON_SCHEMES
            if is_danish and (number := cvr_of(written)):
                return number
    return ""


def _vat(document: etree._Element, currency: str) -> str:
    """The VAT of the document in its own currency, as written; Peppol allows a second one in another."""
    amounts = list(document.iterfind(f"{CAC}TaxTotal/{CBC}TaxAmount"))
    own = [each for each in amounts if not currency or each.get("currencyID", currency) == currency]
    values = [ore_of(text_of(each)) for each in own]
    if len(own) < 2 or None in values:
        return text_of(own[0]) if own else ""
    total = sum(value for value in values if value is not None)
    return f"{'-' if total < 0 else ''}{abs(total) // 100}.{abs(total) % 100:02}"


def _account(document: etree._Element, lines: list[etree._Element]) -> str:
    """The account string of the document, else of the first line that has one."""
    for element in (document, *lines):
        for name in ("AccountingCost", "AccountingCostCode"):
            if account := _text(element, CBC + name):
                return account
    return ""


def _matches(document: etree._Element, lines: list[etree._Element]) -> Iterator[str]:
    """Numbers of the documents this one is about; reminders tell them on their lines only."""
    if next(document.iter(f"{CAC}BillingReference"), None) is None:
        return
    for element in (document, *lines):
        for path in _MATCHING:
            for reference in element.iterfind(path):
                if number := text_of(reference):
                    yield number


def _has_fee(document: etree._Element) -> bool:
    """Whether a reminder asks for more than the invoice: a charge, or a total of charges."""
    for charge in document.iterfind(f"{CAC}AllowanceCharge"):
        is_charge = _text(charge, f"{CBC}ChargeIndicator").lower() in ("true", "1")
        if is_charge and ore_of(_text(charge, f"{CBC}Amount")):
            return True
    return bool(ore_of(_text(document, f"{CAC}LegalMonetaryTotal/{CBC}ChargeTotalAmount")))


def _says_collective(document: etree._Element, lines: list[etree._Element], looked: Looked) -> bool:
    # Hardly any document does; one look at all texts tells.
    if "saml" not in "\n".join([text for _, text in looked]).casefold():
        return False
    texts = [text_of(note) for note in document.iterchildren(f"{CBC}Note")]
    for line in lines:
        texts += [text_of(each) for each in line.iter(f"{CBC}Note", f"{CBC}Name", f"{CBC}Description")]
    return any(_COLLECTIVE.search(text) for text in texts)


def _attachments(document: etree._Element) -> int:
    """Documents embedded or linked, a signature's own left out."""
    found = document.iter(f"{CAC}Attachment")
    return sum(
        1
        for attachment in found
        if not any(local_name(above) == "Signature" for above in attachment.iterancestors())
    )
