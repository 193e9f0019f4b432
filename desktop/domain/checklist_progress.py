"""How far is the checklist: how many tasks are left, which should have been done, and which comes next?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.checklist import ChecklistTask, Conflict, Fixed, TaskStatus


@dataclass(frozen=True, slots=True)
class Progress:
    """The answer of the checklist.

    Attributes:
        needed: tasks that are to be done or are done; those marked as not needed are left out.
        left: of them, those not done.
        overdue: of those left, the ones that should have been done by now; the bygone are not counted in.
        late_start: of those left, the ones that should have been begun by now.
        following: what to do next; None when nothing is left.
        bygone: of those left, the ones whose fixed day on the board is over and nobody has dated anew.
            The board may be years old, so they are rather unticked than late, and are asked about.
    """

    needed: int
    left: int
    overdue: int
    late_start: int
    following: ChecklistTask | None
    bygone: tuple[ChecklistTask, ...] = ()


def progress(tasks: Sequence[ChecklistTask]) -> Progress:
    """How far these tasks are."""
    needed = [one for one in tasks if one.state.status is not TaskStatus.NOT_NEEDED]
    left = [one for one in needed if not one.state.status.is_settled]
    return Progress(
        needed=len(needed),
        left=len(left),
        overdue=sum(_has(one, Conflict.OVERDUE) and not is_bygone(one) for one in left),
        late_start=sum(_has(one, Conflict.STARTS_IN_THE_PAST) for one in left),
        following=_following(left),
        bygone=tuple(one for one in left if is_bygone(one)),
    )


def _has(task: ChecklistTask, conflict: Conflict) -> bool:
    return any(one.conflict is conflict for one in task.conflicts)


def _following(left: Sequence[ChecklistTask]) -> ChecklistTask | None:
    """The one that is due first among those that wait for nothing; without dates in the suggested order.

    When every task left waits for another one (a circle of own making), the one due first of all.
    """
    waiting_for = {one.key for one in left}
    free = [one for one in left if not waiting_for & set(one.definition.after)]
    return min(free or left, key=_due, default=None)


def is_bygone(task: ChecklistTask) -> bool:
    """Whether the board's fixed day is over, and nobody has set another."""
    return isinstance(task.definition.dates, Fixed) and not task.by_hand and _has(task, Conflict.OVERDUE)


def _due(task: ChecklistTask) -> tuple[bool, date, float, str]:
    end = task.dates.end if task.dates else date.max
    return is_bygone(task), end, task.definition.order, task.key
