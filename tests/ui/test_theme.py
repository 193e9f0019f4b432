"""Can everything be read, whatever colours the system has? And do sizes follow the system's font?"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import icons, theme
from desktop.ui.appearance import Scheme, Theme, plain_palette
from desktop.ui.contrast import SHAPE_CONTRAST, TEXT_CONTRAST, contrast
from desktop.ui.theme import Colours, TextSize, Tone, colours, derived_palette
from desktop.ui.widgets.fields import SearchField
from desktop.ui.widgets.labels import PlainLabel

ROLE = QPalette.ColorRole
ANY_COLOUR = st.integers(0, 0xFFFFFF).map(QColor.fromRgb)


def of(palette: QPalette, *, high_contrast: bool = False) -> Colours:
    return colours(derived_palette(palette, high_contrast=high_contrast))


def with_accent(dark: bool, accent: QColor) -> QPalette:
    palette = plain_palette(dark=dark)
    palette.setColor(ROLE.Accent, accent)
    return palette


def hard_contrast() -> QPalette:
    """As a high-contrast theme of Windows has it: yellow and white on black."""
    palette = plain_palette(dark=True)
    for role in (ROLE.Window, ROLE.Base, ROLE.Button):
        palette.setColor(role, QColor("#000000"))
    palette.setColor(ROLE.WindowText, QColor("#ffff00"))
    palette.setColor(ROLE.Highlight, QColor("#1aebff"))
    return palette


@pytest.mark.parametrize("dark", [False, True])
@given(accent=ANY_COLOUR)
def test_text_can_be_read_with_any_accent(dark: bool, accent: QColor) -> None:
    found = of(with_accent(dark, accent))
    grounds = (found.page, found.surface)
    for ground in grounds:
        assert contrast(found.text, ground) >= TEXT_CONTRAST
        assert contrast(found.muted, ground) >= TEXT_CONTRAST
        assert contrast(found.outline, ground) >= SHAPE_CONTRAST
    assert contrast(found.on_accent, found.accent) >= TEXT_CONTRAST
    for tone in Tone:
        meaning = found.tone(tone)
        for ground in (*grounds, meaning.soft):
            assert contrast(meaning.text, ground) >= TEXT_CONTRAST, tone
        for ground in grounds:
            assert contrast(meaning.shape, ground) >= SHAPE_CONTRAST, tone


@pytest.mark.parametrize("dark", [False, True])
def test_the_scheme_is_seen_in_the_palette(dark: bool) -> None:
    found = of(plain_palette(dark=dark))
    assert found.dark is dark
    assert not found.high_contrast


def test_high_contrast_keeps_the_systems_own_colours() -> None:
    found = of(hard_contrast(), high_contrast=True)
    assert found.high_contrast
    assert found.text == QColor("#ffff00")
    assert found.muted == QColor("#ffff00")
    assert found.border == QColor("#ffff00")
    assert found.page == QColor("#000000")
    assert found.accent == QColor("#1aebff")
    assert contrast(found.on_accent, found.accent) >= TEXT_CONTRAST
    assert found.tone(Tone.BAD).text == QColor("#ffff00")
    palette = derived_palette(hard_contrast(), high_contrast=True)
    assert contrast(palette.color(ROLE.HighlightedText), palette.color(ROLE.Highlight)) >= TEXT_CONTRAST


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21.0)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)
    assert contrast(QColor("red"), QColor("red")) == 1.0


def test_the_users_wish_for_a_scheme_is_followed_and_can_be_taken_back(qapp: QApplication) -> None:
    kept = Theme(qapp)
    before = colours(qapp.palette()).dark
    kept.use(Scheme.DARK)
    assert colours(qapp.palette()).dark
    kept.use(Scheme.LIGHT)
    assert not colours(qapp.palette()).dark
    kept.use(Scheme.SYSTEM)
    assert colours(qapp.palette()).dark is before


def test_sizes_are_shares_of_the_systems_font(qapp: QApplication) -> None:
    large = QFont(qapp.font())
    large.setPointSizeF(20)
    assert theme.font(TextSize.TITLE, base=large).pointSizeF() == pytest.approx(32)
    assert theme.font(TextSize.BIG, base=large).pointSizeF() == pytest.approx(40)
    pixels = QFont(qapp.font())
    pixels.setPixelSize(20)
    assert theme.font(TextSize.CARD_TITLE, base=pixels).pixelSize() == 22
    assert theme.font(TextSize.CARD_TITLE, base=pixels).weight() == QFont.Weight.DemiBold
    small = QFont(qapp.font())
    small.setPointSizeF(6)
    assert theme.row_height(small) == 32
    assert theme.row_height(large) > 40


def test_every_icon_the_program_asks_for_is_there(qapp: QApplication) -> None:
    from tests.architecture import source_rules

    asked = {
        name
        for path in source_rules.modules("desktop/ui")
        for pattern in (
            r'\bicon="([a-z-]+)"',
            r'IconDisc\(\s*"([a-z-]+)"',
            r'icons\.paint\(\s*\w+, "([a-z-]+)"',
        )
        for name in re.findall(pattern, path.read_text(encoding="utf-8"))
    }
    assert {"check", "close", "search"} <= asked | {"search"}
    assert {name for name in asked if not icons.has(name)} == set()
    assert not icons.has("no-such-icon")


def test_an_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication) -> None:
    image = icons.icon("folder", QColor("#ff0000")).pixmap(40, 40).toImage()
    found = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert found == {"#ff0000"}


def test_a_meaning_keeps_its_contrast_when_the_scheme_changes_while_it_is_shown(
    qtbot: QtBot, qapp: QApplication
) -> None:
    own = Theme(qapp)
    page = QWidget()
    figure = PlainLabel("14", page, tone=Tone.ATTENTION)
    search = SearchField("Søg", page)
    qtbot.addWidget(page)
    page.show()
    signs: set[int] = set()
    for scheme in (Scheme.DARK, Scheme.LIGHT, Scheme.DARK):
        own.use(scheme)
        qapp.processEvents()
        ink = figure.palette().color(ROLE.WindowText)
        assert contrast(ink, colours(qapp.palette()).surface) >= TEXT_CONTRAST
        signs.add(search.actions()[0].icon().cacheKey())
    assert len(signs) == 2
    figure.set_tone(None)
    assert figure.palette().color(ROLE.WindowText) == qapp.palette().color(ROLE.WindowText)
    own.use(Scheme.SYSTEM)
