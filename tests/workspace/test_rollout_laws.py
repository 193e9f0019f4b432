"""What holds of the rollout whatever people do to it, in whatever order, with undo and redo in between?"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desktop.domain.assessment import Subject
from desktop.domain.letters import LetterKind
from desktop.domain.plan import EntryState
from desktop.domain.relevance import Relevance
from desktop.domain.rollout import Limit, Limits, PlacementReason, RestReason, WaveKind
from desktop.domain.rollout_plan import TAKEN_OUT
from desktop.domain.suppliers import SupplierId
from desktop.domain.working_days import ClosedPeriod
from desktop.workspace.operations import Decide, RecordLetters
from desktop.workspace.operations.letters import WrittenTo
from desktop.workspace.operations.rollout import DateWave, LockSuppliers, MoveSuppliers, OpenGate
from desktop.workspace.rollout import WaveView, move_dates, propose, replan, rollout, split
from desktop.workspace.rollout_terms import RolloutTerms
from desktop.workspace.session import Session
from tests.building import NEW_EAN
from tests.workspace.rollout_plans import plan_of

TERMS = st.builds(
    RolloutTerms,
    st.builds(
        Limits,
        pilot_suppliers=st.integers(1, 4),
        wave_suppliers=st.integers(1, 5),
        letters_per_week=st.integers(1, 6),
        interval_weeks=st.integers(1, 6),
        notice_weeks=st.integers(0, 8),
    ),
    closed=st.sampled_from([(), (ClosedPeriod(date(2027, 2, 8), date(2027, 2, 19), "Vinterferie"),)]),
)
PICKS = st.lists(st.integers(0, 10), min_size=1, max_size=4, unique=True)


class RolloutMachine(RuleBasedStateMachine):
    """Somebody plans, changes their mind, and plans again."""

    session: Session
    at_first = 0

    @initialize()
    def open_plan(self) -> None:
        self.session = plan_of(7, cannot_split=1, undecided=2, outside=1)
        self.at_first = self.done()

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()

    # ------------------------------------------------------------------------------------------- helpers

    def suppliers(self, picks: list[int]) -> tuple[SupplierId, ...]:
        everybody = [one.supplier.id for one in self.session.assessments()]
        return tuple(everybody[pick % len(everybody)] for pick in picks)

    def done(self) -> int:
        """How many operations are in force; those the plan was made with are not taken back."""
        return sum(one.state is EntryState.APPLIED for one in self.session.history())

    def waves(self) -> tuple[WaveView, ...]:
        return rollout(self.session).waves

    def numbers(self) -> list[int]:
        return [one.wave.number for one in self.waves()]

    def changing(self) -> set[SupplierId]:
        """Who changes, in a wave, in none yet, or taken out."""
        found = rollout(self.session)
        out = [one.assessment for one in found.rest if one.reason is RestReason.TAKEN_OUT]
        ids = {one for view in found.waves for one in view.wave.supplier_ids}
        return ids | {one.supplier.id for one in (*found.unplaced, *out)}

    def stays(self) -> dict[SupplierId, int]:
        """Whom no proposal may move, by wave."""
        return {
            member.assessment.supplier.id: view.wave.number
            for view in self.waves()
            for member in view.members
            if member.placement.locked or member.contacted
        }

    # --------------------------------------------------------------------------------------------- rules

    @rule(terms=TERMS)
    def propose_again(self, terms: RolloutTerms) -> None:
        stays = self.stays()
        told = replan(self.session, terms)
        before = {one: view.wave.number for view in self.waves() for one in view.wave.supplier_ids}
        self.session.run(told.operation)
        found = rollout(self.session)
        after = {one: view.wave.number for view in found.waves for one in view.wave.supplier_ids}
        assert found.terms == terms
        assert not found.unplaced
        assert all(after[one] == wave for one, wave in stays.items())
        moved = {one.assessment.supplier.id: (one.before, one.after) for one in told.moves}
        assert moved == {
            one: (before.get(one), wave) for one, wave in after.items() if before.get(one) != wave
        }
        assert replan(self.session, terms).changes_nothing
        for view in found.waves:
            self.day_is_kept_or_told(view)

    @rule()
    def propose_under_the_same_terms(self) -> None:
        propose(self.session)

    @precondition(lambda self: self.numbers())
    @rule(picks=PICKS, wave=st.integers(0, 10))
    def move(self, picks: list[int], wave: int) -> None:
        numbers = self.numbers()
        ids, to = self.suppliers(picks), numbers[wave % len(numbers)]
        changing = self.changing()
        self.session.run(MoveSuppliers(ids, to))
        view = next(one for one in self.waves() if one.wave.number == to)
        assert set(ids) & changing <= set(view.wave.supplier_ids)

    @precondition(lambda self: self.numbers())
    @rule(picks=PICKS)
    def take_out(self, picks: list[int]) -> None:
        ids = self.suppliers(picks)
        self.session.run(MoveSuppliers(ids, TAKEN_OUT))
        placed = {one for view in self.waves() for one in view.wave.supplier_ids}
        assert not placed & set(ids)

    @rule(picks=PICKS, locked=st.booleans())
    def lock(self, picks: list[int], locked: bool) -> None:
        self.session.run(LockSuppliers(self.suppliers(picks), locked))

    @precondition(lambda self: self.numbers())
    @rule(wave=st.integers(0, 10), half=st.booleans())
    def split(self, wave: int, half: bool) -> None:
        views = self.waves()
        view = views[wave % len(views)]
        ids = view.wave.supplier_ids[: max(1, len(view.wave.supplier_ids) // 2)] if half else ()
        split(self.session, view.wave.number, ids)
        assert len(self.waves()) == len(views) + 1

    @precondition(lambda self: self.numbers())
    @rule(wave=st.integers(0, 10), day=st.dates(date(2026, 12, 1), date(2027, 12, 31)))
    def set_the_date(self, wave: int, day: date) -> None:
        numbers = self.numbers()
        number = numbers[wave % len(numbers)]
        move_dates(self.session, number, day)
        view = next(one for one in self.waves() if one.wave.number == number)
        assert view.by_hand
        assert view.wave.dates.cut_over == day
        self.day_is_kept_or_told(view)

    @precondition(lambda self: self.numbers())
    @rule(wave=st.integers(0, 10))
    def let_the_program_date_it(self, wave: int) -> None:
        numbers = self.numbers()
        self.session.run(DateWave(numbers[wave % len(numbers)], None))

    @precondition(lambda self: self.numbers())
    @rule(wave=st.integers(0, 10), note=st.sampled_from(["Aftalt", ""]))
    def open_the_gate(self, wave: int, note: str) -> None:
        numbers = self.numbers()
        number = numbers[wave % len(numbers)]
        self.session.run(OpenGate(number, note))
        view = next(one for one in self.waves() if one.wave.number == number)
        assert view.gate.is_open is bool(note)

    @precondition(lambda self: self.numbers())
    @rule(picks=PICKS)
    def write_letters(self, picks: list[int]) -> None:
        written = [WrittenTo(one, LetterKind.NEW_EAN, "0" * 64, "brev.docx") for one in self.suppliers(picks)]
        self.session.run(RecordLetters(tuple(written), "new-gradual", NEW_EAN))

    @rule(picks=PICKS, answer=st.sampled_from([Relevance.KP, Relevance.OUTSIDE]))
    def judge(self, picks: list[int], answer: Relevance) -> None:
        self.session.run(Decide(self.suppliers(picks), Subject.RELEVANCE, answer.value))

    @precondition(lambda self: self.done() > self.at_first)
    @rule()
    def undo(self) -> None:
        self.session.undo()

    @precondition(lambda self: self.session.next_redo() is not None)
    @rule()
    def redo(self) -> None:
        self.session.redo()

    # ---------------------------------------------------------------------------------------------- laws

    @invariant()
    def everybody_is_in_one_place(self) -> None:
        """Every active supplier that belongs in KP, or may, is in one wave, unplaced, or in the rest."""
        found = rollout(self.session)
        places = Counter(one for view in found.waves for one in view.wave.supplier_ids)
        places.update(one.supplier.id for one in found.unplaced)
        places.update(one.assessment.supplier.id for one in found.rest)
        wanted = {
            one.supplier.id
            for one in self.session.assessments()
            if one.is_active and one.relevance.relevance is not Relevance.OUTSIDE
        }
        assert set(places.values()) <= {1}
        assert wanted <= set(places)
        members = [one.assessment.supplier.id for view in found.waves for one in view.members]
        assert sorted(members) == sorted(one for view in found.waves for one in view.wave.supplier_ids)
        taken_out = [one for one in found.rest if one.reason is RestReason.TAKEN_OUT]
        assert not {one.assessment.supplier.id for one in taken_out} & set(members)

    @invariant()
    def limits_are_kept_or_told(self) -> None:
        found = rollout(self.session)
        limits = found.terms.limits
        for view in found.waves:
            told = {one.limit for one in view.wave.breaches}
            pilot = view.wave.kind is WaveKind.PILOT
            most = limits.pilot_suppliers if pilot else limits.wave_suppliers
            assert (len(view.members) > most) is (Limit.SUPPLIERS in told)
            assert (view.per_month > limits.invoices_per_month) is (Limit.INVOICES_PER_MONTH in told)
            collects = any(one.assessment.collective.counts.collective for one in view.members)
            assert not (pilot and collects) or Limit.COLLECTIVE_IN_PILOT in told
            notice = view.wave.dates.cut_over - view.wave.dates.letter
            short = notice < timedelta(weeks=limits.notice_weeks)
            assert not (view.members and short) or Limit.NOTICE in told
        in_time = sorted(found.waves, key=lambda one: (one.wave.dates.cut_over, one.wave.number))
        for earlier, later in pairwise(in_time):
            gap = later.wave.dates.cut_over - earlier.wave.dates.cut_over
            told = {one.limit for one in later.wave.breaches}
            assert (gap < timedelta(weeks=limits.interval_weeks)) is (Limit.INTERVAL in told)

    @invariant()
    def letters_carry_the_wave(self) -> None:
        waves = {one: view.wave.number for view in self.waves() for one in view.wave.supplier_ids}
        for recipient in self.session.recipients().recipients:
            assert recipient.wave == waves.get(recipient.supplier_id)

    def day_is_kept_or_told(self, view: WaveView) -> None:
        """No change on a day off or while the books close, unless a person set it, and then it is told."""
        terms, dates = rollout(self.session).terms, view.wave.dates
        told = {one.limit for one in view.wave.breaches}
        bad = not terms.calendar.works(dates.cut_over) or terms.calendar.closes_the_books(dates.cut_over)
        assert bad is (Limit.CUT_OVER_DAY in told)
        if not view.by_hand and not any(one.contacted for one in view.members):
            assert not bad
            assert terms.calendar.works(dates.letter)
            assert dates.letter <= dates.reminder <= dates.cut_over <= dates.last_old_ean

    @invariant()
    def a_reason_stands_with_everybody(self) -> None:
        for view in self.waves():
            for member in view.members:
                assert all(isinstance(one, PlacementReason) for one in member.placement.reasons)
                assert member.placement.reasons or not member.assessment.relevance.trade


TestRollout = RolloutMachine.TestCase
TestRollout.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
