"""Do the parts of the contacts add up to the contacts, and do other assumptions count nothing again?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.assumptions import Assumptions
from desktop.domain.contact_parts import contact_parts
from desktop.domain.ean_choice import compare, reweighed
from desktop.domain.options import OptionKind
from tests.domain.test_ean_choice import municipalities


@given(suppliers=municipalities())
def test_the_parts_add_up_to_the_most_that_may_get_a_letter(suppliers: list[SupplierAssessment]) -> None:
    comparison = compare(suppliers, Assumptions())
    active = [one for one in suppliers if one.is_active]
    new = comparison.figures(OptionKind.NEW.value)
    eans = [one.option.ean for one in comparison.options if one.option.kind is OptionKind.REUSE]
    for ean, (reuse_parts, new_parts) in contact_parts(active, eans).items():
        reuse = comparison.figures(f"reuse:{ean}")
        assert reuse is not None
        assert new is not None
        assert reuse_parts.most == reuse.contacts.high
        assert new_parts.most == new.contacts.high
        assert sum(reuse_parts.settled.values()) <= reuse.contacts.low
        assert sum(new_parts.settled.values()) <= new.contacts.low


@given(suppliers=municipalities(), minutes=st.integers(0, 120), weeks=st.integers(0, 26))
def test_weighing_again_is_the_same_as_comparing_again(
    suppliers: list[SupplierAssessment], minutes: int, weeks: int
) -> None:
    other = Assumptions({"letter_minutes": minutes, "tail_weeks": weeks})
    assert reweighed(compare(suppliers, Assumptions()), other) == compare(suppliers, other)
