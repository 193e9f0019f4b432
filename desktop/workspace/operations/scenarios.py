"""What is done to the scenarios? Saved under a name, and removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from desktop.domain import cpr
from desktop.domain.plan import OperationName, RowChange
from desktop.domain.scenarios import OpenSuppliers, Scenario, WhatIf
from desktop.domain.suppliers import SupplierId
from desktop.workspace.operations.operation import Moment, PlanView


@dataclass(frozen=True)
class SaveScenario:
    """Keep assumptions and what-ifs under a name; one of that name is replaced.

    Attributes:
        changed: the assumptions that differ from the declared defaults.

    Raises:
        ValueError: from `changes`, without a name.
    """

    scenario: str
    changed: Mapping[str, float]
    open_suppliers: OpenSuppliers = OpenSuppliers.AS_THEY_ARE
    what_if: Mapping[SupplierId, WhatIf] = field(default_factory=dict)
    name: ClassVar[OperationName] = OperationName.SAVE_SCENARIO

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:
        called = _called(self.scenario)
        if not called:
            raise ValueError("a scenario has a name")
        before = next((one for one in plan.scenarios() if one.name == called), None)
        after = Scenario(
            id=before.id if before else plan.next_id("scenario"),
            name=called,
            changed=dict(self.changed),
            by=moment.by,
            at=moment.at,
            open_suppliers=self.open_suppliers,
            what_if=dict(self.what_if),
        )
        return [RowChange(before, after)]

    def facts(self) -> Mapping[str, str]:
        return {"name": _called(self.scenario)}


@dataclass(frozen=True)
class RemoveScenario:
    """Take a scenario off; one that is not there is passed over."""

    scenario: str
    name: ClassVar[OperationName] = OperationName.REMOVE_SCENARIO

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:  # noqa: ARG002 - as all operations
        called = _called(self.scenario)
        return [RowChange(one, None) for one in plan.scenarios() if one.name == called]

    def facts(self) -> Mapping[str, str]:
        return {"name": _called(self.scenario)}


def _called(name: str) -> str:
    return cpr.scrub(" ".join(name.split()))
