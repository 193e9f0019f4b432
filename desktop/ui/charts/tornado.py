"""Which assumption moves the answer most? Bars to both sides of the difference as it is, the widest first."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.sensitivity import Swing, Tornado
from desktop.texts import assumptions, numbers, sensitivity
from desktop.texts.translate import _
from desktop.ui.charts.chart import NO_POINT, Chart, ChartTable
from desktop.ui.charts.patterns import Pattern, fill
from desktop.ui.contrast import SHAPE_CONTRAST, mix, readable
from desktop.ui.tables.columns import plain_number
from desktop.ui.theme import Colours, Space, Tone

MOST_BARS = 10
"""Below the tenth a bar is a hairline; the table twin has them all."""
_BAR, _GAP = 1.0, 0.75
"""In lines of text."""
_NAMES = 0.48
"""The most of the width that names take."""
_ARROWS = {Qt.Key.Key_Down: Qt.Key.Key_Right, Qt.Key.Key_Up: Qt.Key.Key_Left}
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


class TornadoChart(Chart):
    """The hours between two options when one assumption at a time is halved and raised by half."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What matters most"), parent)
        self._tornado: Tornado | None = None
        self._bars: tuple[Swing, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_tornado(self, tornado: Tornado | None) -> None:
        """Draw these figures; None draws nothing."""
        self._tornado = tornado
        moving = tuple(one for one in tornado.swings if one.width > 0) if tornado else ()
        self._bars = moving[:MOST_BARS]
        self.setAccessibleName(_("What matters most"))
        self.refresh()

    # ------------------------------------------------------------------------------- what a chart answers

    def sentences(self) -> tuple[str, ...]:
        return tuple(sensitivity.swing(one) for one in self._bars)

    def summary(self) -> str:
        return sensitivity.summary(self._tornado) if self._tornado else ""

    def table(self) -> ChartTable:
        headings = (
            _("Assumption"),
            _("Low value"),
            _("Hours at the low value"),
            _("High value"),
            _("Hours at the high value"),
            _("Turns it"),
        )
        swings = self._tornado.swings if self._tornado else ()
        rows = tuple(
            (
                assumptions.label(one.key),
                assumptions.value(one.key, one.low_value),
                plain_number(round(one.low, 1)),
                assumptions.value(one.key, one.high_value),
                plain_number(round(one.high, 1)),
                _("Yes") if one.flips else _("No"),
            )
            for one in swings
        )
        return ChartTable(headings, rows, (False, False, True, False, True, False))

    # -------------------------------------------------------------------------------------------- sizes

    def sizeHint(self) -> QSize:
        line = self.metrics().height()
        rows = len(self._bars) * (_BAR + _GAP) * line
        return QSize(round(34 * line), round(self._head() + rows + 1.6 * line))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(18 * self.metrics().height()), self.sizeHint().height())

    # ------------------------------------------------------------------------------------- where it is

    def _head(self) -> float:
        return 1.6 * self.metrics().height()

    def _ends(self) -> tuple[float, float]:
        """The hours that the plot goes from and to: all bars, and no difference at all."""
        values = [end for one in self._bars for end in (one.low, one.high)]
        values += [0.0, self._tornado.hours if self._tornado else 0.0]
        low, high = min(values), max(values)
        return (low, high) if high > low else (low - 1, high + 1)

    def _plot(self) -> QRectF:
        metrics = self.metrics()
        names = max((metrics.horizontalAdvance(assumptions.label(one.key)) for one in self._bars), default=0)
        edge = metrics.horizontalAdvance(numbers.decimal(-100, 0)) + Space.SMALL
        left = min(names, self.width() * _NAMES) + Space.MEDIUM + edge
        return QRectF(left, self._head(), max(1.0, self.width() - left - edge), self.height() - self._head())

    def _x(self, hours: float) -> float:
        low, high = self._ends()
        plot = self._plot()
        return plot.left() + (hours - low) / (high - low) * plot.width()

    def _row(self, at: int) -> QRectF:
        line = self.metrics().height()
        return QRectF(0, self._head() + at * (_BAR + _GAP) * line, self.width(), _BAR * line)

    def _box(self, at: int) -> QRectF:
        one, row = self._bars[at], self._row(at)
        left, right = sorted((self._x(one.low), self._x(one.high)))
        return QRectF(left, row.top(), max(2.0, right - left), row.height())

    def _anchor(self, point: int) -> QPointF:
        box = self._box(point)
        return QPointF(box.center().x(), box.top())

    def _point_at(self, position: QPointF) -> int:
        for at in range(len(self._bars)):
            row = self._row(at)
            # The gap around a bar belongs to it, so that no one has to aim.
            half = row.height() * _GAP / _BAR / 2
            if row.top() - half <= position.y() < row.bottom() + half:
                return at
        return NO_POINT

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The bars lie below each other: up and down walk them, as left and right do."""
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is not None:
            event = QKeyEvent(event.type(), arrow, event.modifiers())
        super().keyPressEvent(event)

    # -------------------------------------------------------------------------------------- drawing

    def _draw(self, painter: QPainter, palette: Colours) -> None:
        if self._tornado is None or not self._bars:
            return
        self._draw_marks(painter, palette)
        for at in range(len(self._bars)):
            self._draw_bar(painter, palette, at)

    def _draw_marks(self, painter: QPainter, palette: Colours) -> None:
        """The upright where both take as many hours, and the one where they stand now."""
        metrics, bottom = self.metrics(), self._row(len(self._bars) - 1).bottom() + Space.TINY
        now = self._tornado.hours if self._tornado else 0.0
        told = _("now: {difference}").format(difference=sensitivity.difference(now))
        width = metrics.horizontalAdvance(told) + 2
        left = min(max(self._x(now) - width / 2, 0.0), self.width() - width)
        painter.setPen(palette.text)
        painter.drawText(QRectF(left, 0, width, metrics.height()), _CENTRE, told)
        top = metrics.height() + Space.HAIR
        painter.setPen(QPen(palette.text, 1.25, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(self._x(now), top), QPointF(self._x(now), bottom))
        painter.setPen(QPen(palette.outline, 1))
        painter.drawLine(QPointF(self._x(0), top), QPointF(self._x(0), bottom))
        foot = _("as many hours")
        wide = metrics.horizontalAdvance(foot) + 2
        place = min(max(self._x(0) - wide / 2, 0.0), self.width() - wide)
        painter.setPen(palette.muted)
        painter.drawText(QRectF(place, bottom + Space.HAIR, wide, metrics.height()), _CENTRE, foot)

    def _draw_bar(self, painter: QPainter, palette: Colours, at: int) -> None:
        one, row, metrics = self._bars[at], self._row(at), self.metrics()
        names = self._plot().left() - metrics.horizontalAdvance(numbers.decimal(-100, 0)) - Space.SMALL
        painter.setPen(palette.text)
        name = metrics.elidedText(
            assumptions.label(one.key), Qt.TextElideMode.ElideRight, names - Space.SMALL
        )
        painter.drawText(QRectF(0, row.top(), names, row.height()), _MIDDLE, name)
        box, now = self._box(at), self._x(self._tornado.hours if self._tornado else 0.0)
        halves = (
            (one.low, self._low(palette), Pattern.RISING),
            (one.high, self._high(palette), Pattern.SOLID),
        )
        for value, colour, pattern in halves:
            left, right = sorted((self._x(value), now))
            half = QRectF(left, box.top(), max(1.0, right - left), box.height())
            if at == self.point:
                painter.fillRect(half, palette.accent if palette.high_contrast else palette.text)
            else:
                fill(painter, half, colour, palette, pattern)
        painter.setPen(palette.muted)
        for value, end in ((min(one.low, one.high), box.left()), (max(one.low, one.high), box.right())):
            written = numbers.decimal(value, 0)
            width = metrics.horizontalAdvance(written)
            left = end - width - Space.TINY if value == min(one.low, one.high) else end + Space.TINY
            painter.drawText(QRectF(left, row.top(), width + 1, row.height()), _MIDDLE, written)

    def _low(self, palette: Colours) -> QColor:
        """Of the halved value: the quieter of the two."""
        strong = self._high(palette)
        if palette.high_contrast:
            return palette.outline
        return readable(mix(palette.surface, strong, 0.6), on=(palette.surface,), ratio=SHAPE_CONTRAST)

    def _high(self, palette: Colours) -> QColor:
        return palette.tone(Tone.ACCENT).shape
