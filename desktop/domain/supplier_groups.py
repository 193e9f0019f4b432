"""Which suppliers stand alike towards every EAN number? Counted once: each option then adds up groups.

Two suppliers with the same relevance, the same collective state and the same EAN numbers in use fall in the
same class for every option there can be. 100,000 suppliers make a few hundred such groups.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.collective import CollectiveState
from desktop.domain.relevance import Relevance
from desktop.domain.supplier_classes import SupplierClass, classes_towards


@dataclass(frozen=True, slots=True)
class SupplierGroup:
    """Active suppliers that stand alike.

    Attributes:
        eans: the EAN numbers each of them sends to; "" stands for documents without one.
        count: how many suppliers.
        per_month: invoices a month from all of them, to whatever number.
        to_ean: the same by EAN number.
    """

    relevance: Relevance
    state: CollectiveState
    eans: frozenset[str]
    count: int
    per_month: float
    to_ean: Mapping[str, float]

    def classes(self, ean: str) -> frozenset[SupplierClass]:
        """The classes its suppliers may turn out to be in, towards one EAN number ("" for a new one)."""
        return classes_towards(self.relevance, self.state, on_ean=bool(ean) and ean in self.eans)

    @property
    def is_undecided(self) -> bool:
        """As `supplier_classes.is_undecided` of each of them."""
        suspected = self.state is CollectiveState.SUSPECTED
        return self.relevance is Relevance.UNKNOWN or (self.relevance is Relevance.KP and suspected)

    def as_if(self, relevance: Relevance, state: CollectiveState) -> SupplierGroup:
        """The same suppliers, had they been judged so."""
        return replace(self, relevance=relevance, state=state)


@dataclass(slots=True)
class _Sum:
    """A group while it is being counted."""

    count: int = 0
    per_month: float = 0.0
    to_ean: dict[str, float] = field(default_factory=dict)


def grouped(active: Iterable[SupplierAssessment]) -> tuple[SupplierGroup, ...]:
    """The groups of the active suppliers, in the order in which they come up."""
    sums: dict[tuple[Relevance, CollectiveState, frozenset[str]], _Sum] = {}
    for one in active:
        uses = one.activity.uses
        key = (one.relevance.relevance, one.collective.state, frozenset(use.ean for use in uses))
        found = sums.get(key)
        if found is None:
            found = sums[key] = _Sum()
        found.count += 1
        for use in uses:
            found.per_month += use.per_month
            found.to_ean[use.ean] = found.to_ean.get(use.ean, 0.0) + use.per_month
    return tuple(SupplierGroup(*key, one.count, one.per_month, one.to_ean) for key, one in sums.items())


def undecided(groups: Sequence[SupplierGroup]) -> int:
    """How many suppliers nobody has settled."""
    return sum(group.count for group in groups if group.is_undecided)
