"""On what does a message stand? On a soft ground in its meaning's colour, with an icon that says the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import icons, theme
from desktop.ui.theme import Space, Tone

_ICONS = {
    Tone.NEUTRAL: "info",
    Tone.ACCENT: "info",
    Tone.GOOD: "check-circle",
    Tone.ATTENTION: "warning",
    Tone.BAD: "error",
}


class ToneGround(QWidget):
    """The ground; `words` takes the sentences, `row` what stands to their right.

    Args:
        padding: above and below the words.
        right: distance from what stands rightmost to the edge.
    """

    def __init__(
        self,
        tone: Tone,
        parent: QWidget | None = None,
        *,
        padding: int = Space.MEDIUM,
        right: int = Space.LARGE,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._padding, self._right = padding, right
        self.words = QVBoxLayout()
        self.words.setSpacing(Space.HAIR)
        self.row = QHBoxLayout(self)
        self.row.setSpacing(Space.LARGE)
        self.row.addLayout(self.words, 1)
        self.follow_text_size()

    @property
    def tone(self) -> Tone:
        return self._tone

    def set_tone(self, tone: Tone) -> None:
        """Give the message another meaning."""
        self._tone = tone
        self.update()

    def follow_text_size(self) -> None:
        """Keep room for the icon, which is as large as the text."""
        left = Space.LARGE + theme.icon_size(self.font()) + Space.MEDIUM
        self.row.setContentsMargins(left, self._padding, self._right, self._padding)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        tone = palette.tone(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.edge(self._tone), 1))
        painter.setBrush(tone.soft)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)
        side = theme.icon_size(self.font())
        spot = QRectF(Space.LARGE, self._first_line() - side / 2, side, side)
        icons.paint(painter, _ICONS[self._tone], spot, tone.text)

    def _first_line(self) -> float:
        """The middle of the first line of the words."""
        found = (self.words.itemAt(at) for at in range(self.words.count()))
        shown = (item.widget() for item in found if item is not None and not item.isEmpty())
        first = next((widget for widget in shown if widget is not None), None)
        if first is None:
            return self.height() / 2
        text = first.geometry()
        line = first.fontMetrics().height()
        # A text with more room than it needs stands in the middle of it.
        needed = first.heightForWidth(text.width()) if first.hasHeightForWidth() else line
        return text.top() + max(0, text.height() - needed) / 2 + line / 2
