"""What does a panel tell of one supplier? Everything read for it at once, off the GUI thread. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.domain.assessment import Subject, SupplierAssessment
from desktop.domain.calendar import Window
from desktop.domain.collective import CollectiveDecision, ToldApart, told_apart
from desktop.domain.invoices import Invoice
from desktop.domain.plan import Decision, LetterMade
from desktop.domain.relevance import Relevance, TradeTable
from desktop.domain.suppliers import SupplierId
from desktop.texts import dates, labels
from desktop.texts.translate import _

if TYPE_CHECKING:
    from desktop.workspace.session import Session


@dataclass(frozen=True, slots=True)
class SupplierDetails:
    """One supplier with the rows behind what is concluded.

    Attributes:
        apart: what else is told of its documents, each with those documents, the newest first.
        collective: documents with more than one citizen, or that say they are collective, the newest first.
        months: invoices per month, oldest first: those of the period that counts, also the empty ones; of who
            sent none in it the last there are.
        histogram: citizens to documents.
    """

    assessment: SupplierAssessment
    decisions: tuple[Decision, ...]
    collective: tuple[Invoice, ...]
    months: tuple[tuple[str, int], ...]
    histogram: tuple[tuple[int, int], ...]
    letters: tuple[LetterMade, ...]
    apart: tuple[tuple[ToldApart, tuple[Invoice, ...]], ...] = ()


def supplier_details(session: Session, supplier_id: SupplierId) -> SupplierDetails | None:
    """Read everything about one supplier; None when it is gone."""
    assessment = session.assessment(supplier_id)
    if assessment is None:
        return None
    invoices = sorted(session.invoices(supplier_id), key=_newest_first)
    telling = [
        invoice
        for invoice in invoices
        if invoice.facts.evidence.is_collective or invoice.facts.says_collective
    ]
    return SupplierDetails(
        assessment=assessment,
        decisions=session.decisions(supplier_id),
        collective=tuple(telling),
        months=months_of(session.invoices_per_month(supplier_id), session.answers().window),
        histogram=session.citizens_histogram(supplier_id),
        letters=tuple(letter for letter in session.letters_made() if letter.supplier_id == supplier_id),
        apart=tuple(
            (kind, tuple(one for one in invoices if kind in told_apart(one.facts.evidence)))
            for kind in ToldApart
        ),
    )


_MONTHS = 12


def months_of(found: tuple[tuple[str, int], ...], window: Window | None) -> tuple[tuple[str, int], ...]:
    """The bars of every supplier begin and end with the same months, so that a silence at the end is seen.

    Args:
        found: ("2026-10", 4) and so on, oldest first, from the supplier's first month to its last.
    """
    if window is None:
        return found[-_MONTHS:]
    last = window.last.year * 12 + window.last.month - 1
    wanted = [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(last - window.months + 1, last + 1)]
    counts = dict(found)
    if not any(counts.get(month) for month in wanted):
        return found[-_MONTHS:]
    return tuple((month, counts.get(month, 0)) for month in wanted)


def _newest_first(invoice: Invoice) -> tuple[int, int]:
    day = invoice.facts.issue_date
    return (-day.toordinal() if day else 0, -invoice.id)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of what has happened: when, and in words."""

    at: datetime
    text: str


def course(details: SupplierDetails, trades: TradeTable) -> tuple[Event, ...]:
    """What people decided and what left the house, the newest first."""
    events = [Event(one.at, _decided(one, trades)) for one in details.decisions]
    events += [
        Event(
            one.at,
            _("Letter written: {letter} ({who})").format(letter=labels.letter_kind(one.kind), who=one.by),
        )
        for one in details.letters
    ]
    return tuple(sorted(events, key=lambda event: event.at, reverse=True))


def _decided(decision: Decision, trades: TradeTable) -> str:
    if decision.subject is Subject.NOTE:
        return _("Note written ({who})").format(who=decision.by)
    if decision.subject is Subject.RELEVANCE:
        said = labels.relevance(Relevance(decision.value))
    elif decision.subject is Subject.COLLECTIVE:
        said = labels.collective_decision(CollectiveDecision(decision.value))
    elif decision.subject is Subject.LETTER:
        said = labels.letter_decision(decision.value)
    else:
        said = labels.trade(trades.by_key(decision.value))
    return _("{subject}: {value} ({who})").format(
        subject=labels.subject(decision.subject), value=said, who=decision.by
    )


def event_date(event: Event) -> str:
    """The day of an event, as it stands in front of it."""
    return dates.short(event.at.date())
