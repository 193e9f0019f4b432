"""When is the focus drawn? When somebody works with the keyboard; a click needs no ring around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton, QWidget

    _Base = QWidget
    _ButtonBase = QAbstractButton
else:
    _Base = _ButtonBase = object

_BY_KEY = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)
_BACK = frozenset({Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason})


_PRESSING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class KeyRing(_Base):
    """Mixed into a widget that draws its own focus; stands before the Qt class."""

    _by_key = False

    @property
    def shows_focus(self) -> bool:
        """Whether to draw the focus now."""
        return self.hasFocus() and self._by_key

    def take_focus_from(self, other: KeyRing) -> None:
        """Take the keyboard over, with a ring where the other had one."""
        by_key = other.shows_focus
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._by_key = by_key
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in _BACK:
            self._by_key = event.reason() in _BY_KEY
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_key = True
        self.update()
        super().keyPressEvent(event)


class KeyFocus(KeyRing, _ButtonBase):
    """The same for a button. Enter presses it too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESSING and not event.isAutoRepeat():
            # Qt leaves Enter to dialogs; people press it on whatever has the focus.
            self._by_key = True
            self.click()
            return
        super().keyPressEvent(event)
