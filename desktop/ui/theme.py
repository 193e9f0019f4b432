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

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

TEXT_CONTRAST = 4.5
"""Least contrast of text against what lies behind it (WCAG 2.1, 1.4.3)."""
SHAPE_CONTRAST = 3.0
"""Least contrast of a shape that carries meaning (WCAG 2.1, 1.4.11)."""

# What Fusion calls the accent when the system names none; ours is deep enough for white text.
_FUSION_ACCENT = "#308cc6"
_OWN_ACCENT = "#1258a8"


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
GUTTER = 12
"""Room for a scroll bar, within the margin to the right."""
RADIUS = 8
CONTROL_RADIUS = 6
ICON_SIZE = 20


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
        accent, on_accent: ground of the primary button and its text.
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
    hover: QColor
    pressed: QColor
    tones: dict[Tone, ToneColours]

    def tone(self, tone: Tone) -> ToneColours:
        return self.tones[tone]

    @property
    def accent_text(self) -> QColor:
        """The accent where it is text: links, the chosen entry of the rail."""
        return self.tones[Tone.ACCENT].text

    @property
    def selected(self) -> QColor:
        """The soft ground of what is chosen."""
        return self.tones[Tone.ACCENT].soft


# ------------------------------------------------------------------------------------------------ arithmetic


def mix(under: QColor, over: QColor, share: float) -> QColor:
    """`under` with `share` (0 to 1) of `over` in it."""
    return QColor.fromRgbF(
        under.redF() + (over.redF() - under.redF()) * share,
        under.greenF() + (over.greenF() - under.greenF()) * share,
        under.blueF() + (over.blueF() - under.blueF()) * share,
    )


def _luminance(colour: QColor) -> float:
    """Relative luminance. Source: WCAG 2.1, definition of relative luminance."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio from 1 to 21. Source: WCAG 2.1, definition of contrast ratio."""
    return _ratio(_luminance(one), _luminance(other))


def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def readable(colour: QColor, *, on: tuple[QColor, ...], ratio: float = TEXT_CONTRAST) -> QColor:
    """The colour, moved towards black or white just as far as it takes to stand out from all the grounds."""
    grounds = [_luminance(ground) for ground in on]
    away = QColor("white") if grounds[0] < 0.18 else QColor("black")
    for step in range(51):
        candidate = mix(colour, away, step / 50)
        light = _luminance(candidate)
        if all(_ratio(light, ground) >= ratio for ground in grounds):
            return candidate
    return away


def _text_on(ground: QColor) -> QColor:
    """White or black, whichever can be read on the ground; white where both can."""
    white = QColor("white")
    return white if contrast(ground, white) >= TEXT_CONTRAST else QColor("black")


# --------------------------------------------------------------------------------------------------- colours

_MEANINGS = {Tone.GOOD: "#1f7a4d", Tone.ATTENTION: "#9a6700", Tone.BAD: "#b3261e"}


def colours(palette: QPalette) -> Colours:
    """The colours that belong to a palette that `derived_palette` made."""
    roles = (
        QPalette.ColorRole.Window,
        QPalette.ColorRole.Base,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.PlaceholderText,
        QPalette.ColorRole.Mid,
        QPalette.ColorRole.Accent,
    )
    group = QPalette.ColorGroup.Active
    return _colours(*(palette.color(group, role).rgb() for role in roles))


@lru_cache(maxsize=16)
def _colours(page: int, surface: int, text: int, muted: int, border: int, accent: int) -> Colours:
    ground, card, ink, fill = QColor(page), QColor(surface), QColor(text), QColor(accent)
    # derived_palette draws the hairlines in full text colour only when the system asks for high contrast.
    high_contrast = border == text
    line = QColor(border)
    tones = {
        Tone.NEUTRAL: _tone(ink, ground=ground, card=card, high_contrast=high_contrast, share=0.07),
        Tone.ACCENT: _tone(fill, ground=ground, card=card, high_contrast=high_contrast, share=0.10),
    }
    for tone, value in _MEANINGS.items():
        # Where the user asked for high contrast, a meaning is its word and its icon.
        meaning = ink if high_contrast else QColor(value)
        tones[tone] = _tone(meaning, ground=ground, card=card, high_contrast=high_contrast, share=0.12)
    return Colours(
        dark=_luminance(ground) < _luminance(ink),
        high_contrast=high_contrast,
        page=ground,
        surface=card,
        text=ink,
        muted=QColor(muted),
        border=line,
        outline=ink if high_contrast else readable(line, on=(card, ground), ratio=SHAPE_CONTRAST),
        accent=fill,
        on_accent=_text_on(fill),
        hover=mix(card, ink, 0.05),
        pressed=mix(card, ink, 0.10),
        tones=tones,
    )


def _tone(base: QColor, *, ground: QColor, card: QColor, high_contrast: bool, share: float) -> ToneColours:
    """A meaning's colours; in the dark the soft ground takes more of the colour to be seen at all."""
    dark = _luminance(card) < 0.18
    soft = card if high_contrast else mix(card, base, share * (2.2 if dark else 1))
    text = readable(base, on=(card, ground, soft))
    return ToneColours(text, readable(base, on=(card, ground), ratio=SHAPE_CONTRAST), soft)


def derived_palette(system: QPalette, *, high_contrast: bool = False) -> QPalette:
    """The palette the window uses: the system's own colours, with the neutrals between them worked out.

    Args:
        system: what the system gives.
        high_contrast: the user asked the system for high contrast: its colours are used as they are.
    """
    window, base = system.color(QPalette.ColorRole.Window), system.color(QPalette.ColorRole.Base)
    ink = system.color(QPalette.ColorRole.WindowText)
    dark = _luminance(window) < _luminance(ink)
    accent = _accent(system)
    if high_contrast:
        page, card, text, quiet, line = window, base, ink, ink, ink
        accent = system.color(QPalette.ColorRole.Highlight)
    elif dark:
        page = mix(min(window, base, key=_luminance), QColor("black"), 0.25)
        text = mix(ink, page, 0.08)
        card = mix(page, text, 0.055)
        quiet = mix(text, card, 0.32)
        line = mix(card, text, 0.13)
    else:
        card = base
        text = mix(ink, base, 0.10)
        page = mix(mix(base, text, 0.035), accent, 0.015)
        quiet = mix(text, base, 0.32)
        line = mix(mix(base, text, 0.14), accent, 0.03)
    quiet = readable(quiet, on=(card, page))
    return _with_roles(system, page=page, card=card, text=text, quiet=quiet, line=line, accent=accent)


def _accent(system: QPalette) -> QColor:
    """The system's accent where Qt gives one, deep or light enough to carry text."""
    accent = system.color(QPalette.ColorRole.Accent)
    if accent.name() == _FUSION_ACCENT:
        accent = QColor(_OWN_ACCENT)
    return readable(accent, on=(QColor("white"),))


def _with_roles(
    system: QPalette, *, page: QColor, card: QColor, text: QColor, quiet: QColor, line: QColor, accent: QColor
) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(system)
    dark = _luminance(page) < _luminance(text)
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
        role.Accent: accent,
        role.Highlight: accent,
        role.HighlightedText: _text_on(accent),
        role.Link: readable(accent, on=(card, page)),
        role.LinkVisited: readable(accent, on=(card, page)),
        role.Light: mix(card, text, 0.04) if dark else card,
        role.Midlight: mix(card, text, 0.08),
        role.Mid: line,
        role.Dark: readable(line, on=(card, page), ratio=SHAPE_CONTRAST),
        role.Shadow: QColor("black"),
    }
    for name, colour in values.items():
        palette.setColor(name, colour)
    faint = mix(card, text, 0.45)
    for name in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, faint)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, line)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Accent, line)
    return palette


def plain_palette(*, dark: bool) -> QPalette:
    """A system palette for where the system has no say: an offscreen window, or a scheme the user picked."""
    if dark:
        palette = QPalette(QColor("#2d2f33"), QColor("#26282c"))
        palette.setColor(QPalette.ColorRole.Base, QColor("#1e2023"))
        for name in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(name, QColor("#ffffff"))
    else:
        palette = QPalette(QColor("#f0f0f0"), QColor("#f0f0f0"))
        palette.setColor(QPalette.ColorRole.Base, QColor("#ffffff"))
        for name in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(name, QColor("#000000"))
    palette.setColor(QPalette.ColorRole.Accent, QColor(_OWN_ACCENT))
    return palette


# ------------------------------------------------------------------------------------------ the application


class Scheme(StrEnum):
    """Which colours the user wants; SYSTEM follows the system, also when it changes."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_SCHEMES = {
    Scheme.SYSTEM: Qt.ColorScheme.Unknown,
    Scheme.LIGHT: Qt.ColorScheme.Light,
    Scheme.DARK: Qt.ColorScheme.Dark,
}


class Theme:
    """Keeps the application's palette in step with the system and with the user's wish."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._scheme = Scheme.SYSTEM
        self._working = False
        # Both are kept: when the wrapper of the one is collected, PySide takes the other for deleted.
        self._hints = app.styleHints()
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._system_changed)
        self._accessibility.contrastPreferenceChanged.connect(self._system_changed)
        self.apply()

    @property
    def scheme(self) -> Scheme:
        return self._scheme

    def use(self, scheme: Scheme) -> None:
        """Follow the system, or keep to light or dark."""
        self._scheme = scheme
        self._hints.setColorScheme(_SCHEMES[scheme])
        self.apply()

    def apply(self) -> None:
        """Work the palette out from what the system says now."""
        if self._working:
            return
        self._working = True
        try:
            # An empty palette hands the application back to the system, so that its own colours can be read.
            self._app.setPalette(QPalette())
            system = QApplication.palette()
            wish = self._scheme
            if wish is not Scheme.SYSTEM and _is_dark(system) != (wish is Scheme.DARK):
                system = plain_palette(dark=wish is Scheme.DARK)
            high = self._accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast
            self._app.setPalette(derived_palette(system, high_contrast=high))
        finally:
            self._working = False

    def _system_changed(self) -> None:
        self.apply()


def _is_dark(palette: QPalette) -> bool:
    window, text = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
    return _luminance(window) < _luminance(text)


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


def icon_size(base: QFont, *, share: float = 1.2, least: int = ICON_SIZE) -> int:
    """Side of an icon beside text of this font: it grows with the system's text.

    Args:
        share: of the height of a line.
        least: in pixels, at the smallest text.
    """
    return max(least, round(QFontMetrics(base).height() * share))
