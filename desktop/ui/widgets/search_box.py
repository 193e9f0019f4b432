"""Where does one type to find something in a table? In a search field that knows the way to its results."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.ui.widgets.fields import SearchField


class SearchBox(SearchField):
    """A search field above a table.

    Signals:
        searched: the text, after every change.
        left_down: arrow down or Enter: on to the results.
    """

    searched = Signal(str)
    left_down = Signal()

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder)
        self.textChanged.connect(self.searched)

    def type_on(self, text: str) -> None:
        """Take the letters somebody typed in the table, and the keyboard with them."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.setText(self.text() + text)

    def take_focus(self) -> None:
        """Put the cursor here with the text marked, as Ctrl+F does."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_down.emit()
            return
        super().keyPressEvent(event)
