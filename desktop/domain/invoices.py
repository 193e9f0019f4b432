"""What is kept of an invoice? Counts, places and sums: never a citizen's number, never free text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from desktop.domain.suppliers import SupplierId

InvoiceId = NewType("InvoiceId", int)


class InvoiceKind(StrEnum):
    """What the document is. A negative invoice is a credit note (Danish CIUS, DK-BR-001)."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    REMINDER = "reminder"


class Grade(StrEnum):
    """How sure the count of citizens is (product row COL-1).

    CERTAIN: the number stood in an element or column made for it (DK:CPR, 0237, ARR with type 130).
    PROBABLE: written with a hyphen and a valid date in a note, line, person reference or order reference.
    WEAK: ten bare digits that a label or the modulus points out as a CPR number.
    UNKNOWN: nobody could look: only in an attachment that was not read, or no data about citizens at all.
    NONE: the whole document was read and no citizen was named.
    """

    CERTAIN = "certain"
    PROBABLE = "probable"
    WEAK = "weak"
    UNKNOWN = "unknown"
    NONE = "none"

    @property
    def strength(self) -> int:
        """3 for certain, 2 probable, 1 weak, 0 for the rest: what may be compared."""
        return _STRENGTHS.get(self, 0)


_STRENGTHS = {Grade.CERTAIN: 3, Grade.PROBABLE: 2, Grade.WEAK: 1}


class Place(StrEnum):
    """Where in a document a citizen was named (domain facts 1b)."""

    DELIVERY_PARTY = "delivery_party"
    BUYER_PARTY = "buyer_party"
    BENEFIT_REFERENCE = "benefit_reference"  # ARR with document type 130
    CUSTOMER_PARTY = "customer_party"
    PERSON_REFERENCE = "person_reference"
    HEADER_NOTE = "header_note"
    LINE_TEXT = "line_text"
    ORDER_REFERENCE = "order_reference"
    OTHER_REFERENCE = "other_reference"
    COLUMN = "column"
    POSTING_TEXT = "posting_text"


class DocumentFormat(StrEnum):
    """The dialect an e-invoice was written in; EXTRACT for a row of a table."""

    OIOUBL_2 = "oioubl2"
    OIOUBL_3 = "oioubl3"
    PEPPOL = "peppol"
    OIOXML = "oioxml"
    OTHER_UBL = "ubl"
    EXTRACT = "extract"


@dataclass(frozen=True, slots=True)
class CitizenEvidence:
    """How many citizens a document named, where, and how sure that is. The numbers themselves are gone.

    Attributes:
        citizens: different CPR numbers; None when nobody could look.
        possible: ten-digit numbers that may be CPR numbers but were not counted (score 0.4 to 0.6).
        most_on_a_line: different citizens on the line that names most of them.
        grade: for two or more citizens, how sure it is that there is more than one; for one, how sure that
            one is.
        places: where citizens were named.
    """

    citizens: int | None = None
    possible: int = 0
    most_on_a_line: int = 0
    grade: Grade = Grade.UNKNOWN
    places: frozenset[Place] = frozenset()

    @property
    def is_collective(self) -> bool:
        """More than one citizen on the document: KP cannot take it (enkeltsagsprincippet)."""
        return self.citizens is not None and self.citizens > 1


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """One document as it is kept.

    Attributes:
        source: file it came from (`archive.zip › inner.xml`), scrubbed.
        invoice_no: the sender's number of the document, scrubbed of anything shaped like a CPR number only
            where the element is free text.
        ean: receiver's EAN number (GLN), 13 digits, or "" when there is none.
        amount_ore: payable amount in whole øre; negative on credit notes that are written so. None: not told.
        vat_ore: VAT in whole øre; None: not told.
        account: account string, as written.
        matches: numbers of the invoices a credit note or reminder is about.
        fee: for a reminder, whether it carries a fee; None for other kinds.
        says_collective: the text or a column calls it a "samleregning".
        attachments: documents embedded or linked that were not read.
        row: row in a table, from 1; 0 for an e-invoice.
    """

    source: str
    invoice_no: str
    kind: InvoiceKind
    issue_date: date | None
    ean: str = ""
    amount_ore: int | None = None
    currency: str = "DKK"
    vat_ore: int | None = None
    account: str = ""
    matches: tuple[str, ...] = ()
    fee: bool | None = None
    says_collective: bool = False
    attachments: int = 0
    format: DocumentFormat = DocumentFormat.EXTRACT
    evidence: CitizenEvidence = CitizenEvidence()
    row: int = 0


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice of the plan: the facts under one stable id, with the supplier it belongs to."""

    id: InvoiceId
    supplier_id: SupplierId
    facts: InvoiceFacts
