"""What do tests make plans of?

Small builders with invented names, so that a test says only what it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from desktop.domain.assessment import Activity, ActivitySource, EanUse, SupplierAssessment
from desktop.domain.collective import CollectiveCounts, CollectiveReason, CollectiveState, CollectiveSummary
from desktop.domain.imports import InvoiceImport, InvoiceRow, SourceReport, SupplierImport, SupplierRow
from desktop.domain.invoices import CitizenEvidence, Grade, InvoiceFacts, InvoiceKind
from desktop.domain.plan import Municipality
from desktop.domain.relevance import Relevance, RelevanceJudgement, RelevanceReason
from desktop.domain.suppliers import Supplier, SupplierFacts, SupplierId
from desktop.workspace.session import Session, Who

OLD_EAN = "5790000000012"
OTHER_EAN = "5790000000029"
NEW_EAN = "5790000000036"
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ME = Who("mkh", "PC-1142")
MUNICIPALITY = Municipality(
    name="Prøveby Kommune",
    department="Ydelser",
    address="Torvet 1",
    postal_code="9990",
    city="Prøveby",
    phone="99 99 99 99",
    email="ydelser@proeveby.example",
    contact="Mette Prøve",
    go_live=date(2027, 3, 1),
    erp_ean=OTHER_EAN,
)


def new_session(municipality: Municipality = MUNICIPALITY) -> Session:
    """An unsaved plan of a made-up municipality, at noon on a fixed day."""
    return Session.create(municipality, who=ME, clock=lambda: NOON)


def assessment(
    number: int,
    relevance: Relevance = Relevance.KP,
    state: CollectiveState = CollectiveState.NO,
    eans: Mapping[str, int] | None = None,
    facts: SupplierFacts | None = None,
) -> SupplierAssessment:
    """A judged supplier; `eans` says how many invoices a year go to which EAN number."""
    sent = {OLD_EAN: 12} if eans is None else eans
    uses = tuple(EanUse(ean, count, count * 10_000, count / 12) for ean, count in sent.items())
    return SupplierAssessment(
        supplier=Supplier(SupplierId(number), facts or SupplierFacts(str(number), f"Leverandør {number}")),
        relevance=RelevanceJudgement(relevance, RelevanceReason.BY_HAND),
        collective=CollectiveSummary(CollectiveCounts(), state, CollectiveReason.BY_HAND),
        activity=Activity(uses, ActivitySource.INVOICES),
    )


def supplier_list(*rows: SupplierFacts, file: str = "liste.csv") -> SupplierImport:
    """What a reader would give for a list of these suppliers."""
    kept = tuple(SupplierRow(facts, file, place) for place, facts in enumerate(rows, start=2))
    return SupplierImport(kept, (SourceReport(file, rows_in=len(rows), rows_kept=len(rows)),))


def invoice_file(rows: Iterable[InvoiceRow], file: str = "udtræk.xlsx") -> InvoiceImport:
    """What a reader would give for a file of these invoices."""
    kept = tuple(rows)
    return InvoiceImport(kept, (SourceReport(file, rows_in=len(kept), rows_kept=len(kept)),))


def invoice(
    supplier: SupplierFacts,
    number: str,
    *,
    day: date = date(2026, 10, 15),
    ean: str = OLD_EAN,
    citizens: int | None = None,
    kind: InvoiceKind = InvoiceKind.INVOICE,
    amount_ore: int = 10_000,
    account: str = "",
) -> InvoiceRow:
    """One invoice of a supplier; with a count of citizens it is one that was read for them."""
    graded = Grade.UNKNOWN if citizens is None else (Grade.CERTAIN if citizens else Grade.NONE)
    facts = InvoiceFacts(
        source="udtræk.xlsx",
        invoice_no=number,
        kind=kind,
        issue_date=day,
        ean=ean,
        amount_ore=amount_ore,
        account=account,
        evidence=CitizenEvidence(citizens=citizens, grade=graded),
    )
    return InvoiceRow(supplier, facts)


def podiatrist(number: int) -> SupplierFacts:
    """A supplier that belongs in KP by its branch code."""
    return SupplierFacts(
        number=f"{number:06}",
        name=f"Fodklinik {number}",
        cvr=f"{10_000_000 + number}",
        address=f"Prøvevej {number}",
        postal_code="9990",
        city="Prøveby",
        email=f"klinik{number}@klinik.example",
        trade_code="86.90.20",
    )


def stationer(number: int) -> SupplierFacts:
    """A supplier that does not."""
    return SupplierFacts(
        number=f"{number:06}",
        name=f"Kontorhus {number}",
        cvr=f"{20_000_000 + number}",
        address=f"Prøvevej {number}",
        postal_code="9990",
        city="Prøveby",
        trade_code="46.66.00",
    )
