"""How is a way offered that starts something larger? As a card that is one big button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.empty_state import IconDisc
from desktop.ui.widgets.key_focus import KeyFocus
from desktop.ui.widgets.labels import PlainLabel

_DISC = 44


class ActionCard(KeyFocus, QAbstractButton):
    """Icon, title and a sentence; pressing anywhere on it does it.

    Args:
        primary: drawn with an accent edge: the way most people should take.
    """

    def __init__(
        self, icon: str, title: str, text: str, parent: QWidget | None = None, *, primary: bool = False
    ) -> None:
        super().__init__(parent)
        self._primary = primary
        self._over = False
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.EDGE, Space.EDGE, Space.EDGE, Space.EDGE)
        column.setSpacing(Space.SMALL)
        disc = IconDisc(icon, Tone.ACCENT if primary else Tone.NEUTRAL, size=_DISC)
        parts: tuple[QWidget, ...] = (
            disc,
            PlainLabel(title, size=TextSize.CARD_TITLE),
            PlainLabel(text, muted=True),
        )
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(part)
            if part is disc:
                column.addSpacing(Space.TINY)
        column.addStretch(1)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize(240, 160)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else 160

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        accent = palette.tone(Tone.ACCENT).shape
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.shows_focus
        edge = accent if strong or self._over or self._primary else palette.border
        width = 2.0 if strong else 1.0
        painter.setPen(QPen(edge, width))
        painter.setBrush(palette.pressed if self.isDown() else palette.surface)
        half = width / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), theme.RADIUS, theme.RADIUS
        )
