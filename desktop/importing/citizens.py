"""Which citizens does a UBL document name? Every place where a CPR number may stand, and what it proves.

The places are those of the domain facts, section 1b. A number that stands anywhere else is never looked
at, so the sender's own CPR number, P-numbers, phone and bank numbers, GLN and item numbers cannot be
counted:

* elements made for it (scheme DK:CPR or 0237, ARR with document type 130), unless they belong to the sender,
  the payee, a carrier or a signer;
* the personreference (Contact of the customer), where Danish suppliers write "CPR,Name";
* free text of the document and its lines, weighed by `cpr.find_in_text`;
* references, account strings, properties of an item and the names of the other parties, where only a hyphen
  or a word such as "CPR" makes ten digits a citizen.

A sender who is a person may repeat its own number in a text ("honorar til ..."): there it is no citizen
either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from desktop.domain import cpr
from desktop.domain.collective import CitizenTally
from desktop.domain.cpr import Form, Mention
from desktop.domain.identifiers import PNumber, p_number
from desktop.domain.invoices import Grade, Place
from desktop.importing.ubl_names import CAC, CBC
from desktop.importing.xml_parsing import local_name, text_of

if TYPE_CHECKING:
    from lxml import etree

_NUMBERED = frozenset(CBC + name for name in ("ID", "EndpointID", "CompanyID"))
_BENEFIT_SCHEME = "ARR"
# The first two are the code lists'; the others are what people make of them.
_CPR_SCHEMES = frozenset({"DK:CPR", "0237", "CPR", "DK-CPR", "DKCPR", _BENEFIT_SCHEME})
_BENEFIT_TYPE = "130"

# Whose number it is: the nearest of these above the element decides.
_NEVER = frozenset(
    "AccountingSupplierParty SellerSupplierParty PayeeParty PayerParty TaxRepresentativeParty CarrierParty "
    "ManufacturerParty PaymentMeans Signature SignatoryParty StatementReference".split()
)
_SENDERS = tuple(f"{CAC}{name}" for name in ("AccountingSupplierParty", "SellerSupplierParty", "PayeeParty"))
_PLACES = {
    "DeliveryParty": (Place.DELIVERY_PARTY, Grade.CERTAIN),
    "DespatchParty": (Place.DELIVERY_PARTY, Grade.CERTAIN),
    "BuyerCustomerParty": (Place.BUYER_PARTY, Grade.CERTAIN),
    "OriginatorCustomerParty": (Place.BUYER_PARTY, Grade.CERTAIN),
    "OriginatorParty": (Place.BUYER_PARTY, Grade.CERTAIN),
    "AccountingCustomerParty": (Place.CUSTOMER_PARTY, Grade.PROBABLE),
}
_CUSTOMER = "AccountingCustomerParty"
_DECIDING = {f"{CAC}{name}": name for name in (*_NEVER, *_PLACES)}
_LINE_TEXTS = frozenset(
    CBC + name
    for name in (
        "Note Name Description AdditionalInformation Keyword Value ModelName BrandName AllowanceChargeReason"
    ).split()
)
_FIRST_PART = re.compile(r"[\s,;:/]*([\d-]{10,11})(?![\d-])")
_NAME_FOLLOWS = re.compile(r"\s*[,;]\s*[^\W\d_](?:[^\W\d_]|\.)")
_EARLIEST_BIRTH_YEAR = 1905
"""Nobody alive was born earlier; ten bare digits that say so are an agreement number."""

_SHORTEST = 8
"""Texts of fewer characters cannot hold a CPR number."""
FEWEST_CHARACTERS = 9
"""Of a CPR number whose leading zero a spreadsheet dropped."""
_DIGITS = 10
_CONTACT = f"{CAC}Contact"

_REFERENCES = {
    (f"{CAC}OrderReference", f"{CBC}ID"): Place.ORDER_REFERENCE,
    (f"{CAC}OrderReference", f"{CBC}CustomerReference"): Place.ORDER_REFERENCE,
    (f"{CAC}OrderReference", f"{CBC}SalesOrderID"): Place.ORDER_REFERENCE,
    (f"{CAC}ContractDocumentReference", f"{CBC}ID"): Place.OTHER_REFERENCE,
    (f"{CAC}AdditionalDocumentReference", f"{CBC}ID"): Place.OTHER_REFERENCE,
    (f"{CAC}AdditionalDocumentReference", f"{CBC}DocumentType"): Place.OTHER_REFERENCE,
    (f"{CAC}AdditionalDocumentReference", f"{CBC}DocumentDescription"): Place.OTHER_REFERENCE,
    (f"{CAC}InvoicePeriod", f"{CBC}Description"): Place.OTHER_REFERENCE,
    (f"{CAC}PaymentTerms", f"{CBC}Note"): Place.OTHER_REFERENCE,
    (f"{CAC}AllowanceCharge", f"{CBC}AllowanceChargeReason"): Place.OTHER_REFERENCE,
    ("", f"{CBC}AccountingCost"): Place.OTHER_REFERENCE,
    ("", f"{CBC}AccountingCostCode"): Place.OTHER_REFERENCE,
    ("", f"{CBC}BuyerReference"): Place.OTHER_REFERENCE,
}
"""By the element's parent, "" for the document itself, and its own name."""
_PERIOD = f"{CAC}InvoicePeriod"
_VALUE = f"{CBC}Value"
_LINE_REFERENCES = {
    ("", f"{CBC}AccountingCost"): Place.OTHER_REFERENCE,
    (_PERIOD, f"{CBC}Description"): Place.OTHER_REFERENCE,
    (f"{CAC}DocumentReference", f"{CBC}ID"): Place.OTHER_REFERENCE,
    # In `OrderLineReference`: the order a line belongs to.
    (f"{CAC}OrderReference", f"{CBC}ID"): Place.ORDER_REFERENCE,
    (f"{CAC}OrderReference", f"{CBC}CustomerReference"): Place.ORDER_REFERENCE,
}
"""By the element's parent, "" for the line itself, and its own name."""
_PARTY_TEXTS = frozenset(
    {
        (f"{CAC}PartyName", f"{CBC}Name"),
        (f"{CAC}PartyIdentification", f"{CBC}ID"),
        (f"{CAC}Contact", f"{CBC}ID"),
        (f"{CAC}Contact", f"{CBC}Name"),
        (f"{CAC}Contact", f"{CBC}Note"),
    }
)
"""Where people write "Name, CPR" when the receiver of the service is a party of its own."""
LOOKED_AT = tuple({*_NUMBERED, *_LINE_TEXTS, *(name for _, name in _REFERENCES)})
"""The names of all elements where citizens or words about them may stand."""
_FEWEST_DIGITS = 9
_has_digits_enough = re.compile(r"(?:\D*+\d){9}").match
"""In any script, as people paste them."""
_NO_DIGITS_AND_NO_NUL = bytes(set(range(1, 256)) - set(b"0123456789"))

Looked: TypeAlias = "list[tuple[etree._Element, str]]"  # noqa: SLF001 - lxml has no public name for it


class _Telling(NamedTuple):
    """An element that may name a citizen, and the one it stands in.

    Attributes:
        tag, inside: the names of both.
        scheme: that of a number, "" for other elements.
    """

    element: etree._Element
    parent: etree._Element
    text: str
    tag: str
    inside: str
    scheme: str


class CitizenReader:
    """Finds the citizens of one UBL document and puts them into a tally."""

    def __init__(self, tally: CitizenTally, *, today: date) -> None:
        """Take the tally that counts.

        Args:
            today: nobody is born after it.
        """
        self._tally = tally
        self._today = today
        self._document: etree._Element | None = None
        self._lines: dict[etree._Element, str] = {}
        self._own: frozenset[str] = frozenset()
        self.in_person_reference = False

    def read(self, document: etree._Element, lines: Sequence[etree._Element], looked: Looked) -> None:
        """Count everybody the document names.

        Args:
            lines: the document's lines, in order.
            looked: the elements called as `LOOKED_AT` says that have digits enough, with their texts.
        """
        telling = _telling(looked)
        if not telling:
            return
        self._document = document
        self._lines = {line: str(number) for number, line in enumerate(lines, start=1)}
        if any(each.scheme in _CPR_SCHEMES for each in telling):
            self._own = frozenset(_numbers_of_sender(document))
        for each in telling:
            if each.scheme in _CPR_SCHEMES and self._read_schemed(each):
                continue
            if each.tag not in _NUMBERED or _is_reference(each):
                self._read_text(each)
        if any(each.inside == _CONTACT for each in telling):
            contact = document.find(f"{CAC}AccountingCustomerParty/{CAC}Party/{CAC}Contact")
            if contact is not None:
                self._read_contact(contact)

    def _read_schemed(self, telling: _Telling) -> bool:
        """An element whose scheme says it holds a CPR number; whether that was counted."""
        digits = _digits_of(telling.text)
        if digits is None:
            return False
        top, whose = self._above(telling.parent)
        line = self._lines.get(top, "")
        if telling.scheme == _BENEFIT_SCHEME:
            if not telling.inside.endswith("DocumentReference"):
                return False
            certain = bool(line) or text_of(telling.parent.find(f"{CBC}DocumentTypeCode")) == _BENEFIT_TYPE
            self._add(digits, Grade.CERTAIN if certain else Grade.PROBABLE, Place.BENEFIT_REFERENCE, line)
            return True
        if whose in _NEVER:
            return False
        place, grade = _PLACES.get(whose) or (_place_of_reference(telling), Grade.CERTAIN)
        self._add(digits, grade, place, line)
        return True

    def _read_contact(self, contact: etree._Element) -> None:
        """The personreference: "CPR,Name" in its ID, or a CPR number in its name or note."""
        element = contact.find(f"{CBC}ID")
        reference = text_of(element)
        found = {mention.digits for mention in self._mentions(reference) if mention.counts} | set(
            leading_number(reference, self._today)
        )
        by_scheme = element is not None and _scheme_of(element) in _CPR_SCHEMES
        # What a scheme names was counted with its party; here it is only said where it stands.
        digits = cpr.classify_value(reference) if by_scheme else None
        found |= {digits} if digits else set()
        found -= self._own
        self.in_person_reference = bool(found)
        for name in ("Name", "Note"):
            for each in contact.iterchildren(CBC + name):
                found |= {mention.digits for mention in self._mentions(text_of(each)) if mention.counts}
        for each_digits in found:
            self._add(each_digits, grade_in_reference(each_digits), Place.PERSON_REFERENCE, "")

    def _read_text(self, telling: _Telling) -> None:
        """Any other element: free text, a reference, or a place that names nobody."""
        element, parent, text, tag = telling.element, telling.parent, telling.text, telling.tag
        mentions = self._mentions(_with_label(telling) if tag == _VALUE else text)
        if not mentions:
            return
        top, whose = self._above(parent)
        line = self._lines.get(top, "")
        if line:
            self._read_text_of_line(telling, mentions, line)
            return
        inside = _name_below(telling, self._document)
        if (inside, tag) == ("", f"{CBC}Note"):
            self._add_from_text(mentions, Place.HEADER_NOTE, "")
        elif (place := _REFERENCES.get((inside, tag))) is not None:
            self._add_from_reference(element, mentions, place, "")
        elif (
            (telling.inside, tag) in _PARTY_TEXTS
            and whose in _PLACES
            # The customer's contact is read by itself.
            and (whose, telling.inside) != (_CUSTOMER, _CONTACT)
        ):
            self._add_from_reference(element, mentions, _PLACES[whose][0], "")

    def _read_text_of_line(self, telling: _Telling, mentions: Sequence[Mention], line: str) -> None:
        tag = telling.tag
        inside = "" if telling.parent in self._lines else telling.inside
        if (place := _LINE_REFERENCES.get((inside, tag))) is not None:
            self._add_from_reference(telling.element, mentions, place, line)
        elif tag == _VALUE:
            self._add_from_reference(telling.element, mentions, Place.LINE_TEXT, line)
        elif tag in _LINE_TEXTS:
            self._add_from_text(mentions, Place.LINE_TEXT, line)

    def _above(self, element: etree._Element) -> tuple[etree._Element, str]:
        """What stands over an element, itself included.

        Returns:
            The one right below the document, and the name of the nearest party that decides whose number
            this is; "" when there is none.
        """
        top, whose = element, ""
        above: etree._Element | None = element
        while above is not None and above is not self._document:
            whose = whose or _DECIDING.get(above.tag, "")
            top = above
            above = above.getparent()
        return top, whose

    def _add_from_text(self, mentions: Iterable[Mention], place: Place, line: str) -> None:
        for mention in mentions:
            if mention.counts:
                self._add(mention.digits, grade_of(mention), place, line)
            elif mention.digits not in self._own:
                self._tally.add_possible(mention.digits)

    def _add_from_reference(
        self, element: etree._Element, mentions: Iterable[Mention], place: Place, line: str
    ) -> None:
        """A reference or account: digits alone mean nothing there, however well they look."""
        if element.get("schemeID") not in (None, ""):
            return
        for mention in mentions:
            if counts_in_reference(mention):
                self._add(mention.digits, grade_of(mention), place, line)

    def _add(self, digits: str, grade: Grade, place: Place, line: str) -> None:
        if digits not in self._own:
            self._tally.add(digits, grade, place, line=line)

    def _mentions(self, text: str) -> tuple[Mention, ...]:
        return cpr.find_in_text(text, today=self._today) if len(text) >= _SHORTEST else ()


def with_digits_enough(looked: Looked, joined: str) -> Looked:
    """The elements whose texts have what every CPR number has at least, whatever stands between.

    Args:
        joined: the texts with a NUL between each, which XML does not have.
    """
    try:
        signs = joined.encode("latin-1")
    except UnicodeEncodeError:
        return [each for each in looked if _has_digits_enough(each[1])]
    # Only there are no other digits. All texts at once, for a look at each costs a fifth of parsing.
    digits = signs.translate(None, _NO_DIGITS_AND_NO_NUL).split(b"\0")
    return [each for each, own in zip(looked, digits, strict=False) if len(own) >= _FEWEST_DIGITS]


def _telling(looked: Looked) -> list[_Telling]:
    """Texts without a scheme that says that it is another number."""
    found = []
    for element, text in looked:
        parent = element.getparent()
        if parent is None or len(element):
            continue
        tag, inside = element.tag, parent.tag
        scheme = _scheme_of(element) if tag in _NUMBERED else ""
        if not scheme or scheme in _CPR_SCHEMES or inside == _CONTACT:
            found.append(_Telling(element, parent, text, tag, inside, scheme))
    return found


def _scheme_of(element: etree._Element) -> str:
    scheme = element.get("schemeID") or ""
    return scheme if scheme in _CPR_SCHEMES else scheme.strip().upper()


def _digits_of(text: str) -> str | None:
    """The ten digits of a number in an element made for it; nearly always there is nothing else."""
    if len(text) == _DIGITS and text.isascii() and text.isdigit():
        return text if cpr.is_possible(text) else None
    return cpr.classify_value(text)


def grade_of(mention: Mention) -> Grade:
    """How sure a mention in a text is: a hyphen makes it probable, a label or the modulus alone weak."""
    return Grade.PROBABLE if mention.form is Form.HYPHENATED else Grade.WEAK


def grade_in_reference(digits: str) -> Grade:
    """How sure a number in a personreference is: a replacement number is less so, as it is in a text."""
    return Grade.WEAK if cpr.is_replacement(digits) else Grade.PROBABLE


def counts_in_reference(mention: Mention) -> bool:
    """Whether a number in a reference names a citizen: by its hyphen or by a word, never by its digits."""
    # A replacement number without a hyphen or a word never scores enough to count.
    written_so = mention.labelled or mention.form in (Form.HYPHENATED, Form.REPLACEMENT)
    return mention.counts and written_so


def leading_number(reference: str, today: date) -> Iterator[str]:
    """The ten digits a personreference begins with, when they are written as a citizen's number.

    "CPR,Name" is how Danish suppliers name a citizen there; ten digits alone must be those of somebody alive,
    since case and agreement numbers stand there too.
    """
    found = _FIRST_PART.match(reference)
    digits = found[1].replace("-", "") if found else ""
    if found is None or not cpr.is_possible(digits):
        return
    bare = "-" not in found[1] and not _NAME_FOLLOWS.match(reference, found.end())
    if bare and not _EARLIEST_BIRTH_YEAR <= cpr.birth_year(digits) <= today.year:
        return
    if bare and digits.startswith("10") and p_number.has_valid_check_digit(PNumber(digits)):
        return
    yield digits


def _numbers_of_sender(document: etree._Element) -> Iterator[str]:
    """The CPR numbers by which a sender who is a person names itself."""
    for party in document.iterchildren(*_SENDERS):
        for element in party.iter(*_NUMBERED):
            if _scheme_of(element) in _CPR_SCHEMES:
                digits = cpr.classify_value(text_of(element))
                if digits:
                    yield digits


def _place_of_reference(telling: _Telling) -> Place:
    """Where a number stands that a scheme makes a citizen's outside every party."""
    if local_name(telling.parent) == "OrderReference":
        return Place.ORDER_REFERENCE
    return Place.OTHER_REFERENCE


def _name_below(telling: _Telling, top: etree._Element | None) -> str:
    """The parent's name when it stands right below `top`, "" when it is `top`, "?" when it is deeper."""
    if telling.parent is top:
        return ""
    return telling.inside if telling.parent.getparent() is top else "?"


def _is_reference(telling: _Telling) -> bool:
    """Whether a number stands where people write references, and not in the thousand other places for one."""
    where = (telling.inside, telling.tag)
    return where in _REFERENCES or where in _LINE_REFERENCES or where in _PARTY_TEXTS


def _with_label(telling: _Telling) -> str:
    """A property's value together with its name, which may say "CPR-nummer"."""
    if local_name(telling.parent) != "AdditionalItemProperty":
        return telling.text
    return f"{text_of(telling.parent.find(f'{CBC}Name'))}: {telling.text.strip()}"
