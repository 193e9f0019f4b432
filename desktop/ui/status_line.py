"""What does the foot of the window say? How much of everything the page shows, and whether it is saved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.texts import dates
from desktop.texts.translate import _
from desktop.ui import theme
from desktop.ui.open_plan import OpenPlan
from desktop.ui.pages.page import PageStatus
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.labels import PlainLabel


class StatusLine(QWidget):
    """Rows, filter and selection to the left; the plan's state to the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Status"))
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

    def show_plan(self, plan: OpenPlan) -> None:
        """Say whether the plan is saved."""
        self.saved.setText(_saved(plan))

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.surface)
        painter.fillRect(0, 0, self.width(), 1, palette.border)


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
