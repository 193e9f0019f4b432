"""How is a line drawn that is as thin as the screen can show, and sharp, at 125 and 150 % too?

A line of one device-independent pixel is one and a half dots at 150 %. Where its ends fall between two dots
it is blurred, or now one and now two dots wide. Here it gets whole dots, from a dot's own edge.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPen


def thickness(painter: QPainter) -> float:
    """A hairline's width in device-independent pixels: one dot up to 199 %, then two."""
    dots = _dots(painter)
    return max(1, int(dots)) / dots


def _has_whole_dots(painter: QPainter) -> bool:
    """At 100 and 200 % there is nothing to align: a table draws thousands of lines."""
    return _dots(painter).is_integer()


def _dots(painter: QPainter) -> float:
    """Dots to a device-independent pixel, also of a picture that a widget is drawn into."""
    return painter.deviceTransform().m22()


def across(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """A line from left to right: `rect` is one high."""
    if _has_whole_dots(painter):
        painter.fillRect(rect, colour)
        return
    start = aligned(painter, QPointF(rect.topLeft()))
    _fill(painter, QRectF(rect.left(), start.y(), rect.width(), thickness(painter)), colour)


def upright(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """A line from top to bottom: `rect` is one wide."""
    if _has_whole_dots(painter):
        painter.fillRect(rect, colour)
        return
    start = aligned(painter, QPointF(rect.topLeft()))
    _fill(painter, QRectF(start.x(), rect.top(), thickness(painter), rect.height()), colour)


def _fill(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Smoothly: without, a box that ends a hair beyond a dot takes the whole next one."""
    smooth = painter.testRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(box, colour)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)


def aligned(painter: QPainter, point: QPointF) -> QPointF:
    """The corner of a dot that is nearest to a point, in the painter's own coordinates."""
    to_dots = painter.deviceTransform()
    dot = to_dots.map(point)
    back, _invertible = to_dots.inverted()
    # Half a dot goes down and to the right: the last line of a row stays within the row.
    return back.map(QPointF(int(dot.x() + 0.5), int(dot.y() + 0.5)))


def frame(painter: QPainter, rect: QRectF, colour: QColor) -> QRectF:
    """Take a pen for a hairline along the inside of a box, and give the box to draw with it."""
    width = thickness(painter)
    painter.setPen(QPen(colour, width))
    first, last = aligned(painter, rect.topLeft()), aligned(painter, rect.bottomRight())
    half = width / 2
    return QRectF(first, last).adjusted(half, half, -half, -half)
