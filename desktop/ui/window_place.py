"""Where does the window stand? Where it was left, as far as there still is a screen there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

from desktop.ui.settings import MAXIMISED, WINDOW, Settings
from desktop.ui.theme import Space

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_WIDTH, _HEIGHT = 1360, 860


def remember(window: QWidget, settings: Settings) -> None:
    """Note where the window stands; of one that fills the screen, where it was before."""
    if not window.isMaximized():
        place = window.geometry()
        settings.set(WINDOW, (place.x(), place.y(), place.width(), place.height()))
    settings.set(MAXIMISED, window.isMaximized())


def show_in_place(window: QWidget, settings: Settings) -> None:
    """Show the window where it was last."""
    window.setGeometry(_place(settings))
    if settings.get(MAXIMISED):
        window.showMaximized()
    else:
        window.show()


def _place(settings: Settings) -> QRect:
    known = settings.get(WINDOW)
    wanted = QRect(*known) if len(known) == 4 else QRect()
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    on = next((room for room in screens if wanted.isValid() and room.contains(wanted.center())), None)
    if on is not None:
        return wanted.intersected(on)
    room = QGuiApplication.primaryScreen().availableGeometry()
    size = QRect(0, 0, min(_WIDTH, room.width()), min(_HEIGHT, room.height() - 2 * Space.WIDE))
    size.moveCenter(room.center())
    return size
