"""What does a UBL 2 document say? OIOUBL 2 and 3, the Danish CIUS and Peppol BIS 3 by the same paths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.collective import CitizenTally, PersonHasherLike, says_collective
from desktop.domain.invoices import DocumentFormat, InvoiceKind
from desktop.domain.suppliers import SupplierFacts
from desktop.importing.citizens import CitizenReader
from desktop.importing.documents import DocumentFacts, Findings, cvr_of, ore_of
from desktop.importing.senders import Senders
from desktop.importing.ubl_names import CAC, CBC, ROOT
from desktop.importing.ubl_scan import ID, LINES, Scan
from desktop.importing.xml_parsing import local_name, namespace, text_of

if TYPE_CHECKING:
    from lxml import etree

_KINDS = {
    "Invoice": InvoiceKind.INVOICE,
    "CreditNote": InvoiceKind.CREDIT_NOTE,
    "Reminder": InvoiceKind.REMINDER,
}

_SENDER, _CUSTOMER = f"{CAC}AccountingSupplierParty", f"{CAC}AccountingCustomerParty"
_PARTY, _CONTACT, _PARTY_NUMBER = f"{CAC}Party", f"{CAC}Contact", f"{CAC}PartyIdentification"
_ADDRESS, _PARTY_NAME, _NAME = f"{CAC}PostalAddress", f"{CAC}PartyName", f"{CBC}Name"
_LEGAL = f"{CAC}PartyLegalEntity"
_LEGAL_NUMBER = f"{_LEGAL}/{CBC}CompanyID"
_NOTE = f"{CBC}Note"
_LINE_TEXTS = (_NOTE, _NAME, f"{CBC}Description")
_ENDPOINT, _UUID, _CUSTOMIZATION = f"{CBC}EndpointID", f"{CBC}UUID", f"{CBC}CustomizationID"
_ISSUE_DATE, _CURRENCY = f"{CBC}IssueDate", f"{CBC}DocumentCurrencyCode"
_TOTAL, _PAYABLE = f"{CAC}LegalMonetaryTotal", f"{CBC}PayableAmount"
_TAX_TOTAL, _TAX_AMOUNT = f"{CAC}TaxTotal", f"{CBC}TaxAmount"
_ACCOUNTS = (f"{CBC}AccountingCost", f"{CBC}AccountingCostCode")
_BILLING = f"{CAC}BillingReference"
_EAN_SCHEMES = frozenset({"GLN", "EAN", "0088"})
_CVR_SCHEMES = frozenset({"DK:CVR", "0184", "CVR", "DKCVR"})
_PERSON_SCHEMES = frozenset({"DK:CPR", "0237"})
_FEE = re.compile(r"\s*(?:\d\.\s?)?(?:rykker|inkasso|kompensations)?gebyr(?!fri)", re.IGNORECASE)
_MATCHING = tuple(
    f"{CAC}{name}DocumentReference/{CBC}ID"
    for name in ("Invoice", "SelfBilledInvoice", "CreditNote", "Reminder")
)


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
    scan = Scan(document)
    sender = _party(scan.first(_SENDER))
    tally = CitizenTally(hasher)
    citizens = CitizenReader(tally, today=today)
    citizens.read(document, scan.lines, scan.numbered)
    currency = scan.text(_CURRENCY)
    payable = [each for total in scan.all(_TOTAL) for each in total.iterchildren(_PAYABLE)]
    return DocumentFacts(
        invoice_no=scan.text(ID),
        uuid=scan.text(_UUID),
        kind=kind,
        format=_format_of(scan.text(_CUSTOMIZATION)),
        issue_date=scan.text(_ISSUE_DATE),
        receiver_eans=_receiver_eans(_party(scan.first(_CUSTOMER))),
        supplier=SupplierFacts() if sender is None else senders.facts(sender, findings, _supplier),
        totals=tuple([text_of(element) for element in payable]),
        vat=_vat(scan, currency),
        currency=(payable[0].get("currencyID") if payable else None) or currency or "DKK",
        account=_account(scan),
        matches=tuple(dict.fromkeys(_matches(scan))) if scan.refers else (),
        fee=_has_fee(scan) if kind is InvoiceKind.REMINDER else None,
        says_collective=_says_collective(scan),
        attachments=scan.attachments,
        evidence=tally.evidence(unread_attachments=scan.attachments),
        in_person_reference=citizens.in_person_reference,
    )


def _text(element: etree._Element | None, name: str) -> str:
    """The text of the first child of that name."""
    return "" if element is None else text_of(next(element.iterchildren(name), None))


def _party(role: etree._Element | None) -> etree._Element | None:
    return None if role is None else next(role.iterchildren(_PARTY), None)


def _receiver_eans(party: etree._Element | None) -> tuple[str, ...]:
    """What stands where the receiver's EAN number belongs: the endpoint, then the party's numbers."""
    if party is None:
        return ()
    endpoints, numbers = [], []
    for child in party:
        if child.tag == _ENDPOINT:
            endpoints.append(child)
        elif child.tag == _PARTY_NUMBER:
            numbers += [each for each in child if each.tag == ID]
    return tuple(
        [
            text
            for each in endpoints + numbers
            if each.get("schemeID") in _EAN_SCHEMES and (text := text_of(each))
        ]
    )


def _format_of(customization: str) -> DocumentFormat:
    if customization.startswith("OIOUBL-2"):
        return DocumentFormat.OIOUBL_2
    if customization.startswith("urn:fdc:oioubl.dk:trns:billing"):
        return DocumentFormat.OIOUBL_3
    return DocumentFormat.PEPPOL if "peppol.eu" in customization else DocumentFormat.OTHER_UBL


def _supplier(party: etree._Element, findings: Findings) -> SupplierFacts:
    parts: dict[str, etree._Element] = {}
    for child in party:
        parts.setdefault(str(child.tag), child)
    address, contact = parts.get(_ADDRESS), parts.get(_CONTACT)
    name = _text(parts.get(_PARTY_NAME), _NAME) or _text(parts.get(_LEGAL), f"{CBC}RegistrationName")
    street = f"{_text(address, f'{CBC}StreetName')} {_text(address, f'{CBC}BuildingNumber')}".strip()
    return SupplierFacts(
        name=findings.text(name, "Name"),
        cvr=_supplier_cvr(party),
        address=findings.text(street, "StreetName"),
        postal_code=findings.text(_text(address, f"{CBC}PostalZone"), "PostalZone"),
        city=findings.text(_text(address, f"{CBC}CityName"), "CityName"),
        email=findings.text(_text(contact, f"{CBC}ElectronicMail"), "ElectronicMail"),
        phone=findings.text(_text(contact, f"{CBC}Telephone"), "Telephone"),
        contact=findings.text(_text(contact, _NAME), "Contact"),
    )


def _supplier_cvr(party: etree._Element) -> str:
    """The sender's CVR number; "" for a foreigner and for a person, whose CPR number is never looked at."""
    for path in (_LEGAL_NUMBER, _ENDPOINT, f"{_PARTY_NUMBER}/{ID}"):
        for element in party.iterfind(path):
            if element.get("schemeID") in _CVR_SCHEMES and (number := cvr_of(text_of(element))):
                return number
    # Older Peppol files name no scheme; then only "DK" in front tells that the eight digits are Danish.
    for path in (_LEGAL_NUMBER, f"{CAC}PartyTaxScheme/{CBC}CompanyID"):
        for element in party.iterfind(path):
            written = text_of(element)
            is_danish = written[:2].upper() == "DK" and element.get("schemeID") not in _PERSON_SCHEMES
            if is_danish and (number := cvr_of(written)):
                return number
    return ""


def _vat(scan: Scan, currency: str) -> str:
    """The VAT of the document in its own currency, as written; Peppol allows a second one in another."""
    amounts = [each for total in scan.all(_TAX_TOTAL) for each in total.iterchildren(_TAX_AMOUNT)]
    own = [each for each in amounts if not currency or each.get("currencyID", currency) == currency]
    if len(own) < 2:
        return text_of(own[0]) if own else ""
    values = [ore_of(text_of(each)) for each in own]
    if None in values:
        return text_of(own[0])
    total = sum(value for value in values if value is not None)
    return f"{'-' if total < 0 else ''}{abs(total) // 100}.{abs(total) % 100:02}"


def _account(scan: Scan) -> str:
    """The account string of the document, else of the first line that has one."""
    for name in _ACCOUNTS:
        if account := scan.text(name):
            return account
    return next((text_of(each) for each in scan.document.iter(*_ACCOUNTS) if _is_of_line(each)), "")


def _is_of_line(element: etree._Element) -> bool:
    above = element.getparent()
    return above is not None and above.tag in LINES and text_of(element) != ""


def _matches(scan: Scan) -> Iterator[str]:
    """Numbers of the documents this one is about; reminders tell them on their lines only."""
    for element in (scan.document, *scan.lines):
        for reference in element.iterchildren(_BILLING):
            for path in _MATCHING:
                for number in reference.iterfind(path):
                    if text := text_of(number):
                        yield text


def _has_fee(scan: Scan) -> bool:
    """Whether a reminder asks for more than the invoice: a charge, a total of charges, or a line of its own.

    The guideline has the charge; programs without a field for it write "Rykkergebyr" on a line.
    """
    for charge in scan.all(f"{CAC}AllowanceCharge"):
        is_charge = _text(charge, f"{CBC}ChargeIndicator").lower() in ("true", "1")
        if is_charge and ore_of(_text(charge, f"{CBC}Amount")):
            return True
    if any(_is_fee(line) for line in scan.lines):
        return True
    return bool(ore_of(_text(scan.first(_TOTAL), f"{CBC}ChargeTotalAmount")))


def _is_fee(line: etree._Element) -> bool:
    """Whether a reminder's line is nothing but the fee."""
    notes = (text_of(note) for note in line.iterchildren(_NOTE))
    return any(map(_FEE.match, notes)) and (ore_of(_text(line, f"{CBC}DebitLineAmount")) or 0) > 0


def _says_collective(scan: Scan) -> bool:
    # Hardly any document does; one look at all texts tells.
    if "saml" not in scan.texts.casefold():
        return False
    return any(
        says_collective(each.text or "") and _speaks_for_all(each, scan)
        for each in scan.document.iter(*_LINE_TEXTS)
    )


def _speaks_for_all(element: etree._Element, scan: Scan) -> bool:
    """Whether one of `_LINE_TEXTS` is a line's or a note of the document; a party may be called anything."""
    above = element.getparent()
    if element.tag == _NOTE and above is scan.document:
        return True
    return above is not None and any(each.tag in LINES for each in (above, *above.iterancestors()))
