"""Where does a page put what belongs together? On a card: a rounded surface with a hairline around it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import hairline, theme
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.labels import PlainLabel


class Card(QWidget):
    """A rounded surface; `body` is where its content goes.

    Args:
        title: first line of the card, also its accessible name.
        note: a quiet line below the title.
        padding: distance from the edge to the content.
    """

    def __init__(
        self, parent: QWidget | None = None, *, title: str = "", note: str = "", padding: int = Space.LARGE
    ) -> None:
        super().__init__(parent)
        self._chosen = False
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(Space.SMALL)
        self.title_row: QHBoxLayout | None = None
        self.title: PlainLabel | None = None
        if title:
            self.title = PlainLabel(title, size=TextSize.CARD_TITLE)
            self.setAccessibleName(title)
            self.title_row = QHBoxLayout()
            self.title_row.setSpacing(Space.SMALL)
            self.title_row.addWidget(self.title, 1)
            self.body.addLayout(self.title_row)
        self.note: PlainLabel | None = None
        if note:
            self.note = PlainLabel(note, muted=True)
            self.body.addWidget(self.note)

    @property
    def chosen(self) -> bool:
        return self._chosen

    def set_chosen(self, chosen: bool) -> None:
        """Draw the edge in the accent: this one is the chosen or recommended one."""
        self._chosen = chosen
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = hairline.frame(painter, QRectF(self.rect()), palette.border)
        if self._chosen:
            painter.setPen(QPen(palette.tone(theme.Tone.ACCENT).shape, 2))
            area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(palette.surface)
        painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)


class Divider(QWidget):
    """A hairline between two parts of a card."""

    def __init__(self, parent: QWidget | None = None, *, vertical: bool = False) -> None:
        super().__init__(parent)
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw = hairline.upright if self.height() > self.width() else hairline.across
        draw(QPainter(self), self.rect(), theme.colours(self.palette()).border)
