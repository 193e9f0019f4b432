"""What contrast does a text really have where it was painted? Measured from the pixels of a picture.

The ground of a text is the colour that most of its box has. Its ink is the colour farthest from that: the
middle of a stroke, painted at twice the resolution so that strokes have a middle.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.ui.contrast import contrast

SHARPNESS = 2
_LEAST_PIXELS = 24
"""Fewer pixels apart from the ground are a speck, not a text."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The contrast of one text as painted."""

    what: str
    ratio: float
    ink: str
    ground: str


class Picture:
    """A widget as it looks now, to measure texts in."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        pixmap = QPixmap(widget.size() * SHARPNESS)
        pixmap.setDevicePixelRatio(SHARPNESS)
        widget.render(pixmap, QPoint())
        image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB32)
        flat = np.frombuffer(image.constBits(), np.uint32)
        whole = flat.reshape(image.height(), image.bytesPerLine() // 4)
        self._pixels: npt.NDArray[np.uint32] = np.bitwise_and(whole, np.uint32(0xFFFFFF))

    def measure(self, what: str, box: QRect, within: QWidget | None = None) -> Measured | None:
        """The text in a box; None where nothing is painted.

        Args:
            box: in the coordinates of `within`, or of the widget that was pictured.
        """
        if within is not None:
            box = QRect(within.mapTo(self._widget, box.topLeft()), box.size())
        return measure_pixels(what, self._crop(box))

    def _crop(self, box: QRect) -> npt.NDArray[np.uint32]:
        left, top = max(0, box.left()) * SHARPNESS, max(0, box.top()) * SHARPNESS
        right, bottom = (box.right() + 1) * SHARPNESS, (box.bottom() + 1) * SHARPNESS
        return self._pixels[top:bottom, left:right]


def measure_pixels(what: str, pixels: npt.NDArray[np.uint32]) -> Measured | None:
    """The text in a picture's pixels."""
    if not pixels.size:
        return None
    values, counts = np.unique(pixels, return_counts=True)
    ground = int(values[counts.argmax()])
    if pixels.size - int(counts.max()) < _LEAST_PIXELS:
        return None
    behind = QColor.fromRgb(ground)
    # The outermost colours only: those in between are the soft edges of the strokes.
    ink = max(
        (QColor.fromRgb(int(value)) for value in _far_from(values, ground)),
        key=lambda one: contrast(one, behind),
    )
    return Measured(what, contrast(ink, behind), ink.name(), behind.name())


def _far_from(values: npt.NDArray[np.uint32], ground: int) -> npt.NDArray[np.uint32]:
    """A dozen colours far from the ground: working a contrast out for all of them would take long."""

    def parts(of: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
        return np.stack([(of >> shift) & 0xFF for shift in (16, 8, 0)], axis=-1).astype(np.int64)

    weights = np.array([0.2126, 0.7152, 0.0722])
    there = np.array([ground], dtype=np.uint32)
    distance = np.abs(((parts(values) - parts(there)) * weights).sum(axis=-1))
    return values[np.argsort(distance)[-12:]]
