"""Where does one write a few lines? In a plain text field that Tab leaves and Ctrl+Enter ends."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop.ui import theme
from desktop.ui.theme import Space


class NoteField(QPlainTextEdit):
    """Plain text in three lines; Ctrl+Enter says that it is done, Tab goes on.

    Signals:
        finished: the field was left, or Ctrl+Enter pressed.
    """

    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(Space.TINY, Space.TINY, Space.TINY, Space.TINY)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().height() * 3 + Space.EDGE)

    def event(self, event: QEvent) -> bool:
        """The area around the text is ours to draw: an edge like that of the other fields."""
        if event.type() is QEvent.Type.Paint:
            self._draw_edge()
            return True
        return super().event(event)

    def _draw_edge(self) -> None:
        palette = theme.colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        width = 2.0 if focused else 1.0
        painter.setPen(QPen(palette.tone(theme.Tone.ACCENT).shape if focused else palette.outline, width))
        painter.setBrush(palette.surface)
        area = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(area, theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file is for the window to take, and not to be typed here as an address."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        self.finished.emit()
