"""Are the parts of a chart told apart with the colours turned off?"""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop.ui.appearance import contrast_palette, plain_palette
from desktop.ui.charts.patterns import PATTERNS, Pattern, fill, pattern_of, shade
from desktop.ui.theme import Colours, colours, derived_palette

BOX = QRectF(2, 2, 60, 18)


def shown(dark: bool, high_contrast: bool) -> Colours:
    system = contrast_palette(dark=dark) if high_contrast else plain_palette(dark=dark)
    return colours(derived_palette(system, high_contrast=high_contrast))


def painted(palette: Colours, pattern: Pattern) -> QImage:
    """A part in a colour that all parts of this test have."""
    image = QImage(64, 22, QImage.Format.Format_RGB32)
    image.fill(palette.surface)
    painter = QPainter(image)
    fill(painter, BOX, QColor("#808080"), palette, pattern)
    painter.end()
    return image


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("high_contrast", [False, True])
def test_no_two_parts_look_alike_in_one_colour(qapp: QApplication, dark: bool, high_contrast: bool) -> None:
    palette = shown(dark, high_contrast)
    looks = {pattern: painted(palette, pattern) for pattern in PATTERNS}
    for one, other in combinations(PATTERNS, 2):
        assert looks[one] != looks[other], (one, other)


@pytest.mark.parametrize("dark", [False, True])
def test_with_high_contrast_only_ink_and_card_are_used(qapp: QApplication, dark: bool) -> None:
    """Strokes have soft edges, but never another hue: the part's own colour is not there."""
    palette = shown(dark, True)
    for pattern in PATTERNS:
        image = painted(palette, pattern)
        hues = {image.pixelColor(x, y).saturation() for x in range(64) for y in range(22)}
        assert hues == {0}, pattern
        assert image.pixelColor(3, 2) == palette.text, pattern


def test_six_parts_have_six_patterns() -> None:
    assert len({pattern_of(part) for part in range(6)}) == 6


def test_days_off_are_stroked_where_a_grey_would_be_lost(qapp: QApplication) -> None:
    image = QImage(64, 22, QImage.Format.Format_RGB32)
    palette = shown(True, True)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    shade(painter, BOX, palette, 0.1)
    painter.end()
    inked = sum(image.pixelColor(x, y) == palette.text for x in range(64) for y in range(22))
    assert 60 < inked < 600
