"""How do the tasks leave the window? As a calendar, a spreadsheet, paper, and drafts of mails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.domain.checklist import ChecklistTask
from desktop.paths import user_documents_dir
from desktop.texts import checklist_page, commands, events
from desktop.texts.translate import _, ngettext_
from desktop.ui.messages import FileKind
from desktop.ui.pages.page import Page, PageContext
from desktop.ui.pages.tasks.answers import TasksAnswers
from desktop.ui.pages.tasks.dialogs import MailDialog
from desktop.workspace.session import Session


class TakingAway:
    """Exports and mails of the page.

    Args:
        page: whose context, session and window are used.
    """

    def __init__(self, page: Page) -> None:
        self._page = page

    @property
    def _context(self) -> PageContext:
        return self._page.context

    def spreadsheet(self, answers: TasksAnswers) -> None:
        """Ask where, and write every task."""
        path = self._place(_("Tasks"), ".xlsx", _("Excel workbooks"))
        if path is None:
            return

        def work(_progress: object) -> None:
            from desktop.workspace.exporting import export_sheet

            export_sheet(checklist_page.listed(answers.tasks), path)

        self._run(work, path)

    def calendar(self, answers: TasksAnswers, session: Session) -> None:
        """Ask where, and write a deadline for each open task; taken in again, it updates the earlier ones."""
        path = self._place(_("Tasks"), ".ics", _("Calendar files"))
        if path is None:
            return
        name = answers.municipality.name or session.title

        def work(_progress: object) -> None:
            from desktop.workspace.exporting import export_calendar

            export_calendar(
                events.of_tasks(answers.tasks),
                path,
                plan=name,
                name=commands.calendar_name(name),
                now=session.now,
            )

        self._run(work, path)

    def mail(self, task: ChecklistTask, session: Session) -> MailDialog | None:
        """The drafts of a task in a dialog that is ready to be shown; None when there are none."""
        from desktop.workspace.mail_drafts import mails_of

        drafts = mails_of(session, task).drafts
        if not drafts:
            return None
        dialog = MailDialog(drafts, self._page.window())
        dialog.save_asked.connect(lambda: self.save_mails(task, session))
        dialog.open_asked.connect(lambda at: self.open_mail(task, session, at))
        return dialog

    def save_mails(self, task: ChecklistTask, session: Session) -> None:
        """Ask for a folder, and write the drafts there."""
        from desktop.workspace.mail_drafts import write_mails

        folder = self._context.messages.folder(_("Where shall the drafts lie?"), user_documents_dir())
        if folder is None:
            return

        def done(paths: tuple[Path, ...]) -> None:
            count = len(paths)
            told = ngettext_("{n} draft was saved: {names}", "{n} drafts were saved: {names}", count)
            names = ", ".join(path.name for path in paths)
            self._context.messages.info(told.format(n=count, names=names))

        self._context.tasks.run(
            lambda _progress: write_mails(session, task, folder),
            on_done=done,
            on_error=self._context.messages.error,
            owner=self._page,
        )

    def open_mail(self, task: ChecklistTask, session: Session, at: int) -> None:
        """Open a draft in whatever program opens mails; it lies in a folder only this user can read."""
        from desktop.workspace.mail_drafts import write_mails

        def done(paths: tuple[Path, ...]) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths[at]))):
                self._context.messages.warn(
                    _("No program here opens mail drafts. Save the draft, and copy its text into a mail.")
                )

        self._context.tasks.run(
            lambda _progress: write_mails(session, task, Path(mkdtemp(prefix="ean-planner-"))),
            on_done=done,
            on_error=self._context.messages.error,
            owner=self._page,
        )

    def _place(self, name: str, suffix: str, kind: str) -> Path | None:
        found = self._context.messages.save_file(
            _("Where shall the file lie?"),
            FileKind(kind, (f"*{suffix}",)),
            user_documents_dir() / (name + suffix),
        )
        if found is None or found.suffix.casefold() == suffix:
            return found
        return found.with_name(found.name + suffix)

    def _run(self, work: Callable[[object], None], path: Path) -> None:
        def done(_nothing: object) -> None:
            self._context.messages.info(_("The tasks were written to {name}.").format(name=path.name))

        self._context.tasks.run(
            work,
            on_done=done,
            on_error=self._context.messages.error,
            owner=self._page,
        )
