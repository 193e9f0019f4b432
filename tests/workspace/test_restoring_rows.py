"""Is one change of waves, letters, tasks and settings put back alone, and told where it cannot be?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.checklist import TaskState, TaskStatus
from desktop.domain.letter_record import Channel, LetterState
from desktop.domain.letters import LetterKind
from desktop.domain.past import PastRow
from desktop.domain.plan import OperationName
from desktop.domain.rollout import Limits
from desktop.domain.row_restoring import RowStays, Stays, stays
from desktop.texts import history
from desktop.workspace import past
from desktop.workspace.operations import ChooseEan, MarkLetters, SetUp
from desktop.workspace.operations.letters import RecordLetters, WrittenTo
from desktop.workspace.operations.restoring_rows import RestoreRow
from desktop.workspace.operations.rollout import MoveSuppliers, PlanWaves
from desktop.workspace.operations.tasks import AddTask, ChangeTask, RemoveTask
from desktop.workspace.rollout import move_dates, propose, rollout
from desktop.workspace.rollout_terms import RolloutTerms
from desktop.workspace.session import Session
from tests.building import MUNICIPALITY, NEW_EAN
from tests.workspace.rollout_plans import plan_of

SMALL = RolloutTerms(Limits(pilot_suppliers=2, wave_suppliers=3))


@pytest.fixture
def session() -> Session:
    made = plan_of(7)
    propose(made, SMALL)
    return made


def newest(session: Session, table: str) -> tuple[int, PastRow]:
    """The newest entry, and its row of that table."""
    number = session.history()[0].number
    rows = [one for one in past.each_row(session, number) if one.table == table]
    return number, rows[0]


def put_back(session: Session, found: tuple[int, PastRow]) -> None:
    session.run(RestoreRow(found[0], found[1].id, found[1].table))


def test_a_wave_gets_its_dates_back_and_undo_takes_that_back(session: Session) -> None:
    before = rollout(session).waves[1].wave.dates
    move_dates(session, 2, date(2027, 6, 14))
    moved = newest(session, "wave")
    session.run(MoveSuppliers((rollout(session).waves[0].members[0].assessment.supplier.id,), 3))
    put_back(session, moved)
    assert rollout(session).waves[1].wave.dates == before
    assert len(rollout(session).waves[2].members) == 3  # what came after stays
    entry = session.history()[0]
    assert entry.operation is OperationName.RESTORE_ROW
    assert str(moved[0]) in history.entry(entry)
    session.undo()
    assert rollout(session).waves[1].wave.dates.cut_over == date(2027, 6, 14)


def test_a_supplier_gets_its_place_back_unless_the_wave_is_gone(session: Session) -> None:
    member = rollout(session).waves[2].members[0].assessment.supplier.id
    session.run(MoveSuppliers((member,), 1))
    moved = newest(session, "placement")
    put_back(session, moved)
    assert member in rollout(session).waves[2].wave.supplier_ids
    session.run(MoveSuppliers((member,), 1))
    again = newest(session, "placement")
    waves = rollout(session).waves
    session.run(PlanWaves(tuple(one.wave for one in waves[:2])))
    with pytest.raises(RowStays) as found:
        put_back(session, again)
    assert found.value.why is Stays.GONE


def test_a_letters_mark_goes_back_but_a_letter_stays_written(session: Session) -> None:
    one = rollout(session).waves[0].members[0].assessment.supplier.id
    session.run(RecordLetters((WrittenTo(one, LetterKind.NEW_EAN, "", "a.docx"),), "new-gradual", NEW_EAN))
    written = newest(session, "letter")
    assert stays(written[1]) is Stays.LETTER
    with pytest.raises(RowStays):
        put_back(session, written)
    letter = session.letters_made()[0]
    session.run(MarkLetters((letter.id,), LetterState.SENT, Channel.EMAIL, date(2026, 11, 19)))
    put_back(session, newest(session, "letter"))
    assert session.letters_made()[0] == letter


def test_a_task_goes_back_to_how_it_was_before_anybody_touched_it(session: Session) -> None:
    session.run(ChangeTask("nemhandel", TaskState(TaskStatus.DONE, owner="Ole")))
    touched = newest(session, "task")
    put_back(session, touched)
    with session.reading() as reader:
        assert reader.tasks() == ()
    with pytest.raises(RowStays) as found:
        put_back(session, touched)
    assert found.value.why is Stays.GONE


def test_an_own_task_that_was_removed_comes_back(session: Session) -> None:
    session.run(AddTask("Bestil lokale"))
    with session.reading() as reader:
        key = reader.tasks()[0].key
    session.run(RemoveTask(key))
    removed = newest(session, "task")
    put_back(session, removed)
    with session.reading() as reader:
        assert [one.title for one in reader.tasks()] == ["Bestil lokale"]
    with pytest.raises(RowStays) as found:
        put_back(session, removed)
    assert found.value.why is Stays.THERE


def test_only_what_the_entry_changed_goes_back(session: Session) -> None:
    session.run(ChangeTask("nemhandel", TaskState(TaskStatus.STARTED)))
    session.run(ChangeTask("nemhandel", TaskState(TaskStatus.DONE)))
    done = newest(session, "task")
    session.run(ChangeTask("nemhandel", TaskState(TaskStatus.DONE, owner="Ole")))
    put_back(session, done)
    with session.reading() as reader:
        assert reader.tasks()[0].state == TaskState(TaskStatus.STARTED, owner="Ole")


def test_a_detail_of_the_municipality_goes_back(session: Session) -> None:
    session.run(SetUp(replace(MUNICIPALITY, city="Nyby")))
    put_back(session, newest(session, "setting"))
    assert session.municipality.city == MUNICIPALITY.city


def test_what_was_imported_or_chosen_is_put_back_elsewhere(session: Session) -> None:
    session.run(ChooseEan("new", NEW_EAN))
    assert stays(newest(session, "choice")[1]) is Stays.CHOICE
    imported = next(
        one
        for entry in session.history()
        if entry.operation is OperationName.IMPORT_INVOICES
        for one in past.each_row(session, entry.number)
        if one.table == "invoice"
    )
    assert stays(imported) is Stays.IMPORTED
