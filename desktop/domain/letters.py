"""What is a letter to a supplier made of, what can stop one, and what is left when a run is over?

Facts only: raw values go in here, `desktop.letters` makes the Word document, `desktop.texts` makes
the sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from desktop.domain.errors import PlannerError
from desktop.domain.letter_documents import JoinFault


class LetterKind(StrEnum):
    """The letters the program writes; the value is the template's file name without ending."""

    NEW_EAN = "new-ean"
    NEW_EAN_ONE_PER_CITIZEN = "new-ean-one-per-citizen"
    ONE_PER_CITIZEN = "one-per-citizen"
    LEAVE_EAN = "leave-ean"
    STAY_ON_ERP = "stay-on-erp"
    REMINDER_1 = "reminder-1"
    REMINDER_2 = "reminder-2"
    REJECTED = "rejected-invoices"
    CONFIRMATION = "confirmation"
    INTERNAL = "internal-notice"
    ERP_ROUTES = "erp-routes"
    KOMBIT = "kombit-notice"


FIRST_LETTERS = frozenset(
    (
        LetterKind.NEW_EAN,
        LetterKind.NEW_EAN_ONE_PER_CITIZEN,
        LetterKind.ONE_PER_CITIZEN,
        LetterKind.LEAVE_EAN,
        LetterKind.STAY_ON_ERP,
    )
)
"""The letters that ask a supplier to change something; one combined letter per supplier."""

REMINDERS = (LetterKind.REMINDER_1, LetterKind.REMINDER_2)
"""In the order they go out."""

ABOUT_THE_PLAN = frozenset((LetterKind.INTERNAL, LetterKind.ERP_ROUTES, LetterKind.KOMBIT))
"""The letters that go to no supplier: one of each."""


class RejectionReason(StrEnum):
    """Why an invoice, credit note or reminder was sent back."""

    SEVERAL_CITIZENS = "several_citizens"
    NO_CITIZEN = "no_citizen"
    WRONG_EAN = "wrong_ean"
    INVOICE_NOT_RECEIVED = "invoice_not_received"
    INVOICE_REJECTED = "invoice_rejected"
    REMINDER_WITHOUT_FEE = "reminder_without_fee"


@dataclass(frozen=True, slots=True)
class RejectedDocument:
    """One document that was sent back. Its number may not be told on: it can be shaped like a CPR number.

    Attributes:
        number: the supplier's own invoice number, or "".
        issued: its date, or None.
    """

    number: str
    issued: date | None
    reason: RejectionReason


@dataclass(frozen=True, slots=True)
class LetterWave:
    """A wave as the letters about the plan tell of it.

    Attributes:
        number: from 1; 0 is everybody at once.
        suppliers: how many change in it.
    """

    number: int
    suppliers: int
    first_date: date
    last_old_date: date


@dataclass(frozen=True, slots=True)
class LetterParty:
    """The supplier a letter goes to. Text as displayed; "" is not told.

    Attributes:
        number: supplier number in the ERP.
        address: street lines in order, without postal code and city.
        cvr: eight digits.
        contact: the person the letter is addressed to.
    """

    number: str
    name: str
    address: tuple[str, ...] = ()
    postal_code: str = ""
    city: str = ""
    cvr: str = ""
    contact: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class LetterSender:
    """The municipality as it stands on the letterhead; "" is not told.

    Attributes:
        municipality: the full name, "Eksempelby Kommune".
        department: the unit suppliers may ask.
        contact: the person who signs and answers.
    """

    municipality: str
    department: str = ""
    address: tuple[str, ...] = ()
    postal_code: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class SenderProfile:
    """How the person at the keyboard signs; "" falls back to the municipality's details in the plan."""

    contact: str = ""
    department: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Everything one letter says.

    Attributes:
        old_eans: the EAN numbers the supplier uses today, 13 digits each, the one most used first.
        new_ean: the EAN number that receives for KP, or "".
        erp_ean: the EAN number whose invoices stay in the ERP, or "".
        letter_date: the date printed on the letter.
        first_date: the first day of the change.
        last_old_date: the last day an old EAN number takes these invoices.
        collective_invoices: invoices with more than one citizen seen from this supplier; 0 is none seen.
        most_citizens: the largest number of citizens on one of them.
        wave: the rollout wave, or None without waves.
        earlier_date: the day the letter went out that this one reminds of or confirms.
        seen_date: the day of the first invoice on the new EAN number.
        rejected: the documents that were sent back.
        waves: for the letters about the plan, when how many suppliers change.
        erp: name of the ERP system, or "".
        reuses: the new EAN number is one the municipality has already.
    """

    kind: LetterKind
    supplier: LetterParty
    sender: LetterSender
    old_eans: tuple[str, ...] = ()
    new_ean: str = ""
    erp_ean: str = ""
    letter_date: date | None = None
    first_date: date | None = None
    last_old_date: date | None = None
    collective_invoices: int = 0
    most_citizens: int = 0
    wave: int | None = None
    earlier_date: date | None = None
    seen_date: date | None = None
    rejected: tuple[RejectedDocument, ...] = ()
    waves: tuple[LetterWave, ...] = ()
    erp: str = ""
    reuses: bool = False


_EAN = re.compile(r"[0-9]{13}")
_NEEDED = {
    LetterKind.NEW_EAN: "new_ean",
    LetterKind.NEW_EAN_ONE_PER_CITIZEN: "new_ean",
    LetterKind.STAY_ON_ERP: "erp_ean",
    LetterKind.REMINDER_1: "new_ean",
    LetterKind.REMINDER_2: "new_ean",
    LetterKind.CONFIRMATION: "new_ean",
    LetterKind.INTERNAL: "new_ean",
    LetterKind.ERP_ROUTES: "new_ean",
    LetterKind.KOMBIT: "new_ean",
}
"""The EAN number a letter is about."""


def missing_facts(facts: LetterFacts) -> tuple[str, ...]:
    """The facts without which this kind of letter would mislead its reader.

    An EAN number that is not 13 unbroken digits is as good as none. The check digit is not asked here: real
    municipal EAN numbers fail it, and whether to trust one was settled when it came into the plan.

    Returns:
        Names of `LetterFacts` attributes, with a dot where the fact lies deeper; empty when nothing is
        missing.
    """
    absent: list[str] = []
    if not facts.supplier.name.strip():
        absent.append("supplier.name")
    if not facts.sender.municipality.strip():
        absent.append("sender.municipality")
    eans = {"new_ean": facts.new_ean, "erp_ean": facts.erp_ean}
    needed = _NEEDED.get(facts.kind)
    absent += [name for name, ean in eans.items() if (ean or name == needed) and not _EAN.fullmatch(ean)]
    if (facts.kind is LetterKind.LEAVE_EAN and not facts.old_eans) or not all(
        _EAN.fullmatch(ean) for ean in facts.old_eans
    ):
        absent.append("old_eans")
    if facts.kind is LetterKind.REJECTED and not facts.rejected:
        absent.append("rejected")
    return tuple(absent)


# ------------------------------------------------------------------------------------- what can be wrong


class TemplateFault(StrEnum):
    """Why a Word file cannot be used as a letter template."""

    UNKNOWN_FIELD = "unknown_field"
    SYNTAX = "syntax"
    REFUSED = "refused"
    ACTIVE_CONTENT = "active_content"
    STRUCTURE = "structure"
    EXPRESSION = "expression"
    CPR = "cpr"
    TOO_MUCH = "too_much"


class TemplatePlace(StrEnum):
    """Where in the Word file."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTES = "footnotes"
    PROPERTIES = "properties"
    PACKAGE = "package"


class TemplateError(PlannerError):
    """A template that must not, or cannot, be filled in.

    Attributes:
        template: the template's file name.
        fault: what is wrong. REFUSED is a tag that is not on the list of what templates may do;
            ACTIVE_CONTENT is a macro, an embedded object, a fetched file or a dangerous field; STRUCTURE is
            tags that would break the document; EXPRESSION is a tag that does not fit the value it meets;
            TOO_MUCH is output without end.
        where: the part of the document.
        name: the field, tag, filter or relation; never a value.
        paragraph: the paragraph in that part, counted from 1; 0 is not known.
        suggestion: the field that was probably meant, or "".
    """

    def __init__(
        self,
        template: str,
        fault: TemplateFault,
        *,
        where: TemplatePlace,
        name: str = "",
        paragraph: int = 0,
        suggestion: str = "",
    ) -> None:
        super().__init__(f"{fault.value} in {where.value}")
        self.template = template
        self.fault = fault
        self.where = where
        self.name = name
        self.paragraph = paragraph
        self.suggestion = suggestion


class CprInDocument(PlannerError):
    """The finished text holds something shaped like a CPR number, so the document was not written.

    Attributes:
        template: the template's file name. The number and the text around it are not kept.
    """

    def __init__(self, template: str) -> None:
        super().__init__("cpr")
        self.template = template


class LetterFault(StrEnum):
    """Why one letter was not written."""

    NO_TEMPLATE = "no_template"
    TEMPLATE = "template"
    MISSING_FACT = "missing_fact"
    CPR_IN_TEXT = "cpr_in_text"
    FILE_IN_USE = "file_in_use"
    NO_ACCESS = "no_access"
    DISK_FULL = "disk_full"
    FOLDER_GONE = "folder_gone"


# -------------------------------------------------------------------------------------- what a run leaves


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """A letter that lies complete in the folder.

    Attributes:
        position: its place in the sequence that was asked for, from 0.
        folder, file: where it lies. Kept apart, because ten thousand letters have one folder.
        subject: the letter's title, for the list and for a mail.
        template_sha256: the template exactly as it was, so that the letter can be accounted for later.
    """

    position: int
    supplier_number: str
    supplier_name: str
    kind: LetterKind
    wave: int | None
    folder: Path
    file: str
    subject: str
    template_sha256: str

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / self.file


@dataclass(frozen=True, slots=True)
class FailedLetter:
    """A letter that was not written; nothing of it lies in the folder.

    Attributes:
        position: its place in the sequence that was asked for, from 0.
        missing: for MISSING_FACT, the names of the facts.
        template_error: for TEMPLATE, what is wrong with the template.
    """

    position: int
    supplier_number: str
    supplier_name: str
    kind: LetterKind
    fault: LetterFault
    missing: tuple[str, ...] = ()
    template_error: TemplateError | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class JoinedLetters:
    """One file with many letters, each with its own header and page numbers.

    Attributes:
        positions: the letters in it, in order.
    """

    kind: LetterKind
    path: Path
    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NotJoined:
    """Letters that are written one by one, but are in no joined file.

    Attributes:
        fault: what in the letters forbids it, or None.
        write_fault: why the joined file could not be written, or None.
    """

    kind: LetterKind
    positions: tuple[int, ...]
    fault: JoinFault | None = None
    write_fault: LetterFault | None = None


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a run of letters left behind. Asked for = written + failed, unless the run was cancelled.

    Attributes:
        manifest: the list that was written beside the letters, or None when it could not be written.
        manifest_fault: why there is no manifest, or why the disk would not confirm that it is there to stay.
        cancelled: the user stopped the run; what is in `written` is complete all the same.
        joined, not_joined: when joined files were asked for: those made, and why some letters are in none.
    """

    written: tuple[WrittenLetter, ...]
    failed: tuple[FailedLetter, ...]
    manifest: Path | None
    manifest_fault: LetterFault | None
    cancelled: bool
    joined: tuple[JoinedLetters, ...] = ()
    not_joined: tuple[NotJoined, ...] = ()


# ------------------------------------------------------------------------------- what the window may show


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """A letter template on disk and what its description says, in Danish.

    Attributes:
        title: the letter's subject line.
        audience: who it goes to.
        when: when to use it.
        fields: every field it fills in, with a dot where the field lies deeper.
        sha256: of the .docx file, lower-case hexadecimal.
        own: it is the user's own, used instead of the shipped one.
    """

    kind: LetterKind
    title: str
    audience: str
    when: str
    fields: tuple[str, ...]
    path: Path
    sha256: str
    own: bool = False
