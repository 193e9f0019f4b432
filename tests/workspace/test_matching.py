"""Is a supplier recognised, and an invoice that comes from two sources counted once?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.imports import InvoiceImport, InvoiceRow, Outcome, SourceReport
from desktop.domain.invoices import CitizenEvidence, DocumentFormat, Grade, InvoiceFacts, InvoiceKind
from desktop.domain.problems import ProblemKind
from desktop.domain.suppliers import SupplierFacts
from desktop.workspace.importing import summarise_invoices, summarise_suppliers
from desktop.workspace.operations import ImportInvoices, ImportSuppliers
from desktop.workspace.session import Session
from tests.building import OLD_EAN, invoice, invoice_file, new_session, podiatrist, supplier_list

LIST = SupplierFacts(number="0000104233", name="Søndergård & Søn ApS", cvr="10000001", email="a@b.example")


@pytest.fixture
def session() -> Session:
    made = new_session()
    made.run(ImportSuppliers(supplier_list(LIST, podiatrist(2))))
    return made


@pytest.mark.parametrize(
    "sender",
    [
        SupplierFacts(number="104233"),
        SupplierFacts(cvr="10000001", name="Et helt andet navn"),
        SupplierFacts(name="SOENDERGAARD OG SOEN"),
    ],
)
def test_a_sender_is_recognised_by_number_cvr_or_name(session: Session, sender: SupplierFacts) -> None:
    session.run(ImportInvoices(invoice_file([invoice(sender, "1")])))
    assert [one.activity.invoices for one in session.assessments()] == [1, 0]
    assert session.assessments()[0].supplier.facts == LIST


def test_an_unknown_sender_becomes_a_supplier(session: Session) -> None:
    sender = SupplierFacts(cvr="10000099", name="Ny Klinik", city="Prøveby")
    session.run(ImportInvoices(invoice_file([invoice(sender, "1"), invoice(sender, "2")])))
    assert [one.supplier.name for one in session.assessments()][2:] == ["Ny Klinik"]
    # The list that comes afterwards is about the same supplier and gives it its number.
    listed = SupplierFacts(number="77", cvr="10000099", name="Ny Klinik ApS")
    session.run(ImportSuppliers(supplier_list(listed, file="liste 2.csv")))
    newcomer = session.assessments()[2].supplier.facts
    assert (newcomer.number, newcomer.name, newcomer.city) == ("77", "Ny Klinik ApS", "Prøveby")


def test_an_invoice_never_overwrites_what_the_list_says(session: Session) -> None:
    sender = replace(LIST, name="Forkert navn", email="x@y.example", phone="12 34 56 78")
    session.run(ImportInvoices(invoice_file([invoice(sender, "1")])))
    facts = session.assessments()[0].supplier.facts
    assert facts == replace(LIST, phone="12 34 56 78")


def test_suppliers_that_share_a_cvr_are_told_apart_by_name_or_pointed_out(session: Session) -> None:
    north = SupplierFacts(number="71", name="Synskæden Nord", cvr="10000050", postal_code="9000")
    south = SupplierFacts(number="72", name="Synskæden Syd", cvr="10000050", postal_code="4800")
    session.run(ImportSuppliers(supplier_list(north, south, file="kæde.csv")))
    by_name = invoice(SupplierFacts(cvr="10000050", name="SYNSKÆDEN SYD A/S"), "1")
    by_post = invoice(SupplierFacts(cvr="10000050", name="Synskæden", postal_code="9000"), "2")
    unclear = invoice(SupplierFacts(cvr="10000050", name="Synskæden"), "3")
    reading = invoice_file([by_name, by_post, unclear])
    told_before = summarise_invoices(session, reading).problems
    session.run(ImportInvoices(reading))
    sent = {one.supplier.name: one.activity.invoices for one in session.assessments()}
    assert (sent["Synskæden Nord"], sent["Synskæden Syd"]) == (2, 1)
    found = [stored.problem for stored in session.problems()]
    assert [one.kind for one in found] == [ProblemKind.AMBIGUOUS_SUPPLIER]
    assert tuple(found) == told_before


def test_a_supplier_that_stands_twice_on_a_list_is_counted_once(session: Session) -> None:
    twice = supplier_list(LIST, replace(LIST, phone="12 34 56 78"), podiatrist(2))
    assert summarise_suppliers(session, twice).counts["liste.csv"] == {Outcome.CHANGED: 1, Outcome.SAME: 2}
    session.run(ImportSuppliers(twice))
    assert summarise_suppliers(session, twice).counts["liste.csv"] == {Outcome.SAME: 3}


def test_numbers_that_zeros_tell_apart_are_two_suppliers_when_the_rows_say_so() -> None:
    session = new_session()
    rows = (
        SupplierFacts(number="000113", name="Tandlægerne Torvet", postal_code="9990"),
        SupplierFacts(number="113", name="Fodklinik Holm", postal_code="9990"),
    )
    for _again in range(2):
        session.run(ImportSuppliers(supplier_list(*rows)))
        names = {one.supplier.number: one.supplier.name for one in session.assessments()}
        assert names == {"000113": "Tandlægerne Torvet", "113": "Fodklinik Holm"}


def test_a_list_that_lost_the_zeros_takes_none_from_the_plan(session: Session) -> None:
    listed = supplier_list(replace(LIST, number="104233"), podiatrist(2), file="liste 2.csv")
    assert summarise_suppliers(session, listed).counts["liste 2.csv"] == {Outcome.SAME: 2}
    session.run(ImportSuppliers(listed))
    assert session.assessments()[0].supplier.number == "0000104233"


def test_a_list_that_brings_the_zeros_back_is_news() -> None:
    session = new_session()
    session.run(ImportSuppliers(supplier_list(replace(LIST, number="104233"))))
    session.run(ImportSuppliers(supplier_list(LIST, file="liste 2.csv")))
    assert [one.supplier.number for one in session.assessments()] == ["0000104233"]


def test_the_same_list_again_changes_nothing_and_a_shorter_one_tells_who_is_gone(session: Session) -> None:
    same = summarise_suppliers(session, supplier_list(LIST, podiatrist(2)))
    assert same.counts["liste.csv"][Outcome.SAME] == 2
    shorter = summarise_suppliers(session, supplier_list(replace(LIST, email="ny@b.example")))
    assert shorter.counts["liste.csv"] == {Outcome.CHANGED: 1, Outcome.GONE: 1}
    # A summary is a rehearsal: nothing of it happened.
    assert session.assessments()[0].supplier.facts == LIST


UNNUMBERED = [
    SupplierFacts(name="Synskæden Nord", cvr="10000050", postal_code="9000"),
    SupplierFacts(name="Synskæden Syd", cvr="10000050", postal_code="4800"),
    SupplierFacts(name="Synskæden Syd", cvr="10000050", postal_code="4800", address="Havnen 1"),
    SupplierFacts(name="Synskæden Syd", cvr="10000050", postal_code="4800", address="Torvet 2"),
    SupplierFacts(name="Klinik A", cvr="ukendt"),
    SupplierFacts(name="Klinik B", cvr="ukendt"),
    SupplierFacts(name="Klinik C", cvr="00000000"),
    SupplierFacts(name="Klinik D", cvr="00000000"),
    SupplierFacts(name="Jens Hansen", postal_code="9000"),
    SupplierFacts(name="Jens Hansen", postal_code="2000"),
]


@given(st.permutations(UNNUMBERED))
def test_rows_of_a_list_without_numbers_that_tell_different_suppliers_are_different_suppliers(
    rows: list[SupplierFacts],
) -> None:
    session = new_session()
    session.run(ImportSuppliers(supplier_list(*rows)))
    # The row that tells no street is about one of the two that do.
    kept = [one.supplier.facts for one in session.assessments()]
    assert set(kept) == set(UNNUMBERED) - {UNNUMBERED[1]}
    assert len(kept) == len(UNNUMBERED) - 1
    # The next list of the same suppliers, in whatever order, finds every one of them again.
    session.run(ImportSuppliers(supplier_list(*reversed(rows), file="liste 2.csv")))
    assert sorted(map(repr, kept)) == sorted(repr(one.supplier.facts) for one in session.assessments())
    session.close()


def test_another_list_of_the_same_import_adds_to_a_supplier_that_shares_the_cvr(session: Session) -> None:
    addresses = supplier_list(
        SupplierFacts(cvr="10000001", name="Søndergård", phone="12 34 56 78"), file="b.csv"
    )
    both = replace(addresses, rows=(*supplier_list(LIST).rows, *addresses.rows))
    session.run(ImportSuppliers(both))
    assert [one.supplier.facts.phone for one in session.assessments()] == ["12 34 56 78", ""]


def einvoice(sender: SupplierFacts, number: str, citizens: int) -> InvoiceRow:
    facts = InvoiceFacts(
        source="pakke.zip › a.xml",
        invoice_no=number,
        kind=InvoiceKind.INVOICE,
        issue_date=date(2026, 10, 15),
        ean=OLD_EAN,
        amount_ore=10_000,
        format=DocumentFormat.OIOUBL_2,
        evidence=CitizenEvidence(citizens=citizens, grade=Grade.CERTAIN),
    )
    return InvoiceRow(sender, facts)


@pytest.mark.parametrize("einvoice_first", [True, False])
def test_an_invoice_from_two_sources_is_one_and_keeps_the_best_of_both(
    session: Session, *, einvoice_first: bool
) -> None:
    extract = invoice_file([invoice(LIST, "0042", account="5.48.67")])
    document = InvoiceImport((einvoice(LIST, "42", 3),), (SourceReport("pakke.zip", rows_in=1, rows_kept=1),))
    for reading in (document, extract) if einvoice_first else (extract, document):
        session.run(ImportInvoices(reading))
    (kept,) = session.invoices()
    assert kept.facts.evidence.citizens == 3
    assert kept.facts.account == "5.48.67"
    assert kept.facts.format is DocumentFormat.OIOUBL_2
    assert session.assessments()[0].activity.invoices == 1


def test_two_einvoices_of_one_number_with_different_amounts_are_two(session: Session) -> None:
    first, second = einvoice(LIST, "42", 1), einvoice(LIST, "42", 2)
    second = replace(second, facts=replace(second.facts, amount_ore=20_000))
    both = InvoiceImport((first, second), (SourceReport("pakke.zip", rows_in=2, rows_kept=2),))
    session.run(ImportInvoices(invoice_file([invoice(LIST, "42")])))
    session.run(ImportInvoices(both))
    assert sorted(one.facts.amount_ore or 0 for one in session.invoices()) == [10_000, 20_000]
    assert summarise_invoices(session, both).counts["pakke.zip"] == {Outcome.SAME: 2}


def test_a_masked_number_is_recognised_by_its_date_and_amount(session: Session) -> None:
    # Ten digits that could be a CPR number are masked, by each reader in its own way.
    masked = einvoice(LIST, "xxxxxx-xxxx abcdefgh", 1)
    session.run(ImportInvoices(invoice_file([invoice(LIST, "xxxxxx-xxxx qrmnpghi")])))
    session.run(ImportInvoices(InvoiceImport((masked,), (SourceReport("pakke.zip"),))))
    assert len(session.invoices()) == 1


def test_masked_numbers_of_one_day_and_one_amount_stay_as_many_as_they_are(session: Session) -> None:
    # A clinic's invoices of a day: numbers that begin with the date, all at the same price.
    numbers = ("xxxxxx-xxxx cnpc", "xxxxxx-xxxx cnpcx", "xxxxxx-xxxx cnpcxx")
    day = invoice_file([invoice(LIST, number) for number in numbers])
    for outcome in (Outcome.NEW, Outcome.SAME):
        assert summarise_invoices(session, day).counts["udtræk.xlsx"] == {outcome: 3}
        session.run(ImportInvoices(day))
    assert [one.facts.invoice_no for one in session.invoices()] == list(numbers)
    # The same three as e-invoices, signed in another way: recognised, each once.
    documents = tuple(einvoice(LIST, f"xxxxxx-xxxx {sign}", 1) for sign in ("qrmn", "pghi", "abcd"))
    session.run(ImportInvoices(InvoiceImport(documents, (SourceReport("pakke.zip"),))))
    assert [one.facts.evidence.citizens for one in session.invoices()] == [1, 1, 1]
    # A fourth e-invoice, whose sign tells it from the three, is a fourth document.
    fourth = InvoiceImport((einvoice(LIST, "xxxxxx-xxxx kmnp", 1),), (SourceReport("pakke 2.zip"),))
    session.run(ImportInvoices(fourth))
    assert len(session.invoices()) == 4


def test_numbers_that_a_column_proves_harmless_are_compared_as_they_are(
    session: Session,
) -> None:
    rows = [invoice(LIST, f"100126000{place}") for place in range(3)]
    session.run(ImportInvoices(invoice_file(rows[:2])))
    session.run(ImportInvoices(invoice_file(rows[1:], file="udtræk 2.xlsx")))
    assert len(session.invoices()) == 3


@pytest.mark.parametrize("numbers", [("0", "00"), ("0", "1"), ("1", "01", "001")])
def test_leading_zeros_are_nothing_and_a_zero_is_a_number(session: Session, numbers: tuple[str, ...]) -> None:
    session.run(ImportInvoices(invoice_file([invoice(LIST, number) for number in numbers])))
    assert len(session.invoices()) == (1 if "1" in numbers[0] else 2)


def test_the_same_number_next_year_or_on_a_credit_note_is_another_document(session: Session) -> None:
    rows = [
        invoice(LIST, "1", day=date(2026, 1, 5)),
        invoice(LIST, "1", day=date(2025, 12, 5)),
        invoice(LIST, "1", kind=InvoiceKind.CREDIT_NOTE, day=date(2026, 1, 7)),
    ]
    session.run(ImportInvoices(invoice_file(rows)))
    assert len(session.invoices()) == 3
    assert session.assessments()[0].activity.invoices == 2


def test_importing_the_same_file_again_replaces_its_account_and_problems(session: Session) -> None:
    reading = invoice_file([invoice(LIST, "1")])
    told = summarise_invoices(session, reading)
    assert told.counts["udtræk.xlsx"] == {Outcome.NEW: 1}
    session.run(ImportInvoices(reading))
    session.run(ImportInvoices(reading))
    assert [source.file for source in session.sources()] == ["liste.csv", "udtræk.xlsx"]
    assert summarise_invoices(session, reading).counts["udtræk.xlsx"] == {Outcome.SAME: 1}
