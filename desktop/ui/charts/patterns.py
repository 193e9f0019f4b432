"""How are the parts of a chart told apart without their colours? Each has strokes of its own.

In colour the strokes are a breath of the card over the fill. With high contrast they are all there is: ink on
the card within an edge of ink. They are drawn as lines, as Qt's own pattern brushes have a width in dots of
the screen and so are too fine on a sharp one.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.ui.contrast import mix
from desktop.ui.theme import Colours

_STEP = 6.0
"""From stroke to stroke, in device-independent pixels."""
_BREATH = 0.30
"""How much of the card the strokes have in colour: enough to be seen, not enough to be read first."""


class Stroke(Enum):
    """The way of a stroke."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"


class Pattern(Enum):
    """What the strokes look like; the order is that of the parts. No chart has more than six."""

    SOLID = "solid"
    RISING = "rising"
    CROSSED = "crossed"
    FALLING = "falling"
    EMPTY = "empty"
    LEVEL = "level"


_STROKES = {
    Pattern.SOLID: (),
    Pattern.RISING: (Stroke.UP,),
    Pattern.CROSSED: (Stroke.UP, Stroke.DOWN),
    Pattern.FALLING: (Stroke.DOWN,),
    Pattern.EMPTY: (),
    Pattern.LEVEL: (Stroke.LEVEL,),
}


PATTERNS = tuple(Pattern)


def pattern_of(part: int) -> Pattern:
    """The pattern of the part with this number; after the last one they begin again."""
    return PATTERNS[part % len(PATTERNS)]


def fill(painter: QPainter, box: QRectF, colour: QColor, palette: Colours, pattern: Pattern) -> None:
    """Fill a box in a part's colour and pattern."""
    if palette.high_contrast:
        _fill_plain(painter, box, palette, pattern)
        return
    painter.fillRect(box, colour)
    pen = QPen(mix(colour, palette.surface, _BREATH), 1)
    if pattern is Pattern.EMPTY:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(2.5, 2.5, -2.5, -2.5))
    _strokes(painter, box, pen, pattern)


def shade(painter: QPainter, box: QRectF, palette: Colours, share: float) -> None:
    """A ground for days that are set apart: a breath of ink, and with high contrast strokes of it."""
    if palette.high_contrast:
        _strokes(painter, box, QPen(palette.text, 1), Pattern.RISING)
    else:
        painter.fillRect(box, mix(palette.surface, palette.text, share))


def _fill_plain(painter: QPainter, box: QRectF, palette: Colours, pattern: Pattern) -> None:
    """Ink on the card."""
    painter.fillRect(box, palette.text if pattern is Pattern.SOLID else palette.surface)
    _strokes(painter, box, QPen(palette.text, 1.2), pattern)
    painter.setPen(QPen(palette.text, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def _strokes(painter: QPainter, box: QRectF, pen: QPen, pattern: Pattern) -> None:
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.setPen(pen)
    for stroke in _STROKES[pattern]:
        painter.drawLines(_lines(box, stroke))
    painter.restore()


def _lines(box: QRectF, stroke: Stroke) -> list[QLineF]:
    """Lines across the box, level or at 45 degrees."""
    high = box.height()
    if stroke is Stroke.LEVEL:
        levels = (box.top() + _STEP * (number + 0.5) for number in range(int(high / _STEP) + 1))
        return [QLineF(box.left(), y, box.right(), y) for y in levels]
    count = int((box.width() + high) / _STEP) + 1
    starts = (box.left() - high + number * _STEP for number in range(count + 1))
    if stroke is Stroke.UP:
        return [QLineF(x, box.bottom(), x + high, box.top()) for x in starts]
    return [QLineF(x, box.top(), x + high, box.bottom()) for x in starts]


def grid_pen(palette: Colours) -> QPen:
    """For a line behind everything: where hairlines are in ink it is dotted, and words on it can be read."""
    style = Qt.PenStyle.DotLine if palette.high_contrast else Qt.PenStyle.SolidLine
    return QPen(palette.border, 1, style)


def ground_of(colour: QColor, palette: Colours, pattern: Pattern) -> QColor:
    """What a figure on the part stands on: with strokes it needs a plate of this colour."""
    if not palette.high_contrast:
        return colour
    return palette.text if pattern is Pattern.SOLID else palette.surface


def has_strokes(pattern: Pattern) -> bool:
    """Whether a figure on the part needs a plate to be read."""
    return pattern not in {Pattern.SOLID, Pattern.EMPTY}
