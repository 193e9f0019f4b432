"""How are waves agreed to? Proposed within limits, seen before they are taken over, dated, let through."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt

from desktop.texts.translate import _
from desktop.ui.pages.rollout.dialogs import DatesDialog, GateDialog, ReplanDialog
from desktop.ui.pages.rollout.limits_dialog import LimitsDialog
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.workspace.operations import Operation
from desktop.workspace.operations.rollout import DateWave, OpenGate, SetLimits
from desktop.workspace.rollout import Replan, date_wave, plan_waves, replan, try_dates
from desktop.workspace.rollout_switch import clear_waves, keep_waves
from desktop.workspace.rollout_terms import RolloutTerms, to_values

if TYPE_CHECKING:
    from desktop.ui.pages.rollout.page import RolloutPage
    from desktop.workspace.session import Session

T = TypeVar("T")


class Proposals:
    """Does with waves what the page asks for."""

    def __init__(self, page: RolloutPage) -> None:
        self._page = page

    # ------------------------------------------------------------------------------------------- proposing

    def propose_at_once(self) -> None:
        """Propose within the limits as they are: one click."""
        self._work(plan_waves, self._take_over)

    def propose_first(self) -> None:
        """Ask within which limits, and propose."""
        terms = self._terms()
        wanted = self._asked_limits(terms, is_first=True) if terms is not None else None
        if wanted is not None:
            self._work(lambda session: plan_waves(session, wanted), self._take_over)

    def set_limits(self) -> None:
        """Change the limits, and see what a new proposal would move under them."""
        terms = self._terms()
        wanted = self._asked_limits(terms, is_first=False) if terms is not None else None
        if wanted is not None:
            self.propose_again(wanted)

    def propose_again(self, terms: RolloutTerms | None) -> None:
        """Work a new proposal out, show what it would move, and take it over when the user wants it."""
        self._work(lambda session: replan(session, terms), lambda found: self._show_replan(found, terms))

    def _show_replan(self, found: Replan, terms: RolloutTerms | None) -> None:
        context = self._page.context
        if found.changes_nothing:
            if terms is None:
                context.messages.info(_("A new proposal is the same as the plan you have."))
            elif context.run(SetLimits(to_values(terms))):
                context.messages.info(_("The limits are kept; nobody had to move."))
            return
        lanes = self._page.answers.lanes if self._page.answers is not None else ()
        titles = {one.key: one.title for one in lanes if one.view is not None}
        if _accepted(ReplanDialog(found, titles, self._page.window())):
            self._take_over(found.operation)

    def clear(self) -> None:
        """Take every wave away."""
        self._page.context.run(clear_waves())

    def keep(self) -> None:
        """Keep the waves with somebody in them, for the choice in force."""
        answers = self._page.answers
        if answers is not None and answers.rollout is not None and answers.choice is not None:
            self._page.context.run(keep_waves(answers.choice, answers.rollout))

    def _take_over(self, operation: Operation) -> None:
        page = self._page
        page.context.run_in_background(operation, page.board.focus_first)

    def _terms(self) -> RolloutTerms | None:
        answers = self._page.answers
        return answers.rollout.terms if answers is not None and answers.rollout is not None else None

    def _asked_limits(self, terms: RolloutTerms, *, is_first: bool) -> RolloutTerms | None:
        session = self._page.session
        today = session.today if session is not None else None
        dialog = LimitsDialog(terms, self._page.window(), is_first=is_first, today=today)
        return dialog.terms if _accepted(dialog) else None

    # ------------------------------------------------------------------------------------------- one wave

    def set_dates(self, number: int) -> None:
        """Ask for the day a wave changes."""
        session, answers = self._page.session, self._page.answers
        lane = answers.lane(number) if answers is not None else None
        if session is None or lane is None:
            return
        dialog = DatesDialog(
            lane, lambda day: try_dates(session, number, day), self._page.window(), today=session.today
        )
        if _accepted(dialog):
            day = dialog.cut_over
            self._page.context.run(DateWave(number, None) if day is None else date_wave(session, number, day))
            if day is None:
                self.propose_again(None)

    def show_gate(self, number: int) -> None:
        """Show what a gate has seen; a person may open it with a reason."""
        terms, answers = self._terms(), self._page.answers
        lane = answers.lane(number) if answers is not None else None
        if terms is None or lane is None:
            return
        dialog = GateDialog(lane, terms.gate, self._page.window())
        if _accepted(dialog):
            self._page.context.run(OpenGate(number, dialog.note_text))

    def _work(self, work: Callable[[Session], T], show: Callable[[T], None]) -> None:
        """Work something out off the GUI thread."""
        page, session = self._page, self._page.session
        if session is None:
            return

        def done(answer: T) -> None:
            if session is page.session:
                show(answer)

        page.context.tasks.run(
            lambda _progress: work(session), on_done=done, on_error=page.context.messages.error, owner=page
        )


def _accepted(dialog: PlainDialog) -> bool:
    """Show a dialog; what was typed can still be asked for afterwards."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    accepted = dialog.exec() == PlainDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted
