"""Does the window show a focus ring only to who works by keyboard, and where he is?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Stage


def test_the_window_opens_with_the_keyboard_on_the_first_page_and_no_ring(stage: Stage, qtbot: QtBot) -> None:
    stage.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is stage.window.rail.entry("start"))
    assert not stage.window.rail.entry("start").shows_focus


def test_the_keyboard_in_the_rail_goes_along_to_the_page_that_is_shown(stage: Stage, qtbot: QtBot) -> None:
    rail = stage.window.rail
    stage.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is rail.entry("start"))
    stage.window.go_to("tasks")
    assert QApplication.focusWidget() is rail.entry("tasks")
    assert not rail.entry("tasks").shows_focus
    rail.entry("letters").setFocus(Qt.FocusReason.TabFocusReason)
    stage.window.go_to("history")
    assert rail.entry("history").shows_focus


def test_waiting_gives_the_keyboard_back_without_a_ring(stage: Stage, qtbot: QtBot) -> None:
    entry, veil = stage.window.rail.entry("start"), stage.window.veil
    stage.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is entry)
    veil.wait_for("Reading")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is veil)
    veil.wait_for("")
    assert QApplication.focusWidget() is entry
    assert not entry.shows_focus


def test_an_entry_that_the_pointer_left_under_a_menu_is_not_marked(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, entry = stage.window, stage.window.rail.entry("tasks")
    plain = entry.grab().toImage()
    middle = QPointF(entry.rect().center())
    at = [entry.mapToGlobal(middle.toPoint())]
    monkeypatch.setattr(QCursor, "pos", lambda: at[0])
    QApplication.sendEvent(entry, QEnterEvent(middle, middle, QPointF(at[0])))
    menu = window.menuBar().actions()[0].menu()
    assert isinstance(menu, QMenu)
    menu.aboutToHide.emit()
    assert entry.grab().toImage() != plain, "the pointer is still there"
    at[0] = window.mapToGlobal(window.rect().bottomRight())
    menu.aboutToHide.emit()
    assert entry.grab().toImage() == plain


def test_a_button_that_rested_while_it_worked_gets_the_keyboard_back(stage: Stage, qtbot: QtBot) -> None:
    window = stage.window
    window.activateWindow()
    window.go_to("letters")
    button = window.host.page("letters").header.help_button  # any button of a page will do
    button.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is button)
    button.setEnabled(False)
    assert QApplication.focusWidget() is not button
    button.setEnabled(True)
    assert QApplication.focusWidget() is button


def test_who_has_gone_elsewhere_meanwhile_stays_there(stage: Stage, qtbot: QtBot) -> None:
    window = stage.window
    window.activateWindow()
    window.go_to("letters")
    button = window.host.page("letters").header.help_button  # any button of a page will do
    button.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is button)
    button.setEnabled(False)
    window.rail.entry("tasks").setFocus()
    window.rail.entry("history").setFocus()
    button.setEnabled(True)
    assert QApplication.focusWidget() is window.rail.entry("history")


def test_of_two_buttons_that_rest_the_last_one_gets_the_keyboard_back(stage: Stage, qtbot: QtBot) -> None:
    window = stage.window
    window.activateWindow()
    window.go_to("letters")
    first, last = window.rail.entry("letters"), window.host.page("letters").header.help_button
    for one in (first, last):
        one.setFocus()
        qtbot.waitUntil(one.hasFocus)
        one.setEnabled(False)
    first.setEnabled(True)
    assert QApplication.focusWidget() is not first
    last.setEnabled(True)
    assert QApplication.focusWidget() is last
