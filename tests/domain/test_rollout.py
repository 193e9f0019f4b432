"""The rollout: everybody in one wave, limits kept or told, no day off, kept waves stay."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.rollout import (
    Candidate,
    Group,
    Limit,
    Limits,
    Placement,
    PlacementReason,
    WaveKind,
    group,
)
from desktop.domain.rollout_dates import Terms, WaveDates, cut_over_on_or_after, dated, load_by_week
from desktop.domain.rollout_gates import GateFacts, GateFault, GateRule, GateState, judge_gate
from desktop.domain.suppliers import SupplierId
from desktop.domain.working_days import ClosedPeriod, WorkingCalendar

CLOSED = WorkingCalendar((ClosedPeriod(date(2027, 2, 15), date(2027, 2, 19), "Vinterferie"),))
TRADES = ("dentist", "podiatrist", "optician", "pharmacy", "")


def candidate(number: int, **facts: object) -> Candidate:
    return Candidate(SupplierId(number), **facts)  # type: ignore[arg-type]  # what a test says of it


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    count = draw(st.integers(0, 60))
    return [
        candidate(
            number,
            trade=draw(st.sampled_from(TRADES)),
            per_month=draw(st.sampled_from((0, 0.25, 1, 4, 30, 500))),
            collective=draw(st.booleans()),
            reachable=draw(st.booleans()),
            contacted=draw(st.integers(0, 9)) == 0,
        )
        for number in range(1, count + 1)
    ]


LIMITS = st.builds(
    Limits,
    pilot_suppliers=st.integers(1, 10),
    wave_suppliers=st.integers(1, 20),
    invoices_per_month=st.sampled_from((5, 60, 300)),
    letters_per_week=st.integers(1, 30),
    interval_weeks=st.integers(1, 8),
    notice_weeks=st.integers(0, 8),
    reminder_weeks=st.integers(0, 6),
    tail_weeks=st.integers(0, 8),
)
STARTS = st.dates(date(2026, 11, 20), date(2028, 12, 31))


def terms(start: date, limits: Limits, letters_from: date = date(2026, 11, 20)) -> Terms:
    return Terms(start, letters_from, limits, CLOSED)


@given(candidates(), LIMITS)
def test_everybody_is_in_exactly_one_wave_and_no_wave_is_empty(all_: list[Candidate], limits: Limits) -> None:
    grouping = group(all_, limits)
    placed = [one.supplier_id for wave in grouping.groups for one in wave.placements]
    assert sorted(placed) == [one.supplier_id for one in all_]
    assert all(wave.placements for wave in grouping.groups)
    numbers = [wave.number for wave in grouping.groups]
    assert numbers == list(range(1, len(numbers) + 1))


@given(candidates(), LIMITS, STARTS)
def test_limits_are_kept_or_the_breach_is_listed(all_: list[Candidate], limits: Limits, start: date) -> None:
    by_id = {one.supplier_id: one for one in all_}
    waves = dated(group(all_, limits).groups, by_id, terms(start, limits))
    for wave in waves:
        told = {breach.limit for breach in wave.breaches}
        members = [by_id[key] for key in wave.supplier_ids]
        most = limits.pilot_suppliers if wave.kind is WaveKind.PILOT else limits.wave_suppliers
        assert (len(members) > most) == (Limit.SUPPLIERS in told)
        load = sum(one.per_month for one in members)
        assert (load > limits.invoices_per_month) == (Limit.INVOICES_PER_MONTH in told)
        notice = (wave.dates.cut_over - wave.dates.letter).days
        assert (notice < limits.notice_weeks * 7) == (Limit.NOTICE in told)


@given(candidates(), LIMITS, STARTS)
def test_no_date_is_a_day_off_and_no_cut_over_closes_a_month(
    all_: list[Candidate], limits: Limits, start: date
) -> None:
    by_id = {one.supplier_id: one for one in all_}
    waves = dated(group(all_, limits).groups, by_id, terms(start, limits))
    for wave in waves:
        days = wave.dates
        for day in (days.letter, days.reminder, days.cut_over, days.last_old_ean):
            assert CLOSED.works(day)
        assert not CLOSED.closes_the_books(days.cut_over)
        assert date(2026, 11, 20) <= days.letter <= days.reminder
        assert days.reminder <= days.cut_over <= days.last_old_ean
    for before, after in pairwise(waves):
        apart = after.dates.cut_over - before.dates.cut_over
        assert apart >= timedelta(weeks=limits.interval_weeks)


@given(candidates(), LIMITS)
def test_a_pilot_that_is_proposed_has_reachable_senders_that_do_not_collect(
    all_: list[Candidate], limits: Limits
) -> None:
    by_id = {one.supplier_id: one for one in all_}
    for wave in group(all_, limits).groups:
        if wave.kind is WaveKind.PILOT:
            picked = [one for one in wave.placements if PlacementReason.CONTACTED not in one.reasons]
            members = [by_id[one.supplier_id] for one in picked]
            assert all(one.reachable and not one.collective for one in members)


def test_a_pilot_has_different_trades_and_typical_senders() -> None:
    dentists = [
        candidate(number, trade="dentist", per_month=size) for number, size in enumerate((1, 4, 90), 1)
    ]
    podiatrists = [
        candidate(number, trade="podiatrist", per_month=size) for number, size in enumerate((2, 3, 40), 10)
    ]
    pilot = group([*dentists, *podiatrists], Limits(pilot_suppliers=2)).groups[0]
    assert [one.supplier_id for one in pilot.placements] == [2, 11]


def test_without_anybody_fit_for_a_pilot_there_are_only_waves() -> None:
    groups = group([candidate(1, collective=True), candidate(2, collective=True)], Limits()).groups
    assert [(one.number, one.kind) for one in groups] == [(1, WaveKind.WAVE)]


@given(candidates(), LIMITS, st.sets(st.integers(1, 60), max_size=8))
def test_proposing_again_keeps_the_locked_and_the_contacted_where_they_are(
    all_: list[Candidate], limits: Limits, locked: set[int]
) -> None:
    first = group(all_, limits)
    kept = [
        Group(
            wave.number,
            wave.kind,
            tuple(Placement(one.supplier_id, locked=one.supplier_id in locked) for one in wave.placements),
        )
        for wave in first.groups
    ]
    before, after = first.wave_of(), group(reversed(all_), limits, kept).wave_of()
    assert before.keys() == after.keys()
    for one in all_:
        if one.supplier_id in locked or one.contacted:
            assert after[one.supplier_id] == before[one.supplier_id]


@given(candidates(), LIMITS)
def test_proposing_again_when_nothing_has_changed_moves_nobody(all_: list[Candidate], limits: Limits) -> None:
    first = group(all_, limits)
    assert group(all_, limits, first.groups).wave_of() == first.wave_of()


def test_who_was_written_to_without_a_wave_joins_those_written_to_last() -> None:
    limits = Limits(pilot_suppliers=1, wave_suppliers=1)
    kept = [
        Group(1, WaveKind.PILOT, (Placement(SupplierId(1)),)),
        Group(2, WaveKind.WAVE, (Placement(SupplierId(2)),)),
    ]
    all_ = [candidate(1, contacted=True), candidate(2), candidate(3), candidate(4, contacted=True)]
    found = group(all_, limits, kept)
    assert found.wave_of() == {1: 1, 4: 1, 2: 2, 3: 3}
    assert group(all_, limits, found.groups).wave_of() == found.wave_of()


def test_nobody_new_joins_a_wave_that_has_been_written_to() -> None:
    limits = Limits(pilot_suppliers=1, wave_suppliers=5)
    kept = [Group(2, WaveKind.WAVE, (Placement(SupplierId(7)),))]
    waves = group([candidate(7, contacted=True), candidate(8), candidate(9)], limits, kept).wave_of()
    assert waves == {7: 2, 8: 3, 9: 3}


def test_letters_go_out_earlier_where_a_week_is_full() -> None:
    limits = Limits(pilot_suppliers=2, wave_suppliers=30, letters_per_week=10, notice_weeks=4)
    all_ = [candidate(number, per_month=1) for number in range(1, 31)]
    by_id = {one.supplier_id: one for one in all_}
    pilot, wave = dated(group(all_, limits).groups, by_id, terms(date(2027, 3, 1), limits))
    assert pilot.dates.cut_over == date(2027, 3, 1)
    assert pilot.dates.letter == date(2027, 2, 1)
    assert wave.dates.cut_over == date(2027, 4, 5) or wave.dates.cut_over > date(2027, 3, 29)
    # Three weeks of letters: the last of them a whole notice before the cut-over.
    assert (wave.dates.cut_over - wave.dates.letter).days > 4 * 7 + 7
    assert not wave.breaches


def test_a_start_that_letters_cannot_reach_is_put_off_and_told() -> None:
    limits = Limits(notice_weeks=6)
    one = candidate(1, per_month=1)
    wave = dated(group([one], limits).groups, {one.supplier_id: one}, terms(date(2026, 12, 1), limits))[0]
    assert wave.dates.letter >= date(2026, 11, 20)
    assert wave.dates.cut_over >= date(2027, 1, 1)
    assert [breach.limit for breach in wave.breaches] == [Limit.START]


def test_dates_that_stand_are_not_moved_and_their_faults_are_told() -> None:
    limits = Limits()
    one = candidate(1, per_month=1)
    sunday = date(2027, 2, 28)
    stands = WaveDates(date(2027, 2, 22), date(2027, 2, 24), sunday, date(2027, 3, 31))
    wave = dated(
        group([one], limits).groups, {one.supplier_id: one}, terms(date(2027, 2, 1), limits), {1: stands}
    )[0]
    assert wave.dates == stands
    assert {breach.limit for breach in wave.breaches} == {Limit.NOTICE, Limit.CUT_OVER_DAY, Limit.START}


@given(STARTS)
def test_moving_a_cut_over_never_gives_a_forbidden_day(day: date) -> None:
    found = cut_over_on_or_after(day, CLOSED)
    assert found >= day
    assert CLOSED.works(found)
    assert not CLOSED.closes_the_books(found)


@given(candidates(), STARTS)
def test_the_curve_rises_to_everything(all_: list[Candidate], start: date) -> None:
    limits = Limits()
    by_id = {one.supplier_id: one for one in all_}
    waves = dated(group(all_, limits).groups, by_id, terms(start, limits))
    weeks = load_by_week(waves, {one.supplier_id: one.per_month for one in all_}, capacity_per_month=300)
    shares = [week.share for week in weeks]
    assert shares == sorted(shares)
    if any(one.per_month for one in all_):
        assert round(shares[-1], 9) == 1
        assert round(weeks[-1].invoices * 52 / 12, 6) == round(sum(one.per_month for one in all_), 6)


def test_reasons_say_why_a_supplier_waits() -> None:
    all_ = [
        candidate(1, trade="dentist", per_month=2),
        candidate(2, trade="dentist", per_month=2, reachable=False),
        candidate(3, trade="dentist", per_month=2, collective=True),
        candidate(4, trade="dentist", per_month=900),
    ]
    found = group(all_, Limits(pilot_suppliers=1))
    reasons = {one.supplier_id: set(one.reasons) for wave in found.groups for one in wave.placements}
    assert PlacementReason.VARIED_TRADE in reasons[SupplierId(1)]
    assert PlacementReason.CONTACT_DATA_MISSING in reasons[SupplierId(2)]
    assert PlacementReason.SENDS_COLLECTIVE in reasons[SupplierId(3)]
    assert PlacementReason.ABOVE_THE_LIMIT_ALONE in reasons[SupplierId(4)]


def test_a_gate_opens_by_what_is_seen_or_by_a_note() -> None:
    rule = GateRule(on_new_ean=0.8, rejected=0.05)
    day, later = date(2027, 3, 22), date(2027, 3, 23)
    good, few = GateFacts(100, 80, 4), GateFacts(100, 79, 3)
    assert judge_gate(looked_at=later, today=day, facts=good, rule=rule).state is GateState.NOT_YET
    assert judge_gate(looked_at=day, today=later, facts=GateFacts(), rule=rule).state is GateState.UNKNOWN
    assert judge_gate(looked_at=day, today=later, facts=good, rule=rule).is_open
    shut = judge_gate(looked_at=day, today=later, facts=few, rule=rule)
    assert shut.state is GateState.FAILS
    assert shut.faults == (GateFault.TOO_FEW_ON_NEW_EAN,)
    assert judge_gate(looked_at=day, today=later, facts=few, rule=rule, note="Aftalt").is_open
    rejected = judge_gate(looked_at=day, today=later, facts=GateFacts(100, 100, 6), rule=rule)
    assert rejected.faults == (GateFault.TOO_MANY_REJECTED,)


def test_who_is_locked_in_the_pilot_counts_towards_its_invoices() -> None:
    limits = Limits(pilot_suppliers=4, invoices_per_month=100)
    everybody = [candidate(1, trade="dentist", per_month=90)]
    everybody += [candidate(number, trade="dentist", per_month=20) for number in range(2, 9)]
    locked = Placement(SupplierId(1), locked=True)
    pilot = group(everybody, limits, [Group(1, WaveKind.PILOT, (locked,))]).groups[0]
    assert pilot.kind is WaveKind.PILOT
    assert [one.supplier_id for one in pilot.placements] == [SupplierId(1)]


def test_a_start_long_past_is_put_off_until_letters_can_go_out() -> None:
    everybody = [candidate(number, per_month=4) for number in range(1, 4)]
    today = date(2027, 1, 4)
    terms = Terms(date(2010, 1, 4), today, Limits())
    by_id = {one.supplier_id: one for one in everybody}
    first = dated(group(everybody, Limits()).groups, by_id, terms)[0]
    assert today <= first.dates.letter < first.dates.reminder < first.dates.cut_over
    assert Limit.NOTICE not in [one.limit for one in first.breaches]
    assert Limit.START in [one.limit for one in first.breaches]


@given(candidates(), STARTS, st.floats(0, 500))
def test_whoever_leaves_a_reused_number_brings_less_and_less(
    all_: list[Candidate], start: date, there: float
) -> None:
    limits = Limits()
    by_id = {one.supplier_id: one for one in all_}
    waves = dated(group(all_, limits).groups, by_id, terms(start, limits))
    leaving = {one.supplier_id: one.per_month for one in all_}
    weeks = load_by_week(waves, {}, capacity_per_month=300, leaving=leaving, there=there)
    brought = [round(week.invoices, 6) for week in weeks]
    assert brought == sorted(brought, reverse=True)
    assert all(week.invoices >= 0 for week in weeks)
    if weeks:
        assert round(weeks[-1].invoices * 52 / 12, 6) == round(there, 6)
