"""How is the rollout page driven in tests? By its lanes, its keys and its dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from desktop.domain.rollout import Limits
from desktop.domain.suppliers import SupplierId
from desktop.ui.pages.rollout import RolloutPage
from desktop.ui.pages.rollout.lane import Lane
from desktop.ui.widgets.fields import LineField
from desktop.workspace.rollout import propose
from desktop.workspace.rollout_terms import RolloutTerms
from desktop.workspace.session import Session
from tests.ui.conftest import Stage
from tests.workspace.rollout_plans import plan_of

D = TypeVar("D", bound=QDialog)
SMALL = RolloutTerms(Limits(pilot_suppliers=2, wave_suppliers=3))
NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


def page_of(stage: Stage, **filters: str) -> RolloutPage:
    stage.window.go_to("rollout", **filters)
    page = stage.window.host.page("rollout")
    assert isinstance(page, RolloutPage)
    return page


@pytest.fixture
def planned(open_plan: Callable[[Session], Stage]) -> Stage:
    """Seven suppliers: two in the pilot, three in wave 2, two in wave 3; one cannot split."""
    session = plan_of(7, cannot_split=1)
    propose(session, SMALL)
    return open_plan(session)


def shown(page: RolloutPage) -> dict[int, list[SupplierId]]:
    """The suppliers in each lane of the board, in order."""
    return {
        lane.facts.key: [row.supplier_id for row in lane.list.lane.rows]
        for lane in page.board.shown_lanes()
        if lane.facts is not None
    }


def lane_of(page: RolloutPage, key: int) -> Lane:
    lane = page.board.lane(key)
    assert lane is not None
    return lane


def press(page: RolloutPage, lane: int, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(lane_of(page, lane).list, key, held)


def answer(kind: type[D], fill: Callable[[D], object], act: Callable[[], object]) -> None:
    """Do something that opens a dialog, and fill that in."""
    filled: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            filled.append(kind.__name__)
            fill(dialog)

    QTimer.singleShot(0, look)
    act()
    assert filled == [kind.__name__]


def type_in(field: object, text: str) -> None:
    assert isinstance(field, LineField)
    field.setText(text)


def session_of(stage: Stage) -> Session:
    assert stage.plan.session is not None
    return stage.plan.session
