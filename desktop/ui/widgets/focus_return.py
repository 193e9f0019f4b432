"""Where is the keyboard once a long work is over? Back on the button that began it.

A button that cannot be pressed meanwhile loses the keyboard, and Qt gives it to whatever Tab would come to.
When the button can be pressed again and nobody has gone elsewhere, it gets the keyboard back.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class FocusReturn(QObject):
    """Gives the keyboard back inside a window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._lost: QWidget | None = None
        self._instead: QWidget | None = None
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._moved)

    def _moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if self._lost is not None and before is self._instead:
            self._forget()  # somebody went on by themselves
        # What is being taken apart loses the keyboard, too, and gets nothing back.
        if before is None or not isValid(before) or before.isEnabled():
            return
        if before.window() is not self._window:
            return
        self._forget()
        self._lost, self._instead = before, now
        before.installEventFilter(self)

    def _forget(self) -> None:
        if self._lost is not None and isValid(self._lost):
            self._lost.removeEventFilter(self)
        self._lost = self._instead = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        lost = self._lost
        changed = event.type() == QEvent.Type.EnabledChange
        if changed and lost is not None and watched is lost and lost.isEnabled():
            self._forget()
            if lost.isVisible():
                lost.setFocus(Qt.FocusReason.OtherFocusReason)
        return False
