"""Are citizens counted once, with the right certainty, and forgotten?"""

from __future__ import annotations

from datetime import date

import pytest

from desktop.domain.collective import (
    CitizenTally,
    CollectiveCounts,
    CollectiveDecision,
    CollectiveReason,
    CollectiveState,
    summarise,
)
from desktop.domain.cpr import PersonHasher
from desktop.domain.invoices import CitizenEvidence, Grade, Place

FIRST, SECOND, THIRD = "0101605003", "0202615004", "0303625005"  # years 1860-1862: never issued


def tally() -> CitizenTally:
    return CitizenTally(PersonHasher())


def test_the_same_number_twice_is_one_person() -> None:
    found = tally()
    found.add(FIRST, Grade.WEAK, Place.LINE_TEXT, line="1")
    found.add(FIRST, Grade.CERTAIN, Place.DELIVERY_PARTY)
    evidence = found.evidence()
    assert (evidence.citizens, evidence.grade) == (1, Grade.CERTAIN)
    assert evidence.places == {Place.LINE_TEXT, Place.DELIVERY_PARTY}
    assert not evidence.is_collective


def test_a_collective_invoice_is_as_sure_as_its_second_citizen() -> None:
    found = tally()
    found.add(FIRST, Grade.CERTAIN, Place.DELIVERY_PARTY)
    found.add(SECOND, Grade.WEAK, Place.LINE_TEXT, line="1")
    assert found.evidence().grade is Grade.WEAK
    found.add(THIRD, Grade.PROBABLE, Place.LINE_TEXT, line="1")
    evidence = found.evidence()
    assert (evidence.citizens, evidence.grade, evidence.most_on_a_line) == (3, Grade.PROBABLE, 2)
    assert evidence.is_collective


def test_nobody_found_is_none_unless_an_attachment_was_not_read() -> None:
    assert tally().evidence() == CitizenEvidence(citizens=0, grade=Grade.NONE)
    unread = tally().evidence(unread_attachments=1)
    assert (unread.citizens, unread.grade) == (None, Grade.UNKNOWN)


def test_possible_numbers_are_told_but_not_counted() -> None:
    found = tally()
    found.add_possible(FIRST)
    found.add_possible(SECOND)
    found.add(SECOND, Grade.PROBABLE, Place.HEADER_NOTE)
    assert (found.evidence().citizens, found.evidence().possible) == (1, 1)


def test_a_tally_shows_no_number_however_it_is_printed() -> None:
    found = tally()
    found.add(FIRST, Grade.CERTAIN, Place.COLUMN)
    assert FIRST not in repr(vars(found))
    assert FIRST not in repr(found.evidence())


SURE = CollectiveCounts(documents=9, checked=9, certain=3, max_citizens=4, last_seen=date(2026, 9, 30))
MONTHLY = CollectiveCounts(documents=6, months_with_one_invoice=6, months_active=6)


@pytest.mark.parametrize(
    ("counts", "pharmacy", "declared", "decision", "state", "reason"),
    [
        (SURE, False, None, None, CollectiveState.CAN_SPLIT, CollectiveReason.INVOICES),
        (SURE, True, None, None, CollectiveState.CANNOT_SPLIT, CollectiveReason.PHARMACY),
        (
            CollectiveCounts(checked=2, weak=1),
            False,
            None,
            None,
            CollectiveState.SUSPECTED,
            CollectiveReason.WEAK_INVOICES,
        ),
        (CollectiveCounts(), False, True, None, CollectiveState.SUSPECTED, CollectiveReason.DECLARED),
        (
            CollectiveCounts(saying_collective=1),
            False,
            None,
            None,
            CollectiveState.SUSPECTED,
            CollectiveReason.TEXT,
        ),
        (MONTHLY, True, None, None, CollectiveState.SUSPECTED, CollectiveReason.PHARMACY_PATTERN),
        (MONTHLY, False, None, None, CollectiveState.NO, CollectiveReason.NOT_CHECKED),
        (CollectiveCounts(checked=4), False, None, None, CollectiveState.NO, CollectiveReason.NOTHING_SEEN),
        (SURE, False, None, CollectiveDecision.REJECTED, CollectiveState.NO, CollectiveReason.BY_HAND),
        (
            SURE,
            False,
            None,
            CollectiveDecision.CANNOT_SPLIT,
            CollectiveState.CANNOT_SPLIT,
            CollectiveReason.BY_HAND,
        ),
        (
            MONTHLY,
            True,
            None,
            CollectiveDecision.CONFIRMED,
            CollectiveState.CAN_SPLIT,
            CollectiveReason.BY_HAND,
        ),
    ],
)
def test_a_supplier_gets_the_state_its_evidence_carries(
    counts: CollectiveCounts,
    *,
    pharmacy: bool,
    declared: bool | None,
    decision: CollectiveDecision | None,
    state: CollectiveState,
    reason: CollectiveReason,
) -> None:
    found = summarise(counts, pharmacy=pharmacy, declared=declared, decision=decision)
    assert (found.state, found.reason) == (state, reason)
