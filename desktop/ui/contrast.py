"""Can it be read, and what would it take? Colours mixed and told apart, as WCAG 2.1 reckons."""

from __future__ import annotations

from PySide6.QtGui import QColor

TEXT_CONTRAST = 4.5
"""Least contrast of text against what lies behind it (WCAG 2.1, 1.4.3)."""
SHAPE_CONTRAST = 3.0
"""Least contrast of a shape that carries meaning (WCAG 2.1, 1.4.11)."""


def mix(under: QColor, over: QColor, share: float) -> QColor:
    """`under` with `share` (0 to 1) of `over` in it, in the 256 steps that a screen shows."""
    return QColor(
        round(under.red() + (over.red() - under.red()) * share),
        round(under.green() + (over.green() - under.green()) * share),
        round(under.blue() + (over.blue() - under.blue()) * share),
    )


def luminance(colour: QColor) -> float:
    """Relative luminance. Source: WCAG 2.1, definition of relative luminance."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio from 1 to 21. Source: WCAG 2.1, definition of contrast ratio."""
    return _ratio(luminance(one), luminance(other))


def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def readable(colour: QColor, *, on: tuple[QColor, ...], ratio: float = TEXT_CONTRAST) -> QColor:
    """The colour, moved towards black or white just as far as it takes to stand out from all the grounds."""
    grounds = [luminance(ground) for ground in on]
    away = QColor("white") if grounds[0] < 0.18 else QColor("black")
    for step in range(51):
        candidate = mix(colour, away, step / 50)
        light = luminance(candidate)
        if all(_ratio(light, ground) >= ratio for ground in grounds):
            return candidate
    return away


def black_or_white(ground: QColor) -> QColor:
    """White or black, whichever can be read on the ground; white where both can."""
    white = QColor("white")
    return white if contrast(ground, white) >= TEXT_CONTRAST else QColor("black")
