"""How does the window wait for work that must not be disturbed? Under a thin veil, after a moment."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.ui import spoken, theme
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.progress import SHOW_AFTER_MS, ProgressLine

_WIDTH = 360


class Veil(QWidget):
    """Covers its parent while work is under way; keys and clicks wait."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._covered = parent
        self._before: QWidget | None = None
        self.text = PlainLabel("", size=TextSize.STRONG)
        self.line = ProgressLine()
        card = Card(padding=Space.EDGE)
        card.setFixedWidth(_WIDTH)
        card.body.addWidget(self.text)
        card.body.addWidget(self.line)
        column = QVBoxLayout(self)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self._late = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._late.timeout.connect(self._cover)
        parent.installEventFilter(self)
        self.hide()

    def wait_for(self, what: str) -> None:
        """Work of this name has begun; "" says that it is over."""
        if not what:
            self._late.stop()
            self._lift()
        elif not self.isVisible():
            self.text.setText(what)
            self.setAccessibleName(what)
            self._late.start()

    def _cover(self) -> None:
        self._before = QApplication.focusWidget()
        self.setGeometry(self._covered.rect())
        self.show()
        self.raise_()
        self.setFocus()
        self.line.resume()
        spoken.announce(self, self.text.text())

    def _lift(self) -> None:
        # First the keyboard, then away: Qt moves it from what is hidden to the next widget as if by Tab.
        before, self._before = self._before, None
        if self.isVisible():
            if before is not None and isValid(before):
                before.setFocus(Qt.FocusReason.PopupFocusReason)
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._covered.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ground = QColor(theme.colours(self.palette()).page)
        ground.setAlpha(190)
        QPainter(self).fillRect(self.rect(), ground)
