"""What does an OIOXML 0.7 document say? The Danish format before OIOUBL, still met in archives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain import cpr
from desktop.domain.collective import CitizenTally, PersonHasherLike, says_collective
from desktop.domain.invoices import DocumentFormat, Grade, InvoiceKind, Place
from desktop.domain.suppliers import SupplierFacts
from desktop.importing.citizens import counts_in_reference, grade_in_reference, grade_of, leading_number
from desktop.importing.documents import DocumentFacts, Findings, cvr_of
from desktop.importing.senders import Senders
from desktop.importing.xml_parsing import local_name, namespace, text_of

if TYPE_CHECKING:
    from lxml import etree

_NAMESPACE = "http://rep.oio.dk/ubl/xml/schemas/0p71/"
_CREDIT_NOTES = ("pcm/", "pcp/")
_C = f"{{{_NAMESPACE}common/}}"
_REFERENCES = {
    f"ReferencedOrder/{_C}BuyersOrderID": Place.ORDER_REFERENCE,
    f"BuyerParty/{_C}AccountCode": Place.OTHER_REFERENCE,
}


_CPR_SCHEMES = ("CPR", "DK:CPR")
_PARTIES = {
    "DestinationParty": (Place.DELIVERY_PARTY, Grade.CERTAIN),
    "BuyerParty": (Place.CUSTOMER_PARTY, Grade.PROBABLE),
}
"""Whose number, when its scheme says CPR, is a citizen's."""


def kind_of(document: etree._Element) -> InvoiceKind | None:
    """Invoice or credit note by the namespace of the root; None for what is no OIOXML invoice."""
    space = namespace(document)
    if local_name(document) != "Invoice" or not space.startswith(_NAMESPACE):
        return None
    return InvoiceKind.CREDIT_NOTE if space.endswith(_CREDIT_NOTES) else InvoiceKind.INVOICE


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
    sender = document.find(f"{_C}SellerParty")
    tally = CitizenTally(hasher)
    in_reference = _count_citizens(document, tally, today)
    attachments = sum(1 for _ in document.iter(f"{_C}Attachment", f"{_C}EncodedDocument"))
    return DocumentFacts(
        invoice_no=_text(document, "ID"),
        uuid="",
        kind=kind,
        format=DocumentFormat.OIOXML,
        issue_date=_text(document, "IssueDate"),
        receiver_eans=tuple(_receiver_eans(document)),
        supplier=SupplierFacts() if sender is None else senders.facts(sender, findings, _supplier),
        totals=tuple(text_of(each) for each in document.iterfind(f"{_C}LegalTotals/{_C}ToBePaidTotalAmount")),
        vat=_text(document, f"TaxTotal/{_C}TaxAmounts/{_C}TaxAmount"),
        currency=next(
            (text_of(each) for each in document if local_name(each) == "InvoiceCurrencyCode"), "DKK"
        ),
        account=_text(document, f"BuyerParty/{_C}AccountCode"),
        matches=(),
        fee=None,
        says_collective=says_collective("\n".join(_texts(document))),
        attachments=attachments,
        evidence=tally.evidence(unread_attachments=attachments),
        in_person_reference=in_reference,
    )


def _text(element: etree._Element | None, path: str) -> str:
    return "" if element is None else text_of(element.find(_C + path))


def _receiver_eans(document: etree._Element) -> list[str]:
    found = [*document.iterfind(f"{_C}BuyersReferenceID"), *document.iterfind(f"{_C}BuyerParty/{_C}ID")]
    return [text_of(each) for each in found if each.get("schemeID") in ("EAN", "GLN") and text_of(each)]


def _supplier(party: etree._Element, findings: Findings) -> SupplierFacts:
    numbers = [
        *party.iterfind(f"{_C}ID[@schemeID='CVR']"),
        *party.iterfind(f"{_C}PartyTaxScheme/{_C}CompanyTaxID"),
    ]
    street = f"{_text(party, f'Address/{_C}Street')} {_text(party, f'Address/{_C}HouseNumber')}".strip()
    return SupplierFacts(
        name=findings.text(_text(party, f"PartyName/{_C}Name"), "Name"),
        cvr=next((number for each in numbers if (number := cvr_of(text_of(each)))), ""),
        address=findings.text(street, "Street"),
        postal_code=findings.text(_text(party, f"Address/{_C}PostalZone"), "PostalZone"),
        city=findings.text(_text(party, f"Address/{_C}CityName"), "CityName"),
        email=findings.text(_text(party, f"SellerContact/{_C}E-Mail"), "E-Mail"),
        phone=findings.text(_text(party, f"SellerContact/{_C}Phone"), "Phone"),
        contact=findings.text(_text(party, f"SellerContact/{_C}Name"), "SellerContact"),
    )


def _texts(document: etree._Element) -> list[str]:
    return [text for each in document.iter(f"{_C}Note", f"{_C}Description") if (text := text_of(each))]


def _count_citizens(document: etree._Element, tally: CitizenTally, today: date) -> bool:
    """Count the citizens named in the personreferences, the parties, the notes, the lines and the references.

    Returns:
        Whether a personreference holds one.
    """
    own = {cpr.classify_value(text_of(each)) for each in _numbers_of_sender(document)}
    lines = [*document.iterfind(f"{_C}InvoiceLine")]
    line_of = {each: str(number) for number, line in enumerate(lines, start=1) for each in line.iter()}
    in_reference = _in_person_references(document, today) - own
    for digits in in_reference:
        tally.add(digits, grade_in_reference(digits), Place.PERSON_REFERENCE)
    for digits, (place, grade), party in _citizens_by_scheme(document):
        if digits not in own:
            tally.add(digits, grade, place, line=line_of.get(party, ""))
    for path, place in _REFERENCES.items():
        for mention in cpr.find_in_text(_text(document, path), today=today):
            if counts_in_reference(mention) and mention.digits not in own:
                tally.add(mention.digits, grade_of(mention), place)
    for mention, line in _mentions_in_texts(document, line_of, today):
        if mention.counts and mention.digits not in own:
            tally.add(
                mention.digits,
                grade_of(mention),
                Place.LINE_TEXT if line else Place.HEADER_NOTE,
                line=line,
            )
        elif mention.digits not in own:
            tally.add_possible(mention.digits)
    return bool(in_reference)


def _mentions_in_texts(
    document: etree._Element, line_of: Mapping[etree._Element, str], today: date
) -> Iterator[tuple[cpr.Mention, str]]:
    """What notes and descriptions name, with the line they stand in, "" for the document's own."""
    for element in document.iter(f"{_C}Note", f"{_C}Description"):
        for mention in cpr.find_in_text(text_of(element), today=today):
            yield mention, line_of.get(element, "")


def _citizens_by_scheme(
    document: etree._Element,
) -> Iterator[tuple[str, tuple[Place, Grade], etree._Element]]:
    """Parties that are a citizen: the number, what it proves, and the party."""
    for name, proved in _PARTIES.items():
        for party in document.iter(f"{_C}{name}"):
            number = party.find(f"{_C}ID")
            if number is not None and number.get("schemeID") in _CPR_SCHEMES:
                digits = cpr.classify_value(text_of(number))
                if digits:
                    yield digits, proved, party


def _in_person_references(document: etree._Element, today: date) -> set[str]:
    """Everybody named by a contact of a buyer; there may be a buyer who pays and one by law."""
    found: set[str] = set()
    for contact in document.iterfind(f"{_C}BuyerParty/{_C}BuyerContact"):
        reference = _text(contact, "ID")
        found |= set(leading_number(reference, today))
        for text in (reference, _text(contact, "Name")):
            found |= {one.digits for one in cpr.find_in_text(text, today=today) if one.counts}
    return found


def _numbers_of_sender(document: etree._Element) -> Iterator[etree._Element]:
    """Where a sender who is a person has its CPR number."""
    for party in document.iterfind(f"{_C}SellerParty"):
        for element in party.iter(f"{_C}ID", f"{_C}CompanyTaxID"):
            if element.get("schemeID") in _CPR_SCHEMES:
                yield element
