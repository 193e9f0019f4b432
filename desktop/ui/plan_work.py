"""What is done to the open plan? Operations, undo and redo, and one long work at a time.

What may take longer than a blink runs off the GUI thread; `busy` names it meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import PlannerError
from desktop.texts.translate import _

if TYPE_CHECKING:
    from desktop.domain.progress import Progress
    from desktop.ui.messages import Messages
    from desktop.ui.tasks import TaskRunner
    from desktop.workspace.operations import Operation
    from desktop.workspace.session import Session

T = TypeVar("T")


class PlanWork(QObject):
    """A plan that is open or not, and what is done to it.

    Signals:
        state_changed: title, saved state, undo, redo or `busy` may be others now.

    Attributes:
        session: the plan; None while none is open.
        busy: what is being done and may not be interrupted; "" for nothing.
    """

    state_changed = Signal()

    def __init__(self, tasks: TaskRunner, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._messages = tasks, messages
        self.session: Session | None = None
        self.busy = ""

    # ---------------------------------------------------------------------------------------- operations

    def run(self, operation: Operation) -> bool:
        """Run a small operation now; trouble is told to the user.

        Returns:
            True when the plan has it.
        """
        if self.session is None:
            return False
        try:
            self.session.run(operation)
        except PlannerError as error:
            self._messages.error(error)
            return False
        return True

    def run_in_background(self, operation: Operation, on_done: Callable[[], None]) -> None:
        """Run an operation over many rows off the GUI thread; calls back when the plan has it."""
        session = self.session
        if session is not None:
            self.work(
                _("Changing the plan…"),
                lambda _progress: session.run(operation),
                on_done=lambda _changes: on_done(),
            )

    def undo(self) -> None:
        """Take the last operation back."""
        if self.session is not None:
            session = self.session
            self.work(_("Undoing…"), lambda _progress: session.undo(), on_done=_nothing)

    def undo_to(self, number: int) -> None:
        """Take back every operation down to the entry of that number, itself included."""
        session = self.session
        if session is not None:

            def back(_progress: Progress) -> None:
                while (entry := session.next_undo()) is not None and entry.number >= number:
                    session.undo()

            self.work(_("Undoing…"), back, on_done=_nothing)

    def redo(self) -> None:
        """Do the operation again that was undone last."""
        if self.session is not None:
            session = self.session
            self.work(_("Doing it again…"), lambda _progress: session.redo(), on_done=_nothing)

    def tell_done(self, text: str) -> None:
        """Say what the last operation did, with the way back while it still is the last one."""
        from desktop.ui.messages import Offer

        session = self.session
        entry = session.next_undo() if session is not None else None
        if session is None or entry is None:
            return

        def back() -> None:
            last = session.next_undo() if session is self.session else None
            if last is not None and last.number == entry.number:
                self.undo()
            else:
                self._messages.info(
                    _("More has been done since. Undo back to, in the Edit menu, takes back several steps.")
                )

        self._messages.info(text, offer=Offer(_("Undo"), back))

    # -------------------------------------------------------------------------------------------- at work

    def work(
        self,
        what: str,
        work: Callable[[Progress], T],
        *,
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do something off the GUI thread that nobody may interrupt, one thing at a time."""
        if self.busy:
            return

        def done(result: T) -> None:
            self._set_busy("")
            on_done(result)

        def failed(error: Exception) -> None:
            self._set_busy("")
            (on_error or self._messages.error)(error)

        self._set_busy(what)
        self._tasks.run(work, on_done=done, on_error=failed, owner=self, cancellable=False)

    def _set_busy(self, what: str) -> None:
        self.busy = what
        self.state_changed.emit()


def _nothing(_result: object) -> None:
    """The plan itself tells what changed."""
