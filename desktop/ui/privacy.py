"""How does the window tell what the plan keeps, and clean up? Asked before anything is deleted for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.domain.privacy import Deletion, Inventory, deletion
from desktop.paths import user_documents_dir
from desktop.texts import privacy as texts
from desktop.texts.translate import _
from desktop.ui.messages import FileKind, Messages, Offer
from desktop.ui.open_plan import OpenPlan
from desktop.ui.privacy_dialog import PrivacyDialog
from desktop.ui.questions import Answer, Question
from desktop.ui.tasks import TaskRunner
from desktop.ui.widgets.buttons import Look
from desktop.workspace import backups, privacy
from desktop.workspace.operations.privacy import SetDeletionDate
from desktop.workspace.session import Session

_SUFFIX, _CSV = ".xlsx", ".csv"


class PrivacyDesk:
    """Shows the account of the open plan and does what is asked there."""

    def __init__(self, plan: OpenPlan, messages: Messages, tasks: TaskRunner, parent: QWidget) -> None:
        self._plan, self._messages, self._tasks, self._parent = plan, messages, tasks, parent
        self.dialog: PrivacyDialog | None = None

    def show(self) -> None:
        """Open the account."""
        session = self._plan.session
        if session is None:
            return
        dialog = PrivacyDialog(self._parent, read_only=session.is_read_only)
        self.dialog = dialog
        dialog.export_asked.connect(lambda: self._export(session))
        dialog.day_set.connect(lambda day: self._set_day(session, day))
        dialog.clean_asked.connect(lambda keep: self._clean(session, keep))
        dialog.backups_asked.connect(lambda: self._remove_backups(session))
        dialog.finished.connect(lambda _result: self._over(dialog))
        self._renew(session, then=dialog.open)

    def _over(self, dialog: PrivacyDialog) -> None:
        self.dialog = None
        dialog.deleteLater()

    def _renew(self, session: Session, then: Callable[[], None] | None = None) -> None:
        """Count again, off the GUI thread: the folders may lie on a drive."""

        def counted(found: Inventory) -> None:
            if self.dialog is not None:
                self.dialog.show_inventory(found, session.today)
                if then is not None:
                    then()

        self._tasks.run(
            lambda _progress: privacy.inventory(session),
            on_done=counted,
            on_error=self._messages.error,
            owner=self._parent,
        )

    def _set_day(self, session: Session, day: date | None) -> None:
        if self._plan.run(SetDeletionDate(day)):
            self._renew(session)

    def _clean(self, session: Session, keep: int) -> None:
        if self._messages.ask(_cleaning()) != "delete":
            return

        def done(count: int) -> None:
            self._messages.info(texts.cleaned(count))
            self._renew(session)

        self._plan.work(
            _("Cleaning the history…"),
            lambda _progress: privacy.clean_history(session, keep=keep),
            on_done=done,
        )

    def _remove_backups(self, session: Session) -> None:
        path = session.path
        if path is None or self._messages.ask(_removing()) != "delete":
            return

        def done(count: int) -> None:
            self._messages.info(texts.backups_removed(count))
            self._renew(session)

        self._plan.work(
            _("Deleting the earlier versions…"), lambda _progress: backups.forget_all(path), on_done=done
        )

    def _export(self, session: Session) -> None:
        kind = FileKind(_("Excel workbooks and CSV"), (f"*{_SUFFIX}", f"*{_CSV}"))
        proposal = user_documents_dir() / (_("What the plan stores") + _SUFFIX)
        chosen = self._messages.save_file(_("Where shall the list lie?"), kind, proposal)
        if chosen is None:
            return
        has = chosen.suffix.casefold() in (_SUFFIX, _CSV)
        path = chosen if has else chosen.with_name(chosen.name + _SUFFIX)

        def done(_nothing: object) -> None:
            self._messages.info(_("The list was written to {name}.").format(name=path.name))

        self._tasks.run(
            lambda _progress: _write(session, path),
            on_done=done,
            on_error=self._messages.error,
            owner=self._parent,
        )


def remind(messages: Messages, session: Session, show: Callable[[], None]) -> None:
    """Say that the deletion date is near or has passed, when it is."""
    near, day = privacy.deletion_state(session)
    if near in (Deletion.NEAR, Deletion.PASSED):
        offer = Offer(_("What does the plan store?"), show)
        messages.warn(texts.deletion(near, day), title=_("Deletion date"), offer=offer)


def _write(session: Session, path: Path) -> None:
    from desktop.workspace.exporting import export_sheet

    found = privacy.inventory(session)
    export_sheet(texts.listed(found, deletion(found.delete_on, session.today)), path)


def _cleaning() -> Question:
    return Question(
        title=_("Delete earlier history for good?"),
        text=_(
            "What the deleted entries say about before and after is gone, and they can no longer be undone. "
            "The plan itself stays as it is."
        ),
        answers=(Answer("cancel", _("Cancel")), Answer("delete", _("Delete"), Look.PRIMARY)),
        escape="cancel",
    )


def _removing() -> Question:
    return Question(
        title=_("Delete all earlier versions of the plan?"),
        text=_("They cannot be had back. The plan itself stays as it is."),
        answers=(Answer("cancel", _("Cancel")), Answer("delete", _("Delete"), Look.PRIMARY)),
        escape="cancel",
    )
