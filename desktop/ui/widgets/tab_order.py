"""In which order does Tab go? As one reads: as the layouts stand, also when rows have been made anew since.

Qt goes in the order in which widgets were made. A row that is filled again after each change would then come
last of all, and so would a button that a page adds to a header that was there before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLayout,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QWidget,
)

from desktop.ui.widgets.focus_edge import focus_by_key

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object

_WHOLE = (QComboBox, QLineEdit, QAbstractSpinBox)
"""What Qt builds of parts that are no stops of their own."""


class TabAsRead(_Base):
    """Mixed into a window; stands before the Qt class."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go to the next stop of the window, or the one before; from the last to the first."""
        stops = list(tab_stops(self))
        if not stops:
            return False
        now = QApplication.focusWidget()
        at = next((place for place, one in enumerate(stops) if one is now), None)
        if at is None:
            at = _near(stops, now) if now is not None else -1
        step = 1 if forward else -1
        to = stops[(at + step) % len(stops)] if at >= 0 else stops[0 if forward else -1]
        focus_by_key(to, Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True


def tab_stops(top: QWidget) -> Iterator[QWidget]:
    """What Tab comes to below a widget, in the order of reading."""
    for one in _in_order(top):
        if not one.isVisible() or not one.isEnabled():
            continue
        if is_stop(one):
            yield one
        if not isinstance(one, _WHOLE):
            yield from tab_stops(one)


def is_stop(widget: QWidget) -> bool:
    """Of buttons of which one is chosen, that one is the stop; the arrow keys go to the others."""
    if isinstance(widget, QAbstractButton) and widget.isCheckable() and widget.autoExclusive():
        others = [one for one in _group(widget) if one.isVisible() and one.isEnabled()]
        return widget is next((one for one in others if one.isChecked()), others[0])
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _group(button: QAbstractButton) -> list[QAbstractButton]:
    group, parent = button.group(), button.parentWidget()
    if group is not None:
        return group.buttons()
    if parent is None:
        return [button]
    near = parent.findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [one for one in near if one.isCheckable() and one.autoExclusive() and one.group() is None]


def _in_order(top: QWidget) -> list[QWidget]:
    """The children of a widget as they are read."""
    if isinstance(top, QMainWindow):
        central = top.centralWidget()
        return [central] if central is not None else []
    if isinstance(top, QScrollArea):
        inner = top.widget()
        return [inner] if inner is not None else []
    if isinstance(top, QAbstractScrollArea):
        return []
    if isinstance(top, QSplitter):
        parts = (top.widget(at) for at in range(top.count()))
        return [one for one in parts if one is not None]
    layout = top.layout()
    laid_out = list(_laid_out(layout)) if layout is not None else []
    known = set(map(id, laid_out))
    children = top.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return laid_out + [one for one in children if id(one) not in known and not one.isWindow()]


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)


def _near(stops: list[QWidget], now: QWidget) -> int:
    """The last stop inside what has the focus or around it: somebody clicked on what is no stop."""
    around: QWidget | None = now
    while around is not None:
        inside = [place for place, one in enumerate(stops) if around.isAncestorOf(one)]
        if inside:
            return inside[0] - 1 if inside[0] else len(stops) - 1
        around = around.parentWidget()
    return -1
