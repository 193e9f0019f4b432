"""How do the lanes stand beside each other, and how does a supplier get from one to another?

By dragging, and by keys: the arrows go from lane to lane, Alt with an arrow takes the chosen suppliers along.
The board only says what is wanted; the page does it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from desktop.domain.suppliers import SupplierId
from desktop.texts.translate import _
from desktop.ui.pages.rollout.answers import REST, UNPLACED, LaneFacts, LaneRow
from desktop.ui.pages.rollout.lane import Lane
from desktop.ui.theme import Space

_EDGE = 48
_STEP = 24


class Board(QScrollArea):
    """The lanes.

    Signals:
        chosen: other suppliers are chosen.
        move_asked: ids of suppliers, and the key of the lane they are to go to.
        lock_asked, out_asked, details_asked: for the chosen suppliers.
        menu_asked: the place of a context menu for the chosen suppliers.
        wave_menu_asked: the key of the lane, and where its menu is to open.
        gate_asked: the key of the lane.
    """

    chosen = Signal()
    move_asked = Signal(tuple, int)
    lock_asked = Signal()
    out_asked = Signal()
    details_asked = Signal()
    menu_asked = Signal(object)
    wave_menu_asked = Signal(int, object)
    gate_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Waves"))
        self.lanes: list[Lane] = []
        self._shown = 0
        self._dragged: tuple[SupplierId, ...] = ()
        self._following: tuple[SupplierId, ...] = ()
        self._quiet = False
        inner = QWidget()
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(0, 0, 0, Space.TINY)
        self._row.setSpacing(Space.MEDIUM)
        self._row.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for pane in (self.viewport(), inner):
            pane.setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        """As high as its highest lane needs to be, and one lane wide."""
        lanes = [lane.minimumSizeHint() for lane in self.shown_lanes()] or [QSize(200, 200)]
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(
            max(one.width() for one in lanes),
            max(one.height() for one in lanes) + bar + Space.TINY,
        )

    # -------------------------------------------------------------------------------------------- lanes

    def shown_lanes(self) -> list[Lane]:
        return self.lanes[: self._shown]

    def lane(self, key: int) -> Lane | None:
        """The lane of that key."""
        return next((one for one in self.shown_lanes() if one.facts and one.facts.key == key), None)

    def show_lanes(self, facts: tuple[LaneFacts, ...]) -> None:
        """Show these lanes; the widgets there are are used again."""
        kept = self._following or tuple(row.supplier_id for row in self.chosen_rows())
        had_keyboard = self._following or any(one.list.hasFocus() for one in self.shown_lanes())
        self._quiet = True
        while len(self.lanes) < len(facts):
            self._add_lane()
        for lane, one in zip(self.lanes, facts, strict=False):
            lane.show_facts(one)
            lane.show()
        for lane in self.lanes[len(facts) :]:
            lane.facts = None
            lane.hide()
        self._shown = len(facts)
        for lane in self.shown_lanes():
            if lane.list.choose(kept) and had_keyboard:
                lane.list.setFocus(Qt.FocusReason.OtherFocusReason)
                self.bring_into_view(lane)
        self._quiet = False
        self._following = ()
        self.updateGeometry()
        self.chosen.emit()

    def _add_lane(self) -> None:
        lane = Lane()
        self.lanes.append(lane)
        self._row.insertWidget(self._row.count() - 1, lane)
        rows = lane.list
        rows.chosen.connect(partial(self._chosen_in, lane))
        rows.dragged.connect(self._dragging)
        rows.stepped.connect(partial(self._step, lane))
        rows.pushed.connect(partial(self._push, lane))
        rows.lock_asked.connect(self.lock_asked)
        rows.out_asked.connect(self.out_asked)
        rows.details_asked.connect(self.details_asked)
        rows.menu_asked.connect(self.menu_asked)
        lane.dropped.connect(partial(self._dropped_on, lane))
        lane.dragged_over.connect(self._roll)
        lane.gate_asked.connect(partial(self._with_key, lane, self.gate_asked.emit))
        lane.menu_asked.connect(partial(self._with_key, lane, partial(self._ask_menu, lane)))

    def _with_key(self, lane: Lane, act: Callable[[int], object]) -> None:
        if lane.facts is not None:
            act(lane.facts.key)

    def _ask_menu(self, lane: Lane, key: int) -> None:
        below = lane.menu.mapToGlobal(QPoint(0, lane.menu.height()))
        self.wave_menu_asked.emit(key, below)

    def bring_into_view(self, lane: Lane) -> None:
        """Scroll sideways until the whole lane is seen."""
        inner = self.widget()
        layout = inner.layout() if inner is not None else None
        if layout is not None:
            layout.activate()
        self.ensureWidgetVisible(lane, Space.SMALL, 0)

    def search(self, text: str) -> None:
        """Keep only the suppliers that have the text."""
        for lane in self.lanes:
            lane.list.lane.search(text)
        if text:
            found = next((lane for lane in self.shown_lanes() if lane.list.lane.rows), None)
            if found is not None:
                self.bring_into_view(found)

    def focus_first(self) -> None:
        """Hand the keyboard to the first lane with somebody in it."""
        found = next((lane for lane in self.shown_lanes() if lane.list.lane.rows), None)
        if found is not None:
            found.list.begin_at(0)

    # ------------------------------------------------------------------------------------------- choosing

    def chosen_rows(self) -> tuple[LaneRow, ...]:
        """The chosen suppliers: all in one lane."""
        return next((rows for lane in self.shown_lanes() if (rows := lane.list.chosen_rows())), ())

    def chosen_lane(self) -> Lane | None:
        return next((lane for lane in self.shown_lanes() if lane.list.chosen_rows()), None)

    def choose(self, supplier_ids: tuple[SupplierId, ...]) -> None:
        """Choose suppliers of one lane, and go there."""
        for lane in self.shown_lanes():
            if lane.list.choose(supplier_ids):
                lane.list.setFocus(Qt.FocusReason.OtherFocusReason)
                self.bring_into_view(lane)
                return

    def choose_all(self, key: int) -> None:
        """Choose everybody in a lane, and go there."""
        lane = self.lane(key)
        if lane is not None:
            lane.list.begin_at(0)
            lane.list.selectAll()

    def follow(self, supplier_ids: tuple[SupplierId, ...]) -> None:
        """Keep these chosen, wherever the next lanes have them."""
        self._following = supplier_ids

    def _chosen_in(self, lane: Lane) -> None:
        if self._quiet:
            return
        if lane.list.selectionModel().hasSelection():
            self._quiet = True
            for other in self.shown_lanes():
                if other is not lane:
                    other.list.clearSelection()
            self._quiet = False
        self.chosen.emit()

    # -------------------------------------------------------------------------------------------- moving

    def _neighbour(self, lane: Lane, steps: int) -> Lane | None:
        at = self.lanes.index(lane) + steps
        return self.lanes[at] if 0 <= at < self._shown else None

    def _step(self, lane: Lane, steps: int) -> None:
        """The keyboard goes to the next lane that has somebody, at the same height."""
        place = lane.list.currentIndex().row()
        other = self._neighbour(lane, steps)
        while other is not None and not other.list.lane.rows:
            other = self._neighbour(other, steps)
        if other is not None:
            other.list.clearSelection()
            other.list.begin_at(max(0, place))
            self.bring_into_view(other)

    def _push(self, lane: Lane, steps: int) -> None:
        """The chosen suppliers go one wave on; nobody is pushed out of the waves by an arrow."""
        other = self._neighbour(lane, steps)
        if other is not None and other.facts is not None and other.facts.key not in (REST, UNPLACED):
            self._ask_move(other)

    def _ask_move(self, lane: Lane) -> None:
        ids = self._dragged or tuple(row.supplier_id for row in self.chosen_rows() if row.movable)
        if lane.facts is not None and ids:
            self.move_asked.emit(ids, lane.facts.key)

    def _dragging(self, begins: bool) -> None:
        source = self.chosen_lane()
        movable = tuple(row.supplier_id for row in self.chosen_rows() if row.movable)
        self._dragged = movable if begins else ()
        for lane in self.shown_lanes():
            elsewhere = lane is not source and lane.facts is not None and lane.facts.key != UNPLACED
            lane.takes_drops = bool(self._dragged) and elsewhere

    def _dropped_on(self, lane: Lane) -> None:
        self._ask_move(lane)

    def _roll(self) -> None:
        """A drag near the edge brings the lanes beyond it."""
        place = self.viewport().mapFromGlobal(QCursor.pos())
        area: QRect = self.viewport().rect()
        bar = self.horizontalScrollBar()
        if place.x() < area.left() + _EDGE:
            bar.setValue(bar.value() - _STEP)
        elif place.x() > area.right() - _EDGE:
            bar.setValue(bar.value() + _STEP)
