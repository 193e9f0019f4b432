"""What do we know of each supplier, all in one place?

Relevance, collective invoices and activity side by side.

Everything here is computed from facts and hand decisions; nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop.domain.collective import CollectiveCounts, CollectiveDecision, CollectiveSummary, summarise
from desktop.domain.relevance import Relevance, RelevanceJudgement, TradeTable, judge_relevance
from desktop.domain.suppliers import Supplier


@dataclass(frozen=True, slots=True)
class EanUse:
    """What one supplier sent to one EAN number in the window.

    Attributes:
        invoices: invoices (not credit notes, not reminders).
        amount_ore: their payable amounts added up, whole øre.
        per_month: invoices per calendar month of the window.
    """

    ean: str
    invoices: int
    amount_ore: int
    per_month: float


class ActivitySource(StrEnum):
    """Where the activity was read."""

    INVOICES = "invoices"
    LIST = "list"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Activity:
    """What a supplier sent in the window.

    Attributes:
        uses: one entry per EAN number; "" stands for documents without one.
        last_invoice: newest invoice date, or None.
        accounts: account string to number of postings.
    """

    uses: tuple[EanUse, ...] = ()
    source: ActivitySource = ActivitySource.NOTHING
    last_invoice: date | None = None
    accounts: Mapping[str, int] = field(default_factory=dict)

    @property
    def invoices(self) -> int:
        return sum(use.invoices for use in self.uses)

    @property
    def amount_ore(self) -> int:
        return sum(use.amount_ore for use in self.uses)

    @property
    def per_month(self) -> float:
        return sum(use.per_month for use in self.uses)

    @property
    def eans(self) -> tuple[str, ...]:
        """EAN numbers in use, the busiest first."""
        busiest = sorted(self.uses, key=lambda use: (-use.invoices, use.ean))
        return tuple(use.ean for use in busiest if use.ean)

    def on(self, ean: str) -> EanUse | None:
        return next((use for use in self.uses if use.ean == ean), None)


class Subject(StrEnum):
    """What a person can decide about a supplier. A decision survives every later import."""

    RELEVANCE = "relevance"
    COLLECTIVE = "collective"
    TRADE = "trade"
    NOTE = "note"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class SupplierAssessment:
    """One supplier with everything that is known and concluded.

    Attributes:
        note: a person's note, scrubbed.
        letter: the letter a person decided on: the value of a `LetterKind`, "none", or "" for the rule's own.
    """

    supplier: Supplier
    relevance: RelevanceJudgement
    collective: CollectiveSummary
    activity: Activity
    note: str = ""
    letter: str = ""

    @property
    def is_active(self) -> bool:
        """Sent an invoice in the window. Dormant suppliers get no letter."""
        return self.activity.invoices > 0


def declared_activity(supplier: Supplier, *, any_invoices: bool, months: int = 12) -> Activity:
    """Activity as the supplier list tells it, for suppliers none of whose invoices have been imported.

    The list speaks only while no invoices at all have been imported: after that silence means silence. A list
    with an EAN number and no count counts one invoice a month.
    """
    facts = supplier.facts
    count = facts.invoice_count
    accounts = {facts.account: count or 1} if facts.account else {}
    if count is None and facts.ean:
        count = months
    if any_invoices or not count or count < 0:
        return Activity(accounts=accounts)
    use = EanUse(facts.ean, count, facts.amount_ore or 0, count / months)
    return Activity((use,), ActivitySource.LIST, None, accounts)


def assess(
    supplier: Supplier,
    *,
    activity: Activity,
    counts: CollectiveCounts,
    decisions: Mapping[Subject, str],
    trades: TradeTable,
) -> SupplierAssessment:
    """Put together what is known of one supplier."""
    facts = supplier.facts
    accounts = dict(activity.accounts)
    if facts.account and not accounts:
        accounts[facts.account] = 1
    relevance = judge_relevance(
        name=facts.name,
        trade_code=facts.trade_code,
        accounts=accounts,
        trades=trades,
        decided=Relevance(decisions[Subject.RELEVANCE]) if Subject.RELEVANCE in decisions else None,
        decided_trade=decisions.get(Subject.TRADE, ""),
    )
    collective = summarise(
        counts,
        pharmacy=relevance.trade is not None and relevance.trade.pharmacy,
        declared=facts.declared_collective,
        decision=CollectiveDecision(decisions[Subject.COLLECTIVE])
        if Subject.COLLECTIVE in decisions
        else None,
    )
    note, letter = decisions.get(Subject.NOTE, ""), decisions.get(Subject.LETTER, "")
    return SupplierAssessment(supplier, relevance, collective, activity, note, letter)
