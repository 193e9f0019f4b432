"""How does one get across the window without going through everything in it? F6 goes from part to part.

As in other Windows programs: message, rail, page, panel, help, status line; Shift+F6 goes back. A part is
entered where it was left, unless that is no stop any more, such as the rail's entry of an earlier page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop.ui.widgets.focus_edge import focus_by_key
from desktop.ui.widgets.tab_order import is_stop, tab_stops


class Regions(QObject):
    """The parts of a window.

    Args:
        parts: asked at each press; gives what there is now, in order. A part inside another comes after it.
    """

    def __init__(self, window: QWidget, parts: Callable[[], Sequence[QWidget]]) -> None:
        super().__init__(window)
        self._parts = parts
        self._left: dict[int, QWidget] = {}
        for keys, step in ((Qt.Key.Key_F6, 1), (Qt.Modifier.SHIFT | Qt.Key.Key_F6, -1)):
            shortcut = QShortcut(QKeySequence(keys), window)
            shortcut.activated.connect(lambda step=step: self.go(step))

    def go(self, step: int) -> None:
        """Go so many parts on; from the last to the first."""
        parts = [one for one in self._parts() if one.isVisible() and one.isEnabled()]
        if not parts:
            return
        now = QApplication.focusWidget()
        # The innermost: a panel stands inside its page.
        inside = [at for at, one in enumerate(parts) if now is not None and _holds(one, now)]
        at = inside[-1] if inside else (-1 if step > 0 else 0)
        if inside and now is not None:
            self._left[id(parts[at])] = now
        self._enter(parts[(at + step) % len(parts)], parts)

    def _enter(self, part: QWidget, parts: Sequence[QWidget]) -> None:
        before = self._left.get(id(part))
        if before is not None and _still_stops(part, before):
            focus_by_key(before, Qt.FocusReason.ShortcutFocusReason)
            return
        inner = [one for one in parts if one is not part and part.isAncestorOf(one)]
        stops = (one for one in tab_stops(part) if not any(_holds(away, one) for away in inner))
        focus_by_key(next(stops, part), Qt.FocusReason.ShortcutFocusReason)


def _still_stops(part: QWidget, before: QWidget) -> bool:
    there = isValid(before) and _holds(part, before) and before.isVisible() and before.isEnabled()
    return there and (before is part or is_stop(before))


def _holds(part: QWidget, widget: QWidget) -> bool:
    return part.isAncestorOf(widget)  # to Qt a widget is an ancestor of itself
