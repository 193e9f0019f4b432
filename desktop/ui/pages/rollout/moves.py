"""What do people do with the chosen suppliers? Move, lock, split off, take out; with a word about letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.rollout_plan import TAKEN_OUT
from desktop.domain.suppliers import SupplierId
from desktop.texts import rollout_page
from desktop.texts.translate import _
from desktop.ui.pages.rollout.answers import REST, UNPLACED, LaneFacts
from desktop.ui.questions import Answer, Question
from desktop.workspace.operations import Operation
from desktop.workspace.operations.rollout import LockSuppliers, MoveSuppliers
from desktop.workspace.rollout import split_wave

if TYPE_CHECKING:
    from desktop.ui.pages.rollout.page import RolloutPage

_MANY = 200
"""From here on an operation runs off the GUI thread."""
_CANCEL, _MOVE = "cancel", "move"


class Moves:
    """Does with suppliers what the board asks for."""

    def __init__(self, page: RolloutPage) -> None:
        self._page = page

    def move(self, supplier_ids: tuple[SupplierId, ...], to: int) -> None:
        """Put suppliers in a wave, or out of all waves, by hand."""
        if to == UNPLACED or not supplier_ids or not self._may_move(supplier_ids):
            return
        self._page.board.follow(supplier_ids)
        self._run(MoveSuppliers(supplier_ids, TAKEN_OUT if to == REST else to), len(supplier_ids))

    def take_out(self) -> None:
        """The chosen suppliers change in no wave."""
        lane = self._lane()
        if lane is not None and lane.key != REST:
            self.move(self._ids(), REST)

    def toggle_lock(self) -> None:
        """Lock the chosen suppliers where they are; unlock them when all of them are locked."""
        lane, rows = self._lane(), self._page.board.chosen_rows()
        if lane is None or lane.view is None:
            return
        locked = not all(row.locked for row in rows)
        self._run(LockSuppliers(tuple(row.supplier_id for row in rows), locked), len(rows))

    def split(self) -> None:
        """The chosen suppliers get a wave of their own after the last."""
        lane, ids, session = self._lane(), self._ids(), self._page.session
        if lane is None or lane.view is None or session is None or not self._may_move(ids):
            return
        self._page.board.follow(ids)
        self._run(split_wave(session, lane.key, ids), len(ids))

    def _lane(self) -> LaneFacts | None:
        """The lane the chosen suppliers are in."""
        lane = self._page.board.chosen_lane()
        return lane.facts if lane is not None else None

    def _ids(self) -> tuple[SupplierId, ...]:
        return tuple(row.supplier_id for row in self._page.board.chosen_rows() if row.movable)

    def _may_move(self, supplier_ids: tuple[SupplierId, ...]) -> bool:
        """Ask before somebody is moved who has a letter with other dates (ROL-2)."""
        wanted = set(supplier_ids)
        lanes = self._page.answers.lanes if self._page.answers is not None else ()
        names = [
            row.name for lane in lanes for row in lane.rows if row.contacted and row.supplier_id in wanted
        ]
        if not names:
            return True
        question = Question(
            _("They have been written to"),
            rollout_page.move_written_to(len(names), names),
            (Answer(_CANCEL, _("Leave them")), Answer(_MOVE, _("Move all the same"))),
            escape=_CANCEL,
        )
        return self._page.context.messages.ask(question) == _MOVE

    def _run(self, operation: Operation, rows: int) -> None:
        if rows >= _MANY:
            self._page.context.run_in_background(operation, lambda: None)
        else:
            self._page.context.run(operation)
