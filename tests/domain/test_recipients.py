"""Does everybody get the right letter, one each, and as many as the choice said?"""

from __future__ import annotations

import pytest
from hypothesis import given

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.assumptions import Assumptions
from desktop.domain.collective import CollectiveState
from desktop.domain.ean_choice import compare
from desktop.domain.letters import LetterKind
from desktop.domain.options import Option, OptionKind
from desktop.domain.recipients import MissingContact, RecipientReason, recipients
from desktop.domain.relevance import Relevance
from desktop.domain.suppliers import SupplierFacts
from tests.building import NEW_EAN, OLD_EAN, OTHER_EAN, assessment
from tests.domain.test_ean_choice import municipalities, settled_municipalities

REUSE = Option(OptionKind.REUSE, OLD_EAN)
NEW = Option(OptionKind.NEW)


@given(settled_municipalities)
def test_there_are_as_many_letters_as_the_choice_counted_contacts(
    suppliers: list[SupplierAssessment],
) -> None:
    comparison = compare(suppliers, Assumptions())
    for figures in comparison.options:
        found = recipients(suppliers, figures.option, NEW_EAN)
        assert len(found.recipients) == figures.contacts.low == figures.contacts.high
        assert not found.undecided


@given(municipalities())
def test_every_supplier_is_in_exactly_one_heap(suppliers: list[SupplierAssessment]) -> None:
    for option in (REUSE, NEW):
        found = recipients(suppliers, option, NEW_EAN)
        heaps = len(found.recipients) + len(found.undecided) + found.untouched + found.dormant
        assert heaps == len(suppliers)


@pytest.mark.parametrize(
    ("option", "relevance", "state", "ean", "expected"),
    [
        (NEW, Relevance.KP, CollectiveState.NO, OLD_EAN, LetterKind.NEW_EAN),
        (NEW, Relevance.KP, CollectiveState.CAN_SPLIT, OLD_EAN, LetterKind.NEW_EAN_ONE_PER_CITIZEN),
        (NEW, Relevance.KP, CollectiveState.CANNOT_SPLIT, OLD_EAN, None),
        (NEW, Relevance.OUTSIDE, CollectiveState.NO, OLD_EAN, None),
        (REUSE, Relevance.KP, CollectiveState.NO, OLD_EAN, None),
        (REUSE, Relevance.KP, CollectiveState.CAN_SPLIT, OLD_EAN, LetterKind.ONE_PER_CITIZEN),
        (REUSE, Relevance.KP, CollectiveState.CANNOT_SPLIT, OLD_EAN, LetterKind.STAY_ON_ERP),
        (REUSE, Relevance.OUTSIDE, CollectiveState.NO, OLD_EAN, LetterKind.LEAVE_EAN),
        (REUSE, Relevance.KP, CollectiveState.NO, OTHER_EAN, LetterKind.NEW_EAN),
        (REUSE, Relevance.KP, CollectiveState.CAN_SPLIT, OTHER_EAN, LetterKind.NEW_EAN_ONE_PER_CITIZEN),
        (REUSE, Relevance.KP, CollectiveState.CANNOT_SPLIT, OTHER_EAN, None),
        (REUSE, Relevance.OUTSIDE, CollectiveState.NO, OTHER_EAN, None),
    ],
)
def test_each_class_gets_its_letter(
    option: Option, relevance: Relevance, state: CollectiveState, ean: str, expected: LetterKind | None
) -> None:
    found = recipients([assessment(1, relevance, state, {ean: 12})], option, NEW_EAN)
    assert [one.kind for one in found.recipients] == ([expected] if expected else [])


def test_an_unsettled_supplier_waits_only_where_its_letter_depends_on_it() -> None:
    unknown = assessment(1, Relevance.UNKNOWN)
    suspected = assessment(2, Relevance.KP, CollectiveState.SUSPECTED)
    unknown_elsewhere = assessment(3, Relevance.UNKNOWN, CollectiveState.CANNOT_SPLIT, {OTHER_EAN: 3})
    found = recipients([unknown, suspected, unknown_elsewhere], REUSE, OLD_EAN)
    assert found.undecided == (unknown, suspected)
    assert found.untouched == 1


def test_a_supplier_that_has_changed_already_is_left_in_peace() -> None:
    moved = assessment(1, eans={NEW_EAN: 12})
    both = assessment(2, eans={NEW_EAN: 3, OLD_EAN: 9})
    collects = assessment(3, Relevance.KP, CollectiveState.CAN_SPLIT, {NEW_EAN: 12})
    found = recipients([moved, both, collects], NEW, NEW_EAN)
    assert [(one.supplier_id, one.kind) for one in found.recipients] == [
        (2, LetterKind.NEW_EAN),
        (3, LetterKind.ONE_PER_CITIZEN),
    ]


def test_the_letter_names_the_old_numbers_and_why() -> None:
    both = assessment(1, Relevance.KP, CollectiveState.CAN_SPLIT, {OTHER_EAN: 2, OLD_EAN: 30, NEW_EAN: 1})
    (one,) = recipients([both], NEW, NEW_EAN).recipients
    assert one.old_eans == (OLD_EAN, OTHER_EAN)
    assert one.reasons == (
        RecipientReason.KP_GETS_NEW_EAN,
        RecipientReason.SENDS_COLLECTIVE,
        RecipientReason.USES_SEVERAL_EANS,
    )


def test_missing_contact_data_are_pointed_out_and_stop_nothing() -> None:
    bare = assessment(1, facts=SupplierFacts("1", "Klinik"))
    (one,) = recipients([bare], NEW, NEW_EAN).recipients
    assert one.missing == (MissingContact.ADDRESS, MissingContact.EMAIL, MissingContact.CVR)
