"""What does a page say while it is empty? What will be here, why it is worth it, and the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui import icons, theme
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from desktop.ui.widgets.buttons import Button

_DISC = 56
_TEXT_WIDTH = 460


class IconDisc(QWidget):
    """An icon on a soft round ground: decoration, so it has no name of its own."""

    def __init__(
        self, icon: str, tone: Tone = Tone.ACCENT, parent: QWidget | None = None, *, size: int = _DISC
    ) -> None:
        super().__init__(parent)
        self._icon, self._tone, self._size = icon, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, icon: str, tone: Tone) -> None:
        self._icon, self._tone = icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        side = self._side()
        return QSize(side, side)

    def _side(self) -> int:
        return theme.grown(self._size, self.font())

    def paintEvent(self, _event: QPaintEvent) -> None:
        tone = theme.colours(self.palette()).tone(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone.soft)
        side = self._side()
        painter.drawEllipse(QRectF(0, 0, side, side))
        icon = round(side * 0.46)
        spot = (side - icon) / 2
        icons.paint(painter, self._icon, QRectF(spot, spot, icon, icon), tone.text)


class EmptyState(QWidget):
    """Icon, headline, one or two sentences, the next step, and what else helps (the sample municipality).

    Args:
        title: what will be here.
        text: why it is worth it and what to do.
        primary: the one next step.
        others: further buttons, quieter.
    """

    def __init__(
        self,
        icon: str,
        title: str,
        text: str,
        parent: QWidget | None = None,
        *,
        primary: Button | None = None,
        others: tuple[Button, ...] = (),
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.EDGE, Space.WIDE, Space.EDGE, Space.WIDE)
        column.setSpacing(Space.SMALL)
        column.addStretch(2)
        column.addWidget(IconDisc(icon), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(Space.SMALL)
        for label in (PlainLabel(title, size=TextSize.CARD_TITLE), PlainLabel(text, muted=True)):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMaximumWidth(_TEXT_WIDTH)
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(label, 100)
            line.addStretch(1)
            column.addLayout(line)
        buttons = [button for button in (primary, *others) if button is not None]
        if buttons:
            column.addSpacing(Space.SMALL)
            row = QHBoxLayout()
            row.setSpacing(Space.SMALL)
            row.addStretch(1)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(3)
