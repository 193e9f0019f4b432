"""Where in a row of steps is one? Numbers and names in a line, the done ones ticked."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.texts.translate import _
from desktop.ui import icons, spoken, theme
from desktop.ui.theme import Space, TextSize, Tone

_MARK = 24
_LINE = 32


class StepStrip(QWidget):
    """The steps of a guided job; only shows, so it takes no focus."""

    spoken_role = spoken.Role.StaticText

    def __init__(self, names: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    def show_step(self, current: int) -> None:
        """Mark the step one is at, from 0; past the end means that all are done."""
        self._current = current
        if current < len(self._names):
            text = _("Step {number} of {all}: {name}").format(
                number=current + 1, all=len(self._names), name=self._names[current]
            )
            self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = sum(metrics.horizontalAdvance(name) for name in self._names)
        mark = self._mark()
        return QSize(width + len(self._names) * (mark + _LINE + 3 * Space.SMALL), mark + Space.TINY)

    def _mark(self) -> int:
        return theme.icon_size(self.font(), share=1.5, least=_MARK)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        for place, name in enumerate(self._names):
            if place:
                painter.setPen(QPen(palette.border, 1.5))
                middle = self.height() / 2
                painter.drawLine(QPointF(left, middle), QPointF(left + _LINE, middle))
                left += _LINE + Space.SMALL
            left = self._paint_step(painter, palette, place, name, left) + Space.SMALL

    def _paint_step(
        self, painter: QPainter, palette: theme.Colours, place: int, name: str, left: float
    ) -> float:
        mark = self._mark()
        top = (self.height() - mark) / 2
        area = QRectF(left + 0.5, top + 0.5, mark - 1, mark - 1)
        done, now = place < self._current, place == self._current
        if done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.tone(Tone.GOOD).soft)
            painter.drawEllipse(area)
            icons.paint(painter, "check", area.adjusted(5, 5, -5, -5), palette.tone(Tone.GOOD).text)
        else:
            painter.setPen(Qt.PenStyle.NoPen if now else QPen(palette.outline, 1.2))
            painter.setBrush(palette.accent if now else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(area)
            painter.setPen(palette.on_accent if now else palette.muted)
            painter.setFont(theme.font(TextSize.CAPTION, base=self.font(), tabular=True))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), str(place + 1))
        painter.setFont(theme.font(TextSize.STRONG if now else TextSize.BODY, base=self.font()))
        painter.setPen(palette.text if now else palette.muted)
        left += mark + Space.SMALL
        width = painter.fontMetrics().horizontalAdvance(name)
        painter.drawText(
            QRectF(left, 0, width + Space.TINY, self.height()), int(Qt.AlignmentFlag.AlignVCenter), name
        )
        return left + width
