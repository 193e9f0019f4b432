"""The tornado, the turning points and the scenarios: the same computation as the recommendation."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.assumptions import ASSUMPTIONS, Assumptions
from desktop.domain.checklist import TaskState, TaskStatus
from desktop.domain.collective import CollectiveState
from desktop.domain.ean_choice import compare
from desktop.domain.readiness import ReadinessPoint, readiness
from desktop.domain.recommendation import OPEN_SUPPLIERS, first_option, recommend
from desktop.domain.relevance import Relevance
from desktop.domain.scenarios import OpenSuppliers, Scenario, WhatIf, answered, side_by_side
from desktop.domain.sensitivity import tornado, turning_points
from tests.building import OLD_EAN, OTHER_EAN, assessment

NOW = datetime(2026, 11, 20, tzinfo=UTC)
counts = st.integers(0, 30)


def municipality(kp: int, outside: int, elsewhere: int = 0, unknown: int = 0) -> list[SupplierAssessment]:
    found = [assessment(number) for number in range(kp)]
    found += [assessment(100 + number, Relevance.OUTSIDE) for number in range(outside)]
    found += [assessment(200 + number, eans={OTHER_EAN: 12}) for number in range(elsewhere)]
    found += [assessment(300 + number, Relevance.UNKNOWN) for number in range(unknown)]
    return found


def scenario(**told: object) -> Scenario:
    return replace(Scenario(1, "Prøve", {}, "mkh", NOW), **told)  # type: ignore[arg-type]  # what a test says


@settings(max_examples=20)
@given(counts, counts, counts, counts)
def test_the_tornado_flips_exactly_where_the_recommendation_says(
    kp: int, outside: int, elsewhere: int, unknown: int
) -> None:
    comparison = compare(municipality(kp, outside, elsewhere, unknown), Assumptions())
    found = recommend(comparison, Assumptions())
    if found is None or not found.rival:
        return
    chart = tornado(comparison, Assumptions(), key=found.key, rival=found.rival)
    assert chart is not None
    assert {one.key for one in chart.swings if one.flips} == set(found.flips) - {OPEN_SUPPLIERS}
    widths = [one.width for one in chart.swings]
    assert widths == sorted(widths, reverse=True)
    ours, theirs = (comparison.figures(key) for key in (found.key, found.rival))
    assert ours is not None
    assert theirs is not None
    assert chart.hours == ours.hours.middle - theirs.hours.middle


@settings(max_examples=12)
@given(counts, counts, counts)
def test_at_a_turning_point_another_option_comes_first(kp: int, outside: int, elsewhere: int) -> None:
    comparison = compare(municipality(kp, outside, elsewhere), Assumptions())
    points = turning_points(comparison, Assumptions())
    declared = {one.key: one for one in ASSUMPTIONS}
    for point in points:
        best = first_option(comparison.loads, Assumptions())
        there = Assumptions().with_value(point.key, point.value)
        assert first_option(comparison.loads, there).key == point.becomes != best.key
        assert declared[point.key].low <= point.value <= declared[point.key].high
        assert point.current == Assumptions()[point.key]


@settings(max_examples=12)
@given(counts, counts, counts)
def test_every_assumption_that_flips_by_half_has_a_turning_point_within_it(
    kp: int, outside: int, elsewhere: int
) -> None:
    comparison = compare(municipality(kp, outside, elsewhere), Assumptions())
    found = recommend(comparison, Assumptions())
    if found is None:
        return
    turning = {one.key: one for one in turning_points(comparison, Assumptions())}
    for key in set(found.flips) - {OPEN_SUPPLIERS}:
        assert key in turning


def test_nobody_turns_nothing() -> None:
    comparison = compare([], Assumptions())
    assert turning_points(comparison, Assumptions()) == ()
    assert tornado(comparison, Assumptions(), key="new", rival="new-gradual") is None


def test_a_scenario_lays_its_decisions_over_the_plan_and_leaves_the_plan_alone() -> None:
    suppliers = municipality(kp=5, outside=2, unknown=3)
    as_is = answered(None, suppliers, Assumptions(), window_months=12)
    asked = scenario(what_if={suppliers[0].supplier.id: WhatIf(relevance=Relevance.OUTSIDE)})
    moved = answered(asked, suppliers, Assumptions(), window_months=12)
    before, after = (one.comparison.figures(f"reuse:{OLD_EAN}") for one in (as_is, moved))
    assert before is not None
    assert after is not None
    # From outside to KP lowers reuse by one; here it is the other way round.
    assert after.contacts.low == before.contacts.low + 1
    assert suppliers[0].relevance.relevance is Relevance.KP


def test_taking_the_open_suppliers_one_way_makes_points_of_intervals() -> None:
    suppliers = [*municipality(kp=5, outside=2, unknown=3), assessment(400, state=CollectiveState.SUSPECTED)]
    ends = []
    for taken in (OpenSuppliers.IN_KP, OpenSuppliers.OUTSIDE):
        found = answered(scenario(open_suppliers=taken), suppliers, Assumptions(), window_months=12)
        figures = found.comparison.figures(f"reuse:{OLD_EAN}")
        assert figures is not None
        assert figures.contacts.low == figures.contacts.high
        ends.append(figures.contacts.low)
    spread = answered(scenario(), suppliers, Assumptions(), window_months=12).comparison
    figures = spread.figures(f"reuse:{OLD_EAN}")
    assert figures is not None
    assert [figures.contacts.low, figures.contacts.high] == sorted(ends)


def test_side_by_side_marks_what_differs_from_the_first() -> None:
    suppliers = municipality(kp=5, outside=2)
    many = Assumptions({"call_share": 0.5, "letter_minutes": 6})
    answers = side_by_side(
        [
            answered(None, suppliers, Assumptions(), window_months=12),
            answered(scenario(changed=many.changed), suppliers, many, window_months=12),
        ]
    )
    assert [one.differs for one in answers] == [frozenset(), {"call_share"}]
    assert side_by_side([]) == ()


def test_readiness_follows_the_tasks_and_their_steps() -> None:
    assert not any(one.done for one in readiness({}))
    states = {
        "staff": TaskState(TaskStatus.STARTED, "Lone", steps_done=frozenset({0})),
        "routing-reused": TaskState(TaskStatus.DONE),
    }
    found = {one.point: one for one in readiness(states)}
    assert [point for point, one in found.items() if one.done] == [
        ReadinessPoint.SCENARIOS,
        ReadinessPoint.ROUTING,
    ]
    assert found[ReadinessPoint.STAFF].who == "Lone"
