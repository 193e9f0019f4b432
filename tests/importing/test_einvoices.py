"""Is an e-invoice read as it was meant, in every dialect, and refused when it cannot be trusted?"""

from __future__ import annotations

import base64
from datetime import date

import pytest

from desktop.domain.cpr import PersonHasher
from desktop.domain.imports import InvoiceRow
from desktop.domain.invoices import DocumentFormat, Grade, InvoiceKind, Place
from desktop.domain.problems import ProblemKind, Severity
from desktop.importing.documents import DocumentResult, Outcome
from desktop.importing.einvoices import DocumentReader, read_document
from tests.importing.making import ANNA, BENT, CVR, EAN, OTHER_CVR, OTHER_EAN, TODAY, dashed, leaks
from tests.importing.ubl_making import (
    OIOUBL_2,
    OIOUBL_3,
    OIOXML,
    PEPPOL,
    SUPPLIER,
    TOTALS,
    about,
    cac,
    cbc,
    customer,
    document,
    enveloped,
    line,
    party,
)


def read(text: str | bytes) -> DocumentResult:
    data = text.encode() if isinstance(text, str) else text
    return read_document(data, "faktura.xml", PersonHasher(), TODAY)


def kept(text: str | bytes) -> InvoiceRow:
    row = read(text).row
    assert row is not None
    return row


def kinds(text: str | bytes) -> list[ProblemKind]:
    return [problem.kind for problem in read(text).problems]


def test_an_invoice_is_read_field_by_field() -> None:
    row = kept(document("<cbc:AccountingCost>5.48.67.1.008</cbc:AccountingCost>"))
    supplier, facts = row.supplier, row.facts
    assert (supplier.name, supplier.cvr, supplier.address) == ("Åløkke Fodklinik", CVR, "Østergade 7")
    assert (supplier.postal_code, supplier.city, supplier.email) == ("0900", "Prøveby", "aase@proeve.example")
    assert (supplier.phone, supplier.contact, supplier.number) == ("99887766", "Åse Prøve", "")
    assert (facts.invoice_no, facts.kind, facts.issue_date) == (
        "A-1001",
        InvoiceKind.INVOICE,
        date(2026, 2, 14),
    )
    assert (facts.ean, facts.amount_ore, facts.vat_ore, facts.currency) == (EAN, 25000, 5000, "DKK")
    assert (facts.account, facts.source, facts.row) == ("5.48.67.1.008", "faktura.xml", 0)
    assert (facts.evidence.citizens, facts.evidence.grade) == (0, Grade.NONE)
    assert read(document()).problems == ()


@pytest.mark.parametrize(
    ("dialect", "expected"),
    [
        (OIOUBL_2, DocumentFormat.OIOUBL_2),
        ("OIOUBL-2.02", DocumentFormat.OIOUBL_2),
        (OIOUBL_3, DocumentFormat.OIOUBL_3),
        (PEPPOL, DocumentFormat.PEPPOL),
        ("urn:cen.eu:en16931:2017", DocumentFormat.OTHER_UBL),
    ],
)
def test_dialects(dialect: str, expected: DocumentFormat) -> None:
    assert kept(document(dialect=dialect)).facts.format is expected


def test_the_numbers_of_peppol() -> None:
    legal = cac("PartyLegalEntity", cbc("RegistrationName", "Prøve"), cbc("CompanyID", CVR, "0184"))
    supplier = cac("AccountingSupplierParty/Party", cbc("EndpointID", OTHER_CVR, "0184"), legal)
    receiver = customer(endpoint=cbc("EndpointID", OTHER_EAN, "0088"))
    row = kept(document(dialect=PEPPOL, supplier=supplier, receiver=receiver))
    assert (row.supplier.cvr, row.supplier.name, row.facts.ean) == (CVR, "Prøve", OTHER_EAN)


def test_a_foreign_sender_has_no_cvr_number_and_that_is_told() -> None:
    legal = party("0007", "5560123456", element="PartyLegalEntity")
    supplier = cac("AccountingSupplierParty/Party", cac("PartyName", cbc("Name", "Firma AB")), legal)
    assert kept(document(supplier=supplier)).supplier.cvr == ""
    assert kinds(document(supplier=supplier)) == [ProblemKind.NO_SUPPLIER_CVR]


def test_a_danish_number_without_a_scheme() -> None:
    tax = cac("PartyTaxScheme", cbc("CompanyID", f"DK{OTHER_CVR}"))
    supplier = cac("AccountingSupplierParty/Party", cac("PartyName", cbc("Name", "Firma")), tax)
    assert kept(document(supplier=supplier)).supplier.cvr == OTHER_CVR


@pytest.mark.parametrize(
    ("endpoint", "ean", "problem"),
    [
        (cbc("EndpointID", EAN, "EAN"), EAN, []),
        (cbc("EndpointID", f"DK{OTHER_CVR}", "DK:CVR"), "", [ProblemKind.NO_RECEIVER_EAN]),
        (cbc("EndpointID", "5790000000019", "GLN"), "5790000000019", [ProblemKind.EAN_CHECK_DIGIT]),
        (cbc("EndpointID", "12345", "GLN"), "", [ProblemKind.EAN_UNREADABLE]),
    ],
)
def test_receivers(endpoint: str, ean: str, problem: list[ProblemKind]) -> None:
    text = document(receiver=customer(endpoint=endpoint))
    assert (kept(text).facts.ean, kinds(text)) == (ean, problem)


def test_a_receiver_that_is_identified_but_has_another_endpoint() -> None:
    receiver = customer(endpoint=cbc("EndpointID", f"DK{OTHER_CVR}", "DK:CVR"), ids=party("GLN", OTHER_EAN))
    assert kept(document(receiver=receiver)).facts.ean == OTHER_EAN


def test_a_credit_note_and_what_it_is_about() -> None:
    reference = about("A-1000")
    facts = kept(document(reference, kind="CreditNote", lines=line(reference, kind="CreditNote"))).facts
    assert (facts.kind, facts.matches, facts.amount_ore) == (InvoiceKind.CREDIT_NOTE, ("A-1000",), 25000)


def test_a_negative_invoice_is_a_credit_note() -> None:
    result = read(document(totals=TOTALS.replace("250.00", "-250.00")))
    assert result.outcome is Outcome.CREDIT_NOTE
    assert result.row is not None
    assert (result.row.facts.kind, result.row.facts.amount_ore) == (InvoiceKind.CREDIT_NOTE, -25000)


def reminder(charge: str) -> str:
    reference = about("A-1000")
    return document(charge, kind="Reminder", lines=line(reference, kind="Reminder"))


def test_a_reminder_and_its_fee() -> None:
    amount = '<cbc:Amount currencyID="DKK">100.00</cbc:Amount>'
    reason = cbc("AllowanceChargeReasonCode", "PenaltyFee")
    fee = cac("AllowanceCharge", cbc("ChargeIndicator", "true"), reason, amount)
    facts = kept(reminder(fee)).facts
    assert (facts.kind, facts.matches, facts.fee) == (InvoiceKind.REMINDER, ("A-1000",), True)
    assert kept(reminder("")).facts.fee is False
    assert kept(reminder(fee.replace("100.00", "0.00"))).facts.fee is False
    assert kept(document()).facts.fee is None


@pytest.mark.parametrize(
    ("note", "amount", "fee"),
    [
        ("Rykkergebyr", "100.00", True),
        ("2. rykkergebyr", "100.00", True),
        ("Gebyr for rykker 1", "100.00", True),
        ("Rykkergebyr", "0.00", False),
        ("Rykker uden gebyr", "250.00", False),
        ("Gebyrfri rykker", "250.00", False),
        ("Fodbehandling", "250.00", False),
    ],
)
def test_a_fee_may_be_a_line_of_the_reminder(note: str, amount: str, *, fee: bool) -> None:
    told = cbc("Note", note) + f'<cbc:DebitLineAmount currencyID="DKK">{amount}</cbc:DebitLineAmount>'
    lines = line(about("A-1000"), kind="Reminder") + line(told, kind="Reminder")
    assert kept(document(kind="Reminder", lines=lines)).facts.fee is fee


def test_other_documents_are_left_alone() -> None:
    for kind in ("Order", "UtilityStatement", "ApplicationResponse"):
        result = read(document(kind=kind))
        assert (result.outcome, result.row) == (Outcome.OTHER, None)
        assert [(problem.kind, problem.severity) for problem in result.problems] == [
            (ProblemKind.NOT_AN_INVOICE, Severity.NOTE)
        ]
    assert read("<Invoice xmlns='urn:andet'/>").outcome is Outcome.OTHER


def test_an_envelope_is_taken_off() -> None:
    assert kept(enveloped(document())).facts.invoice_no == "A-1001"


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + document().encode(),
        b"\xef\xbb\xbf\xef\xbb\xbf" + document().encode(),
        b"\r\n  " + document().encode(),
        b"\xef\xbb\xbf\r\n" + document().encode(),
        document(declaration='<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16-be"),
        document(declaration='<?xml version="1.0" encoding="UTF-32"?>').encode("utf-32"),
        document(declaration='<?xml version="1.0" encoding="IBM850"?>').encode("cp850"),
        document(declaration='<?xml version="1.0" encoding="ISO-8859-1"?>').encode("latin-1"),
        document(declaration='<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16"),
        document(declaration='<?xml version="1.0" encoding="windows-1252"?>').encode("cp1252"),
        document(declaration="<!-- lavet af KMD --><?pi x?>").encode(),
    ],
)
def test_marks_comments_and_declared_encodings(data: bytes) -> None:
    assert kept(data).supplier.name == "Åløkke Fodklinik"


def test_a_comment_inside_a_number_leaves_the_number_whole() -> None:
    totals = TOTALS.replace("250.00", "2<!-- fem -->50.00")
    facts = kept(document(number="A-<!-- x -->1001", totals=totals)).facts
    assert (facts.invoice_no, facts.amount_ore) == ("A-1001", 25000)


@pytest.mark.parametrize("amount", ["NaN", "1E3", "1.234,50", "250,00", "", "9" * 30, "0x10"])
def test_an_amount_that_cannot_be_trusted_refuses_the_document(amount: str) -> None:
    result = read(document(totals=TOTALS.replace("250.00", amount)))
    assert (result.outcome, result.row) == (Outcome.UNREADABLE, None)
    assert [(p.kind, p.severity) for p in result.problems] == [
        (ProblemKind.AMOUNT_UNREADABLE, Severity.ERROR)
    ]


def test_two_totals_refuse_the_document() -> None:
    assert kinds(document(totals=TOTALS + TOTALS)) == [ProblemKind.AMOUNT_UNREADABLE]


def test_no_total_is_no_amount() -> None:
    assert kept(document(totals="")).facts.amount_ore is None


def test_vat_in_two_currencies_is_the_documents_own() -> None:
    own = '<cac:TaxTotal><cbc:TaxAmount currencyID="DKK">50.00</cbc:TaxAmount></cac:TaxTotal>'
    other = '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">6.70</cbc:TaxAmount></cac:TaxTotal>'
    assert kept(document(totals=other + TOTALS)).facts.vat_ore == 5000
    assert kept(document(totals=own + TOTALS)).facts.vat_ore == 10000


@pytest.mark.parametrize(
    ("issued", "expected"), [("2026-02-14+01:00", date(2026, 2, 14)), ("2026-02-14Z", date(2026, 2, 14))]
)
def test_dates_with_a_zone(issued: str, expected: date) -> None:
    assert kept(document(issued=issued)).facts.issue_date == expected


def test_a_day_that_never_was_is_a_warning() -> None:
    text = document(issued="2026-02-30")
    assert (kept(text).facts.issue_date, kinds(text)) == (None, [ProblemKind.DATE_UNREADABLE])


def test_a_document_needs_a_number_and_a_sender() -> None:
    assert kinds(document(number="")) == [ProblemKind.NO_INVOICE_NUMBER]
    assert kinds(document(supplier="")) == [ProblemKind.NO_SUPPLIER]
    assert read(document(number="")).outcome is Outcome.UNREADABLE


DOCTYPES = [
    '<!DOCTYPE Invoice [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
    '<!DOCTYPE Invoice SYSTEM "file:///etc/hostname">',
    '<!DOCTYPE Invoice [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
    '<!DOCTYPE Invoice [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
    "<!DOCTYPE Invoice>",
]


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_any_document_type_definition_is_refused(doctype: str) -> None:
    text = document(declaration=f'<?xml version="1.0"?>{doctype}')
    assert kinds(text) == [ProblemKind.FORBIDDEN_DTD]
    utf16 = document(declaration=f'<?xml version="1.0" encoding="UTF-16"?>{doctype}').encode("utf-16")
    assert kinds(utf16) == [ProblemKind.FORBIDDEN_DTD]


def test_a_billion_laughs_is_refused() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE Invoice [<!ENTITY l0 "lol">{entities}]>'
    text = document("<cbc:Note>&l9;</cbc:Note>", declaration=f'<?xml version="1.0"?>{doctype}')
    assert kinds(text) == [ProblemKind.FORBIDDEN_DTD]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", ProblemKind.NOT_READABLE),
        (b"<Invoice", ProblemKind.NOT_READABLE),
        (document().encode() + document().encode(), ProblemKind.NOT_READABLE),
        (document().encode("cp1252"), ProblemKind.NOT_READABLE),
        (document("<cbc:Note>\x00</cbc:Note>").encode(), ProblemKind.NOT_READABLE),
        (document("<cac:X>" * 5_000 + "</cac:X>" * 5_000).encode(), ProblemKind.TOO_DEEP),
        (
            document("<cbc:Note " + " ".join(f'a{n}="1"' for n in range(20_000)) + "/>").encode(),
            ProblemKind.TOO_LARGE,
        ),
        (
            document("<cbc:Note " + " ".join(f"a{n} = '1'" for n in range(20_000)) + "/>")
            .replace("UTF-8", "UTF-16")
            .encode("utf-16"),
            ProblemKind.TOO_LARGE,
        ),
        (b"<a>" + b" " * 51_000_000 + b"</a>", ProblemKind.TOO_LARGE),
    ],
    ids=["empty", "cut", "two", "wrong encoding", "zero", "deep", "attributes", "attributes 16", "large"],
)
def test_what_is_no_whole_document_is_refused(data: bytes, problem: ProblemKind) -> None:
    result = read(data)
    assert (result.outcome, [each.kind for each in result.problems]) == (Outcome.UNREADABLE, [problem])


def test_many_attributes_are_refused_only_where_one_element_has_them() -> None:
    """A long text full of signs that look like attributes is a text."""
    note = "<cbc:Note>" + ' a="1"' * 30_000 + "</cbc:Note>"
    comment = "<!-- x" + " a='1'" * 30_000 + "-->"
    lines = '<cbc:Note languageID="da"/>' * 10_000
    assert kinds(document(note, comment, lines)) == []
    at_most = " ".join(f'a{n}="1"' for n in range(255))
    assert kinds(document(f'<cbc:Note languageID="da" {at_most}/>' + "<cbc:Note/>" * 10_000)) == []
    assert kinds(document(f'<cbc:Note languageID="da" b="1" {at_most}/>' + "<cbc:Note/>" * 10_000)) == [
        ProblemKind.TOO_LARGE
    ]


def attachment(content: str) -> str:
    embedded = cbc("EmbeddedDocumentBinaryObject", content)
    return cac("AdditionalDocumentReference", cbc("ID", "1"), cac("Attachment", embedded))


def test_an_attachment_that_was_not_read_leaves_the_count_open() -> None:
    text = document(attachment("QUJD"))
    facts = kept(text).facts
    assert (facts.attachments, facts.evidence.citizens, facts.evidence.grade) == (1, None, Grade.UNKNOWN)
    assert kinds(text) == [ProblemKind.ATTACHMENT_NOT_READ]


def test_a_citizen_in_the_document_answers_before_the_attachment_does() -> None:
    text = document(attachment("QUJD"), f"<cbc:Note>cpr {dashed(ANNA)}</cbc:Note>")
    assert kept(text).facts.evidence.citizens == 1
    assert kinds(text) == []


def test_an_attachment_of_fourteen_megabytes() -> None:
    content = base64.b64encode(bytes(range(256)) * 41_016).decode()
    assert len(content) > 14_000_000
    text = document(attachment(content), f"<cbc:Note>cpr {dashed(ANNA)}</cbc:Note>")
    facts = kept(text).facts
    assert (facts.invoice_no, facts.attachments, facts.evidence.citizens) == ("A-1001", 1, 1)
    utf16 = text.replace("UTF-8", "UTF-16").encode("utf-16")
    assert kept(utf16).facts.amount_ore == 25000


def test_an_attachment_too_large_for_one_text_is_counted_however_the_document_is_laid_out() -> None:
    text = document(attachment("A" * 11_000_000), f"<cbc:Note>cpr {dashed(ANNA)}</cbc:Note>")
    assert kept(text.replace("><", ">\n  <")).facts.attachments == 1


def test_a_huge_document_may_not_hide_a_document_type_definition() -> None:
    text = document(attachment("A" * 11_000_000), declaration='<?xml version="1.0"?><!DOCTYPE Invoice>')
    assert kinds(text) == [ProblemKind.FORBIDDEN_DTD]


def test_a_huge_document_may_not_be_deep() -> None:
    deep = "<cac:X>" * 400 + "</cac:X>" * 400
    assert kinds(document(attachment("A" * 11_000_000), deep)) == [ProblemKind.TOO_DEEP]


@pytest.mark.parametrize(
    "text",
    ["Samleregning for marts", "samlefaktura nr. 3", "Samlet regning", "Saml.faktura", "Samle-regning"],
)
def test_a_document_that_calls_itself_collective(text: str) -> None:
    assert kept(document(f"<cbc:Note>{text}</cbc:Note>")).facts.says_collective


@pytest.mark.parametrize(
    "text", ["Samlet beløb", "Samlet fakturabeløb 250,00", "Samlet faktura-beløb", "Samling"]
)
def test_a_sum_is_no_collective_invoice(text: str) -> None:
    assert not kept(document(f"<cbc:Note>{text}</cbc:Note>")).facts.says_collective


@pytest.mark.parametrize(
    ("kind", "expected"), [("pie", InvoiceKind.INVOICE), ("pcm", InvoiceKind.CREDIT_NOTE)]
)
def test_the_format_before_oioubl(kind: str, expected: InvoiceKind) -> None:
    text = (
        OIOXML.replace("KIND", kind)
        .replace("REFERENCE", f"{ANNA},Anna")
        .replace("LINE", f"cpr {dashed(BENT)}")
    )
    row = kept(text.encode("latin-1"))
    facts = row.facts
    assert (row.supplier.name, row.supplier.cvr) == ("Åløkke Fodklinik", CVR)
    assert (facts.invoice_no, facts.kind, facts.issue_date) == ("77", expected, date(2009, 1, 15))
    assert (facts.ean, facts.amount_ore, facts.vat_ore, facts.account) == (EAN, 25000, 5000, "5.48.67")
    assert (facts.format, facts.evidence.citizens) == (DocumentFormat.OIOXML, 2)


@pytest.mark.parametrize(
    ("party", "citizens", "grade"),
    [
        ("DestinationParty", 1, Grade.CERTAIN),
        ("BuyerParty", 1, Grade.PROBABLE),
        ("PayeeParty", 0, Grade.NONE),
    ],
)
def test_a_party_of_the_format_before_oioubl_may_be_a_citizen(
    party: str, citizens: int, grade: Grade
) -> None:
    number = f'<com:{party}><com:ID schemeID="CPR">{ANNA}</com:ID></com:{party}>'
    text = OIOXML.replace("KIND", "pie").replace("<com:SellerParty>", f"{number}<com:SellerParty>")
    what = kept(text.encode("latin-1")).facts.evidence
    assert (what.citizens, what.grade) == (citizens, grade)


def test_a_sender_of_the_format_before_oioubl_is_no_citizen() -> None:
    own = f'<com:ID schemeID="CPR">{ANNA}</com:ID>'
    text = OIOXML.replace("KIND", "pie").replace("LINE", f"Honorar til {dashed(ANNA)}")
    text = text.replace("</com:SellerParty>", f"{own}</com:SellerParty>")
    assert kept(text.encode("latin-1")).facts.evidence.citizens == 0


def test_the_second_buyer_of_the_format_before_oioubl_may_name_a_citizen() -> None:
    name = f"<com:Name>Anna {dashed(ANNA)}</com:Name>"
    second = f"<com:BuyerParty><com:BuyerContact>{name}</com:BuyerContact></com:BuyerParty>"
    text = OIOXML.replace("KIND", "pie").replace("<com:SellerParty>", f"{second}<com:SellerParty>")
    facts = kept(text.encode("latin-1")).facts
    assert facts.evidence.places == frozenset({Place.PERSON_REFERENCE})


def test_a_line_of_the_format_before_oioubl_may_be_delivered_to_a_citizen() -> None:
    number = f'<com:DestinationParty><com:ID schemeID="CPR">{ANNA}</com:ID></com:DestinationParty>'
    text = OIOXML.replace("KIND", "pie").replace("<com:Item>", f"{number}<com:Item>")
    text = text.replace("LINE", f"Sko til {dashed(BENT)}")
    assert kept(text.encode("latin-1")).facts.evidence.most_on_a_line == 2


def test_no_cpr_number_leaves_a_document() -> None:
    places = document(
        f"<cbc:AccountingCost>{ANNA}</cbc:AccountingCost>",
        about(dashed(BENT)),
        f"<cbc:Note>{ANNA} {dashed(BENT)}</cbc:Note>",
        number=ANNA,
        issued=dashed(BENT),
        supplier=SUPPLIER.replace("Åse Prøve", f"Åse {dashed(ANNA)}").replace("Fodklinik", BENT),
        receiver=customer(
            contact=f"<cbc:ID>{ANNA}</cbc:ID>",
            endpoint=f'<cbc:EndpointID schemeID="GLN">{BENT}</cbc:EndpointID>',
        ),
    )
    assert leaks(read(places), ANNA, BENT) == []
    for broken in (
        places[:-9],
        places.replace("250.00", dashed(ANNA)),
        places.replace("250.00", ANNA + ".00"),
    ):
        assert leaks(read(broken), ANNA, BENT) == []


def test_numbers_that_look_like_cpr_numbers_stay_apart_and_match() -> None:
    reference = about(ANNA)
    texts = [
        document(reference, kind="CreditNote", number="K-1"),
        document(number=ANNA, issued="2026-02-14"),
        document(number=BENT, issued="2026-02-15"),
    ]

    def numbers() -> list[tuple[str, tuple[str, ...]]]:
        reader = DocumentReader(PersonHasher(), today=TODAY)
        rows = [row for text in texts if (row := reader.read(text.encode(), "x.xml").row)]
        found = reader.numbers.resolve(rows)
        assert leaks(found, ANNA, BENT) == []
        return [(row.facts.invoice_no, row.facts.matches) for row in found]

    (credit, matches), (first, _), (second, _) = numbers()
    assert credit == "K-1"
    assert matches == (first,)
    assert first != second
    assert first.startswith("xxxxxx-xxxx ")
    # The next import of the same documents gives the same numbers.
    assert numbers() == [(credit, matches), (first, ()), (second, ())]


def test_two_suppliers_may_have_the_same_number_that_looks_like_a_cpr_number() -> None:
    others = SUPPLIER.replace(CVR, OTHER_CVR)
    texts = [
        document(number=ANNA),
        document(number=ANNA, supplier=others),
        document(about(ANNA), kind="CreditNote", number="K-1"),
        document(about(ANNA), kind="CreditNote", number="K-2", supplier=others),
    ]
    reader = DocumentReader(PersonHasher(), today=TODAY)
    rows = [row for text in texts if (row := reader.read(text.encode(), "x.xml").row)]
    first, second, of_first, of_second = (one.facts for one in reader.numbers.resolve(rows))
    assert first.invoice_no != second.invoice_no
    assert of_first.matches == (first.invoice_no,)
    assert of_second.matches == (second.invoice_no,)


def test_a_reference_that_leads_nowhere_keeps_the_mask() -> None:
    reference = about(ANNA)
    assert kept(document(reference, kind="CreditNote")).facts.matches == ("xxxxxx-xxxx",)
