"""What does the window look like? Colours from the system's palette, sizes from the system's font, one grid.

Nothing here knows a widget. A widget that draws itself asks `colours(self.palette())` while it paints, so
a change of theme needs no more than a repaint. The application's palette carries the derived neutrals in
Qt's own roles (Window is the page, Base a card, Mid a hairline, PlaceholderText quiet text), so ordinary
widgets follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum
from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from desktop.ui.contrast import (
    SHAPE_CONTRAST,
    TEXT_CONTRAST,
    black_or_white,
    contrast,
    luminance,
    mix,
    readable,
)

# What Fusion calls the accent when the system names none; ours is deep enough for white text.
_FUSION_ACCENT = "#308cc6"
OWN_ACCENT = "#1258a8"


class Space(IntEnum):
    """Distances on the 4 px grid, in device-independent pixels."""

    HAIR = 2
    TINY = 4
    SMALL = 8
    MEDIUM = 12
    LARGE = 16
    EDGE = 24
    WIDE = 32


RAIL_WIDTH = 212
DRAWER_WIDTH = 320
_PLAIN_LINE = 15
"""Height of a line of the system's font at 100 %."""
_LARGEST_USUAL_LINE = 18
"""Fonts of 9 points have lines of 15 to 18 px: up to there nothing grows."""
GUTTER = 12
"""Room for a scroll bar, within the margin to the right."""
RADIUS = 8
CONTROL_RADIUS = 6
ICON_SIZE = 20
ARROW = 12
"""Side of the arrow of a list or a menu button, at 100 %."""


class TextSize(Enum):
    """How large a text is, as a share of the system font, and whether it is semibold."""

    CAPTION = (0.92, False)
    BODY = (1.0, False)
    STRONG = (1.0001, True)
    CARD_TITLE = (1.1, True)
    TITLE = (1.6, True)
    BIG = (2.0, True)


class Tone(StrEnum):
    """What a colour means. It is always said with a word or an icon as well."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class ToneColours:
    """One meaning in three strengths: text on a card or on the soft ground, a shape, and the soft ground."""

    text: QColor
    shape: QColor
    soft: QColor


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour the window draws with, derived from a palette.

    Attributes:
        page: behind the cards.
        surface: a card, the rail, a field.
        text, muted: text and quiet text; both keep 4.5:1 on page and surface.
        border: hairlines that only divide.
        outline: edges of controls, 3:1.
        accent, on_accent: ground of the primary button and its text; with high contrast, of what is chosen.
        link: text that leads somewhere.
        disabled: text of what cannot be used now.
        hover, pressed: ground of a flat control under the pointer and while pressed.
    """

    dark: bool
    high_contrast: bool
    page: QColor
    surface: QColor
    text: QColor
    muted: QColor
    border: QColor
    outline: QColor
    accent: QColor
    on_accent: QColor
    link: QColor
    disabled: QColor
    hover: QColor
    pressed: QColor
    tones: dict[Tone, ToneColours]

    def tone(self, tone: Tone) -> ToneColours:
        return self.tones[tone]

    def edge(self, tone: Tone) -> QColor:
        """Around the soft ground of a message: quiet, and ink with high contrast."""
        found = self.tones[tone]
        return self.border if self.high_contrast else mix(found.soft, found.shape, 0.35)

    @property
    def selected(self) -> QColor:
        """The ground of what is chosen: soft, and with high contrast the system's own."""
        return self.accent if self.high_contrast else self.tones[Tone.ACCENT].soft

    @property
    def on_selected(self) -> QColor:
        """Text on the ground of what is chosen."""
        return self.on_accent if self.high_contrast else self.text

    @property
    def ticked(self) -> QColor:
        """Edge of a ticked box: the accent where it stands out from the card."""
        enough = contrast(self.accent, self.surface) >= SHAPE_CONTRAST
        return self.accent if enough else self.outline

    @property
    def idle_edge(self) -> QColor:
        """Edge and fill of a control that cannot be used now."""
        return self.disabled if self.high_contrast else self.border

    @property
    def ring_on_selected(self) -> QColor:
        """A focus ring on the ground of what is chosen."""
        return self.on_accent if self.high_contrast else self.tones[Tone.ACCENT].shape

    @property
    def quiet_on_selected(self) -> QColor:
        """Quiet text on the ground of what is chosen."""
        return self.on_accent if self.high_contrast else self.muted


# --------------------------------------------------------------------------------------------------- colours

_MEANINGS = {Tone.GOOD: "#1f7a4d", Tone.ATTENTION: "#9a6700", Tone.BAD: "#b3261e"}


def is_dark(palette: QPalette) -> bool:
    """Whether light text stands on a dark ground."""
    window, text = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
    return luminance(window) < luminance(text)


def colours(palette: QPalette) -> Colours:
    """The colours that belong to a palette that `derived_palette` made."""
    roles = (
        QPalette.ColorRole.Window,
        QPalette.ColorRole.Base,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.PlaceholderText,
        QPalette.ColorRole.Mid,
        QPalette.ColorRole.Accent,
        QPalette.ColorRole.HighlightedText,
        QPalette.ColorRole.Link,
    )
    found = [palette.color(QPalette.ColorGroup.Active, role).rgb() for role in roles]
    faint = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    return _colours(*found, faint.rgb())


@lru_cache(maxsize=16)
def _colours(
    page: int,
    surface: int,
    text: int,
    muted: int,
    border: int,
    accent: int,
    on_accent: int,
    link: int,
    disabled: int,
) -> Colours:
    ground, card, ink, fill = QColor(page), QColor(surface), QColor(text), QColor(accent)
    # derived_palette draws the hairlines in full text colour only when the system asks for high contrast.
    high_contrast = border == text
    line = QColor(border)
    tones = _plain_tones(ground, card, ink, fill) if high_contrast else _tones(ground, card, ink, fill)
    return Colours(
        dark=luminance(ground) < luminance(ink),
        high_contrast=high_contrast,
        page=ground,
        surface=card,
        text=ink,
        muted=QColor(muted),
        border=line,
        outline=ink if high_contrast else readable(line, on=(card, ground), ratio=SHAPE_CONTRAST),
        accent=fill,
        on_accent=QColor(on_accent),
        link=QColor(link),
        disabled=QColor(disabled),
        hover=_hover(card, ink, high_contrast=high_contrast),
        pressed=_lifted(card, ink, 0.30 if high_contrast else 0.10),
        tones=tones,
    )


def _tones(ground: QColor, card: QColor, ink: QColor, accent: QColor) -> dict[Tone, ToneColours]:
    """Each meaning in its colour."""
    grounds = (card, ground, _hover(card, ink))
    tones = {
        Tone.NEUTRAL: _tone(ink, grounds, share=0.07),
        Tone.ACCENT: _tone(accent, grounds, share=0.10),
    }
    for tone, value in _MEANINGS.items():
        tones[tone] = _tone(QColor(value), grounds, share=0.12)
    return tones


def _tone(base: QColor, grounds: tuple[QColor, ...], *, share: float) -> ToneColours:
    """A meaning's colours; in the dark the soft ground takes more of the colour to be seen at all.

    Args:
        grounds: what it must stand out from; the card comes first.
        share: how much of the colour the soft ground has.
    """
    card = grounds[0]
    soft = mix(card, base, share * (2.2 if luminance(card) < 0.18 else 1))
    on = (*grounds, soft)
    return ToneColours(readable(base, on=on), readable(base, on=on, ratio=SHAPE_CONTRAST), soft)


def _plain_tones(ground: QColor, card: QColor, ink: QColor, accent: QColor) -> dict[Tone, ToneColours]:
    """Where the user asked for high contrast, a meaning is its word and its icon, all in the one ink."""
    tones = {tone: ToneColours(ink, ink, card) for tone in Tone}
    shape = readable(accent, on=(card, ground), ratio=SHAPE_CONTRAST)
    tones[Tone.ACCENT] = ToneColours(ink, shape, card)
    return tones


def _hover(card: QColor, ink: QColor, *, high_contrast: bool = False) -> QColor:
    """The ground of what is under the pointer."""
    return _lifted(card, ink, 0.15 if high_contrast else 0.05)


def _lifted(card: QColor, ink: QColor, share: float) -> QColor:
    """The card with some ink in it, as long as text can still be read on it."""
    lifted = mix(card, ink, share)
    return lifted if contrast(ink, lifted) >= TEXT_CONTRAST else card


def derived_palette(system: QPalette, *, high_contrast: bool = False) -> QPalette:
    """The palette the window uses: the system's own colours, with the neutrals between them worked out.

    Args:
        system: what the system gives.
        high_contrast: the user asked for high contrast: the colours are used as they are.
    """
    if high_contrast:
        return _contrast_palette(system)
    window, base = system.color(QPalette.ColorRole.Window), system.color(QPalette.ColorRole.Base)
    ink, accent = system.color(QPalette.ColorRole.WindowText), _accent(system)
    if is_dark(system):
        page = mix(min(window, base, key=luminance), QColor("black"), 0.25)
        text = mix(ink, page, 0.08)
        card = mix(page, text, 0.055)
        line = mix(card, text, 0.13)
    else:
        card = base
        text = mix(ink, base, 0.10)
        page = mix(mix(base, text, 0.035), accent, 0.015)
        line = mix(mix(base, text, 0.14), accent, 0.03)
    # Quiet text and links stand on pills, on messages, on a chosen row, and under the pointer too.
    grounds = (
        card,
        page,
        _hover(card, text),
        *(tone.soft for tone in _tones(page, card, text, accent).values()),
    )
    quiet = readable(mix(text, card, 0.32), on=grounds)
    palette = _with_roles(system, page=page, card=card, text=text, quiet=quiet, line=line)
    _set_accent(palette, accent, black_or_white(accent), readable(accent, on=grounds))
    _set_disabled(palette, mix(card, text, 0.45), line)
    return palette


def _contrast_palette(system: QPalette) -> QPalette:
    """A contrast theme of the system's, in its own colours: nothing quiet, nothing soft, every line in ink.

    What is chosen, and the primary button, take the system's Highlight as it is: whoever picked a contrast
    theme knows that colour from every other program. It bears a 3:1 edge of its own nowhere, so what is drawn
    on it keeps its distance instead: the text is the theme's own where it can be read, and the edge is ink.
    """
    role = QPalette.ColorRole
    page, card = system.color(role.Window), system.color(role.Base)
    ink = readable(system.color(role.WindowText), on=(card, page))
    palette = _with_roles(system, page=page, card=card, text=ink, quiet=ink, line=ink)
    ground, on_it = system.color(role.Highlight), system.color(role.HighlightedText)
    on = (card, page, _hover(card, ink, high_contrast=True))
    text = on_it if contrast(on_it, ground) >= TEXT_CONTRAST else black_or_white(ground)
    _set_accent(palette, ground, text, readable(system.color(role.Link), on=on))
    faint = system.color(QPalette.ColorGroup.Disabled, role.WindowText)
    faint = readable(faint, on=(card, page), ratio=SHAPE_CONTRAST)
    _set_disabled(palette, faint, faint)
    return palette


def _accent(system: QPalette) -> QColor:
    """The system's accent where Qt gives one, deep enough to carry white text."""
    accent = system.color(QPalette.ColorRole.Accent)
    if accent.name() == _FUSION_ACCENT:
        accent = QColor(OWN_ACCENT)
    return readable(accent, on=(QColor("white"),))


def _with_roles(
    system: QPalette, *, page: QColor, card: QColor, text: QColor, quiet: QColor, line: QColor
) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(system)
    dark = luminance(page) < luminance(text)
    values = {
        role.Window: page,
        role.WindowText: text,
        role.Base: card,
        role.AlternateBase: mix(card, page, 0.6),
        role.Text: text,
        role.Button: card,
        role.ButtonText: text,
        role.BrightText: text,
        role.PlaceholderText: quiet,
        role.ToolTipBase: card,
        role.ToolTipText: text,
        role.Light: mix(card, text, 0.04) if dark else card,
        role.Midlight: mix(card, text, 0.08),
        role.Mid: line,
        role.Dark: readable(line, on=(card, page), ratio=SHAPE_CONTRAST),
        role.Shadow: QColor("black"),
    }
    for name, colour in values.items():
        palette.setColor(name, colour)
    return palette


def _set_accent(palette: QPalette, accent: QColor, on_accent: QColor, link: QColor) -> None:
    role = QPalette.ColorRole
    for name in (role.Accent, role.Highlight):
        palette.setColor(name, accent)
    palette.setColor(role.HighlightedText, on_accent)
    for name in (role.Link, role.LinkVisited):
        palette.setColor(name, link)


def _set_disabled(palette: QPalette, faint: QColor, line: QColor) -> None:
    role, group = QPalette.ColorRole, QPalette.ColorGroup.Disabled
    for name in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText, role.HighlightedText):
        palette.setColor(group, name, faint)
    for name in (role.Highlight, role.Accent):
        palette.setColor(group, name, line)


# ----------------------------------------------------------------------------------------------------- fonts


def font(size: TextSize, *, base: QFont | None = None, tabular: bool = False) -> QFont:
    """The system font at one of our sizes.

    Args:
        base: what to grow from; the application's font when not given.
        tabular: figures all of one width, for numbers under each other.
    """
    share, semibold = size.value
    result = QFont(base if base is not None else QApplication.font())
    if result.pointSizeF() > 0:
        result.setPointSizeF(result.pointSizeF() * share)
    else:
        result.setPixelSize(max(1, round(result.pixelSize() * share)))
    if semibold:
        result.setWeight(QFont.Weight.DemiBold)
    if tabular:
        result.setFeature(QFont.Tag("tnum"), 1)
    return result


def row_height(base: QFont) -> int:
    """Height of a table row: 32 px, more when the system's text is larger."""
    return max(32, QFontMetrics(base).height() + 2 * Space.SMALL)


def control_height(base: QFont) -> int:
    """Height of a button or a field: 32 px, more when the system's text is larger."""
    return max(32, QFontMetrics(base).height() + 2 * Space.SMALL)


def drawer_width(base: QFont) -> int:
    """Width of a panel beside a table: 320 px, more when the system's text is larger, but not as much."""
    return max(DRAWER_WIDTH, round(DRAWER_WIDTH * (0.6 + 0.4 * QFontMetrics(base).height() / _PLAIN_LINE)))


def grown(pixels: int, base: QFont) -> int:
    """A size in device-independent pixels at the usual text, as large as it is to be beside this font."""
    return max(pixels, round(pixels * QFontMetrics(base).height() / _LARGEST_USUAL_LINE))


def icon_size(base: QFont, *, share: float = 1.2, least: int = ICON_SIZE) -> int:
    """Side of an icon beside text of this font: it grows with the system's text.

    Args:
        share: of the height of a line.
        least: in pixels, at the smallest text.
    """
    return max(least, round(QFontMetrics(base).height() * share))
