"""How is a status or a count said in a word? As a quiet pill: a word on a soft ground."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.characters import visible
from desktop.ui import icons, spoken, theme
from desktop.ui.theme import Space, TextSize, Tone

_ICON = 14


class Pill(QWidget):
    """A status: a word, in a meaning's quiet colour, with an icon if one is named."""

    spoken_role = spoken.Role.StaticText
    _tabular = False

    def __init__(
        self, text: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None, *, icon: str = ""
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._tone = tone
        self._icon = icon
        self.follow_text_size()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(text, tone, icon=icon)

    def follow_text_size(self) -> None:
        """Take the application's font up again, a little smaller."""
        self.setFont(theme.font(TextSize.CAPTION, tabular=self._tabular))

    @property
    def tone(self) -> Tone:
        return self._tone

    def text(self) -> str:
        return self._text

    def set(self, text: str, tone: Tone, *, icon: str = "") -> None:
        """Show another status."""
        self._text, self._tone, self._icon = visible(text), tone, icon
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self._text) + 2 * (Space.SMALL + Space.HAIR)
        if self._icon:
            width += self._icon_size() + Space.TINY
        return QSize(width, metrics.height() + Space.TINY)

    def _icon_size(self) -> int:
        return theme.icon_size(self.font(), share=1.0, least=_ICON)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        tone = palette.tone(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(tone.text if palette.high_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(tone.soft)
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        left = Space.SMALL + Space.HAIR
        if self._icon:
            size = self._icon_size()
            icons.paint(painter, self._icon, QRectF(left, (self.height() - size) / 2, size, size), tone.text)
            left += size + Space.TINY
        painter.setPen(tone.text if self._tone is not Tone.NEUTRAL else palette.muted)
        painter.drawText(
            self.rect().adjusted(left, 0, -Space.SMALL, 0), int(Qt.AlignmentFlag.AlignVCenter), self._text
        )


class Badge(Pill):
    """A count beside an entry: hidden when there is nothing to count."""

    _tabular = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", Tone.NEUTRAL, parent)
        self.hide()

    def show_count(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Show a count already written for people, or nothing when the text is empty."""
        self.set(text, tone)
        self.setVisible(bool(text))
