"""What does the supplier table tell of each supplier?"""

from __future__ import annotations

from desktop.domain.assessment import SupplierAssessment
from desktop.texts import labels, numbers
from desktop.texts.translate import _
from desktop.ui.pages.supplier_words import (
    collective_words,
    relevance_rank,
    relevance_tone,
    state_rank,
    state_tone,
)
from desktop.ui.tables.columns import Column, identifier_column, number_column, pill_column, text_column

Row = SupplierAssessment


def town(row: Row) -> str:
    """Postal code and city, as on an envelope."""
    return f"{row.supplier.facts.postal_code} {row.supplier.facts.city}".strip()


def ean_uses(row: Row) -> str:
    """Every EAN number a supplier sends to, with how many invoices, a line each."""
    uses = sorted(row.activity.uses, key=lambda use: -use.invoices)
    return "\n".join(
        _("{ean}: {n} invoices").format(
            ean=numbers.ean(use.ean) or _("Without EAN"), n=numbers.whole(use.invoices)
        )
        for use in uses
    )


def _invoices(row: Row) -> float | None:
    return row.activity.invoices or None


def _amount(row: Row) -> float | None:
    return row.activity.amount_ore / 100 if row.activity.amount_ore else None


def _written_amount(kroner: float) -> str:
    return numbers.whole_kroner(round(kroner * 100))


def supplier_columns() -> list[Column[Row]]:
    """The columns, the most telling first; the rest is a scroll to the right."""
    return [
        identifier_column("number", _("No."), lambda row: row.supplier.number, widest=12),
        text_column(
            "name",
            _("Name"),
            lambda row: row.supplier.name,
            tooltip=lambda row: row.supplier.name,
            stretches=True,
            widest=26,
        ),
        text_column("trade", _("Trade"), labels.trade_of, widest=15),
        pill_column(
            "kp",
            _("KP"),
            lambda row: labels.relevance(row.relevance.relevance),
            lambda row: relevance_tone(row.relevance.relevance),
            lambda row: relevance_rank(row.relevance.relevance),
            tooltip=lambda row: labels.relevance_reason(row.relevance),
        ),
        pill_column(
            "collective",
            _("Collective"),
            lambda row: collective_words(row.collective),
            lambda row: state_tone(row.collective.state),
            lambda row: state_rank(row.collective.state),
            tooltip=lambda row: labels.collective_reason(row.collective),
            hint=_("Collective invoices: how sure, and how many have been seen"),
        ),
        number_column(
            "invoices",
            _("Invoices"),
            _invoices,
            lambda count: numbers.whole(int(count)),
            hint=_("Invoices in the last 12 months"),
        ),
        identifier_column(
            "eans", _("EAN"), lambda row: ", ".join(row.activity.eans), tooltip=ean_uses, widest=15
        ),
        identifier_column("cvr", _("CVR"), lambda row: row.supplier.cvr, widest=10),
        number_column("amount", _("Amount"), _amount, _written_amount),
        text_column("town", _("Town"), town, widest=22),
        text_column("email", _("E-mail"), lambda row: row.supplier.facts.email, widest=26),
    ]
