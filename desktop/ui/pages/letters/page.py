"""The letters page: how many of each kind, who gets them, how each reads, and writing them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.domain.errors import PlannerError
from desktop.domain.letter_outputs import RunResult
from desktop.domain.letter_preview import PreviewBlock
from desktop.domain.letters import LetterKind
from desktop.domain.plan import Changes
from desktop.domain.progress import Progress
from desktop.domain.recipients import Recipient
from desktop.domain.template_check import TemplateFaulty
from desktop.paths import user_documents_dir
from desktop.texts import errors, labels, numbers
from desktop.texts.translate import N_, _, ngettext_
from desktop.ui.messages import Offer
from desktop.ui.pages.empty import no_plan, nothing_imported
from desktop.ui.pages.letters import deeds, notices
from desktop.ui.pages.letters.actions import LetterActions
from desktop.ui.pages.letters.answers import (
    Hard,
    LetterRow,
    LettersAnswers,
    Show,
    hardest,
    letter_preview,
    letters_answers,
)
from desktop.ui.pages.letters.columns import letter_columns
from desktop.ui.pages.letters.exact import ExactPages
from desktop.ui.pages.letters.filters import LetterFilters, reminders_hint, reminders_note, show_name
from desktop.ui.pages.letters.first_tasks import FirstTasks
from desktop.ui.pages.letters.kinds import KindsRow
from desktop.ui.pages.letters.menu import DialogMaker, LetterMenu, open_templates
from desktop.ui.pages.letters.preview import PreviewCard
from desktop.ui.pages.letters.result import ResultCard
from desktop.ui.pages.letters.wishes import WishesButton
from desktop.ui.pages.page import PageContext
from desktop.ui.pages.page_memory import FilterState
from desktop.ui.pages.saved_filters import SavedFilters
from desktop.ui.pages.table_card import TableCard
from desktop.ui.pages.table_page import TablePage
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.view import RowView
from desktop.ui.tasks import Task
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.progress import ProgressPanel
from desktop.ui.widgets.search_box import SearchBox
from desktop.workspace.session import Session


class LettersPage(TablePage):
    """Who gets which letter, and why?"""

    name = "letters"
    title = N_("Letters")
    question = N_("Who gets which letter, and why?")

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.answers: LettersAnswers | None = None
        self._task: Task | None = None
        self._preview_asked = 0
        self._jumped: Hard | None = None
        self.write_button = PrimaryButton(_("Write letters…"))
        self.more = LetterMenu()
        self.wishes = WishesButton()
        self.header.add_action(self.more)
        self.header.add_action(self.wishes)
        self.header.add_action(self.write_button)
        self.first_tasks = FirstTasks(context)
        self.kinds = KindsRow()
        self.filters = LetterFilters()
        self.letter_actions = LetterActions(self)
        self.notice = PlainLabel("", muted=True)
        self.due_link, self.outdated_link = LinkButton(""), LinkButton("")
        self.show_dialog: Callable[[PlainDialog], bool] = lambda dialog: bool(dialog.exec())
        self.progress = ProgressPanel()
        self.result = ResultCard()
        self.preview = PreviewCard()
        self.exact = ExactPages(self.preview.exact, context, self, self._shown_letter)
        self._build_table()
        row = QHBoxLayout()
        row.setSpacing(Space.LARGE)
        row.addWidget(self._table_card(), 4)
        row.addWidget(self.preview, 3)
        for part in (self.first_tasks, self.kinds, self.notice, self._links(), self.progress, self.result):
            self.body.addWidget(part)
        self.body.addLayout(row, 1)
        self.body.setSpacing(Space.MEDIUM)
        self._connect()
        self.recall_filter()

    def _build_table(self) -> None:
        self.model: RowModel[LetterRow] = RowModel(
            letter_columns(), lambda row: row.recipient.supplier_id, self
        )
        self.view = RowView(self.model, _("Letters"))
        self.memory = self.add_table(self.view, "letters")
        self.search = SearchBox(_("Search in the letters"))
        self.saved_filters = SavedFilters(self.remembered, self)

    def _links(self) -> QWidget:
        """Letters that something should be done about."""
        self.links = QWidget()
        row = FlowLayout(self.links, gap=Space.LARGE)
        row.addWidget(self.due_link)
        row.addWidget(self.outdated_link)
        return self.links

    def _table_card(self) -> TableCard:
        card = TableCard()
        card.add_tools(self.saved_filters, (self.search, 1), first=True)
        card.add_tools((self.filters, 1))
        card.add(self.make_filter_bar())
        card.add(self.view, share=1)
        return card

    def _connect(self) -> None:
        self.write_button.clicked.connect(self.write)
        self.kinds.picked.connect(lambda _kind: self._filter())
        self.filters.changed.connect(self._filter)
        self.filters.jump.connect(self._jump)
        self.due_link.clicked.connect(lambda: self.filters.choose_state(Show.DUE))
        self.outdated_link.clicked.connect(lambda: self.filters.choose_state(Show.OUTDATED))
        self.letter_actions.marked.connect(lambda state: deeds.mark(self, state))
        self.letter_actions.decided.connect(lambda value: deeds.decide(self, value))
        self.letter_actions.supplier_asked.connect(self._show_supplier)
        self.filters.menu.aboutToShow.connect(self._fill_menu)
        self.more.later_asked.connect(lambda kind: deeds.write_later(self, kind))
        self.more.plan_letter_asked.connect(lambda kind: deeds.write_plan_letter(self, kind))
        self.more.dialog_asked.connect(self._open)
        self.kinds.settle.connect(lambda: self.context.go_to("suppliers", undecided="yes"))
        self.kinds.correct.connect(lambda: self.context.go_to("quality", view="look"))
        self.use_search(self.search, self.view)
        self.saved_filters.taken.connect(self.use_filter)
        self.progress.cancelled.connect(self._cancel)
        self.result.municipality_asked.connect(self.context.edit_municipality)
        self.preview.supplier.clicked.connect(self._show_supplier)

    # ------------------------------------------------------------------------------- what the window tells

    def refresh(self, changes: Changes | None) -> None:
        del changes  # every change can move a letter
        self.write_button.setEnabled(False)
        if self.session is None:
            self.answers = None
            text = _("Here you see who gets which letter, read them, and write them all at once.")
            self.set_empty(no_plan(self.context, "letters", text))
            return
        self.ask(letters_answers, self._show)

    def _show(self, answers: LettersAnswers) -> None:
        self.answers = answers
        self.set_empty(self._empty_state(answers))
        self.write_button.setVisible(answers.choice is not None)
        self.write_button.setEnabled(bool(answers.rows) and self._task is None)
        self.more.setVisible(answers.choice is not None)
        self.more.show_answers(answers)
        self.first_tasks.show_turns(answers.turns)
        self.kinds.show_answers(answers)
        self.filters.show_answers(answers)
        self.notice.setText(notices.notice(answers))
        self.notice.setVisible(bool(self.notice.text()))
        self.due_link.setText(reminders_note(answers))
        self.due_link.setToolTip(reminders_hint(answers))
        self.outdated_link.setText(notices.outdated_note(answers))
        for link in (self.due_link, self.outdated_link):
            link.setVisible(bool(link.text()))
        self.links.setVisible(bool(self.due_link.text() or self.outdated_link.text()))
        self.model.set_rows(answers.everybody)
        self._filter()

    def _empty_state(self, answers: LettersAnswers) -> EmptyState | None:
        if not answers.any_active:
            return nothing_imported(
                self.context,
                "letters",
                _("Here the letters will stand"),
                _(
                    "When suppliers and invoices have been imported and the EAN number is chosen, the "
                    "program knows who must be written to, and about what."
                ),
            )
        if answers.choice is None:
            step = PrimaryButton(_("Go to the EAN choice"), icon="choice")
            step.clicked.connect(lambda _checked=False: self.context.go_to("choice"))
            return EmptyState(
                "letters",
                _("Choose the EAN number first"),
                _(
                    "Who gets which letter follows from the choice: who must leave a number, who must use "
                    "another one, and who must send one invoice per citizen."
                ),
                primary=step,
            )
        if not answers.everybody and not answers.undecided:
            return EmptyState(
                "check-circle",
                _("Nobody needs a letter"),
                _("With your choice every supplier can go on as today."),
            )
        return None

    def apply_filters(self, **filters: str) -> None:
        """Show one kind of letter (`kind`), a state (`state`), a wave (`wave`), or search (`search`)."""
        self.search.setText(filters.get("search", ""))
        state, wave = filters.get("state", ""), filters.get("wave", "")
        if state in tuple(Show):
            self.filters.choose_state(Show(state))
        if wave.isdecimal():
            self.filters.choose_wave(int(wave))
        if filters.get("kind") in set(LetterKind):
            self.kinds.choose(LetterKind(filters["kind"]))

    def toggle_drawer(self) -> bool:
        self.want_drawer(wanted=self.preview.isHidden())
        return True

    def show_panels(self) -> None:
        """The letter stands beside the table also while none is chosen: it says what will be there."""
        self.preview.setVisible(self.drawer_wanted)

    # ------------------------------------------------------------------------------------------ reading

    def _filter(self) -> None:
        kind = self.kinds.kind
        narrows = kind is not None or self.filters.chosen_wave or self.filters.chosen_state is not Show.ALL

        def keeps(row: LetterRow) -> bool:
            return (kind is None or row.recipient.kind is kind) and self.filters.keeps(row)

        self.model.keep(keeps if narrows else None)
        self.filter_changed()

    def filter_changed(self) -> None:
        left_out = bool(self.filters.chosen_wave)
        self.saved_filters.show_state(self.filter_state(), self._words_of_any_plan(), left_out=left_out)
        super().filter_changed()

    def filter_state(self) -> FilterState:
        kind, state = self.kinds.kind, self.filters.chosen_state
        found = {"kind": kind.value if kind else "", "state": "" if state is Show.ALL else state.value}
        return {key: (value,) for key, value in found.items() if value}

    def use_filter(self, state: FilterState) -> None:
        shown, kind = (next(iter(state.get(key, ())), "") for key in ("state", "kind"))
        self.filters.choose_wave(0)
        self.filters.choose_state(Show(shown) if shown in set(Show) else Show.ALL)
        self.kinds.choose(LetterKind(kind) if kind in set(LetterKind) else None)

    def filter_words(self) -> str:
        wave = self.filters.chosen_wave
        named = self.answers.wave_name(wave) if wave and self.answers is not None else ""
        words = (self._words_of_any_plan(), named)
        return ", ".join(word for word in words if word)

    def _words_of_any_plan(self) -> str:
        """The filter without the wave, which is one plan's."""
        kind, state = self.kinds.kind, self.filters.chosen_state
        words = (labels.letter_kind(kind) if kind else "", "" if state is Show.ALL else show_name(state))
        return ", ".join(word for word in words if word)

    def _jump(self, what: Hard) -> None:
        """Go to the next difficult letter among those shown; after the last one begin again."""
        found = [row.recipient.supplier_id for row in hardest(self.model.shown_rows(), what)]
        if not found:
            self.context.messages.info(_("None of the letters shown is of that kind."))
            return
        row = self.view.current_row()
        here = row.recipient.supplier_id if row is not None else None
        place = found.index(here) + 1 if here in found and self._jumped is what else 0
        self._jumped = what
        self.view.choose([found[place % len(found)]])

    def fill_menu(self, menu: QMenu, view: RowView[Any]) -> None:
        """What can be done about the chosen letters."""
        self.letter_actions.fill(menu, view.chosen_rows())

    def _fill_menu(self) -> None:
        self.filters.menu.clear()
        self.letter_actions.fill(self.filters.menu, self.view.chosen_rows())

    def choice_changed(self) -> None:
        super().choice_changed()
        self.filters.do.setEnabled(bool(self.view.chosen_count()))
        self._preview_asked += 1
        row = self.view.current_row()
        session, asked = self.session, self._preview_asked
        if row is None or session is None:
            self.preview.show_nothing()
            return
        self.preview.show_row(row)

        def show(blocks: tuple[PreviewBlock, ...]) -> None:
            if asked == self._preview_asked:
                self.preview.show_blocks(blocks)

        def tell(error: Exception) -> None:
            if not isinstance(error, PlannerError):
                self.context.messages.error(error)
            elif asked == self._preview_asked:
                self.preview.show_trouble(errors.sentence(error))

        self.context.tasks.run(
            lambda _progress: letter_preview(session, row.recipient), on_done=show, on_error=tell, owner=self
        )

    def _shown_letter(self) -> tuple[Session, Recipient] | None:
        row = self.view.current_row()
        return None if row is None or self.session is None else (self.session, row.recipient)

    def _show_supplier(self) -> None:
        row = self.view.current_row()
        if row is not None:
            self.context.go_to("suppliers", supplier=str(row.recipient.supplier_id))

    def _open(self, make: DialogMaker) -> None:
        """One of the menu's dialogs."""
        if self.session is not None:
            make(self)

    # ------------------------------------------------------------------------------------------ writing

    def failed(self, error: Exception) -> None:
        """Trouble with a template of one's own can be looked at right away."""
        offer = None
        if isinstance(error, TemplateFaulty):
            offer = Offer(_("Letter templates…"), lambda: self._open(open_templates))
        self.context.messages.error(error, offer=offer)

    def write(self) -> None:
        """Ask whose and where, and write the letters; the plan remembers the finished ones."""
        whose = deeds.ask_whose(self)
        if not whose:
            return
        folder = self.context.messages.folder(_("Where shall the letters lie?"), user_documents_dir())
        if folder is not None:
            self.run_letters([row.recipient for row in whose], folder)

    def run_letters(self, whose: Sequence[Recipient], folder: Path) -> None:
        session = self.session
        if session is None or self._task is not None:
            return
        self.result.hide()
        count = numbers.whole(len(whose))
        had_keyboard = self.write_button.hasFocus()
        self.write_button.setEnabled(False)
        self.progress.start(
            ngettext_("Writing {n} letter…", "Writing {n} letters…", len(whose)).format(n=count)
        )

        wishes = self.wishes.wishes

        def work(progress: Progress) -> RunResult:
            from desktop.workspace.letter_outputs import write_everything

            return write_everything(session, folder, wishes, recipients=whose, progress=progress)

        def done(result: RunResult) -> None:
            self._over()
            self.result.show_result(result.letters, folder, result)
            if had_keyboard and self.result.open_button.isVisible():
                self.result.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

        def failed(error: Exception) -> None:
            self._over()
            self.failed(error)

        task = self.context.tasks.run(
            work,
            on_done=done,
            on_error=failed,
            on_progress=self.progress.report,
            on_cancelled=self._over,
            owner=self,
        )
        # An inline runner is over before it returns.
        self._task = task if task.running else None
        self.write_button.setEnabled(self._task is None)

    @property
    def is_writing(self) -> bool:
        return self._task is not None

    def _over(self) -> None:
        self._task = None
        self.progress.stop()
        self.write_button.setEnabled(bool(self.answers and self.answers.rows))

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
