"""How does the user get the decision note? Ask where, paint the charts, write, and offer to open it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.domain.choice_gaps import FoundGap
from desktop.domain.decision_note import NoteFacts
from desktop.domain.errors import PlannerError
from desktop.domain.letter_documents import RenderReport
from desktop.domain.scenarios import Premises
from desktop.paths import user_documents_dir
from desktop.texts import decision_note as note_texts
from desktop.texts.translate import _
from desktop.ui.messages import FileKind, Offer
from desktop.ui.pages.page import PageContext
from desktop.workspace import decision_note, scenarios
from desktop.workspace.session import Session


class NoteMaker:
    """Makes the note of a plan under the premises of the page."""

    def __init__(self, context: PageContext) -> None:
        self._context = context

    def make(self, session: Session, premises: Premises, reuse_ean: str) -> None:
        """Ask where the note shall lie, and write it."""
        kind = FileKind(_("Word document"), ("*.docx",))
        proposal = user_documents_dir() / _("Memo on the EAN number.docx")
        out = self._context.messages.save_file(_("Where shall the memo lie?"), kind, proposal)
        if out is None:
            return
        path = out if out.suffix else out.with_suffix(".docx")

        def facts(_progress: object) -> tuple[NoteFacts, tuple[FoundGap, ...]]:
            found = scenarios.note_facts(session, premises, reuse_ean=reuse_ean)
            return found, scenarios.gaps(session, found.comparison)

        self._context.tasks.run(facts, on_done=lambda found: self._write(*found, path))

    def _write(self, facts: NoteFacts, gaps: tuple[FoundGap, ...], path: Path) -> None:
        from desktop.ui.charts.note_pictures import note_pictures

        pictures = note_pictures(facts)
        fields = note_texts.fields(facts, gaps)

        def write(_progress: object) -> RenderReport:
            return decision_note.write_note(fields, pictures, path)

        self._context.tasks.run(
            write, on_done=lambda _report: self._written(path), on_error=self._context.messages.error
        )

    def _written(self, path: Path) -> None:
        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self._context.messages.info(
            _("The memo is written: {name}").format(name=path.name), offer=Offer(_("Open the memo"), show)
        )

    def edit_template(self) -> None:
        """Open the user's own copy of the template in Word."""
        try:
            own = decision_note.make_own_template()
        except PlannerError as error:
            self._context.messages.error(error)
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(own)))
        self._context.messages.info(
            _("Your copy of the memo's template is open. Memos are made from it from now on: {path}").format(
                path=own
            )
        )
