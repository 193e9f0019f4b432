"""What follows from the plan as it stands?

Read and worked out once after every change, then only looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from desktop.domain.assessment import (
    Activity,
    ActivitySource,
    Subject,
    SupplierAssessment,
    assess,
    declared_activity,
)
from desktop.domain.calendar import Window, window_of
from desktop.domain.collective import CollectiveCounts
from desktop.domain.errors import ChoiceFault, ChoiceTrouble
from desktop.domain.options import option_of
from desktop.domain.plan import (
    Acceptance,
    Correction,
    EanChoice,
    LetterMade,
    Municipality,
    Source,
    StoredProblem,
)
from desktop.domain.quality import Quality, judge_problems
from desktop.domain.recipients import RecipientList, recipients
from desktop.domain.relevance import TradeTable
from desktop.domain.rollout_plan import TAKEN_OUT
from desktop.domain.suppliers import Supplier, SupplierId
from desktop.workspace.operations.setting_up import from_values

if TYPE_CHECKING:
    from desktop.storage.queries import Reader

WINDOW_MONTHS = 12
"""How far back invoices count, in calendar months (design: ean-choice, "What is counted")."""


@dataclass(frozen=True)
class Answers:
    """One state of the plan, read through.

    Attributes:
        window: the period whose invoices count; None while no dated invoice is there.
        waves: number of the wave by supplier; who is in none is not there.
    """

    municipality: Municipality
    assessments: tuple[SupplierAssessment, ...]
    by_id: dict[SupplierId, SupplierAssessment]
    window: Window | None
    invoice_count: int
    choice: EanChoice | None
    letters: tuple[LetterMade, ...]
    sources: tuple[Source, ...]
    problems: tuple[StoredProblem, ...]
    acceptances: tuple[Acceptance, ...]
    corrections: tuple[Correction, ...]
    waves: Mapping[SupplierId, int]

    @cached_property
    def quality(self) -> Quality:
        """The problems of the imports, and what became of them."""
        return judge_problems(
            self.problems,
            sources=self.sources,
            suppliers=(one.supplier for one in self.assessments),
            acceptances=self.acceptances,
            corrections=self.corrections,
        )

    @property
    def window_months(self) -> int:
        return self.window.months if self.window else WINDOW_MONTHS

    def recipients(self) -> RecipientList:
        """Who gets which letter under the choice.

        Raises:
            ChoiceTrouble: nothing has been chosen yet.
        """
        if self._recipients is None:
            raise ChoiceTrouble(ChoiceFault.NOT_CHOSEN)
        return self._recipients

    @cached_property
    def _recipients(self) -> RecipientList | None:
        """Sorted once: half the pages ask."""
        option = option_of(self.choice.option) if self.choice else None
        if self.choice is None or option is None:
            return None
        return recipients(
            self.assessments, option, self.choice.ean, held_up=self.quality.waiting, waves=self.waves
        )

    @classmethod
    def of(cls, reader: Reader, *, trades: TradeTable, today: date, months: int = WINDOW_MONTHS) -> Answers:
        """Read the plan and work everything out.

        Args:
            months: how far back invoices count, in calendar months.
        """
        invoice_count = reader.invoice_count()
        window = window_of(reader.issue_dates(), today=today, months=months)
        assessments = _assessments(reader, window, trades, any_invoices=invoice_count > 0)
        return cls(
            municipality=_municipality(reader),
            assessments=assessments,
            by_id={one.supplier.id: one for one in assessments},
            window=window,
            invoice_count=invoice_count,
            choice=reader.choice(),
            letters=reader.letters(),
            sources=reader.sources(),
            problems=reader.problems(),
            acceptances=reader.acceptances(),
            corrections=reader.corrections(),
            waves=_waves(reader),
        )

    def renewed(
        self,
        reader: Reader,
        *,
        tables: Collection[str],
        suppliers: Collection[SupplierId],
        trades: TradeTable,
    ) -> Answers:
        """These answers after a change of everything but invoices: only what it touched is read again.

        Args:
            tables: the tables that changed.
            suppliers: whom the changed rows of suppliers and decisions are about.
        """
        parts = {name: read(reader) for table, (name, read) in _PARTS.items() if table in tables}
        by_id = self._assessed_again(reader, suppliers, trades) if suppliers else self.by_id
        assessments = tuple(by_id.values()) if suppliers else self.assessments
        renewed = replace(self, assessments=assessments, by_id=by_id, **parts)
        if "quality" in self.__dict__ and not _QUALITY_TABLES & set(tables):
            renewed.__dict__["quality"] = self.quality
        return renewed

    def _assessed_again(
        self, reader: Reader, suppliers: Collection[SupplierId], trades: TradeTable
    ) -> dict[SupplierId, SupplierAssessment]:
        by_id = dict(self.by_id)
        decisions: defaultdict[SupplierId, dict[Subject, str]] = defaultdict(dict)
        for decision in reader.decisions(tuple(suppliers)):
            decisions[decision.supplier_id][decision.subject] = decision.value
        for key in suppliers:
            supplier, before = reader.supplier(key), by_id.get(key)
            if supplier is None:
                by_id.pop(key, None)
                continue
            sent = before.activity if before and before.activity.source is ActivitySource.INVOICES else None
            by_id[key] = assess(
                supplier,
                # Whoever is new in the plan has no invoices there, for those have not changed.
                activity=sent or declared_activity(supplier, any_invoices=self.invoice_count > 0),
                counts=before.collective.counts if before else CollectiveCounts(),
                decisions=decisions[key],
                trades=trades,
            )
        if by_id.keys() - self.by_id.keys():
            return {key: by_id[key] for key in sorted(by_id)}
        return by_id


def _municipality(reader: Reader) -> Municipality:
    return from_values({setting.key: setting.value for setting in reader.settings()})


def _waves(reader: Reader) -> dict[SupplierId, int]:
    return {one.supplier_id: one.wave for one in reader.placements() if one.wave != TAKEN_OUT}


_PARTS: dict[str, tuple[str, Callable[[Reader], Any]]] = {
    "setting": ("municipality", _municipality),
    "choice": ("choice", lambda reader: reader.choice()),
    "letter": ("letters", lambda reader: reader.letters()),
    "source": ("sources", lambda reader: reader.sources()),
    "problem": ("problems", lambda reader: reader.problems()),
    "acceptance": ("acceptances", lambda reader: reader.acceptances()),
    "correction": ("corrections", lambda reader: reader.corrections()),
    "placement": ("waves", _waves),
}
"""Tables that answers keep as they stand: under which name, and how they are read."""

_QUALITY_TABLES = frozenset({"problem", "source", "supplier", "acceptance", "correction"})


def _assessments(
    reader: Reader, window: Window | None, trades: TradeTable, *, any_invoices: bool
) -> tuple[SupplierAssessment, ...]:
    activities = _activities(reader, window)
    counts = reader.collective_counts()
    decisions = reader.decisions_by_supplier()
    nothing_counted = CollectiveCounts()

    def activity(supplier: Supplier) -> Activity:
        found = activities.get(supplier.id)
        return found or declared_activity(supplier, any_invoices=any_invoices)

    return tuple(
        assess(
            supplier,
            activity=activity(supplier),
            counts=counts.get(supplier.id, nothing_counted),
            decisions=decisions.get(supplier.id, {}),
            trades=trades,
        )
        for supplier in reader.suppliers()
    )


def _activities(reader: Reader, window: Window | None) -> dict[SupplierId, Activity]:
    if window is None:
        # Invoices without a single date still were sent: they count as a year's, like the counts of a list.
        window = Window(date.min, date.max, WINDOW_MONTHS)
    accounts = reader.accounts(window)
    return {
        supplier_id: Activity(uses, ActivitySource.INVOICES, last, accounts.get(supplier_id, {}))
        for supplier_id, (uses, last) in reader.uses(window).items()
    }
