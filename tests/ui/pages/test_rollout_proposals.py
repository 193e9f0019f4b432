"""Is a proposal seen before it is taken over, and are limits, dates and gates asked for?"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.domain.rollout_declared import Term
from desktop.domain.working_days import ClosedPeriod
from desktop.ui.pages.rollout import RolloutPage
from desktop.ui.pages.rollout.dialogs import DatesDialog, GateDialog, ReplanDialog
from desktop.ui.pages.rollout.limits_dialog import LimitsDialog
from desktop.workspace.operations.rollout import MoveSuppliers
from desktop.workspace.rollout import rollout
from tests.ui.conftest import Stage
from tests.ui.pages.rollout_stage import (
    SMALL,
    answer,
    lane_of,
    page_of,
    planned,
    session_of,
    shown,
    type_in,
)

__all__ = ["planned"]
"""Fixtures that are used by their names."""


# ----------------------------------------------------------------------------------- proposals, dates, gate


def test_a_new_proposal_is_shown_before_it_is_taken_over(planned: Stage) -> None:
    page = page_of(planned)
    before = shown(page)

    def widen(dialog: LimitsDialog) -> None:
        type_in(dialog.fields[Term.WAVE_SUPPLIERS].field, "5")
        QTimer.singleShot(0, lambda: see(page, keep=True))
        dialog.accept_button.click()

    seen: list[str] = []

    def see(page: RolloutPage, *, keep: bool) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ReplanDialog)
        seen.extend([dialog.sentence.text(), *dialog.lines])
        dialog.reject() if keep else dialog.accept_button.click()

    answer(LimitsDialog, widen, page.proposals.set_limits)
    assert shown(page) == before
    assert seen[0].startswith("2 suppliers change wave. 1 wave is no longer needed.")
    assert any(line.endswith("Wave 3 → Wave 2") for line in seen)
    assert rollout(session_of(planned)).terms == SMALL


def test_what_is_locked_stays_through_a_new_proposal(planned: Stage) -> None:
    page = page_of(planned)
    moved = shown(page)[1][0]
    session_of(planned).run(MoveSuppliers((moved,), 3))
    answer(ReplanDialog, lambda dialog: dialog.accept_button.click(), page.again_button.click)
    assert moved in shown(page)[3]
    assert len(shown(page)[1]) == 2
    page.again_button.click()
    assert planned.messages.said[-1] == ("info", "A new proposal is the same as the plan you have.")


def test_limits_that_make_no_sense_are_not_taken(planned: Stage) -> None:
    page = page_of(planned)

    def fill(dialog: LimitsDialog) -> None:
        labelled = dialog.fields[Term.PILOT_SUPPLIERS]
        type_in(labelled.field, "mange")
        dialog.closed.setPlainText("30-07-2027 – 12-07-2027 Sommerferie")
        dialog.accept_button.click()
        assert dialog.isVisible()
        assert labelled.said.text() == "Write a number from 1 to 10,000."
        assert dialog.closed_said.isVisible()
        dialog.reject()

    answer(LimitsDialog, fill, page.limits_button.click)
    assert rollout(session_of(planned)).terms == SMALL


def test_closed_weeks_move_the_dates_of_a_new_proposal(planned: Stage) -> None:
    page = page_of(planned)
    first = rollout(session_of(planned)).waves[0].wave.dates.cut_over

    def close(dialog: LimitsDialog) -> None:
        dialog.closed.setPlainText(f"{first:%d-%m-%Y} Systemlukning")
        QTimer.singleShot(0, take)
        dialog.accept_button.click()

    def take() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ReplanDialog)
        assert any("instead of" in line for line in dialog.lines)
        dialog.accept_button.click()

    answer(LimitsDialog, close, page.limits_button.click)
    found = rollout(session_of(planned))
    assert found.waves[0].wave.dates.cut_over > first
    assert found.terms.closed == (ClosedPeriod(first, first, "Systemlukning"),)
    assert (
        session_of(planned).municipality.closed_weeks
        == f"{first.isoformat()}..{first.isoformat()} Systemlukning"
    )


def test_dates_show_what_follows_before_they_are_set(planned: Stage) -> None:
    page = page_of(planned)

    def fill(dialog: DatesDialog) -> None:
        type_in(dialog.field.field, "28-03-2027")  # Easter Day
        dialog.show_what_follows()
        assert dialog.breaches.isVisible()
        assert "day off" in dialog.breaches.text()
        assert dialog.lines.count() == 4
        dialog.accept_button.click()

    answer(DatesDialog, fill, lambda: page.proposals.set_dates(1))
    assert "28\u00a0Mar\u00a02027" in lane_of(page, 1).days.text()
    assert "day off" in lane_of(page, 1).breaches.text()


def test_a_gate_opens_only_with_a_reason(planned: Stage) -> None:
    page = page_of(planned)
    assert lane_of(page, 2).waits.text() == "Waits for the gate of: Pilot"

    def fill(dialog: GateDialog) -> None:
        assert not dialog.open_button.isEnabled()
        dialog.note_field.setPlainText("Aftalt med ydelsescentret")
        dialog.open_button.click()

    answer(GateDialog, fill, lane_of(page, 1).gate.click)
    assert lane_of(page, 1).gate.text() == "Gate: Opened by hand"
    assert not lane_of(page, 2).waits.isVisible()
    answer(GateDialog, lambda dialog: dialog.shut_button.click(), lane_of(page, 1).gate.click)
    assert lane_of(page, 2).waits.isVisible()
