"""The choice page: the answer first, what it rests on one click away, and the choice itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.domain.choice_gaps import STOPS, Gap
from desktop.domain.errors import NotInPlan
from desktop.domain.plan import Changes
from desktop.domain.scenarios import OpenSuppliers, Premises
from desktop.domain.sensitivity import TurningPoint, turning_points
from desktop.texts import choice_gaps as gap_texts
from desktop.texts import recommendation as recommendation_texts
from desktop.texts import scenarios as scenario_texts
from desktop.texts.translate import N_, _
from desktop.ui.pages.choice.answers import ChoiceAnswers, choice_answers
from desktop.ui.pages.choice.cards import ChosenBanner
from desktop.ui.pages.choice.dialog import ChoiceDialog
from desktop.ui.pages.choice.note import NoteMaker
from desktop.ui.pages.choice.segments import (
    AnswerPart,
    AssumptionsPart,
    ContactsPart,
    Part,
    ReadyPart,
    ScenariosPart,
)
from desktop.ui.pages.empty import no_plan, nothing_imported
from desktop.ui.pages.page import Page, PageContext
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.segments import Segments
from desktop.workspace.session import Session

if TYPE_CHECKING:
    from desktop.ui.paper import Paper

_TYPING_MS = 300
"""What takes longer than the figures waits until the typing rests: turning points, and another period."""
_TASKS = "tasks"


class ChoicePage(Page):
    """Shall KP take over an EAN number, or have a new one?"""

    name = "choice"
    title = N_("EAN choice")
    question = N_("Shall KP take over an EAN number you already use, or have one of its own?")

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.answers: ChoiceAnswers | None = None
        self.premises = Premises()
        self._reuse_ean = ""
        self._just_chosen = False
        self.note_maker = NoteMaker(context)
        self.note_button = Button(_("Memo"), hint=_("A memo to decide on, as a Word document"))
        self.note_menu = QMenu(self)
        self.note_menu.addAction(_("Write the memo…")).triggered.connect(self.make_note)
        self.note_menu.addAction(_("Edit the template…")).triggered.connect(self.note_maker.edit_template)
        self.note_button.setMenu(self.note_menu)
        self.choose_button = PrimaryButton(_("Choose…"))
        self.choose_button.clicked.connect(lambda _checked=False: self.choose(""))
        self.header.add_action(self.note_button)
        self.header.add_action(self.choose_button)
        self._build_parts()
        self._resting = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._resting.timeout.connect(self._typing_rests)
        self._connect()

    def _build_parts(self) -> None:
        self.answer, self.contacts = AnswerPart(), ContactsPart()
        self.assumed, self.scenarios, self.readiness = AssumptionsPart(), ScenariosPart(), ReadyPart()
        self.parts: dict[str, Part] = {
            "answer": self.answer,
            "contacts": self.contacts,
            "assumptions": self.assumed,
            "scenarios": self.scenarios,
            "ready": self.readiness,
        }
        titles = {
            "answer": _("The answer"),
            "contacts": _("Who gets a letter?"),
            "assumptions": _("Assumptions"),
            "scenarios": _("Scenarios"),
            "ready": _("Ready for all at once?"),
        }
        self.segments = Segments(_("Parts of the page"), tuple(titles.items()))
        self.body.addWidget(self.segments)
        for part in self.parts.values():
            self.body.addWidget(part)
        self._out_of_date = set(self.parts)
        # What the parts hold is looked for on the page itself by those who drive it.
        self.banner, self.moved, self.cards = self.answer.banner, self.answer.moved, self.answer.cards
        self.uncertain, self.reasons = self.answer.uncertain, self.answer.reasons
        self.tipping, self.eans = self.contacts.tipping, self.contacts.eans
        self._show_part("answer")

    def _connect(self) -> None:
        self.segments.picked.connect(self._show_part)
        for card in self.cards:
            card.picked.connect(self.choose)
            card.other_ean.connect(self.show_reuse_of)
        self.banner.again.connect(lambda: self.choose(""))
        self.banner.back.connect(self._take_back)
        self.moved.again.connect(lambda: self.choose(""))
        self.uncertain.settle.connect(lambda: self.context.go_to("suppliers", undecided="yes"))
        panel, board = self.assumed.panel, self.scenarios.board
        panel.changed.connect(self.assume)
        panel.open_suppliers.connect(self._take_open)
        panel.reset.connect(lambda: self.use(Premises()))
        board.saved.connect(self._save)
        board.taken.connect(self.take_over)
        board.picked.connect(self._choose_from)
        board.removed.connect(self._remove)
        self.readiness.ready.task_opened.connect(self._open_task)

    # ------------------------------------------------------------------------------- what the window tells

    def show_session(self, session: Session | None) -> None:
        self.premises = Premises()
        self._reuse_ean = ""
        super().show_session(session)

    def refresh(self, changes: Changes | None) -> None:
        del changes  # every change of suppliers, invoices or decisions moves the figures
        self.choose_button.setEnabled(False)
        self.note_button.setEnabled(False)
        if self.session is None:
            self.answers = None
            text = _("Here the ways to go stand side by side, in your own figures.")
            self.set_empty(no_plan(self.context, "choice", text))
            return
        premises = self.premises
        self.ask(lambda session: choice_answers(session, premises), self._show)

    def apply_filters(self, **filters: str) -> None:
        """`part`: one of the parts of the page."""
        part = filters.get("part", "")
        if part in self.parts:
            self._show_part(part)

    def _show(self, answers: ChoiceAnswers) -> None:
        self.answers = answers
        if not answers.comparison.options or answers.recommendation is None:
            self.set_empty(self._with_the_choice(self._nothing_to_weigh(answers), answers))
            return
        self.set_empty(None)
        self.choose_button.setEnabled(True)
        self.note_button.setEnabled(True)
        # With a choice made the next step is elsewhere; choosing again stands in the banner.
        self.choose_button.setVisible(answers.choice is None)
        keep = self._reuse_ean if self._reuse_ean in answers.reusable else ""
        self.segments.buttons["ready"].setVisible(bool(answers.reusable))
        self.readiness.linked = self._there_are_tasks()
        self.show_reuse_of(keep or answers.best_reuse())
        self._resting.start()
        if self._just_chosen and answers.choice is not None:
            self._just_chosen = False
            self._confirm()

    def _confirm(self) -> None:
        """The choice is told at the top, and the keyboard is where it can be thought over again."""
        if not self.isVisible():
            return
        self._show_part("answer")
        self.scroll_to_top()
        self.banner.again_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _with_the_choice(self, empty: EmptyState, answers: ChoiceAnswers) -> EmptyState:
        """What has been chosen stands there whatever the figures say; there is nothing to choose among."""
        layout = empty.layout()
        if answers.choice is not None and isinstance(layout, QVBoxLayout):
            banner = ChosenBanner()
            banner.show_choice(answers.choice)
            banner.again_button.hide()
            banner.back.connect(self._take_back)
            layout.insertWidget(0, banner)
        return empty

    def _nothing_to_weigh(self, answers: ChoiceAnswers) -> EmptyState:
        gap = next(iter(answers.gaps), None)
        if gap is None:
            text = recommendation_texts.headline(None, answers.comparison)
            return nothing_imported(
                self.context, "choice", _("Here the options will stand side by side"), text
            )
        title, text = gap_texts.title(gap), gap_texts.sentence(gap)
        if gap.gap in STOPS:
            return nothing_imported(self.context, "choice", title, text)
        if gap.gap is Gap.NONE_CAN_SPLIT:
            step = PrimaryButton(_("Show collective invoices"))
            step.clicked.connect(lambda _checked=False: self.context.go_to("collective"))
        else:
            step = PrimaryButton(_("Show the suppliers"))
            step.clicked.connect(lambda _checked=False: self.context.go_to("suppliers"))
        return EmptyState("choice", title, text, primary=step)

    def show_reuse_of(self, ean: str) -> None:
        """Let the card of reuse, and the tipping point, be about this EAN number."""
        self._reuse_ean = ean
        self._out_of_date = set(self.parts)
        self._show_part(self.segments.current)

    def _show_part(self, name: str) -> None:
        """Show one part; it is drawn only when it is looked at."""
        self.segments.pick(name)
        for key, part in self.parts.items():
            part.setVisible(key == name)
        if self.answers is not None and name in self._out_of_date and self._is_filled():
            self._out_of_date.discard(name)
            self.parts[name].show_answers(self.answers, self._reuse_ean)

    def _is_filled(self) -> bool:
        return self.answers is not None and self.answers.recommendation is not None

    # ------------------------------------------------------------------------------- assumptions

    def assume(self, key: str, value: float) -> None:
        """Change one assumption; the figures answer at once."""
        assumptions = self.premises.assumptions.with_value(key, value)
        self.premises = replace(self.premises, assumptions=assumptions, scenario="")
        if self.answers is not None and key != "window_months":
            self._redraw(self.answers.under(assumptions))
        self._resting.start()

    def use(self, premises: Premises) -> None:
        """Let these premises be in force."""
        self.premises = premises
        self.refresh(None)

    def _redraw(self, answers: ChoiceAnswers) -> None:
        premises = self.premises
        self.answers = replace(answers, premises=premises)
        self._out_of_date = set(self.parts)
        self._show_part(self.segments.current)

    def _typing_rests(self) -> None:
        answers = self.answers
        if answers is None:
            return
        assumptions = self.premises.assumptions
        if assumptions["window_months"] != answers.counted_months:
            self.refresh(None)
            return

        def show(points: tuple[TurningPoint, ...]) -> None:
            if self.premises.assumptions is assumptions:
                self.assumed.turning.show_points(points)

        # Not through `ask`: this question must not overtake one about the plan itself.
        self.context.tasks.run(
            lambda _progress: turning_points(answers.comparison, assumptions), on_done=show, owner=self
        )

    def _take_open(self, taken: OpenSuppliers) -> None:
        self.use(replace(self.premises, open_suppliers=taken, scenario=""))

    # ------------------------------------------------------------------------------- scenarios

    def _save(self, name: str) -> None:
        from desktop.workspace.operations.scenarios import SaveScenario

        used = self.premises
        self.premises = replace(used, scenario=name)
        saved = SaveScenario(name, used.assumptions.changed, used.open_suppliers, used.what_if)
        if not self.context.run(saved):
            self.premises = used

    def _remove(self, name: str) -> None:
        from desktop.workspace.operations.scenarios import RemoveScenario

        if self.premises.scenario == name:
            self.premises = replace(self.premises, scenario="")
        self.context.run(RemoveScenario(name))

    def take_over(self, name: str) -> None:
        """Let the assumptions of a scenario be in force."""
        scenario = self._scenario(name)
        if scenario is not None:
            self.use(scenario)

    def _scenario(self, name: str) -> Premises | None:
        from desktop.workspace import scenarios

        if self.session is None:
            return None
        try:
            return Premises.of(scenarios.scenario(self.session, name))
        except NotInPlan as error:
            self.context.messages.error(error)
            return None

    def _choose_from(self, name: str) -> None:
        answers = self.answers
        found = (
            next((one for one in answers.beside if one.scenario and one.scenario.name == name), None)
            if answers
            else None
        )
        if found is not None:
            self.choose(found.recommendation.key if found.recommendation else "", scenario=name)

    # ------------------------------------------------------------------------------- what the user does

    def choose(self, picked: str, *, scenario: str = "") -> None:
        """Ask for the choice, with an option marked: the picked one, the one in force, or the recommended.

        Args:
            scenario: the choice is made from it, and the reason names it; the one in force when "".
        """
        answers = self.answers
        if answers is None:
            return
        marked = picked or (answers.choice.option if answers.choice else "")
        if not marked and answers.recommendation is not None:
            marked = answers.recommendation.key
        dialog = ChoiceDialog(answers, marked, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        accepted = dialog.exec() == ChoiceDialog.DialogCode.Accepted
        option, new_ean, reason = dialog.option, dialog.new_ean if accepted else "", dialog.reason
        dialog.deleteLater()
        named = scenario or self.premises.scenario
        if accepted:
            self._just_chosen = True
            self._run(option, new_ean, scenario_texts.reason(named, reason) if named else reason)

    def _run(self, option: str, new_ean: str, reason: str) -> None:
        from desktop.workspace.operations import ChooseEan

        self.context.run(ChooseEan(option, new_ean, reason))

    def _take_back(self) -> None:
        self._run("", "", "")

    def make_note(self) -> None:
        """Write the decision note of what is on the page."""
        if self.session is not None and self.answers is not None:
            self.note_maker.make(self.session, self.premises, self._reuse_ean)

    def paper(self) -> Paper | None:
        from desktop.ui.pages.choice.printing import choice_paper

        if self.answers is None or self.session is None or not self.answers.comparison.options:
            return None
        return choice_paper(self.answers, self.session.today)

    def _there_are_tasks(self) -> bool:
        from desktop.ui.page_host import PAGES

        return any(spec.name == _TASKS for spec in PAGES)

    def _open_task(self, key: str) -> None:
        if self._there_are_tasks():
            self.context.go_to(_TASKS, task=key)
