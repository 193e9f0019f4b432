"""What does a button look like? At most one primary on a page; the rest stay quiet."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.ui import hairline, icons, theme
from desktop.ui.contrast import mix
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.key_focus import KeyFocus

_ICON = 18


class Look(StrEnum):
    """How loud a button is.

    PRIMARY: the one next step of a page. NORMAL: another thing to do. QUIET: no edge at rest.
    LINK: reads as a line of text that leads somewhere. DANGER: takes something away.
    """

    PRIMARY = "primary"
    NORMAL = "normal"
    QUIET = "quiet"
    LINK = "link"
    DANGER = "danger"


class Button(KeyFocus, QPushButton):
    """A push button in our own drawing; keys, mnemonics and menus are Qt's.

    Args:
        icon: name of an icon of `desktop.ui.icons`.
        hint: tool tip and accessible description; a button with only an icon must have one.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        look: Look = Look.NORMAL,
        icon: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(text, parent)
        self._look = look
        self._icon = icon
        self._over = False
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if look is Look.LINK:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if hint:
            self.setToolTip(hint)
            self.setAccessibleDescription(hint)
            if not text:
                self.setAccessibleName(hint)
        self.follow_text_size()

    def follow_text_size(self) -> None:
        """The primary button is semibold, and so has a font of its own."""
        if self._look is Look.PRIMARY:
            self.setFont(theme.font(TextSize.STRONG))

    @property
    def look(self) -> Look:
        return self._look

    def set_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def set_icon(self, name: str) -> None:
        self._icon = name
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        text = metrics.size(int(Qt.TextFlag.TextShowMnemonic), self.text()).width() if self.text() else 0
        icon = self._icon_size() if self._icon else 0
        gap = Space.SMALL if text and icon else 0
        arrow = self._arrow_size() + Space.SMALL if self.menu() is not None else 0
        width = text + icon + gap + arrow
        if self._look is Look.LINK:
            return QSize(width, metrics.height() + Space.TINY)
        side = Space.MEDIUM + Space.HAIR if text else Space.SMALL
        height = theme.control_height(self.font())
        return QSize(max(width + 2 * side, height), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()
        super().leaveEvent(event)

    # ------------------------------------------------------------------------------------------- drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, edge, ink = self._paints(palette)
        if ground is not None or edge is not None:
            area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            if edge is not None:
                area = hairline.frame(painter, QRectF(self.rect()), edge)
            else:
                painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
        self._paint_content(painter, palette, ink)
        if self.shows_focus:
            self._paint_focus(painter, palette)

    def _paints(self, palette: theme.Colours) -> tuple[QColor | None, QColor | None, QColor]:
        """Ground, edge and ink for the state the button is in."""
        pressed = self.isDown() or self.isChecked()
        if not self.isEnabled():
            faint = palette.disabled
            flat = self._look in {Look.QUIET, Look.LINK}
            ground = palette.surface if palette.high_contrast else palette.hover
            return (None if flat else ground, None if flat else palette.idle_edge, faint)
        if self._look is Look.PRIMARY:
            ground = palette.accent
            if palette.high_contrast:
                # The theme's own colour as it is; under the pointer and while pressed the edge tells.
                return ground, palette.text, palette.on_accent
            if pressed or self._over:
                ground = mix(ground, QColor("black"), 0.20 if pressed else 0.10)
            return ground, None, palette.on_accent
        if self._look is Look.LINK:
            return None, None, palette.link
        if self._look is Look.QUIET and self.isCheckable() and self.isChecked():
            # One of a few views: that it is the one in force is told by an edge, too.
            if palette.high_contrast:
                return palette.selected, palette.text, palette.on_selected
            return palette.pressed, palette.outline, palette.text
        ink = palette.tone(Tone.BAD).text if self._look is Look.DANGER else palette.text
        quiet = self._look is Look.QUIET
        resting = None if quiet else palette.surface
        ground_now = palette.pressed if pressed else palette.hover if self._over else resting
        return ground_now, None if quiet else mix(palette.border, palette.text, 0.14), ink

    def _paint_content(self, painter: QPainter, palette: theme.Colours, ink: QColor) -> None:
        metrics = self.fontMetrics()
        text = self.text()
        width = metrics.size(int(Qt.TextFlag.TextShowMnemonic), text).width() if text else 0
        icon = self._icon_size() if self._icon else 0
        gap = Space.SMALL if text and icon else 0
        arrow = self._arrow_size() + Space.SMALL if self.menu() is not None else 0
        left = 0.0 if self._look is Look.LINK else (self.width() - width - icon - gap - arrow) / 2
        middle = self.height() / 2
        if icon:
            icons.paint(painter, self._icon, QRectF(left, middle - icon / 2, icon, icon), ink)
            left += icon + gap
        if text:
            painter.setPen(ink)
            font = self.font()
            always = palette.high_contrast and self.isEnabled()
            font.setUnderline(self._look is Look.LINK and (self._over or always))
            painter.setFont(font)
            area = QRectF(left, 0, width + Space.TINY, self.height())
            painter.drawText(
                area, int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextShowMnemonic), text
            )
        if arrow:
            side = self._arrow_size()
            spot = QRectF(left + width + Space.SMALL, middle - side / 2, side, side)
            icons.paint(painter, "caret-down", spot, ink)

    def _icon_size(self) -> int:
        return theme.icon_size(self.font(), share=1.1, least=_ICON)

    def _arrow_size(self) -> int:
        return theme.icon_size(self.font(), share=0.75, least=theme.ARROW)

    def _paint_focus(self, painter: QPainter, palette: theme.Colours) -> None:
        """A ring inside the edge, so that it is seen on every ground."""
        ring = palette.tone(Tone.ACCENT).shape
        if self._look is Look.PRIMARY:
            ring = palette.on_accent
        elif self._look is Look.QUIET and self.isChecked():
            ring = palette.ring_on_selected
        # On a strong ground it keeps off the edge: beside the page its colour would be lost.
        strong = self._look is Look.PRIMARY or (palette.high_contrast and self.isChecked())
        painter.setPen(QPen(ring, 1.5 if strong else 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = 3.0 if strong else 1.0
        area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(area, theme.CONTROL_RADIUS - 1, theme.CONTROL_RADIUS - 1)


class PrimaryButton(Button):
    """The one next step of a page."""

    def __init__(self, text: str, parent: QWidget | None = None, *, icon: str = "", hint: str = "") -> None:
        super().__init__(text, parent, look=Look.PRIMARY, icon=icon, hint=hint)


class LinkButton(Button):
    """A line of text that leads somewhere."""

    def __init__(self, text: str, parent: QWidget | None = None, *, icon: str = "", hint: str = "") -> None:
        super().__init__(text, parent, look=Look.LINK, icon=icon, hint=hint)
