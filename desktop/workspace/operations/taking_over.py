"""How does a plan remember that it was taken over from somebody who had it open?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from desktop.domain import cpr
from desktop.domain.plan import OperationName, RowChange, Setting
from desktop.workspace.operations.operation import Moment, PlanView

_KEY = "taken_over"


@dataclass(frozen=True)
class TakeOver:
    """Remember from whom the plan was taken: what they had not saved is theirs to save under another name.

    Attributes:
        user: who had it open, as Windows knows them.
        machine: on which computer.
    """

    user: str
    machine: str
    name: ClassVar[OperationName] = OperationName.TAKE_OVER

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:
        before = next((one for one in plan.settings() if one.key == _KEY), None)
        told = f"{self._shown()} {moment.at.isoformat()}"
        yield RowChange(before, Setting(before.id if before else plan.next_id("setting"), _KEY, told))

    def facts(self) -> Mapping[str, str]:
        return {"user": cpr.scrub(self.user), "machine": cpr.scrub(self.machine)}

    def _shown(self) -> str:
        return cpr.scrub(f"{self.user} ({self.machine})")
