"""Do the weeks told in the municipality's form move the dates of the tasks and the terms of the waves?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop.domain.working_days import ClosedPeriod
from desktop.workspace.checklist import checklist_of
from desktop.workspace.operations import SetUp
from desktop.workspace.rollout import rollout
from tests.building import MUNICIPALITY
from tests.workspace.rollout_plans import plan_of

# SA 06 ends 144 days before 1 March 2027: on 8 October 2026.
CLOSED = "2026-10-05..2026-10-16 Efterår"


def test_a_closed_week_moves_what_is_due_in_it_and_is_known_to_the_waves() -> None:
    session = plan_of(3)
    session.run(SetUp(replace(MUNICIPALITY, go_live=date(2027, 3, 1))))
    before = {one.key: one.dates for one in checklist_of(session).tasks}
    session.run(SetUp(replace(session.municipality, closed_weeks=CLOSED)))
    after = {one.key: one.dates for one in checklist_of(session).tasks}
    assert before["sa-06"] is not None
    assert after["sa-06"] is not None
    assert before["sa-06"].end == date(2026, 10, 8)
    assert after["sa-06"].end == date(2026, 10, 2)  # the Friday before
    assert after["efaktura-7"] == before["efaktura-7"]
    assert rollout(session).terms.closed == (ClosedPeriod(date(2026, 10, 5), date(2026, 10, 16), "Efterår"),)
    session.undo()
    assert rollout(session).terms.closed == ()
