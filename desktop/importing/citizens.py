"""Which citizens does a UBL document name? Every place where a CPR number may stand, and what it proves.

The places are those of the domain facts, section 1b. A number that stands anywhere else is never looked
at, so the sender's own CPR number, P-numbers, phone and bank numbers, GLN and item numbers cannot be
counted:

* elements made for it (scheme DK:CPR or 0237, ARR with document type 130) under the delivery, the buyer,
a line; * the personreference (Contact of the customer), where Danish suppliers write "CPR,Name"; * free
text of the document and its lines, weighed by `cpr.find_in_text`; * references and account strings, where
only a hyphen or a word such as "CPR" makes ten digits a citizen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain import cpr
from desktop.domain.collective import CitizenTally
from desktop.domain.cpr import Form, Mention
from desktop.domain.identifiers import PNumber, p_number
from desktop.domain.invoices import Grade, Place
from desktop.importing.ubl_names import CAC, CBC
from desktop.importing.xml_parsing import local_name, text_of

if TYPE_CHECKING:
    from lxml import etree

_NUMBERED = tuple(CBC + name for name in ("ID", "EndpointID", "CompanyID"))
_BENEFIT_SCHEME = "ARR"
_CPR_SCHEMES = frozenset({"DK:CPR", "0237", _BENEFIT_SCHEME})
_BENEFIT_TYPE = "130"

# Whose number it is: the nearest of these above the element decides.
_NEVER = frozenset(
    "AccountingSupplierParty SellerSupplierParty PayeeParty PayerParty TaxRepresentativeParty CarrierParty "
    "ManufacturerParty PaymentMeans Signature SignatoryParty StatementReference".split()
)
_PLACES = {
    "DeliveryParty": (Place.DELIVERY_PARTY, Grade.CERTAIN),
    "DespatchParty": (Place.DELIVERY_PARTY, Grade.CERTAIN),
    "BuyerCustomerParty": (Place.BUYER_PARTY, Grade.CERTAIN),
    "OriginatorCustomerParty": (Place.BUYER_PARTY, Grade.CERTAIN),
    "OriginatorParty": (Place.BUYER_PARTY, Grade.CERTAIN),
    "AccountingCustomerParty": (Place.CUSTOMER_PARTY, Grade.PROBABLE),
}
_LINE_TEXTS = tuple(
    CBC + name
    for name in "Note Name Description AdditionalInformation Keyword Value ModelName BrandName".split()
)
_FIRST_PART = re.compile(r"[\s,;:/]*([\d-]{10,11})(?![\d-])")
_EARLIEST_BIRTH_YEAR = 1905
"""Nobody alive was born earlier; ten bare digits that say so are an agreement number."""

_SHORTEST = 8
"""Texts of fewer characters cannot hold a CPR number."""

_REFERENCES = (
    (f"{CAC}OrderReference/{CBC}ID", Place.ORDER_REFERENCE),
    (f"{CAC}OrderReference/{CBC}CustomerReference", Place.ORDER_REFERENCE),
    (f"{CAC}OrderReference/{CBC}SalesOrderID", Place.ORDER_REFERENCE),
    (f"{CAC}ContractDocumentReference/{CBC}ID", Place.OTHER_REFERENCE),
    (f"{CAC}AdditionalDocumentReference/{CBC}ID", Place.OTHER_REFERENCE),
    (f"{CAC}AdditionalDocumentReference/{CBC}DocumentType", Place.OTHER_REFERENCE),
    (f"{CAC}AdditionalDocumentReference/{CBC}DocumentDescription", Place.OTHER_REFERENCE),
    (f"{CAC}InvoicePeriod/{CBC}Description", Place.OTHER_REFERENCE),
    (f"{CAC}PaymentTerms/{CBC}Note", Place.OTHER_REFERENCE),
    (f"{CBC}AccountingCost", Place.OTHER_REFERENCE),
    (f"{CBC}AccountingCostCode", Place.OTHER_REFERENCE),
    (f"{CBC}BuyerReference", Place.OTHER_REFERENCE),
)
_LINE_REFERENCES = (f"{CBC}AccountingCost", f"{CAC}InvoicePeriod/{CBC}Description")


class CitizenReader:
    """Finds the citizens of one UBL document and puts them into a tally."""

    def __init__(self, tally: CitizenTally, *, today: date) -> None:
        """Take the tally that counts.

        Args:
            today: nobody is born after it.
        """
        self._tally = tally
        self._today = today
        self.in_person_reference = False

    def read(self, document: etree._Element, lines: Sequence[etree._Element]) -> None:
        """Count everybody the document names.

        Args:
            lines: the document's lines, in order.
        """
        numbers = {line: str(number) for number, line in enumerate(lines, start=1)}
        # An XPath over all attributes would cost more than parsing the document.
        for element in document.iter(*_NUMBERED):
            if element.get("schemeID") in _CPR_SCHEMES:
                self._read_schemed(element, numbers)
        contact = document.find(f"{CAC}AccountingCustomerParty/{CAC}Party/{CAC}Contact")
        if contact is not None:
            self._read_contact(contact)
        for note in document.iterchildren(f"{CBC}Note"):
            self._read_text(text_of(note), Place.HEADER_NOTE)
        for path, place in _REFERENCES:
            for element in document.iterfind(path):
                self._read_reference(element, place)
        for line, number in numbers.items():
            self._read_line(line, number)

    def _read_schemed(self, element: etree._Element, numbers: dict[etree._Element, str]) -> None:
        """An element whose scheme says it holds a CPR number."""
        digits = cpr.classify_value(text_of(element))
        if digits is None:
            return
        above = list(element.iterancestors())
        line = next((numbers[each] for each in above if each in numbers), "")
        if element.get("schemeID") == _BENEFIT_SCHEME:
            if local_name(above[0]).endswith("DocumentReference"):
                certain = bool(line) or text_of(above[0].find(f"{CBC}DocumentTypeCode")) == _BENEFIT_TYPE
                grade = Grade.CERTAIN if certain else Grade.PROBABLE
                self._tally.add(digits, grade, Place.BENEFIT_REFERENCE, line=line)
            return
        for each in above:
            name = local_name(each)
            if name in _NEVER:
                return
            if name in _PLACES:
                place, grade = _PLACES[name]
                self._tally.add(digits, grade, place, line=line)
                return

    def _read_contact(self, contact: etree._Element) -> None:
        """The personreference: "CPR,Name" in its ID, or a CPR number in its name or note."""
        reference = text_of(contact.find(f"{CBC}ID"))
        found = {mention.digits for mention in self._mentions(reference)} | set(
            leading_number(reference, self._today)
        )
        self.in_person_reference = bool(found)
        for name in ("Name", "Note"):
            for element in contact.iterchildren(CBC + name):
                found |= {mention.digits for mention in self._mentions(text_of(element))}
        for digits in found:
            self._tally.add(digits, Grade.PROBABLE, Place.PERSON_REFERENCE)

    def _read_line(self, line: etree._Element, number: str) -> None:
        for text in _line_texts(line):
            self._read_text(text, Place.LINE_TEXT, line=number)
        for path in _LINE_REFERENCES:
            for element in line.iterfind(path):
                self._read_reference(element, Place.OTHER_REFERENCE, line=number)

    def _read_text(self, text: str, place: Place, *, line: str = "") -> None:
        for mention in self._mentions(text):
            if mention.counts:
                self._tally.add(mention.digits, grade_of(mention), place, line=line)
            else:
                self._tally.add_possible(mention.digits)

    def _read_reference(self, element: etree._Element, place: Place, *, line: str = "") -> None:
        """A reference or account: digits alone mean nothing there, however well they look."""
        if element.get("schemeID") == _BENEFIT_SCHEME:
            return
        for mention in self._mentions(text_of(element)):
            if mention.counts and (mention.form is Form.HYPHENATED or mention.labelled):
                self._tally.add(mention.digits, grade_of(mention), place, line=line)

    def _mentions(self, text: str) -> tuple[Mention, ...]:
        return cpr.find_in_text(text, today=self._today) if len(text) >= _SHORTEST else ()


def grade_of(mention: Mention) -> Grade:
    """How sure a mention in a text is: a hyphen makes it probable, a label or the modulus alone weak."""
    return Grade.PROBABLE if mention.form is Form.HYPHENATED else Grade.WEAK


def leading_number(reference: str, today: date) -> Iterator[str]:
    """The ten digits a personreference begins with, when they can be the number of somebody alive."""
    found = _FIRST_PART.match(reference)
    digits = found[1].replace("-", "") if found else ""
    if not cpr.is_possible(digits):
        return
    bare = found is not None and "-" not in found[1]
    if bare and not _EARLIEST_BIRTH_YEAR <= cpr.birth_year(digits) <= today.year:
        return
    if bare and digits.startswith("10") and p_number.has_valid_check_digit(PNumber(digits)):
        return
    yield digits


def _line_texts(line: etree._Element) -> Iterable[str]:
    """The free texts of a line; a property's value together with its name, which may say "CPR-nummer"."""
    for element in line.iter(*_LINE_TEXTS):
        text = text_of(element)
        parent = element.getparent()
        above = local_name(parent) if parent is not None else ""
        if above == "InvoicePeriod" or not text:
            continue
        if above == "AdditionalItemProperty" and element.tag == f"{CBC}Value" and parent is not None:
            yield f"{text_of(parent.find(f'{CBC}Name'))}: {text}"
        else:
            yield text
