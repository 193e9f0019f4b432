"""What do the tests of the e-invoice reader read? Small documents in each dialect, built from named parts."""

from __future__ import annotations

from tests.importing.making import CVR, EAN

UBL = "urn:oasis:names:specification:ubl:schema:xsd"
OIOUBL_2 = "OIOUBL-2.1"
OIOUBL_3 = "urn:fdc:oioubl.dk:trns:billing:invoice:3.0"
PEPPOL = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"


def cbc(name: str, text: str, scheme: str = "") -> str:
    """A basic element."""
    attribute = f' schemeID="{scheme}"' if scheme else ""
    return f"<cbc:{name}{attribute}>{text}</cbc:{name}>"


def cac(path: str, *inner: str) -> str:
    """An aggregate element, or several inside each other: `Delivery/DeliveryParty`."""
    names = path.split("/")
    opening = "".join(f"<cac:{name}>" for name in names)
    closing = "".join(f"</cac:{name}>" for name in reversed(names))
    return opening + "".join(inner) + closing


SUPPLIER = f"""
<cac:AccountingSupplierParty><cac:Party>
  <cbc:EndpointID schemeID="DK:CVR">DK{CVR}</cbc:EndpointID>
  <cac:PartyName><cbc:Name>Åløkke Fodklinik</cbc:Name></cac:PartyName>
  <cac:PostalAddress><cbc:StreetName>Østergade</cbc:StreetName><cbc:BuildingNumber>7</cbc:BuildingNumber>
    <cbc:CityName>Prøveby</cbc:CityName><cbc:PostalZone>0900</cbc:PostalZone></cac:PostalAddress>
  <cac:PartyLegalEntity><cbc:CompanyID schemeID="DK:CVR">DK{CVR}</cbc:CompanyID></cac:PartyLegalEntity>
  <cac:Contact><cbc:ID>7</cbc:ID><cbc:Name>Åse Prøve</cbc:Name><cbc:Telephone>99887766</cbc:Telephone>
    <cbc:ElectronicMail>aase@proeve.example</cbc:ElectronicMail></cac:Contact>
</cac:Party></cac:AccountingSupplierParty>"""

TOTALS = (
    '<cac:TaxTotal><cbc:TaxAmount currencyID="DKK">50.00</cbc:TaxAmount></cac:TaxTotal>'
    '<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="DKK">250.00</cbc:PayableAmount>'
    "</cac:LegalMonetaryTotal>"
)


def customer(*, contact: str = "<cbc:ID>7</cbc:ID>", ids: str = "", endpoint: str = "") -> str:
    """The receiver."""
    endpoint = endpoint or f'<cbc:EndpointID schemeID="GLN">{EAN}</cbc:EndpointID>'
    return (
        f"<cac:AccountingCustomerParty><cac:Party>{endpoint}{ids}"
        "<cac:PartyName><cbc:Name>Prøveby Kommune</cbc:Name></cac:PartyName>"
        f"<cac:Contact>{contact}</cac:Contact></cac:Party></cac:AccountingCustomerParty>"
    )


def line(inner: str = "", *, name: str = "Fodbehandling", kind: str = "Invoice") -> str:
    """One line."""
    return cac(f"{kind}Line", cbc("ID", "1"), inner, cac("Item", cbc("Name", name)))


def document(
    *parts: str,
    kind: str = "Invoice",
    dialect: str = OIOUBL_2,
    number: str = "A-1001",
    issued: str = "2026-02-14",
    supplier: str = SUPPLIER,
    receiver: str | None = None,
    totals: str = TOTALS,
    lines: str | None = None,
    declaration: str = '<?xml version="1.0" encoding="UTF-8"?>',
) -> str:
    """A document; `parts` stand in its header."""
    return (
        f'{declaration}<{kind} xmlns="{UBL}:{kind}-2" xmlns:cac="{UBL}:CommonAggregateComponents-2"'
        f' xmlns:cbc="{UBL}:CommonBasicComponents-2"><cbc:CustomizationID>{dialect}</cbc:CustomizationID>'
        f"<cbc:ID>{number}</cbc:ID><cbc:IssueDate>{issued}</cbc:IssueDate>"
        "<cbc:DocumentCurrencyCode>DKK</cbc:DocumentCurrencyCode>"
        f"{''.join(parts)}{supplier}{customer() if receiver is None else receiver}{totals}"
        f"{line(kind=kind) if lines is None else lines}</{kind}>"
    )


def party(scheme: str, number: str, *, element: str = "PartyIdentification") -> str:
    """What a party is known by."""
    if element == "EndpointID":
        return cbc("EndpointID", number, scheme)
    return cac(element, cbc("CompanyID" if element == "PartyLegalEntity" else "ID", number, scheme))


def about(number: str) -> str:
    """A reference to the invoice a credit note or reminder is about."""
    return cac("BillingReference/InvoiceDocumentReference", cbc("ID", number))


def enveloped(inner: str) -> str:
    """A document in the envelope of Peppol and NemHandel."""
    space = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
    header = "<sh:StandardBusinessDocumentHeader><sh:HeaderVersion>1.0</sh:HeaderVersion>"
    return (
        f'<?xml version="1.0"?><sh:StandardBusinessDocument xmlns:sh="{space}">{header}'
        f"</sh:StandardBusinessDocumentHeader>{inner.partition('?>')[2]}</sh:StandardBusinessDocument>"
    )


OIOXML = f"""<?xml version="1.0" encoding="iso-8859-1"?>
<Invoice xmlns="http://rep.oio.dk/ubl/xml/schemas/0p71/KIND/"
  xmlns:com="http://rep.oio.dk/ubl/xml/schemas/0p71/common/"
  xmlns:main="http://rep.oio.dk/ubl/xml/schemas/0p71/maindoc/">
<com:ID>77</com:ID><com:IssueDate>2009-01-15</com:IssueDate>
<main:InvoiceCurrencyCode>DKK</main:InvoiceCurrencyCode>
<com:BuyersReferenceID schemeID="EAN">{EAN}</com:BuyersReferenceID>
<com:BuyerParty><com:AccountCode>5.48.67</com:AccountCode>
  <com:BuyerContact><com:ID>REFERENCE</com:ID></com:BuyerContact></com:BuyerParty>
<com:SellerParty><com:ID schemeID="CVR">{CVR}</com:ID>
  <com:PartyName><com:Name>Åløkke Fodklinik</com:Name></com:PartyName></com:SellerParty>
<com:TaxTotal><com:TaxAmounts><com:TaxAmount>50.00</com:TaxAmount></com:TaxAmounts></com:TaxTotal>
<com:LegalTotals><com:ToBePaidTotalAmount>250.00</com:ToBePaidTotalAmount></com:LegalTotals>
<com:InvoiceLine><com:ID>1</com:ID><com:Item><com:Description>LINE</com:Description></com:Item></com:InvoiceLine>
</Invoice>"""
