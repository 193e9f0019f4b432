"""What if? A named set of assumptions and decisions over the same facts, to stand beside others.

A scenario changes nothing in the plan: its decisions are laid over what is known of the suppliers, and every
figure is worked out again. What is not said in a scenario is as the plan has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.assumptions import Assumptions
from desktop.domain.collective import CollectiveState
from desktop.domain.ean_choice import Comparison, compare
from desktop.domain.recommendation import Recommendation, recommend
from desktop.domain.relevance import Relevance
from desktop.domain.suppliers import SupplierId


class OpenSuppliers(StrEnum):
    """How a scenario takes the suppliers nobody has judged."""

    AS_THEY_ARE = "as_they_are"
    IN_KP = "in_kp"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A decision that holds in one scenario only; None leaves what the plan says."""

    relevance: Relevance | None = None
    collective: CollectiveState | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario as the plan keeps it.

    Attributes:
        changed: the assumptions that differ from the declared defaults.
        what_if: by supplier; who is no longer in the plan is passed over.
        by, at: who saved it last, and when.
    """

    id: int
    name: str
    changed: Mapping[str, float]
    by: str
    at: datetime
    open_suppliers: OpenSuppliers = OpenSuppliers.AS_THEY_ARE
    what_if: Mapping[SupplierId, WhatIf] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Premises:
    """What the figures rest on besides the facts of the plan.

    Attributes:
        scenario: name of the scenario it was taken over from; "" for none.
    """

    assumptions: Assumptions = field(default_factory=Assumptions)
    open_suppliers: OpenSuppliers = OpenSuppliers.AS_THEY_ARE
    what_if: Mapping[SupplierId, WhatIf] = field(default_factory=dict)
    scenario: str = ""

    @classmethod
    def of(cls, scenario: Scenario) -> Premises:
        """The premises of a scenario."""
        return cls(
            Assumptions(scenario.changed), scenario.open_suppliers, dict(scenario.what_if), scenario.name
        )

    @property
    def as_declared(self) -> bool:
        """Nothing differs from the defaults and the plan."""
        return (
            not self.assumptions.changed
            and self.open_suppliers is OpenSuppliers.AS_THEY_ARE
            and not self.what_if
        )


def laid_over(premises: Premises, assessments: Sequence[SupplierAssessment]) -> Sequence[SupplierAssessment]:
    """What is known of the suppliers, with the decisions of the premises on top."""
    if premises.open_suppliers is OpenSuppliers.AS_THEY_ARE and not premises.what_if:
        return assessments
    return list(_laid_over(premises, assessments))


@dataclass(frozen=True, slots=True)
class ScenarioAnswer:
    """A scenario worked out.

    Attributes:
        scenario: None for the plan as it stands with the assumptions in force.
        differs: keys of the assumptions in which it differs from the first one beside it.
    """

    scenario: Scenario | None
    assumptions: Assumptions
    comparison: Comparison
    recommendation: Recommendation | None
    differs: frozenset[str] = frozenset()


def answered(
    scenario: Scenario | None,
    assessments: Sequence[SupplierAssessment],
    assumptions: Assumptions,
    *,
    window_months: int,
) -> ScenarioAnswer:
    """Work a scenario out on the facts of the plan.

    Args:
        assumptions: of the scenario, or those in force when there is none.
    """
    suppliers = laid_over(Premises.of(scenario), assessments) if scenario else assessments
    comparison = compare(suppliers, assumptions, window_months=window_months)
    return ScenarioAnswer(scenario, assumptions, comparison, recommend(comparison, assumptions))


def side_by_side(answers: Sequence[ScenarioAnswer]) -> tuple[ScenarioAnswer, ...]:
    """The same answers, each marked with the assumptions in which it differs from the first."""
    if not answers:
        return ()
    first = answers[0].assumptions
    return tuple(
        replace(one, differs=frozenset(key for key in first if one.assumptions[key] != first[key]))
        for one in answers
    )


def _laid_over(premises: Premises, assessments: Iterable[SupplierAssessment]) -> Iterable[SupplierAssessment]:
    untouched = WhatIf()
    for one in assessments:
        said = premises.what_if.get(one.supplier.id, untouched)
        relevance = said.relevance or _open_relevance(one.relevance.relevance, premises.open_suppliers)
        state = said.collective or _open_state(one.collective.state, premises.open_suppliers)
        if relevance is one.relevance.relevance and state is one.collective.state:
            yield one
            continue
        yield replace(
            one,
            relevance=replace(one.relevance, relevance=relevance),
            collective=replace(one.collective, state=state),
        )


def _open_relevance(known: Relevance, taken: OpenSuppliers) -> Relevance:
    if known is not Relevance.UNKNOWN or taken is OpenSuppliers.AS_THEY_ARE:
        return known
    return Relevance.KP if taken is OpenSuppliers.IN_KP else Relevance.OUTSIDE


def _open_state(known: CollectiveState, taken: OpenSuppliers) -> CollectiveState:
    """A suspicion is taken the way that belongs to the other: in KP nobody collects, outside they do."""
    if known is not CollectiveState.SUSPECTED or taken is OpenSuppliers.AS_THEY_ARE:
        return known
    return CollectiveState.NO if taken is OpenSuppliers.IN_KP else CollectiveState.CAN_SPLIT
