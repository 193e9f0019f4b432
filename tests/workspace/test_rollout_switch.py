"""What becomes of waves when another EAN number is chosen after they were planned?"""

from __future__ import annotations

import pytest

from desktop.domain.letters import LetterKind
from desktop.domain.plan import OperationName
from desktop.domain.rollout import Limits
from desktop.workspace.operations import ChooseEan
from desktop.workspace.operations.rollout import MoveSuppliers
from desktop.workspace.rollout import propose, rollout
from desktop.workspace.rollout_switch import LeftOver, clear_waves, keep_waves, left_over
from desktop.workspace.rollout_terms import RolloutTerms
from desktop.workspace.session import Session
from tests.building import NEW_EAN, OLD_EAN
from tests.workspace.rollout_plans import plan_of

SMALL = RolloutTerms(Limits(pilot_suppliers=2, wave_suppliers=3))
REUSE = ChooseEan(f"reuse:{OLD_EAN}")


def found(session: Session) -> LeftOver | None:
    choice = session.choice()
    assert choice is not None
    return left_over(session, choice, rollout(session))


def switched(*, outside: int = 0) -> Session:
    """Waves for a new number, then an old one is reused."""
    session = plan_of(7, outside=outside)
    propose(session, SMALL)
    session.run(REUSE)
    return session


def test_waves_of_the_choice_in_force_are_not_left_over() -> None:
    session = plan_of(7)
    assert found(session) is None
    propose(session, SMALL)
    assert found(session) is None


def test_switching_to_reuse_leaves_waves_that_nobody_is_in() -> None:
    session = switched(outside=4)
    told = found(session)
    assert told == LeftOver(waves=3, empty=3, suppliers=0, gone=7, new_ones=4, all_at_once=True)
    session.run(ChooseEan("new-gradual", NEW_EAN))
    assert found(session) is None


def test_a_choice_that_moves_nobody_out_is_asked_about_too() -> None:
    session = plan_of(7)
    propose(session, SMALL)
    session.run(ChooseEan("new", NEW_EAN))
    assert found(session) == LeftOver(3, 0, 7, 0, 0, all_at_once=True)


def test_the_waves_are_cleared_in_one_entry_that_can_be_undone() -> None:
    session = switched(outside=4)
    session.run(clear_waves())
    assert rollout(session).waves == ()
    assert found(session) is None
    entry = session.history()[0]
    assert (entry.operation, entry.facts["waves"]) == (OperationName.PLAN_WAVES, "0")
    session.undo()
    assert found(session) is not None


def test_kept_waves_lose_the_empty_ones_and_ask_no_more() -> None:
    session = switched(outside=4)
    new_one = rollout(session).unplaced[0].supplier.id
    session.run(MoveSuppliers((new_one,), 2))
    choice = session.choice()
    assert choice is not None
    session.run(keep_waves(choice, rollout(session)))
    assert [one.wave.number for one in rollout(session).waves] == [2]
    assert [one.assessment.supplier.id for one in rollout(session).waves[0].members] == [new_one]
    assert found(session) is None
    session.run(ChooseEan("new-gradual", NEW_EAN))
    assert found(session) is not None


def test_a_proposal_for_the_reuse_is_for_the_reuse() -> None:
    session = switched(outside=4)
    propose(session)
    assert found(session) is None
    assert rollout(session).terms == SMALL


def test_whoever_leaves_a_reused_number_is_no_load_of_the_weeks_after() -> None:
    session = switched(outside=4)
    letters = {one.kind for one in session.recipients().recipients}
    assert letters == {LetterKind.LEAVE_EAN}
    propose(session, SMALL)
    load, waves = rollout(session).load, rollout(session).waves
    staying, leaving_later = 7, 4 - len(waves[0].members)
    assert leaving_later
    assert round(load[0].invoices * 52 / 12, 6) == staying + leaving_later
    assert round(load[-1].invoices * 52 / 12, 6) == staying
    assert load[-1].share == pytest.approx(1)
