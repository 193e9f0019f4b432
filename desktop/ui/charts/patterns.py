"""How are the parts of a chart told apart without their colours? Each has strokes of its own.

In colour the strokes are a breath of the card over the fill. With high contrast they are all there is: ink on
the card within an edge of ink. They are drawn as lines, as Qt's own pattern brushes have a width in dots of
the screen and so are too fine on a sharp one.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.ui.theme import Colours, mix

_STEP = 6.0
"""From stroke to stroke, in device-independent pixels."""
_BREATH = 0.45


class Pattern(Enum):
    """What the strokes look like; the order is that of the parts."""

    SOLID = ()
    RISING = (1,)
    CROSSED = (1, -1)
    FALLING = (-1,)
    EMPTY = (0, 0)


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
    strokes = mix(colour, palette.surface, _BREATH)
    if pattern is not Pattern.EMPTY:
        _strokes(painter, box, QPen(strokes, 1), pattern)


def _fill_plain(painter: QPainter, box: QRectF, palette: Colours, pattern: Pattern) -> None:
    """Ink on the card."""
    painter.fillRect(box, palette.text if pattern is Pattern.SOLID else palette.surface)
    if pattern is not Pattern.EMPTY:
        _strokes(painter, box, QPen(palette.text, 1.2), pattern)
    painter.setPen(QPen(palette.text, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def _strokes(painter: QPainter, box: QRectF, pen: QPen, pattern: Pattern) -> None:
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.setPen(pen)
    for way in pattern.value:
        painter.drawLines(_slanted(box, way))
    painter.restore()


def _slanted(box: QRectF, way: int) -> list[QLineF]:
    """Lines at 45 degrees across the box: rising with 1, falling with -1."""
    high = box.height()
    count = int((box.width() + high) / _STEP) + 1
    starts = (box.left() - high + number * _STEP for number in range(count + 1))
    if way > 0:
        return [QLineF(x, box.bottom(), x + high, box.top()) for x in starts]
    return [QLineF(x, box.top(), x + high, box.bottom()) for x in starts]


def ground_of(colour: QColor, palette: Colours, pattern: Pattern) -> QColor:
    """What a figure on the part stands on: with strokes it needs a plate of this colour."""
    if not palette.high_contrast:
        return colour
    return palette.text if pattern is Pattern.SOLID else palette.surface


def has_strokes(pattern: Pattern) -> bool:
    """Whether a figure on the part needs a plate to be read."""
    return pattern not in {Pattern.SOLID, Pattern.EMPTY}
