"""Where does a supplier stand towards an EAN number, and where may it turn out to stand?

Every active supplier falls in exactly one class for an existing EAN number *e*:

    on *e*:  N outside KP
             U in KP, collective, cannot split
             C in KP, collective, can split
             K in KP, one citizen per invoice
    M        in KP, can send one citizen per invoice, not on *e*
    the rest need nothing

A supplier that nobody has judged could fall in several.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.collective import CollectiveState
from desktop.domain.relevance import Relevance


class SupplierClass(StrEnum):
    """Where an active supplier stands towards one EAN number. Letters as in the design of the model."""

    OUTSIDE_ON = "N"
    CANNOT_SPLIT_ON = "U"
    COLLECTIVE_ON = "C"
    SINGLE_ON = "K"
    ELSEWHERE = "M"
    UNTOUCHED = "-"


_ON = {
    CollectiveState.NO: SupplierClass.SINGLE_ON,
    CollectiveState.CAN_SPLIT: SupplierClass.COLLECTIVE_ON,
    CollectiveState.CANNOT_SPLIT: SupplierClass.CANNOT_SPLIT_ON,
}


_OPEN_STATES = (CollectiveState.NO, CollectiveState.CAN_SPLIT, CollectiveState.CANNOT_SPLIT)


def possible_classes(assessment: SupplierAssessment, ean: str) -> frozenset[SupplierClass]:
    """The classes a supplier may turn out to be in, towards one EAN number ("" for a new one).

    One class when everything is settled. A supplier that is not active needs nothing.
    """
    if not assessment.is_active:
        return frozenset((SupplierClass.UNTOUCHED,))
    on_ean = bool(ean) and assessment.activity.on(ean) is not None
    return classes_towards(assessment.relevance.relevance, assessment.collective.state, on_ean=on_ean)


@cache
def classes_towards(
    relevance: Relevance, state: CollectiveState, *, on_ean: bool
) -> frozenset[SupplierClass]:
    """The classes an active supplier may turn out to be in. Two dozen answers, asked for millions of times.

    Args:
        on_ean: it sends to the EAN number in question.
    """
    possible: set[SupplierClass] = set()
    if relevance is not Relevance.KP:
        possible.add(SupplierClass.OUTSIDE_ON if on_ean else SupplierClass.UNTOUCHED)
    if relevance is not Relevance.OUTSIDE:
        possible |= {_kp_class(one, on_ean=on_ean) for one in _states(state)}
    return frozenset(possible)


def possible_states(assessment: SupplierAssessment) -> tuple[CollectiveState, ...]:
    """What a suspected supplier may turn out to be; the state itself when it is settled."""
    return _states(assessment.collective.state)


def _states(state: CollectiveState) -> tuple[CollectiveState, ...]:
    return _OPEN_STATES if state is CollectiveState.SUSPECTED else (state,)


def _kp_class(state: CollectiveState, *, on_ean: bool) -> SupplierClass:
    if on_ean:
        return _ON[state]
    return SupplierClass.UNTOUCHED if state is CollectiveState.CANNOT_SPLIT else SupplierClass.ELSEWHERE


def is_undecided(assessment: SupplierAssessment) -> bool:
    """True when relevance is unknown, or a KP supplier's collective invoices are only suspected."""
    relevance = assessment.relevance.relevance
    if relevance is Relevance.UNKNOWN:
        return True
    return relevance is Relevance.KP and assessment.collective.state is CollectiveState.SUSPECTED
