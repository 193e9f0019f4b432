"""What is decided about how long a plan is kept? A deletion date, and a note that the history was cleaned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from desktop.domain.plan import OperationName, RowChange, Setting
from desktop.workspace.operations.operation import Moment, PlanView

DELETE_ON = "delete_on"
_CLEANED = "history_cleaned"


@dataclass(frozen=True)
class SetDeletionDate:
    """Say when the plan is to be deleted; None takes that back. Nothing is deleted by it."""

    day: date | None
    name: ClassVar[OperationName] = OperationName.SET_DELETION_DATE

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:  # noqa: ARG002 - as all operations
        return _setting(plan, DELETE_ON, self.day.isoformat() if self.day else "")

    def facts(self) -> Mapping[str, str]:
        return {"day": self.day.isoformat() if self.day else ""}


@dataclass(frozen=True)
class NoteCleaning:
    """Remember that earlier entries of the history were deleted. Undoing it brings none of them back."""

    entries: int
    name: ClassVar[OperationName] = OperationName.CLEAN_HISTORY

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:
        return _setting(plan, _CLEANED, moment.at.isoformat())

    def facts(self) -> Mapping[str, str]:
        return {"entries": str(self.entries)}


def _setting(plan: PlanView, key: str, value: str) -> Iterable[RowChange]:
    before = next((one for one in plan.settings() if one.key == key), None)
    after = Setting(before.id if before else plan.next_id("setting"), key, value) if value else None
    if before or after:
        yield RowChange(before, after)
