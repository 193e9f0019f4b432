"""What does a plan store of its waves and tasks? Who is where, which dates stand, and how far each task is.

Reasons are stored with a placement, since they say why the program proposed it on that day; limits that are
not kept, gates and conflicts follow from the plan and are never stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from desktop.domain.checklist import TaskState, TaskStatus
from desktop.domain.rollout import PlacementReason, WaveKind
from desktop.domain.rollout_dates import WaveDates
from desktop.domain.suppliers import SupplierId

TAKEN_OUT = 0
"""The "wave" of suppliers that a person took out of all waves."""


@dataclass(frozen=True, slots=True)
class StoredWave:
    """A wave of the plan.

    Attributes:
        number: 1 is the first; stays while others come and go.
        by_hand: a person set the dates, so that a new proposal leaves them.
        gate_note: why a person let the next wave open all the same; "" while nobody did.
        gate_by, gate_at: who that was and when, at as ISO text.
    """

    id: int
    number: int
    kind: WaveKind
    dates: WaveDates
    by_hand: bool = False
    gate_note: str = ""
    gate_by: str = ""
    gate_at: str = ""


@dataclass(frozen=True, slots=True)
class StoredPlacement:
    """A supplier in a wave.

    Attributes:
        wave: number of the wave, `TAKEN_OUT` for none.
        locked: stays there when waves are proposed again.
    """

    id: int
    supplier_id: SupplierId
    wave: int
    locked: bool = False
    reasons: tuple[PlacementReason, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredTask:
    """What people did to a task of the checklist, or a task of their own.

    Attributes:
        key: of the checklist's task; "own-<id>" for one of the municipality's own.
        title, goal: only for own tasks; "" for the checklist's.
        by, at: who changed it last, and when.
    """

    id: int
    key: str
    state: TaskState
    by: str
    at: datetime
    title: str = ""
    goal: str = ""

    @property
    def is_own(self) -> bool:
        return bool(self.title)


def task_state(
    *, status: str, owner: str, start: str, end: str, steps_done: tuple[int, ...], note: str
) -> TaskState:
    """A task's state from the texts it is kept as.

    Raises:
        ValueError: for a status or a date that is none.
    """
    return TaskState(
        TaskStatus(status),
        owner,
        date.fromisoformat(start) if start else None,
        date.fromisoformat(end) if end else None,
        frozenset(steps_done),
        note,
    )
