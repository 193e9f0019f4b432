"""Where does the work begin, and where does it go on? A welcome without a plan, the next step with one."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.plan import Changes, Municipality, Source
from desktop.texts.translate import N_, _
from desktop.ui.pages.journey import Step, StepAction, journey
from desktop.ui.pages.page import Page, PageContext
from desktop.ui.pages.start_progress import ProgressView
from desktop.ui.pages.start_welcome import Welcome
from desktop.workspace.overview import Overview
from desktop.workspace.session import Session


@dataclass(frozen=True, slots=True)
class StartFacts:
    """What the page shows of a plan."""

    municipality: Municipality
    overview: Overview
    sources: tuple[Source, ...]
    steps: tuple[Step, ...]
    days_to_go_live: int | None


def facts_of(session: Session) -> StartFacts:
    """Ask the plan everything the page shows."""
    municipality = session.municipality
    overview = session.overview()
    days = (municipality.go_live - session.today).days if municipality.go_live else None
    return StartFacts(municipality, overview, session.sources(), journey(overview), days)


class StartPage(Page):
    """The first page of the rail."""

    name = "start"
    title = N_("Start")
    question = N_("How far are you, and what comes next?")

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.welcome = Welcome(context)
        self.progress = ProgressView(context, self.do)
        self.body.addWidget(self.welcome)
        self.body.addWidget(self.progress)
        self._show_plan(False)

    def refresh(self, changes: Changes | None) -> None:  # noqa: ARG002 - any change may move a step
        self._show_plan(self.session is not None)
        if self.session is None:
            self.welcome.show_recent()
        else:
            self.ask(facts_of, self._show)

    def do(self, action: StepAction) -> None:
        """Go where a step is done."""
        if action is StepAction.IMPORT:
            self.context.import_files(())
        elif action is StepAction.SETTLE:
            self.context.go_to("suppliers", undecided="yes")
        elif action is StepAction.CHOOSE:
            self.context.go_to("choice")
        else:
            self.context.go_to("letters")

    def _show_plan(self, there: bool) -> None:
        self.show_header(there)
        self.welcome.setVisible(not there)
        self.progress.setVisible(there)

    def _show(self, facts: StartFacts) -> None:
        self.header.title.setText(facts.municipality.name or _("New plan"))
        self.progress.show_facts(facts)
