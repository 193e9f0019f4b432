"""Where do messages show that need no answer? On a strip above the page, which the user closes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.texts.translate import _
from desktop.ui import icons, spoken, theme
from desktop.ui.theme import ICON_SIZE, Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.labels import PlainLabel

PASSING_MS = 8_000
_ICONS = {
    Tone.NEUTRAL: "info",
    Tone.ACCENT: "info",
    Tone.GOOD: "check-circle",
    Tone.ATTENTION: "warning",
    Tone.BAD: "error",
}

_URGENT = frozenset({Tone.ATTENTION, Tone.BAD})
"""What breaks into what a screen reader reads just now."""


class Banner(QWidget):
    """An icon, a heading or not, a sentence, an action or not, and a cross.

    Signals:
        shown_or_hidden: True when a message stands there, False when it has gone.
    """

    shown_or_hidden = Signal(bool)
    spoken_role = spoken.Role.AlertMessage

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.NEUTRAL
        self._act: Callable[[], None] | None = None
        self.title = PlainLabel("", size=TextSize.STRONG)
        self.text = PlainLabel("", selectable=True)
        self.action = Button("", look=Look.NORMAL)
        self.action.clicked.connect(self._acted)
        self.close_button = Button(look=Look.QUIET, icon="close", hint=_("Close the message"))
        self.close_button.clicked.connect(self.dismiss)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(self.title)
        words.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.LARGE + ICON_SIZE + Space.MEDIUM, Space.SMALL, Space.SMALL, Space.SMALL)
        row.setSpacing(Space.SMALL)
        row.addLayout(words, 1)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._passing = QTimer(self, singleShot=True, interval=PASSING_MS)
        self._passing.timeout.connect(self.dismiss)
        self.hide()

    @property
    def tone(self) -> Tone:
        return self._tone

    def tell(
        self,
        text: str,
        *,
        tone: Tone,
        title: str = "",
        action: str = "",
        act: Callable[[], None] | None = None,
        passing: bool = False,
    ) -> None:
        """Show a message; a passing one goes away by itself."""
        self._tone = tone
        self._act = act
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.text.setText(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self._passing.stop()
        if passing:
            self._passing.start()
        self.setAccessibleName(" ".join(part for part in (title, text) if part))
        self.show()
        self.shown_or_hidden.emit(True)
        self.update()
        spoken.announce(self, self.accessibleName(), urgent=tone in _URGENT)

    def dismiss(self) -> None:
        """The message has been read."""
        self._passing.stop()
        self.hide()
        self.shown_or_hidden.emit(False)

    def _acted(self) -> None:
        act = self._act
        self.dismiss()
        if act is not None:
            act()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        tone = palette.tone(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.edge(self._tone), 1))
        painter.setBrush(tone.soft)
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS
        )
        top = self.title.y() if self.title.isVisible() else self.text.y()
        height = self.fontMetrics().height()
        spot = QRectF(Space.LARGE, top + (height - ICON_SIZE) / 2, ICON_SIZE, ICON_SIZE)
        icons.paint(painter, _ICONS[self._tone], spot, tone.text)
