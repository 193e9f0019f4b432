"""Which of the judged documents does a list show, in what order, and with what remarks?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.collective import CollectiveDecision
from desktop.domain.invoices import DocumentFormat, Invoice, InvoiceFacts, InvoiceKind, Place
from desktop.domain.kp_rules import Judgement, Verdict
from desktop.domain.relevance import Relevance
from desktop.domain.suppliers import SupplierId


class KpOrder(StrEnum):
    """What a list of documents is ordered by."""

    DATE = "date"
    SUPPLIER = "supplier"
    NUMBER = "number"
    KIND = "kind"
    EAN = "ean"
    AMOUNT = "amount"
    CITIZENS = "citizens"


@dataclass(frozen=True, slots=True)
class KpFilter:
    """What a list keeps; everything that is not told keeps all.

    Attributes:
        judgement: what KP would do.
        kind: invoices, credit notes or reminders.
        relevance: whether the supplier belongs in KP.
        supplier_id: one supplier.
        trade: the title of a trade, as the totals group by it.
        ean: one EAN number; "" keeps the documents without any, None keeps all.
        search: words that must stand in the number, the supplier's name or its number.
    """

    judgement: Judgement | None = None
    kind: InvoiceKind | None = None
    relevance: Relevance | None = None
    supplier_id: SupplierId | None = None
    trade: str | None = None
    ean: str | None = None
    search: str = ""


class Remark(StrEnum):
    """What people should know of a document beside its judgement (product row COL-6)."""

    SEVERAL_ON_A_LINE = "several_on_a_line"
    PERSON_REFERENCE = "person_reference"
    PERSON_REFERENCE_MOVES = "person_reference_moves"
    ATTACHMENT_NOT_READ = "attachment_not_read"


@dataclass(frozen=True, slots=True)
class JudgedInvoice:
    """A document with its supplier and what KP would do with it.

    Attributes:
        as_if: the document itself did not go to KP: it is judged as if it had.
    """

    invoice: Invoice
    sender: SupplierAssessment
    verdict: Verdict
    as_if: bool

    @property
    def by_word(self) -> bool:
        """Whether it counts as one citizen's because a person said so of the supplier."""
        said = self.sender.collective.decision is CollectiveDecision.REJECTED
        return said and self.invoice.facts.evidence.citizens != 1

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return remarks_of(self.invoice.facts)


def remarks_of(facts: InvoiceFacts) -> tuple[Remark, ...]:
    """What is worth saying of a document whatever KP does with it.

    OIOUBL 3 forbids a CPR number in the person reference (rule OIOUBL-COMMON-125 of its schematron), where
    invoices in OIOUBL 2 often have it: whoever moves to OIOUBL 3 must move the number as well.
    """
    found = []
    if facts.evidence.most_on_a_line > 1:
        found.append(Remark.SEVERAL_ON_A_LINE)
    if Place.PERSON_REFERENCE in facts.evidence.places:
        forbidden = facts.format is DocumentFormat.OIOUBL_3
        found.append(Remark.PERSON_REFERENCE if forbidden else Remark.PERSON_REFERENCE_MOVES)
    if facts.attachments and not facts.evidence.citizens:
        found.append(Remark.ATTACHMENT_NOT_READ)
    return tuple(found)
