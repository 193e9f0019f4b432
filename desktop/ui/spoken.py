"""What does a screen reader hear of what we draw ourselves? A role, a name, a state, points, and news.

Qt knows its own widgets; one we draw is to it a bare area. A class says what it is by `spoken_role`, and
`install` teaches Qt to ask. `announce` says what changed without the focus moving: on Windows an alert is
only a sound, an announcement is spoken.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QLabel, QWidget

import desktop

Role = QAccessible.Role
_NAME = QAccessible.Text.Name


@runtime_checkable
class SpokenPoints(Protocol):
    """A drawing whose points can be walked by keyboard, one of them at a time being in focus."""

    @property
    def point(self) -> int:
        """The point in focus; -1 for none."""
        ...

    def sentences(self) -> Sequence[str]:
        """What is said of each point."""
        ...

    def point_area(self, point: int) -> QRect:
        """Where a point is, in the widget's own coordinates."""
        ...


class DrawnWidget(QAccessibleWidget):
    """A widget we draw: the role its class names; a button among them can be pressed, and is selected."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)
        self._widget = widget

    def state(self) -> QAccessible.State:
        """Qt's, and for a button whether it is the one that is shown."""
        state = super().state()
        if isinstance(self._widget, QAbstractButton):
            state.selectable = self._widget.isCheckable()
            state.selected = self._widget.isChecked()
        return state

    def text(self, what: QAccessible.Text) -> str:
        """A label's name is its text, as Qt has it for labels."""
        said = super().text(what)
        if what == _NAME and not said and isinstance(self._widget, QLabel):
            return self._widget.text()
        return said

    def actionNames(self) -> list[str]:
        names = list(super().actionNames())
        if isinstance(self._widget, QAbstractButton) and self._widget.isEnabled():
            names.insert(0, QAccessibleWidget.pressAction())
        return names

    def doAction(self, name: str) -> None:
        if name == QAccessibleWidget.pressAction() and isinstance(self._widget, QAbstractButton):
            self._widget.click()
        else:
            super().doAction(name)


class Group(DrawnWidget):
    """An area of ours: a group once it has a name, and until then nothing to speak of."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, Role.Client)

    def role(self) -> QAccessible.Role:
        return Role.Grouping if self._widget.accessibleName() else Role.Client


class SpokenPoint(QAccessibleInterface):
    """One point of a drawing as something of its own, so that it can be read and has a place."""

    def __init__(self, drawing: QWidget, place: int) -> None:
        super().__init__()
        self._drawing = drawing
        self._place = place

    def _points(self) -> SpokenPoints:
        return cast(SpokenPoints, self._drawing)

    def isValid(self) -> bool:
        return self._place < len(self._points().sentences())

    def object(self) -> QObject | None:  # type: ignore[override]  # there is none, and Qt knows that
        return None

    def window(self) -> QObject | None:  # type: ignore[override]  # as above
        return self._drawing.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._drawing)

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # as above
        return None

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def rect(self) -> QRect:
        area = self._points().point_area(self._place)
        return QRect(self._drawing.mapToGlobal(area.topLeft()), area.size())

    def role(self) -> QAccessible.Role:
        return Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = state.selectable = True
        state.focused = state.selected = self._points().point == self._place
        state.invisible = not self._drawing.isVisible()
        return state

    def text(self, what: QAccessible.Text) -> str:
        return self._points().sentences()[self._place] if what == _NAME and self.isValid() else ""

    def setText(self, _what: QAccessible.Text, _text: str) -> None:
        """What a point says is worked out, never set."""


class Drawing(DrawnWidget):
    """A drawing with points: a picture with a text, and its points as children."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)
        points: list[tuple[SpokenPoint, int]] = []
        self._points = points
        # Qt forgets an interface when its object goes; a point has no object of its own.
        widget.destroyed.connect(lambda: _forget(points))

    def _drawn(self) -> SpokenPoints:
        return cast(SpokenPoints, self._widget)

    def childCount(self) -> int:
        return len(self._drawn().sentences())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # out of range
        if not 0 <= index < self.childCount():
            return None
        while len(self._points) <= index:
            point = SpokenPoint(self._widget, len(self._points))
            self._points.append((point, QAccessible.registerAccessibleInterface(point)))
        return self._points[index][0]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((at for at, (point, _id) in enumerate(self._points) if point is child), -1)

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # none in focus
        return self.child(self._drawn().point) if self._widget.hasFocus() else None


def _forget(points: list[tuple[SpokenPoint, int]]) -> None:
    for _point, number in points:
        QAccessible.deleteAccessibleInterface(number)
    points.clear()


def _interface(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    """Asked by Qt for every object that a screen reader comes to; None leaves it to Qt."""
    if not isinstance(thing, QWidget):
        return None
    role = getattr(thing, "spoken_role", None)
    if not isinstance(role, QAccessible.Role):
        return Group(thing) if _is_bare(thing) else None
    return Drawing(thing, role) if isinstance(thing, SpokenPoints) else DrawnWidget(thing, role)


def _is_bare(widget: QWidget) -> bool:
    """Whether it is one of our own areas, and to Qt a widget like any other."""
    kind = type(widget)
    if not kind.__module__.startswith(desktop.__name__):
        return False
    return next(base for base in kind.__mro__ if base.__module__.startswith("PySide6")) is QWidget


_installed: list[bool] = []


def install() -> None:
    """Teach Qt what our own widgets are; a second time does nothing."""
    if not _installed:
        QAccessible.installFactory(_interface)
        _installed.append(True)


def announce(widget: QWidget, sentence: str, *, urgent: bool = False) -> None:
    """Have a sentence spoken though the focus stays where it is.

    Args:
        urgent: trouble: it is also an alert, and interrupts what is being read.
    """
    if not sentence:
        return
    if urgent:
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
    said = QAccessibleAnnouncementEvent(widget, sentence)
    politeness = QAccessible.AnnouncementPoliteness
    said.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(said)
