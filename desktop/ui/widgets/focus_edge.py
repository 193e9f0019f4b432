"""How does one see that a list has the keyboard? By an edge around it while somebody works by key.

A table marks its current row, and a list its current entry; an empty one has nothing to mark, and text
that is only read has no cursor.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.ui import theme
from desktop.ui.theme import Tone


class FocusEdge(QWidget):
    """Lies over a list and lets everything through; goes when the list loses the keyboard."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(area.rect())
        area.installEventFilter(self)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._area and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._area.rect())
        elif watched is self._area and event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._area.removeEventFilter(self)
            self.hide()
            self.deleteLater()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.tone(Tone.ACCENT).shape, 2))
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)


def focus_by_key(widget: QWidget, reason: Qt.FocusReason) -> None:
    """Give a widget the keyboard, and let that be seen."""
    widget.setFocus(reason)
    if isinstance(widget, QAbstractScrollArea) and widget.hasFocus():
        FocusEdge(widget)
