"""Which waves are left over from another choice, and what can be done about them: clear them, or keep them?

Waves are planned for one option of the EAN choice, and the plan remembers which. When another one is chosen
afterwards, some of their suppliers need not change any more, and whole waves may be empty. Nothing is thrown
away unasked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.options import OptionKind, option_of
from desktop.workspace.operations.rollout import PlanWaves
from desktop.workspace.rollout import PLANNED_FOR, Rollout

if TYPE_CHECKING:
    from desktop.domain.plan import EanChoice
    from desktop.workspace.session import Session


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Waves that were planned for another choice.

    Attributes:
        waves: how many there are; `empty` of them have nobody left that changes.
        suppliers: how many in them still change.
        gone: how many were put in them and need not change any more.
        new_ones: how many are to change now and are in no wave.
        all_at_once: with the choice in force everything moves on one day.
    """

    waves: int
    empty: int
    suppliers: int
    gone: int
    new_ones: int
    all_at_once: bool


def left_over(session: Session, choice: EanChoice, found: Rollout) -> LeftOver | None:
    """The waves that are left over from another choice; None when there are none.

    A plan from before the program remembered what waves were planned for is judged by whether one is empty.
    """
    option = option_of(choice.option)
    if not found.waves or option is None:
        return None
    with session.reading() as reader:
        planned_for = next((one.value for one in reader.settings() if one.key == PLANNED_FOR), "")
        numbers = {one.number for one in reader.waves()}
        placed = sum(1 for one in reader.placements() if one.wave in numbers)
    empty = sum(1 for one in found.waves if not one.members)
    if planned_for == choice.option or not (planned_for or empty):
        return None
    suppliers = sum(len(one.members) for one in found.waves)
    return LeftOver(
        waves=len(found.waves),
        empty=empty,
        suppliers=suppliers,
        gone=placed - suppliers,
        new_ones=len(found.unplaced),
        all_at_once=option.kind is not OptionKind.NEW_GRADUAL,
    )


def clear_waves() -> PlanWaves:
    """The operation that takes every wave away; who was taken out by hand stays out."""
    return PlanWaves((), {PLANNED_FOR: ""})


def keep_waves(choice: EanChoice, found: Rollout) -> PlanWaves:
    """The operation that keeps the waves with somebody in them, for the choice in force."""
    return PlanWaves(tuple(one.wave for one in found.waves if one.members), {PLANNED_FOR: choice.option})
