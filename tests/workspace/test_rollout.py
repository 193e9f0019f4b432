"""The rollout and the checklist of a plan: proposals kept, moved by hand, taken back, and what follows."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from desktop.domain.checklist import Conflict, TaskState, TaskStatus
from desktop.domain.errors import ChoiceTrouble
from desktop.domain.letters import LetterKind
from desktop.domain.rollout import Limit, Limits, PlacementReason, RestReason
from desktop.domain.rollout_gates import GateState
from desktop.domain.rollout_plan import TAKEN_OUT
from desktop.domain.suppliers import SupplierId
from desktop.domain.working_days import ClosedPeriod
from desktop.texts import events
from desktop.workspace import letter_run
from desktop.workspace.checklist import checklist_of
from desktop.workspace.exporting import export_calendar
from desktop.workspace.operations import ChooseEan, RecordLetters
from desktop.workspace.operations.letters import WrittenTo
from desktop.workspace.operations.rollout import DateWave, LockSuppliers, MoveSuppliers, OpenGate, SetLimits
from desktop.workspace.operations.tasks import AddTask, ChangeTask, RemoveTask
from desktop.workspace.rollout import move_dates, propose, replan, rollout, split, try_dates
from desktop.workspace.rollout_terms import RolloutTerms, terms_from, to_values
from desktop.workspace.session import Session
from tests.building import NEW_EAN, NOON, OLD_EAN
from tests.workspace.rollout_plans import plan_of

SMALL = RolloutTerms(Limits(pilot_suppliers=2, wave_suppliers=3))


def test_without_a_choice_there_is_nothing_to_roll_out() -> None:
    session = plan_of(4, choose=False)
    with pytest.raises(ChoiceTrouble):
        rollout(session)


def test_before_the_first_proposal_everybody_is_unplaced() -> None:
    found = rollout(plan_of(7))
    assert found.waves == ()
    assert len(found.unplaced) == 7
    assert found.load == ()


def test_a_proposal_is_one_undoable_operation_with_the_terms_it_followed() -> None:
    session = plan_of(7)
    before = len(session.history())
    propose(session, SMALL)
    found = rollout(session)
    assert [len(one.members) for one in found.waves] == [2, 3, 2]
    assert found.terms == SMALL
    assert not found.unplaced
    assert len(session.history()) == before + 1
    session.undo()
    assert rollout(session).waves == ()
    assert rollout(session).terms == RolloutTerms()
    session.redo()
    assert [len(one.members) for one in rollout(session).waves] == [2, 3, 2]


def test_every_active_supplier_of_kp_is_in_a_wave_or_in_the_rest() -> None:
    session = plan_of(6, cannot_split=2, undecided=3, outside=2)
    propose(session, SMALL)
    found = rollout(session)
    placed = [one.assessment.supplier.id for wave in found.waves for one in wave.members]
    rest = {one.assessment.supplier.id: one.reason for one in found.rest}
    assert len(placed) == len(set(placed)) == 6
    assert sorted(rest.values()) == sorted([RestReason.CANNOT_SPLIT] * 2 + [RestReason.UNDECIDED] * 3)
    assert not set(placed) & set(rest)


def test_who_is_moved_by_hand_is_locked_and_stays_through_a_new_proposal() -> None:
    session = plan_of(7)
    propose(session, SMALL)
    pilot = rollout(session).waves[0].members[0].assessment.supplier.id
    session.run(MoveSuppliers((pilot,), 3))
    propose(session)
    wave = next(one for one in rollout(session).waves if one.wave.number == 3)
    member = next(one for one in wave.members if one.assessment.supplier.id == pilot)
    assert member.placement.locked
    assert member.placement.reasons == (PlacementReason.LOCKED,)
    session.run(LockSuppliers((pilot,), locked=False))
    propose(session)
    assert session.answers().waves[pilot] != 3 or len(rollout(session).waves) < 3


def test_a_limit_broken_by_hand_is_told() -> None:
    session = plan_of(7)
    propose(session, SMALL)
    waves = rollout(session).waves
    session.run(MoveSuppliers(tuple(one.assessment.supplier.id for one in waves[2].members), 1))
    told = [breach.limit for breach in rollout(session).waves[0].wave.breaches]
    assert Limit.SUPPLIERS in told


def test_who_is_taken_out_stays_out() -> None:
    session = plan_of(4)
    propose(session, SMALL)
    gone = rollout(session).waves[0].members[0].assessment.supplier.id
    session.run(MoveSuppliers((gone,), TAKEN_OUT))
    propose(session)
    found = rollout(session)
    assert [one.reason for one in found.rest if one.assessment.supplier.id == gone] == [RestReason.TAKEN_OUT]
    assert gone not in session.answers().waves


def test_there_is_no_moving_to_a_wave_that_is_not_there() -> None:
    session = plan_of(4)
    propose(session, SMALL)
    with pytest.raises(ValueError, match="no wave 9"):
        session.run(MoveSuppliers((SupplierId(1),), 9))


def test_a_wave_that_has_been_written_to_keeps_its_people_and_its_dates() -> None:
    session = plan_of(7)
    propose(session, SMALL)
    first = rollout(session).waves[0]
    written = WrittenTo(first.members[0].assessment.supplier.id, LetterKind.NEW_EAN, "0" * 64, "brev.docx")
    session.run(RecordLetters((written,), "new-gradual", NEW_EAN))
    later = RolloutTerms(SMALL.limits, start=date(2027, 9, 1))
    propose(session, later)
    again = rollout(session).waves
    assert again[0].wave.dates == first.wave.dates
    assert again[0].members[0].contacted
    assert again[1].wave.dates.cut_over >= date(2027, 9, 1)


def test_splitting_gives_a_wave_after_the_last() -> None:
    session = plan_of(7)
    propose(session, SMALL)
    waves = rollout(session).waves
    one = waves[1].members[0].assessment.supplier.id
    split(session, 2, (one,))
    again = rollout(session).waves
    assert [len(wave.members) for wave in again] == [2, 2, 2, 1]
    assert again[3].wave.dates.cut_over >= waves[2].wave.dates.cut_over + timedelta(weeks=4)


def test_a_day_off_set_by_hand_stands_and_is_told() -> None:
    session = plan_of(4)
    propose(session, SMALL)
    move_dates(session, 1, date(2027, 3, 28))
    wave = rollout(session).waves[0]
    assert wave.by_hand
    assert wave.wave.dates.cut_over == date(2027, 3, 28)
    assert Limit.CUT_OVER_DAY in [breach.limit for breach in wave.wave.breaches]
    session.run(DateWave(1, None))
    propose(session)
    assert rollout(session).waves[0].wave.dates.cut_over != date(2027, 3, 28)


def test_a_date_too_soon_gives_no_letters_before_they_may_go_and_tells_of_the_short_notice() -> None:
    session = plan_of(7)
    propose(session, SMALL)
    soon = date(2027, 1, 5)
    tried = try_dates(session, 1, soon)
    ends = [task.dates.end for task in rollout(session).blocking if task.dates]
    assert max(ends) < tried.dates.letter <= tried.dates.cut_over == soon
    assert Limit.NOTICE in [breach.limit for breach in tried.breaches]
    assert rollout(session).waves[0].wave.dates.cut_over != soon
    move_dates(session, 1, soon)
    assert rollout(session).waves[0].wave == tried


def test_letters_that_have_gone_out_keep_their_day_when_the_cut_over_moves() -> None:
    session = plan_of(4)
    propose(session, SMALL)
    first = rollout(session).waves[0]
    written = WrittenTo(first.members[0].assessment.supplier.id, LetterKind.NEW_EAN, "0" * 64, "brev.docx")
    session.run(RecordLetters((written,), "new-gradual", NEW_EAN))
    move_dates(session, 1, date(2027, 6, 15))
    assert rollout(session).waves[0].wave.dates.letter == first.wave.dates.letter


def test_waves_set_too_close_to_each_other_say_so() -> None:
    session = plan_of(7)
    propose(session, SMALL)
    first = rollout(session).waves[0].wave.dates.cut_over
    move_dates(session, 2, SMALL.calendar.moved(first, 3))
    waves = rollout(session).waves
    assert Limit.INTERVAL in [breach.limit for breach in waves[1].wave.breaches]
    assert Limit.INTERVAL not in [breach.limit for breach in waves[0].wave.breaches]


def test_a_new_proposal_is_seen_before_it_is_taken_over() -> None:
    session = plan_of(7)
    propose(session, SMALL)
    assert replan(session).changes_nothing
    before = {wave.wave.number: wave.wave.supplier_ids for wave in rollout(session).waves}
    entries = len(session.history())
    wider = replan(session, RolloutTerms(Limits(pilot_suppliers=2, wave_suppliers=5)))
    assert len(session.history()) == entries
    assert wider.gone == (3,)
    assert {(one.before, one.after) for one in wider.moves} == {(3, 2)}
    assert {one.assessment.supplier.id for one in wider.moves} == set(before[3])
    session.run(wider.operation)
    assert len(session.history()) == entries + 1
    after = {wave.wave.number: set(wave.wave.supplier_ids) for wave in rollout(session).waves}
    assert after == {1: set(before[1]), 2: {*before[2], *before[3]}}


def test_new_dates_are_told_with_those_of_today() -> None:
    session = plan_of(7)
    propose(session, SMALL)
    today = {one.wave.number: one.wave.dates for one in rollout(session).waves}
    later = replan(session, RolloutTerms(SMALL.limits, start=date(2027, 9, 1)))
    assert not later.moves
    assert {wave.number: dates for wave, dates in later.dates} == today
    assert all(wave.dates.cut_over >= date(2027, 9, 1) for wave, _dates in later.dates)


def test_who_opened_a_gate_and_when_is_kept() -> None:
    session = plan_of(4)
    propose(session, SMALL)
    session.run(OpenGate(1, "Aftalt"))
    wave = rollout(session).waves[0]
    assert (wave.opened_by, wave.opened_at) == ("mkh", NOON)


def test_no_letter_goes_out_before_registration_and_routing() -> None:
    session = plan_of(4)
    propose(session, SMALL)
    blocking = rollout(session).blocking
    assert {task.key for task in blocking} == {"nemhandel", "routing"}
    ends = [task.dates.end for task in blocking if task.dates]
    assert rollout(session).waves[0].wave.dates.letter > max(ends)
    session.run(ChangeTask("nemhandel", TaskState(end=date(2027, 2, 26))))
    conflicts = {task.key: task.conflicts for task in checklist_of(session).tasks}
    assert Conflict.AFTER_FIRST_LETTER in [one.conflict for one in conflicts["nemhandel"]]
    propose(session)
    found = rollout(session).waves[0].wave
    assert found.dates.letter > date(2027, 2, 26)
    assert Limit.START in [breach.limit for breach in found.breaches]


def test_a_gate_opens_by_hand_with_a_note_and_shuts_again() -> None:
    session = plan_of(4)
    propose(session, SMALL)
    assert rollout(session).waves[0].gate.state is GateState.NOT_YET
    session.run(OpenGate(1, "Aftalt med ydelsescentret"))
    gate = rollout(session).waves[0].gate
    assert gate.is_open
    assert gate.note == "Aftalt med ydelsescentret"
    session.run(OpenGate(1, ""))
    assert not rollout(session).waves[0].gate.is_open


def test_letters_name_the_days_of_their_wave() -> None:
    session = plan_of(7)
    propose(session, SMALL)
    dates = {one.wave.number: one.wave.dates for one in rollout(session).waves}
    for recipient in session.recipients().recipients:
        assert recipient.wave is not None
        facts = letter_run.letter_facts(session, recipient)
        assert facts.first_date == dates[recipient.wave].cut_over
        assert facts.last_old_date == dates[recipient.wave].last_old_ean


def test_terms_come_back_as_they_were_kept() -> None:
    terms = RolloutTerms(
        Limits(pilot_suppliers=3, invoices_per_month=120.5),
        start=date(2027, 4, 1),
        closed=(ClosedPeriod(date(2027, 7, 12), date(2027, 7, 30), "Sommerferie"),),
    )
    assert terms_from(to_values(terms)) == terms
    session = plan_of(3)
    session.run(SetLimits(to_values(terms)))
    assert rollout(session).terms == terms
    session.undo()
    assert rollout(session).terms == RolloutTerms()


@pytest.mark.parametrize("text", ["", "mange", "nan", "-1", "1e12"])
def test_limits_that_make_no_sense_are_the_usual_ones(text: str) -> None:
    assert terms_from(
        {"rollout_pilot_suppliers": text, "rollout_start": text, "closed_weeks": "i uge 7"}
    ) == (RolloutTerms())


def test_changing_a_task_can_be_taken_back() -> None:
    session = plan_of(3)
    done = TaskState(TaskStatus.DONE, "Mette", steps_done=frozenset({0, 2}), note="Talt med KMD")
    session.run(ChangeTask("efaktura-8", done, "Tag kontakt"))
    assert _task(session, "efaktura-8") == done
    session.run(ChangeTask("efaktura-8", TaskState()))
    assert _task(session, "efaktura-8") == TaskState()
    session.undo()
    assert _task(session, "efaktura-8") == done


def test_own_tasks_come_change_and_go() -> None:
    session = plan_of(3)
    session.run(AddTask("Bestil kage", "Alle er mætte", end=date(2027, 3, 1)))
    (own,) = [task for task in checklist_of(session).tasks if task.key.startswith("own-")]
    assert own.definition.title == "Bestil kage"
    assert own.dates is not None
    assert own.dates.end == date(2027, 3, 1)
    session.run(AddTask("Bestil to kager", key=own.key))
    (again,) = [task for task in checklist_of(session).tasks if task.key == own.key]
    assert again.definition.title == "Bestil to kager"
    session.run(RemoveTask(own.key))
    assert own.key not in [task.key for task in checklist_of(session).tasks]
    session.run(RemoveTask("sa-06"))
    assert "sa-06" in [task.key for task in checklist_of(session).tasks]


def test_no_cpr_number_is_kept_in_a_task_or_a_gate() -> None:
    session = plan_of(3)
    propose(session, SMALL)
    session.run(AddTask("Ring om 010160-5003", "Borger 010160-5003"))
    session.run(ChangeTask("backup", TaskState(owner="010160-5003", note="se 010160-5003")))
    session.run(OpenGate(1, "aftalt for 010160-5003"))
    with session.reading() as reader:
        kept = repr((reader.tasks(), reader.waves(), reader.history()))
    assert "010160" not in kept


def test_a_calendar_taken_in_twice_has_the_same_ids_and_later_wins(tmp_path: Path) -> None:
    session = plan_of(7)
    propose(session, SMALL)
    file = tmp_path / "plan.ics"

    def export(minutes: int) -> dict[str, tuple[date, int]]:
        days = events.of_tasks(checklist_of(session).tasks)
        days += events.of_waves(one.wave for one in rollout(session).waves)
        moment = NOON + timedelta(minutes=minutes)
        export_calendar(days, file, plan="Prøveby Kommune", name="eFaktura", now=moment)
        found = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
        return {str(one["uid"]): (one.decoded("dtstart"), int(one.decoded("sequence"))) for one in found}

    first = export(0)
    move_dates(session, 1, date(2027, 3, 15))
    second = export(1)
    assert first.keys() == second.keys()
    assert "wave-1-cut-over.proeveby-kommune@ean-planner" in first
    assert second["wave-1-cut-over.proeveby-kommune@ean-planner"][0] == date(2027, 3, 15)
    assert all(second[uid][1] > first[uid][1] for uid in first)


def test_a_reused_number_has_its_own_tasks_and_waves_only_when_asked() -> None:
    session = plan_of(5)
    session.run(ChooseEan(f"reuse:{OLD_EAN}"))
    assert rollout(session).waves == ()
    keys = [task.key for task in checklist_of(session).tasks]
    assert "nemhandel" not in keys
    assert "routing-reused" in keys


def _task(session: Session, key: str) -> TaskState:
    return next(task.state for task in checklist_of(session).tasks if task.key == key)
