"""What plan do the pages show in tests? A small one made by hand, with one supplier of each kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from desktop.domain.imports import InvoiceImport, InvoiceRow, SourceReport, SupplierImport, SupplierRow
from desktop.domain.invoices import CitizenEvidence, DocumentFormat, Grade, InvoiceFacts, InvoiceKind, Place
from desktop.domain.plan import Municipality
from desktop.domain.suppliers import SupplierFacts, SupplierId
from desktop.workspace.operations import ImportInvoices, ImportSuppliers
from desktop.workspace.session import Session, Who

KP_EAN = "5798009811578"
OTHER_EAN = "5790000000005"
NEW_EAN = "5790000000012"
TODAY = datetime(2026, 11, 20, 10, 42, tzinfo=UTC)
MUNICIPALITY = Municipality(
    name="Testby Kommune",
    department="Økonomi",
    address="Rådhuspladsen 1",
    postal_code="9999",
    city="Testby",
    email="faktura@testby.example",
    contact="Mette Kjær Holm",
    erp="opus",
    erp_ean=OTHER_EAN,
)


def supplier(number: str, name: str, **facts: object) -> SupplierFacts:
    """A supplier with an address unless told otherwise."""
    whole: dict[str, object] = {
        "address": "Nørregade 14",
        "postal_code": "9999",
        "city": "Testby",
        "email": "post@eksempel.example",
        "cvr": "",
    } | facts
    return SupplierFacts(number=number, name=name, **whole)  # type: ignore[arg-type]  # facts by name


SUPPLIERS = (
    supplier("10001", "Tandlægerne Østerbro ApS", trade_code="862300", cvr="31442871"),
    supplier("10002", "Fodklinikken v/ Lis Bæk", trade_code="869020", cvr="38110927", email=""),
    supplier("10003", "Sct. Mortens Apotek", trade_code="477310", cvr="27654322"),
    supplier("10004", "Kontorforsyningen A/S", trade_code="466500", cvr="19883420"),
    supplier("10005", "Rengøring Nord I/S"),
    supplier("10006", "Aagaards Optik & Søn", trade_code="477810", cvr="33910276", address=""),
    supplier("10007", "Psykolog <b>Hus</b>", trade_code="869030", cvr="34409912"),
    supplier("10008", "Sovende Tandklinik", trade_code="862300"),
)


def _invoice(
    supplier_number: str,
    number: int,
    ean: str,
    *,
    citizens: int = 1,
    month: int = 1,
    grade: Grade = Grade.CERTAIN,
) -> InvoiceRow:
    day = date(2025, 12, 15) + timedelta(days=30 * (month - 1))
    return InvoiceRow(
        SupplierFacts(number=supplier_number),
        InvoiceFacts(
            source="faktura.zip",
            invoice_no=f"F{supplier_number}-{number}",
            kind=InvoiceKind.INVOICE,
            issue_date=day,
            ean=ean,
            amount_ore=125_000 + number,
            format=DocumentFormat.OIOUBL_2,
            evidence=CitizenEvidence(
                citizens=citizens, grade=grade, places=frozenset({Place.DELIVERY_PARTY}), most_on_a_line=1
            ),
        ),
    )


def invoices() -> tuple[InvoiceRow, ...]:
    """Eleven months: dentists, a collective podiatrist, a pharmacy, and a wholesaler outside KP."""
    rows: list[InvoiceRow] = []
    for month in range(1, 12):
        rows.append(_invoice("10001", month, KP_EAN, month=month))
        rows.append(_invoice("10001", month + 50, KP_EAN, month=month))
        rows.append(_invoice("10002", month, KP_EAN, month=month, citizens=1 + month % 3))
        rows.append(_invoice("10003", month, KP_EAN, month=month, citizens=14))
        rows.append(_invoice("10004", month, OTHER_EAN, month=month, citizens=0, grade=Grade.NONE))
        rows.append(_invoice("10006", month, KP_EAN, month=month))
    rows += [_invoice("10004", 90, KP_EAN, month=3, citizens=0, grade=Grade.NONE)]
    rows += [_invoice("10005", 1, KP_EAN, month=2, citizens=0, grade=Grade.NONE)]
    rows += [_invoice("10007", number, OTHER_EAN, month=number) for number in (4, 5)]
    return tuple(rows)


def small_plan(*, clock: Callable[[], datetime] = lambda: TODAY) -> Session:
    """The plan with its suppliers and invoices imported."""
    session = empty_plan(clock=clock)
    reading = SupplierImport(
        rows=tuple(SupplierRow(facts, "Kreditorer.csv", row) for row, facts in enumerate(SUPPLIERS, 2)),
        reports=(SourceReport("Kreditorer.csv", rows_in=len(SUPPLIERS), rows_kept=len(SUPPLIERS)),),
    )
    session.run(ImportSuppliers(reading))
    rows = invoices()
    report = SourceReport("faktura.zip", rows_in=len(rows), rows_kept=len(rows))
    session.run(ImportInvoices(InvoiceImport(rows=rows, reports=(report,))))
    return session


def empty_plan(*, clock: Callable[[], datetime] = lambda: TODAY) -> Session:
    """A plan with nothing imported yet."""
    return Session.create(MUNICIPALITY, who=Who("mkh", "PC-1142"), clock=clock)


def id_of(session: Session, number: str) -> SupplierId:
    """The id of the supplier with that number in the ERP."""
    return next(one.supplier.id for one in session.assessments() if one.supplier.number == number)
