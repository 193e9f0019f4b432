"""Is what is missing before the choice named, so that it can be got?"""

from __future__ import annotations

import pytest

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.assumptions import Assumptions
from desktop.domain.choice_gaps import FoundGap, Gap, choice_gaps
from desktop.domain.collective import CollectiveState
from desktop.domain.ean_choice import compare
from desktop.domain.relevance import Relevance
from tests.building import OLD_EAN, assessment

WRONG_EAN = OLD_EAN[:-1] + str((int(OLD_EAN[-1]) + 1) % 10)


def gaps(suppliers: list[SupplierAssessment]) -> dict[Gap, FoundGap]:
    comparison = compare(suppliers, Assumptions())
    return {one.gap: one for one in choice_gaps(comparison, suppliers, invoices=1, window=None, days=())}


def in_kp(state: CollectiveState, count: int, ean: str = OLD_EAN) -> list[SupplierAssessment]:
    return [assessment(place, Relevance.KP, state, {ean: 12}) for place in range(count)]


@pytest.mark.parametrize(
    ("states", "gap"),
    [
        ((CollectiveState.CAN_SPLIT,), Gap.ALL_COLLECTIVE),
        ((CollectiveState.CAN_SPLIT, CollectiveState.CANNOT_SPLIT), Gap.ALL_COLLECTIVE),
        ((CollectiveState.CANNOT_SPLIT,), Gap.NONE_CAN_SPLIT),
    ],
)
def test_only_collective_invoices_are_told_by_who_can_split(
    states: tuple[CollectiveState, ...], gap: Gap
) -> None:
    suppliers = [
        assessment(place, Relevance.KP, state, {OLD_EAN: 12}) for place, state in enumerate(states * 2)
    ]
    told = gaps(suppliers)
    assert told[gap].count == len(suppliers)
    assert len(told.keys() & {Gap.ALL_COLLECTIVE, Gap.NONE_CAN_SPLIT}) == 1


def test_one_who_sends_a_citizen_at_a_time_is_enough() -> None:
    suppliers = [
        assessment(1, Relevance.KP, CollectiveState.NO, {OLD_EAN: 12}),
        assessment(2, Relevance.KP, CollectiveState.CANNOT_SPLIT, {OLD_EAN: 12}),
    ]
    assert not gaps(suppliers)


def test_a_wrong_number_is_no_option_beside_a_right_one_and_to_be_looked_up_when_it_is_the_only_one() -> None:
    alone = in_kp(CollectiveState.NO, 2, WRONG_EAN)
    assert gaps(alone)[Gap.ONLY_BAD_CHECK_DIGITS].names == (WRONG_EAN,)
    beside = [
        assessment(1, Relevance.KP, CollectiveState.NO, {WRONG_EAN: 12}),
        assessment(2, Relevance.KP, CollectiveState.NO, {OLD_EAN: 12}),
    ]
    assert gaps(beside)[Gap.BAD_CHECK_DIGIT].names == (WRONG_EAN,)
    assert not any(one.option.ean == WRONG_EAN for one in compare(beside, Assumptions()).options)
