"""What do the two tables tell: of each supplier, and of each invoice that is evidence?"""

from __future__ import annotations

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.collective import CollectiveState, CollectiveSummary, ToldApart
from desktop.domain.invoices import Grade, Invoice
from desktop.texts import citizens, dates, labels, numbers
from desktop.texts.translate import _
from desktop.ui.pages.supplier_words import state_rank, state_tone
from desktop.ui.tables.columns import (
    Column,
    date_column,
    identifier_column,
    number_column,
    pill_column,
    text_column,
)
from desktop.ui.theme import Tone

_GRADE_ICON = {
    Grade.CERTAIN: "check-circle",
    Grade.PROBABLE: "half",
    Grade.WEAK: "question",
    Grade.UNKNOWN: "minus",
    Grade.NONE: "circle",
}
_GRADE_TONE = {Grade.CERTAIN: Tone.ACCENT, Grade.PROBABLE: Tone.ACCENT, Grade.WEAK: Tone.ATTENTION}


def grade_icon(grade: Grade) -> str:
    """How sure, as a picture beside the word."""
    return _GRADE_ICON[grade]


def grade_tone(grade: Grade) -> Tone | None:
    """How sure, as a colour beside the word."""
    return _GRADE_TONE.get(grade)


def state_words(summary: CollectiveSummary) -> str:
    """Where a supplier stands, in two words."""
    match summary.state:
        case CollectiveState.NO:
            return _("Rejected") if summary.by_hand else _("No")
        case CollectiveState.SUSPECTED:
            return _("Must be settled")
        case CollectiveState.CAN_SPLIT:
            return _("Can split")
        case CollectiveState.CANNOT_SPLIT:
            return _("Cannot split")


def _tone(row: SupplierAssessment) -> Tone | None:
    return state_tone(row.collective.state) if row.collective.state is not CollectiveState.NO else None


def _share(row: SupplierAssessment) -> float | None:
    counts = row.collective.counts
    return counts.collective / counts.checked if counts.checked else None


def _counted(value: int) -> float | None:
    return value or None


def _whole(value: float) -> str:
    return numbers.whole(int(value))


def _state_column() -> Column[SupplierAssessment]:
    return pill_column(
        "state",
        _("Stands as"),
        lambda row: state_words(row.collective),
        _tone,
        lambda row: state_rank(row.collective.state),
        icon=lambda row: "person" if row.collective.by_hand else "",
        tooltip=lambda row: labels.collective_reason(row.collective),
        hint=_("With a person in front: you have settled it yourselves."),
    )


def _grade_column() -> Column[SupplierAssessment]:
    return pill_column(
        "grade",
        _("How sure"),
        lambda row: labels.grade(row.collective.grade),
        lambda row: grade_tone(row.collective.grade),
        lambda row: -row.collective.grade.strength,
        icon=lambda row: grade_icon(row.collective.grade),
        tooltip=lambda row: labels.grade_help(row.collective.grade),
    )


def _apart_column(kind: ToldApart) -> Column[SupplierAssessment]:
    return number_column(
        kind.value,
        citizens.told_apart(kind),
        lambda row: _counted(row.collective.counts.told_apart(kind)),
        _whole,
        hint=citizens.told_apart_help(kind),
    )


def supplier_columns() -> list[Column[SupplierAssessment]]:
    """One row per supplier that sends collective invoices, or may do so."""
    return [
        text_column(
            "name",
            _("Name"),
            lambda row: row.supplier.name,
            tooltip=lambda row: row.supplier.name,
            stretches=True,
            widest=30,
        ),
        _state_column(),
        _grade_column(),
        number_column(
            "collective",
            _("Collective"),
            lambda row: _counted(row.collective.counts.collective),
            _whole,
            hint=_("Invoices that name more than one citizen"),
        ),
        number_column(
            "checked",
            _("of checked"),
            lambda row: _counted(row.collective.counts.checked),
            _whole,
            hint=_("Invoices in which citizens could be counted"),
        ),
        number_column("share", _("Share"), _share, numbers.percent),
        number_column(
            "most",
            _("At most"),
            lambda row: _counted(row.collective.counts.max_citizens),
            _whole,
            hint=_("The largest number of citizens on one invoice"),
        ),
        date_column("last", _("Last seen"), lambda row: row.collective.counts.last_seen, dates.short),
        number_column(
            "months",
            _("Months"),
            lambda row: _counted(row.collective.counts.months_seen),
            _whole,
            hint=_("Months in which a collective invoice was seen"),
        ),
        *(_apart_column(kind) for kind in ToldApart),
        text_column("trade", _("Trade"), labels.trade_of, widest=18),
        identifier_column("number", _("No."), lambda row: row.supplier.number, widest=12),
    ]


def places(invoice: Invoice) -> str:
    """Where on the invoice citizens were named."""
    return ", ".join(sorted(labels.place(place) for place in invoice.facts.evidence.places))


def _named(invoice: Invoice) -> float | None:
    return invoice.facts.evidence.citizens


def evidence_columns() -> list[Column[Invoice]]:
    """One row per invoice that is evidence: its number and what was counted, never who."""
    return [
        identifier_column(
            "invoice", _("Invoice"), lambda row: row.facts.invoice_no, widest=16, stretches=True
        ),
        date_column("date", _("Date"), lambda row: row.facts.issue_date, dates.short),
        number_column("citizens", _("Citizens"), _named, _whole),
        pill_column(
            "grade",
            _("How sure"),
            lambda row: labels.grade(row.facts.evidence.grade),
            lambda row: grade_tone(row.facts.evidence.grade),
            lambda row: -row.facts.evidence.grade.strength,
            icon=lambda row: grade_icon(row.facts.evidence.grade),
            tooltip=lambda row: labels.grade_help(row.facts.evidence.grade),
        ),
        text_column("where", _("Where they stood"), places, widest=26, tooltip=places),
        identifier_column("ean", _("EAN"), lambda row: row.facts.ean),
        text_column("format", _("Format"), lambda row: labels.document_format(row.facts.format)),
    ]
