"""May the next wave open? Only when the wave before has shown what was agreed, or a person says why not.

The gate is looked at when enough time has passed since the cut-over: share of the wave's invoices that come
on the new EAN number, share that KP rejected, and tasks that should have been done. What has not been seen
(no invoices imported since the cut-over) is unknown and holds the gate shut.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class GateState(StrEnum):
    """Where a gate stands."""

    NOT_YET = "not_yet"
    UNKNOWN = "unknown"
    HOLDS = "holds"
    FAILS = "fails"
    OVERRIDDEN = "overridden"


class GateFault(StrEnum):
    """What keeps a gate shut. `texts.rollout` has the sentences."""

    NO_INVOICES_SEEN = "no_invoices_seen"
    TOO_FEW_ON_NEW_EAN = "too_few_on_new_ean"
    TOO_MANY_REJECTED = "too_many_rejected"
    OPEN_TASKS = "open_tasks"


@dataclass(frozen=True, slots=True)
class GateRule:
    """What a wave must show. Defaults are working assumptions.

    Attributes:
        on_new_ean: share of its invoices since the cut-over that come on the new EAN number, at least.
        rejected: share of those that KP would reject, at most.
        weeks: after the cut-over before the gate is looked at.
    """

    on_new_ean: float = 0.8
    rejected: float = 0.05
    weeks: int = 3


@dataclass(frozen=True, slots=True)
class GateFacts:
    """What has been seen of a wave since its cut-over.

    Attributes:
        invoices: from its suppliers, to whatever EAN number; credit notes and reminders do not count.
        on_new_ean: those on the new one.
        rejected: those of them KP rejected or would reject by its rules.
        open_tasks: tasks of the checklist that should have been done by now.
    """

    invoices: int = 0
    on_new_ean: int = 0
    rejected: int = 0
    open_tasks: int = 0


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether the next wave may open, and what keeps it shut.

    Attributes:
        looked_at: the day from which the gate is judged.
        note: why a person opened it all the same; "" when nobody did.
    """

    state: GateState
    looked_at: date
    facts: GateFacts
    faults: tuple[GateFault, ...] = ()
    note: str = ""

    @property
    def is_open(self) -> bool:
        return self.state in (GateState.HOLDS, GateState.OVERRIDDEN)


def judge_gate(*, looked_at: date, today: date, facts: GateFacts, rule: GateRule, note: str = "") -> Gate:
    """Judge a wave by what has been seen; a person's note opens the gate whatever that is."""
    faults = _faults(facts, rule)
    if note:
        state = GateState.OVERRIDDEN
    elif today < looked_at:
        state = GateState.NOT_YET
    elif GateFault.NO_INVOICES_SEEN in faults:
        state = GateState.UNKNOWN
    else:
        state = GateState.FAILS if faults else GateState.HOLDS
    return Gate(state, looked_at, facts, faults, note)


def _faults(facts: GateFacts, rule: GateRule) -> tuple[GateFault, ...]:
    found = []
    if facts.invoices == 0:
        found.append(GateFault.NO_INVOICES_SEEN)
    elif facts.on_new_ean < rule.on_new_ean * facts.invoices:
        found.append(GateFault.TOO_FEW_ON_NEW_EAN)
    if facts.rejected > rule.rejected * facts.on_new_ean:
        found.append(GateFault.TOO_MANY_REJECTED)
    if facts.open_tasks:
        found.append(GateFault.OPEN_TASKS)
    return tuple(found)
