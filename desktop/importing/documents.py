"""What is read of one e-invoice, whatever dialect it is in, and what became of it?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache

from desktop.domain.amounts import LARGEST_ORE
from desktop.domain.dates import FIRST_YEAR, LAST_YEAR, DateError, DateOrder, parse_date
from desktop.domain.identifiers import IdentifierError, cvr, ean
from desktop.domain.imports import InvoiceRow
from desktop.domain.invoices import CitizenEvidence, DocumentFormat, InvoiceKind
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.suppliers import SupplierFacts
from desktop.importing.cells import Taken, is_cpr_as_amount, take_text
from desktop.importing.columns import shown_value

_MOST_TEXTS = 10_000
_ISO_LENGTH = len("2026-11-01")
_USUAL_AMOUNT = re.compile(r"(-?[0-9]{1,8})\.([0-9]{2})")
"""Nearly every amount there is. Too short for a CPR number, and far below `LARGEST_ORE`."""


class Outcome(StrEnum):
    """What a document turned out to be; the keys of `SourceReport.documents`."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    REMINDER = "reminder"
    OTHER = "other"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """One document as it was read.

    Attributes:
        row: what is kept, or None when the document is set aside; a problem says why.
        problems: what is wrong with it or worth knowing.
    """

    outcome: Outcome
    row: InvoiceRow | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)  # not frozen: one is made per document and lives for a moment, and freezing costs
class DocumentFacts:
    """What a dialect reader finds in a document, before it is judged as a whole.

    Attributes:
        invoice_no: as written, not scrubbed yet.
        uuid: the document's own, or "".
        receiver_eans: what stands where the receiver's EAN number belongs, likeliest first.
        totals: payable amounts as written; more than one is a fault.
        matches: numbers of other documents, as written.
    """

    invoice_no: str = field(repr=False)
    uuid: str
    kind: InvoiceKind
    format: DocumentFormat
    issue_date: str = field(repr=False)
    receiver_eans: tuple[str, ...] = field(repr=False)
    supplier: SupplierFacts
    totals: tuple[str, ...] = field(repr=False)
    vat: str = field(repr=False)
    currency: str
    account: str = field(repr=False)
    matches: tuple[str, ...] = field(repr=False)
    fee: bool | None
    says_collective: bool
    attachments: int
    evidence: CitizenEvidence
    in_person_reference: bool = False


class ValueRefused(Exception):
    """An amount that cannot be trusted; the document is set aside rather than counted with a wrong sum."""


@dataclass(slots=True)
class Findings:
    """Collects the problems of one document."""

    source: str
    problems: list[Problem] = field(default_factory=list)
    clean: dict[str, str] = field(default_factory=dict, repr=False)
    """Texts of this import in which nothing had to be mended, and what became of them."""

    def tell(self, kind: ProblemKind, severity: Severity, *, element: str = "", value: str = "") -> None:
        """Record a problem.

        Args:
            element: the element's name.
            value: as written; it is scrubbed here.
        """
        self.problems.append(
            Problem(kind, severity, file=self.source, column=element, value=shown_value(value))
        )

    def text(self, written: str, element: str) -> str:
        """Free text that is kept: cleaned and scrubbed, and told when a CPR number was in it."""
        known = self.clean.get(written)
        if known is not None:
            return known
        value = self.take(written, take_text, element)
        # What was scrubbed is not remembered: it holds a CPR number.
        if value == written and len(self.clean) < _MOST_TEXTS:
            self.clean[written] = value
        return value

    def take(self, written: str, how: Callable[[str], Taken], element: str) -> str:
        """A value by one of the functions of `cells`; faults become problems."""
        taken = how(written)
        for fault in taken.faults:
            self.tell(fault.kind, fault.severity, element=element, value=written)
        return taken.value

    def receiver(self, candidates: tuple[str, ...]) -> str:
        """The receiver's EAN number, or "" when none of the candidates is one."""
        for written in candidates:
            try:
                number, is_right = _ean_of(written)
            except IdentifierError:
                continue
            if not is_right:
                self.tell(ProblemKind.EAN_CHECK_DIGIT, Severity.WARNING, element="EndpointID", value=number)
            return number
        if candidates:
            self.tell(ProblemKind.EAN_UNREADABLE, Severity.WARNING, element="EndpointID", value=candidates[0])
        else:
            self.tell(ProblemKind.NO_RECEIVER_EAN, Severity.WARNING)
        return ""

    def day(self, written: str) -> date | None:
        """The issue date; None, told, when it is missing or no day."""
        if len(written) == _ISO_LENGTH and written[4] == "-":
            try:
                day = date.fromisoformat(written)
            except ValueError:
                day = date.min
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
        try:
            return parse_date(written, order=DateOrder.YMD)
        except DateError:
            self.tell(ProblemKind.DATE_UNREADABLE, Severity.WARNING, element="IssueDate", value=written)
            return None

    def total(self, totals: tuple[str, ...]) -> int | None:
        """The payable amount in whole øre; None when the document tells none.

        Raises:
            ValueRefused: more than one total, or one that is no decimal number.
        """
        if not totals:
            return None
        ore = ore_of(totals[0])
        if len(totals) > 1 or ore is None:
            self.tell(ProblemKind.AMOUNT_UNREADABLE, Severity.ERROR, element="PayableAmount", value=totals[0])
            raise ValueRefused
        return ore


@lru_cache(maxsize=2_000)
def _ean_of(written: str) -> tuple[str, bool]:
    """The EAN number in a text and whether its check digit is right; a municipality has a few hundred.

    Raises:
        IdentifierError: the text is none; it is not remembered then.
    """
    number = ean.parse(written)
    return number, ean.has_valid_check_digit(number)


def ore_of(written: str) -> int | None:
    """Whole øre of an xsd:decimal; None for anything else (NaN, 1E3, 1.234,50) and beyond all budgets."""
    usual = _USUAL_AMOUNT.fullmatch(written)
    if usual:
        return int(usual[1] + usual[2])
    if not written or not set(written) <= set("+-.0123456789") or len(written) > 40:
        return None
    if is_cpr_as_amount(written):
        return None
    try:
        ore = int(Decimal(written).scaleb(2).to_integral_value(ROUND_HALF_UP))
    except InvalidOperation:
        return None
    return ore if abs(ore) <= LARGEST_ORE else None


def cvr_of(written: str) -> str:
    """Eight digits where the text is a CVR number ("DK12345678"), else ""."""
    try:
        return cvr.parse(written)
    except IdentifierError:
        return ""
