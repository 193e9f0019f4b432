"""The page of the tasks: how far, what next, board, list and timeline, and a panel for each task."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.checklist import ChecklistTask, TaskState, TaskStatus
from desktop.domain.errors import PeriodTrouble
from desktop.domain.plan import Changes
from desktop.texts import checklist, checklist_page
from desktop.texts.translate import N_, _, ngettext_
from desktop.ui.pages.empty import no_plan
from desktop.ui.pages.page import PageContext
from desktop.ui.pages.page_memory import FilterState
from desktop.ui.pages.table_page import TablePage
from desktop.ui.pages.tasks.answers import TasksAnswers, answer
from desktop.ui.pages.tasks.board import Board
from desktop.ui.pages.tasks.columns import TaskFilter, shows, task_columns
from desktop.ui.pages.tasks.drawer import TaskDrawer
from desktop.ui.pages.tasks.headline import HeadlineCard
from desktop.ui.pages.tasks.own_tasks import OwnTasks
from desktop.ui.pages.tasks.taking_away import TakingAway
from desktop.ui.pages.tasks.timeline import TaskTimeline
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.view import RowView
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.drawer import ScrollPane
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.search_box import SearchBox
from desktop.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from desktop.ui.paper import Paper


class View(StrEnum):
    """How the tasks are shown."""

    BOARD = "board"
    LIST = "list"
    TIMELINE = "timeline"


class TasksPage(TablePage):
    """What must be done before go-live?"""

    name = "tasks"
    title = N_("Tasks")
    question = N_("What must be done before KP receives your invoices, by whom and when?")

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.answers: TasksAnswers | None = None
        self.trial: date | None = None
        self._wanted = ""
        self._titles: dict[str, str] = {}
        self.away = TakingAway(self)
        self._build_head()
        self._build_views()
        self._lay_out()
        self._connect()
        self.recall_filter()

    # ------------------------------------------------------------------------------------------- parts

    def _build_head(self) -> None:
        self.export_button = Button(_("Take with you"), icon="export", hint=_("Excel, calendar or paper"))
        menu = QMenu(self.export_button)
        for text, act in (
            (_("To &Excel…"), self._to_spreadsheet),
            (_("To the &calendar (.ics)…"), self._to_calendar),
            (_("&Print…"), self._print),
        ):
            action = menu.addAction(text)
            action.triggered.connect(lambda _checked=False, do=act: do())
        self.export_button.setMenu(menu)
        self.new_button = Button(_("New task…"), icon="plus", hint=_("A task of your own (Ctrl+Shift+N)"))
        self.header.add_action(self.export_button)
        self.header.add_action(self.new_button)
        self.erp_banner = Banner()
        self.erp_banner.close_button.hide()
        self.headline = HeadlineCard()

    def _build_views(self) -> None:
        self.board = Board()
        self.model: RowModel[ChecklistTask] = RowModel(task_columns(self._titles), lambda row: row.key, self)
        self.view = RowView(self.model, _("Tasks"))
        self.memory = self.add_table(self.view, "tasks")
        self.timeline = TaskTimeline()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.board)
        self.stack.addWidget(_filled(self.view))
        self.stack.addWidget(self._timeline_card())
        self.views = Segments(
            _("Show as"),
            (
                (View.BOARD.value, _("Board")),
                (View.LIST.value, _("List")),
                (View.TIMELINE.value, _("Timeline")),
            ),
        )
        self.filters = Segments(
            _("Show tasks"),
            (
                (TaskFilter.ALL.value, _("All")),
                (TaskFilter.LEFT.value, _("Left to do")),
                (TaskFilter.CONFLICT.value, _("To look at")),
                (TaskFilter.SETTLED.value, _("Finished")),
            ),
        )
        self.search = SearchBox(_("Search in the tasks …"))
        self.drawer = TaskDrawer()

    def _timeline_card(self) -> Card:
        card = Card(padding=Space.MEDIUM)
        note = _("Shaded days are holidays and the weeks you close. An arrow means: ended earlier.")
        card.body.addWidget(ScrollPane(self.timeline), 1)
        card.body.addWidget(PlainLabel(note, size=TextSize.CAPTION, muted=True))
        return card

    def _lay_out(self) -> None:
        self.body.setSpacing(Space.MEDIUM)
        tools = QHBoxLayout()
        tools.setSpacing(Space.LARGE)
        tools.addWidget(self.views, 3)
        tools.addWidget(self.search, 2, Qt.AlignmentFlag.AlignTop)
        left = QVBoxLayout()
        left.setSpacing(Space.SMALL)
        left.addLayout(tools)
        left.addWidget(self.filters)
        left.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setSpacing(Space.LARGE)
        row.addLayout(left, 1)
        row.addWidget(self.drawer)
        self.body.addWidget(self.erp_banner)
        self.body.addWidget(self.headline)
        self.body.addLayout(row, 1)
        self.show_view(View.BOARD)

    def _connect(self) -> None:
        self.own = OwnTasks(self, self.stack)
        self.new_button.clicked.connect(lambda _checked=False: self.add_own())
        self.headline.task_asked.connect(self.open_task)
        self.headline.trial_asked.connect(self.try_go_live)
        self.headline.trial_ended.connect(lambda: self.try_go_live(None))
        self.headline.trial_taken.connect(self._take_trial)
        self.views.picked.connect(lambda key: self.show_view(View(key)))
        self.filters.picked.connect(lambda _key: self._show_rows())
        self.use_search(self.search, self.view)
        self.use_drawer(self.drawer, self.drawer.head.status.setFocus)
        self.drawer.closed.connect(self.take_keyboard)
        self.board.opened.connect(self.open_task)
        self.board.moved.connect(self._move)
        self.view.opened.connect(self.open_drawer)
        self.timeline.opened.connect(self.open_task)
        self.drawer.changed.connect(self._change)
        self.drawer.task_asked.connect(self.open_task)
        self.drawer.mail_asked.connect(self._mail)
        self.drawer.edit_asked.connect(self.own.edit)
        self.drawer.remove_asked.connect(self.own.remove)

    # ------------------------------------------------------------------------------- what the window tells

    def show_session(self, session: object) -> None:
        """Another plan: nothing is tried, no task is open."""
        self.trial = None
        self._wanted = ""
        self.headline.clear_trial()
        self.show_panels()
        super().show_session(session)  # type: ignore[arg-type]  # as the base has it

    def refresh(self, changes: Changes | None) -> None:
        del changes  # waves, choice, municipality, letters: nearly everything moves a date or a task
        has_plan = self.session is not None
        self.new_button.setEnabled(has_plan)
        self.export_button.setEnabled(has_plan)
        if not has_plan:
            self.answers = None
            text = _("Here are the tasks before go-live, with dates counted back from it.")
            self.set_empty(no_plan(self.context, "check-circle", text))
            return
        trial = self.trial
        self.ask(lambda session: answer(session, trial), self._show)

    def _show(self, answers: TasksAnswers) -> None:
        self.answers = answers
        self._titles.clear()
        self._titles.update(answers.titles)
        self.set_empty(None)
        self._show_erp(answers)
        self.headline.show_answers(answers)
        self.board.show_tasks(answers.tasks, answers.titles, plain_years=answers.plain_years)
        self.timeline.show_answers(answers)
        self._show_rows()
        task = answers.task(self._wanted)
        if task is not None:
            self.drawer.show_task(task, answers)
        self.show_panels()

    def _show_erp(self, answers: TasksAnswers) -> None:
        if answers.municipality.erp:
            self.erp_banner.hide()
            return
        self.erp_banner.tell(
            _("Then the list has the right tasks: who to write to, how many mails, and 8 or 8b."),
            title=_("Which ERP system do you have?"),
            tone=Tone.ACCENT,
            action=_("Tell it…"),
            act=self._tell_erp,
        )

    def _tell_erp(self) -> None:
        """The banner closes itself when it is acted on; it comes back when nothing was told."""
        self.context.edit_municipality()
        if self.answers is not None and self.session is not None:
            self._show_erp(replace(self.answers, municipality=self.session.municipality))

    def _show_rows(self) -> None:
        if self.answers is None:
            return
        tasks = self.answers.tasks
        self.filters.show_counts({kind.value: sum(shows(kind, one) for one in tasks) for kind in TaskFilter})
        kind = TaskFilter(self.filters.current)
        self.model.set_rows([one for one in tasks if shows(kind, one)])
        self.filter_changed()

    @property
    def _is_listing(self) -> bool:
        return self.views.current == View.LIST

    def counted(self) -> tuple[int, int]:
        return self.model.shown if self._is_listing else len(self._titles), len(self._titles)

    def rows_in_words(self, shown: int, total: int) -> str:
        told = ngettext_("Shows {shown} of {n} task", "Shows {shown} of {n} tasks", total)
        away = checklist_page.not_yours(self.answers.checklist.not_yours) if self.answers else ""
        return " · ".join(filter(None, (told.format(shown=shown, n=total), away)))

    def filter_state(self) -> FilterState:
        found = {"as": self.views.current, "show": self.filters.current}
        return {key: (value,) for key, value in found.items() if value not in (View.BOARD, TaskFilter.ALL)}

    def use_filter(self, state: FilterState) -> None:
        shown = next(iter(state.get("show", ())), "")
        self.filters.pick(shown if shown in self.filters.buttons else TaskFilter.ALL.value)
        view = next(iter(state.get("as", ())), "")
        self.show_view(View(view) if view in set(View) else View.BOARD)
        self._show_rows()

    def filter_words(self) -> str:
        usual = not self._is_listing or self.filters.current == TaskFilter.ALL
        return "" if usual else self.filters.current_label

    # -------------------------------------------------------------------------------- what the user looks at

    def apply_filters(self, **filters: str) -> None:
        """Open a task (`task`), or show one of the views (`view`)."""
        if filters.get("view") in set(View):
            self.show_view(View(filters["view"]))
        if filters.get("task"):
            self.open_task(filters["task"])

    def show_view(self, view: View) -> None:
        """Board, list or timeline."""
        self.views.pick(view.value)
        self.stack.setCurrentIndex(list(View).index(view))
        self.filters.setVisible(view is View.LIST)
        self.search.setVisible(view is View.LIST)
        self.filter_changed()

    def open_task(self, key: str) -> None:
        """Show a task in the panel, and mark it in the views."""
        self._wanted = key
        task = self.answers.task(key) if self.answers else None
        if task is None or self.answers is None:
            return
        self.drawer.show_task(task, self.answers)
        self.want_drawer(wanted=True)
        self.board.choose(key)
        self.view.choose([key])

    def focus_search(self) -> bool:
        """Ctrl+F: the search is in the list."""
        self.show_view(View.LIST)
        return super().focus_search()

    def toggle_drawer(self) -> bool:
        """F4: the panel of the chosen task."""
        if self.drawer.isVisible():
            self.want_drawer(wanted=False)
        else:
            following = self.answers.progress.following if self.answers else None
            self.open_task(self._wanted or (following.key if following else ""))
        return True

    def take_keyboard(self) -> None:
        """To the chosen card, row or bar, in the view that is shown."""
        if self.stack.currentWidget() is self.board:
            self.board.take_keyboard()
        elif self._is_listing:
            self.view.setFocus()
        else:
            self.timeline.setFocus()

    def drawer_has_content(self) -> bool:
        return self.open_one is not None

    @property
    def open_one(self) -> ChecklistTask | None:
        """The task that the panel is about."""
        return self.answers.task(self._wanted) if self.answers is not None else None

    def choice_changed(self) -> None:
        row = self.view.current_row()
        if row is not None and self._is_listing and row.key != self._wanted:
            self._wanted = row.key
            if self.answers is not None:
                self.drawer.show_task(row, self.answers)
        super().choice_changed()

    def fill_menu(self, menu: QMenu, view: RowView[Any]) -> None:
        del view  # the row that is chosen is the task in the panel
        self.own.fill_menu(menu)

    # ------------------------------------------------------------------------------------ what the user does

    def try_go_live(self, day: date | None) -> None:
        """Show the dates of another go-live, or those of the plan's own again. Nothing is saved."""
        self.trial = day
        if day is None:
            self.headline.clear_trial()
        self.refresh(None)

    def _take_trial(self) -> None:
        from desktop.workspace.operations import SetUp

        if self.session is None or self.trial is None:
            return
        day, self.trial = self.trial, None
        self.headline.clear_trial()
        if not self.context.run(SetUp(replace(self.session.municipality, go_live=day))):
            self.refresh(None)

    def _move(self, key: str, status: TaskStatus) -> None:
        task = self.answers.task(key) if self.answers else None
        if task is not None and task.state.status is not status:
            self._run_change(task, replace(task.state, status=status))

    def _change(self, state: TaskState) -> None:
        """The panel's task is to be like this."""
        if self.drawer.task is not None:
            self._run_change(self.drawer.task, state)

    def _run_change(self, task: ChecklistTask, state: TaskState) -> None:
        from desktop.workspace.checklist import changed_task

        if self.session is None:
            return
        try:
            change = changed_task(self.session, task, state, title=checklist.title(task.definition))
        except PeriodTrouble as error:
            self.context.messages.error(error)
            self.refresh(None)
            return
        if not self.context.run(change):
            self.refresh(None)

    def add_own(self) -> None:
        """Ask what is to be done, and put it on the list."""
        self.own.add()

    def _mail(self) -> None:
        if self.session is None or self.drawer.task is None:
            return
        dialog = self.away.mail(self.drawer.task, self.session)
        if dialog is not None:
            dialog.exec()
            dialog.deleteLater()

    def _to_spreadsheet(self) -> None:
        if self.answers is not None:
            self.away.spreadsheet(self.answers)

    def _to_calendar(self) -> None:
        if self.answers is not None and self.session is not None:
            self.away.calendar(self.answers, self.session)

    def _print(self) -> None:
        from desktop.ui.paper import print_paper

        paper = self.paper()
        if paper is not None:
            print_paper(paper, self.window())

    def paper(self) -> Paper | None:
        """The list as it is shown; otherwise every task with its steps to tick."""
        from desktop.ui.pages.tasks.printing import checklist_paper

        if self._is_listing:
            return super().paper()
        return checklist_paper(self.answers) if self.answers is not None else None


def _filled(view: RowView[ChecklistTask]) -> Card:
    """The table on a card without room around it."""
    card = Card(padding=1)
    card.body.setContentsMargins(1, 1, 1, 1)
    card.body.addWidget(view)
    return card
