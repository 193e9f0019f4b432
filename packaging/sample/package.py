"""How are the e-invoices packed: folders per month, and the odd wrappings that real archives have?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sample import municipality
from sample.archive import stored_zip
from sample.documents import EInvoice
from sample.identifiers import ean
from sample.invoices import Kind
from sample.oioubl import oioubl_2, uuid_of
from sample.peppol import newer_ubl
from sample.suppliers import Dialect
from sample.ubl import Element, amount, as_bytes, cac, cbc, day

_FIRST_VOUCHER = 41_001
_LATE = "2026-10/Eftersendte e-fakturaer.zip"
_LATE_DOCUMENTS = 8
_BOM = b"\xef\xbb\xbf"
_SBDH = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
_README = (
    "E-fakturaer fra økonomisystemet, august til oktober 2026.\r\n"
    "Prøvedata: alle virksomheder, borgere og numre er opdigtede.\r\n"
)


@dataclass(frozen=True, slots=True)
class Packed:
    """A document and where in the archive it lies ("outer.zip/inner.xml" for one in a ZIP within)."""

    path: str
    document: EInvoice


def package(found: list[EInvoice]) -> tuple[bytes, list[Packed]]:
    """The archive, and what lies where."""
    late = {id(document) for document in _late(found)}
    folders: defaultdict[str, list[tuple[str, bytes]]] = defaultdict(list)
    packed, inner = [], []
    for voucher, document in enumerate(found, start=_FIRST_VOUCHER):
        name, data = f"EFAK-{voucher:09d}.xml", _bytes(document, found)
        if id(document) in late:
            inner.append((name, data))
            packed.append(Packed(f"{_LATE}/{name}", document))
            continue
        folder = f"{document.invoice.issued:%Y-%m}"
        folders[folder].append((f"{folder}/{name}", data))
        packed.append(Packed(f"{folder}/{name}", document))
    members = [member for folder in sorted(folders) for member in folders[folder]]
    members += [
        (_LATE, stored_zip(inner)),
        ("2026-10/Forsyningsspecifikation.xml", as_bytes(_utility_statement())),
        ("readme.txt", _README.encode("cp1252")),
    ]
    return stored_zip(members), packed


def _late(found: list[EInvoice]) -> list[EInvoice]:
    october = [document for document in found if document.invoice.issued.month == 10]
    return october[-_LATE_DOCUMENTS:]


def _bytes(document: EInvoice, found: list[EInvoice]) -> bytes:
    """The document as its supplier sent it; one has a byte order mark, one is ISO-8859-1, one enveloped."""
    root = oioubl_2(document) if document.supplier.dialect.is_oioubl_2 else newer_ubl(document)
    plain = [other for other in found if other.invoice.kind is Kind.INVOICE and other.supplier.is_kp]
    marked = next(other for other in plain if other.supplier.dialect is Dialect.OIOUBL_21)
    latin = next(other for other in plain if other.supplier.dialect is Dialect.OIOUBL_202)
    wrapped = next(other for other in plain if other.supplier.dialect is Dialect.PEPPOL)
    if document is marked:
        return _BOM + as_bytes(root)
    if document is latin:
        return as_bytes(root, "ISO-8859-1")
    return as_bytes(_envelope(document, root) if document is wrapped else root)


def _envelope(document: EInvoice, root: Element) -> Element:
    """The document in the Standard Business Document that the Peppol network carries it in."""
    header = _plain(
        "StandardBusinessDocumentHeader",
        _text("HeaderVersion", "1.0"),
        _partner("Sender", f"0184:{document.supplier.cvr}"),
        _partner("Receiver", f"0088:{document.invoice.ean}"),
        _plain(
            "DocumentIdentification",
            _text("Standard", "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"),
            _text("TypeVersion", "2.1"),
            _text("InstanceIdentifier", uuid_of(document.invoice)),
            _text("Type", "Invoice"),
            _text("CreationDateAndTime", f"{document.invoice.issued.isoformat()}T09:00:00Z"),
        ),
    )
    return Element("StandardBusinessDocument", "", (header, root), (("xmlns", _SBDH),))


def _partner(name: str, identifier: str) -> Element:
    number = Element("Identifier", identifier, (), (("Authority", "iso6523-actorid-upis"),))
    return _plain(name, number)


def _plain(name: str, *children: Element) -> Element:
    return Element(name, "", children, ())


def _text(name: str, text: str) -> Element:
    return Element(name, text, (), ())


def _named(name: str) -> Element:
    return cac("PartyName", cbc("Name", name))


def _utility_statement() -> Element:
    """A specification of heat that a supply company sends beside its invoice; it is no invoice."""
    components = "urn:oioubl:names:specification:oioubl:schema:xsd"
    namespaces = (
        ("xmlns", f"{components}:UtilityStatement-2"),
        ("xmlns:cac", f"{components}:CommonAggregateComponents-2"),
        ("xmlns:cbc", f"{components}:CommonBasicComponents-2"),
    )
    agency = {"schemeAgencyID": "9", "schemeID": "GLN"}
    children = (
        cbc("UBLVersionID", "2.1"),
        cbc("CustomizationID", "OIOUBL-2.1"),
        cbc(
            "ProfileID", "Reference-Utility-1.0", schemeAgencyID="320", schemeID="urn:oioubl:id:profileid-1.3"
        ),
        cbc("ID", "FV-2026-10"),
        day("IssueDate", municipality.LAST_DAY),
        cbc("UtilityStatementTypeCode", "Heat"),
        cbc("DocumentCurrencyCode", "DKK"),
        cac("SenderParty", cbc("EndpointID", ean(9001), **agency), _named("Eksempelby Fjernvarme")),
        cac(
            "ReceiverParty",
            cbc("EndpointID", municipality.TECHNICAL.number, **agency),
            _named(municipality.NAME),
        ),
        cac("SubscriberConsumption", cbc("ConsumptionID", "FV-4997"), amount("TotalAmount", 18_400_00)),
    )
    return Element("UtilityStatement", "", children, namespaces)
