"""Do waves come quickly, and do lanes of 3,000 suppliers stay smooth, beside a widget for each supplier?

Targets of the project: 3,000 suppliers proposed in under a second; dragging does not stutter (16 ms are one
picture of sixty in a second).
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragMoveEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.pages.rollout.answers import LaneFacts, rollout_answers
from desktop.ui.pages.rollout.board import Board
from desktop.workspace.operations.rollout import MoveSuppliers
from desktop.workspace.rollout import propose, replan
from desktop.workspace.session import Session
from tests.workspace.rollout_plans import plan_of

SUPPLIERS = 3_000
ROUNDS = 5


def _milliseconds(work: Callable[[], object], app: QApplication) -> float:
    """How long the work and the repaint after it take."""
    started = time.perf_counter()
    work()
    app.processEvents()
    return (time.perf_counter() - started) * 1000


def _median(work: Callable[[], object], app: QApplication, rounds: int = ROUNDS) -> float:
    return statistics.median(_milliseconds(work, app) for _round in range(rounds))


def _row(name: str, value: float, peer: float | None = None) -> dict[str, Any]:
    row: dict[str, Any] = {"name": name, "value": round(value, 1), "unit": "ms"}
    return row | ({"peer": round(peer, 1), "ratio": peer / value} if peer is not None else {})


def _widgets(lanes: tuple[LaneFacts, ...]) -> QWidget:
    """The textbook way: a small frame with two labels for each supplier."""
    inner = QWidget()
    row = QHBoxLayout(inner)
    for lane in lanes:
        column_widget = QWidget()
        column = QVBoxLayout(column_widget)
        for one in lane.rows:
            frame = QFrame()
            lines = QVBoxLayout(frame)
            lines.addWidget(QLabel(one.name))
            lines.addWidget(QLabel(one.trade))
            column.addWidget(frame)
        pane = QScrollArea()
        pane.setWidget(column_widget)
        row.addWidget(pane)
    area = QScrollArea()
    area.setWidget(inner)
    area.resize(1_400, 700)
    return area


def _planning(session: Session, app: QApplication) -> list[dict[str, Any]]:
    session.answers()
    first = _milliseconds(lambda: propose(session), app)
    return [
        _row(f"propose {SUPPLIERS:,} suppliers and keep it", first),
        _row("work a new proposal out beside the plan", _median(lambda: replan(session), app)),
        _row("read all lanes", _median(lambda: rollout_answers(session), app)),
    ]


def _looking(session: Session, app: QApplication) -> list[dict[str, Any]]:
    lanes = rollout_answers(session).lanes
    board = Board()
    board.resize(1_400, 700)

    def first_look() -> None:
        board.show_lanes(lanes)
        board.show()

    first = _milliseconds(first_look, app)
    peer = _milliseconds(lambda: _widgets(lanes).show(), app)
    there = (lanes[2].rows[0].supplier_id,)

    def move(to: int) -> None:
        session.run(MoveSuppliers(there, to))
        board.show_lanes(rollout_answers(session).lanes)

    moved = statistics.median(_milliseconds(lambda to=to: move(to), app) for to in (4, 3, 4, 3, 4))  # type: ignore[misc]
    again = rollout_answers(session).lanes
    shown = _median(lambda: board.show_lanes(again), app)
    return [
        _row(f"first look at {len(lanes)} lanes", first, peer),
        _row("one supplier moved: kept, read again, drawn again", moved),
        _row("of that on the GUI thread: lanes that have not changed", shown),
        _row("a letter typed in the search", _median(lambda: _typed(board), app)),
        _row("one step of a drag, drawn", _dragged(board, app)),
    ]


def _typed(board: Board) -> None:
    board.search("klinik 12")
    board.search("")


def _dragged(board: Board, app: QApplication) -> float:
    """The pointer goes from lane to lane with 25 suppliers; each step with its repaint."""
    source = board.shown_lanes()[1]
    source.list.selectAll()
    source.list.dragged.emit(True)
    mime = source.list.lane.mimeData(source.list.selectionModel().selectedIndexes())
    taken = []
    for lane in [board.shown_lanes()[at] for at in (0, 2, 3, 0, 2, 3, 0, 2, 3)]:
        event = QDragMoveEvent(
            QPoint(40, 40),
            Qt.DropAction.MoveAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )

        def step(lane: Any = lane, event: QDragMoveEvent = event) -> None:
            lane.dragMoveEvent(event)
            lane.update()

        taken.append(_milliseconds(step, app))
    source.list.dragged.emit(False)
    return statistics.median(taken)


def main() -> list[dict[str, Any]]:
    """The rows of the table."""
    made = QApplication.instance() or QApplication([])
    if not isinstance(made, QApplication):
        raise TypeError("there is an application without windows already")
    session = plan_of(SUPPLIERS)
    return [*_planning(session, made), *_looking(session, made)]
