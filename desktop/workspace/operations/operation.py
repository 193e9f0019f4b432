"""What is an operation? It reads the plan, decides by the domain, and says which rows change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Protocol

from desktop.domain.duplicates import PairDecision, SupplierAlias
from desktop.domain.invoices import Invoice
from desktop.domain.plan import (
    Acceptance,
    Correction,
    Decision,
    EanChoice,
    LetterMade,
    OperationName,
    RowChange,
    Setting,
    Source,
    StoredProblem,
)
from desktop.domain.profiles import Profile
from desktop.domain.rollout_plan import StoredPlacement, StoredTask, StoredWave
from desktop.domain.suppliers import Supplier, SupplierId


class PlanView(Protocol):
    """What an operation may ask of the plan inside its transaction (storage's reader answers)."""

    def settings(self) -> tuple[Setting, ...]: ...
    def suppliers(self) -> tuple[Supplier, ...]: ...
    def supplier(self, supplier_id: SupplierId) -> Supplier | None: ...
    def supplier_ids(self) -> frozenset[SupplierId]: ...
    def invoices(self, supplier_id: SupplierId | None = None) -> tuple[Invoice, ...]: ...
    def decisions(self, supplier_ids: Sequence[SupplierId] | None = None) -> tuple[Decision, ...]: ...
    def sources(self) -> tuple[Source, ...]: ...
    def problems(self) -> tuple[StoredProblem, ...]: ...
    def acceptances(self) -> tuple[Acceptance, ...]: ...
    def corrections(self) -> tuple[Correction, ...]: ...
    def choice(self) -> EanChoice | None: ...
    def letters(self) -> tuple[LetterMade, ...]: ...
    def pair_decisions(self) -> tuple[PairDecision, ...]: ...
    def aliases(self) -> tuple[SupplierAlias, ...]: ...
    def eans_in_use(self) -> frozenset[str]: ...
    def fingerprint(self) -> str: ...
    def profiles(self) -> tuple[Profile, ...]: ...
    def waves(self) -> tuple[StoredWave, ...]: ...
    def placements(self) -> tuple[StoredPlacement, ...]: ...
    def tasks(self) -> tuple[StoredTask, ...]: ...
    def next_id(self, table: str) -> int: ...


@dataclass(frozen=True, slots=True)
class Moment:
    """Who does it and when, given by the session so that no operation looks at a clock."""

    by: str
    at: datetime

    @property
    def today(self) -> date:
        return self.at.date()


class Operation(Protocol):
    """One undoable change of a plan.

    `changes` is called once, inside the transaction. `facts` is called after it and gives what the history's
    sentence needs: counts, file names, keys; never a cell value.
    """

    name: ClassVar[OperationName]

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]: ...

    def facts(self) -> Mapping[str, str]: ...
