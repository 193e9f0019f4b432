"""Does every pair of colours that the program draws with keep its contrast, in every theme?

What the pairs are is written down here once; what is really painted is measured in
`tests/ui/pages/test_painted_contrast.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPalette

from desktop.ui.appearance import Scheme, contrast_palette, field_palette, plain_palette
from desktop.ui.charts.patterns import PATTERNS, ground_of
from desktop.ui.charts.shares import Part, part_colour, text_on
from desktop.ui.contrast import SHAPE_CONTRAST, TEXT_CONTRAST, contrast, mix
from desktop.ui.theme import Colours, Tone, colours, derived_palette

ROLE = QPalette.ColorRole
ANY_COLOUR = st.integers(0, 0xFFFFFF).map(QColor.fromRgb)

# Window, text, link, greyed text, highlight, text on it, of the contrast themes that Windows comes with.
WINDOWS_THEMES = {
    "aquatic": ("#202020", "#ffffff", "#75e9fc", "#a6a6a6", "#8ee3f0", "#263b50"),
    "desert": ("#fffaef", "#3d3d3d", "#1c5e75", "#676767", "#903909", "#fff5e3"),
    "dusk": ("#2d3236", "#ffffff", "#70ebde", "#a6a6a6", "#a1bfde", "#212d3b"),
    "night sky": ("#000000", "#ffffff", "#8080ff", "#a6a6a6", "#d6b4fd", "#2b2b2b"),
    "high contrast 1": ("#000000", "#ffff00", "#00ffff", "#00ff00", "#008000", "#ffffff"),
    "high contrast 2": ("#000000", "#00ff00", "#8080ff", "#c0c0c0", "#0000ff", "#ffffff"),
    "black": ("#000000", "#ffffff", "#ffff00", "#3ff23f", "#1aebff", "#000000"),
    "white": ("#ffffff", "#000000", "#00009f", "#600000", "#37006e", "#ffffff"),
}


def windows_theme(name: str) -> QPalette:
    window, text, link, faint, highlight, on_it = map(QColor, WINDOWS_THEMES[name])
    palette = QPalette(window)
    for role in (ROLE.Window, ROLE.Base, ROLE.Button):
        palette.setColor(role, window)
    for role in (ROLE.WindowText, ROLE.Text, ROLE.ButtonText):
        palette.setColor(role, text)
        palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
    for role, colour in ((ROLE.Link, link), (ROLE.Highlight, highlight), (ROLE.HighlightedText, on_it)):
        palette.setColor(role, colour)
    return palette


def theme_palette(name: str) -> QPalette:
    """The palette of a scheme of ours, or of a contrast theme of Windows."""
    if name in WINDOWS_THEMES:
        return derived_palette(windows_theme(name), high_contrast=True)
    scheme = Scheme(name)
    if scheme.is_contrast:
        return derived_palette(contrast_palette(dark=scheme.is_dark), high_contrast=True)
    return derived_palette(plain_palette(dark=scheme.is_dark))


OURS = tuple(scheme.value for scheme in Scheme if scheme is not Scheme.SYSTEM)
THEMES = (*OURS, *WINDOWS_THEMES)

Pair = tuple[str, QColor, QColor]


def texts(found: Colours) -> Iterator[Pair]:
    """Text and what lies behind it."""
    grounds = {"page": found.page, "card": found.surface, "hover": found.hover}
    for name, ground in grounds.items():
        yield f"text on {name}", found.text, ground
        yield f"quiet text on {name}", found.muted, ground
        yield f"a link on {name}", found.link, ground
        yield f"a button that takes away on {name}", found.tone(Tone.BAD).text, ground
    yield "text on what is pressed", found.text, found.pressed
    yield "text on what is chosen", found.on_selected, found.selected
    yield "quiet text on what is chosen", found.quiet_on_selected, found.selected
    yield "the primary button", found.on_accent, found.accent
    if not found.high_contrast:
        yield "the chosen page in the rail", found.tone(Tone.ACCENT).text, found.selected
        for share in (0.10, 0.20):
            pushed = mix(found.accent, QColor("black"), share)
            yield f"the primary button, {share} darker", found.on_accent, pushed
    for tone in Tone:
        meaning = found.tone(tone)
        for name, ground in (*grounds.items(), ("its soft ground", meaning.soft)):
            yield f"{tone} on {name}", meaning.text, ground
        yield f"a sentence on {tone}", found.text, meaning.soft
        yield f"quiet words on {tone}", found.muted, meaning.soft
        yield f"a link on {tone}", found.link, meaning.soft
    yield from chart_labels(found)


def chart_labels(found: Colours) -> Iterator[Pair]:
    """What is printed on the parts of a bar, and on the part under the pointer."""
    for tone in (*Tone, None):
        for pattern in PATTERNS:
            ground = ground_of(part_colour(found, Part("", tone)), found, pattern)
            yield f"label on {tone} {pattern.name}", text_on(found, ground), ground
    if found.high_contrast:
        yield "label on the part under the pointer", found.on_accent, found.accent
    else:
        yield "label on the part under the pointer", text_on(found, found.text), found.text


def shapes(found: Colours) -> Iterator[Pair]:
    """Edges, rings and bars, and what they must be told from."""
    for name, ground in {"page": found.page, "card": found.surface}.items():
        yield f"the edge of a field on {name}", found.outline, ground
        yield f"the focus ring on {name}", found.tone(Tone.ACCENT).shape, ground
        for tone in Tone:
            yield f"a shape of {tone} on {name}", found.tone(tone).shape, ground
    yield "the focus ring on what is chosen", found.ring_on_selected, found.selected
    yield "the focus ring in the primary button", found.on_accent, found.accent
    yield "the tick in a box", found.on_accent, found.accent
    yield "the edge of a ticked box", found.ticked, found.surface
    if not found.high_contrast:
        for tone in (*Tone, None):
            yield f"a bar of {tone}", part_colour(found, Part("", tone)), found.surface


@pytest.mark.parametrize("name", THEMES)
def test_all_text_can_be_read(name: str) -> None:
    found = colours(theme_palette(name))
    poor = {what: round(contrast(ink, on), 2) for what, ink, on in texts(found)}
    assert {what: ratio for what, ratio in poor.items() if ratio < TEXT_CONTRAST} == {}


@pytest.mark.parametrize("name", THEMES)
def test_all_shapes_can_be_told(name: str) -> None:
    found = colours(theme_palette(name))
    poor = {what: round(contrast(ink, on), 2) for what, ink, on in shapes(found)}
    assert {what: ratio for what, ratio in poor.items() if ratio < SHAPE_CONTRAST} == {}


@pytest.mark.parametrize("name", THEMES)
def test_qts_own_widgets_get_readable_colours(name: str) -> None:
    palette = theme_palette(name)
    if name not in ("light", "dark"):
        palette = field_palette(palette)
    pairs = (
        (ROLE.WindowText, ROLE.Window),
        (ROLE.Text, ROLE.Base),
        (ROLE.Text, ROLE.AlternateBase),
        (ROLE.ButtonText, ROLE.Button),
        (ROLE.ToolTipText, ROLE.ToolTipBase),
        (ROLE.PlaceholderText, ROLE.Base),
        (ROLE.HighlightedText, ROLE.Highlight),
        (ROLE.Link, ROLE.Base),
        (ROLE.Link, ROLE.Window),
        (ROLE.LinkVisited, ROLE.Base),
    )
    for ink, ground in pairs:
        assert contrast(palette.color(ink), palette.color(ground)) >= TEXT_CONTRAST, (ink, ground)


@pytest.mark.parametrize("dark", [False, True])
@given(accent=ANY_COLOUR)
def test_whatever_accent_the_system_has_text_can_be_read(dark: bool, accent: QColor) -> None:
    system = plain_palette(dark=dark)
    system.setColor(ROLE.Accent, accent)
    found = colours(derived_palette(system))
    for what, ink, ground in texts(found):
        assert contrast(ink, ground) >= TEXT_CONTRAST, what
    for what, ink, ground in shapes(found):
        assert contrast(ink, ground) >= SHAPE_CONTRAST, what


@given(window=ANY_COLOUR, text=ANY_COLOUR, highlight=ANY_COLOUR, on_it=ANY_COLOUR, link=ANY_COLOUR)
def test_a_contrast_theme_somebody_made_can_be_read(
    window: QColor, text: QColor, highlight: QColor, on_it: QColor, link: QColor
) -> None:
    """Whatever six colours somebody has picked in Windows."""
    system = QPalette(window)
    for role, colour in (
        (ROLE.Window, window),
        (ROLE.Base, window),
        (ROLE.WindowText, text),
        (ROLE.Highlight, highlight),
        (ROLE.HighlightedText, on_it),
        (ROLE.Link, link),
    ):
        system.setColor(role, colour)
    found = colours(derived_palette(system, high_contrast=True))
    for what, ink, ground in texts(found):
        assert contrast(ink, ground) >= TEXT_CONTRAST, what


@pytest.mark.parametrize("name", tuple(WINDOWS_THEMES))
def test_a_contrast_theme_keeps_its_own_colours(name: str) -> None:
    """Where they can be read, which is so in all that Windows comes with; the highlight as it is, always."""
    window, text, link, faint, highlight, on_it = map(QColor, WINDOWS_THEMES[name])
    found = colours(theme_palette(name))
    assert (found.page, found.surface, found.text, found.muted) == (window, window, text, text)
    assert (found.accent, found.on_accent) == (highlight, on_it)
    assert found.disabled == faint
    assert found.border == found.outline == text
    if contrast(link, window) >= TEXT_CONTRAST:
        assert found.link == link


@pytest.mark.parametrize("name", ["contrast-light", "contrast-dark", "desert", "night sky"])
def test_with_high_contrast_a_hint_in_a_field_does_not_look_like_a_value(name: str) -> None:
    palette = theme_palette(name)
    hint = field_palette(palette).color(ROLE.PlaceholderText)
    assert hint != palette.color(ROLE.Text)
    assert contrast(hint, palette.color(ROLE.Base)) >= TEXT_CONTRAST
