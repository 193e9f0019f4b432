"""Does a gate judge by what has been imported since the wave changed?"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from desktop.domain.checklist import TaskState, TaskStatus
from desktop.domain.rollout import Limits
from desktop.domain.rollout_gates import GateFault, GateState
from desktop.workspace.operations import ChooseEan, ImportInvoices, ImportSuppliers
from desktop.workspace.operations.tasks import ChangeTask
from desktop.workspace.rollout import WaveView, propose, rollout
from desktop.workspace.rollout_terms import RolloutTerms
from desktop.workspace.session import Session
from tests.building import (
    ME,
    MUNICIPALITY,
    NEW_EAN,
    NOON,
    OLD_EAN,
    invoice,
    invoice_file,
    podiatrist,
    supplier_list,
)

NUMBERS = (1, 2, 3, 4)


class Later:
    """A plan whose day can move on."""

    def __init__(self) -> None:
        self.now: datetime = NOON
        self.session = Session.create(MUNICIPALITY, who=ME, clock=lambda: self.now)
        everybody = [podiatrist(number) for number in NUMBERS]
        self.session.run(ImportSuppliers(supplier_list(*everybody)))
        sent = [invoice(one, f"F{one.number}") for one in everybody]
        self.session.run(ImportInvoices(invoice_file(sent)))
        self.session.run(ChooseEan("new-gradual", NEW_EAN))
        propose(self.session, RolloutTerms(Limits(pilot_suppliers=2, wave_suppliers=2)))

    @property
    def pilot(self) -> WaveView:
        return rollout(self.session).waves[0]

    def weeks_after_the_change(self, weeks: int) -> None:
        self.now = datetime.combine(
            self.pilot.wave.dates.cut_over + timedelta(weeks=weeks), NOON.timetz(), NOON.tzinfo
        )

    def pilot_sends(self, ean: str, count: int, *, day: date | None = None, citizens: int = 1) -> None:
        """Somebody of the pilot sends so many invoices, since the change unless a day is given."""
        number = int(self.pilot.members[0].assessment.supplier.number)
        when = day or self.pilot.wave.dates.cut_over + timedelta(days=7)
        rows = [
            invoice(podiatrist(number), f"{ean[-3:]}-{when}-{at}", day=when, ean=ean, citizens=citizens)
            for at in range(count)
        ]
        self.session.run(ImportInvoices(invoice_file(rows, file=f"{ean}-{when}-{citizens}.xlsx")))

    def tasks_are_done(self) -> None:
        for key in ("nemhandel", "routing"):
            self.session.run(ChangeTask(key, TaskState(TaskStatus.DONE)))


@pytest.fixture
def later() -> Later:
    plan = Later()
    plan.tasks_are_done()
    return plan


def test_before_its_day_a_gate_is_not_judged(later: Later) -> None:
    later.weeks_after_the_change(2)
    later.pilot_sends(NEW_EAN, 5)
    assert later.pilot.gate.state is GateState.NOT_YET
    assert later.pilot.gate.facts.on_new_ean == 5


def test_what_nobody_has_seen_is_not_known(later: Later) -> None:
    later.weeks_after_the_change(6)
    assert later.pilot.gate.state is GateState.UNKNOWN
    assert not later.pilot.gate.is_open


def test_enough_on_the_new_number_opens_the_gate(later: Later) -> None:
    later.weeks_after_the_change(6)
    later.pilot_sends(NEW_EAN, 8)
    later.pilot_sends(OLD_EAN, 2)
    assert (later.pilot.gate.facts.invoices, later.pilot.gate.facts.on_new_ean) == (10, 8)
    assert later.pilot.gate.state is GateState.HOLDS


def test_too_few_on_the_new_number_keep_it_shut(later: Later) -> None:
    later.weeks_after_the_change(6)
    later.pilot_sends(NEW_EAN, 7)
    later.pilot_sends(OLD_EAN, 3)
    assert later.pilot.gate.faults == (GateFault.TOO_FEW_ON_NEW_EAN,)


def test_what_was_sent_before_the_change_does_not_count(later: Later) -> None:
    later.weeks_after_the_change(6)
    later.pilot_sends(NEW_EAN, 8)
    later.pilot_sends(OLD_EAN, 20, day=later.pilot.wave.dates.cut_over - timedelta(days=10))
    assert later.pilot.gate.state is GateState.HOLDS


def test_invoices_that_kp_cannot_take_keep_it_shut(later: Later) -> None:
    later.weeks_after_the_change(6)
    later.pilot_sends(NEW_EAN, 8)
    later.pilot_sends(NEW_EAN, 2, citizens=3, day=later.pilot.wave.dates.cut_over + timedelta(days=8))
    assert later.pilot.gate.facts.rejected == 2
    assert later.pilot.gate.faults == (GateFault.TOO_MANY_REJECTED,)


def test_open_tasks_keep_the_pilots_gate_shut(later: Later) -> None:
    later.weeks_after_the_change(6)
    later.pilot_sends(NEW_EAN, 8)
    later.session.run(ChangeTask("routing", TaskState()))
    assert later.pilot.gate.faults == (GateFault.OPEN_TASKS,)
    later.session.undo()
    assert later.pilot.gate.state is GateState.HOLDS
