"""Are suppliers moved, locked, split off and taken out, by keys and by dragging?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from desktop.domain.letters import LetterKind
from desktop.ui.pages.rollout import RolloutPage, menus
from desktop.ui.pages.rollout.answers import REST
from desktop.ui.pages.rollout.lane import Lane
from desktop.workspace.operations import RecordLetters
from desktop.workspace.operations.letters import WrittenTo
from tests.building import NEW_EAN
from tests.ui.conftest import Stage
from tests.ui.pages.rollout_stage import (
    ALT,
    NONE,
    lane_of,
    page_of,
    planned,
    press,
    session_of,
    shown,
)

__all__ = ["planned"]
"""Fixtures that are used by their names."""


# ---------------------------------------------------------------------------------------------- moving


def test_alt_and_an_arrow_take_the_chosen_along_and_the_keyboard_follows(planned: Stage) -> None:
    page = page_of(planned)
    moved = shown(page)[1][0]
    page.board.choose((moved,))
    press(page, 1, Qt.Key.Key_Right, ALT)
    assert moved in shown(page)[2]
    assert [row.supplier_id for row in page.board.chosen_rows()] == [moved]
    assert page.board.chosen_rows()[0].locked
    press(page, 2, Qt.Key.Key_Right, ALT)
    assert moved in shown(page)[3]
    press(page, 3, Qt.Key.Key_Left, ALT)
    assert moved in shown(page)[2]
    planned.plan.undo()
    assert moved in shown(page)[3]


def test_an_arrow_pushes_nobody_out_of_the_waves(planned: Stage) -> None:
    page = page_of(planned)
    last = shown(page)[3][0]
    page.board.choose((last,))
    press(page, 3, Qt.Key.Key_Right, ALT)
    assert last in shown(page)[3]


def test_the_arrows_go_from_lane_to_lane(planned: Stage) -> None:
    page = page_of(planned)
    page.board.choose((shown(page)[1][1],))
    press(page, 1, Qt.Key.Key_Right)
    assert page.board.chosen_lane() is lane_of(page, 2)
    assert len(page.board.chosen_rows()) == 1
    press(page, 2, Qt.Key.Key_Left)
    assert page.board.chosen_lane() is lane_of(page, 1)


def test_l_locks_and_unlocks_and_delete_takes_out(planned: Stage) -> None:
    page = page_of(planned)
    one, other = shown(page)[2][:2]
    page.board.choose((one, other))
    press(page, 2, Qt.Key.Key_L)
    assert all(row.locked for row in page.board.chosen_rows())
    press(page, 2, Qt.Key.Key_L)
    assert not any(row.locked for row in page.board.chosen_rows())
    press(page, 2, Qt.Key.Key_Delete)
    assert {one, other} <= set(shown(page)[REST])
    assert one not in shown(page)[2]
    page.moves.move((one,), 1)
    assert one in shown(page)[1]


def test_a_drag_puts_suppliers_where_they_are_dropped(planned: Stage) -> None:
    page = page_of(planned)
    moved = tuple(shown(page)[2][:2])
    page.board.choose(moved)
    source, target = lane_of(page, 2), lane_of(page, 1)
    source.list.dragged.emit(True)
    drop(target, names(page))
    source.list.dragged.emit(False)
    assert set(moved) <= set(shown(page)[1])
    assert target.figures.text().startswith("4 of 2 suppliers")
    assert target.breaches.isVisible()
    assert "may have 2" in target.breaches.text()


def test_a_drop_that_is_no_drag_of_ours_does_nothing(planned: Stage) -> None:
    page = page_of(planned)
    before = shown(page)
    target = lane_of(page, 1)
    strange = QMimeData()
    strange.setText("1\n2\n3")
    assert not drop(target, strange)
    page.board.choose(tuple(before[2][:1]))
    lane_of(page, 2).list.dragged.emit(True)
    prepared = QMimeData()
    prepared.setData("application/x-qabstractitemmodeldatalist", b"\0\0\0\0")
    assert not drop(target, prepared)
    lane_of(page, 2).list.dragged.emit(False)
    model = target.list.lane
    assert not model.dropMimeData(strange, Qt.DropAction.MoveAction, 0, 0, model.index(-1))
    assert model.mimeTypes() == ["text/plain"]
    assert shown(page) == before


def names(page: RolloutPage) -> QMimeData:
    chosen = page.board.chosen_lane()
    assert chosen is not None
    return chosen.list.lane.mimeData(chosen.list.selectionModel().selectedIndexes())


def drop(lane: Lane, data: QMimeData) -> bool:
    """Drag over a lane and let go there; whether it was taken."""
    actions, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(20, 20), actions, data, left, NONE)
    enter.ignore()
    lane.dragEnterEvent(enter)
    event = QDropEvent(QPointF(20, 20), actions, data, left, NONE, QEvent.Type.Drop)
    event.ignore()
    lane.dropEvent(event)
    return enter.isAccepted() and event.isAccepted()


def test_whoever_has_been_written_to_is_asked_about(planned: Stage) -> None:
    session = session_of(planned)
    page = page_of(planned)
    written = shown(page)[1][0]
    session.run(
        RecordLetters((WrittenTo(written, LetterKind.NEW_EAN, "0" * 64, "b.docx"),), "new-gradual", NEW_EAN)
    )
    planned.messages.answers = ["cancel"]
    page.moves.move((written,), 2)
    assert written in shown(page)[1]
    assert "tell them the new dates" in planned.messages.asked[-1].text
    planned.messages.answers = ["move"]
    page.moves.move((written,), 2)
    assert written in shown(page)[2]


def test_a_wave_is_split(planned: Stage) -> None:
    page = page_of(planned)
    off = tuple(shown(page)[2][:2])
    page.board.choose(off)
    page.moves.split()
    assert set(shown(page)[4]) == set(off)
    assert page.board.chosen_lane() is lane_of(page, 4)


def test_the_menus_offer_what_can_be_done(planned: Stage) -> None:
    page = page_of(planned)
    one = shown(page)[2][0]
    page.board.choose((one,))
    menu = menus.of_suppliers(page)
    entries = {action.text(): action for action in menu.actions() if action.text()}
    assert entries["Lock in the wave"].shortcut().toString() == "L"
    waves = entries["Move to"].menu()
    assert waves is not None
    to = [action.text() for action in waves.actions()]  # type: ignore[attr-defined]  # a QMenu
    assert to == ["Pilot", "Wave 3"]
    waves.actions()[0].trigger()  # type: ignore[attr-defined]
    assert one in shown(page)[1]
    menu.deleteLater()
    wave = menus.of_wave(page, 3)
    next(action for action in wave.actions() if action.text() == "Choose all its suppliers").trigger()
    assert [row.supplier_id for row in page.board.chosen_rows()] == shown(page)[3]
    wave.deleteLater()


def test_a_supplier_that_stays_in_the_erp_cannot_be_dragged_into_a_wave(planned: Stage) -> None:
    page = page_of(planned)
    rest = lane_of(page, REST).list
    rest.selectAll()
    assert [row.movable for row in rest.lane.rows] == [False]
    before = shown(page)
    rest.dragged.emit(True)
    assert not drop(lane_of(page, 1), names(page))
    rest.dragged.emit(False)
    press(page, REST, Qt.Key.Key_Left, ALT)
    assert shown(page) == before
