"""Does the EAN choice count as the model says? The laws of the model, and one municipality by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.assumptions import ASSUMPTIONS, Assumptions
from desktop.domain.collective import CollectiveState
from desktop.domain.ean_choice import compare
from desktop.domain.errors import UnknownAssumption
from desktop.domain.intervals import Interval
from desktop.domain.options import (
    Option,
    OptionFigures,
    OptionKind,
    option_figures,
    option_load,
    option_of,
)
from desktop.domain.recommendation import recommend
from desktop.domain.relevance import Relevance, RelevanceJudgement, RelevanceReason
from desktop.domain.supplier_classes import SupplierClass, possible_classes
from desktop.domain.supplier_groups import grouped
from desktop.domain.tipping_point import tipping_point
from tests.building import OLD_EAN, OTHER_EAN, assessment

SETTLED = (CollectiveState.NO, CollectiveState.CAN_SPLIT, CollectiveState.CANNOT_SPLIT)

usage = st.dictionaries(
    st.sampled_from((OLD_EAN, OTHER_EAN)), st.integers(min_value=1, max_value=60), max_size=2
)


@st.composite
def municipalities(
    draw: st.DrawFn,
    relevance: tuple[Relevance, ...] = tuple(Relevance),
    states: tuple[CollectiveState, ...] = tuple(CollectiveState),
) -> list[SupplierAssessment]:
    """Up to thirty suppliers of every kind, some of them dormant."""
    kinds = st.tuples(st.sampled_from(relevance), st.sampled_from(states), usage)
    rows = draw(st.lists(kinds, max_size=30))
    return [assessment(place, *row) for place, row in enumerate(rows)]


settled_municipalities = municipalities(relevance=(Relevance.KP, Relevance.OUTSIDE), states=SETTLED)


def figures(suppliers: list[SupplierAssessment], key: str) -> Interval:
    found = compare(suppliers, Assumptions()).figures(key)
    assert found is not None
    return found.contacts


def counted(suppliers: list[SupplierAssessment], ean: str) -> dict[SupplierClass, int]:
    classes = [possible_classes(one, ean) for one in suppliers if one.is_active]
    assert all(len(found) == 1 for found in classes)
    names = [next(iter(found)) for found in classes]
    return {name: names.count(name) for name in SupplierClass}


@given(settled_municipalities)
def test_contacts_are_a_partition_and_differ_by_n_plus_u_minus_k(suppliers: list[SupplierAssessment]) -> None:
    n, u, c, k, m = (
        counted(suppliers, OLD_EAN)[name]
        for name in (
            SupplierClass.OUTSIDE_ON,
            SupplierClass.CANNOT_SPLIT_ON,
            SupplierClass.COLLECTIVE_ON,
            SupplierClass.SINGLE_ON,
            SupplierClass.ELSEWHERE,
        )
    )
    comparison = compare(suppliers, Assumptions())
    reuse, new = comparison.figures(f"reuse:{OLD_EAN}"), comparison.figures("new")
    if new is not None:
        assert new.contacts == Interval(k + c + m, k + c + m)
    if reuse is not None and new is not None:
        assert reuse.contacts == Interval(n + u + c + m, n + u + c + m)
        assert reuse.contacts.low - new.contacts.low == n + u - k


@given(settled_municipalities)
def test_reuse_is_lighter_in_letters_exactly_while_n_plus_u_is_below_k(
    suppliers: list[SupplierAssessment],
) -> None:
    active = [one for one in suppliers if one.is_active]
    point = tipping_point(grouped(active), OLD_EAN)
    count = counted(suppliers, OLD_EAN)
    leaves = count[SupplierClass.OUTSIDE_ON] + count[SupplierClass.CANNOT_SPLIT_ON]
    assert point.reuse_is_lighter is (leaves < count[SupplierClass.SINGLE_ON])


@given(settled_municipalities, usage.filter(lambda sent: OLD_EAN in sent))
def test_a_supplier_that_turns_out_to_belong_in_kp_moves_both_figures_by_one(
    suppliers: list[SupplierAssessment], sent: dict[str, int]
) -> None:
    # One KP supplier is there in any case, so that reuse is an option before and after.
    anchor = assessment(998)
    outside = [*suppliers, anchor, assessment(999, Relevance.OUTSIDE, CollectiveState.NO, sent)]
    inside = [*suppliers, anchor, assessment(999, Relevance.KP, CollectiveState.NO, sent)]
    assert figures(inside, f"reuse:{OLD_EAN}").low == figures(outside, f"reuse:{OLD_EAN}").low - 1
    assert figures(inside, "new").low == figures(outside, "new").low + 1


def _settle(one: SupplierAssessment, relevance: Relevance, state: CollectiveState) -> SupplierAssessment:
    judged = RelevanceJudgement(relevance, RelevanceReason.BY_HAND)
    return replace(one, relevance=judged, collective=replace(one.collective, state=state))


EVERY_OPTION = (
    Option(OptionKind.REUSE, OLD_EAN),
    Option(OptionKind.REUSE, OTHER_EAN),
    Option(OptionKind.NEW),
    Option(OptionKind.NEW_GRADUAL),
)


def _figures_of(suppliers: list[SupplierAssessment], option: Option) -> OptionFigures:
    """An option's figures, whether or not it is one that a person would be shown."""
    return option_figures(
        option_load(grouped(one for one in suppliers if one.is_active), option), Assumptions()
    )


@given(
    municipalities(),
    st.data(),
    st.sampled_from((Relevance.KP, Relevance.OUTSIDE)),
    st.sampled_from(SETTLED),
)
def test_settling_a_supplier_never_widens_an_interval(
    suppliers: list[SupplierAssessment], data: st.DataObject, relevance: Relevance, state: CollectiveState
) -> None:
    unsettled = [
        place
        for place, one in enumerate(suppliers)
        if one.relevance.relevance is Relevance.UNKNOWN or one.collective.state is CollectiveState.SUSPECTED
    ]
    if not unsettled:
        return
    place = data.draw(st.sampled_from(unsettled))
    one = suppliers[place]
    # What is known already stays; only what is open gets settled.
    known = one.relevance.relevance
    told = relevance if known is Relevance.UNKNOWN else known
    held = one.collective.state
    settled = list(suppliers)
    settled[place] = _settle(one, told, state if held is CollectiveState.SUSPECTED else held)
    for option in EVERY_OPTION:
        wide, narrow = _figures_of(suppliers, option), _figures_of(settled, option)
        pairs = [(wide.contacts, narrow.contacts), (wide.hours, narrow.hours), (wide.weeks, narrow.weeks)]
        pairs += [(wide.misrouted, narrow.misrouted), (wide.day_one, narrow.day_one)]
        for outer, inner in pairs:
            assert outer.low <= inner.low + 1e-9
            assert inner.high <= outer.high + 1e-9


@given(municipalities())
def test_every_municipality_gets_sensible_figures(suppliers: list[SupplierAssessment]) -> None:
    comparison = compare(suppliers, Assumptions())
    for option in comparison.options:
        for interval in (option.contacts, option.hours, option.weeks, option.day_one, option.misrouted):
            assert 0 <= interval.low <= interval.high
    for picture in comparison.eans:
        parts = picture.kp_suppliers + picture.other_suppliers + picture.unknown
        assert parts + picture.collective_can_split + picture.collective_cannot_split == picture.suppliers
    recommend(comparison, Assumptions())


@given(municipalities())
def test_the_two_lines_cross_where_the_tipping_point_says(suppliers: list[SupplierAssessment]) -> None:
    point = tipping_point(grouped(one for one in suppliers if one.is_active), OLD_EAN)
    if point.tips_at is None or not point.suppliers or point.tips_at >= 1:
        return
    reuse, new = (point.contacts_at(point.tips_at, reuse=way) for way in (True, False))
    assert reuse == pytest.approx(new)


def test_nobody_gives_no_options_and_no_recommendation() -> None:
    comparison = compare([], Assumptions())
    assert comparison.options == ()
    assert comparison.tipping_point is None
    assert recommend(comparison, Assumptions()) is None


def test_a_supplier_without_invoices_is_dormant_and_gets_no_letter() -> None:
    comparison = compare([assessment(1), assessment(2, eans={})], Assumptions())
    assert (comparison.active, comparison.dormant) == (1, 1)
    assert figures([assessment(1), assessment(2, eans={})], "new") == Interval(1, 1)


def by_hand() -> list[SupplierAssessment]:
    """6 K, 2 N, 1 U, 1 C on the old EAN number with 12 invoices a year each, and 1 M elsewhere."""
    kinds = [(Relevance.KP, CollectiveState.NO)] * 6
    kinds += [(Relevance.OUTSIDE, CollectiveState.NO)] * 2
    kinds += [(Relevance.KP, CollectiveState.CANNOT_SPLIT), (Relevance.KP, CollectiveState.CAN_SPLIT)]
    there = [assessment(place, *kind) for place, kind in enumerate(kinds)]
    return [*there, assessment(99, eans={OTHER_EAN: 24})]


def test_one_municipality_worked_out_by_hand() -> None:
    comparison = compare(by_hand(), Assumptions())
    reuse, new = comparison.figures(f"reuse:{OLD_EAN}"), comparison.figures("new")
    gradual = comparison.figures("new-gradual")
    assert reuse is not None
    assert new is not None
    assert gradual is not None
    # Reuse: N 2 + U 1 + C 1 + M 1; new: K 6 + C 1 + M 1.
    assert (reuse.contacts.low, new.contacts.low, gradual.contacts.low) == (5, 8, 8)
    # N and U send 3 invoices a month to the number for 1.5 months; KP rejects them.
    assert (reuse.misrouted.low, reuse.rejected.low) == (4.5, 4.5)
    # K, C and M send 9 invoices a month for 1.5 months; the old way still works.
    assert (new.misrouted.low, new.rejected.low) == (13.5, 0)
    # Letters 5 x 6 min, calls 5 x 25 % x 10 min, reminders 5 x 20 % x 5 min, 4.5 x 8 min, 6 weeks x 1 h.
    assert reuse.hours.low == pytest.approx(0.5 + 12.5 / 60 + 5 / 60 + 36 / 60 + 6)
    # The same for 8, 13.5 x 2 min, 8 h of set-up, 10 weeks.
    assert new.hours.low == pytest.approx(0.8 + 20 / 60 + 8 / 60 + 27 / 60 + 8 + 10)
    assert (reuse.weeks.low, new.weeks.low, gradual.weeks.low) == (6, 10, 10)
    # K and C on the number: 7 a month; everything that moves: 9 a month.
    assert (reuse.day_one.low, new.day_one.low) == (7, 9)
    assert [option.gradual for option in comparison.options] == [False, False, True, False]


def test_the_eans_of_today_stand_with_most_kp_suppliers_first() -> None:
    first, second = compare(by_hand(), Assumptions()).eans
    assert (first.ean, first.suppliers, first.invoices, first.amount_ore) == (OLD_EAN, 10, 120, 1_200_000)
    assert (first.kp_suppliers, first.other_suppliers) == (6, 2)
    assert (first.collective_can_split, first.collective_cannot_split, first.unknown) == (1, 1, 0)
    assert (second.ean, second.suppliers) == (OTHER_EAN, 1)


def test_waves_follow_from_pilot_and_wave_size() -> None:
    suppliers = [assessment(number) for number in range(76)]
    gradual = compare(suppliers, Assumptions()).figures("new-gradual")
    assert gradual is not None
    # 8 in the pilot, then 68 in waves of 25: 4 in all; 6 weeks' notice, 3 x 4 weeks between, 4 weeks' tail.
    assert (gradual.waves.low, gradual.weeks.low) == (4, 22)


def test_a_clear_municipality_gets_a_clear_recommendation() -> None:
    mostly_kp = [assessment(number) for number in range(60)]
    mostly_kp += [assessment(100 + number, Relevance.OUTSIDE) for number in range(4)]
    mixed = [assessment(number) for number in range(12)]
    mixed += [assessment(100 + number, Relevance.OUTSIDE) for number in range(60)]
    for suppliers, expected in ((mostly_kp, f"reuse:{OLD_EAN}"), (mixed, "new-gradual")):
        comparison = compare(suppliers, Assumptions())
        found = recommend(comparison, Assumptions())
        assert found is not None
        assert found.key == expected
        assert found.reasons


def test_a_number_that_hardly_anybody_uses_is_not_recommended_for_its_quiet() -> None:
    suppliers = [assessment(number) for number in range(60)]
    suppliers += [assessment(100 + number, Relevance.OUTSIDE) for number in range(12)]
    suppliers += [assessment(200, eans={OTHER_EAN: 1})]
    found = recommend(compare(suppliers, Assumptions()), Assumptions())
    assert found is not None
    assert (found.key, found.rival) == (f"reuse:{OLD_EAN}", "new-gradual")


def test_a_pilot_that_everybody_fits_into_is_no_gradual_start() -> None:
    few = [assessment(number) for number in range(5)]
    few += [assessment(100 + number, Relevance.OUTSIDE) for number in range(60)]
    found = recommend(compare(few, Assumptions()), Assumptions())
    assert found is not None
    assert found.key == "new"


def test_a_number_with_a_typing_error_is_not_offered_for_reuse() -> None:
    wrong = "5790000000013"
    mistyped = assessment(1, eans={OLD_EAN: 11, wrong: 1})
    keys = [one.option.key for one in compare([mistyped, assessment(2)], Assumptions()).options]
    assert keys == [f"reuse:{OLD_EAN}", "new-gradual", "new"]
    only = [one.option.key for one in compare([assessment(1, eans={wrong: 3})], Assumptions()).options]
    assert only[0] == f"reuse:{wrong}"


def test_reuse_is_an_option_only_where_kp_suppliers_are_known_while_any_are() -> None:
    known, unknown = assessment(1), assessment(2, Relevance.UNKNOWN, eans={OTHER_EAN: 3})
    outside = assessment(3, Relevance.OUTSIDE, eans={"5790000000043": 3})
    keys = [one.option.key for one in compare([known, unknown, outside], Assumptions()).options]
    assert keys == [f"reuse:{OLD_EAN}", "new-gradual", "new"]
    keys = [one.option.key for one in compare([unknown, outside], Assumptions()).options]
    assert keys == [f"reuse:{OTHER_EAN}", "new-gradual", "new"]


def test_open_suppliers_that_could_turn_the_order_are_named() -> None:
    suppliers = [assessment(number) for number in range(20)]
    suppliers += [assessment(100 + number, Relevance.OUTSIDE) for number in range(5)]
    suppliers += [assessment(200 + number, Relevance.UNKNOWN) for number in range(40)]
    found = recommend(compare(suppliers, Assumptions()), Assumptions())
    assert found is not None
    assert not found.robust
    assert "open_suppliers" in found.flips


def test_suspected_suppliers_that_could_turn_the_order_are_named() -> None:
    suppliers = [assessment(number) for number in range(20)]
    suppliers += [assessment(100 + number, Relevance.KP, CollectiveState.SUSPECTED) for number in range(20)]
    found = recommend(compare(suppliers, Assumptions()), Assumptions())
    assert found is not None
    # Should none of them be able to split, all twenty must leave the reused number.
    none_splits = [
        _settle(one, Relevance.KP, CollectiveState.CANNOT_SPLIT) if one.supplier.id >= 100 else one
        for one in suppliers
    ]
    turned = recommend(compare(none_splits, Assumptions()), Assumptions())
    assert turned is not None
    assert turned.key != found.key
    assert not found.robust
    assert "open_suppliers" in found.flips


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("new", Option(OptionKind.NEW)),
        ("new-gradual", Option(OptionKind.NEW_GRADUAL)),
        (f"reuse:{OLD_EAN}", Option(OptionKind.REUSE, OLD_EAN)),
        ("reuse:", None),
        ("reuse", None),
        ("something", None),
    ],
)
def test_option_keys_are_read_back(key: str, expected: Option | None) -> None:
    assert option_of(key) == expected
    assert expected is None or expected.key == key


def test_assumptions_stay_inside_their_range() -> None:
    with pytest.raises(UnknownAssumption):
        Assumptions({"call_share": 1.5})
    with pytest.raises(UnknownAssumption):
        Assumptions({"no_such_thing": 1})
    with pytest.raises(UnknownAssumption):
        Assumptions({"pilot_suppliers": 2.5})
    for declared in ASSUMPTIONS:
        for factor in (0.5, 1.5):
            assert declared.low <= Assumptions().moved(declared.key, factor)[declared.key] <= declared.high


@given(municipalities())
def test_groups_add_up_to_the_suppliers_they_are_made_of(suppliers: list[SupplierAssessment]) -> None:
    active = [one for one in suppliers if one.is_active]
    groups = grouped(active)
    assert sum(group.count for group in groups) == len(active)
    assert sum(group.per_month for group in groups) == pytest.approx(
        sum(one.activity.per_month for one in active)
    )
    for ean in (OLD_EAN, OTHER_EAN, ""):
        told = Counter[frozenset[SupplierClass]]()
        for group in groups:
            told[group.classes(ean)] += group.count
        assert told == Counter(possible_classes(one, ean) for one in active)
