"""Which colours and how large a text does the user want? As the system has them, or as picked in the menu.

`Theme` keeps the application's palette and font in step with the system and with the wish. Both change while
the window is open, so nothing needs a restart.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop.ui.contrast import readable
from desktop.ui.theme import OWN_ACCENT, colours, derived_palette, is_dark

TEXT_SIZES = (100, 125, 150, 200)
"""Text sizes to pick from, in percent of the system's font. 200 is what WCAG 2.1, 1.4.4 asks for."""
USUAL_TEXT = 100
_FIELDS = ("QLineEdit", "QPlainTextEdit")


class Scheme(StrEnum):
    """Which colours the user wants; SYSTEM follows the system, also when it changes.

    High contrast is picked as light or dark, as the contrast themes of Windows are: whoever needs it needs
    one of the two, whatever the system has.
    """

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST_LIGHT = "contrast-light"
    CONTRAST_DARK = "contrast-dark"

    @property
    def is_dark(self) -> bool:
        return self in {Scheme.DARK, Scheme.CONTRAST_DARK}

    @property
    def is_contrast(self) -> bool:
        return self in {Scheme.CONTRAST_LIGHT, Scheme.CONTRAST_DARK}


def _qt_scheme(scheme: Scheme) -> Qt.ColorScheme:
    """What Qt is told, so that title bars and the system's own dialogs go along."""
    if scheme is Scheme.SYSTEM:
        return Qt.ColorScheme.Unknown
    return Qt.ColorScheme.Dark if scheme.is_dark else Qt.ColorScheme.Light


# -------------------------------------------------------------------------------------------------- palettes


def plain_palette(*, dark: bool) -> QPalette:
    """A system palette for where the system has no say: an offscreen window, or a scheme the user picked."""
    if dark:
        palette = _palette(window="#26282c", base="#1e2023", button="#2d2f33", text="#ffffff")
    else:
        palette = _palette(window="#f0f0f0", base="#ffffff", button="#f0f0f0", text="#000000")
    palette.setColor(QPalette.ColorRole.Accent, QColor(OWN_ACCENT))
    return palette


def contrast_palette(*, dark: bool) -> QPalette:
    """A contrast theme for who wants one where the system has none: black or white, and one clear colour."""
    role = QPalette.ColorRole
    if dark:
        palette = _palette(window="#000000", base="#000000", button="#000000", text="#ffffff")
        rest = {role.Highlight: "#75e9fc", role.HighlightedText: "#000000", role.Link: "#ffe94d"}
        faint = "#a6a6a6"
    else:
        palette = _palette(window="#ffffff", base="#ffffff", button="#ffffff", text="#000000")
        rest = {role.Highlight: "#37006e", role.HighlightedText: "#ffffff", role.Link: "#00009f"}
        faint = "#606060"
    for name, colour in rest.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(faint))
    return palette


def field_palette(palette: QPalette) -> QPalette:
    """For fields where quiet text is as strong as text: what only hints is as faint as may be."""
    found = colours(palette)
    result = QPalette(palette)
    result.setColor(
        QPalette.ColorRole.PlaceholderText, readable(found.disabled, on=(found.surface, found.page))
    )
    return result


def _palette(*, window: str, base: str, button: str, text: str) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(button), QColor(window))
    palette.setColor(role.Base, QColor(base))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(name, QColor(text))
    return palette


# ------------------------------------------------------------------------------------------- the application


class Theme:
    """Keeps the application's palette and font in step with the system and with the user's wish."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._scheme = Scheme.SYSTEM
        self._percent = USUAL_TEXT
        self._working = False
        # The font is kept as it was found, and the system's beside it, to see when the system's changes.
        self._base = QFont(app.font())
        self._system_font = _system_font()
        # Both are kept: when the wrapper of the one is collected, PySide takes the other for deleted.
        self._hints = app.styleHints()
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._system_changed)
        self._accessibility.contrastPreferenceChanged.connect(self._system_changed)
        self.apply()

    # --------------------------------------------------------------------------------------------- colours

    @property
    def scheme(self) -> Scheme:
        return self._scheme

    def use(self, scheme: Scheme) -> None:
        """Follow the system, or keep to colours of one's own."""
        self._scheme = scheme
        self._hints.setColorScheme(_qt_scheme(scheme))
        self.apply()

    def apply(self) -> None:
        """Work the palette out from what the system says now."""
        if self._working:
            return
        self._working = True
        try:
            # An empty palette hands the application back to the system, so that its own colours can be read.
            self._app.setPalette(QPalette())
            self._use(self._wanted(QApplication.palette()))
        finally:
            self._working = False

    def _use(self, palette: QPalette) -> None:
        """Give the palette to everything, and to fields theirs: a hint must not look like a value."""
        self._app.setPalette(palette)
        if colours(palette).high_contrast:
            for kind in _FIELDS:
                # The stubs ask for bytes, which the binding refuses.
                QApplication.setPalette(field_palette(palette), kind)  # type: ignore[arg-type]

    def _wanted(self, system: QPalette) -> QPalette:
        """High contrast is never taken from who asked the system for it; a scheme only picks its light."""
        wish = self._scheme
        asked = self._accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast
        fits = wish is Scheme.SYSTEM or is_dark(system) == wish.is_dark
        if asked and fits:
            return derived_palette(system, high_contrast=True)
        if asked or wish.is_contrast:
            return derived_palette(contrast_palette(dark=wish.is_dark), high_contrast=True)
        return derived_palette(system if fits else plain_palette(dark=wish.is_dark))

    def _system_changed(self) -> None:
        self.apply()

    # ------------------------------------------------------------------------------------------- text size

    @property
    def text_size(self) -> int:
        """In percent of the system's font."""
        return self._percent

    def use_text_size(self, percent: int) -> None:
        """Write everything this large, in percent of the system's own text size."""
        self._percent = percent
        self._app.setFont(scaled(self._base, percent))
        # Some windows hear of it only when events go on.
        QTimer.singleShot(0, follow_text_size)

    def follow_system_font(self) -> None:
        """Take the system's text size up if it has changed: Qt stops following once a size was set."""
        now = _system_font()
        if now != self._system_font:
            self._system_font, self._base = now, now
            self.use_text_size(self._percent)


def follow_text_size() -> None:
    """Have widgets with a font size of their own ask for it again: Qt only tells those without one.

    They say that they have one by a method `follow_text_size`.
    """
    for widget in QApplication.allWidgets():
        follow = getattr(widget, "follow_text_size", None)
        if follow is not None:
            follow()


def _system_font() -> QFont:
    return QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))


def scaled(base: QFont, percent: int) -> QFont:
    """The font at so many percent of its size."""
    result = QFont(base)
    if result.pointSizeF() > 0:
        result.setPointSizeF(result.pointSizeF() * percent / 100)
    else:
        result.setPixelSize(max(1, round(result.pixelSize() * percent / 100)))
    return result


def larger(percent: int) -> int:
    """The next larger text size; the largest stays."""
    return min((size for size in TEXT_SIZES if size > percent), default=TEXT_SIZES[-1])


def smaller(percent: int) -> int:
    """The next smaller text size; the smallest stays."""
    return max((size for size in TEXT_SIZES if size < percent), default=TEXT_SIZES[0])
