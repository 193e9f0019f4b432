"""What can be done with whichever page is on the screen? Print it, make a PDF, arrange its table, go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desktop.domain.errors import PlannerError
from desktop.paths import user_documents_dir
from desktop.texts import numbers
from desktop.texts.translate import _
from desktop.ui.page_host import PAGES

if TYPE_CHECKING:
    from desktop.ui.messages import Messages
    from desktop.ui.page_host import PageHost
    from desktop.ui.pages.page import Page
    from desktop.ui.pages.table_page import TablePage
    from desktop.ui.paper import Paper
    from desktop.ui.questions import Question

_PDF = ".pdf"
_MANY_ROWS = 2_000
"""Some fifty pages: nobody prints as many without meaning it."""
_CANCEL, _PRINT = "cancel", "print"


class PageCommands:
    """The window's commands that are about the page that is shown.

    Args:
        go_to: shows a page by name.

    Attributes:
        print_paper: asks for a printer and prints.
        open_file: opens a file in the system's own program.
    """

    def __init__(
        self, host: PageHost, messages: Messages, go_to: Callable[[str], None], window: QWidget
    ) -> None:
        self._host, self._messages, self._go_to, self._window = host, messages, go_to, window
        self.print_paper: Callable[[Paper], None] = self._print_paper
        self.open_file: Callable[[Path], None] = _open_file

    def all(self) -> Mapping[str, Callable[[], object]]:
        """By the key the menus have."""
        return {
            "print": self.print,
            "pdf": self.save_pdf,
            "copy": self.copy,
            "columns": self.choose_columns,
            "reset_view": self.reset_view,
            "refresh": self.refresh,
            "next_page": lambda: self.step(1),
            "previous_page": lambda: self.step(-1),
        }

    def copy(self) -> None:
        """What the menu's Copy is about: the text of the field one stands in, otherwise rows of the table."""
        focus = QApplication.focusWidget()
        page = self._host.current_page()
        if (isinstance(focus, QLineEdit) and focus.hasSelectedText()) or (
            isinstance(focus, QTextEdit | QPlainTextEdit) and focus.textCursor().hasSelection()
        ):
            focus.copy()
        elif page is None or not page.copy_rows():
            self._messages.info(_("There is nothing here to copy. Choose rows in a table, or mark a text."))

    # ----------------------------------------------------------------------------------------- on paper

    def print(self) -> None:
        """Ctrl+P."""
        paper = self._paper()
        if paper is not None:
            self.print_paper(paper)

    def save_pdf(self) -> None:
        """Ask for a name and write what would be printed, for those who have no printer."""
        paper = self._paper()
        if paper is None:
            return
        from desktop.ui.messages import FileKind
        from desktop.ui.plan_names import file_name

        proposal = user_documents_dir() / f"{file_name(paper.title) or 'EAN Planner'}{_PDF}"
        kind = FileKind(_("PDF files"), (f"*{_PDF}",))
        path = self._messages.save_file(_("Save as PDF"), kind, proposal)
        if path is not None:
            self._write(paper, path if path.suffix.casefold() == _PDF else path.with_name(path.name + _PDF))

    def _write(self, paper: Paper, path: Path) -> None:
        from desktop.ui.messages import Offer
        from desktop.ui.paper import as_pdf
        from desktop.workspace.exporting import export_made

        data = as_pdf(paper)
        try:
            export_made(data, path)
        except PlannerError as error:
            self._messages.error(error)
        else:
            self._messages.info(
                _("The page was saved as {name}.").format(name=path.name),
                offer=Offer(_("Open the PDF"), lambda: self.open_file(path)),
            )

    def _paper(self) -> Paper | None:
        """What the page has to print, once a great many pages are really wanted."""
        page = self._host.current_page()
        paper = page.paper() if page is not None else None
        if paper is None:
            self._messages.info(_("There is nothing to print on this page."))
            return None
        if paper.rows < _MANY_ROWS or self._messages.ask(_really(paper.rows)) == _PRINT:
            return paper
        return None

    def _print_paper(self, paper: Paper) -> None:
        from desktop.ui.paper import print_paper

        print_paper(paper, self._window)

    # ---------------------------------------------------------------------------------------- the table

    def choose_columns(self) -> None:
        """Ask which columns the table on the screen shall show."""
        from desktop.ui.tables.columns_dialog import choose_columns

        page = self._table_page()
        if page is not None:
            choose_columns(page.current_table())

    def reset_view(self) -> None:
        """Columns, widths, order, panels and filter as on the first day."""
        page = self._table_page()
        if page is not None:
            page.reset_view()

    def _table_page(self) -> TablePage | None:
        from desktop.ui.pages.table_page import TablePage

        page = self._host.current_page()
        if isinstance(page, TablePage):
            return page
        self._messages.info(_("There is no table on this page."))
        return None

    # ---------------------------------------------------------------------------------------- the pages

    def refresh(self) -> None:
        """F5: ask the plan again, also for what a new day changes."""
        page: Page | None = self._host.current_page()
        if page is not None:
            page.refresh(None)

    def step(self, by: int) -> None:
        """To the next page of the rail, or the one before; after the last comes the first."""
        names = [spec.name for spec in PAGES]
        if self._host.current_name in names:
            self._go_to(names[(names.index(self._host.current_name) + by) % len(names)])


def _really(rows: int) -> Question:
    from desktop.ui.questions import Answer, Question
    from desktop.ui.widgets.buttons import Look

    return Question(
        title=_("Print {n} rows?").format(n=numbers.whole(rows)),
        text=_("That is many pages. Search or filter first if you only need some of the rows."),
        answers=(Answer(_CANCEL, _("Cancel")), Answer(_PRINT, _("Print all"), Look.PRIMARY)),
        escape=_CANCEL,
    )


def _open_file(path: Path) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
