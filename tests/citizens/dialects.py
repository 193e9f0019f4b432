"""How does an e-invoice look in each dialect? Writes one from named pieces, with or without its envelope.

OIOUBL 2.0, 2.1 and 3, the Danish CIUS and Peppol BIS 3 share their elements; OIOXML 0.7 has others.
Encodings, byte order marks, comments in front of the root and namespace prefixes vary as they do in archives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from html import escape


class Dialect(StrEnum):
    """What an invoice is written in."""

    OIOUBL_20 = "OIOUBL 2.0"
    OIOUBL_21 = "OIOUBL 2.1"
    OIOUBL_3 = "OIOUBL 3"
    CIUS = "Danish CIUS"
    PEPPOL = "Peppol BIS 3"
    OIOXML = "OIOXML"


_CUSTOMIZATION = {
    Dialect.OIOUBL_20: "OIOUBL-2.02",
    Dialect.OIOUBL_21: "OIOUBL-2.1",
    Dialect.OIOUBL_3: "urn:fdc:oioubl.dk:trns:billing:invoice:3.0",
    Dialect.PEPPOL: "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
}
_CUSTOMIZATION[Dialect.CIUS] = f"{_CUSTOMIZATION[Dialect.PEPPOL]}#conformant#urn:cius:dk"
OIOUBL_2 = frozenset({Dialect.OIOUBL_20, Dialect.OIOUBL_21})
_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_OIOXML = "http://rep.oio.dk/ubl/xml/schemas/0p71"
_ENVELOPE = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose invoice it is.

    Attributes:
        own_cpr: ten digits when the sender is a person without a CVR number, else "".
    """

    name: str
    cvr: str
    own_cpr: str = ""


@dataclass(slots=True)
class Draft:
    """An invoice before it is written.

    Attributes:
        header, lines: slot to text; the slots are the keys of the tables below.
        raw_header, raw_line: elements that stand as they are, for numbers in odd places.
    """

    dialect: Dialect
    sender: Sender
    ean: str
    number: str
    issued: str
    kind: str = "Invoice"
    total: str = "250.00"
    header: dict[str, str] = field(default_factory=dict)
    lines: list[dict[str, str]] = field(default_factory=list)
    raw_header: list[str] = field(default_factory=list)
    enveloped: bool = False
    encoding: str = "utf-8"
    mark: bool = False
    comment: str = ""
    prefixes: tuple[str, str] = ("cac", "cbc")


def encoded(draft: Draft) -> bytes:
    """The invoice as a file. Signs that the encoding lacks become character references."""
    body = _oioxml(draft) if draft.dialect is Dialect.OIOXML else _ubl(draft)
    if draft.enveloped:
        body = (
            f'<StandardBusinessDocument xmlns="{_ENVELOPE}"><StandardBusinessDocumentHeader>'
            "<HeaderVersion>1.0</HeaderVersion><DocumentIdentification><InstanceIdentifier>0101605003"
            "</InstanceIdentifier></DocumentIdentification></StandardBusinessDocumentHeader>"
            f"{body}</StandardBusinessDocument>"
        )
    comment = f"<!-- {draft.comment} -->" if draft.comment else ""
    text = f'<?xml version="1.0" encoding="{draft.encoding}"?>\n{comment}{body}'
    data = text.encode(draft.encoding, "xmlcharrefreplace")
    return b"\xef\xbb\xbf" + data if draft.mark and draft.encoding == "utf-8" else data


# ------------------------------------------------------------------------------------------------- UBL

HEADER_TEXTS: Fields = {
    "note": "<cbc:Note>{}</cbc:Note>",
    "order": "<cac:OrderReference><cbc:ID>{}</cbc:ID></cac:OrderReference>",
    "customer_reference": (
        "<cac:OrderReference><cbc:ID>4711</cbc:ID><cbc:CustomerReference>{}</cbc:CustomerReference>"
        "</cac:OrderReference>"
    ),
    "contract": "<cac:ContractDocumentReference><cbc:ID>{}</cbc:ID></cac:ContractDocumentReference>",
    "document": "<cac:AdditionalDocumentReference><cbc:ID>{}</cbc:ID></cac:AdditionalDocumentReference>",
    "document_type": (
        "<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cbc:DocumentType>{}</cbc:DocumentType>"
        "</cac:AdditionalDocumentReference>"
    ),
    "period": "<cac:InvoicePeriod><cbc:Description>{}</cbc:Description></cac:InvoicePeriod>",
    "terms": "<cac:PaymentTerms><cbc:Note>{}</cbc:Note></cac:PaymentTerms>",
    "account": "<cbc:AccountingCost>{}</cbc:AccountingCost>",
    "buyer_reference": "<cbc:BuyerReference>{}</cbc:BuyerReference>",
}
"""Free texts and references of the document."""

CONTACT_TEXTS = ("contact_id", "contact_name", "contact_note")

_PARTY_NUMBER: Fields = {
    "endpoint": '<cbc:EndpointID schemeID="{scheme}">{}</cbc:EndpointID>',
    "identification": (
        '<cac:PartyIdentification><cbc:ID schemeID="{scheme}">{}</cbc:ID></cac:PartyIdentification>'
    ),
    "legal": (
        '<cac:PartyLegalEntity><cbc:CompanyID schemeID="{scheme}">{}</cbc:CompanyID></cac:PartyLegalEntity>'
    ),
}
PARTY_ELEMENTS = tuple(_PARTY_NUMBER)


def party_number(element: str, scheme: str, number: str) -> str:
    """A party's number in one of the three elements that can hold it."""
    return _PARTY_NUMBER[element].format(number, scheme=scheme)


PARTIES: Fields = {
    "delivery": "<cac:Delivery><cac:DeliveryParty>{}</cac:DeliveryParty></cac:Delivery>",
    "buyer": "<cac:BuyerCustomerParty><cac:Party>{}</cac:Party></cac:BuyerCustomerParty>",
    "despatch": (
        "<cac:Delivery><cac:Despatch><cac:DespatchParty>{}</cac:DespatchParty></cac:Despatch></cac:Delivery>"
    ),
    "originator": "<cac:OriginatorParty>{}</cac:OriginatorParty>",
}
BENEFIT = (
    '<cac:AdditionalDocumentReference><cbc:ID schemeID="ARR">{}</cbc:ID>'
    "<cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>"
)
LINE_BENEFIT = '<cac:DocumentReference><cbc:ID schemeID="ARR">{}</cbc:ID></cac:DocumentReference>'

LINE_TEXTS: Fields = {
    "note": "<cbc:Note>{}</cbc:Note>",
    "account": "<cbc:AccountingCost>{}</cbc:AccountingCost>",
    "period": "<cac:InvoicePeriod><cbc:Description>{}</cbc:Description></cac:InvoicePeriod>",
    "raw": "{}",
}
_ITEM_TEXTS: Fields = {
    "description": "<cbc:Description>{}</cbc:Description>",
    "name": "<cbc:Name>{}</cbc:Name>",
    "property": (
        "<cac:AdditionalItemProperty><cbc:Name>{label}</cbc:Name><cbc:Value>{}</cbc:Value>"
        "</cac:AdditionalItemProperty>"
    ),
    "sellers_item": "<cac:SellersItemIdentification><cbc:ID>{}</cbc:ID></cac:SellersItemIdentification>",
}


def _ubl(draft: Draft) -> str:
    two = draft.dialect in OIOUBL_2
    header = "".join(
        form.format(escape(draft.header[slot])) for slot, form in HEADER_TEXTS.items() if slot in draft.header
    )
    lines = "".join(_ubl_line(draft.kind, at, line) for at, line in enumerate(draft.lines, start=1))
    body = (
        f'<{draft.kind} xmlns="{_UBL}:{draft.kind}-2" xmlns:cac="{_UBL}:CommonAggregateComponents-2" '
        f'xmlns:cbc="{_UBL}:CommonBasicComponents-2"><cbc:UBLVersionID>2.1</cbc:UBLVersionID>'
        f"<cbc:CustomizationID>{_CUSTOMIZATION[draft.dialect]}</cbc:CustomizationID><cbc:ID>"
        f"{draft.number}</cbc:ID>"
        f"<cbc:UUID>0101{draft.number[-4:]:0>4}-0101-4160-8abc-010160500312</cbc:UUID>"
        f"<cbc:IssueDate>{draft.issued}</cbc:IssueDate><cbc:DocumentCurrencyCode>DKK"
        f"</cbc:DocumentCurrencyCode>"
        f"{header}{''.join(draft.raw_header)}{_ubl_sender(draft.sender, two=two)}"
        f"{_ubl_customer(draft, two=two)}"
        "<cac:PaymentMeans><cbc:PaymentMeansCode>42</cbc:PaymentMeansCode><cbc:PaymentID>71#0101605003"
        "</cbc:PaymentID>"
        "<cac:PayeeFinancialAccount><cbc:ID>0404638034</cbc:ID><cbc:PaymentNote>Konto 010160-5003"
        "</cbc:PaymentNote>"
        "</cac:PayeeFinancialAccount></cac:PaymentMeans>"
        f'<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="DKK">{draft.total}</cbc:PayableAmount>'
        f"</cac:LegalMonetaryTotal>{lines}</{draft.kind}>"
    )
    cac, cbc = draft.prefixes
    if (cac, cbc) != ("cac", "cbc"):
        body = body.replace("cac:", f"{cac}:").replace("cbc:", f"{cbc}:")
        body = body.replace("xmlns:cac", f"xmlns:{cac}").replace("xmlns:cbc", f"xmlns:{cbc}")
    return body


def _ubl_sender(sender: Sender, *, two: bool) -> str:
    scheme, number = ("DK:CVR", f"DK{sender.cvr}") if two else ("0184", sender.cvr)
    if sender.own_cpr:
        scheme, number = ("DK:CPR" if two else "0237"), sender.own_cpr
    numbers = party_number("endpoint", scheme, number) + party_number("legal", scheme, number)
    return (
        f"<cac:AccountingSupplierParty><cac:Party>{numbers}"
        f'<cac:PartyIdentification><cbc:ID schemeID="{"DK:P" if two else "0096"}">1001605003</cbc:ID>'
        f"</cac:PartyIdentification><cac:PartyName><cbc:Name>{escape(sender.name)}</cbc:Name></cac:PartyName>"
        "<cac:Contact><cbc:ID>0303627022</cbc:ID><cbc:Telephone>0101605003</cbc:Telephone></cac:Contact>"
        "</cac:Party></cac:AccountingSupplierParty>"
    )


def _ubl_customer(draft: Draft, *, two: bool) -> str:
    contact = "".join(
        f"<cbc:{tag}>{escape(draft.header[slot])}</cbc:{tag}>"
        for slot, tag in (("contact_id", "ID"), ("contact_name", "Name"), ("contact_note", "Note"))
        if slot in draft.header
    )
    return (
        f'<cac:AccountingCustomerParty><cac:Party><cbc:EndpointID schemeID="{"GLN" if two else "0088"}">'
        f"{draft.ean}"
        f"</cbc:EndpointID>{draft.header.get('customer', '')}<cac:PartyName><cbc:Name>Prøveby Kommune"
        f"</cbc:Name>"
        f"</cac:PartyName><cac:Contact>{contact or '<cbc:ID>7</cbc:ID>'}<cbc:Telephone>0202616011"
        f"</cbc:Telephone>"
        "</cac:Contact></cac:Party></cac:AccountingCustomerParty>"
    )


def _ubl_line(kind: str, at: int, line: Fields) -> str:
    outside = "".join(
        form.format(line[slot] if slot == "raw" else escape(line[slot]))
        for slot, form in LINE_TEXTS.items()
        if slot in line
    )
    label = escape(line.get("label", "Reference"))
    item = "".join(
        form.format(escape(line[slot]), label=label) for slot, form in _ITEM_TEXTS.items() if slot in line
    )
    return (
        f'<cac:{kind}Line><cbc:ID>{at}</cbc:ID><cbc:LineExtensionAmount currencyID="DKK">{at}01.50'
        f"</cbc:LineExtensionAmount>{outside}<cac:Item>{item or '<cbc:Name>Ydelse</cbc:Name>'}</cac:Item>"
        f'<cac:Price><cbc:PriceAmount currencyID="DKK">{at}01.50</cbc:PriceAmount></cac:Price></cac:'
        f"{kind}Line>"
    )


# ---------------------------------------------------------------------------------------------- OIOXML


def _oioxml(draft: Draft) -> str:
    header = draft.header
    note = f"<com:Note>{escape(header['note'])}</com:Note>" if "note" in header else ""
    order = f"<com:BuyersOrderID>{escape(header.get('order', '4711'))}</com:BuyersOrderID>"
    order = f"<com:ReferencedOrder>{order}</com:ReferencedOrder>"
    lines = "".join(
        f'<com:InvoiceLine><com:ID>{at}</com:ID><com:LineExtensionAmount currencyID="DKK">{at}01,50'
        f"</com:LineExtensionAmount><com:Item><com:ID>0101605003</com:ID><com:Description>"
        f"{escape(line.get('description', 'Ydelse'))}</com:Description></com:Item>"
        + (f"<com:Note>{escape(line['note'])}</com:Note>" if "note" in line else "")
        + "</com:InvoiceLine>"
        for at, line in enumerate(draft.lines, start=1)
    )
    sender = draft.sender
    scheme, number = ("CPR", sender.own_cpr) if sender.own_cpr else ("CVR", sender.cvr)
    kind = "pie" if draft.kind == "Invoice" else "pcm"
    return (
        f'<Invoice xmlns="{_OIOXML}/{kind}/" xmlns:com="{_OIOXML}/common/" xmlns:main="{_OIOXML}/maindoc/">'
        f"<com:ID>{draft.number}</com:ID><com:IssueDate>{draft.issued}</com:IssueDate>"
        f"<com:TypeCode>{kind.upper()}</com:TypeCode><main:InvoiceCurrencyCode>DKK</main:InvoiceCurrencyCode>"
        f'{note}<com:BuyersReferenceID schemeID="EAN">{draft.ean}</com:BuyersReferenceID>{order}'
        f'<com:BuyerParty><com:ID schemeID="EAN">{draft.ean}</com:ID><com:AccountCode>'
        f"{escape(header.get('account', '5480067'))}</com:AccountCode><com:PartyName><com:Name>Prøveby"
        f" Kommune</com:Name>"
        f"</com:PartyName><com:BuyerContact><com:ID>{escape(header.get('contact_id', '7'))}</com:ID>"
        f"</com:BuyerContact>"
        f'</com:BuyerParty><com:SellerParty><com:ID schemeID="{scheme}">{number}</com:ID><com:PartyName>'
        f"<com:Name>"
        f"{escape(sender.name)}</com:Name></com:PartyName><com:PartyTaxScheme>"
        f'<com:CompanyTaxID schemeID="{scheme}">{number}</com:CompanyTaxID></com:PartyTaxScheme>'
        f"</com:SellerParty>"
        "<com:PaymentMeans><com:PayeeFinancialAccount><com:ID>0404638034</com:ID></com:PayeeFinancialAccount>"
        f'</com:PaymentMeans><com:LegalTotals><com:ToBePaidTotalAmount currencyID="DKK">{draft.total}'
        f"</com:ToBePaidTotalAmount></com:LegalTotals>{lines}</Invoice>"
    )


def slots_of(dialect: Dialect) -> tuple[Sequence[str], Sequence[str]]:
    """The header's and a line's text slots in a dialect."""
    if dialect is Dialect.OIOXML:
        return ("note", "contact_id", "order", "account"), ("note", "description")
    return (
        (*HEADER_TEXTS, *CONTACT_TEXTS),
        ("note", "account", "period", "description", "name", "property"),
    )
