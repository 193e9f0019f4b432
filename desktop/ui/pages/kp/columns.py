"""What do the two tables of the page tell: of each group, and of each document?"""

from __future__ import annotations

from desktop.domain.kp_list import JudgedInvoice, KpOrder
from desktop.domain.kp_rules import Judgement
from desktop.texts import dates, kp, labels, numbers
from desktop.texts.translate import _
from desktop.ui.pages.kp.answers import Group
from desktop.ui.tables.columns import (
    Column,
    date_column,
    identifier_column,
    number_column,
    pill_column,
    text_column,
)
from desktop.ui.theme import Tone

TONES = {
    Judgement.ACCEPTABLE: Tone.GOOD,
    Judgement.REJECTED: Tone.BAD,
    Judgement.CANNOT_PLACE: Tone.ATTENTION,
    Judgement.STAYS_IN_ERP: Tone.ACCENT,
    Judgement.UNKNOWN: Tone.NEUTRAL,
}
_ICONS = {
    Judgement.ACCEPTABLE: "check-circle",
    Judgement.REJECTED: "close",
    Judgement.CANNOT_PLACE: "warning",
    Judgement.STAYS_IN_ERP: "building",
    Judgement.UNKNOWN: "question",
}
_RANK = {judgement: rank for rank, judgement in enumerate(Judgement)}


def _whole(value: float) -> str:
    return numbers.whole(int(value))


def _kroner(ore: float) -> str:
    return numbers.whole_kroner(round(ore))


def _count_column(judgement: Judgement, title: str) -> Column[Group]:
    return number_column(
        judgement.value,
        title,
        lambda row: row.total.documents[judgement] or None,
        _whole,
        hint=kp.judgement_help(judgement),
    )


def group_columns() -> list[Column[Group]]:
    """One row per trade, EAN number or supplier."""
    return [
        text_column("name", _("Name"), lambda row: row.name, stretches=True, widest=34),
        number_column("documents", _("Documents"), lambda row: row.total.all_documents, _whole),
        _count_column(Judgement.ACCEPTABLE, _("Can handle")),
        _count_column(Judgement.REJECTED, _("Rejects")),
        _count_column(Judgement.CANNOT_PLACE, _("Cannot place")),
        _count_column(Judgement.STAYS_IN_ERP, _("In the ERP")),
        _count_column(Judgement.UNKNOWN, _("Not known")),
        number_column(
            "share",
            _("Of those judged"),
            lambda row: row.total.acceptable_of_judged,
            numbers.percent,
            hint=_("What KP can handle of the documents that can be judged"),
        ),
        number_column(
            "amount", _("Amount"), lambda row: row.total.all_ore / 100, lambda kr: _kroner(kr * 100)
        ),
    ]


def _judgement_column() -> Column[JudgedInvoice]:
    return pill_column(
        "judgement",
        _("KP's judgement"),
        lambda row: labels.judgement(row.verdict.judgement),
        lambda row: TONES[row.verdict.judgement],
        lambda row: _RANK[row.verdict.judgement],
        icon=lambda row: _ICONS[row.verdict.judgement],
        tooltip=lambda row: kp.judgement_help(row.verdict.judgement),
    )


def why(row: JudgedInvoice) -> str:
    """The rule or the missing fact, and what else is worth saying."""
    return " ".join((kp.why(row.verdict, by_word=row.by_word), *(kp.remark(found) for found in row.remarks)))


def _amount(row: JudgedInvoice) -> float | None:
    ore = row.invoice.facts.amount_ore
    return None if ore is None else ore / 100


def document_columns() -> list[Column[JudgedInvoice]]:
    """One row per document; keys that are a `KpOrder` can be sorted by."""
    return [
        text_column(
            KpOrder.SUPPLIER.value,
            _("Supplier"),
            lambda row: row.sender.supplier.name,
            tooltip=lambda row: row.sender.supplier.name,
            widest=24,
        ),
        identifier_column(
            KpOrder.NUMBER.value, _("Number"), lambda row: row.invoice.facts.invoice_no, widest=16
        ),
        text_column(
            KpOrder.KIND.value, _("Type"), lambda row: labels.invoice_kind(row.invoice.facts.kind), widest=12
        ),
        date_column(KpOrder.DATE.value, _("Date"), lambda row: row.invoice.facts.issue_date, dates.short),
        number_column(KpOrder.AMOUNT.value, _("Amount"), _amount, lambda kr: _kroner(kr * 100)),
        number_column(
            KpOrder.CITIZENS.value,
            _("Citizens"),
            lambda row: row.invoice.facts.evidence.citizens,
            _whole,
            hint=_("Empty where nobody could count them"),
        ),
        _judgement_column(),
        text_column("why", _("Why"), why, tooltip=why, stretches=True, widest=44),
        identifier_column(KpOrder.EAN.value, _("EAN number"), lambda row: row.invoice.facts.ean, widest=15),
    ]
