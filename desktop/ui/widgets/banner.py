"""Where do messages show that need no answer? On a strip above the page, which the user closes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.texts.translate import _
from desktop.ui import spoken
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.tone_ground import ToneGround

PASSING_MS = 8_000
_URGENT = frozenset({Tone.ATTENTION, Tone.BAD})


class Banner(ToneGround):
    """An icon, a heading or not, a sentence, an action or not, and a cross.

    Signals:
        shown_or_hidden: True when a message stands there, False when it has gone.
    """

    shown_or_hidden = Signal(bool)
    spoken_role = spoken.Role.AlertMessage

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Tone.NEUTRAL, parent, padding=Space.SMALL, right=Space.SMALL)
        self._act: Callable[[], None] | None = None
        self.title = PlainLabel("", size=TextSize.STRONG)
        self.text = PlainLabel("", selectable=True)
        self.action = Button("", look=Look.NORMAL)
        self.action.clicked.connect(self._acted)
        self.close_button = Button(look=Look.QUIET, icon="close", hint=_("Close the message"))
        self.close_button.clicked.connect(self.dismiss)
        self.words.addWidget(self.title)
        self.words.addWidget(self.text)
        self.row.setSpacing(Space.SMALL)
        self.row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._passing = QTimer(self, singleShot=True, interval=PASSING_MS)
        self._passing.timeout.connect(self.dismiss)
        self.hide()

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
        self.set_tone(tone)
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
