"""How does one see that rows are hidden, and bring them back? The filter in words, and "Clear" beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.texts.translate import _
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.labels import PlainLabel


class FilterBar(QWidget):
    """The filter in words, and the way to let go of it; there only while rows are narrowed.

    Signals:
        cleared: show every row.
    """

    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Filter in force"))
        self.words = PlainLabel("")
        self.clear_button = LinkButton(_("Clear"), hint=_("Show every row again"))
        self.clear_button.clicked.connect(self.cleared)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.MEDIUM, 0, Space.SMALL, Space.TINY)
        row.setSpacing(Space.SMALL)
        row.addWidget(self.words, 1)
        row.addWidget(self.clear_button)
        self.hide()

    def show_words(self, words: str) -> None:
        """Say what the rows are narrowed by; "" when they are not."""
        self.words.setText(_("Filter: {filter}").format(filter=words) if words else "")
        self.setVisible(bool(words))
