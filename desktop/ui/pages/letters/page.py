"""The letters page: how many of each kind, who gets them, how each reads, and writing them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.errors import PlannerError
from desktop.domain.letter_outputs import RunResult
from desktop.domain.letters import PreviewBlock
from desktop.domain.plan import Changes
from desktop.domain.progress import Progress
from desktop.domain.recipients import Recipient
from desktop.domain.template_check import TemplateFaulty
from desktop.paths import user_documents_dir
from desktop.texts import errors, numbers
from desktop.texts.translate import N_, _, ngettext_
from desktop.ui.messages import Offer
from desktop.ui.pages.empty import no_plan, nothing_imported
from desktop.ui.pages.letters import deeds
from desktop.ui.pages.letters.actions import LetterActions
from desktop.ui.pages.letters.answers import (
    Hard,
    LetterRow,
    LettersAnswers,
    Show,
    hardest,
    letters_answers,
)
from desktop.ui.pages.letters.columns import letter_columns
from desktop.ui.pages.letters.exact import ExactPages
from desktop.ui.pages.letters.filters import LetterFilters, reminders_hint, reminders_note
from desktop.ui.pages.letters.kinds import KindsRow
from desktop.ui.pages.letters.menu import DialogMaker, LetterMenu, open_templates
from desktop.ui.pages.letters.preview import PreviewCard
from desktop.ui.pages.letters.result import ResultCard
from desktop.ui.pages.letters.wishes import WishesButton
from desktop.ui.pages.page import Page, PageContext, PageStatus
from desktop.ui.questions import Answer, Question
from desktop.ui.tables.memory import TableMemory
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.view import RowView
from desktop.ui.tasks import Task
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import LinkButton, Look, PrimaryButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.progress import ProgressPanel
from desktop.ui.widgets.search_box import SearchBox
from desktop.workspace.session import Session

_ROOM_FOR_PREVIEW = 900
_CANCEL, _THESE, _ALL = "cancel", "these", "all"


class LettersPage(Page):
    """Who gets which letter, and why?"""

    name = "letters"
    title = N_("Letters")
    question = N_("Who gets which letter, and why?")
    scrolls = False

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.answers: LettersAnswers | None = None
        self._task: Task | None = None
        self._preview_asked = 0
        self._preview_wanted = True
        self._jumped: Hard | None = None
        self.write_button = PrimaryButton(_("Write letters…"))
        self.more = LetterMenu()
        self.wishes = WishesButton()
        self.header.add_action(self.more)
        self.header.add_action(self.wishes)
        self.header.add_action(self.write_button)
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
        for part in (self.kinds, self.notice, self._links(), self.progress, self.result):
            self.body.addWidget(part)
        self.body.addLayout(row, 1)
        self.body.setSpacing(Space.MEDIUM)
        self._connect()

    def _build_table(self) -> None:
        self.model: RowModel[LetterRow] = RowModel(
            letter_columns(), lambda row: row.recipient.supplier_id, self
        )
        self.view = RowView(self.model, _("Letters"))
        self.memory = TableMemory(self.view, "letters")
        self.search = SearchBox(_("Search in the letters"))

    def _links(self) -> QWidget:
        """Letters that something should be done about."""
        self.links = QWidget()
        row = FlowLayout(self.links, gap=Space.LARGE)
        row.addWidget(self.due_link)
        row.addWidget(self.outdated_link)
        return self.links

    def _table_card(self) -> Card:
        card = Card(padding=1)
        card.body.setSpacing(0)
        card.body.setContentsMargins(1, 1, 1, Space.TINY)
        tools = QVBoxLayout()
        tools.setContentsMargins(Space.SMALL, Space.SMALL, Space.SMALL, Space.TINY)
        tools.setSpacing(Space.SMALL)
        tools.addWidget(self.search)
        tools.addWidget(self.filters)
        card.body.addLayout(tools)
        card.body.addWidget(self.view, 1)
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
        self.search.searched.connect(self.model.search)
        self.search.left_down.connect(self.view.setFocus)
        self.view.typed.connect(self.search.type_on)
        self.view.choice_changed.connect(self._choice_changed)
        self.model.shown_changed.connect(self._tell_status)
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
        self.kinds.show_answers(answers)
        self.filters.show_answers(answers)
        self.notice.setText(_notice(answers))
        self.notice.setVisible(bool(self.notice.text()))
        self.due_link.setText(reminders_note(answers))
        self.due_link.setToolTip(reminders_hint(answers))
        self.outdated_link.setText(_outdated_note(answers))
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
        card = next((one for one in self.kinds.cards.values() if one.kind.value == filters.get("kind")), None)
        if card is not None and not card.isChecked():
            card.click()

    def focus_search(self) -> bool:
        self.search.take_focus()
        return True

    def toggle_drawer(self) -> bool:
        self._preview_wanted = self.preview.isHidden()
        self.preview.setVisible(self._preview_wanted)
        return True

    # ------------------------------------------------------------------------------------------ reading

    def _filter(self) -> None:
        kind = self.kinds.kind
        narrows = kind is not None or self.filters.chosen_wave or self.filters.chosen_state is not Show.ALL

        def keeps(row: LetterRow) -> bool:
            return (kind is None or row.recipient.kind is kind) and self.filters.keeps(row)

        self.model.keep(keeps if narrows else None)

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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done about the chosen letters."""
        place = self.view.mapFrom(self, event.pos())
        if not self.view.chosen_count() or not self.view.rect().contains(place):
            return
        self._fill_menu()
        self.filters.menu.exec(event.globalPos())

    def _fill_menu(self) -> None:
        self.filters.menu.clear()
        self.letter_actions.fill(self.filters.menu, self.view.chosen_rows())

    def _choice_changed(self) -> None:
        self._tell_status()
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
            lambda _progress: _preview(session, row.recipient), on_done=show, on_error=tell, owner=self
        )

    def _shown_letter(self) -> tuple[Session, Recipient] | None:
        row = self.view.current_row()
        return None if row is None or self.session is None else (self.session, row.recipient)

    def _show_supplier(self) -> None:
        row = self.view.current_row()
        if row is not None:
            self.context.go_to("suppliers", supplier=str(row.recipient.supplier_id))

    def _tell_status(self) -> None:
        shown, total, chosen = self.model.shown, self.model.total, self.view.chosen_count()
        rows = _("Shows {shown} of {total}").format(shown=numbers.whole(shown), total=numbers.whole(total))
        selection = _("{n} chosen").format(n=numbers.whole(chosen)) if chosen > 1 else ""
        self.set_status(PageStatus(rows=rows if total else "", selection=selection))

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
        whose = self._ask_whose()
        if not whose:
            return
        folder = self.context.messages.folder(_("Where shall the letters lie?"), user_documents_dir())
        if folder is not None:
            self.run_letters([row.recipient for row in whose], folder)

    def _ask_whose(self) -> Sequence[LetterRow]:
        """All rows; when only some are chosen or shown, ask whether those are meant."""
        everybody = self.answers.rows if self.answers else ()
        chosen = self.view.chosen_rows()
        meant = chosen if len(chosen) > 1 else self.model.shown_rows()
        some = [row for row in meant if not row.waits and not row.left_out]
        if meant and not some:
            self.context.messages.info(
                _("These are left out by hand, or they wait until the errors in the data are settled.")
            )
            return ()
        if not some or len(some) == len(everybody):
            return everybody
        these, all_of_them = numbers.whole(len(some)), numbers.whole(len(everybody))
        answer = self.context.messages.ask(
            Question(
                title=_("Which letters shall be written?"),
                text=_("You have chosen or filtered {some} of {all} letters.").format(
                    some=these, all=all_of_them
                ),
                answers=(
                    Answer(_CANCEL, _("Cancel")),
                    Answer(_ALL, _("Write all {n}").format(n=all_of_them)),
                    Answer(_THESE, _("Write these {n}").format(n=these), Look.PRIMARY),
                ),
                escape=_CANCEL,
            )
        )
        return {_CANCEL: (), _THESE: some, _ALL: everybody}[answer]

    def run_letters(self, whose: Sequence[Recipient], folder: Path) -> None:
        session = self.session
        if session is None or self._task is not None:
            return
        self.result.hide()
        count = numbers.whole(len(whose))
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


def _preview(session: object, recipient: Recipient) -> tuple[PreviewBlock, ...]:
    """Off the GUI thread: the template is opened by the first preview."""
    from desktop.workspace import letter_run
    from desktop.workspace.session import Session

    if not isinstance(session, Session):
        raise TypeError(type(session).__name__)
    return letter_run.preview(session, recipient)


def _notice(answers: LettersAnswers) -> str:
    """What else is worth knowing: who needs nothing, and letters that no longer fit."""
    parts = []
    if answers.untouched:
        parts.append(
            ngettext_(
                "{n} supplier needs no letter.", "{n} suppliers need no letter.", answers.untouched
            ).format(n=numbers.whole(answers.untouched))
        )
    if answers.stray:
        parts.append(
            ngettext_(
                "{n} supplier got a letter under an earlier choice and needs none now. Tell it.",
                "{n} suppliers got a letter under an earlier choice and need none now. Tell them.",
                answers.stray,
            ).format(n=numbers.whole(answers.stray))
        )
    return " ".join(parts)


def _outdated_note(answers: LettersAnswers) -> str:
    """How many letters are no longer right."""
    if not answers.outdated:
        return ""
    return ngettext_(
        "{n} letter is no longer right; see why.",
        "{n} letters are no longer right; see why.",
        answers.outdated,
    ).format(n=numbers.whole(answers.outdated))
