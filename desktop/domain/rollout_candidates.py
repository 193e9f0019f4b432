"""Who changes in waves, and why do the other suppliers of KP not?

Everybody who gets a letter about the change is a candidate; every other active supplier that belongs in KP,
or may, is in the rest with its reason. Nobody is forgotten: candidates and rest are all of them, no one both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.collective import CollectiveState
from desktop.domain.recipients import Recipient, RecipientList, missing_contact
from desktop.domain.relevance import Relevance
from desktop.domain.rollout import Candidate, RestReason
from desktop.domain.suppliers import SupplierId


@dataclass(frozen=True, slots=True)
class Rest:
    """An active supplier of KP that is in no wave."""

    assessment: SupplierAssessment
    reason: RestReason


@dataclass(frozen=True, slots=True)
class Turnout:
    """Everybody the rollout is about.

    Attributes:
        candidates: to be put in a wave; taken out or not.
    """

    candidates: tuple[Candidate, ...]
    rest: tuple[Rest, ...]


def turnout(
    assessments: Iterable[SupplierAssessment],
    found: RecipientList,
    *,
    contacted: Collection[SupplierId] = (),
    taken_out: Collection[SupplierId] = (),
) -> Turnout:
    """Sort the active suppliers of KP.

    Args:
        found: who gets which letter under the choice; whose letter waits for its data is a candidate too.
        contacted: to whom a letter about the change has been written.
        taken_out: whom a person has taken out of all waves.
    """
    changing = [*found.recipients, *(waiting.recipient for waiting in found.waiting)]
    undecided = {one.supplier.id for one in found.undecided}
    candidates = [_candidate(one, contacted) for one in changing if one.supplier_id not in taken_out]
    chosen = {one.supplier_id for one in changing}
    rest = [Rest(one.assessment, RestReason.TAKEN_OUT) for one in changing if one.supplier_id in taken_out]
    for one in assessments:
        may_belong = one.relevance.relevance is not Relevance.OUTSIDE or one.supplier.id in undecided
        if one.is_active and may_belong and one.supplier.id not in chosen:
            rest.append(Rest(one, _why_not(one, undecided)))
    return Turnout(tuple(candidates), tuple(rest))


def _candidate(one: Recipient, contacted: Collection[SupplierId]) -> Candidate:
    assessment = one.assessment
    trade = assessment.relevance.trade
    return Candidate(
        one.supplier_id,
        trade.key if trade else "",
        assessment.activity.per_month,
        collective=assessment.collective.state is CollectiveState.CAN_SPLIT,
        reachable=not missing_contact(assessment),
        contacted=one.supplier_id in contacted,
    )


def _why_not(one: SupplierAssessment, undecided: Collection[SupplierId]) -> RestReason:
    if one.supplier.id in undecided:
        return RestReason.UNDECIDED
    if one.collective.state is CollectiveState.CANNOT_SPLIT:
        return RestReason.CANNOT_SPLIT
    return RestReason.ON_THE_NEW_EAN
