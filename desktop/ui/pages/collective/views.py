"""Which suppliers belong on the page about collective invoices, and in which of its views? Without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.collective import CollectiveState, ToldApart
from desktop.domain.relevance import Relevance

ALL, SETTLE, CAN_SPLIT, CANNOT_SPLIT, REJECTED = "all", "settle", "can_split", "cannot_split", "rejected"

_VIEW_OF = {
    CollectiveState.SUSPECTED: SETTLE,
    CollectiveState.CAN_SPLIT: CAN_SPLIT,
    CollectiveState.CANNOT_SPLIT: CANNOT_SPLIT,
    CollectiveState.NO: REJECTED,
}


def belongs(row: SupplierAssessment) -> bool:
    """Worth a line: collective invoices were seen or suspected, or a person said something about them."""
    summary = row.collective
    return summary.state is not CollectiveState.NO or summary.by_hand or summary.counts.collective > 0


def view_of(row: SupplierAssessment) -> str:
    """The view a supplier stands in besides that of all."""
    return _VIEW_OF[row.collective.state]


def in_order(rows: Sequence[SupplierAssessment]) -> list[SupplierAssessment]:
    """Those that wait for a person first, then those with most collective invoices."""

    def rank(row: SupplierAssessment) -> tuple[bool, int, str]:
        settled = row.collective.state is not CollectiveState.SUSPECTED
        return (settled, -row.collective.counts.collective, row.supplier.name)

    return sorted((row for row in rows if belongs(row)), key=rank)


def told_apart_rows(rows: Sequence[SupplierAssessment], kind: ToldApart) -> list[SupplierAssessment]:
    """The suppliers with such documents, those with most first."""
    found = [row for row in rows if row.collective.counts.told_apart(kind)]
    return sorted(found, key=lambda row: (-row.collective.counts.told_apart(kind), row.supplier.name))


@dataclass(frozen=True, slots=True)
class Headline:
    """What the page says biggest.

    Attributes:
        sending: suppliers that send collective invoices, for sure or because a person said so.
        settle: suspected ones.
        cannot_split: those of the sending ones that cannot send one invoice per citizen.
        checked, documents: invoices in which citizens could be counted, of all.
        outside: sending suppliers that do not belong in KP, where it makes no difference.
    """

    sending: int
    settle: int
    cannot_split: int
    checked: int
    documents: int
    outside: int


def headline(rows: Sequence[SupplierAssessment]) -> Headline:
    """Add all suppliers up."""
    sending = [
        row
        for row in rows
        if row.collective.state in (CollectiveState.CAN_SPLIT, CollectiveState.CANNOT_SPLIT)
    ]
    return Headline(
        sending=len(sending),
        settle=sum(1 for row in rows if row.collective.state is CollectiveState.SUSPECTED),
        cannot_split=sum(1 for row in sending if row.collective.state is CollectiveState.CANNOT_SPLIT),
        checked=sum(row.collective.counts.checked for row in rows),
        documents=sum(row.collective.counts.documents for row in rows),
        outside=sum(1 for row in sending if row.relevance.relevance is Relevance.OUTSIDE),
    )
