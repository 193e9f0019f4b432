"""Is a hairline whole dots wide and in full colour, at every scale and wherever it falls?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import hairline
from desktop.ui.appearance import Scheme, Theme
from desktop.ui.theme import colours
from desktop.ui.widgets.card import Divider

SCALES = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5)
INK = QColor("#1258a8")
WHITE = QColor("white")


def is_near(one: QColor, other: QColor) -> bool:
    """Apart from what floating point leaves: a few of 256 steps, where half a dot would be a hundred."""
    apart = (one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue())
    return max(map(abs, apart)) <= 4


def painted(scale: float, *, upright: bool, at: int) -> QImage:
    """A line at a place of a white square, on a screen of that scale."""
    pixmap = QPixmap(round(64 * scale), round(64 * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.white)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if upright:
        hairline.upright(painter, QRect(at, 0, 1, 64), INK)
    else:
        hairline.across(painter, QRect(0, at, 64, 1), INK)
    painter.end()
    return pixmap.toImage()


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("upright", [False, True])
def test_a_line_is_whole_dots_wide_wherever_it_falls(qapp: QApplication, scale: float, upright: bool) -> None:
    for at in range(63):
        image = painted(scale, upright=upright, at=at)
        middle = image.width() // 2
        dots = [
            image.pixelColor(dot, middle) if upright else image.pixelColor(middle, dot)
            for dot in range(image.width())
        ]
        inked = [number for number, dot in enumerate(dots) if is_near(dot, INK)]
        assert len(inked) == int(scale), at
        assert sum(not is_near(dot, WHITE) for dot in dots) == int(scale), at
        # It stays where it belongs: within its own device-independent pixel or the dot beside it.
        assert abs(inked[0] - at * scale) <= 1


@pytest.mark.parametrize("scale", SCALES)
def test_a_frame_has_sharp_sides(qapp: QApplication, scale: float) -> None:
    pixmap = QPixmap(round(64 * scale), round(64 * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.white)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawRect(hairline.frame(painter, QRectF(3, 5, 41, 33), INK))
    painter.end()
    image = pixmap.toImage()
    row = [image.pixelColor(dot, round(20 * scale)) for dot in range(image.width())]
    assert sum(is_near(dot, INK) for dot in row) == 2 * int(scale)
    assert sum(not is_near(dot, WHITE) for dot in row) == 2 * int(scale)


def test_dividers_below_each_other_are_all_alike_at_150_percent(qtbot: QtBot, qapp: QApplication) -> None:
    Theme(qapp).use(Scheme.CONTRAST_LIGHT)
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(80, 200)
    for at in range(5):
        Divider(page).setGeometry(0, 11 + 33 * at, 80, 1)
    page.show()
    pixmap = QPixmap(page.size() * 1.5)
    pixmap.setDevicePixelRatio(1.5)
    page.render(pixmap, QPoint())
    image, ink = pixmap.toImage(), colours(page.palette()).border
    dark = [dot for dot in range(image.height()) if is_near(image.pixelColor(40, dot), ink)]
    Theme(qapp).use(Scheme.SYSTEM)
    assert len(dark) == 5
