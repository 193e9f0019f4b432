"""How does long work show itself? A thin bar, what it does, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from desktop.texts.numbers import whole
from desktop.texts.translate import _
from desktop.ui import spoken, theme
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.labels import PlainLabel

SHOW_AFTER_MS = 300
"""Work that is over sooner shows nothing: a flash disturbs more than it tells."""
_STEP_MS = 40


class ProgressLine(QProgressBar):
    """A thin bar; moves to and fro while the total is not known. Its value is Qt's, the drawing is ours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = 0
        self._total = 0
        self._phase = 0.0
        self._timer = QTimer(self, interval=_STEP_MS)
        self._timer.timeout.connect(self._step)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Progress"))

    def sizeHint(self) -> QSize:
        return QSize(200, 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 6)

    def set(self, done: int, total: int) -> None:
        self._done, self._total = done, total
        # In percent: bytes of a large file are more than Qt's whole numbers hold.
        self.setRange(0, 100 if total > 0 else 0)
        self.setValue(min(100, round(100 * done / total)) if total > 0 else 0)
        if total > 0 and self._timer.isActive():
            self._timer.stop()
        elif total <= 0 and not self._timer.isActive() and self.isVisible():
            self._timer.start()
        percent = f"{min(100, round(100 * done / total))} %" if total > 0 else ""
        self.setAccessibleDescription(percent)
        self.update()

    def resume(self) -> None:
        """Move again, now that the line is to be seen."""
        self.set(self._done, self._total)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def _step(self) -> None:
        self._phase = (self._phase + _STEP_MS / 1400) % 1
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        radius = area.height() / 2
        # Ink beside the accent would not tell how far it is: with high contrast the rest is empty.
        empty = palette.high_contrast
        painter.setPen(QPen(palette.text, 1) if empty else Qt.PenStyle.NoPen)
        painter.setBrush(palette.surface if empty else palette.border)
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5) if empty else area, radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.tone(Tone.ACCENT).shape)
        if self._total > 0:
            share = min(1.0, self._done / self._total)
            filled = QRectF(area.left(), area.top(), max(area.height(), area.width() * share), area.height())
        else:
            width = area.width() * 0.3
            filled = QRectF((area.width() + width) * self._phase - width, area.top(), width, area.height())
        painter.drawRoundedRect(filled.intersected(area), radius, radius)


class ProgressPanel(QWidget):
    """What is being done, how far it is, and "Cancel".

    Signals:
        cancelled: the user asked for a stop.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None, *, cancel_text: str = "") -> None:
        super().__init__(parent)
        self.title = PlainLabel("", size=TextSize.STRONG)
        self.count = PlainLabel("", muted=True, wrap=False, tabular=True)
        self.line = ProgressLine()
        self.cancel = Button(cancel_text or _("Cancel"))
        self.cancel.clicked.connect(self._stop)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.count)
        middle = QVBoxLayout()
        middle.setSpacing(Space.SMALL)
        middle.addLayout(top)
        middle.addWidget(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.LARGE)
        row.addLayout(middle, 1)
        row.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignVCenter)
        self._late = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._late.timeout.connect(self.show)
        self.hide()

    def start(self, title: str, *, cancellable: bool = True) -> None:
        """Announce work; the panel shows itself if the work takes longer than a moment."""
        self.title.setText(title)
        self.setAccessibleName(title)
        self.cancel.setVisible(cancellable)
        self.cancel.setEnabled(True)
        self.report(0, 0)
        self._late.start()

    def report(self, done: int, total: int) -> None:
        """How far the work is, in units finished; total 0 while not known."""
        self.line.set(done, total)
        if total > 0:
            self.count.setText(_("{done} of {total}").format(done=whole(done), total=whole(total)))
        else:
            self.count.setText(whole(done) if done else "")

    def stop(self) -> None:
        """The work is over, one way or another."""
        self._late.stop()
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.line.resume()
        spoken.announce(self, self.title.text())

    def _stop(self) -> None:
        self.cancel.setEnabled(False)
        self.title.setText(_("Stopping…"))
        spoken.announce(self, self.title.text())
        self.cancelled.emit()
