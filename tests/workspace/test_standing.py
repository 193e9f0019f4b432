"""What is next and what is due on each day of a project: before letters, mid-rollout, after go-live?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.domain.agenda import AgendaKind, Due
from desktop.domain.letter_record import Channel, LetterState
from desktop.domain.letters import LetterKind
from desktop.domain.rollout import Limits
from desktop.domain.suppliers import SupplierId
from desktop.workspace.operations import ChooseEan, ImportInvoices, ImportSuppliers, MarkLetters
from desktop.workspace.operations.letters import RecordLetters, WrittenTo
from desktop.workspace.rollout import propose, rollout
from desktop.workspace.rollout_terms import RolloutTerms
from desktop.workspace.session import Session
from desktop.workspace.standing import Standing
from tests.building import (
    ME,
    MUNICIPALITY,
    NEW_EAN,
    OLD_EAN,
    invoice,
    invoice_file,
    podiatrist,
    supplier_list,
)

SMALL = RolloutTerms(Limits(pilot_suppliers=2, wave_suppliers=3))


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.day = date(2026, 11, 20)

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 8, 30, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(clock: Clock) -> Session:
    """Seven podiatrists, a new number in waves: pilot of two, then three and two."""
    made = Session.create(replace(MUNICIPALITY, erp="opus"), who=ME, clock=clock)
    everybody = [podiatrist(number) for number in range(1, 8)]
    made.run(ImportSuppliers(supplier_list(*everybody)))
    made.run(ImportInvoices(invoice_file([invoice(facts, f"F{facts.number}") for facts in everybody])))
    made.run(ChooseEan("new-gradual", NEW_EAN))
    return made


def write_and_send(session: Session, suppliers: tuple[SupplierId, ...], on: date) -> None:
    written = tuple(WrittenTo(one, LetterKind.NEW_EAN, "", f"{one}.docx") for one in suppliers)
    session.run(RecordLetters(written, "new-gradual", NEW_EAN))
    mine = tuple(one.id for one in session.letters_made() if one.supplier_id in suppliers)
    session.run(MarkLetters(mine, LetterState.SENT, Channel.EMAIL, on))


def standing_of(session: Session) -> Standing:
    return session.today_in_the_plan().standing


def due(session: Session) -> dict[AgendaKind, Due]:
    return {
        one.kind: one.due
        for one in session.today_in_the_plan().agenda.items
        if one.kind is not AgendaKind.TASK
    }


def test_before_waves_everybody_is_without_one(session: Session) -> None:
    found = standing_of(session)
    assert (found.gradual, found.waves, found.without_wave, found.to_write) == (True, 0, 7, 7)


def test_the_project_day_by_day(session: Session, clock: Clock) -> None:
    propose(session, SMALL)
    waves = rollout(session).waves
    pilot, second = waves[0].wave, waves[1].wave
    found = standing_of(session)
    assert (found.waves, found.without_wave, found.written) == (3, 0, 0)

    clock.day = pilot.dates.letter - timedelta(days=1)
    assert due(session)[AgendaKind.SEND] in (Due.THIS_WEEK, Due.NEXT_WEEK)
    write_and_send(session, pilot.supplier_ids, clock.day)
    found = standing_of(session)
    assert (found.written, found.unsent, found.asked, found.changed) == (2, 0, 2, 0)
    assert AgendaKind.SEND not in due(session) or second.dates.letter - clock.day < timedelta(days=14)

    clock.day += timedelta(days=21)
    assert standing_of(session).reminders == 2
    assert due(session)[AgendaKind.REMIND] is Due.THIS_WEEK

    clock.day = pilot.dates.cut_over
    assert due(session)[AgendaKind.CHANGE] is Due.THIS_WEEK
    clock.day = waves[0].gate.looked_at + timedelta(days=1)
    assert due(session)[AgendaKind.GATE] is Due.OVERDUE

    changed = [one.assessment.supplier.facts for one in waves[0].members]
    on_new = [invoice(facts, f"N{facts.number}", day=clock.day, ean=NEW_EAN) for facts in changed]
    session.run(ImportInvoices(invoice_file(on_new, "naeste.xlsx")))
    found = standing_of(session)
    assert (found.asked, found.changed, found.reminders) == (2, 2, 0)


def test_letters_of_a_wave_that_is_far_away_are_not_to_be_written_now(session: Session, clock: Clock) -> None:
    propose(session, SMALL)
    waves = rollout(session).waves
    clock.day = waves[0].wave.dates.letter
    soon = [
        one
        for view in waves
        if view.wave.dates.letter <= clock.day + timedelta(days=14)
        for one in view.members
    ]
    assert standing_of(session).to_write_now == len(soon) < 7


def test_another_choice_leaves_waves_and_no_days_of_theirs(session: Session, clock: Clock) -> None:
    propose(session, SMALL)
    clock.day = rollout(session).waves[0].wave.dates.letter
    session.run(ChooseEan(f"reuse:{OLD_EAN}"))
    found = standing_of(session)
    assert (found.left_over, found.without_wave, found.to_write) == (True, 0, 0)
    assert AgendaKind.SEND not in due(session)


def test_without_a_choice_only_tasks_are_counted(session: Session) -> None:
    session.run(ChooseEan(""))
    assert standing_of(session) == Standing(tasks_overdue=standing_of(session).tasks_overdue)


def test_a_plan_left_open_over_night_is_looked_at_anew(session: Session, clock: Clock) -> None:
    before = session.answers()
    clock.day += timedelta(days=1)
    assert session.answers() is not before
    assert session.answers() is session.answers()


def test_the_day_is_worked_out_once_for_each_state_of_the_plan(session: Session, clock: Clock) -> None:
    first = session.today_in_the_plan()
    assert session.today_in_the_plan() is first
    propose(session, SMALL)
    second = session.today_in_the_plan()
    assert second.standing.waves == 3
    clock.day += timedelta(days=1)
    assert session.today_in_the_plan() is not second


def test_whoever_was_asked_under_another_choice_is_neither_reminded_nor_followed(
    session: Session, clock: Clock
) -> None:
    propose(session, SMALL)
    pilot = rollout(session).waves[0].wave
    clock.day = pilot.dates.letter
    write_and_send(session, pilot.supplier_ids, clock.day)
    clock.day += timedelta(days=30)
    assert standing_of(session).reminders == 2
    session.run(ChooseEan(f"reuse:{OLD_EAN}"))
    found = standing_of(session)
    assert (found.asked, found.reminders) == (0, 0)
    assert AgendaKind.REMIND not in due(session)
    session.run(ChooseEan("new-gradual", NEW_EAN))
    assert standing_of(session).reminders == 2
