"""Are citizens counted where they are named, and nowhere else?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.cpr import PersonHasher
from desktop.domain.invoices import CitizenEvidence, Grade, Place
from desktop.domain.problems import ProblemKind, Severity
from desktop.importing.documents import DocumentResult
from desktop.importing.einvoices import read_document
from tests.importing.making import ANNA, BENT, CLARA, EAN, TODAY, dashed, leaks, never_issued
from tests.importing.ubl_making import SUPPLIER, cac, cbc, customer, document, line, party

# Ten bare digits count only when somebody alive could have them; this one has a birthday in 1940.
BARE_POSSIBLE = "1402404002"


def read(text: str) -> DocumentResult:
    result = read_document(text.encode(), "x.xml", PersonHasher(), TODAY)
    assert leaks(result, ANNA, BENT, CLARA) == []
    return result


def evidence(text: str) -> CitizenEvidence:
    row = read(text).row
    assert row is not None
    return row.facts.evidence


def found(text: str) -> tuple[int | None, Grade, set[Place]]:
    what = evidence(text)
    return what.citizens, what.grade, set(what.places)


ELEMENTS = ("EndpointID", "PartyIdentification", "PartyLegalEntity")


@pytest.mark.parametrize("scheme", ["DK:CPR", "0237"])
@pytest.mark.parametrize("element", ELEMENTS)
def test_row_1_the_delivery_party_of_header_and_line(scheme: str, element: str) -> None:
    delivery = cac("Delivery/DeliveryParty", party(scheme, ANNA, element=element))
    expected = (1, Grade.CERTAIN, {Place.DELIVERY_PARTY})
    assert found(document(delivery)) == expected
    assert found(document(lines=line(delivery))) == expected
    assert evidence(document(lines=line(delivery))).most_on_a_line == 1
    assert evidence(document(delivery)).most_on_a_line == 0


@pytest.mark.parametrize("element", ELEMENTS)
def test_row_2_the_buyer_the_despatch_and_the_originator(element: str) -> None:
    one = party("DK:CPR", ANNA, element=element)
    buyer = cac("BuyerCustomerParty/Party", one)
    despatch = cac("Delivery/Despatch/DespatchParty", one)
    originator = cac("OriginatorParty", one)
    assert found(document(buyer)) == (1, Grade.CERTAIN, {Place.BUYER_PARTY})
    assert found(document(lines=line(despatch))) == (1, Grade.CERTAIN, {Place.DELIVERY_PARTY})
    assert found(document(lines=line(originator))) == (1, Grade.CERTAIN, {Place.BUYER_PARTY})


def benefit(number: str, *, code: str = "130") -> str:
    return cac("AdditionalDocumentReference", cbc("ID", number, "ARR"), cbc("DocumentTypeCode", code))


def test_row_3_the_benefit_reference() -> None:
    on_line = cac("DocumentReference", cbc("ID", BENT, "ARR"))
    assert found(document(benefit(ANNA))) == (1, Grade.CERTAIN, {Place.BENEFIT_REFERENCE})
    assert found(document(lines=line(on_line))) == (1, Grade.CERTAIN, {Place.BENEFIT_REFERENCE})
    assert found(document(benefit(ANNA), lines=line(on_line))) == (
        2,
        Grade.CERTAIN,
        {Place.BENEFIT_REFERENCE},
    )
    assert found(document(benefit(ANNA, code="916")))[1] is Grade.PROBABLE


def test_other_object_references_are_no_citizens() -> None:
    for scheme in ("AMH", "AWV", "BW", "ABT"):
        assert found(document(benefit(ANNA).replace("ARR", scheme)))[0] == 0


@pytest.mark.parametrize("element", ELEMENTS)
def test_row_4_the_customer_party(element: str) -> None:
    receiver = customer(ids=party("DK:CPR", ANNA, element=element))
    assert found(document(receiver=receiver)) == (1, Grade.PROBABLE, {Place.CUSTOMER_PARTY})


@pytest.mark.parametrize(
    "reference",
    [
        f"{dashed(ANNA)},Anna Prøve",
        f"{dashed(ANNA)}",
        f"cpr {ANNA}",
        f"{BARE_POSSIBLE},Bo",
        # A name behind the comma says whose number it is, whatever century it is from.
        f"{ANNA},Anna Prøve",
        f"{ANNA} ; Åse",
    ],
)
def test_row_5_the_personreference(reference: str) -> None:
    text = document(receiver=customer(contact=f"<cbc:ID>{reference}</cbc:ID>"))
    assert found(text) == (1, Grade.PROBABLE, {Place.PERSON_REFERENCE})
    assert [(p.kind, p.severity) for p in read(text).problems] == [
        (ProblemKind.CPR_IN_PERSON_REFERENCE, Severity.NOTE)
    ]


@pytest.mark.parametrize(
    "reference",
    ["9000000123", "1234567890", "1007867103", "azident", "12345", "101605003", f"{ANNA}, 1", ANNA],
)
def test_a_personreference_that_is_no_citizen(reference: str) -> None:
    text = document(receiver=customer(contact=f"<cbc:ID>{reference}</cbc:ID>"))
    assert (found(text)[0], read(text).problems) == (0, ())


def test_row_5_the_name_and_note_of_the_contact() -> None:
    contact = f"<cbc:ID>7</cbc:ID><cbc:Name>Anna {dashed(ANNA)}</cbc:Name><cbc:Note>{dashed(BENT)}</cbc:Note>"
    text = document(receiver=customer(contact=contact))
    assert found(text) == (2, Grade.PROBABLE, {Place.PERSON_REFERENCE})
    # Only the reference itself is forbidden in OIOUBL 3.
    assert read(text).problems == ()


@pytest.mark.parametrize(
    ("note", "citizens", "grade"),
    [
        (f"Vedr. Anna Prøve ({dashed(ANNA)})", 1, Grade.PROBABLE),
        (f"CPR: {ANNA}", 1, Grade.WEAK),
        (f"Kundereference: {dashed(ANNA)},Anna", 1, Grade.PROBABLE),
        (f"Borger {dashed(ANNA)} og {dashed(BENT)}", 2, Grade.PROBABLE),
        (f"{dashed(ANNA)} {dashed(ANNA)} {ANNA}", 1, Grade.PROBABLE),
        (f"Ordrenr. {ANNA}", 0, Grade.NONE),
        ("Faktura 1007867103", 0, Grade.NONE),
        ("Telefon 99 88 77 66", 0, Grade.NONE),
    ],
)
def test_row_6_the_note(note: str, citizens: int, grade: Grade) -> None:
    places = {Place.HEADER_NOTE} if citizens else set()
    assert found(document(f"<cbc:Note>{note}</cbc:Note>")) == (citizens, grade, places)


@pytest.mark.parametrize(
    "inner",
    [
        f"<cbc:Note>Medicin {dashed(ANNA)}</cbc:Note>",
        cac("Item", cbc("Description", f"Anna {dashed(ANNA)}")),
        cac("Item", cbc("Name", f"Anna {dashed(ANNA)}")),
        cac("Item/AdditionalItemProperty", cbc("Name", "Reference"), cbc("Value", dashed(ANNA))),
    ],
)
def test_row_7_the_texts_of_a_line(inner: str) -> None:
    assert found(document(lines=line(inner))) == (1, Grade.PROBABLE, {Place.LINE_TEXT})


def test_row_7_a_property_named_cpr_labels_its_value() -> None:
    inner = cac("Item/AdditionalItemProperty", cbc("Name", "CPR-nummer"), cbc("Value", ANNA))
    assert found(document(lines=line(inner))) == (1, Grade.WEAK, {Place.LINE_TEXT})


REFERENCES = [
    (cac("OrderReference", cbc("ID", "{}")), Place.ORDER_REFERENCE),
    (cac("OrderReference", cbc("CustomerReference", "{}")), Place.ORDER_REFERENCE),
    (cac("ContractDocumentReference", cbc("ID", "{}")), Place.OTHER_REFERENCE),
    (cac("AdditionalDocumentReference", cbc("ID", "{}")), Place.OTHER_REFERENCE),
    (cac("AdditionalDocumentReference", cbc("ID", "1"), cbc("DocumentType", "{}")), Place.OTHER_REFERENCE),
    (cac("InvoicePeriod", cbc("Description", "{}")), Place.OTHER_REFERENCE),
    (cac("PaymentTerms", cbc("Note", "{}")), Place.OTHER_REFERENCE),
    (cbc("AccountingCost", "{}"), Place.OTHER_REFERENCE),
    (cbc("BuyerReference", "{}"), Place.OTHER_REFERENCE),
]


@pytest.mark.parametrize(("element", "place"), REFERENCES)
def test_row_8_references_count_with_a_hyphen_or_a_label_only(element: str, place: Place) -> None:
    assert found(document(element.format(dashed(ANNA)))) == (1, Grade.PROBABLE, {place})
    assert found(document(element.format(f"CPR {ANNA}"))) == (1, Grade.WEAK, {place})
    # Ten digits that pass the modulus too are still an order number here.
    assert found(document(element.format("0107404002")))[0] == 0
    assert found(document(element.format(BARE_POSSIBLE)))[0] == 0


def test_row_8_references_of_a_line() -> None:
    inner = f"<cbc:AccountingCost>{dashed(ANNA)}</cbc:AccountingCost>"
    assert found(document(lines=line(inner))) == (1, Grade.PROBABLE, {Place.OTHER_REFERENCE})


ACCOUNT = cac("PayeeFinancialAccount", cbc("ID", ANNA), cbc("PaymentNote", dashed(ANNA)))
BY_NUMBER = party("DK:CPR", ANNA)
NEVER = [
    SUPPLIER.replace(
        "</cac:Party>", f"{BY_NUMBER}{party('0237', BENT, element='PartyLegalEntity')}</cac:Party>"
    ),
    SUPPLIER.replace("<cbc:ID>7</cbc:ID>", f"<cbc:ID>{dashed(ANNA)}</cbc:ID>"),
    SUPPLIER + cac("PayeeParty", BY_NUMBER),
    SUPPLIER + cac("PaymentMeans", cbc("PaymentID", ANNA), ACCOUNT),
    SUPPLIER + cbc("UUID", ANNA),
    SUPPLIER + cac("Delivery/CarrierParty", BY_NUMBER),
    SUPPLIER + cac("Signature/SignatoryParty", BY_NUMBER),
    SUPPLIER + cac("Delivery/DeliveryParty", party("DK:P", ANNA), party("0096", BENT)),
    SUPPLIER + cbc("UkendtElement", dashed(ANNA)),
]


@pytest.mark.parametrize("supplier", NEVER)
def test_places_that_never_name_a_citizen(supplier: str) -> None:
    assert found(document(supplier=supplier))[0] == 0


@pytest.mark.parametrize(
    "inner",
    [
        cac("Item/SellersItemIdentification", cbc("ID", ANNA)),
        cac("Item/StandardItemIdentification", cbc("ID", EAN, "GTIN")),
        f"<cbc:InvoicedQuantity>{ANNA}</cbc:InvoicedQuantity>",
        cac("OrderLineReference", cbc("LineID", ANNA)),
        cac("Price", cbc("PriceAmount", f"{ANNA}.00")),
    ],
)
def test_numbers_of_a_line_that_are_no_citizens(inner: str) -> None:
    assert found(document(lines=line(inner)))[0] == 0


def test_telephones_and_accounts_of_the_customer_are_no_citizens() -> None:
    contact = f"<cbc:ID>7</cbc:ID><cbc:Telephone>{ANNA}</cbc:Telephone><cbc:Telefax>{BENT}</cbc:Telefax>"
    assert found(document(receiver=customer(contact=contact)))[0] == 0


def test_a_replacement_number_counts_where_it_is_structured() -> None:
    delivery = cac("Delivery/DeliveryParty", party("DK:CPR", "7101605003"))
    assert found(document(delivery))[0] == 1


def test_a_replacement_number_in_the_personreference_is_less_sure() -> None:
    receiver = customer(contact="<cbc:ID>710160-5003,Anna Prøve</cbc:ID>")
    assert found(document(receiver=receiver)) == (1, Grade.WEAK, {Place.PERSON_REFERENCE})


def test_what_is_no_cpr_number_does_not_count_where_one_belongs() -> None:
    delivery = cac("Delivery/DeliveryParty", party("DK:CPR", "1234567890"))
    assert found(document(delivery))[0] == 0


def test_several_citizens_on_one_line_are_told() -> None:
    text = document(
        lines=line(name=f"Medicin {dashed(ANNA)} {dashed(BENT)}") + line(name=f"Medicin {dashed(CLARA)}")
    )
    what = evidence(text)
    assert (what.citizens, what.most_on_a_line) == (3, 2)
    assert [problem.kind for problem in read(text).problems] == [ProblemKind.SEVERAL_CITIZENS_ON_LINE]


def test_neighbouring_texts_are_not_glued_together() -> None:
    inner = "<cbc:Note>010160</cbc:Note><cbc:Note>5003</cbc:Note>"
    assert found(document(lines=line(inner, name="5003")))[0] == 0


@given(st.lists(never_issued, max_size=40))
def test_a_pharmacys_invoice_counts_each_citizen_once(numbers: list[str]) -> None:
    lines = "".join(line(name=f"Recept {dashed(number)}") for number in numbers) or line()
    text = document(f"<cbc:Note>Samleregning, {len(numbers)} linjer</cbc:Note>", lines=lines)
    result = read_document(text.encode(), "x.xml", PersonHasher(), TODAY)
    assert result.row is not None
    assert result.row.facts.evidence.citizens == len(set(numbers))
    assert leaks(result, *numbers) == []


def test_two_thousand_lines() -> None:
    numbers = [f"{1 + n % 28:02d}{1 + n % 12:02d}6{n % 8}{5 + n % 4}{n % 1000:03d}" for n in range(2_000)]
    text = document(lines="".join(line(name=f"Recept {dashed(number)}") for number in numbers))
    assert evidence(text).citizens == len(set(numbers))


ODD_PLACES = [
    (cac("Delivery/DeliveryLocation", cbc("ID", ANNA, "DK:CPR")), Place.OTHER_REFERENCE, Grade.CERTAIN),
    (cac("OrderReference", cbc("ID", ANNA, "DK:CPR")), Place.ORDER_REFERENCE, Grade.CERTAIN),
    (cac("Delivery/DeliveryParty", party("dk:cpr", ANNA)), Place.DELIVERY_PARTY, Grade.CERTAIN),
    (cac("Delivery/DeliveryParty", party("0237", f"0237:{ANNA}")), Place.DELIVERY_PARTY, Grade.CERTAIN),
    (
        cac("Delivery/DeliveryParty/PartyName", cbc("Name", f"Anna Prøve, {dashed(ANNA)}")),
        Place.DELIVERY_PARTY,
        Grade.PROBABLE,
    ),
    (
        cac("BuyerCustomerParty/Party/Contact", cbc("ID", f"{dashed(ANNA)},Anna")),
        Place.BUYER_PARTY,
        Grade.PROBABLE,
    ),
    (
        cac("AllowanceCharge", cbc("AllowanceChargeReason", f"Egenbetaling cpr {ANNA}")),
        Place.OTHER_REFERENCE,
        Grade.WEAK,
    ),
]


@pytest.mark.parametrize(("element", "place", "grade"), ODD_PLACES)
def test_places_where_people_write_citizens_too(element: str, place: Place, grade: Grade) -> None:
    assert found(document(element)) == (1, grade, {place})


def test_an_order_of_a_line_names_the_citizen_of_the_line() -> None:
    reference = cac("OrderLineReference", cbc("LineID", "1"), cac("OrderReference", cbc("ID", dashed(ANNA))))
    what = evidence(document(lines=line(reference)))
    assert (what.citizens, set(what.places), what.most_on_a_line) == (1, {Place.ORDER_REFERENCE}, 1)
    bare = reference.replace(dashed(ANNA), BARE_POSSIBLE)
    assert found(document(lines=line(bare)))[0] == 0


def test_an_invoice_addressed_to_the_citizen() -> None:
    receiver = customer().replace("Prøveby Kommune", f"Anna Prøve {dashed(ANNA)}")
    assert found(document(receiver=receiver)) == (1, Grade.PROBABLE, {Place.CUSTOMER_PARTY})


def test_a_property_that_is_not_named_cpr_holds_other_numbers() -> None:
    inner = cac("Item/AdditionalItemProperty", cbc("Name", "Reference"), cbc("Value", "0603450000"))
    assert found(document(lines=line(inner)))[0] == 0


def test_a_personreference_with_the_scheme_is_told() -> None:
    text = document(receiver=customer(contact=cbc("ID", ANNA, "DK:CPR")))
    assert evidence(text).citizens == 1
    assert Place.PERSON_REFERENCE in evidence(text).places
    assert [each.kind for each in read(text).problems] == [ProblemKind.CPR_IN_PERSON_REFERENCE]


@pytest.mark.parametrize("scheme", ["DK:CPR", "0237"])
def test_a_sender_who_is_a_person_is_no_citizen_in_its_own_texts(scheme: str) -> None:
    supplier = SUPPLIER.replace("</cac:Party>", f"{party(scheme, ANNA)}</cac:Party>")
    note = cbc("Note", f"Honorar til cpr {dashed(ANNA)}, behandling af {dashed(BENT)}")
    assert found(document(note, supplier=supplier)) == (1, Grade.PROBABLE, {Place.HEADER_NOTE})
    alone = document(note.replace(f", behandling af {dashed(BENT)}", ""), supplier=supplier)
    assert (evidence(alone).citizens, evidence(alone).possible) == (0, 0)
