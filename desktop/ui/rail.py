"""How does one get from page to page? By the rail: the pages in the order of the work, with their badges."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.texts.translate import _
from desktop.ui import hairline, icons, spoken, theme
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.key_focus import KeyFocus


@dataclass(frozen=True, slots=True)
class RailBadge:
    """A count beside an entry.

    Attributes:
        text: as it is shown; "" shows none.
        spoken: what it counts, for screen readers and as tool tip.
    """

    text: str = ""
    tone: Tone = Tone.NEUTRAL
    spoken: str = ""


class RailEntry(KeyFocus, QAbstractButton):
    """One page of the rail: icon, name, badge."""

    spoken_role = spoken.Role.PageTab

    def __init__(self, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._badge = RailBadge()
        self._over = False
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    @property
    def badge(self) -> RailBadge:
        return self._badge

    def set_badge(self, badge: RailBadge) -> None:
        self._badge = badge
        self.setAccessibleDescription(badge.spoken)
        self.setToolTip(badge.spoken)
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for the name in its strong form and a badge of two figures."""
        name = QFontMetrics(theme.font(TextSize.STRONG, base=self.font())).horizontalAdvance(self.text())
        badge = QFontMetrics(self.font()).horizontalAdvance("00") + 2 * Space.SMALL
        width = theme.icon_size(self.font()) + name + badge + 2 * Space.MEDIUM + 4 * Space.SMALL
        return QSize(max(theme.RAIL_WIDTH, width), theme.control_height(self.font()) + Space.TINY)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()
        super().leaveEvent(event)

    def look_for_pointer(self) -> None:
        """A menu that stood over the window took the pointer away without a word to what lies below it."""
        over = self._over and self.rect().contains(self.mapFromGlobal(QCursor.pos()))
        if over != self._over:
            self._over = over
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(Space.SMALL, 1, -Space.SMALL, -1)
        ink = self._paint_ground(painter, palette, area)
        left = area.left() + Space.MEDIUM
        middle = self.height() / 2
        side = theme.icon_size(self.font())
        spot = QRectF(left, middle - side / 2, side, side)
        there = self.isChecked() or not self.isEnabled()
        icons.paint(painter, self._icon, spot, ink if there else palette.muted)
        right = self._paint_badge(painter, palette, area)
        painter.setFont(theme.font(TextSize.STRONG if self.isChecked() else TextSize.BODY, base=self.font()))
        painter.setPen(ink)
        left += side + Space.MEDIUM
        text = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(right - left - Space.SMALL)
        )
        painter.drawText(
            QRectF(left, 0, right - left, self.height()), int(Qt.AlignmentFlag.AlignVCenter), text
        )

    def _paint_ground(self, painter: QPainter, palette: theme.Colours, area: QRectF) -> QColor:
        """The soft ground of the entry that is shown or pointed at; gives the colour of its text."""
        accent = palette.tone(Tone.ACCENT)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() and self.isEnabled():
            painter.setBrush(palette.selected)
            painter.setPen(QPen(palette.text, 1) if palette.high_contrast else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(area, theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
            if not palette.high_contrast:
                painter.setBrush(accent.shape)
                bar = QRectF(area.left(), area.top() + Space.SMALL, 3, area.height() - 2 * Space.SMALL)
                painter.drawRoundedRect(bar, 1.5, 1.5)
            painter.setPen(Qt.PenStyle.NoPen)
        elif self._over and self.isEnabled():
            painter.setBrush(palette.hover)
            painter.drawRoundedRect(area, theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
        if self.shows_focus:
            painter.setPen(QPen(palette.ring_on_selected if self.isChecked() else accent.shape, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            # On a strong ground it keeps off the edge: beside the rail its colour would be lost.
            inset = 3 if self.isChecked() and palette.high_contrast else 1
            ring = area.adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(ring, theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
        if not self.isEnabled():
            return palette.disabled
        if self.isChecked():
            return palette.on_selected if palette.high_contrast else accent.text
        return palette.text

    def _paint_badge(self, painter: QPainter, palette: theme.Colours, area: QRectF) -> float:
        """The badge at the right end; gives where the name must end."""
        right = area.right() - Space.SMALL
        if not self._badge.text:
            return right
        tone = palette.tone(self._badge.tone)
        painter.setFont(theme.font(TextSize.CAPTION, base=self.font(), tabular=True))
        metrics = painter.fontMetrics()
        width = max(
            metrics.horizontalAdvance(self._badge.text) + 2 * Space.SMALL, metrics.height() + Space.TINY
        )
        height = metrics.height() + Space.HAIR
        pill = QRectF(right - width, (self.height() - height) / 2, width, height)
        painter.setPen(tone.text if palette.high_contrast else Qt.PenStyle.NoPen)
        quiet = self._badge.tone is Tone.NEUTRAL
        # On the soft ground of the chosen entry a soft pill would be lost; the card's own ground is not.
        painter.setBrush(palette.surface if self.isChecked() and quiet else tone.soft)
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(palette.muted if quiet else tone.text)
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), self._badge.text)
        return pill.left()


class Rail(QWidget):
    """The entries, one under the other.

    Signals:
        chosen: the name of the page the user asked for.
    """

    chosen = Signal(str)
    spoken_role = spoken.Role.PageTabList

    def __init__(self, entries: tuple[tuple[str, str, str], ...], parent: QWidget | None = None) -> None:
        """Make the rail.

        Args:
            entries: name, text and icon of each page.
        """
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._entries: dict[str, RailEntry] = {}
        self.setAccessibleName(_("Pages"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.MEDIUM, 0, Space.MEDIUM)
        column.setSpacing(Space.HAIR)
        for name, text, icon in entries:
            entry = RailEntry(text, icon)
            entry.clicked.connect(lambda _checked=False, page=name: self.chosen.emit(page))
            self._entries[name] = entry
            column.addWidget(entry)
        column.addStretch(1)

    def entry(self, name: str) -> RailEntry:
        return self._entries[name]

    def show_page(self, name: str) -> None:
        """Mark the page that is shown; the keyboard, where it stands in the rail, goes along."""
        if name not in self._entries:
            return
        self._entries[name].setChecked(True)
        focused = next((entry for entry in self._entries.values() if entry.hasFocus()), None)
        if focused is not None and focused is not self._entries[name]:
            self._entries[name].take_focus_from(focused)

    def look_for_pointer(self) -> None:
        """Let go of an entry that the pointer has left unseen."""
        for entry in self._entries.values():
            entry.look_for_pointer()

    def begin_at(self, name: str) -> None:
        """Where the keyboard stands when the window opens; Qt would take the first entry as if by Tab."""
        self._entries[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_badge(self, name: str, badge: RailBadge) -> None:
        self._entries[name].set_badge(badge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.surface)
        hairline.upright(painter, QRect(self.width() - 1, 0, 1, self.height()), palette.border)
