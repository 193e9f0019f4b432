"""Is everything ready for the day when everything moves at once? (CHO-7)

Reusing an EAN number brings every invoice on it to KP from the first day (guide, seed 002): everybody must
know what to do. Four things are asked; each is settled by a task of the checklist, or by a step of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.checklist import TaskState, TaskStatus


class ReadinessPoint(StrEnum):
    """What must be in place. `texts.readiness` has the sentences."""

    STAFF = "staff"
    SCENARIOS = "scenarios"
    ROUTING = "routing"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class Ready:
    """One point, and the task of the checklist that settles it.

    Attributes:
        step: index of the task's step that settles it; None when the whole task does.
        done: the task, or that step of it, is done.
        who: the owner of the task, in the municipality's words; "" while nobody has it.
    """

    point: ReadinessPoint
    task: str
    step: int | None
    done: bool
    who: str


_SETTLED_BY: dict[ReadinessPoint, tuple[str, int | None]] = {
    ReadinessPoint.STAFF: ("staff", 1),
    ReadinessPoint.SCENARIOS: ("staff", 0),
    ReadinessPoint.ROUTING: ("routing-reused", None),
    ReadinessPoint.BACKUP: ("backup", 0),
}
"""Steps of `resources/checklist/rollout.toml`: guidelines for each case are written, then gone through."""


def readiness(states: Mapping[str, TaskState]) -> tuple[Ready, ...]:
    """The four points as the checklist has them.

    Args:
        states: what people did to the tasks, by key.
    """
    return tuple(_ready(point, *rests_on, states) for point, rests_on in _SETTLED_BY.items())


def _ready(point: ReadinessPoint, task: str, step: int | None, states: Mapping[str, TaskState]) -> Ready:
    state = states.get(task, TaskState())
    done = state.status is TaskStatus.DONE or (step is not None and step in state.steps_done)
    return Ready(point, task, step, done, state.owner)
