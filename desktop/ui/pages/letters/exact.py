"""How does a letter look exactly, page by page? As PDF, in the system's own viewer.

The window itself shows the words: the part of Qt that draws PDF is not in the program, and LibreOffice alone
gives a picture of the first page only. So the pages are opened where they can all be seen.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.domain.progress import Progress
from desktop.domain.recipients import Recipient
from desktop.texts.translate import _
from desktop.ui.pages.page import PageContext
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import LinkButton
from desktop.workspace.session import Session


class ExactPages:
    """Behind the link that opens a letter's exact pages; the same link stops the work.

    Args:
        asked_for: the plan and the letter that is shown; None while there is none.
    """

    def __init__(
        self,
        link: LinkButton,
        context: PageContext,
        owner: QWidget,
        asked_for: Callable[[], tuple[Session, Recipient] | None],
    ) -> None:
        self._link = link
        self._context = context
        self._owner = owner
        self._asked_for = asked_for
        self._task: Task | None = None
        self.open_file: Callable[[Path], object] = _open
        link.clicked.connect(self.ask)
        self._tell()

    def ask(self) -> None:
        """Make the pages and open them; while they are being made, stop."""
        if self._task is not None:
            self._task.cancel()
            return
        asked = self._asked_for()
        if asked is None:
            return
        session, recipient = asked

        def work(progress: Progress) -> Path | None:
            from desktop.workspace.exact_letters import exact_pages

            return exact_pages(session, recipient, progress)

        self._link.setText(_("Making the pages… Stop"))
        task = self._context.tasks.run(
            work, on_done=self._done, on_error=self._failed, on_cancelled=self._tell, owner=self._owner
        )
        # An inline runner is over before it returns.
        self._task = task if task.running else None

    def _done(self, path: Path | None) -> None:
        self._tell()
        if path is not None:
            self.open_file(path)
            return
        self._context.messages.info(
            _(
                "There is neither Word nor LibreOffice on this computer that can show the exact pages. Write "
                "the letter, and look at it on another computer."
            )
        )

    def _failed(self, error: Exception) -> None:
        self._tell()
        self._context.messages.error(error)

    def _tell(self) -> None:
        self._task = None
        self._link.setText(_("Open the exact pages"))


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
