"""Which answers must be worked out again after a change?

Those about suppliers and decisions that were touched, and the tables that were. Only when invoices change, or
more suppliers than a change names, is everything worked out from scratch.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.collector import collector_asleep
from desktop.domain.plan import Changes
from desktop.domain.relevance import TradeTable
from desktop.domain.suppliers import SupplierId
from desktop.workspace.answers import WINDOW_MONTHS, Answers

if TYPE_CHECKING:
    from desktop.storage.queries import Reader

Reading = Callable[[], AbstractContextManager["Reader"]]
"""Opens the plan for reading."""

_CHANGE_EVERYTHING = frozenset({"invoice"})


@dataclass(slots=True)
class _Kept:
    """Answers, and what has changed since.

    Attributes:
        today: the day they were worked out.
        suppliers: who was touched since; None for too many to name.
    """

    answers: Answers
    today: date
    tables: set[str] = field(default_factory=set)
    suppliers: set[SupplierId] | None = field(default_factory=set)

    @property
    def can_be_renewed(self) -> bool:
        return self.suppliers is not None and not self.tables & _CHANGE_EVERYTHING

    def add(self, changes: Changes) -> None:
        self.tables |= changes.tables
        if self.suppliers is not None:
            self.suppliers = None if changes.suppliers is None else self.suppliers | changes.suppliers


class KeptAnswers:
    """The answers of the plan as it stands, by the months that count."""

    def __init__(self, trades: TradeTable) -> None:
        """Begin with none."""
        self._trades = trades
        self._kept: dict[int, _Kept] = {}

    def outdate(self, changes: Changes) -> None:
        """Something has changed. Answers that this reaches as a whole are let go of at once."""
        for kept in self._kept.values():
            kept.add(changes)
        self._kept = {months: kept for months, kept in self._kept.items() if kept.can_be_renewed}

    def get(self, months: int, *, today: date, reading: Reading) -> Answers:
        """The answers, worked out as far as they are not known.

        Args:
            months: how far back invoices count.
        """
        kept = self._kept.get(months)
        if kept is not None and not kept.tables and kept.today == today:
            return kept.answers
        with collector_asleep(), reading() as reader:
            if kept is None or kept.suppliers is None or kept.today != today:
                answers = Answers.of(reader, trades=self._trades, today=today, months=months)
            else:
                answers = kept.answers.renewed(
                    reader, tables=kept.tables, suppliers=kept.suppliers, trades=self._trades
                )
        # Only one beside the usual one: each holds every supplier.
        self._kept = {key: self._kept[key] for key in self._kept if key == WINDOW_MONTHS}
        self._kept[months] = _Kept(answers, today)
        return answers
