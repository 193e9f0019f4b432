"""What does the foot of the window say? How much of everything the page shows, and whether it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.texts import dates
from desktop.texts.translate import _
from desktop.ui import hairline, spoken, theme
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from desktop.ui.open_plan import OpenPlan
    from desktop.ui.pages.page import PageStatus

SPOKEN_AFTER_MS = 700
"""Who types in a search box hears how many rows are left when they pause, not at every letter."""


class StatusLine(QWidget):
    """Rows, filter and selection to the left; the plan's state to the right."""

    spoken_role = spoken.Role.StatusBar

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last_said = ""
        self._later = QTimer(self, singleShot=True, interval=SPOKEN_AFTER_MS)
        self._later.timeout.connect(self._speak)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.rows, self.filter, self.selection, self.saved = (
            PlainLabel("", size=TextSize.CAPTION, muted=True, wrap=False, tabular=True) for _label in range(4)
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.LARGE, Space.TINY + 1, Space.LARGE, Space.TINY)
        row.setSpacing(Space.EDGE)
        for label in (self.rows, self.filter, self.selection):
            row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self.saved, 0, Qt.AlignmentFlag.AlignRight)

    def show_page(self, status: PageStatus) -> None:
        """Say what the page shows."""
        parts = (self.rows, status.rows), (self.filter, status.filter), (self.selection, status.selection)
        for label, text in parts:
            label.setText(text)
            label.setVisible(bool(text))
        self._told()

    def show_plan(self, plan: OpenPlan) -> None:
        """Say whether the plan is saved."""
        self.saved.setText(_saved(plan))
        self._told()

    def sentence(self) -> str:
        """The whole line in words."""
        labels = (self.rows, self.filter, self.selection, self.saved)
        return ". ".join(label.text() for label in labels if label.text())

    def _told(self) -> None:
        self.setAccessibleName(self.sentence() or _("Status"))
        self._later.start()

    def _speak(self) -> None:
        """Announce what is new since the last time, and only that; a window that is gone says no more."""
        if not self.isVisible():
            return
        said = [part for part in self.sentence().split(". ") if part not in self._last_said.split(". ")]
        self._last_said = self.sentence()
        spoken.announce(self, ". ".join(said))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """F6 leads here, Tab does not: there is only something to read."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.surface)
        hairline.across(painter, QRect(0, 0, self.width(), 1), palette.border)
        if self.hasFocus():
            painter.setPen(QPen(palette.tone(theme.Tone.ACCENT).shape, 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


def _saved(plan: OpenPlan) -> str:
    session = plan.session
    if session is None:
        return ""
    if plan.saving:
        return _("Saving…")
    if session.is_read_only:
        return _("Read-only")
    if session.path is None:
        return _("Not saved yet")
    if plan.modified:
        return _("Changes that are not saved")
    if plan.saved_at is not None:
        return _("Saved {time}").format(time=dates.time(plan.saved_at))
    return _("Saved")
