"""Where does the work begin, and where does it go on? A welcome without a plan, the next step with one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from desktop.texts.translate import N_, _
from desktop.ui.pages.page import Page, PageContext
from desktop.ui.pages.start_welcome import Welcome

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QShowEvent

    from desktop.domain.plan import Changes
    from desktop.ui.pages.journey import StepAction
    from desktop.ui.pages.start_facts import StartFacts
    from desktop.ui.pages.start_progress import ProgressView


class StartPage(Page):
    """The first page of the rail."""

    name = "start"
    title = N_("Start")
    question = N_("How far are you, and what comes next?")

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._shown_on: date | None = None
        self.welcome = Welcome(context)
        self.body.addWidget(self.welcome)
        self._show_plan(False)

    @cached_property
    def progress(self) -> ProgressView:
        """What is shown of a plan; made for the first one, so that the window is painted without it."""
        from desktop.ui.pages.start_progress import ProgressView

        view = ProgressView(self.context, self.do)
        view.tour_ended.connect(self._end_tour)
        self.body.addWidget(view)
        return view

    def refresh(self, changes: Changes | None) -> None:  # noqa: ARG002 - any change may move a step
        self._show_plan(self.session is not None)
        if self.session is None:
            self.welcome.show_recent()
        else:
            from desktop.ui.pages.start_facts import facts_of

            wanted = self.context.tour_wanted()
            self.ask(lambda session: facts_of(session, with_tour=wanted), self._show)

    def do(self, action: StepAction) -> None:
        """Go where a step is done."""
        from desktop.ui.pages.journey import StepAction

        where: dict[StepAction, tuple[str, dict[str, str]]] = {
            StepAction.SETTLE: ("suppliers", {"undecided": "yes"}),
            StepAction.CHOOSE: ("choice", {}),
            StepAction.PLAN: ("rollout", {}),
            StepAction.WRITE: ("letters", {}),
            StepAction.SEND: ("letters", {"state": "not_sent"}),
            StepAction.REMIND: ("letters", {"state": "due"}),
            StepAction.TASKS: ("tasks", {}),
        }
        if action in (StepAction.IMPORT, StepAction.FOLLOW):
            self.context.import_files(())
        elif action is StepAction.DETAILS:
            self.context.edit_municipality()
        else:
            page, filters = where[action]
            self.context.go_to(page, **filters)

    def showEvent(self, event: QShowEvent) -> None:
        """The next morning other things are due, though nothing has changed."""
        super().showEvent(event)
        if self.session is not None and self._shown_on not in (None, self.session.today):
            self.refresh(None)

    def _end_tour(self) -> None:
        self.context.end_tour()
        self.refresh(None)

    def _show_plan(self, there: bool) -> None:
        self.show_header(there)
        if self.welcome.isHidden() is not there:
            # Shown anew, the whole page would be laid out before it has its place in the window.
            self.welcome.setVisible(not there)
        if there or "progress" in vars(self):
            self.progress.setVisible(there)

    def _show(self, facts: StartFacts) -> None:
        self._shown_on = facts.today
        self.header.title.setText(facts.municipality.name or _("New plan"))
        self.progress.show_facts(facts)
