"""Where does the keyboard go? Tab is pressed as a user presses it, all the way round, and back again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop.ui.rail import RailEntry
from tests.ui.accessibility.hearing import by_key, heard, seen

TOLERANCE = 6
"""Edges that differ by less stand in the same line, in device-independent pixels."""
MOST = 400


def stops(top: QWidget) -> list[QWidget]:
    """Every widget that Tab must come to."""
    return [one for one in seen(top) if one.isVisible() and by_key(one)]


def round_trip(top: QWidget, first: QWidget, *, back: bool = False) -> list[QWidget]:
    """What has the focus, press by press, until the first one has it again.

    Raises:
        AssertionError: the keyboard never comes back, or leaves the window.
    """
    first.setFocus(Qt.FocusReason.TabFocusReason)
    assert QApplication.focusWidget() is first, f"{heard(first)} does not take the focus"
    walked = [first]
    for _press in range(MOST):
        before = QApplication.focusWidget()
        assert before is not None
        QTest.keyClick(before, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None, f"nothing has the focus after {heard(before)}"
        assert now is not before, f"{heard(before)} does not let go"
        if now is first:
            return walked
        assert now not in walked, f"{heard(now)} comes twice, the second time after {heard(before)}"
        walked.append(now)
    raise AssertionError(f"after {MOST} presses the first widget has not come again")


@dataclass(frozen=True)
class Place:
    """Where a widget stands.

    Attributes:
        pane: what scrolls it; None for nothing.
        inside: its rectangle in what is scrolled.
        outside: its rectangle in the view; of what is scrolled away, the edge where it went.
    """

    pane: QScrollArea | None
    inside: QRect
    outside: QRect


def places(top: QWidget) -> dict[QWidget, Place]:
    """Where everything stands before anything is scrolled."""
    return {one: _place(top, one) for one in stops(top)}


def _place(top: QWidget, one: QWidget) -> Place:
    whole = QRect(one.mapTo(top, QPoint(0, 0)), one.size())
    around = one.parentWidget()
    while around is not None and around is not top:
        if isinstance(around, QScrollArea):
            port = around.viewport()
            room = QRect(port.mapTo(top, QPoint(0, 0)), port.size())
            shown = QRect(whole)
            shown.setTop(min(max(whole.top(), room.top()), room.bottom()))
            shown.setBottom(max(min(whole.bottom(), room.bottom()), shown.top()))
            return Place(around, whole, shown)
        around = around.parentWidget()
    return Place(None, whole, whole)


def against_reading(walked: list[QWidget], at: dict[QWidget, Place]) -> list[str]:
    """Steps that go up, or left in the same line: against the way one reads.

    Up and to the right is allowed: from the foot of one column to the head of the next.
    """
    wrong = []
    for before, now in pairwise(walked):
        together = at[before].pane is at[now].pane
        one = at[before].inside if together else at[before].outside
        other = at[now].inside if together else at[now].outside
        above = other.bottom() <= one.top() + TOLERANCE
        right = other.left() >= one.right() - TOLERANCE
        left = other.right() <= one.left() + TOLERANCE
        below = other.top() >= one.bottom() - TOLERANCE
        if (above and not right) or (left and not below and not above):
            wrong.append(f"{heard(before)} → {heard(now)}")
    return wrong


def first_stop(top: QWidget) -> QWidget:
    """Where a view begins: with the page that is marked in the rail, or with what stands highest."""
    at = places(top)
    rail = [one for one in at if isinstance(one, RailEntry)]
    return rail[0] if rail else min(at, key=lambda one: (at[one].outside.top(), at[one].outside.left()))


def complaints(top: QWidget) -> dict[str, object]:
    """What is wrong with the way of Tab through a view; nothing when it is as it should be."""
    wanted, at, first = stops(top), places(top), first_stop(top)
    there = round_trip(top, first)
    back = round_trip(top, first, back=True)
    found: dict[str, object] = {}
    if missed := [str(heard(one)) for one in wanted if one not in there]:
        found["not reached"] = missed
    if strange := [str(heard(one)) for one in there if one not in wanted]:
        found["reached, though not to be seen"] = strange
    if back[1:] != there[:0:-1]:
        found["another way back"] = [str(heard(one)) for one in back]
    elif not missed and not strange and (order := against_reading(there, at)):
        found["against the way one reads"] = order
    return found
