"""Does the window show a focus ring only to who works by keyboard, and where he is?"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
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
