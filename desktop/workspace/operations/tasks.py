"""What is done to the checklist? A task's status, owner, dates, steps and note; tasks of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from desktop.domain import cpr
from desktop.domain.checklist import TaskState
from desktop.domain.errors import PeriodTrouble
from desktop.domain.plan import OperationName, RowChange
from desktop.domain.rollout_plan import StoredTask
from desktop.workspace.operations.operation import Moment, PlanView

_OWN = "own-"


@dataclass(frozen=True)
class ChangeTask:
    """Set what people did to a task. CPR numbers in owner and note are scrubbed.

    Attributes:
        key: of a task of the checklist, or of one's own.
        state: as it is to be.
        title: the checklist's title for the history's sentence; "" for an own task.

    Raises:
        PeriodTrouble: from `changes`, when it would end before it begins.
    """

    key: str
    state: TaskState
    title: str = ""
    name: ClassVar[OperationName] = OperationName.CHANGE_TASK

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:
        _in_order(self.state.start, self.state.end)
        before = _task(plan, self.key)
        state = replace(self.state, owner=cpr.scrub(self.state.owner), note=cpr.scrub(self.state.note))
        if before is None:
            if state != TaskState():
                after = StoredTask(plan.next_id("task"), self.key, state, moment.by, moment.at)
                yield RowChange(None, after)
        elif state != before.state:
            yield RowChange(before, replace(before, state=state, by=moment.by, at=moment.at))

    def facts(self) -> Mapping[str, str]:
        return {"status": self.state.status.value, "task": self.title}


@dataclass(frozen=True)
class AddTask:
    """Add a task of one's own, or change what an own task says.

    Attributes:
        key: of the own task to change; "" for a new one.

    Raises:
        ValueError: from `changes`, without a title.
        PeriodTrouble: from `changes`, when it would end before it begins.
    """

    title: str
    goal: str = ""
    start: date | None = None
    end: date | None = None
    key: str = ""
    name: ClassVar[OperationName] = OperationName.ADD_TASK

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:
        title, goal = cpr.scrub(self.title.strip()), cpr.scrub(self.goal.strip())
        if not title:
            raise ValueError("a task of one's own has a title")
        _in_order(self.start, self.end)
        before = _task(plan, self.key) if self.key else None
        if before is None:
            number = plan.next_id("task")
            state = TaskState(start=self.start, end=self.end)
            yield RowChange(
                None, StoredTask(number, f"{_OWN}{number}", state, moment.by, moment.at, title, goal)
            )
            return
        state = replace(before.state, start=self.start, end=self.end)
        after = replace(before, title=title, goal=goal, state=state, by=moment.by, at=moment.at)
        yield RowChange(before, after)

    def facts(self) -> Mapping[str, str]:
        return {}


@dataclass(frozen=True)
class RemoveTask:
    """Take an own task off the list. The checklist's own tasks are marked as not needed instead."""

    key: str
    name: ClassVar[OperationName] = OperationName.REMOVE_TASK

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:  # noqa: ARG002 - as all operations
        before = _task(plan, self.key)
        if before is not None and before.is_own:
            yield RowChange(before, None)

    def facts(self) -> Mapping[str, str]:
        return {}


def _in_order(start: date | None, end: date | None) -> None:
    if start is not None and end is not None and start > end:
        raise PeriodTrouble(start, end)


def _task(plan: PlanView, key: str) -> StoredTask | None:
    return next((one for one in plan.tasks() if one.key == key), None)
