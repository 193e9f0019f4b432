"""What is this called? A short phrase for each thing the program can tell apart, for tables and choices.

The tables hold English source strings marked with `N_`; a function translates the one that is asked for.
Reasons that need figures are sentences and live in `desktop.texts.reasons`; they are offered here too:
a label and its reason are shown together.
"""

from __future__ import annotations

from desktop.domain.assessment import ActivitySource, Subject, SupplierAssessment
from desktop.domain.collective import CollectiveDecision, CollectiveState
from desktop.domain.dates import DateOrder
from desktop.domain.imports import Field, Outcome, SourceKind
from desktop.domain.invoices import DocumentFormat, Grade, InvoiceKind, Place
from desktop.domain.kp_rules import Judgement
from desktop.domain.letters import LetterKind
from desktop.domain.options import Option, OptionKind, option_of
from desktop.domain.plan import EntryState
from desktop.domain.problems import Severity
from desktop.domain.recipients import NO_LETTER
from desktop.domain.recommendation import Criterion
from desktop.domain.relevance import Relevance, Trade
from desktop.domain.supplier_classes import SupplierClass
from desktop.texts import numbers
from desktop.texts.reasons import collective_reason, relevance_reason
from desktop.texts.translate import N_, _, ngettext_

__all__ = [
    "activity_source",
    "collective_decision",
    "collective_reason",
    "collective_state",
    "criterion",
    "date_order",
    "document_count",
    "document_format",
    "entry_state",
    "erp",
    "field",
    "grade",
    "grade_help",
    "hours_term",
    "invoice_kind",
    "judgement",
    "letter_decision",
    "letter_kind",
    "option",
    "option_kind",
    "outcome",
    "place",
    "relevance",
    "relevance_reason",
    "severity",
    "source_kind",
    "subject",
    "supplier_class",
    "trade",
]

# ------------------------------------------------------------------------------------------- suppliers

_RELEVANCE = {
    Relevance.KP: N_("Belongs in KP"),
    Relevance.OUTSIDE: N_("Outside KP"),
    Relevance.UNKNOWN: N_("Not settled"),
}


def relevance(answer: Relevance) -> str:
    """Whether a supplier's invoices belong in KP."""
    return _(_RELEVANCE[answer])


def trade(found: Trade | None) -> str:
    """The trade as the trade table calls it (the table is data and Danish)."""
    return found.title if found else _("Trade unknown")


def trade_of(one: SupplierAssessment) -> str:
    """A supplier's trade; one with a branch code that the table does not have is in some other trade."""
    return other_trade() if one.relevance.is_other_trade else trade(one.relevance.trade)


def other_trade() -> str:
    """The trades that the table does not name."""
    return _("Another trade")


_COLLECTIVE_STATE = {
    CollectiveState.NO: N_("One citizen per invoice"),
    CollectiveState.SUSPECTED: N_("Perhaps collective invoices"),
    CollectiveState.CAN_SPLIT: N_("Collective, can be split"),
    CollectiveState.CANNOT_SPLIT: N_("Collective, cannot be split"),
}


def collective_state(state: CollectiveState) -> str:
    """What the plan works with for a supplier's collective invoices."""
    return _(_COLLECTIVE_STATE[state])


_COLLECTIVE_DECISION = {
    CollectiveDecision.CONFIRMED: N_("Yes, and they can be split"),
    CollectiveDecision.REJECTED: N_("No, one citizen per invoice"),
    CollectiveDecision.CANNOT_SPLIT: N_("Yes, but they cannot be split and stay in the ERP"),
}


def collective_decision(decision: CollectiveDecision) -> str:
    """What a person can answer to "does this supplier send collective invoices?"."""
    return _(_COLLECTIVE_DECISION[decision])


_SUBJECT = {
    Subject.RELEVANCE: N_("KP or not"),
    Subject.COLLECTIVE: N_("Collective invoices"),
    Subject.TRADE: N_("Trade"),
    Subject.NOTE: N_("Note"),
    Subject.LETTER: N_("Letter"),
}


def subject(decided: Subject) -> str:
    """What a person decided about."""
    return _(_SUBJECT[decided])


_ACTIVITY_SOURCE = {
    ActivitySource.INVOICES: N_("From the invoices"),
    ActivitySource.LIST: N_("From the supplier list"),
    ActivitySource.NOTHING: N_("No invoices in the period"),
}


def activity_source(source: ActivitySource) -> str:
    """Where the number of invoices was read."""
    return _(_ACTIVITY_SOURCE[source])


# -------------------------------------------------------------------------------------------- invoices

_INVOICE_KIND = {
    InvoiceKind.INVOICE: N_("Invoice"),
    InvoiceKind.CREDIT_NOTE: N_("Credit note"),
    InvoiceKind.REMINDER: N_("Reminder"),
}


def invoice_kind(kind: InvoiceKind) -> str:
    """What a document is."""
    return _(_INVOICE_KIND[kind])


_GRADE = {
    Grade.CERTAIN: N_("Certain"),
    Grade.PROBABLE: N_("Probable"),
    Grade.WEAK: N_("Uncertain"),
    Grade.UNKNOWN: N_("Not checked"),
    Grade.NONE: N_("None found"),
}
_GRADE_HELP = {
    Grade.CERTAIN: N_("The CPR numbers stood in fields made for them."),
    Grade.PROBABLE: N_("CPR numbers with a hyphen and a real date stood in a text or a reference."),
    Grade.WEAK: N_("There are ten-digit numbers that look like CPR numbers. See for yourselves."),
    Grade.UNKNOWN: N_("Nothing to look in: no data about citizens, or only an attachment."),
    Grade.NONE: N_("The whole invoice was read, and it names no citizen."),
}


def grade(sure: Grade) -> str:
    """How sure the count of citizens is."""
    return _(_GRADE[sure])


def grade_help(sure: Grade) -> str:
    """What the grade rests on."""
    return _(_GRADE_HELP[sure])


_PLACE = {
    Place.DELIVERY_PARTY: N_("Recipient of the delivery"),
    Place.BUYER_PARTY: N_("Buyer"),
    Place.BENEFIT_REFERENCE: N_("Reference to the citizen"),
    Place.CUSTOMER_PARTY: N_("Customer"),
    Place.PERSON_REFERENCE: N_("Person reference"),
    Place.HEADER_NOTE: N_("Note at the top"),
    Place.LINE_TEXT: N_("Text of a line"),
    Place.ORDER_REFERENCE: N_("Order reference"),
    Place.OTHER_REFERENCE: N_("Another reference"),
    Place.COLUMN: N_("CPR column"),
    Place.POSTING_TEXT: N_("Posting text"),
}


def place(where: Place) -> str:
    """Where in a document a citizen was named."""
    return _(_PLACE[where])


_FORMAT = {
    DocumentFormat.OIOUBL_2: "OIOUBL 2",
    DocumentFormat.OIOUBL_3: "OIOUBL 3",
    DocumentFormat.PEPPOL: "Peppol BIS",
    DocumentFormat.OIOXML: "OIOXML",
}


def document_format(dialect: DocumentFormat) -> str:
    """The format of an e-invoice; the standards' own names need no translation."""
    if dialect is DocumentFormat.OTHER_UBL:
        return _("Another UBL format")
    return _("Extract from the ERP") if dialect is DocumentFormat.EXTRACT else _FORMAT[dialect]


_JUDGEMENT = {
    Judgement.ACCEPTABLE: N_("KP can handle it"),
    Judgement.REJECTED: N_("KP rejects it"),
    Judgement.CANNOT_PLACE: N_("KP cannot place it"),
    Judgement.STAYS_IN_ERP: N_("Stays in the ERP"),
    Judgement.UNKNOWN: N_("Cannot be told yet"),
}


def judgement(verdict: Judgement) -> str:
    """What KP would do with a document."""
    return _(_JUDGEMENT[verdict])


# ----------------------------------------------------------------------------------------- the choice


def option(chosen: Option | str) -> str:
    """An option, or its key, as the title of a card: "Genbrug 5798…"."""
    found = option_of(chosen) if isinstance(chosen, str) else chosen
    if found is None:
        return str(chosen)
    return option_kind(found.kind).format(ean=numbers.ean(found.ean))


_OPTION_KIND = {
    OptionKind.REUSE: N_("Reuse {ean}"),
    OptionKind.NEW: N_("New EAN number, all at once"),
    OptionKind.NEW_GRADUAL: N_("New EAN number, pilot and waves"),
}


def option_kind(kind: OptionKind) -> str:
    """The kind of an option; reuse has the field `{ean}`."""
    return _(_OPTION_KIND[kind])


_SUPPLIER_CLASS = {
    SupplierClass.OUTSIDE_ON: N_("Outside KP, must leave the EAN number"),
    SupplierClass.CANNOT_SPLIT_ON: N_("Cannot split collective invoices, must leave the EAN number"),
    SupplierClass.COLLECTIVE_ON: N_("On the EAN number, must split collective invoices"),
    SupplierClass.SINGLE_ON: N_("On the EAN number, one citizen per invoice"),
    SupplierClass.ELSEWHERE: N_("Belongs in KP, uses another EAN number"),
    SupplierClass.UNTOUCHED: N_("Needs nothing"),
}


def supplier_class(group: SupplierClass) -> str:
    """Where a supplier stands towards one EAN number."""
    return _(_SUPPLIER_CLASS[group])


_CRITERION = {
    Criterion.CONTACTS: N_("Suppliers to write to"),
    Criterion.HOURS: N_("Hours in all"),
    Criterion.WEEKS: N_("Weeks until everybody has moved"),
    Criterion.DAY_ONE: N_("Invoices in KP from day one beyond what you can handle"),
    Criterion.REJECTED: N_("Misrouted invoices that must be rejected"),
    Criterion.GRADUAL: N_("Gradual start"),
}


def criterion(weighed: Criterion) -> str:
    """What is weighed in the recommendation."""
    return _(_CRITERION[weighed])


_HOURS_TERM = {
    "letters": N_("Letters"),
    "calls": N_("Calls from suppliers"),
    "reminders": N_("Following up on letters"),
    "misrouted": N_("Misrouted invoices"),
    "setup": N_("Setting up the new EAN number"),
    "watching": N_("Keeping an eye on two places"),
}


def hours_term(term: str) -> str:
    """One of the parts that the hours of an option are added up from."""
    return _(_HOURS_TERM[term])


# ---------------------------------------------------------------------------------------------- letters

_LETTER_KIND = {
    LetterKind.NEW_EAN: N_("New EAN number"),
    LetterKind.NEW_EAN_ONE_PER_CITIZEN: N_("New EAN number and one invoice per citizen"),
    LetterKind.ONE_PER_CITIZEN: N_("One invoice per citizen"),
    LetterKind.LEAVE_EAN: N_("Leave the EAN number"),
    LetterKind.STAY_ON_ERP: N_("Stay in the ERP"),
    LetterKind.REMINDER_1: N_("First reminder"),
    LetterKind.REMINDER_2: N_("Second reminder"),
    LetterKind.REJECTED: N_("Rejected invoices"),
    LetterKind.CONFIRMATION: N_("Confirmation of the change"),
    LetterKind.INTERNAL: N_("Notice to colleagues"),
    LetterKind.ERP_ROUTES: N_("Order of routes and monitoring"),
    LetterKind.KOMBIT: N_("Notice to KOMBIT"),
}


def letter_kind(kind: LetterKind) -> str:
    """The letter, by what it asks of the supplier."""
    return _(_LETTER_KIND[kind])


def letter_decision(value: str) -> str:
    """What a person decided on a supplier's letter: which one, or none."""
    return _("No letter") if value == NO_LETTER else letter_kind(LetterKind(value))


# ------------------------------------------------------------------------------------ what was imported

_FIELD = {
    Field.SUPPLIER_NO: N_("Supplier number"),
    Field.NAME: N_("Name"),
    Field.NAME_2: N_("Name, second line"),
    Field.CVR: N_("CVR number"),
    Field.EAN: N_("EAN number"),
    Field.ADDRESS: N_("Address"),
    Field.ADDRESS_2: N_("Address, second line"),
    Field.POSTAL_CODE: N_("Postal code"),
    Field.CITY: N_("City"),
    Field.EMAIL: N_("E-mail"),
    Field.PHONE: N_("Phone"),
    Field.CONTACT: N_("Contact person"),
    Field.TRADE_CODE: N_("Branch code"),
    Field.ACCOUNT: N_("Account string"),
    Field.INVOICE_COUNT: N_("Number of invoices"),
    Field.AMOUNT: N_("Amount"),
    Field.INVOICE_NO: N_("Invoice number"),
    Field.ISSUE_DATE: N_("Invoice date"),
    Field.KIND: N_("Document type"),
    Field.CPR: N_("CPR number (only counted, never kept)"),
    Field.TEXT: N_("Text (CPR numbers are only counted)"),
    Field.TEXT_2: N_("Second text (CPR numbers are only counted)"),
    Field.TEXT_3: N_("Third text (CPR numbers are only counted)"),
    Field.CITIZENS: N_("Number of citizens"),
    Field.COLLECTIVE: N_("Collective invoice, yes or no"),
    Field.MATCHES: N_("Matching invoice"),
}


def field(column: Field | None) -> str:
    """What a column is used for."""
    return _(_FIELD[column]) if column else _("Not used")


_OUTCOME = {
    Outcome.NEW: N_("New"),
    Outcome.CHANGED: N_("Changed"),
    Outcome.SAME: N_("Unchanged"),
    Outcome.GONE: N_("No longer in the list"),
}


def outcome(effect: Outcome) -> str:
    """What an imported row does to the plan."""
    return _(_OUTCOME[effect])


_SOURCE_KIND = {
    SourceKind.SUPPLIERS: N_("Supplier list"),
    SourceKind.INVOICES: N_("Invoices"),
}


def source_kind(kind: SourceKind) -> str:
    """What was imported."""
    return _(_SOURCE_KIND[kind])


def document_count(kind: str, count: int) -> str:
    """How many documents of a kind a folder or ZIP file held: "3 kreditnotaer".

    Args:
        kind: a key of `SourceReport.documents`: invoice, credit_note, reminder, other, unreadable.
    """
    counted = {
        "invoice": lambda: ngettext_("{n} invoice", "{n} invoices", count),
        "credit_note": lambda: ngettext_("{n} credit note", "{n} credit notes", count),
        "reminder": lambda: ngettext_("{n} reminder", "{n} reminders", count),
        "other": lambda: ngettext_("{n} other document", "{n} other documents", count),
        "unreadable": lambda: ngettext_("{n} that cannot be read", "{n} that cannot be read", count),
    }
    return counted[kind]().format(n=numbers.whole(count))


_DATE_ORDER = {
    DateOrder.DMY: N_("day-month-year"),
    DateOrder.MDY: N_("month-day-year"),
    DateOrder.YMD: N_("year-month-day"),
}


def date_order(order: DateOrder) -> str:
    """In which order a column writes its dates."""
    return _(_DATE_ORDER[order])


_SEVERITY = {
    Severity.ERROR: N_("Must be corrected"),
    Severity.WARNING: N_("Should be checked"),
    Severity.NOTE: N_("For your information"),
}


def severity(weight: Severity) -> str:
    """How much a problem matters, as what it asks of people."""
    return _(_SEVERITY[weight])


# ----------------------------------------------------------------------------------------------- the plan

_ENTRY_STATE = {
    EntryState.APPLIED: N_("Carried out"),
    EntryState.UNDONE: N_("Undone"),
    EntryState.DROPPED: N_("Undone and replaced"),
}


def entry_state(state: EntryState) -> str:
    """Where a line of the history stands."""
    return _(_ENTRY_STATE[state])


_ERP = {"opus": "KMD Opus", "prisme": "Prisme", "oes": "ØS Indsigt", "kvantum": "Kvantum"}


def erp(key: str) -> str:
    """The municipality's ERP system by its own name; "" is not told yet."""
    return _ERP.get(key, key) or _("Not told yet")
