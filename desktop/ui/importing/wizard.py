"""How does a user import? Four steps in the window's own page, with progress, and a way out at any moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.imports import Pasted, SourceKind, TableChoices, TableSource
from desktop.paths import user_documents_dir
from desktop.texts import importing
from desktop.texts.translate import _
from desktop.ui import theme
from desktop.ui.importing.check_step import CheckStep
from desktop.ui.importing.columns_step import ColumnsStep
from desktop.ui.importing.done_step import DoneStep
from desktop.ui.importing.files_step import FilesStep
from desktop.ui.messages import FileKind
from desktop.ui.pages.page import PageContext, in_gutter
from desktop.ui.pasting import on_clipboard
from desktop.ui.tasks import Task, Work
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.header import PageHeader
from desktop.ui.widgets.progress import ProgressPanel
from desktop.ui.widgets.step_strip import StepStrip
from desktop.workspace.import_flow import Checked, ImportFlow, ImportItem, ImportStep
from desktop.workspace.session import Session

T = TypeVar("T")

_STEPS = (ImportStep.FILES, ImportStep.COLUMNS, ImportStep.CHECK, ImportStep.DONE)
_TABLES = ("*.csv", "*.txt", "*.tsv", "*.xlsx", "*.xlsm", "*.xls", "*.xlsb", "*.ods")
_EINVOICES = ("*.xml", "*.zip")


class ImportWizard(QWidget):
    """The import as a page.

    Signals:
        finished: has the name of the page to show now; "" for the one that was there.
        step_shown: another step is on the screen.
    """

    finished = Signal(str)
    step_shown = Signal()

    def __init__(self, session: Session, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self._task: Task | None = None
        self.setAccessibleName(_("Import"))
        self.flow = ImportFlow(session)
        self.header = PageHeader(_("Import"))
        self.header.help_button.clicked.connect(lambda: context.show_help(self.help_topic))
        names = (_("Files"), _("Columns"), _("Check"), _("Done"))
        self.strip = StepStrip(names)
        self.files, self.columns = FilesStep(self.flow), ColumnsStep(self.flow)
        self.check, self.done = CheckStep(), DoneStep()
        self.stack = QStackedWidget()
        for step in (self.files, self.columns, self.check, self.done):
            self.stack.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.EDGE, Space.EDGE, Space.EDGE - theme.GUTTER, Space.LARGE)
        column.setSpacing(Space.LARGE)
        column.addWidget(in_gutter(self.header))
        column.addWidget(self.strip)
        column.addWidget(self.stack, 1)
        column.addWidget(in_gutter(self._foot()))
        self._connect()
        self.show_step()

    def _foot(self) -> QWidget:
        self.cancel, self.back = Button(_("Cancel")), Button(_("Back"))
        self.next = PrimaryButton(_("Next"))
        self.progress = ProgressPanel()
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.SMALL)
        row.addWidget(self.cancel)
        row.addSpacing(Space.LARGE)
        row.addWidget(self.progress, 1)
        row.addStretch(0)
        row.addWidget(self.back)
        row.addWidget(self.next)
        return foot

    def _connect(self) -> None:
        self.cancel.clicked.connect(self._leave)
        self.back.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)
        self.progress.cancelled.connect(self._stop)
        self.files.pick_files.connect(self._pick_files)
        self.files.pick_folder.connect(self._pick_folder)
        self.files.came.connect(self._look_at)
        self.files.changed.connect(self._show_buttons)
        self.columns.choices_made.connect(self._look_again)
        self.done.leave.connect(self.finished)
        self.done.again.connect(self._start_over)

    @property
    def help_topic(self) -> str:
        """The topic of the step: `import-files`, `import-columns` and so on."""
        return f"import-{self.flow.step.value}"

    def start(self, paths: tuple[TableSource, ...] = ()) -> None:
        """Begin, with files or what was pasted, or without."""
        if paths:
            self._look_at(paths)
        else:
            self.files.zone.files_button.setFocus()

    # ------------------------------------------------------------------------------------------- files

    def _pick_files(self) -> None:
        kinds = (
            FileKind(_("Lists, extracts and e-invoices"), (*_TABLES, *_EINVOICES)),
            FileKind(_("Excel and CSV"), _TABLES),
            FileKind(_("E-invoices"), _EINVOICES),
            FileKind(_("All files"), ("*",)),
        )
        paths = self._context.messages.open_files(_("Choose files to import"), kinds)
        if paths:
            self._look_at(paths)

    def _pick_folder(self) -> None:
        folder = self._context.messages.folder(_("Choose a folder of e-invoices"), user_documents_dir())
        if folder is not None:
            self._look_at((folder,))

    def paste(self) -> None:
        """Take what was copied, as one more file; a second paste does not replace the first."""
        found = on_clipboard()
        if not found:
            self._context.messages.info(importing.nothing_to_paste())
            return
        taken = {item.path.name for item in self.flow.items if isinstance(item.path, Pasted)}
        self._look_at(tuple(_named_apart(one, taken) for one in found))

    def _look_at(self, paths: tuple[TableSource, ...]) -> None:
        def found(items: tuple[ImportItem, ...]) -> None:
            self.flow.add(items)
            self.files.refresh()
            self._show_buttons()
            self.next.setFocus()

        self._work(_("Looking at the files…"), lambda progress: self.flow.look(paths, progress), found)

    # --------------------------------------------------------------------------------- columns and check

    def _look_again(self, place: int, choices: TableChoices) -> None:
        item = self.flow.items[place]

        def seen(fresh: ImportItem) -> None:
            self.flow.replace(place, fresh)
            self.columns.refresh()

        self._work(
            _("Looking at the file again…"),
            lambda progress: self.flow.look_again(item, choices, progress),
            seen,
        )

    def _read(self) -> None:
        def read(checked: Checked) -> None:
            self.flow.take(checked)
            self.check.show_checked(checked)
            self.show_step()

        self._work(_("Reading…"), self.flow.read, read)

    def _import(self) -> None:
        def taken(_changes: object) -> None:
            self.flow.taken_in()
            if self.flow.step is ImportStep.DONE:
                self.done.show_done(self.flow.done)
                self.show_step()
            else:
                self._read()

        session, operation_of = self._session, self.flow.operation
        self._work(_("Importing…"), lambda progress: session.run(operation_of(progress)), taken)

    # ------------------------------------------------------------------------------------------- moving

    def _go_on(self) -> None:
        if self._task is not None or not self.flow.can_go_on:
            return
        if self.flow.step is ImportStep.CHECK:
            self._import()
        elif self.flow.step is ImportStep.COLUMNS and self.columns.show_next_question():
            # A question in another file is asked before it is too late to answer.
            self.columns.table.setFocus()
        elif self.flow.reads_next():
            self._read()
        else:
            self.flow.go_to_columns()
            self.columns.refresh()
            self.show_step()

    def _go_back(self) -> None:
        if self._task is None:
            self.flow.back()
            if self.flow.step is ImportStep.COLUMNS:
                # Files read as last time came to the check without a look at their columns.
                self.columns.refresh()
            self.show_step()

    def _start_over(self) -> None:
        self.flow = ImportFlow(self._session)
        self.files.set_flow(self.flow)
        self.columns.set_flow(self.flow)
        self.show_step()

    def _leave(self) -> None:
        self._stop()
        self.finished.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return
        if event.matches(QKeySequence.StandardKey.Paste) and self.flow.step is ImportStep.FILES:
            self.paste()
            return
        super().keyPressEvent(event)

    # ------------------------------------------------------------------------------------------- showing

    def show_step(self) -> None:
        """Show the step that the flow stands at."""
        place = _STEPS.index(self.flow.step)
        over = self.flow.step is ImportStep.DONE
        self.stack.setCurrentIndex(place)
        self.strip.show_step(place + 1 if over else place)
        self.header.set_question(self._question())
        if self.flow.step is ImportStep.FILES:
            self.files.refresh()
        for button in (self.cancel, self.back, self.next):
            button.setVisible(not over)
        self._show_buttons()
        self.step_shown.emit()
        if over:
            self.done.on.setFocus()

    def _question(self) -> str:
        return {
            ImportStep.FILES: _("Which files have you got? Take several at once if you like."),
            ImportStep.COLUMNS: _("Has the program understood your columns? Change what is not right."),
            ImportStep.CHECK: _("Nothing has been changed yet. This is what the import will do."),
            ImportStep.DONE: "",
        }[self.flow.step]

    def _show_buttons(self) -> None:
        idle = self._task is None
        self.next.setEnabled(idle and self.flow.can_go_on)
        self.back.setEnabled(idle and self.flow.can_go_back)
        self.stack.setEnabled(idle)
        self.next.setText(self._verb())

    def _verb(self) -> str:
        if self.flow.step is not ImportStep.CHECK or self.flow.checked is None:
            return _("Next")
        if self.flow.checked.kind is SourceKind.SUPPLIERS:
            return _("Import the suppliers")
        return _("Import the invoices")

    # ---------------------------------------------------------------------------------------------- work

    def _work(self, what: str, work: Work[T], on_done: Callable[[T], None]) -> None:
        """Do something off the GUI thread that can be stopped; one thing at a time."""
        if self._task is not None:
            return
        self.progress.start(what)

        def settled() -> None:
            self._task = None
            self.progress.stop()
            self._show_buttons()

        def done(result: T) -> None:
            settled()
            on_done(result)

        def failed(error: Exception) -> None:
            settled()
            self._context.messages.error(error)
            if self.flow.step is ImportStep.COLUMNS:
                self.columns.refresh()

        task = self._context.tasks.run(
            work,
            on_done=done,
            on_error=failed,
            on_progress=self.progress.report,
            on_cancelled=settled,
            owner=self,
        )
        if task.running:
            self._task = task
            self._show_buttons()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()


def _named_apart(source: TableSource, taken: set[str]) -> TableSource:
    """What was pasted under a name of its own: "Clipboard", "Clipboard 2"."""
    if not isinstance(source, Pasted):
        return source
    number, name = 1, source.name
    while name in taken:
        number += 1
        name = f"{source.name} {number}"
    return replace(source, name=name)
